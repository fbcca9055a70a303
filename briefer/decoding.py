"""Bytes of a text file in, its text out, and whether its encoding had to be guessed."""

from __future__ import annotations

import codecs
import re

from briefer.errors import ReadFailed

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01
"""Share of control characters above which a file is no text."""


def decode(data: bytes) -> tuple[str, bool]:
    """The text, without a byte order mark and otherwise as it stands, and whether the encoding is a guess.

    Reads what the byte order mark says, else UTF-8, else Windows-1252, which is the guess. Raises ReadFailed for what
    is not text.
    """
    text, guessed = _decode(data)
    if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise ReadFailed("binary", "this is not a text file; save the article as text, Markdown or HTML")
    return text, guessed


def _decode(data: bytes) -> tuple[str, bool]:
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding), False
    except UnicodeDecodeError as error:
        if mark:
            message = f"its byte order mark says {encoding}, but it is not: {error.reason}"
            raise ReadFailed("undecodable", message) from None
    try:
        return data.decode("cp1252"), True
    except UnicodeDecodeError:
        raise ReadFailed("binary", "this is neither UTF-8 nor Windows-1252 text; save it as UTF-8") from None
