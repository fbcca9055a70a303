"""Which articles belong to a window of time. Pure: the day that "last" counts from is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefer import dates
from briefer.errors import BrieferError
from briefer.model import Article, Problem

TABLE = "articles.toml"
"""Where the person says of what day an article is."""
_TO_DATE = "say when it was published in an articles.toml beside it"
_IN_NONE = "has no date, so it is in no window (--undated include reads it)"


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` to `end`, both ISO dates and included; empty where open. `label` is for the brief's head."""

    start: str = ""
    end: str = ""
    label: str = ""

    def holds(self, day: str) -> bool:
        """Whether a day, in ISO 8601, lies in it; none lies in any but an open one."""
        return self.open or bool(day and (self.start or "0") <= day <= (self.end or "9"))

    @property
    def open(self) -> bool:
        return not (self.start or self.end)


def window(week: str, since: str, until: str, today: date) -> Window:
    """What `--week 2017-W30`, `--week last` or `--since/--until` mean. Raises BrieferError when they mean nothing."""
    if week and (since or until):
        raise BrieferError("--week does not go with --since or --until", "give one or the other")
    try:
        if week == "last":
            week = dates.week_of((today - timedelta(days=7)).isoformat())
        if week:
            start, end = dates.window(week)
            return Window(start, end, f"{week} ({start} to {end})")
        start, end = (dates.iso(each) if each else "" for each in (since, until))
    except (ValueError, OverflowError) as error:
        raise BrieferError(f"{error}", "weeks are written 2017-W30, or last; days 2017-07-26") from error
    if start and end and end < start:
        raise BrieferError(f"nothing lies between {start} and {end}", "is --since after --until?")
    label = f"{start} to {end}" if start and end else f"since {start}" if start else f"until {end}" if end else ""
    return Window(start, end, label)


def select(
    articles: Sequence[Article], span: Window, undated_too: bool = False
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles in a window. An undated one is in none, unless all of them are wanted, and is named in any case."""
    undated = [each for each in articles if not each.published]
    if span.open:
        return tuple(articles), tuple(Problem("undated", _undated("has no date", each), each.name) for each in undated)
    kept = [each for each in articles if span.holds(each.published) or (undated_too and not each.published)]
    why = "has no date, and is read all the same" if undated_too else _IN_NONE
    return tuple(kept), tuple(Problem("undated", _undated(why, each), each.name) for each in undated)


def _undated(why: str, article: Article) -> str:
    """What to do about an article without a date; the day in its address is a guess, and said as one."""
    guess = dates.in_address(article.url)
    return f"{why}; {_TO_DATE}" + (f" (its address has {guess})" if guess else "")


@dataclass(frozen=True, slots=True)
class Covered:
    """What an earlier brief of the series was made of: its first day, and hashes and names of its articles."""

    start: str
    hashes: frozenset[str]
    names: frozenset[str]


def late(articles: Sequence[Article], span: Window, series: Iterable[Covered]) -> tuple[Problem, ...]:
    """Articles of days that the series has behind it, before the window, which none of its briefs was made of.

    What is older than the series itself is no news of it. A corrected article counts as another one.
    """
    early = [each for each in articles if span.start and each.published and each.published < span.start]
    first, seen, named = span.start, set[str](), set[str]()
    for brief in series if early else ():
        first = min(first, brief.start)
        seen |= brief.hashes
        named |= brief.names
    found = [each for each in early if first <= each.published and each.sha256 not in seen]
    return tuple(Problem("late", _late(each, each.name in named), each.name) for each in found)


def _late(article: Article, known: bool) -> str:
    how = "other words than an earlier brief of this series was made of" if known else "in no brief of this series"
    again = f"run --week {dates.week_of(article.published)} again to read it"
    return f"is of {article.published}, before this window, and {how}; {again}"


def doubts(articles: Iterable[Article], span: Window, today: date) -> tuple[Problem, ...]:
    """What speaks against the days of articles: another one that they state, an update before it, a day to come.

    Only where either day is in the window, or a day to come. One that the person wrote down in an articles.toml is
    only held against the calendar. `today` may lag by a day, since it is two days at once.
    """
    tomorrow = (today + timedelta(days=1)).isoformat()
    problems = []
    for each in (article for article in articles if article.published):
        other, why = _doubt(each)
        if each.published > tomorrow:
            other, why = "9", "a day to come"
        if why and (each.published > tomorrow or span.holds(each.published) or span.holds(other)):
            message = f"is of {each.published} by its {each.dated_by}, {why}; {_TO_DATE}"
            problems.append(Problem("date-doubtful", message, each.name))
    return tuple(problems)


_TOLD_AFTER = 3
"""Days that a dateline, an address or a file name may lie before the publication."""


def _doubt(article: Article) -> tuple[str, str]:
    """Another day that an article may be of, and why; two empty strings for none."""
    day, by = article.published, article.dated_by
    if by == TABLE:
        return "", ""
    if article.updated and article.updated < day:
        return article.updated, f"and was updated on {article.updated}"
    text, where = dates.published(article.text, article.furniture)
    named = (dates.in_name(article.name), dates.FILE_NAME)
    for other, place in ((text, where), (dates.in_address(article.url), dates.ADDRESS), named):
        apart = dates.apart(other, day) if other and place != by else 0
        # a file may be downloaded, and named so, at any time after
        if apart > _TOLD_AFTER or (apart < -1 and place != dates.FILE_NAME):
            return other, f"and of {other} by its {place}"
    return "", ""


def in_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Articles by day, title and words, undated ones last, so that files may have any names."""
    return tuple(
        sorted(articles, key=lambda each: (each.published or "9", each.title, each.sha256, each.outlet, each.name))
    )


def last_day(articles: Sequence[Article]) -> str:
    """The day of the latest article, or an empty string where none is dated."""
    return max((article.published for article in articles), default="")


def span_of(articles: Sequence[Article]) -> str:
    """The days that dated articles cover, for the head of a brief without a window."""
    days = sorted(article.published for article in articles if article.published)
    if not days:
        return "undated"
    covered = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    undated = len(articles) - len(days)
    return f"{covered}, {undated} undated" if undated else covered
