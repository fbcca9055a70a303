"""Whether two texts number the same thing differently: "flew 998 kilometers" and "flew 900 kilometers". Pure.

A difference is told only where both speak of one thing: the unit, the words around the number, the names and the days
are the same, and neither leaves room for the other ("at least", "about", "another").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefer.evidence.amounts import CALENDAR, Amount, amounts
from briefer.evidence.fold import folded_text
from briefer.evidence.opposites import STOP, stem

_COUNTED = frozenset(("number", "money", "percent"))
_UNITS = {
    "km": "kilomet", "kms": "kilomet", "kilometer": "kilomet", "kilometers": "kilomet", "kilometre": "kilomet",
    "kilometres": "kilomet", "meters": "met", "metres": "met", "person": "people", "persons": "people",
}  # fmt: skip
_APART = re.compile(
    r"\b(?:more|another|additional|further|others?|extra|up from|down from|compared|average|each|per|daily|a day"
    r"|rose|fell|increased|decreased|from \d|between|of (?:them|those|whom|which)|so far|since|until|would|could"
    r"|may|might|if)\b",
    re.IGNORECASE,
)
"""Words by which a number is one of several, or of another time, or only possible."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d[\d.,]*")
_CLOCK = frozenset("utc gmt am pm local hours".split())
"""Behind a time of day, which counts nothing."""
_WHOSE = re.compile(r"\b(?:his|her|their|our)\b")
_NEAR = 3
"""Words to each side of a number that have to have one in common."""
_ROUND = 0.1
"""The share by which rounded numbers may differ."""
_LEAST = 3
"""Telling words that two texts share, at least."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, the telling words beside it and in its whole text, and the names and days there."""

    amount: Amount
    unit: str
    near: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    days: frozenset[str]
    whose: frozenset[str] = frozenset()
    """Possessive pronouns in the text: her worth is not his."""

    @property
    def told(self) -> str:
        """The number as it is printed, with its unit."""
        surface = self.amount.surface
        unit = self.amount.counted[0] if self.amount.kind == "number" and self.amount.counted else ""
        return f"{surface} {unit}".strip()


def figures(text: str) -> tuple[Figure, ...]:
    """The numbers of a text of which it has only one of their unit; none where it counts the like of several times."""
    if _APART.search(text):
        return ()
    found = list(_figures(folded_text(text)))
    units = [each.unit for each in found]
    return tuple(each for each in found if units.count(each.unit) == 1)


def differ(one: Figure, other: Figure) -> bool:
    """Whether two numbers are of the same thing, and cannot both be right."""
    if one.unit != other.unit or one.amount.value == other.amount.value:
        return False
    if one.whose and other.whose and not one.whose & other.whose:
        return False
    if one.unit.startswith("percent") and one.names != other.names:
        return False  # of what it is a part is told by its name
    if not (one.names <= other.names or other.names <= one.names) or (
        one.days and other.days and one.days != other.days
    ):
        return False
    shared = one.words & other.words
    same = len(shared) >= _LEAST and len(shared) * 2 >= min(len(one.words), len(other.words)) and one.near & other.near
    return bool(same) and not _compatible(one.amount, other.amount)


def _compatible(one: Amount, other: Amount) -> bool:
    """Whether both numbers may be right: one bounds the other, or both are near each other and one is rounded."""
    for bounded, free in ((one, other), (other, one)):
        if bounded.bound == "low" and free.value >= bounded.value and free.bound != "high":
            return True
        if bounded.bound == "high" and free.value <= bounded.value and free.bound != "low":
            return True
    return "near" in (one.bound, other.bound) and abs(one.value - other.value) <= _ROUND * max(one.value, other.value)


def _figures(text: str) -> Iterator[Figure]:
    at = 0
    words, names, days = _telling(text), _names(text), frozenset(re.findall(r"[a-z]+", text.lower())) & CALENDAR
    for each in amounts(text):
        if each.kind not in _COUNTED or re.search(r"\d(?:st|nd|rd|th)$", each.surface):
            continue
        start = text.find(each.surface, at)
        if start < 0:
            continue
        at = start + len(each.surface)
        unit = _unit(each)
        if unit:
            beside = _beside(text[:start], text[at:]) - {unit}
            yield Figure(each, unit, beside, words - {unit}, names, days, frozenset(_WHOSE.findall(text.lower())))


def _unit(amount: Amount) -> str:
    if amount.kind != "number":
        return f"{amount.kind} {re.sub(r'[^a-z$€£¥]', '', amount.surface.lower())[-4:]}"
    first = amount.counted[0] if amount.counted else ""
    return "" if first in STOP or first in _CLOCK or len(first) < 2 else _UNITS.get(first, stem(first))


def _beside(before: str, after: str) -> frozenset[str]:
    """The telling words just before and just behind a number, names left out: what was done to it."""
    beside = [*_WORD.findall(before)[-_NEAR:], *_WORD.findall(after)[: _NEAR + 1]]
    return frozenset(stem(word.lower()) for word in beside if word.islower() and word not in STOP)


def _telling(text: str) -> frozenset[str]:
    found = (word.lower() for word in _WORD.findall(text) if word[0].isalpha())
    return frozenset(stem(word) for word in found if word not in STOP and word not in CALENDAR and len(word) > 2)


def _names(text: str) -> frozenset[str]:
    """Words that begin with a capital, the first of a sentence left out."""
    return frozenset(re.findall(r"(?<=[\w,;] )[A-Z][\w-]+", text)) - {each.capitalize() for each in CALENDAR}
