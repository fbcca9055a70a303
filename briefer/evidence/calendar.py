"""What the dated words of a text say in other words, given the day the text is of: "on Tuesday" is 25 July 2017. Pure.

News tells what has been: a weekday is the last one, up to and with the article's own day, unless "next", "coming" or
"will" stands before it. A day of a month without its year is the nearest one. What is not sure gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from briefer.evidence.amounts import DAYS, MONTHS, Amount
from briefer.evidence.fold import folded_text

_RELATIVE = re.compile(
    r"\b(?:(?P<lead>last|next|this|coming|(?:will|would|to) (?:\w+ ){1,4}(?:on )?)\s*)?"
    r"(?:(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?P<near>yesterday|today|tomorrow))\b",
    re.IGNORECASE,
)
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = re.compile(
    rf"\b(?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?!\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{_MONTH}))"
    r"(?:,? (?P<year>\d{4})\b)?",
)
_UNIT = re.compile(r"\b(?P<which>last|this|next) (?P<unit>year|month)\b", re.IGNORECASE)
_HALF = timedelta(days=183)


def implied(text: str, day: str) -> tuple[Amount, ...]:
    """The days, months, years and weekdays that a text of `day` (ISO 8601) means without naming them."""
    try:
        today = date.fromisoformat(day)
    except ValueError:
        return ()
    folded = folded_text(text)
    meant = (*_weekdays(folded, today), *_days(folded, today))
    return (*(amount for each in meant for amount in _amounts(each)), *_units(folded, today))


def _weekdays(text: str, today: date) -> Iterator[date]:
    for found in _RELATIVE.finditer(text):
        if found["near"]:
            yield today + timedelta(days=_NEAR[found["near"].lower()])
            continue
        lead = (found["lead"] or "").lower().split(" ", 1)[0]
        back = (today.weekday() - DAYS.index(found["day"].lower())) % 7
        ahead = lead in {"next", "coming", "will", "would", "to"}
        yield today + timedelta(days=7 - back) if ahead else today - timedelta(days=back)


def _days(text: str, today: date) -> Iterator[date]:
    for found in _DAY.finditer(text):
        month = MONTHS.index((found["month"] or found["month2"]).lower()) + 1
        number, year = int(found["day"] or found["day2"]), found["year"]
        years = (int(year),) if year else (today.year - 1, today.year, today.year + 1)
        exact = [each for each in (_date(y, month, number) for y in years) if each]
        near = min(exact, key=lambda each: abs(each - today), default=None)
        if near and (year or abs(near - today) < _HALF):
            yield near


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _units(text: str, today: date) -> Iterator[Amount]:
    for found in _UNIT.finditer(text):
        step = {"last": -1, "this": 0, "next": 1}[found["which"].lower()]
        if found["unit"].lower() == "year":
            yield Amount("year", today.year + step, found.group())
        else:
            yield Amount("month", (today.month - 1 + step) % 12 + 1, found.group())


def _amounts(day: date) -> tuple[Amount, ...]:
    printed = day.isoformat()
    return (
        Amount("number", day.day, printed),
        Amount("month", day.month, printed),
        Amount("year", day.year, printed),
        Amount("weekday", day.weekday(), printed),
    )
