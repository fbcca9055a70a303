"""The numbers and dates that a text names, in any writing: "two", "15-member", "$35 million", "35 per cent".

Text goes in, `Amount`s come out, in order. Ordinals in words, "one" and fractions in words are left alone: they are
seldom amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefer.evidence.fold import folded_text

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_WORDS = {word: value for value, word in enumerate(f"{_UNITS} eighteen nineteen".split())} | {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6,
    "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_AMOUNT = re.compile(
    r"(?P<money>(?:US|A|C|HK)?[$\u20ac\u00a3\u00a5]\s?)?"
    rf"(?<![\w.])(?:(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<th>st|nd|rd|th)?|(?P<word>{_WORD})(?:-(?P<ones>{_WORD}))?(?![a-z]))"
    r"(?:[\s-]?(?P<scale>(?:hundred|thousand|million|billion|trillion|dozen|bn|mn|[mk](?=\b))"
    r"(?:\s+(?:million|thousand|billion))?)s?\b)?"
    r"(?:\s?(?P<percent>%|-?per\s?cent(?:age)?\b)|[\s-](?P<coin>dollars?|euros?|pounds?|yuan|yen|won|rubles?|cents?)\b)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
MONTHS = "january february march april may june july august september october november december".split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
CALENDAR = frozenset((*MONTHS, *DAYS))
"""The names of months and days, lower case."""

_DATE = re.compile(
    r"\b(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b"
    r"|\b(?P<month>January|February|April|June|July|August|September|October|November|December"
    r"|(?:(?<=in )|(?<=of )|(?<=on )|(?<=since )|(?<=last )|(?<=next )|(?<=\d ))(?:March|May)|(?:March|May)(?= \d))\b"
    r"|\b(?P<short>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?= \d)"
)
_BOUND = re.compile(
    r"(?:(?P<low>at least|more than|over|above|exceed(?:s|ed|ing)?|no (?:fewer|less) than|greater than|upwards of)"
    r"|(?P<high>at most|less than|fewer than|under|below|up to|no more than|not more than|maximum of)"
    r"|(?P<near>about|around|roughly|approximately|nearly|almost|some|close to|an estimated))\s+(?:the |a |an )?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"[\s-]*((?:[^\W\d_]+[\s-]+){0,2}[^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or date. `kind`: number, money, percent, year, month, weekday; `bound`: low, high, near or empty.

    `counted` are up to three words after it, lower case: what it counts.
    """

    kind: str
    value: float
    surface: str
    bound: str = ""
    counted: tuple[str, ...] = ()


def amounts(text: str) -> tuple[Amount, ...]:
    """Every number and date in `text`."""
    folded = folded_text(text)
    return (*_numbers(folded), *_dates(folded))


def _numbers(text: str) -> Iterator[Amount]:
    for found in _AMOUNT.finditer(text):
        word = (found["word"] or "").lower()
        if word in ("one", "zero") and not (found["scale"] or found["percent"]):
            continue
        value = _value(found)
        bound = _BOUND.search(text[max(0, found.start() - 24) : found.start()])
        after = _AFTER.match(text[found.end() : found.end() + 60])
        yield Amount(
            kind=_kind(found),
            value=value,
            surface=found.group().strip(),
            bound=(bound.lastgroup or "") if bound else "",
            counted=tuple(after[1].lower().replace("-", " ").split()) if after else (),
        )


def _value(found: re.Match[str]) -> float:
    if found["digits"]:
        value = float(found["digits"].replace(",", ""))
    else:
        value = float(_WORDS[found["word"].lower()] + (_WORDS[found["ones"].lower()] if found["ones"] else 0))
    for scale in (found["scale"] or "").lower().split():
        value *= _SCALES.get(scale, 1.0)
    return value


def _kind(found: re.Match[str]) -> str:
    if found["percent"]:
        return "percent"
    if found["money"] or found["coin"]:
        return "money"
    digits = found["digits"] or ""
    plain = not (found["scale"] or found["th"])
    return "year" if plain and _YEAR.fullmatch(digits) else "number"


def _dates(text: str) -> Iterator[Amount]:
    for found in _DATE.finditer(text):
        if found["day"]:
            yield Amount("weekday", DAYS.index(found["day"].lower()), found.group())
        else:
            name = (found["month"] or found["short"]).lower()[:3]
            number = next(at for at, month in enumerate(MONTHS, start=1) if month.startswith(name))
            yield Amount("month", number, found.group())
