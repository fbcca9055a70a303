"""The span check: a folded article and a quote go in, the spans where its words stand come out, or why there are none.

Never fuzzy: a quote is found when, typography aside, its very words stand there in their order. What is let pass, all
of it marked or meaningless: the case of the first letter, punctuation at the edges, quotation marks of another house
style, and marked editing, which splits the quote into fragments that must follow one another within `REACH`.

| in the quote | means |
|---|---|
| … ... [...] (...) | words left out |
| [North Korea], (sic) in brackets | words put in by the editor: left out of the search like an elision |
| [T]he | the same word with another first letter's case |
| demand[ed] | an edited word: left out of the search |

An ellipsis that the article itself prints is found as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefer.evidence.fold import BREAK, Folded, fold, folded_text, loosened
from briefer.evidence.words import begins_word, ends_word
from briefer.model import Match, Span

REACH = 1000
"""How many code points of the article may stand between two fragments of one quote: about three paragraphs."""

_EDGE = " \"'.,;:!?-()[]{}*_/<>|~#" + BREAK
_PAUSE = re.compile(r"[ \"')]*(?:[.,;:!?-]|$)").match
_EDITED = re.compile(
    r"\s*(?:\[\s*(?:\.\s?){3,}\]|\(\s*(?:\.\s?){3,}\)|(?:\.\s?){3,}|(?<!\w)\[[^\][]{1,80}\](?:'s)?(?!\w)|(?<![\w'-])[\w'-]++\[[^\][]{1,40}\])\s*"
    r"|(?<!\w)\[(?P<letter>\w)\](?=\w)"
)


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote stands. `fragments` are empty when it does not; then `code` says why.

    `places` are the whole extents of all occurrences, in order; `fragments` belong to the one that was chosen.
    """

    fragments: tuple[Span, ...] = ()
    match: Match = Match.EXACT
    code: str = ""
    places: tuple[Span, ...] = ()

    @property
    def found(self) -> bool:
        return bool(self.fragments)

    @property
    def span(self) -> Span:
        """From the first fragment to the last; only when found."""
        return Span(self.fragments[0].start, self.fragments[-1].end)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quote made ready for searching: its folded text, and the fragments that marked editing leaves of it."""

    text: str
    fragments: tuple[str, ...]


def want(quote: str) -> tuple[Wanted, ...]:
    """The readings of a quote in the order to try them: as it stands, then with its HTML entities resolved."""
    folded = folded_text(quote)
    readings: tuple[Wanted, ...] = (_read(folded),)
    if "&" in quote:
        from html import unescape

        plain = folded_text(unescape(quote))
        readings += (_read(plain),) if plain != folded else ()
    return readings


def _read(folded: str) -> Wanted:
    core = _core(folded)
    if not core or not _may_be_edited(folded):
        return Wanted(folded, (core,) if core else ())
    parts = _EDITED.sub(lambda found: "\0" + (found["letter"] or ""), folded).split("\0")
    return Wanted(folded, tuple(piece for part in parts if (piece := _core(part))))


def _may_be_edited(folded: str) -> bool:
    return "[" in folded or "..." in folded or ". ." in folded


def _core(folded: str) -> str:
    """A quote without its edge punctuation; the sign of a number is none."""
    core = folded.strip(_EDGE)
    signed = core[:1].isdigit() and folded.lstrip(" \"'").startswith("-" + core[0])
    return "-" + core if signed else core


def locate(article: Folded, quote: str, within: tuple[Span, ...] = ()) -> Located:
    """Where `quote` stands in `article`; of several places the first inside `within`, else the first.

    Codes: `empty` (no words in the quote, or only an editor's), `not-found`, `out-of-order` (its fragments all stand
    in the article, but not in this order within `REACH`). Linear in the article.
    """
    return _locate(Stretch(article, 0, len(article.text)), quote, within)


def locate_inside(article: Folded, quote: str, within: tuple[Span, ...]) -> Located:
    """The same where only the stretch from the first to the last of `within` counts. Linear in that stretch."""
    start, end = article.place(Span(within[0].start, within[-1].end))
    return _locate(Stretch(article, start, end), quote, within)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a folded article that is searched, as indexes of its text."""

    article: Folded
    start: int
    end: int


def _locate(stretch: Stretch, quote: str, within: tuple[Span, ...]) -> Located:
    readings = want(quote)
    if not any(map(str.isalnum, readings[0].text)):
        return Located(code="empty")
    for wanted in readings:
        found = _locate_whole(stretch, quote, wanted, within)
        if found.found:
            return found
    edited = [wanted for wanted in readings if wanted.fragments != (_core(wanted.text),)]
    outcomes = [_locate_parts(stretch, wanted, within) for wanted in edited]
    best = next((outcome for outcome in outcomes if outcome.found), None)
    return best or next(iter(outcomes), Located(code="not-found"))


def _locate_whole(stretch: Stretch, quote: str, wanted: Wanted, within: tuple[Span, ...]) -> Located:
    article, core = stretch.article, _core(wanted.text)
    places = list(places_of(stretch, core))
    if wanted.text.rstrip("\"'")[-2:] in (" .", " !", " ?"):  # what is left of "he said no." without its last word
        places = [place for place in places if _PAUSE(article.text, place[1])]
    if not places:
        return Located(code="not-found")
    spans = [_with_edges(article, place, wanted.text, core) for place in places]
    chosen = _choose(spans, within)
    exact = article.source[chosen.start : chosen.end] in quote
    return Located((chosen,), Match.EXACT if exact else Match.FOLDED, "", tuple(spans))


