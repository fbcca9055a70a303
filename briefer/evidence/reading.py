"""What an article says on its own account: the side of the trust border that claims are held against. Pure.

Read once an article: its sentences, the attributions that the grammar finds in them, and the cast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefer import attribution
from briefer.actors import Cast, Table, cast
from briefer.evidence.fold import Folded, fold
from briefer.model import Article, Attribution, Chunk, Citation, Match, Sentence, Span


@dataclass(frozen=True)
class Reading:
    """One article, read."""

    article: Article
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]
    cast: Cast

    @cached_property
    def folded(self) -> Folded:
        return fold(self.article.text)

    def sentences_of(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that a span touches, in order."""
        return tuple(each for each in self.sentences if each.start < span.end and span.start < each.end)

    def words(self, spans: Sequence[Span]) -> str:
        """The article's words in spans, on one line."""
        return " ".join(" ".join(self.article.text[start:end].split()) for start, end in spans)

    def governing(self, content: Sequence[Span], source: Sequence[Span] = ()) -> Attribution | None:
        """The attribution that the spans report; None where nobody speaks in them.

        Its content makes up half of them at least, its own source and cue aside. Of several the one with the very
        `source` that a claim names, then the one whose content they share most, then the innermost.
        """
        fitting = [each for each in self.attributions if _reports(content, each)]

        def rank(each: Attribution) -> tuple[bool, int, int]:
            named = any(a.overlaps(b) for a in source for b in each.source)
            return named, _shared(content, each.content), -_size(each)

        return max(fitting, key=rank, default=None)

    def around(self, found: Attribution) -> tuple[Attribution, ...]:
        """The attributions inside whose content another one stands: who passes it on."""
        return tuple(
            each
            for each in self.attributions
            if each is not found and any(span.covers(found.place) for span in each.content)
        )

    def citation(self, span: Span, match: Match = Match.EXACT) -> Citation:
        """A span as a citation; ValueError where it is not one of the article's."""
        touched = self.sentences_of(span)
        return Citation(self.article, span.start, span.end, touched[0].paragraph if touched else 0, match)

    def passage(self, spans: Sequence[Span]) -> Span:
        """The passage to show for spans: their extent, widened to whole sentences where no other voice is in them.

        Who passes the extent on is no other voice: that is what a reader must see with it.
        """
        first, last = min(s.start for s in spans), max(s.end for s in spans)
        extent = Span(first, last)
        touched = self.sentences_of(extent)
        if not touched:
            return extent
        whole = Span(min(first, touched[0].start), max(last, touched[-1].end))
        return extent if self._has_other_voice(whole, extent) else whole

    def _has_other_voice(self, whole: Span, extent: Span) -> bool:
        begin = Span(extent.start, extent.start + 1)
        others = (each for each in self.attributions if not any(span.covers(begin) for span in each.content))
        return any(whole.covers(source) and not extent.overlaps(source) for each in others for source in each.source)


def read(article: Article, chunks: Sequence[Chunk], table: Table) -> Reading:
    """Reads an article whose chunks are given."""
    sentences = tuple(sentence for chunk in chunks for sentence in chunk.sentences)
    found = attribution.find(article.text, sentences)
    return Reading(article, sentences, found, cast(article.text, sentences, table, found))


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _reports(spans: Sequence[Span], found: Attribution) -> bool:
    shared = _shared(spans, found.content)
    introducing = _shared(spans, (*found.source, *found.cue))
    return shared > 0 and shared * 2 >= sum(end - start for start, end in spans) - introducing


def _size(found: Attribution) -> int:
    return sum(end - start for start, end in found.content)
