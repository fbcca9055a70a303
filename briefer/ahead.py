"""What to watch: dated events ahead, drawn only from the text. Sentences of articles go in, `Ahead`s come out. Pure.

News tells what has been, so a date counts only where the words before it look ahead ("will meet on", "deadline of",
"next"). It is resolved against the day of its article; without one, only a date that names its year is. What has
passed when the days of the brief end is no event ahead, and a weekday or day of the month is never moved on a year.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from briefer import dates
from briefer.evidence import folded_text
from briefer.evidence.amounts import DAYS, MONTHS
from briefer.model import Ahead, Article, Citation, Sentence

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
)
_WHEN = re.compile(
    rf"(?:\b(?:(?:on|by|until|till|before|from|for|of|starting|since) )?(?:{_DAY},? )?)"
    rf"(?:(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|,\d|\.\d)(?:,? (?P<y1>(?:19|20)\d\d)\b)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{_MONTH})(?![a-z])(?:,? (?P<y2>(?:19|20)\d\d)\b)?"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d))"
    rf"|\b(?P<next>(?<!the )next) (?P<unit>{_DAY}|week|month|year)\b(?!'s)"
    rf"|\b(?:on|by|until|before|for|this|coming) (?:(?:this|coming|the coming) )?(?P<weekday>{_DAY})\b(?!s)"
    r"|\b(?P<tomorrow>tomorrow)\b(?!'s)"
    r"|\b(?:the end of (?:the|this) (?P<end>week|month|year)|later this (?P<later>week|month|year))\b"
    r"|\b(?:within|in) (?:the next )?(?P<count>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?P<step>days|weeks)\b"
    rf"|\b(?:in|by|until|before|for) (?:early |mid-|late )?(?P<month>{_MONTH})(?: (?P<year>(?:19|20)\d\d))?"
    r"(?! \d|[a-z])",
    re.IGNORECASE,
)
"""Words that mean a time, with what is before them."""
_LEAD = re.compile(
    r"\b(?:(?P<sure>will|shall|is to|are to|would|(?:is|are) going to|plans? to|expects to|intends? to|hopes? to"
    r"|aims? to|vow(?:s|ed) to|pledge[sd]? to|promise[sd]? to|agreed to (?:meet|hold|resume)|meets|votes|convenes"
    r"|takes? place|(?:is|are|be|now|still) (?:also |now |still |currently )?(?:set|due|slated|scheduled|planned"
    r"|expected|invited|planning))"
    r"|was to|were to|(?:was|were) due to|due (?:on|by|in|back|for|before)|set (?:to|for)|slated|scheduled|planned"
    r"|invited (?:to|for)"
    r"|expected|may|might|could|deadlines? (?:of|is|on|falls|(?:currently )?stands at)|expires?|takes? effect"
    r"|comes? into (?:force|effect)|resumes?|upcoming|ahead of|in time for|awaits?)\b|(?:'ll\b)",
    re.IGNORECASE,
)
"""What looks ahead; `sure` are those that do so from the day of the article, and not perhaps from a day before it."""
_BROKEN = re.compile(
    r"\b(?:said|says|told|tells|announced|reported|added|warned|stated|declared|confirmed|wrote|tweeted|according|after"
    r"|since|last|ago|earlier|already|was|were|had|did|didn't|have been)\b|[.;!?]\s",
    re.IGNORECASE,
)
"""What between a lead and a date means that the date is not what the lead speaks of."""
_ASIDE = re.compile(r", [^,;]{2,40} (?:said|says|added|noted|warned|explained)(?: [^,;]{0,20})?,", re.IGNORECASE)
"""Who says it, put into the middle of it."""
_UNDONE = re.compile(
    r"\b(?:would|could|might|may|was to|were to) have\b|\b(?:will|would|shall) (?:be no|not|never)\b"
    r"(?! (?:before|until))"
    r"|\b(?:not|never|n't) (?:going to|expected|scheduled|due|planned|likely)\b|\bwon't\b|\bwouldn't\b"
    r"|\b(?:cancel(?:l?ed|s)?|scrubbed|called off|originally|supposed to)\b",
    re.IGNORECASE,
)
"""What is not to be, or was to have been."""
_HINT = re.compile(
    rf"\b(?:{_DAY}|{_MONTH}(?![a-z])|next|tomorrow|later this|end of th|within|in (?:the|\d|t|f|s|e|n)|(?:19|20)\d\d-)",
    re.IGNORECASE,
)
"""What the words of a time begin with; looked for first, since that is quick."""
_TODAY = re.compile(r"[^\w]{0,4}(?:today|yesterday)\b", re.IGNORECASE)
_DAYS = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d")
_NEXT = re.compile(r"\bnext\b|\blater this\b", re.IGNORECASE)
_FURTHEST = 20
"""Words from a lead to its date, at most."""
_HALF = timedelta(days=183)
_WORDS = dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True))


class Time(NamedTuple):
    """Words, and the time that they mean in ISO 8601."""

    words: str
    date: str


def find(article: Article, sentences: Iterable[Sentence]) -> tuple[Ahead, ...]:
    """The times ahead that the sentences of an article's story name, as seen from the day of the article."""
    day = "" if article.dated_by == dates.FILE_NAME else article.published
    return tuple(
        Ahead(Citation(article, each.start, each.end, each.paragraph), when.words, when.date)
        for each in sentences
        for when in times(article.text[each.start : each.end], day)
    )


