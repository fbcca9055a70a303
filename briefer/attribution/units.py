"""Cuts a text into units for the grammar: sentences, or several that one quotation holds together. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefer.attribution.words import Word, words
from briefer.model import Sentence, Span

_MARK = re.compile("[“„”«»\"]|''|``")
_CLOSED_BY = {"“": '”"', "„": '“”"', "«": "»", '"': '"”', "''": "''", "``": "''"}
"""Opening marks with those that close them; two single marks are one double mark, as some papers type it."""
OPENING = frozenset(mark[0] for mark in _CLOSED_BY)
"""The characters with which a quotation may begin."""
_LONGEST_QUOTE = 6
"""Sentences that one pair of marks may hold together; more means that a mark is missing."""
_LONGEST = 300
"""Words that are read at once; a longer sentence is no sentence of news, and is read in pieces."""
_JOINTS = frozenset(", ; and but while whereas though although even".split())
"""Words and marks at which the reporter may speak again."""


MayReport = Callable[[str, int, int], bool]
"""Whether somebody may be heard in a stretch of a text."""


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

    @cached_property
    def lowers(self) -> frozenset[str]:
        """Its words in lower case: what a rule needs and what is not among them, it need not look for."""
        return frozenset([word.lower for word in self.words])

    @cached_property
    def joints(self) -> tuple[int, ...]:
        """The words outside quotations at which one clause may end and another begin."""
        return tuple(at for at, word in enumerate(self.words) if self.quoted[at] < 0 and word.lower in _JOINTS)

    def joints_after(self, index: int) -> Iterator[int]:
        """The joints behind word `index`, in order."""
        for at in range(bisect_right(self.joints, index), len(self.joints)):
            yield self.joints[at]


def units(text: str, sentences: Sequence[Sentence], may_report: MayReport) -> Iterator[Unit]:
    """The units of a text in order; `sentences` are its story, furniture left out.

    Where nothing is quoted and nobody may be heard, the unit has no words: they need not be made.
    """
    places = [mark.start() for mark in _MARK.finditer(text)]

    def within(group: Sequence[Sentence]) -> Sequence[int]:
        return places[bisect_left(places, group[0].start) : bisect_left(places, group[-1].end)]

    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.paragraph != group[0].paragraph or not _open_at_end(text, group, within(group))):
            yield from _pieces(text, group, within(group), may_report)
            group = []
        group.append(sentence)
    if group:
        yield from _pieces(text, group, within(group), may_report)


def _open_at_end(text: str, group: Sequence[Sentence], marks: Sequence[int]) -> bool:
    """Whether a quotation that opened in a group of sentences goes on in the next; `marks` are where its marks are."""
    return bool(marks) and len(group) < _LONGEST_QUOTE and bool(_walk(text, marks)[1])


def _walk(text: str, marks: Sequence[int]) -> tuple[list[Span], str, int]:
    """The quotations with their marks, then the mark and the place of one that was not closed."""
    found: list[Span] = []
    opened, begin = "", -1
    for at in marks:
        mark = text[at : at + 2] if text[at] in "'`" else text[at]
        if opened and mark in _CLOSED_BY[opened]:
            found.append(Span(begin, at + len(mark)))
            opened = ""
        elif not opened and mark in _CLOSED_BY:
            opened, begin = mark, at
    return found, opened, begin


def _pieces(text: str, group: Sequence[Sentence], marks: Sequence[int], may_report: MayReport) -> Iterator[Unit]:
    """The unit that a group of sentences makes; several where it is too long to be read at once."""
    start, end = group[0].start, group[-1].end
    if not (marks or may_report(text, start, end)):
        yield Unit(text, start, end, group[0].paragraph, (), (), ())
        return
    quotes, opened, begin = _walk(text, marks)
    if opened:
        quotes.append(Span(begin, end))
    starts, ends = [each.start for each in quotes], [each.end for each in quotes]
    found = words(text, start, end)
    for first in range(0, len(found), _LONGEST):
        piece = found[first : first + _LONGEST]
        place = Span(start if not first else piece[0].start, end if first + _LONGEST >= len(found) else piece[-1].end)
        within = quotes[bisect_right(ends, place.start) : bisect_left(starts, place.end)]
        inside = tuple(Span(max(each.start, place.start), min(each.end, place.end)) for each in within)
        yield Unit(text, place.start, place.end, group[0].paragraph, piece, inside, tuple(_quoted(piece, inside)))


def _quoted(found: Sequence[Word], quotes: Sequence[Span]) -> Iterator[int]:
    if not quotes:
        yield from (-1,) * len(found)
        return
    at = 0
    for word in found:
        while at < len(quotes) and quotes[at].end <= word.start:
            at += 1
        yield at if at < len(quotes) and quotes[at].start <= word.start else -1
