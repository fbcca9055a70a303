"""Which articles belong to a window of time. Pure: the day that "last" counts from is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefer import dates
from briefer.errors import BrieferError
from briefer.model import Article, Problem

_TO_DATE = "say when it was published in an articles.toml beside it"
_IN_NONE = "has no date, so it is in no window (--undated include reads it)"


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` to `end`, both ISO dates and included; empty where open. `label` is for the brief's head."""

    start: str = ""
    end: str = ""
    label: str = ""

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
        raise BrieferError(f"not a time: {error}", "weeks are written 2017-W30, days 2017-07-26") from error
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
        return tuple(articles), tuple(Problem("undated", f"has no date; {_TO_DATE}", each.name) for each in undated)
    kept = [
        each
        for each in articles
        if (span.start or "0") <= each.published <= (span.end or "9") or (undated_too and not each.published)
    ]
    why = f"has no date, and is read all the same; {_TO_DATE}" if undated_too else f"{_IN_NONE}; {_TO_DATE}"
    return tuple(kept), tuple(Problem("undated", why, each.name) for each in undated)


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
