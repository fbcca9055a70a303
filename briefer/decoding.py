"""Bytes of a text file in, its text out, and the name of its encoding where that had to be guessed."""

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
_SAMPLE = 4096
"""Bytes that are looked at to tell an encoding."""
_HAN = r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"
_KANA = r"[\u3040-\u30ff]"
_OTHER_SCRIPTS = (
    ("euc_kr", r"[\uac00-\ud7a3\u3000-\u303f]", r"[\uac00-\ud7a3]", 0.8),
    ("cp1251", r"[\u0410-\u044f\u0401\u0451\u00ab\u00bb\u2013\u2014\u2116]", r"[\u0430-\u044f]", 0.7),
    ("shift_jis", rf"{_KANA}|{_HAN}", _KANA, 0.2),
    ("euc_jp", rf"{_KANA}|{_HAN}", _KANA, 0.2),
    ("gb18030", _HAN, "[的是不在和国了有中会]", 0.02),
    ("big5", _HAN, "[的是不在和國了有中會]", 0.02),
)
"""An encoding; what 95 % of its letters beyond ASCII are; what more than a share of these are."""
_MANY_HIGH = 0.3
"""Share of bytes above 127 from which on a text is not written in Latin letters."""
TEXT_CHARSET = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|latin-?1|iso-8859-\d+|windows-\d+|cp\d+|koi8-[ru]|mac-?\w*"
    r"|gb\w+|big5[\w-]*|shift[_-]?jis|sjis|euc-\w+|iso-2022-\w+|tis-620"
)
"""Charsets that a page or message may declare; Python knows others that are no charsets, and slow."""
_WESTERN = re.compile(r"us-ascii|ascii|latin-?1|iso-8859-1|windows-1252|cp1252")
"""What is declared where nobody thought about it, and is read as Windows-1252 then, as every browser does."""


def decode(data: bytes) -> tuple[str, str]:
    """The text, without a byte order mark and otherwise as it stands, and its encoding where that is a guess, else "".

    Reads what the byte order mark says, else UTF-8, else UTF-16 where every other byte is zero, else guesses:
    Windows-1252, or for a text that is mostly not Latin letters one of East Asia or Russia. Raises ReadFailed for what
    is not text.
    """
    text, guess = _decode(data)
    if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise ReadFailed("binary", "this is not a text file; save the article as text, Markdown or HTML")
    return text, guess


def declared(data: bytes, charset: str) -> tuple[str, str]:
    """As `decode`, for bytes that are said to be of a charset: that one is used where they can be of it.

    A byte order mark goes before it, and so does UTF-8 where Western letters are declared and the bytes are UTF-8.
    """
    name = charset.strip().strip("\"'").lower()
    if not TEXT_CHARSET.fullmatch(name) or any(data.startswith(mark) for mark, _ in _MARKS):
        return decode(data)
    if name.startswith(("utf-16", "utf16")):
        return decode(data)  # whoever could read the declaration was not reading UTF-16
    if _WESTERN.fullmatch(name):
        if _is_utf8(data):
            return decode(data)
        name = "cp1252"
    try:
        text = data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return decode(data)
    return text.replace("\0", ""), ""


def _decode(data: bytes) -> tuple[str, str]:
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    unmarked = "" if mark else _utf16(data)
    try:
        return data[len(mark) :].decode(unmarked or encoding), ""
    except UnicodeDecodeError as error:
        if mark or unmarked:
            named = f"its byte order mark says {encoding}" if mark else f"it looks like {unmarked}"
            raise ReadFailed("undecodable", f"{named}, but it is not: {error.reason}") from None
    if sum(byte > 0x7F for byte in data[:_SAMPLE]) > _MANY_HIGH * len(data[:_SAMPLE]):
        for name, letters, usual, share in _OTHER_SCRIPTS:
            text = _text_of(data, name)
            high = [char for char in text[:_SAMPLE] if char > "\x7f"]
            if _share(letters, high) > 0.95 and _share(usual, high) > share:
                return text, name
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        raise ReadFailed("binary", "this is neither UTF-8 nor Windows-1252 text; save it as UTF-8") from None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf16(data: bytes) -> str:
    """Which UTF-16 a text without a mark is in: Latin letters have a zero in every other byte; "" for neither."""
    sample = data[:_SAMPLE]
    if len(sample) < 8 or len(data) % 2:
        return ""
    zeros = [part.count(0) / len(part) for part in (sample[0::2], sample[1::2])]
    if zeros[0] < 0.05 and zeros[1] > 0.6:
        return "utf-16-le"
    return "utf-16-be" if zeros[1] < 0.05 and zeros[0] > 0.6 else ""


def _text_of(data: bytes, encoding: str) -> str:
    """The text, empty where the bytes are of another encoding."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _share(pattern: str, chars: list[str]) -> float:
    return len(re.findall(pattern, "".join(chars))) / len(chars) if chars else 0.0
