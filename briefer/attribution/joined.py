"""Finds subjects of several names: "both X and Y", "X, Y and Z", "X or Y", "neither X nor Y". Pure."""

from __future__ import annotations

from briefer.attribution.units import Unit
from briefer.attribution.words import (
    AUXILIARIES,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
)

_LONGEST = 8
"""Words that one name of several may have."""
_MOST = 8
"""Names that may be joined."""
_PAIRED = {"and": "both", "or": "either", "nor": "neither"}
_NOT_JOINED = PREPOSITIONS | PRONOUNS | AUXILIARIES | SUBORDINATORS | {"like", "unlike", "including", "that"}

Range = tuple[int, int]


def pair_start(unit: Unit, joint: int) -> int:
    """The "both", "either" or "neither" that the joint "and", "or", "nor" belongs to, or -1."""
    wanted = _PAIRED.get(unit.words[joint].lower, "")
    for at in range(joint - 1, max(-1, joint - 1 - _LONGEST), -1):
        word = unit.words[at]
        if word.lower == wanted and unit.quoted[at] < 0:
            return at if at + 1 < joint else -1
        if word.punctuation or unit.quoted[at] >= 0 or word.lower in AUXILIARIES | SUBORDINATORS:
            return -1
    return -1


_PARTS = PREPOSITIONS - {"of"}


_BEFORE_CLAUSE = COORDINATORS | SUBORDINATORS | {"that", ";", "–", "—", "-"}


def list_start(unit: Unit, first: int, last: int) -> int:
    """Where a list of names begins whose end is the phrase from word `first` to `last`; `first` where there is none.

    The names are in front of "Y and Z" or ", and Z", each ended by a comma, and the first of them begins its clause.
    """
    joint = next((at for at in range(first, last) if unit.words[at].lower == "and"), last)
    nested = any(word.lower in _PARTS for word in unit.words[first:joint])
    if nested or not (unit.words[first].capital or unit.words[first].lower in DETERMINERS):
        return first
    oxford = first > 1 and unit.words[first - 1].lower == "and" and unit.words[first - 2].text == ","
    if not oxford and joint in {first, last}:
        return first
    comma = first - 2 if oxford else first - 1
    start, names = first, 0
    while comma > 0 and unit.words[comma].text == "," and names < _MOST:
        begin = _name_start(unit, comma)
        if begin < 0:
            break
        start, names, comma = begin, names + 1, begin - 1
    closed = start == 0 or unit.words[start - 1].lower in _BEFORE_CLAUSE
    return start if closed and names > oxford else first


def _name_start(unit: Unit, comma: int) -> int:
    """The first word of a capitalised name that ends at a comma, or -1."""
    begin = comma
    while begin > 0 and comma - begin < _LONGEST and unit.quoted[begin - 1] < 0:
        word = unit.words[begin - 1]
        if word.lower in _NOT_JOINED or word.lower in DAYS or word.lower in COORDINATORS or word.punctuation:
            break
        if not (word.capital or (word.lower in DETERMINERS and begin < comma)):
            break
        begin -= 1
    before = unit.words[begin - 1] if begin else None
    whole = before is None or before.text in ",;–—-" or before.lower in COORDINATORS | {"that"}
    return begin if begin < comma and whole and unit.words[comma - 1].capital else -1


def alternatives(unit: Unit, source: Range) -> tuple[Range, ...]:
    """The two that "neither X nor Y" names; the source itself where it is no such pair."""
    first, last = source
    if unit.words[first].lower != "neither":
        return (source,)
    nor = next((at for at in range(first + 2, last) if unit.words[at].lower == "nor"), -1)
    return ((first + 1, nor - 1), (nor + 1, last)) if nor > 0 else (source,)
