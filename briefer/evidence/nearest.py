"""Where the words of a quote nearly stand, and what differs: for the reviewer's eye, never for acceptance."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from briefer.evidence.fold import BREAK, Folded, fold
from briefer.evidence.words import is_word
from briefer.model import Span

FAR = 0.6
"""A passage further from the quote than this share of the quote's characters is no near miss."""

_LONGEST = 2000
"""Code points of a quote that are compared; beyond, its beginning tells enough."""


_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest passage, whole words, and its difference from the quote: `we are [-not-] {+now+} ready`.

    [-words-] stand in the article, {+words+} in the quote. `distance` is the number of characters to change. Where
    nothing is near, `diff` is empty and `span` is (0, 0).
    """

    span: Span = _NOWHERE
    diff: str = ""
    distance: int = 0

    @property
    def found(self) -> bool:
        return bool(self.diff)


def nearest(article: Folded, quote: str) -> Nearest:
    """The passage of `article` with the smallest edit distance to `quote` (Myers 1999, by edlib), snapped to words."""
    import edlib

    wanted = fold(quote).text.strip(" \"'")[:_LONGEST]
    if not wanted or not article.text:
        return Nearest()
    query, target = _alphabet(wanted, article.text)
    answer = edlib.align(query, target, mode="HW", task="locations", k=int(len(wanted) * FAR))
    if answer["editDistance"] < 0:
        return Nearest()
    first, last = answer["locations"][0]
    start, end = _snap(article.text, first or 0, last + 1)
    if start >= end:
        return Nearest()
    return Nearest(article.span(start, end), word_diff(article.text[start:end], wanted), answer["editDistance"])


def _alphabet(query: str, target: str) -> tuple[str | bytes, str | bytes]:
    """Both texts over at most 256 characters, which is all edlib takes; what the query lacks becomes one character."""
    if query.isascii():
        return query.encode(), target.encode("ascii", "replace")
    codes = {ord(char): index + 1 for index, char in enumerate(sorted(set(query))[:254])}
    table = {ord(char): codes.get(ord(char), 0) for char in set(query) | set(target)}
    return query.translate(table).encode("latin-1"), target.translate(table).encode("latin-1")


def _snap(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage grown to whole words, without the spaces at its edges."""
    while start and is_word(text[start - 1]) and is_word(text[start]):
        start -= 1
    while end < len(text) and is_word(text[end]) and is_word(text[end - 1]):
        end += 1
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end


def word_diff(passage: str, quote: str) -> str:
    """`[-what the passage says-] {+what the quote says+}` word by word; equal words stand plain."""
    old, new = passage.replace(BREAK, "-").split(), quote.replace(BREAK, "-").split()
    parts: list[str] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[i1:i2] == new[j1:j2]:
            parts.extend(old[i1:i2])
            continue
        parts += [f"[-{' '.join(old[i1:i2])}-]"] if i1 < i2 else []
        parts += [f"{{+{' '.join(new[j1:j2])}+}}"] if j1 < j2 else []
    return " ".join(parts)
