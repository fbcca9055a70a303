"""Which position a decision is about: found again in any brief by who holds which words of which article. Pure.

No id of a run or a position is part of that, so decisions survive other prompts, other engines and renamed files. One
that finds nothing is lost, and said to be; it is never dropped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefer.evidence import folded_text
from briefer.model import Article, Decision, Field, Json, Place, Position, Span, Withheld

_JOIN = " … "
_EDGE = ".,;:!?\"' "


@dataclass(frozen=True, slots=True)
class Subject:
    """What may be decided on: a position or a withheld claim, and every place where it stands.

    Their statement is the program's own, also where a reviewer reworded it.
    """

    places: tuple[Place, ...]

    @property
    def place(self) -> Place:
        """The place to keep a decision under."""
        return self.places[0]

    def says(self, statement: str) -> bool:
        return plain(statement) == plain(self.place.statement)


@dataclass(frozen=True, slots=True)
class Found:
    """The decisions on each subject, in the order of the subjects, and those that are about none of them."""

    of: tuple[tuple[Decision, ...], ...]
    lost: tuple[Decision, ...]


def plain(text: str) -> str:
    """Words as they are compared: typography, case, white space and the marks around them aside."""
    return " ".join(folded_text(text).casefold().split()).strip(_EDGE)


def on_position(position: Position) -> Subject:
    """A position as something to decide on."""
    articles = {citation.article.sha256: citation.article for citation in position.citations}
    places = (
        Place(each.sha256, each.name, position.holder, position.words, position.statement) for each in articles.values()
    )
    return Subject(tuple(places))


def on_withheld(item: Withheld) -> Subject:
    """A withheld claim as something to decide on."""
    article = item.claim.chunk.article
    words = _words(article, item.content)
    place = Place(article.sha256, article.name, item.claim.holder, words, item.claim.statement, withheld=True)
    return Subject((place,))


def on_record(record: Json, articles: Mapping[str, Article], withheld: bool = False) -> Subject:
    """A position, or a withheld claim, of a brief.json; `articles` by their ids. KeyError where it names another."""
    cited = [record["article"]] if withheld else [each["article"] for each in record["citations"]]
    words = _words(articles[cited[0]], [Span(*each) for each in record["content"]])
    found = {articles[each].sha256: articles[each] for each in cited}
    own = (record.get("review") or {}).get("original") or record["statement"]
    places = (Place(each.sha256, each.name, record["holder"], words, own, withheld) for each in found.values())
    return Subject(tuple(places))


def _words(article: Article, spans: Iterable[Span]) -> str:
    return _JOIN.join(article.text[start:end] for start, end in spans)


def about(decisions: Iterable[Decision], articles: Iterable[Article]) -> tuple[Decision, ...]:
    """Those of the decisions that are on these articles, by their words or, where these were changed, by name."""
    known = {key for each in articles for key in (each.sha256, each.name)}
    return tuple(each for each in decisions if each.place.article in known or each.place.name in known)


class Index:
    """Subjects, to be found by what decisions say of them. Made once for many decisions."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self._subjects = tuple(subjects)
        self._at: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for at, subject in enumerate(subjects):
            for place in subject.places:
                for where in (place.article, ("named", place.name)):
                    self._at[_key(place, where)].append(at)
        self._texts = {place.article for subject in subjects for place in subject.places}

    def find(self, decisions: Iterable[Decision]) -> Found:
        """Whom each decision is about.

        The holder and the words have to be the same, in the same article or, where that was given again in other
        words, in the one of its name. Of several subjects that share all of this it is the one decided on.
        """
        of: list[list[Decision]] = [[] for _ in self._subjects]
        lost: list[Decision] = []
        for each in decisions:
            at = self._of(each.place)
            (lost if at is None else of[at]).append(each)
        return Found(tuple(map(tuple, of)), tuple(lost))

    def _of(self, place: Place) -> int | None:
        here = self._at.get(_key(place, place.article), [])
        if not here and place.article not in self._texts:
            here = self._at.get(_key(place, ("named", place.name)), [])
        fitting = here if len(here) == 1 else [at for at in here if self._subjects[at].says(place.statement)]
        return next(iter(fitting), None)


def find(decisions: Iterable[Decision], subjects: Sequence[Subject]) -> Found:
    """Whom each decision is about, of these subjects."""
    return Index(subjects).find(decisions)


def _key(place: Place, where: object) -> tuple[object, ...]:
    words = plain(place.words) or ("says", plain(place.statement))
    return where, place.holder, words, place.withheld


def standing(decisions: Iterable[Decision]) -> dict[Field, Decision]:
    """What stands of decisions on one subject: of each field the latest, unless that takes back what was before."""
    latest: dict[Field, Decision] = {}
    for each in sorted(decisions, key=lambda each: (each.at, each.id)):
        latest[each.field] = each
    return {key: each for key, each in latest.items() if each.value}


def threads(decisions: Iterable[Decision]) -> tuple[tuple[Decision, ...], ...]:
    """Decisions by what they are about, whether or not any brief has it, in the order of their first."""
    together: dict[tuple[object, ...], list[Decision]] = {}
    for each in decisions:
        key = (*_key(each.place, each.place.article), plain(each.place.statement))
        together.setdefault(key, []).append(each)
    return tuple(map(tuple, together.values()))


def conflicts(decisions: Iterable[Decision]) -> tuple[tuple[Decision, Decision], ...]:
    """Pairs of decisions on one field by two people who differ, each person's latest, the one that stands first."""
    found = []
    for thread in threads(decisions):
        for key in Field:
            latest = {each.by: each for each in sorted(thread, key=lambda each: each.at) if each.field is key}
            ranked = sorted(latest.values(), key=lambda each: (each.at, each.id), reverse=True)
            found += [(ranked[0], other) for other in ranked[1:] if other.value != ranked[0].value]
    return tuple(found)


_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
LONGEST = 4000
"""Characters of a wording or a comment."""


def is_moment(text: str) -> bool:
    """Whether a text is a moment as `Decision.at` has it."""
    return bool(_AT.fullmatch(text))