def _choose(spans: Iterable[Span], within: tuple[Span, ...]) -> Span:
    """The first inside one of `within`, else the first that touches one, else the first."""
    ranked = list(spans)
    inside = (span for span in ranked if any(outer.covers(span) for outer in within))
    touching = (span for span in ranked if any(outer.overlaps(span) for outer in within))
    return next(inside, next(touching, ranked[0]))


def _with_edges(article: Folded, place: tuple[int, int], whole: str, core: str) -> Span:
    """The span of a place, with as much of the quote's edge punctuation as stands there too."""
    start, end = place
    if whole == core:
        return article.span(start, end)
    text, whole = article.text, whole.strip(" ")
    lead = whole.find(core)
    tail = lead + len(core)
    while lead > 0 and start > 0 and whole[lead - 1] == text[start - 1]:
        lead, start = lead - 1, start - 1
    while lead >= 0 and tail < len(whole) and end < len(text) and whole[tail] == text[end]:
        tail, end = tail + 1, end + 1
    lead_blank = len(text[start:end]) - len(text[start:end].lstrip(" "))
    return article.span(start + lead_blank, start + len(text[start:end].rstrip(" ")))


def places_of(stretch: Stretch, core: str) -> Iterator[tuple[int, int]]:
    """All places of a fragment in a stretch of folded text, whatever the case of its first letter, in order."""
    article, *ends = stretch.article, stretch.start, stretch.end
    found = [*_find(article.text, core, *ends), *_find(article.text, _other_case(core), *ends)]
    if not found and (article.broken or BREAK in core):
        found = _find_broken(stretch, core)
    if not found and ("'" in core or '"' in core):
        loose = loosened(core)
        found = [*_find(article.loose, loose, *ends), *_find(article.loose, _other_case(loose), *ends)]
    return iter(sorted(found))


def _other_case(core: str) -> str:
    """The fragment with its first letter in the other case; empty where it has none."""
    other = core[0].swapcase()
    return other + core[1:] if len(other) == 1 and other != core[0] else ""


def _find(text: str, core: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    return (
        place
        for place in _find_any(text, core, first, last)
        if begins_word(text, place[0]) and ends_word(text, place[1])
    )


def _find_broken(stretch: Stretch, core: str) -> list[tuple[int, int]]:
    """Places where words broken over a line end, in the article or in the quote, read like the other's."""
    article = stretch.article
    dense, kept = article.dense
    thin = fold(core).dense[0]
    ends = bisect_left(kept, stretch.start), bisect_left(kept, stretch.end)
    found = []
    for start, end in (*_find_any(dense, thin, *ends), *_find_any(dense, _other_case(thin) if thin else "", *ends)):
        place = kept[start], kept[end - 1] + 1
        apart = _gaps(article.text[place[0] : place[1]]), _gaps(core)
        if all(map(_reads_alike, *apart)) and begins_word(article.text, place[0]) and ends_word(article.text, place[1]):
            found.append(place)
    return found


def _find_any(text: str, core: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """All places of `core` in `text[first:last]`, whatever stands around them."""
    at = text.find(core, first, last) if core else -1
    while at >= 0:
        yield at, at + len(core)
        at = text.find(core, at + 1, last)


def _gaps(text: str) -> list[str]:
    """What stands between each two neighbouring characters of the dense form of `text`."""
    gaps, gap = [], ""
    for char in text[1:]:
        if char in " -" + BREAK:
            gap += char
        else:
            gaps.append(gap)
            gap = ""
    return gaps


def _reads_alike(one: str, other: str) -> bool:
    """A break reads as nothing, as a hyphen, or as a hyphen and the space that a careless copy leaves."""
    return one == other or (BREAK in (one, other) and {one, other} <= {BREAK, "", "-", "- "})


def _locate_parts(stretch: Stretch, wanted: Wanted, within: tuple[Span, ...]) -> Located:
    article = stretch.article
    columns = [list(places_of(stretch, core)) for core in wanted.fragments]
    if not columns or not all(columns):
        return Located(code="not-found" if columns else "empty")
    chains = [tuple(article.span(*place) for place in chain) for chain in _chains(columns)]
    if not chains:
        return Located(code="out-of-order")
    extents = {Span(chain[0].start, chain[-1].end): chain for chain in chains}
    chosen = _choose(extents, within)
    elided = len(columns) > 1 or not all(found["letter"] for found in _EDITED.finditer(wanted.text))
    match = Match.ELIDED if elided else Match.FOLDED
    return Located(extents[chosen], match, "", tuple(extents))


def _chains(columns: list[list[tuple[int, int]]]) -> list[tuple[tuple[int, int], ...]]:
    """Every way to take one place of each fragment in order, each as near as can be to the one before."""
    chains: list[tuple[tuple[int, int], ...]] = [(place,) for place in columns[0]]
    for column in columns[1:]:
        longer, at, last = [], 0, None
        for place in column:
            while at < len(chains) and chains[at][-1][1] <= place[0]:
                last, at = chains[at], at + 1
            if last is not None and place[0] - last[-1][1] <= REACH:
                longer.append((*last, place))
        chains = longer
    return _nearest_ends(chains)


def _nearest_ends(chains: list[tuple[tuple[int, int], ...]]) -> list[tuple[tuple[int, int], ...]]:
    """Of chains that begin at one place, the one that ends first."""
    return [chain for before, chain in pairwise([((-1, -1),), *chains]) if chain[0] != before[0]]
