"""Text from outside made inert for the format it is printed in: plain strings in, escaped strings out.

Every string of a brief may hold Markdown, HTML, ANSI sequences or characters that turn the reading direction, by
accident or by design. What is escaped here reads the same once the format has been parsed, apart from white space.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

BREAKS = re.compile(r"[\t\n\v\f\r \x1c-\x1f\x85\u2028\u2029]+")
"""White space that a format may take for structure. No-break and typographic spaces stay as they are."""

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""C0 and C1 controls, among them the ESC that starts every ANSI sequence, and the bidi controls of UAX #9."""

SURROGATE = re.compile(r"[\ud800-\udfff]")
NOT_RAW_IN_JSON = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")

MARKS = re.compile(r"[\\`*_{}\[\]<>#|~]")
STARTS = re.compile(r"^( ?)(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+=](?:\W|$)))")
"""What would open a list or underline a heading at the start of a line: CommonMark 0.31, sections 4.3 and 5.2."""

LINKS = re.compile(r":(?=//)|(?<=www)\.|@", re.IGNORECASE)
"""What GitHub's autolinks hang on (GFM 0.29, section 6.9)."""

OTHERS = re.compile(r"&(?=#?\w+;)|:(?=[\w+-]+:)|\$(?!\d)")
"""Entities, `:emoji:` and `$formulas$`."""


def folded(value: str) -> str:
    """The value on one line, so that it cannot pass for a line of what is around it."""
    return BREAKS.sub(" ", value)


def clean(value: str) -> str:
    """The value on one line without control characters; a lone surrogate becomes U+FFFD."""
    line = UNSEEN.sub("", folded(value))
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", line)


def markdown(value: str) -> str:
    r"""The value as inline Markdown that reads as the value itself; ordinary prose stays as it is.

    Escapes \ ` * _ { } [ ] < > # | ~, what opens a block at the start, entities, autolinks, emoji and formulas.
    """
    line = STARTS.sub(r"\g<0>\\", MARKS.sub(r"\\\g<0>", clean(value)))
    return OTHERS.sub(r"\\\g<0>", LINKS.sub(r"\\\g<0>", line))


def markup(value: str) -> str:
    """The value as HTML text or as a quoted attribute."""
    return html.escape(clean(value))


def json_text(value: Any, indent: int | None = None) -> str:
    r"""The value as JSON that a person can read and a terminal can show.

    Non-ASCII stays readable, nothing is lost: control, bidi and surrogate characters are written as `\uXXXX`.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return NOT_RAW_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def json_part(value: str) -> str:
    """The value as it stands between the quotation marks of a JSON string."""
    return json_text(value)[1:-1]


def web_address(url: str) -> str:
    """The URL if it is one of the web (http or https, with a host), safe in any format; otherwise empty."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return quote(clean(url.strip()), safe=":/?#@!$&'()*+,;=%-._~")
