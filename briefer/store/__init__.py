"""Replies, runs and decisions, kept in a database that is opened by URL: what was paid for once is never asked again.

Values go in and come out; no other module sees a connection, a row or a database error. Whatever goes wrong with the
file raises one BrieferError that says what to do. The SQL is portable; what is SQLite's own stands in `sqlite.py`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, fields
from datetime import UTC, datetime
from threading import Lock
from types import TracebackType
from typing import Any, Self

from briefer.errors import BrieferError
from briefer.model import Article, Decision, Earlier, Edition, Field, Furniture, Job, Json, Place, Problem, Reply, Usage
from briefer.store import lines, series
from briefer.store.schema import migrate
from briefer.store.sqlite import ELSEWHERE, FOLDER, MEMORY, connect, decoding, said, transaction

__all__ = ["ELSEWHERE", "FOLDER", "MEMORY", "Run", "RunSummary", "Store", "nowhere", "open_store"]

_UTF8 = ("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Run:
    """One generation, with all that it takes to rebuild or explain it.

    `id` is a hash of the content, given by the caller. `made_at` is ISO 8601 with its offset. `settings` is what was
    asked for and `brief` the whole brief.json; both are JSON objects.
    """

    id: str
    made_at: str
    title: str
    engine: str
    model: str
    pack: str
    settings: Json
    brief: Json
    articles: tuple[Article, ...]
    beside: tuple[Article, ...] = ()
    """Corrected articles that lay beside them, of which only what they withdraw is told."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a list of runs shows of each: `articles` counts them, `regenerated` is the run it was made again of."""

    id: str
    made_at: str
    title: str
    engine: str
    model: str
    pack: str
    articles: int
    regenerated: str = ""
    window: str = ""
    """The days as the brief prints them."""


def open_store(url: str) -> Store:
    """The store at `url`: `sqlite:///path/to.db`, relative to the working folder or, with four slashes, absolute.

    Makes the database, and the folders around it, when they are not there. Raises BrieferError when the URL
    is of another kind, or the database is unusable or newer than this program.
    """
    scheme, _, path = url.partition(":///")
    if scheme != "sqlite" or not path:
        # the URL itself stays out of the message: one of another kind may hold a password
        raise BrieferError(f"no store of kind {url.partition(':')[0]!r}", "give sqlite:///PATH")
    where = "the store in memory" if path == MEMORY else path
    with said(where):
        db = connect(path)
        try:
            migrate(db, where)
        except BaseException:
            db.close()
            raise
    return Store(db, where)


def nowhere() -> Store:
    """A store that is gone when it is closed, for `extract` and tests."""
    return open_store(f"sqlite:///{MEMORY}")


