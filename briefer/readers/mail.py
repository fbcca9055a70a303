"""Reads newsletters: a message is an article; .eml holds one, .mbox any number.

Of a message that comes as a page and as plain text the page is read, without what it hides. Attachments are not opened.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefer import decoding, furniture, mail, metadata, web
from briefer.errors import ReadFailed
from briefer.mail import Message, Part
from briefer.model import Article, Furniture, Problem
from briefer.readers import Contents, shown
from briefer.web import blocks

SUFFIXES = (".eml", ".mbox", ".mbx")
LARGEST = 100 * 1024 * 1024
_MOST = 10_000
"""Messages of one file."""
_LARGEST_PART = 20 * 1024 * 1024
_MBOX = b"From "


def contents(data: bytes, name: str, columns: Mapping[str, str]) -> Contents:
    """The articles in a file of mail. Raises ReadFailed for what is none."""
    if not data.startswith(_MBOX):
        return _one(data, name)
    articles: list[Article] = []
    problems: list[Problem] = []
    for number, message in enumerate(mail.messages(data), start=1):
        place = f"{name}#{number}"
        if number > _MOST:
            problems.append(Problem("too-large", f"{shown(name)}: only its first {_MOST} messages were read", name))
            break
        try:
            held = _one(message, place)
        except ReadFailed as error:
            problems.append(Problem(error.code, f"{shown(place)}: {error}", place))
        else:
            articles += held.articles
            problems += held.problems
    return Contents(tuple(articles), tuple(problems))


def _one(data: bytes, name: str) -> Contents:
    message = mail.parse(data)
    text, marks = _shown(message)
    if not text.strip():
        if message.encrypted:
            raise ReadFailed("encrypted", "the message is encrypted; save it decrypted")
        raise ReadFailed("no-text", "there is no text in this message; save what is attached to it as files")
    article = Article(name, text, message.subject, message.sender, message.address, furniture=marks)
    said = metadata.Metadata(published=message.day)
    article = metadata.complete(metadata.lay_over(article, said, "Date header" if message.day else ""))
    return Contents((article,), _attached(message, name))


def _shown(message: Message) -> tuple[str, tuple[Furniture, ...]]:
    """The text of a message, by its first page that shows any, else by its plain parts."""
    from lxml import etree  # type: ignore[import-untyped]

    for part in message.parts:
        if part.kind == "text/html":
            try:
                text, marks = blocks.shown(web.text(_bounded(part), part.charset)[0])
            except (RecursionError, MemoryError, etree.LxmlError, ValueError, AssertionError, ReadFailed):
                continue
            if text.strip():
                return text, marks
    plain = [decoding.declared(_bounded(part), part.charset)[0] for part in message.parts if part.kind == "text/plain"]
    text = "\n\n".join(each.strip() for each in plain)
    return text, furniture.find(text)


def _bounded(part: Part) -> bytes:
    if len(part.data) > _LARGEST_PART:
        raise ReadFailed("too-large", f"a part of the message is larger than is read ({_LARGEST_PART / 1e6:.0f} MB)")
    return part.data


def _attached(message: Message, name: str) -> tuple[Problem, ...]:
    if not message.attached:
        return ()
    what = "1 attachment was" if message.attached == 1 else f"{message.attached} attachments were"
    return (Problem("attachments", f"{shown(name)}: {what} not opened; save them as files to have them read", name),)
