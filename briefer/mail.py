"""E-mail messages and what is packed as them, taken apart by the standard library: bytes in, parts out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message as Parsed
from email.policy import Compat32
from email.utils import parseaddr, parsedate_to_datetime

from briefer.errors import ReadFailed

_MOST_PARTS = 2_000
_LEAVES = ("text/html", "text/plain")
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError, AssertionError)
"""What the parser of the standard library raises for headers that are none."""
_LONGEST_HEADER = 4_000
"""Characters; some headers are read in quadratic time."""
_LONGEST_SENDER = 320
"""Characters of a sender that are looked at: the standard library goes one call deeper with each address."""
_FOLDED = re.compile(r"\s+")


class _Bounded(Compat32):
    """Reads headers as simply as they are written, and none that is longer than any sender writes."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message: its type (`text/html`), its bytes, the charset that it says it is in."""

    kind: str
    data: bytes
    charset: str
    location: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says of itself, and its parts that are text and not attached; `attached` counts the others."""

    subject: str
    sender: str
    day: str
    address: str
    parts: tuple[Part, ...]
    attached: int
    encrypted: bool


def parse(data: bytes) -> Message:
    """The message. Raises ReadFailed for what is none."""
    try:
        found = message_from_bytes(data, policy=_Bounded())
        if not found.keys():
            raise ReadFailed("no-message", "this is no e-mail; export it as .eml")
        parts, attached, encrypted = _parts(found)
    except _BROKEN as error:
        raise ReadFailed("unreadable", f"the message could not be taken apart ({type(error).__name__})") from error
    address = _header(found, "Archived-At").strip("<>") or _header(found, "Snapshot-Content-Location")
    return Message(
        subject=_header(found, "Subject"),
        sender=_sender(_header(found, "From")),
        day=_day(_header(found, "Date")),
        address=address if address.startswith(("http://", "https://")) else "",
        parts=parts,
        attached=attached,
        encrypted=encrypted,
    )


def messages(data: bytes) -> Iterator[bytes]:
    """The messages of an mbox file, one after the other."""
    start = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n")
    begins = [(found.end(), found.start()) for found in start.finditer(data)]
    for at, (begin, _) in enumerate(begins):
        end = begins[at + 1][1] if at + 1 < len(begins) else len(data)
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", data[begin:end])


def _parts(message: Parsed) -> tuple[tuple[Part, ...], int, bool]:
    kept: list[Part] = []
    attached = 0
    encrypted = False
    for at, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if at > _MOST_PARTS:
            raise ReadFailed("too-large", f"the message has more than {_MOST_PARTS} parts")
        if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
            encrypted = True
        if part.is_multipart():
            continue
        if kind in _LEAVES and part.get_content_disposition() != "attachment":
            data = part.get_payload(decode=True)
            charset = str(part.get_content_charset() or "")
            location = _header(part, "Content-Location")
            kept.append(Part(kind, data if isinstance(data, bytes) else b"", charset, location))
        elif part.get_content_disposition() == "attachment":
            attached += 1
    return tuple(kept), attached, encrypted


def _header(message: Parsed, name: str) -> str:
    """A header on one line; "" where it is not there, or is none."""
    value = message.get(name, "")
    try:
        words = _FOLDED.sub(" ", str(make_header(decode_header(value)))).strip()
    except (*_BROKEN, HeaderParseError):
        words = _FOLDED.sub(" ", str(value)).strip()
    return words.encode("utf-8", "replace").decode("utf-8")


def _sender(header: str) -> str:
    """The name of who sent it, without quotes; the host of the address where there is no name."""
    name, address = parseaddr(header[:_LONGEST_SENDER])
    return name.strip("\"' ") or address.rpartition("@")[2]


def _day(header: str) -> str:
    try:
        return parsedate_to_datetime(header).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
