"""Words at the ends of lines: broken ones are joined as the rest of the document spells them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum

from briefer.layout.glyphs import Line

LONGEST = 60
"""Code points: no word is longer."""
_HYPHENS = "-\u00ad\u2010\u2011\x02\ufffe"
_SOFT = "\u00ad\x02\ufffe"
"""Hyphens that are there for the line's end only; the latter two are what PDFium makes of one."""
_LAST = re.compile(rf"([^\W_]+(?:['’-][^\W_]+)*)[{re.escape(_HYPHENS)}]\Z")
_FIRST = re.compile(r"[^\W_]+")
_HALVES = re.compile(rf"\A[^\W_]+(?=[\s.,;:])|[^\W_]+[{re.escape(_HYPHENS)}]\Z")
"""What may be half of a word."""
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+|[^\W\d_]+")
_BEFORE = frozenset("long medium short high low well self so ex vice all half hard soft far near mid cross".split())
_AFTER = frozenset(
    "range based level led backed term made wide year old member called scale style general held".split()
)
"""Parts of words that are written with a hyphen."""
_LIGATURES = range(0xFB00, 0xFB07)


class Joint(Enum):
    """What is between a line and the next: a blank, the hyphen that the word has, or nothing where a hyphen stood."""

    BLANK = " "
    KEEP = "-"
    DROP = ""


class Vocabulary:
    """How a document spells its words, by the lines of it: what begins one may be half a word, and is not counted."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = {word.lower() for text in texts for word in _WORDS.findall(_HALVES.sub("", text))}

    def join(self, before: str, after: str) -> Joint:
        """What is between the end of one line and the beginning of the next."""
        left, right = _LAST.search(before), _FIRST.match(after)
        if not left or not right:
            # a dash without a blank before it, as in "1998–" and "2003", needs none after it
            return Joint.KEEP if before[-1:] in "\u2010\u2011" else Joint.BLANK
        one, other = left[1].rpartition("-")[2].lower(), right[0].lower()
        if before[-1] in _SOFT[:1]:
            return Joint.DROP
        if one + other in self._words and f"{one}-{other}" not in self._words:
            return Joint.DROP
        return Joint.KEEP if self._is_compound(one, other, right[0]) else Joint.DROP

    def _is_compound(self, one: str, other: str, written: str) -> bool:
        if f"{one}-{other}" in self._words or one in _BEFORE or other in _AFTER:
            return True
        if not written[0].islower() or not one.isalpha():
            return True
        return min(len(one), len(other)) >= 4 and one in self._words and other in self._words


def first_width(line: Line) -> float:
    """Points that the first word of a line takes."""
    word = next((at for at, glyph in enumerate(line.glyphs) if glyph.char.isspace()), len(line.glyphs))
    return line.glyphs[word - 1].x1 - line.glyphs[0].x0


def spelled(char: str) -> str:
    """A glyph's code points: a ligature is its letters; what stands for a hyphen is one; what is no text is a blank."""
    if ord(char) in _LIGATURES:
        return unicodedata.normalize("NFKC", char)
    if char in "\x02\ufffe":
        return "-"
    return " " if char.isspace() else char