def end_of(window: str, articles: Iterable[Article]) -> str:
    """The last day of a window as it is printed; where it has no end, the day of the latest article."""
    named = _DAYS.findall(window)
    if named and not window.startswith("since "):
        return str(named[-1])
    return max((each.published for each in articles), default="")


def gather(found: Iterable[Ahead], end: str) -> tuple[Ahead, ...]:
    """Each event once, by date, of copies the earliest; only what lasts beyond `end`, the last day of the brief.

    Where that day is not known, nothing is known to be ahead.
    """
    once: dict[tuple[str, str], Ahead] = {}
    for each in sorted(found, key=_place):
        once.setdefault((each.date, " ".join(folded_text(each.citation.quote).casefold().split())), each)
    lasting = (each for each in once.values() if end and last_day(each.date) > end)
    return tuple(sorted(lasting, key=_order))


def _place(each: Ahead) -> tuple[str, str, int]:
    article = each.citation.article
    return article.published or "9", article.id, each.citation.start


def _order(each: Ahead) -> tuple[str, str, tuple[str, str, int]]:
    return last_day(each.date), each.date, _place(each)


def times(sentence: str, day: str) -> tuple[Time, ...]:
    """The times ahead of `day` (ISO 8601, or empty) that a sentence names, each once."""
    if not (_HINT.search(sentence) and (_LEAD.search(sentence) or _NEXT.search(sentence))):
        return ()
    text = " ".join(folded_text(sentence).split())
    today = date.fromisoformat(day) if day else None
    found: dict[str, Time] = {}
    for each in _WHEN.finditer(text) if not _UNDONE.search(text) else ():
        meant = _meant(each, today) if _looks_ahead(each, text) else ""
        if meant and last_day(meant) > day:
            found.setdefault(meant, Time(each.group().strip(" ,"), meant))
    return tuple(found.values())


def _looks_ahead(when: re.Match[str], text: str) -> bool:
    """Whether a time, or the words before it, the nearest ones first, speak of what is to come."""
    if when["next"] or when["later"]:
        return True
    leads = list(_LEAD.finditer(text[: when.start()]))
    if not leads or _TODAY.match(text, when.end()):
        return False
    between = _ASIDE.sub(",", text[leads[-1].end() : when.start()])
    sure = not when["weekday"] or bool(leads[-1]["sure"]) or leads[-1].group() == "'ll"
    return sure and len(between.split()) <= _FURTHEST and not _BROKEN.search(between)


def _meant(found: re.Match[str], today: date | None) -> str:
    """The day, week, month or year that words mean; empty where that is not sure."""
    if found["iso"]:
        return _iso(found["iso"])
    if found["d1"] or found["d2"]:
        month, number = _month(found["m1"] or found["m2"]), int(found["d1"] or found["d2"])
        return _named(number, month, found["y1"] or found["y2"], today)
    if found["month"]:
        return _whole_month(_month(found["month"]), found["year"], today)
    return _relative(found, today) if today else ""


def _relative(found: re.Match[str], today: date) -> str:
    unit = (found["unit"] or found["end"] or found["later"] or "").lower()
    if found["tomorrow"]:
        return (today + timedelta(days=1)).isoformat()
    if found["weekday"] or unit in DAYS:
        ahead = (DAYS.index((found["weekday"] or unit).lower()) - today.weekday()) % 7
        # on a Monday, "on Monday" may be today
        return (today + timedelta(days=ahead or 7)).isoformat() if ahead or unit else ""
    if found["count"]:
        count = _WORDS.get(found["count"].lower()) or int(found["count"])
        if found["step"].lower() == "days":
            return (today + timedelta(days=count)).isoformat()
        return dates.week_of((today + timedelta(weeks=count)).isoformat())
    return _end(unit, today) if found["end"] else _unit(unit, today, 0 if found["later"] else 1)


def _unit(unit: str, today: date, steps: int) -> str:
    """The week, month or year that is so many after that of a day."""
    if unit == "week":
        return dates.week_of((today + timedelta(weeks=steps)).isoformat())
    if unit == "month":
        months = today.year * 12 + today.month - 1 + steps
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return f"{today.year + steps:04}"


def _end(unit: str, today: date) -> str:
    return last_day(_unit(unit, today, 0))


def _month(name: str) -> int:
    return next(at for at, each in enumerate(MONTHS, start=1) if each.startswith(name.lower().strip(".")[:3]))


def _named(number: int, month: int, year: str, today: date | None) -> str:
    """A day of a month; without its year the nearest one, where that is ahead."""
    if year:
        return _iso(f"{year}-{month:02}-{number:02}")
    if today is None:
        return ""
    near = [_iso(f"{each:04}-{month:02}-{number:02}") for each in (today.year, today.year + 1)]
    fits = (each for each in near if each and timedelta() < date.fromisoformat(each) - today < _HALF)
    return next(fits, "")


def _whole_month(month: int, year: str, today: date | None) -> str:
    if year:
        return f"{year}-{month:02}"
    if today is None:
        return ""
    ahead = (month - today.month) % 12
    return _unit("month", today, ahead) if 0 < ahead <= 6 else ""


def _iso(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def last_day(when: str) -> str:
    """The last day of a day, week, month or year in ISO 8601."""
    if "W" in when:
        return dates.window(when)[1]
    parts = [int(each) for each in when.split("-")]
    match parts:
        case [year]:
            return f"{year:04}-12-31"
        case [year, month]:
            return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
    return when
