"""Cuts a text into units for the grammar: sentences, or several that one quotation holds together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefer.attribution.words import Word, words
from briefer.model import Sentence, Span

_OPEN, _CLOSE, _EITHER = "“„«", "”»", '"'
_LONGEST_QUOTE = 6
"""Sentences that one pair of marks may hold together; more means that a mark is missing."""


@dataclass(frozen=True)
class Unit:
    """What the grammar reads at once: its words, and which of them stand inside quotation marks.

    `quotes` are the quotations with their marks, in order; one that was never closed ends with the unit.
    """

    text: str
    start: int
    end: int
    paragraph: int
    words: tuple[Word, ...]
    quotes: tuple[Span, ...]
    quoted: tuple[int, ...]
    """For each word the index of its quotation, or -1."""

    def quote_at(self, index: int) -> Span | None:
        """The quotation that begins with word `index`."""
        if not 0 <= index < len(self.words) or self.quoted[index] < 0:
            return None
        quote = self.quotes[self.quoted[index]]
        return quote if quote.start == self.words[index].start else None

    def quote_before(self, index: int) -> Span | None:
        """The quotation that ends right before word `index`, a comma between them allowed."""
        before = index - 1
        if before >= 0 and self.words[before].text in ",–—-" and self.quoted[before] < 0:
            before -= 1
        return self.quotes[self.quoted[before]] if before >= 0 and self.quoted[before] >= 0 else None

    def span(self, first: int, last: int) -> Span:
        """From word `first` through word `last`."""
        return Span(self.words[first].start, self.words[last].end)

    @property
    def only_quote(self) -> Span | None:
        """The quotation, when the unit is nothing else."""
        if len(self.quotes) == 1 and all(index == 0 for index in self.quoted):
            return self.quotes[0]
        return None


def units(text: str, sentences: Sequence[Sentence]) -> tuple[Unit, ...]:
    """The units of a text in order; `sentences` are its story, furniture left out."""
    made: list[Unit] = []
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.paragraph != group[0].paragraph or not _open_at_end(text, group)):
            made.append(_unit(text, group))
            group = []
        group.append(sentence)
    return (*made, _unit(text, group)) if group else tuple(made)


def _open_at_end(text: str, group: Sequence[Sentence]) -> bool:
    body = text[group[0].start : group[-1].end]
    return len(group) < _LONGEST_QUOTE and _still_open(body)


def _still_open(body: str) -> bool:
    inside = False
    for mark in body:
        if mark in _OPEN:
            inside = True
        elif mark in _CLOSE:
            inside = False
        elif mark == _EITHER:
            inside = not inside
    return inside


def _unit(text: str, group: Sequence[Sentence]) -> Unit:
    start, end = group[0].start, group[-1].end
    quotes = tuple(_quotes(text, start, end))
    found = words(text, start, end)
    quoted, at = [], 0
    for word in found:
        while at < len(quotes) and quotes[at].end <= word.start:
            at += 1
        quoted.append(at if at < len(quotes) and quotes[at].start <= word.start else -1)
    return Unit(text, start, end, group[0].paragraph, found, quotes, tuple(quoted))


def _quotes(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    opened = -1
    for at in range(start, end):
        mark = text[at]
        if opened < 0 and mark in _OPEN + _EITHER:
            opened = at
        elif opened >= 0 and mark in _CLOSE + _EITHER:
            found.append(Span(opened, at + 1))
            opened = -1
    if opened >= 0:
        found.append(Span(opened, end))
    return found
