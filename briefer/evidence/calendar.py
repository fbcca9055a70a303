"""What the dated words of a text say in other words, given the day the text is of: "on Tuesday" is 25 July 2017. Pure.

News tells what has been: a weekday is the last one, up to and with the article's own day, unless "next", "coming" or
"will" stands before it. A day of a month without its year is the nearest one. What is not sure gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

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


_SAID_ON = re.compile(
    r"\b(?:said|told|spoke|met|made|gave|held|called|\w{2,}ed)\b(?P<between>(?:\s+[\w'-]+){0,6}?)\s+on\s+"
    r"(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
)
_SAID_DAY = re.compile(
    r"\b(?:said|told (?:reporters|journalists|[A-Z]\w+)|announced|added|wrote|tweeted)\s+"
    r"(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?= (?:that|in|night|morning|evening)\b|[,.]|$)",
)
"""The American way: "said Tuesday that …"; a day that is itself the subject of what was said has a verb behind it."""
_AHEAD = frozenset(
    "demanded due expected for invited is are may must plan planned plans proposed promised pledged "
    "scheduled set should slated that threatened to vowed wanted will would".split()
)
"""Words before a weekday that leave open whether it is behind or ahead."""
_LAST = re.compile(r"\blast (?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_APART = 3
"""Days from which on "last Thursday" is the latest one; a nearer one may be that of the week before."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


class Day(NamedTuple):
    """Words of a text that mean a day, and the day in ISO 8601."""

    words: str
    date: str


def days(text: str, day: str) -> tuple[Day, ...]:
    """The days that a text of `day` (ISO 8601, or empty) means beyond doubt, in the order of the words.

    A weekday counts where what was done on it is told in the past, and none of its words is quoted: somebody who says
    "today" need not speak on the day of the article.
    """
    try:
        today = date.fromisoformat(day)
    except ValueError:
        return ()
    open_words = _QUOTED.sub(lambda found: " " * len(found.group()), text)
    found = [(each.start(), Day(each.group(), when.isoformat())) for each, when in _named_days(text, today)]
    for each in _SAID_ON.finditer(open_words):
        verb, *between = each.group().split()[:-2]
        if not _AHEAD & {verb.lower(), *(word.lower() for word in between)}:
            back = (today.weekday() - DAYS.index(each["day"].lower())) % 7
            when = today - timedelta(days=back)
            found.append((each.start("day") - 3, Day(f"on {each['day']}", when.isoformat())))
    for each in _SAID_DAY.finditer(open_words):
        back = (today.weekday() - DAYS.index(each["day"].lower())) % 7
        found.append((each.start("day"), Day(each["day"], (today - timedelta(days=back)).isoformat())))
    for each in _LAST.finditer(open_words):
        back = (today.weekday() - DAYS.index(each["day"].lower())) % 7
        if back >= _APART:
            found.append((each.start(), Day(each.group(), (today - timedelta(days=back)).isoformat())))
    for each in re.finditer(r"\b(?:yesterday|today|tomorrow)\b(?!'s)", open_words, re.IGNORECASE):
        when = today + timedelta(days=_NEAR[each.group().lower()])
        found.append((each.start(), Day(each.group(), when.isoformat())))
    return tuple(dict.fromkeys(each for _, each in sorted(found)))


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
    return (when for _, when in _named_days(text, today))


def _named_days(text: str, today: date) -> Iterator[tuple[re.Match[str], date]]:
    for found in _DAY.finditer(text):
        month = MONTHS.index((found["month"] or found["month2"]).lower()) + 1
        number, year = int(found["day"] or found["day2"]), found["year"]
        years = (int(year),) if year else (today.year - 1, today.year, today.year + 1)
        exact = [each for each in (_date(y, month, number) for y in years) if each]
        near = min(exact, key=lambda each: abs(each - today), default=None)
        if near and (year or abs(near - today) < _HALF):
            yield found, near


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
