"""Merging of positions: the same words of the same holder in several articles are one position. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from briefer.model import Checks, Position, Span
from briefer.spans import places


def merge(positions: Iterable[Position]) -> tuple[Position, ...]:
    """One position for the same words by the same holder in several articles, with a citation of each.

    Positions with different verdicts stay apart: what one article denies is not borne out by another that says it.
    Speech inside speech is printed once: what the same holders say inside their own words stands in these words
    already; and what is passed on stands under its holder, with whom it came through.
    """
    distinct = {(each.article.id, each.id): each for each in positions}
    articles: dict[str, list[Position]] = {}
    for position in distinct.values():
        articles.setdefault(position.article.id, []).append(position)
    same: dict[tuple[str, str, str, str, Checks], list[Position]] = {}
    for beside in articles.values():
        near = _neighbours(beside)
        printed = [each for each in beside if not _stands_elsewhere(each, near(each))]
        several = Counter((each.holder, each.speaker, each.words) for each in printed)
        for each in printed:
            # two things that one article says in the same words are told apart by their statements
            told = each.statement if several[each.holder, each.speaker, each.words] > 1 else ""
            same.setdefault((each.holder, each.speaker, _plain(each.words), told, each.checks), []).append(each)
    return tuple(_as_one(group) for group in same.values())


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _as_one(same: Sequence[Position]) -> Position:
    """The same position in several articles as one, in whatever order they come: that of the earliest, longest one."""
    first, *others = sorted(same, key=_precedence)
    known = dict.fromkeys((citation.article.id, citation.start, citation.end) for citation in first.citations)
    citations = {(each.article.id, each.start, each.end): each for other in others for each in other.citations}
    new = (citation for key, citation in citations.items() if key not in known)
    return replace(first, citations=(*first.citations, *new))


def _precedence(position: Position) -> tuple[str, int, str, tuple[Span, ...]]:
    article = position.article
    return article.published or "9", -len(article.text), article.id, position.content


def _neighbours(beside: Sequence[Position]) -> Callable[[Position], Iterator[Position]]:
    """For each of an article's positions those that it may stand in, or that may stand in it."""
    contents, cues = places(each.content for each in beside), places(each.cue[:1] for each in beside)

    def near(position: Position) -> Iterator[Position]:
        outer = (place for cue in position.cue[:1] for place in contents.touching(cue))
        inner = (place for span in position.content for place in cues.touching(span))
        return (beside[place.owner] for place in (*outer, *inner))

    return near


def _stands_elsewhere(position: Position, near: Iterable[Position]) -> bool:
    for other in near:
        if _holds(other, position) and not _holds(position, other) and set(position.holders) & set(other.holders):
            return True
        passed_on = position.holder.casefold() in {via.casefold() for via in other.via}
        if passed_on and _holds(position, other) and _is_all_of(other, position):
            return True
    return False


def _holds(outer: Position, inner: Position) -> bool:
    """Whether one position's words hold the other's cue, and it is not their own cue as well."""
    if not inner.cue or outer.cue[:1] == inner.cue[:1]:
        return False
    return any(span.covers(inner.cue[0]) for span in outer.content)


_ALL = 0.8


def _is_all_of(inner: Position, outer: Position) -> bool:
    """Whether somebody passes on nothing but the words of another: what else they say is a position of their own."""
    spans = (*inner.source, *inner.cue, *inner.content)
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    shared = sum(max(0, min(whole.end, span.end) - max(whole.start, span.start)) for span in outer.content)
    return shared >= _ALL * sum(span.end - span.start for span in outer.content)
