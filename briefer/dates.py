"""Dates that a news text states about itself: text and names in, ISO 8601 dates and weeks out.

Own rules for datelines and stamps, because general date parsers read "We" as Wednesday and fill in today's year. What
is not stated stays empty: nothing here knows what day it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from briefer.model import Furniture

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    r"(?<!\d)(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)"
    rf"|\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y2>\d{{4}})\b"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m3>{_MONTH})\s*,?[\s-]*(?P<y3>\d{{4}})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?|\d+(?::\d\d){0,2}|[^\w\s]")
_LABEL = re.compile(
    r"\s*(?P<label>(?:last |first |originally )?(?:updated|modified|published|posted|created|issued|date))\b"
    r"[\s:]*(?:on\b)?",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(r"\b(?:last |first )?(?:updated|published|posted)\b", re.IGNORECASE)
_STAMP_WORD = re.compile(
    rf"{_MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?|[ap]\.?m\.?|noon|midnight|at|on|of|st|nd|rd|th"
    r"|[ecmp][sd]?t|gmt|utc|bst|cest|cet|[ijks]st|hkt|sgt|msk|aes?t|aedt|z|local|time|hrs?|h",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d){1,2}\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_DAY = re.compile(rf"\b{_MONTH}\s+\d{{1,4}}\b|\b\d{{1,2}}\s+{_MONTH}(?!\w)|\d{{4}}-\d\d-\d\d", re.IGNORECASE)
_AGO = re.compile(r"(?:\d+|an?) (?:second|sec|minute|min|hour|hr|day|week|month)s? (?:ago|read)", re.IGNORECASE)
_IN_PATH = re.compile(r"/(\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)", re.IGNORECASE)
"""A day in the path of an address: /2017/07/26/, /2017/jul/26/, /2017-07-26-."""
_YEARS = range(1800, 2200)
"""Years of newspapers; other numbers of four digits are something else."""
_LONGEST_STAMP = 120
"""Code points."""
FILE_NAME, ADDRESS = "file name", "address"
_IN_TEXT = ("leading date", "first line", "published stamp", "dateline")
LEADING = re.compile(r"\s*date\s*:?\s+\d{4}-\d\d-\d\d\b", re.IGNORECASE)
"""A date put before the text by whoever exported it."""


def printed(day: str) -> str:
    """`2017-07-26` as `26 July 2017`, `undated` for nothing, anything else as it is."""
    if not day:
        return "undated"
    try:
        when = date.fromisoformat(day[:10])
    except ValueError:
        return day
    return f"{when.day} {when:%B %Y}"


def iso(value: object) -> str:
    """The day that a value of front matter or of a metadata field names, as `2017-07-26`.

    Takes dates, datetimes and text: ISO 8601 (a time is dropped, the day is the one written), `26 July 2017`,
    `Jul. 26, 2017`. Raises ValueError for all else, also for days that do not exist and `04/05/2017`.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        raise ValueError(f"not a date but {type(value).__name__}")
    words = value.strip()
    try:
        return datetime.fromisoformat(words).date().isoformat()
    except ValueError:
        found = _first(words) if len(words) <= _LONGEST_STAMP else ""
    if not found:
        raise ValueError(f"not a date: {value[:_LONGEST_STAMP]!r}")
    return found


def published(text: str, furniture: Iterable[Furniture]) -> tuple[str, str]:
    """The day of publication that the text states, and where; two empty strings where it states none.

    Looks at the export prefix, at stamps that are labelled so or stand before the story, and at the dateline. A stamp
    labelled "Updated" is never one.
    """
    head = LEADING.match(text)
    if head and (found := _first(head.group())):
        return found, "leading date"
    above, first = 0, True
    for mark in furniture:
        words = text[mark.start : mark.end]
        first = first and not text[above : mark.start].strip()
        above = mark.end if first else above
        for label, part in _labelled(words) if mark.kind == "stamp" else ():
            if (found := _first(part)) and label != "updated" and (first or label == "published"):
                return found, "first line" if not label else "published stamp"
        if mark.kind == "dateline" and (found := _first(words)):
            return found, "dateline"
    return "", ""


