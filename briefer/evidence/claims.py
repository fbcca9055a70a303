"""The span check of a claim: where its words, its source and its cue stand in the article. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from briefer.evidence.nearest import nearest as nearest_passage
from briefer.evidence.reading import Reading
from briefer.evidence.span import locate as locate_quote
from briefer.evidence.span import locate_inside
from briefer.model import Check, Citation, Claim, Match, Span, failed

_NOWHERE = Span(0, 0)
_BESIDE = 400
"""Code points on each side of a content in which its source and cue are looked for first."""


@dataclass(frozen=True, slots=True)
class Located:
    """The spans of a claim; all empty where `check` failed. `within` is the extent of the sentences it points at."""

    check: Check
    within: Span = _NOWHERE
    content: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    match: Match = Match.EXACT
    missing: str = ""
    """The words that were not found."""


def locate(claim: Claim, reading: Reading) -> Located:
    """Where a claim's words stand.

    Codes: `no-sentence` (it points at none, or at one that is not in the chunk), `not-found`, `out-of-order`,
    `outside` (the words stand in the article, but not in the sentences it points at).
    """
    sentences = claim.chunk.sentences
    if not claim.sentences or not all(0 <= index < len(sentences) for index in claim.sentences):
        return Located(failed("no-sentence", "the claim points at no sentence of the article"))
    pointed = _joined([Span(*sentences[index][:2]) for index in sorted(set(claim.sentences))], reading)
    within = Span(pointed[0].start, pointed[-1].end)
    content, match = pointed, Match.EXACT
    if claim.words:
        content = []
        for words in claim.words:
            found = locate_inside(reading.folded, words, tuple(pointed))
            if not found.found or not all(any(part.covers(each) for part in pointed) for each in found.fragments):
                return _stray(words, within, reading)
            content.extend(found.fragments)
            match = max(match, found.match, key=_ORDER.index)
        if any(later.start < earlier.end for earlier, later in pairwise(content)):
            return Located(failed("out-of-order", _REASONS["out-of-order"]), within)
    spans = tuple(_joined(content, reading))
    source = _nearest_place(claim.source, spans, within, reading)
    return Located(Check(), within, spans, source, _nearest_place(claim.cue, spans, within, reading), match)


def _stray(words: str, within: Span, reading: Reading) -> Located:
    """Why words are not in the sentences that a claim points at; only here all of the article is searched."""
    found = locate_quote(reading.folded, words)
    if found.found:
        return Located(failed("outside", "the quoted words stand elsewhere in the article"), within)
    return Located(failed(found.code, _REASONS.get(found.code, found.code)), within, missing=words)


_ORDER = (Match.EXACT, Match.FOLDED, Match.ELIDED)
_REASONS = {
    "not-found": "the quoted words do not stand in the article",
    "out-of-order": "the quoted fragments do not stand in the article in this order",
    "empty": "the quoted words are empty",
}


def nearest(located: Located, reading: Reading) -> tuple[Citation, ...]:
    """The real passage that comes nearest to words that were not found; none where nothing is near."""
    if not located.missing:
        return ()
    near = nearest_passage(reading.folded, located.missing)
    return (reading.citation(near.span),) if near.diff else ()


def _joined(spans: list[Span], reading: Reading) -> list[Span]:
    """Neighbouring whole sentences as one span."""
    joined: list[Span] = []
    for span in spans:
        if joined and not reading.article.text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _nearest_place(words: str, content: tuple[Span, ...], within: Span, reading: Reading) -> tuple[Span, ...]:
    """Of the places of a source or cue in the claim's sentences the one nearest to the content."""
    if not words:
        return ()
    beside = Span(max(within.start, content[0].start - _BESIDE), min(within.end, content[-1].end + _BESIDE))
    near = _nearest_inside(words, content, beside, reading)
    # what reaches out of the stretch beside the content is further from it than this
    if near and _distance_to(near[0], content) + near[0].end - near[0].start < _BESIDE:
        return near
    return _nearest_inside(words, content, within, reading)


def _nearest_inside(words: str, content: tuple[Span, ...], stretch: Span, reading: Reading) -> tuple[Span, ...]:
    found = locate_inside(reading.folded, words, (stretch,))
    inside = [place for place in found.places if stretch.covers(place)]
    return (min(inside, key=lambda place: _distance_to(place, content)),) if inside else ()


def _distance_to(place: Span, content: tuple[Span, ...]) -> int:
    return min(_distance(place, span) for span in content)


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
