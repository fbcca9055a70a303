"""What an article says on its own account: the side of the trust border that claims are held against. Pure.

Read once an article: its sentences, the attributions that the grammar finds in them, and the cast.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefer import attribution
from briefer.actors import Cast, Table, cast
from briefer.evidence.fold import Folded, fold
from briefer.model import Article, Attribution, Chunk, Citation, Match, Sentence, Span
from briefer.spans import Places, places


@dataclass(frozen=True)
class Reading:
    """One article, read. What is asked of it takes no longer in a long article than in a short one."""

    article: Article
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]
    cast: Cast

    @cached_property
    def folded(self) -> Folded:
        return fold(self.article.text)

    def sentences_of(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that a span touches, in order."""
        starts, ends = self._edges
        return self.sentences[bisect_right(ends, span.start) : bisect_left(starts, span.end)]

    def words(self, spans: Sequence[Span]) -> str:
        """The article's words in spans, on one line."""
        return " ".join(" ".join(self.article.text[start:end].split()) for start, end in spans)

    def governing(self, content: Sequence[Span], source: Sequence[Span] = ()) -> Attribution | None:
        """The attribution that the spans report; None where nobody speaks in them.

        Its content makes up half of them at least, its own source and cue aside. Of several the one with the very
        `source` that a claim names, then the one whose content they share most, then the innermost.
        """
        shared: Counter[int] = Counter()
        for span in content:
            for place in self._contents.touching(span):
                shared[place.owner] += _common(span, place.span)

        def rank(at: int) -> tuple[bool, int, int]:
            found = self.attributions[at]
            named = any(a.overlaps(b) for a in source for b in found.source)
            return named, shared[at], -sum(end - start for start, end in found.content)

        fitting = [at for at in sorted(shared) if _reports(content, self.attributions[at], shared[at])]
        return self.attributions[max(fitting, key=rank)] if fitting else None

    def reported_in(self, span: Span) -> tuple[Attribution, ...]:
        """The attributions part of whose content stands in a span, in order."""
        return tuple(self.attributions[at] for at in sorted({owner for _, owner in self._contents.touching(span)}))

    def beginning_in(self, start: int, end: int) -> tuple[Attribution, ...]:
        """The attributions that begin at an offset from `start` to `end`, the latter not included; in order."""
        starts, found = self._beginnings
        return found[bisect_left(starts, start) : bisect_left(starts, end)]

    def around(self, found: Attribution) -> tuple[Attribution, ...]:
        """The attributions inside whose content another one stands: who passes it on."""
        outer = (self.attributions[at] for at in sorted(self._speaking(found.place)))
        return tuple(each for each in outer if each is not found)

    def has_cue(self, span: Span) -> bool:
        """Whether the grammar found somebody who says what a verb at this place says."""
        return any(True for _ in self._cues.touching(span))

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
        own = self._speaking(Span(extent.start, extent.start + 1))
        return any(
            whole.covers(source) and not extent.overlaps(source) and owner not in own
            for source, owner in self._sources.touching(whole)
        )

    def _speaking(self, span: Span) -> frozenset[int]:
        """The attributions, by number, one of whose contents holds all of a span."""
        return frozenset(place.owner for place in self._contents.touching(span) if place.span.covers(span))

    @cached_property
    def _beginnings(self) -> tuple[tuple[int, ...], tuple[Attribution, ...]]:
        found = tuple(sorted(self.attributions, key=lambda each: each.place.start))
        return tuple(each.place.start for each in found), found

    @cached_property
    def _contents(self) -> Places:
        return places(each.content for each in self.attributions)

    @cached_property
    def _cues(self) -> Places:
        return places(each.cue for each in self.attributions)

    @cached_property
    def _sources(self) -> Places:
        return places(each.source for each in self.attributions)

    @cached_property
    def _edges(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Where the sentences begin, and where they end."""
        return tuple(each.start for each in self.sentences), tuple(each.end for each in self.sentences)


def read(article: Article, chunks: Sequence[Chunk], table: Table) -> Reading:
    """Reads an article whose chunks are given."""
    sentences = tuple(sentence for chunk in chunks for sentence in chunk.sentences)
    text = attribution.plain(article.text)
    found = attribution.find(text, sentences)
    return Reading(article, sentences, found, cast(text, sentences, table, found))


def _common(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _reports(spans: Sequence[Span], found: Attribution, shared: int) -> bool:
    """Whether spans that share so much with what an attribution reports are its content, source and cue aside."""
    introducing = sum(_common(span, own) for span in spans for own in (*found.source, *found.cue))
    return shared > 0 and shared * 2 >= sum(end - start for start, end in spans) - introducing