def stated(dated_by: str) -> str:
    """How sure a day of publication is, by its source, best first: `metadata`, `text`, `file name`; "" for none.

    The day in a file's name may be that of a download.
    """
    if dated_by in ("", FILE_NAME):
        return dated_by
    return "text" if dated_by in _IN_TEXT else "metadata"


def updated(text: str, furniture: Iterable[Furniture]) -> str:
    """The day of an "Updated …" stamp, or an empty string."""
    stamps = [text[mark.start : mark.end] for mark in furniture if mark.kind == "stamp"]
    parts = [part for stamp in stamps for label, part in _labelled(stamp) if label == "updated"]
    return next(filter(None, map(_first, parts)), "")


def in_name(name: str) -> str:
    """The day in a file's name (`wire/2017-07-26-talks.txt`), or an empty string; the file's own name goes first."""
    for part in reversed(name.split("/")):
        for year, month, day in re.findall(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", part):
            if found := _day(year, month, day):
                return found
    return ""


def in_address(url: str) -> str:
    """The day in the path of an address (`https://example.org/2017/07/26/talks`), or an empty string."""
    _, _, path = url.partition("://")
    found = _IN_PATH.search(path.partition("?")[0])
    return _day(*found.groups()) if found else ""


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but a date or a time, with or without a label such as "Updated"."""
    if len(line) > _LONGEST_STAMP or not any(c.isdigit() for c in line):
        return False
    parts = _labelled(line)
    words = [word for _, part in parts for word in _WORD.findall(_AGO.sub("1:00", part))]
    if not all(word[0].isdigit() or not word[0].isalnum() or _STAMP_WORD.fullmatch(word) for word in words):
        return False
    return any(pattern.search(line) for pattern in (_CLOCK, _DAY, _DATE, _AGO))


def week_of(day: str) -> str:
    """The ISO 8601 week that holds a day: `2017-07-26` is in `2017-W30`. Raises ValueError for what is no day."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-W{week:02}"


def window(week: str) -> tuple[str, str]:
    """The Monday and the Sunday of an ISO 8601 week such as `2017-W30`. Raises ValueError for what is no week."""
    parts = re.fullmatch(r"(\d{4})-W(\d\d)", week, re.ASCII)
    if not parts:
        raise ValueError(f"not a week: {week!r}")
    monday = date.fromisocalendar(int(parts[1]), int(parts[2]), 1)
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def short(window: str) -> str:
    """A printed window as it is named among others: `2017-W30` of `2017-W30 (2017-07-24 to 2017-07-30)`."""
    return window.partition(" (")[0]


def apart(one: str, other: str) -> int:
    """How many days lie from one day to another, both ISO 8601; 0 where one of them is no day."""
    try:
        return (date.fromisoformat(other) - date.fromisoformat(one)).days
    except ValueError:
        return 0


def _labelled(stamp: str) -> list[tuple[str, str]]:
    """The parts of a stamp with the label of each: `updated`, `published` or none."""
    cuts = [0, *(match.start() for match in _NEXT_LABEL.finditer(stamp))]
    ends = [*cuts[1:], len(stamp)]
    parts: list[tuple[str, str]] = []
    for start, end in zip(cuts, ends, strict=True):
        part = stamp[start:end]
        label = _LABEL.match(part)
        if not label:
            parts.append(("", part))
        else:
            late = re.search(r"updated|modified", label["label"], re.IGNORECASE)
            parts.append(("updated" if late else "published", part[label.end() :]))
    return [(label, part) for label, part in parts if part.strip()]


def _first(words: str) -> str:
    """The first day that exists among the words."""
    for match in _DATE.finditer(words):
        year, month, day = (match[f"{unit}1"] or match[f"{unit}2"] or match[f"{unit}3"] for unit in ("y", "m", "d"))
        if found := _day(year, month, day):
            return found
    return ""


def _day(year: str, month: str, day: str) -> str:
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        return date(int(year), number, int(day)).isoformat() if int(year) in _YEARS else ""
    except ValueError:
        return ""
