"""E-mail: a message with the brief as text and as HTML, that a mail program opens as a draft to be sent.

It has no sender, receiver or date: who sends it has them, and equal briefs give equal bytes.
"""

from __future__ import annotations

import hashlib

from briefer.markup import clean
from briefer.pages import Page
from briefer.pages.markup import html
from briefer.pages.plain import words

SUFFIX = "eml"
_LONGEST = 200
"""Characters of a subject."""


def write(page: Page) -> bytes:
    """The page as a message of RFC 5322, multipart/alternative."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(SMTP)
    message["X-Generator"] = "briefer"  # first, by which the file is known as a brief
    marking = f"[{page.marking}] " if page.marking else ""
    # a line end in a header would begin another one
    message["Subject"] = clean(f"{marking}{page.title}")[:_LONGEST].strip()
    message["X-Unsent"] = "1"
    if page.marking:
        message["X-Marking"] = clean(page.marking)
    message.set_content(words(page), cte="quoted-printable")
    message.add_alternative(html(page), subtype="html", cte="quoted-printable")
    digest = hashlib.sha256(b"".join(part.get_content().encode() for part in message.iter_parts())).hexdigest()
    message.set_boundary(f"=_briefer_{digest[:32]}")
    return message.as_bytes()
