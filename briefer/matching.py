"""Which positions of two briefs are the same one, whatever their words: by holder and by where they stand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefer.evidence.likeness import likeness, plain
from briefer.model import Json, Position, Span

Place = tuple[str, int, int]
"""An article by the hash of its words, and a span of it."""

_ALIKE = 0.5
"""Share of common words from which on two statements with other holders, or of other articles, say the same."""
_SAME_THING = 0.25
"""The same for one holder in one passage, who may say two things there."""


@dataclass(frozen=True, slots=True)
class Said:
    """A position as it is matched: who, what, and the passages that bear it; `names` are its articles' file names."""

    id: str
    holders: tuple[str, ...]
    statement: str
    places: tuple[Place, ...]
    names: frozenset[str]
    quotes: frozenset[str]


def of_document(document: Json) -> tuple[Said, ...]:
    """The positions of a brief.json, in its order."""
    articles = {each["id"]: each for each in document["articles"]}
    return tuple(_of_json(each, articles) for each in document["positions"])


def of_position(position: Position) -> Said:
    """A position of a brief that is being made."""
    first: dict[str, Place] = {}
    for each in position.citations:
        first.setdefault(each.article.id, (each.article.sha256, each.start, each.end))
    names = frozenset(each.article.name for each in position.citations)
    return Said(position.id, position.holders, position.statement, tuple(first.values()), names, frozenset())


def _of_json(position: Json, articles: Mapping[str, Json]) -> Said:
    """The first passage in an article bears the words; further ones there say who a pronoun stands for."""
    first: dict[str, Json] = {}
    for each in position["citations"]:
        first.setdefault(each["article"], each)
    return Said(
        position["id"],
        tuple(position["holders"]),
        position["statement"],
        tuple((str(articles[id_]["sha256"]), each["start"], each["end"]) for id_, each in first.items()),
        frozenset(str(articles[id_]["name"]) for id_ in first),
        frozenset(" ".join(str(each["quote"]).split()) for each in first.values()),
    )


def pairs(before: Sequence[Said], after: Sequence[Said]) -> dict[str, str]:
    """The id after of each position before that is there again: the surest pairs are made first.

    Equal ids; then the same holder in overlapping passages; then the same words under another holder, or of the same
    holder in an article that was given again in other words.
    """
    ids = {each.id for each in after}
    found = {each.id: each.id for each in before if each.id in ids}
    for score in (_same_place, _other_holder, _other_text):
        rated = sorted(
            (
                (-rate, one.id, other.id)
                for one, other in _near(
                    [each for each in before if each.id not in found],
                    [each for each in after if each.id not in set(found.values())],
                    score is not _other_text,
                )
                if (rate := score(one, other)) > 0
            ),
        )
        taken = set(found.values())
        for _, one_id, other_id in rated:
            if one_id not in found and other_id not in taken:
                found[one_id] = other_id
                taken.add(other_id)
    return found


def _near(before: Sequence[Said], after: Sequence[Said], by_text: bool) -> Iterator[tuple[Said, Said]]:
    """Pairs that stand in one article: of the same words, or else of the same name."""
    by_article: dict[str, list[Said]] = {}
    for each in after:
        for key in {place[0] for place in each.places} if by_text else each.names:
            by_article.setdefault(key, []).append(each)
    for one in before:
        keys = {place[0] for place in one.places} if by_text else one.names
        beside = {other.id: other for key in keys for other in by_article.get(key, ())}
        yield from ((one, other) for other in beside.values())


def _same_place(one: Said, other: Said) -> float:
    shared = _overlap(one, other)
    alike = likeness(_without(one), _without(other))
    if not set(one.holders) & set(other.holders) or not shared or alike < _SAME_THING:
        return 0.0
    return alike + shared


def _other_holder(one: Said, other: Said) -> float:
    shared = _overlap(one, other)
    alike = likeness(_without(one), _without(other))
    return alike if shared and alike >= _ALIKE else 0.0


def _other_text(one: Said, other: Said) -> float:
    same_text = {place[0] for place in one.places} & {place[0] for place in other.places}
    if same_text or not set(one.holders) & set(other.holders):
        return 0.0
    alike = likeness(one.statement, other.statement)
    return 1.0 + alike if one.quotes & other.quotes else alike if alike >= _ALIKE else 0.0


def _without(said: Said) -> str:
    """What is said, without who says it."""
    text = plain(said.statement)
    for holder in said.holders:
        text = text.replace(plain(holder), " ")
    return text


def _overlap(one: Said, other: Said) -> float:
    """The share of the longer passage that both rest on, where they do so most."""
    shares = (
        max(0, min(a_end, b_end) - max(a, b)) / max(a_end - a, b_end - b)
        for article, a, a_end in one.places
        for same, b, b_end in other.places
        if article == same and Span(a, a_end).overlaps(Span(b, b_end))
    )
    return max(shares, default=0.0)
