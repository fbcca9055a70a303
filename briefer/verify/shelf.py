"""The articles that a brief is checked against, each read once, and the passages that references mean in them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefer import chunks, evidence, origins
from briefer.actors import Table
from briefer.evidence.nearest import nearest
from briefer.evidence.span import locate
from briefer.model import Article, Attribution, Check, Chunk, Claim, Family, Position, Span, failed
from briefer.verify.parse import Reference
from briefer.verify.shape import printed


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited passage found in its article, with what is said in it, by whom."""

    reading: evidence.Reading
    span: Span

    @property
    def text(self) -> str:
        return self.reading.article.text[self.span.start : self.span.end]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences one by one: a statement may be one of them, altered."""
        text = self.reading.article.text
        return tuple(text[each.start : each.end] for each in self.reading.sentences_of(self.span)) or (self.text,)

    @property
    def day(self) -> str:
        """When its article was published, or empty."""
        return self.reading.article.published

    def said(self) -> tuple[Attribution, ...]:
        """The attributions whose content stands in the passage."""
        return self.reading.reported_in(self.span)


class Shelf:
    """The articles to check against, each read once, when it is first needed."""

    def __init__(self, articles: Sequence[Article], table: Table) -> None:
        self._articles = {article.name: article for article in articles}
        self._cut: dict[str, tuple[Chunk, ...]] = {}
        self._read: dict[str, evidence.Reading] = {}
        self._found: dict[Reference, tuple[Passage | None, Check | None]] = {}
        self._weighed: dict[tuple[str, Attribution], Position | None] = {}
        self.table = table

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(self._articles.values())

    def chunks(self, name: str) -> tuple[Chunk, ...]:
        if name not in self._cut:
            self._cut[name] = chunks.chunk(self._articles[name])
        return self._cut[name]

    def families(self, articles: Sequence[Article]) -> tuple[Family, ...]:
        """Which of some articles are copies of one story."""
        distinct = {each.name: each for each in articles}
        return origins.families(
            (each, [said for chunk in self.chunks(name) for said in chunk.sentences]) for name, each in distinct.items()
        )

    def reading(self, name: str) -> evidence.Reading:
        if name not in self._read:
            self._read[name] = evidence.read(self._articles[name], self.chunks(name), self.table)
        return self._read[name]

    def find(self, reference: Reference) -> tuple[Passage | None, Check | None]:
        """The passage a reference means, or why there is none."""
        if reference not in self._found:
            quotes = reference.quote or reference.start >= 0
            self._found[reference] = self._quoted(reference) if quotes else self._whole(reference)
        return self._found[reference]

    def position(self, passage: Passage, found: Attribution) -> Position | None:
        """What briefer itself would print of an attribution in a passage, weighed anew; None for nothing."""
        name = passage.reading.article.name
        if (name, found) not in self._weighed:
            self._weighed[name, found] = _weighed(passage.reading, self.chunks(name), found)
        return self._weighed[name, found]

    def positions(self, statement: str, passage: Passage) -> tuple[Position, ...]:
        """The positions of a passage that briefer itself words like the statement."""
        words = evidence.same_words(statement)
        said = (each for each in passage.said() if evidence.same_words(passage.reading.cast.sentence(each)) == words)
        return tuple(held for each in said if (held := self.position(passage, each)))

    def _quoted(self, reference: Reference) -> tuple[Passage | None, Check | None]:
        named = self._named(reference)
        for name in named or self._articles:
            reading = self.reading(name)
            found = locate(reading.folded, reference.quote)
            places = found.places if found.found else ()
            if places:
                place = next((each for each in places if _is_at(reference, reading, each)), None)
                there = reading.citation(places[0])
                where = f"the words stand in {printed(there)}"
                if place is None:
                    return None, failed("wrong-place", where)
                cut = evidence.cut(reading, place)
                return Passage(reading, place), (None if cut.passed else cut)
        return None, self._not_found(reference, named)

    def _whole(self, reference: Reference) -> tuple[Passage | None, Check | None]:
        """All of the article that a reference without a quote names, or why there is none."""
        for name in self._named(reference):
            reading = self.reading(name)
            if reading.article.text:
                return Passage(reading, Span(0, len(reading.article.text))), None
        return None, failed("no-passage", f"[{reference.label}] quotes nothing and names none of the articles")

    def _named(self, reference: Reference) -> list[str]:
        if reference.article:
            return [reference.article] if reference.article in self._articles else []
        named = [name for name in self._articles if name in reference.about]
        return sorted(named, key=len, reverse=True) or [
            name
            for name, article in self._articles.items()
            if (article.title and article.title in reference.about)
            or (article.url and article.url.rstrip("/") == reference.about.rstrip("/"))
        ]

    def _not_found(self, reference: Reference, named: Sequence[str]) -> Check:
        for name in named or list(self._articles)[:20]:
            near = nearest(self.reading(name).folded, reference.quote)
            if near.diff:
                return failed("not-found", f"the words do not stand in {name}; nearest: {near.diff}")
        return failed("not-found", "the words do not stand in the articles")


def _is_at(reference: Reference, reading: evidence.Reading, place: Span) -> bool:
    """Whether the words found at a place are those that the reference means, by all that it says of where they are."""
    if reference.start >= 0:
        marked = Span(reference.start, reference.end)
        said = reading.article.text[marked.start : marked.end]
        if not marked.covers(place) or evidence.folded_text(said) != evidence.folded_text(reference.quote):
            return False
        place = marked
    there = reading.citation(place)
    told = (reference.line or there.line, reference.paragraph or there.paragraph, reference.page or there.page)
    return told == (there.line, there.paragraph, there.page)


def _weighed(reading: evidence.Reading, cut: Sequence[Chunk], found: Attribution) -> Position | None:
    """The verdict on the claim that the grammar makes of an attribution."""
    text = reading.article.text
    holders = reading.cast.holders(found)
    own = found.content if found.rule == "continued" else (*found.source, *found.cue, *found.content)
    for chunk in cut:
        touched = tuple(
            at
            for at, each in enumerate(chunk.sentences)
            if any(each.start < span.end and span.start < each.end for span in own)
        )
        if not touched:
            continue
        claim = Claim(
            chunk,
            " and ".join(each.actor for each in holders),
            " and ".join(each.speaker for each in holders if each.speaker),
            reading.cast.sentence(found, holders),
            touched,
            tuple(text[start:end] for start, end in found.content),
            " ".join(text[start:end] for start, end in found.source[:1]),
            " ".join(text[start:end] for start, end in found.cue),
            found.kind,
        )
        verdict = evidence.weigh(claim, reading)
        return verdict if isinstance(verdict, Position) else None
    return None
