"""The matrix and the timeline as drawings: records of brief.json go in, places and sizes for an SVG come out. Pure.

Lengths are in user units of the drawing, which a page scales. Text is cut and wrapped by the number of its letters, so
that no font has to be known: a letter is taken to be as wide as a wide one.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from math import sqrt
from typing import Any

from briefer.model import Json

Record = dict[str, Any]

WIDTH = 760
_MOST_ACTORS = 12
_MOST_ISSUES = 24
"""Rows and columns that are drawn; the table beside the drawing has them all."""
_LABELS = 330
"""Room for questions, at the left of the matrix."""
_TILT = 60
"""Room for the last name, which runs up to the right."""
_NAMES = 150
"""Room for names, at the left of the timeline."""
_QUESTION, _LEGEND = 46, 56
"""Letters in a line of a question, and of the names of its sides."""
_NAME = 20
"""Letters of a name."""
_LINE = 16
_MARK = 24
_LETTERS = "ABCDEF"
_SHAPES = 3
"""How many shapes there are for sides; a fourth side has that of the first."""


def matrix(document: Json) -> Record:
    """Rows of issues and columns of actors with a mark where one stands on a side; empty without any."""
    table = document.get("matrix") or {"actors": [], "issues": [], "cells": []}
    if not table["cells"]:
        return {}
    issues = {each["id"]: each for each in document["issues"]}
    actors, shown = table["actors"][:_MOST_ACTORS], table["issues"][:_MOST_ISSUES]
    step = min(60, (WIDTH - _LABELS - _TILT) // len(actors))
    columns = {name: _LABELS + step * at + step // 2 for at, name in enumerate(actors)}
    top = 20 + 6 * max(len(_cut(name, _NAME)) for name in actors)
    rows: list[Record] = []
    at = top
    for id_ in shown:
        row = _row(issues[id_], at)
        rows.append(row)
        at += row["height"]
    places = {row["issue"]: row["middle"] for row in rows}
    own = [each for each in table["cells"] if each["actor"] in columns and each["issue"] in places]
    return {
        "width": WIDTH,
        "height": at + 4,
        "columns": [{"x": x, "y": top - 10, "name": _cut(name, _NAME)} for name, x in columns.items()],
        "rows": rows,
        "marks": _marks(own, issues, columns, places),
        "more_actors": len(table["actors"]) - len(actors),
        "more_issues": len(table["issues"]) - len(shown),
    }


def _row(issue: Json, top: int) -> Record:
    """A question with its sides below it, each by the letter of its marks."""
    lines = textwrap.wrap(issue["question"], _QUESTION, max_lines=3, placeholder=" …")
    labels = [side["label"] for side in issue["sides"] if side["label"]]
    named = [f"{letter}\N{NO-BREAK SPACE}{_cut(label, 50)}" for letter, label in zip(_LETTERS, labels, strict=False)]
    legend = textwrap.wrap(" · ".join(named), _LEGEND, max_lines=4, placeholder=" …")
    height = _LINE * (len(lines) + len(legend)) + 18
    lines_at = [{"y": top + 18 + _LINE * at, "text": text} for at, text in enumerate(lines)]
    below = top + 18 + _LINE * len(lines)
    return {
        "issue": issue["id"],
        "top": top,
        "height": height,
        "middle": top + height // 2,
        "question": lines_at,
        "legend": [{"y": below + _LINE * at, "text": text} for at, text in enumerate(legend)],
    }


def _marks(
    cells: Sequence[Json], issues: Mapping[str, Json], columns: Mapping[str, int], places: Mapping[str, int]
) -> list[Record]:
    """A mark for each cell; two of one actor on one issue stand beside each other."""
    times = Counter((each["actor"], each["issue"]) for each in cells)
    drawn: Counter[tuple[str, str]] = Counter()
    marks: list[Record] = []
    for each in cells:
        key = each["actor"], each["issue"]
        side = side_of(issues[each["issue"]], each["label"])
        marks.append(
            {
                "x": columns[each["actor"]] + _MARK * drawn[key] - _MARK * (times[key] - 1) // 2,
                "y": places[each["issue"]],
                "letter": _LETTERS[side["letter"] % len(_LETTERS)],
                "shape": side["letter"] % _SHAPES,
                "side": side["number"],
                **each,
            }
        )
        drawn[key] += 1
    return marks


def side_of(issue: Json, label: str) -> Record:
    """Which side of an issue a label names: its `number` among all, from 1, and its `letter` among those with one."""
    labels = [side["label"] for side in issue["sides"]]
    at = labels.index(label)
    return {"number": at + 1, "letter": sum(bool(each) for each in labels[:at])}


def timeline(document: Json) -> Record:
    """Rows of actors with a mark for each day on which one was heard; empty where fewer than two days are dated."""
    heard = document.get("timeline") or []
    days = sorted({each["date"] for each in heard if _day(each["date"])})
    if len(days) < 2:
        return {}
    total: Counter[str] = Counter()
    for each in heard:
        total[each["holder"]] += len(each["positions"])
    actors = sorted(total, key=lambda name: (-total[name], name))[:_MOST_ACTORS]
    undated = any(not _day(each["date"]) for each in heard)
    rows = {name: 44 + 30 * at for at, name in enumerate(actors)}
    height = 44 + 30 * len(actors)
    across = _Axis(days, WIDTH - 30 - (70 if undated else 0))
    return {
        "width": WIDTH,
        "height": height,
        "bottom": height - 18,
        "ticks": [{"x": across.at(day), "date": day} for day in across.ticks()],
        "undated": WIDTH - 30 if undated else 0,
        "rows": [{"y": y, "name": _cut(name, _NAME)} for name, y in rows.items()],
        "marks": [_dot(each, rows[each["holder"]], across) for each in heard if each["holder"] in rows],
        "more_actors": len(total) - len(actors),
        "days": [{"date": day, "heard": list(own)} for day, own in groupby(heard, key=lambda each: each["date"])],
    }


class _Axis:
    """Days from left to right, by their distance in time."""

    def __init__(self, days: Sequence[str], right: int) -> None:
        self._days = days
        self._first = date.fromisoformat(days[0])
        self._span = (date.fromisoformat(days[-1]) - self._first).days
        self._left, self._right = _NAMES + 24, right

    def at(self, day: str) -> int:
        """Where a day stands; an undated one at the right, beyond the last."""
        if not _day(day):
            return WIDTH - 30
        gone = (date.fromisoformat(day) - self._first).days
        return self._left + round((self._right - 24 - self._left) * gone / self._span)

    def ticks(self) -> tuple[str, ...]:
        """The days that are named below: those that leave each other room, the first among them."""
        kept: list[str] = []
        for day in self._days:
            if not kept or self.at(day) - self.at(kept[-1]) >= 62:
                kept.append(day)
        return tuple(kept)


def _dot(heard: Json, y: int, across: _Axis) -> Record:
    count = len(heard["positions"])
    return {
        "x": across.at(heard["date"]),
        "y": y,
        "size": round(min(13, 6 + 2 * sqrt(count)), 1),
        "count": count,
        **heard,
    }


def _day(text: str) -> bool:
    """Whether a text is a day: a brief made by other means may have anything in its place."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
