"""What a kept run is in its series: which days and articles it covers, and who held what on which question, row by row.

So a later brief looks back at the rows that it needs, however many briefs there are, and parses none of them.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from briefer.model import OTHER, REPORT, TURN, Article, Citation, Earlier, Edition, Json, Match

Row = tuple[Any, ...]

EDITIONS = (
    "SELECT e.run, e.label, e.first_day, e.end_day, e.last_day, e.held, e.made_at, r.pack, r.place FROM editions e"
    " JOIN runs r ON r.id = e.run WHERE e.title = ? AND e.engine = ? AND e.last_day <> '' ORDER BY e.last_day, r.place"
)
TRACKED = "SELECT t.run, t.question, t.label, t.said FROM tracked t WHERE t.run = ? ORDER BY t.place"
FOLLOWED = (
    "SELECT t.run, t.question, t.label, t.said FROM tracked t JOIN editions e ON e.run = t.run"
    " WHERE t.question = ? AND t.holder = ? AND e.title = ? AND e.engine = ? ORDER BY t.run, t.place"
)
COVERED = "SELECT id, sha256, metadata FROM covered WHERE run = ?"
HOLDERS = (
    "SELECT DISTINCT t.holder, t.question FROM tracked t JOIN editions e ON e.run = t.run"
    " WHERE e.title = ? AND e.engine = ? ORDER BY t.holder, t.question"
)


def latest(rows: Iterable[Row], before: str = "", known: str = "", pack: str = "") -> tuple[Edition, ...]:
    """Editions out of rows of EDITIONS, by their last days: of each window the one that was made last.

    One that was made with the prompts of `pack` goes before others. A brief of days within the window of another one,
    such as a trial of a single article, is no edition of its own.

    `before` is the day before which its articles end; `known` the last time at which it may have been made. Both are
    ISO 8601, and empty where it does not matter.
    """
    by_window: dict[tuple[str, str], tuple[Edition, tuple[bool, int]]] = {}
    for *columns, own, place in rows:
        each = Edition(*columns)
        if (before and each.last >= before) or (known and each.made > known):
            continue
        window = (each.first, each.end or each.last)
        rank = (own == pack, place)
        if window not in by_window or by_window[window][1] < rank:
            by_window[window] = (each, rank)
    found = sorted((each for each, _ in by_window.values()), key=lambda each: (each.last, each.first, each.run))
    return tuple(each for each in found if not any(_within(each, other) for other in found))


def _within(one: Edition, other: Edition) -> bool:
    """Whether the days of one brief are some of the days that another one was asked for."""
    days, asked = (one.first, one.end or one.last), (other.first, other.end)
    return bool(other.end) and days != asked and other.first <= one.first and days[1] <= other.end


def keep(db: sqlite3.Connection, run: str, of: tuple[str, str, str], settings: Json, brief: Json) -> None:
    """Puts the rows of a run into the tables; what is there stays. `of` are title, engine, and when it was made."""
    articles = brief.get("articles") or ()
    title, engine, made = of
    days = sorted(str(each["published"]) for each in articles if each["published"])
    covered = [(run, each["id"], each["sha256"], each["name"], json.dumps(_metadata(each))) for each in articles]
    tracked = [(run, place, *row) for place, row in enumerate(_held(brief))]
    db.execute(
        "INSERT INTO editions (run, title, engine, label, first_day, end_day, last_day, held, made_at, inputs)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run) DO UPDATE SET inputs = excluded.inputs",
        (
            run,
            title,
            engine,
            str(brief.get("window", "")),
            settings.get("since") or next(iter(days), ""),
            settings.get("end", _end_of(settings, str(brief.get("window", "")))),
            settings.get("until", ""),
            len(brief.get("positions") or ()),
            made,
            settings.get("inputs", ""),
        ),
    )
    db.executemany(
        "INSERT INTO covered (run, id, sha256, name, metadata) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        covered,
    )
    db.executemany(
        "INSERT INTO tracked (run, place, holder, question, label, said) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        tracked,
    )


def fill(db: sqlite3.Connection) -> None:
    """Puts the rows of every run that is kept into the tables, one after the other.

    One that does not read stays in the list of runs and is in no series: it could not be compared with before either.
    """
    for (run,) in db.execute("SELECT id FROM runs ORDER BY place").fetchall():
        found = db.execute("SELECT title, engine, made_at, settings, brief FROM runs WHERE id = ?", (run,)).fetchone()
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            keep(db, run, found[:3], json.loads(found[3]), json.loads(found[4]))


def _end_of(settings: Json, window: str) -> str:
    """The last day of the window of a run of an earlier version, which kept it only as it is printed."""
    named = re.findall(r"\d{4}-\d\d-\d\d", window)
    return str(named[-1]) if named and settings.get("since") and not window.startswith("since") else ""


_KEPT = ("name", "title", "outlet", "url", "published", "dated_by", "updated")


def _metadata(article: Json) -> Json:
    """What a citation tells of its article; what is not story in it is no part of that."""
    _, _, twin = str(article["id"]).partition("-")
    return {key: article.get(key, "") for key in _KEPT} | {"twin": int(twin) - 1 if twin else 0}


def _held(brief: Json) -> Iterator[tuple[str, str, str, str]]:
    """Holder, question, label and the rest of each position, under every question that it answers."""
    positions = {each["id"]: each for each in brief.get("positions") or ()}
    placed: set[str] = set()
    for issue in brief.get("issues") or ():
        # what one holder or source is told to say at two times is no side that it takes
        for side in issue["sides"] if issue.get("kind") not in (TURN, REPORT) else ():
            for position in (positions[each] for each in side["positions"] if each in positions):
                placed.add(position["id"])
                yield from _rows(position, issue["question"], side["label"])
    for position in (each for id_, each in positions.items() if id_ not in placed):
        yield from _rows(position, OTHER, "")


def _rows(position: Json, question: str, label: str) -> Iterator[tuple[str, str, str, str]]:
    said = json.dumps(_told(position), ensure_ascii=False)
    yield from ((holder, question, label, said) for holder in position["holders"])


def _told(position: Json) -> Json:
    cited = [[each[key] for key in ("article", "start", "end", "paragraph", "match")] for each in position["citations"]]
    told = {key: position[key] for key in ("id", "holders", "statement")} | {"citations": cited}
    return told | ({"reasons": position["reasons"]} if position.get("reasons") else {})


def positions(rows: Sequence[Row], articles: Mapping[tuple[str, str], Article]) -> Iterator[tuple[str, Earlier]]:
    """What rows of TRACKED or FOLLOWED say, each with its run; `articles` by run and id.

    A position of several holders, which has a row for each of them, comes once for each question.
    """
    known: set[tuple[str, str, str]] = set()
    for run, question, label, text in rows:
        said = json.loads(text)
        key = (run, question, said["id"])
        if key not in known:
            known.add(key)
            cited = tuple(
                Citation(articles[run, article], start, end, paragraph, Match(match))
                for article, start, end, paragraph, match in said["citations"]
            )
            whole = (said["id"], tuple(said["holders"]), said["statement"], question, label, cited)
            yield run, Earlier(*whole, tuple(said.get("reasons", ())))