class Store:
    """Keeps replies, runs and decisions. Any thread may use it, and any number of processes the same file."""

    def __init__(self, db: sqlite3.Connection, where: str) -> None:
        self._db = db
        self._lock = Lock()
        self.where = where

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        with self._lock, said(self.where):
            self._db.close()

    def reply(self, key: str) -> Reply | None:
        """The kept reply to the job with this key; None when there is none."""
        rows = self._rows("SELECT answer, usage, problems FROM replies WHERE key = ?", key)
        if not rows:
            return None
        with decoding(self.where):
            answer, usage, problems = (json.loads(column) for column in rows[0])
            return Reply(key, answer, Usage(**usage), tuple(Problem(**problem) for problem in problems))

    def keep(self, job: Job, reply: Reply) -> None:
        """Keep a reply; it is on the disk when this returns. Of two replies to one job the first stays.

        Raises BrieferError when it cannot be kept.
        """
        problems = [asdict(problem) for problem in reply.problems]
        columns = [json.dumps(value) for value in (reply.answer, asdict(reply.usage), problems, job.identity)]
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._writing() as db:
            db.execute(
                "INSERT INTO replies (key, task, answer, usage, problems, identity, asked_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                (job.key, job.task, *columns, now),
            )

    def forget(self, key: str) -> None:
        """Drop the reply to the job with this key: one that left its question open, with nothing that could follow."""
        with self._writing() as db:
            db.execute("DELETE FROM replies WHERE key = ?", (key,))

    def printed(self, keys: Sequence[str]) -> dict[str, str]:
        """What was printed under some keys, where the replies that it was made of are still the same."""
        with decoding(self.where):
            return lines.known(self._rows, keys)

    def keep_printed(self, program: str, made: Iterable[lines.Line]) -> None:
        """Keep what a program printed, and drop what others did."""
        with self._writing() as db:
            lines.keep(db, program, made)

    def learned(self, identity: Json) -> Json:
        """What was kept about the endpoint of an engine with this identity; {} for nothing."""
        rows = self._rows("SELECT learned FROM endpoints WHERE identity = ?", _canonical(identity))
        with decoding(self.where):
            return dict(json.loads(rows[0][0])) if rows else {}

    def keep_learned(self, identity: Json, learned: Json) -> None:
        """Keep it in the place of what was there."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO endpoints (identity, learned) VALUES (?, ?)"
                " ON CONFLICT (identity) DO UPDATE SET learned = excluded.learned",
                (_canonical(identity), json.dumps(learned)),
            )

    def keep_run(self, run: Run) -> None:
        """Keep a run and the texts of its articles, each text once. Kept again, a run becomes the latest."""
        summary = (run.id, run.made_at, run.title, run.engine, run.model, run.pack, len(run.articles))
        metadata = [_metadata(article) for article in run.articles]
        beside = {"beside": [_metadata(article) for article in run.beside]} if run.beside else {}
        columns = [json.dumps(value) for value in ({**run.settings, **beside}, run.brief, metadata)]
        with self._writing() as db:
            db.executemany(
                "INSERT INTO articles (sha256, text) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
                [(article.sha256, article.text.encode(*_UTF8)) for article in (*run.articles, *run.beside)],
            )
            db.execute(
                "INSERT INTO runs (id, place, made_at, title, engine, model, pack, article_count, settings, brief,"
                " articles) VALUES (?, (SELECT COALESCE(MAX(place), 0) + 1 FROM runs), ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE"
                " SET place = excluded.place, made_at = excluded.made_at, settings = excluded.settings",
                (*summary, *columns),
            )
            series.keep(db, run.id, (run.title, run.engine, run.made_at), run.settings, run.brief)

    def run(self, wanted: str = "") -> Run:
        """The run whose id is or begins with `wanted`; the latest when that is empty.

        Raises BrieferError when there is none, or more than one.
        """
        rows = self._rows(
            "SELECT id, made_at, title, engine, model, pack, settings, brief, articles FROM runs WHERE id = ?",
            self._full_id(wanted),
        )
        with decoding(self.where):
            run_id, made_at, title, engine, model, pack, *documents = rows[0]
            settings, brief, metadata = (json.loads(document) for document in documents)
            articles = tuple(self._article(one) for one in metadata)
            beside = tuple(self._article(one) for one in settings.pop("beside", ()))
            return Run(run_id, made_at, title, engine, model, pack, settings, brief, articles, beside)

    def editions(
        self, title: str, engine: str, before: str = "", known: str = "", pack: str = ""
    ) -> tuple[Edition, ...]:
        """The briefs of this title and engine in the order of their days: `series.latest` says which of each window.

        Only those whose articles end before the day `before` and that were first made by the time `known`, where these
        are given.
        """
        return series.latest(self._rows(series.EDITIONS, title, engine), before, known, pack)

    def made(self, run: str) -> str:
        """When a run was first made, in ISO 8601."""
        with decoding(self.where):
            return str(self._rows("SELECT made_at FROM editions WHERE run = ?", run)[0][0])

    def positions(self, run: str) -> tuple[Earlier, ...]:
        """What a run's brief holds, under each question that it answers; none for a run that is not there."""
        rows = self._rows(series.TRACKED, run)
        return tuple(each for _, each in self._told(rows))

    def followed(self, title: str, engine: str, wanted: Iterable[tuple[str, str]]) -> tuple[tuple[str, Earlier], ...]:
        """What each holder held on a question in all briefs of the series, each with its run; `wanted` are pairs."""
        return self._told(
            [row for holder, question in wanted for row in self._rows(series.FOLLOWED, question, holder, title, engine)]
        )

    def held(self, title: str, engine: str) -> tuple[tuple[str, str], ...]:
        """Who held anything on which question in any brief of the series, in the order of the alphabet."""
        return tuple((holder, question) for holder, question in self._rows(series.HOLDERS, title, engine))

    def covered(self, runs: Sequence[str], articles: Iterable[Article]) -> tuple[frozenset[str], frozenset[str]]:
        """Of some articles the hashes, and the names, that a brief of one of these runs was made of."""
        given, among = tuple(articles), set(runs)
        found = []
        for column, values in (("sha256", {each.sha256 for each in given}), ("name", {each.name for each in given})):
            query = f"SELECT run FROM covered WHERE {column} = ?"  # noqa: S608 - one of two names above
            hits = (each for each in values if any(run in among for (run,) in self._rows(query, each)))
            found.append(frozenset(hits))
        return found[0], found[1]

    def made_of(self, inputs: str, made_at: str) -> tuple[str, Json] | None:
        """Id and brief of the run whose settings name these inputs, which becomes the latest, of now; None for none."""
        rows = self._rows(
            "SELECT r.id, r.brief FROM runs r JOIN editions e ON e.run = r.id WHERE e.inputs = ? AND e.inputs <> ''",
            inputs,
        )
        if not rows:
            return None
        with self._writing() as db:
            db.execute(
                "UPDATE runs SET place = (SELECT MAX(place) + 1 FROM runs), made_at = ? WHERE id = ?",
                (made_at, rows[0][0]),
            )
        with decoding(self.where):
            return rows[0][0], json.loads(rows[0][1])

    def runs(self) -> tuple[RunSummary, ...]:
        """Every run, the latest first."""
        rows = self._rows(
            "SELECT id, made_at, title, engine, model, pack, article_count, settings FROM runs ORDER BY place DESC, id"
        )
        with decoding(self.where):
            settings = [json.loads(row[7]) for row in rows]
            return tuple(
                RunSummary(*(*row[:7], each.get("regenerated", ""), each.get("window", "")))
                for row, each in zip(rows, settings, strict=True)
            )

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Keep decisions; they are on the disk when this returns, all or none. How many of them were not known yet.

        Nothing is ever changed or deleted: a decision is undone by a later one.
        """
        new = 0
        with self._writing() as db:
            for each in decisions:
                added = db.execute(
                    "INSERT INTO decisions (id, place, made_at, decision)"
                    " VALUES (?, (SELECT COALESCE(MAX(place), 0) + 1 FROM decisions), ?, ?)"
                    " ON CONFLICT (id) DO NOTHING",
                    (each.id, each.at, json.dumps(asdict(each))),
                )
                new += added.rowcount
        return new

    def decisions(self, after: int = 0) -> tuple[int, tuple[Decision, ...]]:
        """The decisions that were kept after the `after` first ones, in that order, and how many there are now."""
        rows = self._rows("SELECT place, decision FROM decisions WHERE place > ? ORDER BY place", after)
        with decoding(self.where):
            told = tuple(_decision(json.loads(text)) for _, text in rows)
        return (rows[-1][0] if rows else after), told

    def _full_id(self, wanted: str) -> str:
        query = "SELECT id FROM runs WHERE substr(id, 1, ?) = ? ORDER BY place DESC, id"
        ids = [row[0] for row in self._rows(query, len(wanted), wanted)]
        if not ids:
            asked = f"no run {wanted!r}" if wanted else "no run yet"
            raise BrieferError(f"{asked} in {self.where}", "`briefer runs` lists them, `briefer generate` makes one")
        if not wanted or wanted in ids or len(ids) == 1:
            return wanted if wanted in ids else ids[0]
        raise BrieferError(f"{len(ids)} runs begin with {wanted!r}", f"give more of one: {', '.join(ids[:5])}")

    def _article(self, metadata: dict[str, Any]) -> Article:
        sha256 = metadata.pop("sha256")
        furniture = tuple(Furniture(*one) for one in metadata.pop("furniture"))
        pages = tuple((start, number) for start, number in metadata.pop("pages", ()))
        return Article(text=self._text(sha256), furniture=furniture, pages=pages, **metadata)

    def _told(self, rows: Sequence[tuple[Any, ...]]) -> tuple[tuple[str, Earlier], ...]:
        """Earlier positions out of their rows, each text read once."""
        articles: dict[tuple[str, str], Article] = {}
        texts: dict[str, str] = {}
        with decoding(self.where):
            cited = {(row[0], each[0]) for row in rows for each in json.loads(row[-1])["citations"]}
            for run in dict.fromkeys(run for run, _ in cited):
                for id_, sha256, metadata in self._rows(series.COVERED, run):
                    if (run, id_) in cited:
                        if sha256 not in texts:
                            texts[sha256] = self._text(sha256)
                        articles[run, id_] = Article(text=texts[sha256], **json.loads(metadata))
            return tuple(series.positions(rows, articles))

    def _text(self, sha256: str) -> str:
        text: bytes = self._rows("SELECT text FROM articles WHERE sha256 = ?", sha256)[0][0]
        return text.decode(*_UTF8)

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock, said(self.where):
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, said(self.where), transaction(self._db):
            yield self._db


def _canonical(value: Json) -> str:
    return json.dumps(value, sort_keys=True)


def _decision(kept: dict[str, Any]) -> Decision:
    return Decision(**{**kept, "place": Place(**kept["place"]), "field": Field(kept["field"])})


def _metadata(article: Article) -> dict[str, Any]:
    """All of an article but its text, as JSON takes it."""
    kept = {field.name: getattr(article, field.name) for field in fields(article) if field.name != "text"}
    return kept | {"sha256": article.sha256, "furniture": [astuple(one) for one in article.furniture]}
