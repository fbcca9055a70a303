"""The table of questions, `axes.toml`: on which side of which question a position stands, by its words."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from briefer.actors import Table
from briefer.attribution.statements import with_article
from briefer.model import Json, Kind

NEGATIVE = frozenset((Kind.OPPOSES, Kind.DENIES))
_OPPOSING = re.compile(r"\b(?:against|object|oppos|reject|resist|condemn|not|never|unaccept|groundless)", re.IGNORECASE)
"""Words by which a pattern has taken the opposition into account already."""
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
def axes() -> tuple[Axis, ...]:
    """The shipped table, in its order."""
    source = tomllib.loads((pkgutil.get_data(__package__, "axes.toml") or b"").decode())
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
        for entry in source["axis"]
    )


def plain(text: str) -> str:
    """A text on one line, its apostrophes straight, as the patterns of the table expect it."""
    return " ".join(text.replace("’", "'").split())


def place(position: Json, usable: Sequence[Axis], names: Table, target: str) -> Iterator[Placed]:
    """Where a position stands: under the first question of `usable` that places it, or nowhere."""
    words, said = plain(position["words"]), plain(position["says"])
    negative = Kind(position["kind"]) in NEGATIVE or _TURNED_DOWN.match(words) is not None
    outlet = names.named(position["holder"])
    if outlet is not None and outlet.kind == "outlet":
        return  # a paper reports, it takes no side
    for axis in usable:
        if not axis.needs.search(said) or ("{target}" in axis.question and is_aimed_elsewhere(said, target, names)):
            continue
        side = side_of(axis, words, said, negative)
        placed = 0 <= side < len(axis.sides)
        if side < 0 or (placed and is_of_another(position, axis.sides[side][1], axis.kind == "policy", names)):
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


def side_of(axis: Axis, words: str, said: str, negative: bool) -> int:
    """The side whose pattern matches the longest stretch of the words, else of the whole sentence; -1 for none.

    The side behind the last one is that of those who leave it open.
    """
    side, matched = _longest(axis, words)
    flips = negative and len(axis.sides) == 2 and not axis.about and not _OPPOSING.search(matched)
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


_SEEN_AS = re.compile(
    r"\b(?:see|view|regard|consider|call|describe|perceive|brand|label)\w*\b[^.;,]{0,20}\bas\b[^.;,]{0,10}$",
    re.IGNORECASE,
)
"""What stands before words that are another's judgement: "what the US sees as …"."""
_OWNED = re.compile(
    r"(?:'s|s')\s+(?!\w+\s+to\b|(?:move|plan|decision|proposal|push|effort|call|attempt|refusal|bid|offer|demand|pressure)s?\b)",
    re.IGNORECASE,
)
"""A state as the owner of what is spoken of, and not of something that it does: "China's sanctions", no "move to"."""


_SAYS = re.compile(
    r"\b(?:said|says|saying|told|claim(?:s|ed)|insist(?:s|ed)|maintain(?:s|ed)|argu(?:es|ed)|stat(?:es|ed)|believ(?:es|ed))\b",
    re.IGNORECASE,
)
"""What another party says of a fact is not said by who reports it: "Japan said Russia had said that …"."""


def is_of_another(position: Json, pattern: re.Pattern[str], policy: bool, names: Table) -> bool:
    """Whether the words report what another state wants, does or thinks: "analysts said Beijing is reluctant to …"."""
    words = plain(position["words"])
    found = pattern.search(words)
    before = words[: found.start()] if found else ""
    if _SEEN_AS.search(before):
        return True
    subject = next((each for each in names.find_in(before) if each.first <= 2), None)
    if subject is None or _OWNED.search(before) or Kind(position["kind"]) is not Kind.ASSERTS:
        return False
    another = subject.actor.kind == "state" and subject.actor.name not in position["holder"]
    return another and (policy or _SAYS.search(before) is not None)


def _question(axis: Axis, position: Json, side: int, names: Table, target: str) -> str:
    if not axis.about:
        aimed = {"{target}": f" on {target}", "{to}": f" to {target}"}
        question = axis.question
        for mark, words in aimed.items():
            question = question.replace(mark, words if target else "")
        return question
    about = position["holder"] if side == 1 else _spoken_about(position, names)
    return axis.question.replace("{about}", with_article(about)) if about and " and " not in about else ""


def _spoken_about(position: Json, names: Table) -> str:
    """The first state that the words name beside the holder: whom a charge is aimed at."""
    for named in names.find_in(position["words"]):
        if named.actor.kind in {"state", "bloc"} and named.actor.name != position["holder"]:
            return named.actor.name
    return ""
