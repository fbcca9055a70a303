"""Looking back at the earlier briefs of a series: what to compare with, what comes late, who held what when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefer import changes, dates, issues, track, window
from briefer.cli.intake import Gathered
from briefer.model import Article, Brief, Chain, Edition, Order, Past, Problem
from briefer.store import Store
from briefer.window import Covered, Window

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Series:
    """The briefs before this one, those of the same title and engine whose articles end before its days."""

    title: str
    engine: str
    editions: tuple[Edition, ...]
    kept: Store

    @property
    def runs(self) -> tuple[str, ...]:
        return tuple(each.run for each in self.editions)


def series(order: Order, given: Gathered, span: Window, kept: Store, known: str = "") -> Series:
    """The series up to this brief; of those made by the time `known`, where it is given."""
    day = span.start or window.last_day(given.articles)
    found = kept.editions(order.title, order.made.engine, day, known, order.made.pack) if day else ()
    return Series(order.title, order.made.engine, found, kept)


def past(before: Series, given: Gathered, span: Window) -> Past | None:
    """The brief to compare with: the last one with any position, and what lies between; None for none."""
    full = [each for each in before.editions if each.held]
    if not full:
        return None
    last = full[-1]
    empty = before.editions[before.editions.index(last) + 1 :]
    between = _between(last, empty, span)
    return Past(last.run, last.label, before.kept.positions(last.run), given.read, last.last, between)


def _between(last: Edition, empty: Sequence[Edition], span: Window) -> str:
    """What there is between the brief to compare with and this one, in one line; "" for nothing."""
    said = [f"nothing was held in {each.label}" for each in empty]
    ends = [each.end for each in (last, *empty)]
    if span.start and all(ends):
        first = (date.fromisoformat(max(ends)) + _DAY).isoformat()
        final = (date.fromisoformat(span.start) - _DAY).isoformat()
        said += [f"there is no brief of {first} to {final}"] if first < final else []
    return "; ".join(said)


def corrected(past: Past | None, given: Gathered) -> tuple[Article, ...]:
    """The articles outside the window that withdraw something of the brief before."""
    lost = changes.corrected(past) if past else ()
    return tuple(each for each in lost if each.id not in {article.id for article in given.articles})


def late(before: Series, given: Gathered, span: Window) -> tuple[Problem, ...]:
    """What to say of articles of earlier days that no brief of the series was made of."""
    early = [each for each in given.read if span.start and "" < each.published < span.start]
    if not early or not before.editions:
        return ()
    hashes, names = before.kept.covered(before.runs, early)
    return window.late(early, span, (Covered(min(each.first for each in before.editions), hashes, names),))


def followed(brief: Brief, before: Series) -> Brief:
    """The brief with what its holders held on its questions in the briefs before it."""
    found = chains(before, track.asked(brief.issues, issues.OTHER), brief)
    now = dates.short(brief.window)
    return replace(brief, chains=tuple(each for each in found if each.briefs > 1 and each.steps[-1].until == now))


def chains(before: Series, wanted: Iterable[track.Key], brief: Brief | None = None) -> tuple[Chain, ...]:
    """Who held what on which question in the briefs of a series, and at last in the one that is being made."""
    keys = tuple(wanted)
    told = before.kept.followed(before.title, before.engine, keys)
    windows = [(each.run, dates.short(each.label)) for each in before.editions]
    if brief:
        windows.append(("", dates.short(brief.window)))
        told += tuple(("", each) for each in track.of_now(brief.issues))
    return track.chains(keys, windows, told)
