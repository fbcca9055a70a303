"""The table of questions, `axes.toml`: on which side of which question a position stands, by its words."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from briefer.actors import Table
from briefer.attribution.statements import with_article
from briefer.engines.rules.others import is_of_another, takes_sides
from briefer.model import Json, Kind

NEGATIVE = frozenset((Kind.OPPOSES, Kind.DENIES))
_OPPOSING = re.compile(r"\b(?:against|object|oppos|reject|resist|condemn|not|never|unaccept|groundless)", re.IGNORECASE)
"""Words by which a pattern has taken the opposition into account already."""
_DOUBTING = re.compile(r"\b(?:doubt|disput|reject|question|contest|challeng|contradict|refut|dismiss|sceptic|skeptic)")
"""Who is so against a statement of fact holds it to be false."""
_TURNED_DOWN = re.compile(
    r"(?:that )?(?:it|they|he|she|we|I) (?:\w+ly |still |also )*(?:oppos(?:es?|ed)|reject(?:s|ed)?|object(?:s|ed)? to"
    r"|(?:is|are|was|were|am) (?:\w+ly )?(?:against|opposed to))\b",
    re.IGNORECASE,
)
"""How a holder opposes what follows in words that it is said to have said: "said it opposed any easing"."""
_AIMED = re.compile(
    r"(?:sanctions|pressure|measures|curbs|resolution|penalties)\w*\s+(?:on|against|targeting)\s+", re.IGNORECASE
)
HEDGE = re.compile(r"\b(?:might|may|perhaps|possibly|whether or not)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Axis:
    """One question of the table with its sides: label and patterns. Compiled when first asked: few of them are."""

    question: str
    kind: str
    needed: str
    topics: str
    about: bool
    hedged: str
    patterns: tuple[tuple[str, str], ...]
    passing: bool = False
    degrees: bool = False
    sharing: tuple[str, ...] = ()

    @cached_property
    def needs(self) -> re.Pattern[str]:
        return re.compile(self.needed, re.IGNORECASE)

    @cached_property
    def shared(self) -> tuple[re.Pattern[str], ...]:
        """Of each side the words in which a holder of another one says what it wants."""
        return tuple(re.compile(each or "(?!)", re.IGNORECASE) for each in self.sharing)

    @cached_property
    def topic(self) -> re.Pattern[str]:
        return re.compile(self.topics, re.IGNORECASE)

    @cached_property
    def sides(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((label, re.compile(pattern, re.IGNORECASE)) for label, pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Placed:
    """A position on a side (or -1: on the question, but on no side) of a question."""

    id: str
    question: str
    axis: Axis
    side: int


@cache
def _table() -> Json:
    source: Json = tomllib.loads((pkgutil.get_data(__package__, "axes.toml") or b"").decode())
    return source


@cache
def _news() -> re.Pattern[str]:
    return re.compile(_table()["news"], re.IGNORECASE)


@cache
def axes() -> tuple[Axis, ...]:
    """The shipped table, in its order."""
    return tuple(
        Axis(
            entry["question"],
            entry["kind"],
            entry["needs"],
            entry.get("topic", ""),
            entry.get("by") == "about",
            entry.get("hedged", ""),
            tuple((side["label"], "|".join(side["patterns"])) for side in entry["side"]),
            entry.get("passing", False),
            entry.get("degrees", False),
            tuple("|".join(side.get("shared", ())) for side in entry["side"]),
        )
        for entry in _table()["axis"]
    )


def plain(text: str) -> str:
    """A text on one line, its apostrophes straight, as the patterns of the table expect it."""
    return " ".join(text.replace("’", "'").split())


def place(position: Json, usable: Sequence[Axis], names: Table, target: str) -> Iterator[Placed]:
    """Where a position stands: under the first question of `usable` that places it, or nowhere."""
    words, said = plain(position["words"]), plain(position["says"])
    kind = Kind(position["kind"])
    if not takes_sides(position["holder"], names):
        return
    holding = position["holder"], kind
    if kind not in NEGATIVE and _TURNED_DOWN.match(words):
        kind = Kind.OPPOSES
    for axis in usable:
        if not axis.needs.search(said) or ("{target}" in axis.question and is_aimed_elsewhere(said, target, names)):
            continue
        side = side_of(axis, words, said, kind)
        placed = 0 <= side < len(axis.sides)
        if side < 0 or (placed and is_of_another(words, axis.sides[side][1], holding, axis.kind == "policy", names)):
            continue
        question = _question(axis, position, side, names, target)
        if question:
            yield Placed(position["id"], question, axis, side)
            return


def aimed_at(text: str, names: Table) -> tuple[str, ...]:
    """The actors behind "sanctions on", "pressure on", … in a text on one line."""
    found = (names.find_in(text[each.end() : each.end() + 60]) for each in _AIMED.finditer(text))
    return tuple(named[0].actor.name for named in found if named and named[0].first <= 1)


def is_aimed_elsewhere(text: str, target: str, names: Table) -> bool:
    """Whether a text speaks of measures on others than the target alone."""
    aimed = aimed_at(text, names)
    return bool(aimed) and target not in aimed


def side_of(axis: Axis, words: str, said: str, kind: Kind) -> int:
    """The side whose pattern matches the longest stretch of the words, else of the whole sentence; -1 for none.

    The side behind the last one is that of those who leave it open. Who condemns a claim has not said that it is false.
    """
    side, matched = _longest(axis, words)
    flips = kind in NEGATIVE and len(axis.sides) == 2 and not axis.about and not _OPPOSING.search(matched)
    if flips and axis.kind == "fact" and kind is not Kind.DENIES and not _DOUBTING.search(said):
        return -1
    if side < 0:
        side, _ = _longest(axis, said)
        flips = False
    if side >= 0 and axis.hedged and HEDGE.search(words):
        return len(axis.sides)
    return 1 - side if side >= 0 and flips else side


def _longest(axis: Axis, text: str) -> tuple[int, str]:
    found = [max((m[0] for m in pattern.finditer(text)), key=len, default="") for _, pattern in axis.sides]
    longest = max(found, key=len)
    alone = longest and sum(len(each) == len(longest) for each in found) == 1
    return (found.index(longest), longest) if alone else (-1, "")


_LEAST_SHARE = 0.2
"""Of the positions of an article, how many speak of the news that the table is written for: one in five is no aside."""


class News:
    """Which questions of the table are asked: of articles about its news, those that their positions speak of."""

    def __init__(self, positions: Iterable[Json]) -> None:
        said: dict[str, list[str]] = defaultdict(list)
        for each in positions:
            said[_article(each)].append(plain(each["says"]))
        news = _news()
        about = {article: sum(bool(news.search(each)) for each in all_) / len(all_) for article, all_ in said.items()}
        self._articles = {article for article, share in about.items() if share >= _LEAST_SHARE}
        told = [each for article in self._articles for each in said[article]]
        self._axes = tuple(axis for axis in axes() if any(map(axis.topic.search, told)))

    def axes(self, position: Json) -> tuple[Axis, ...]:
        """The questions on which a position may stand, in the order of the table."""
        return self._axes if _article(position) in self._articles else ()


def _article(position: Json) -> str:
    return str(position["place"]).partition(".")[0]


def _question(axis: Axis, position: Json, side: int, names: Table, target: str) -> str:
    if not axis.about:
        aimed = {"{target}": f" on {target}", "{to}": f" to {target}"}
        question = axis.question
        for mark, words in aimed.items():
            question = question.replace(mark, words if target else "")
        return question
    actor = names.named(position["holder"])
    own = actor.name if actor is not None and actor.kind in _CHARGED else ""
    about = own if side == 1 else _spoken_about(position, names)
    return axis.question.replace("{about}", with_article(about)) if about else ""


_CHARGED = frozenset(("state", "bloc"))
"""Of whom it is asked whether they do enough; of a person or a firm it is another question."""


def _spoken_about(position: Json, names: Table) -> str:
    """The first state that the words name beside the holder: whom a charge is aimed at."""
    for named in names.find_in(position["words"]):
        if named.actor.kind in _CHARGED and named.actor.name != position["holder"]:
            return named.actor.name
    return ""
