"""Replies and runs, kept in a database that is opened by URL: what was paid for once is never asked again.

Values go in and come out; no other module sees a connection, a row or a database error. Whatever goes wrong with the
file raises one BrieferError that says what to do. The SQL is portable; what is SQLite's own stands at the end.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from briefer.errors import BrieferError
from briefer.model import Article, Furniture, Job, Json, Problem, Reply, Usage

MIGRATIONS = (
    """
    CREATE TABLE replies (
        key TEXT NOT NULL PRIMARY KEY, task TEXT NOT NULL, answer TEXT NOT NULL, usage TEXT NOT NULL,
        problems TEXT NOT NULL, identity TEXT NOT NULL, asked_at TEXT NOT NULL){strict};
    CREATE TABLE articles (sha256 TEXT NOT NULL PRIMARY KEY, text {bytes} NOT NULL){strict};
    CREATE TABLE runs (
        id TEXT NOT NULL PRIMARY KEY, place INTEGER NOT NULL, made_at TEXT NOT NULL, title TEXT NOT NULL,
        engine TEXT NOT NULL, model TEXT NOT NULL, pack TEXT NOT NULL, article_count INTEGER NOT NULL,
        settings TEXT NOT NULL, brief TEXT NOT NULL, articles TEXT NOT NULL){strict}
    """,
    "CREATE TABLE endpoints (identity TEXT NOT NULL PRIMARY KEY, learned TEXT NOT NULL){strict}",
)
"""Migration n is MIGRATIONS[n - 1]. Only ever add to the end: databases out there have run the earlier ones."""

MEMORY = ":memory:"
FOLDER = ".briefer"
"""A folder of this name is the store's own, and hidden from git."""
ELSEWHERE = f"--store PATH keeps replies and runs elsewhere, --store {MEMORY} keeps none"
BUSY_SECONDS = 10.0
"""How long to wait while another process writes."""

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


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a list of runs shows of each; `articles` counts them."""

    id: str
    made_at: str
    title: str
    engine: str
    model: str
    pack: str
    articles: int


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
    with _said(where):
        db = _connect(path)
        try:
            _migrate(db, where)
        except BaseException:
            db.close()
            raise
    return Store(db, where)


def nowhere() -> Store:
    """A store that is gone when it is closed, for `extract` and tests."""
    return open_store(f"sqlite:///{MEMORY}")


class Store:
    """Keeps replies and runs. Any thread may use it, and any number of processes the same file."""

    def __init__(self, db: sqlite3.Connection, where: str) -> None:
        self._db = db
        self._lock = Lock()
        self.where = where

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        with self._lock, _said(self.where):
            self._db.close()

    def reply(self, key: str) -> Reply | None:
        """The kept reply to the job with this key; None when there is none."""
        rows = self._rows("SELECT answer, usage, problems FROM replies WHERE key = ?", key)
        if not rows:
            return None
        with _decoding(self.where):
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

    def learned(self, identity: Json) -> Json:
        """What was kept about the endpoint of an engine with this identity; {} for nothing."""
        rows = self._rows("SELECT learned FROM endpoints WHERE identity = ?", _canonical(identity))
        with _decoding(self.where):
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
        columns = [json.dumps(value) for value in (run.settings, run.brief, metadata)]
        with self._writing() as db:
            db.executemany(
                "INSERT INTO articles (sha256, text) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
                [(article.sha256, article.text.encode(*_UTF8)) for article in run.articles],
            )
            db.execute(
                "INSERT INTO runs (id, place, made_at, title, engine, model, pack, article_count, settings, brief,"
                " articles) VALUES (?, (SELECT COALESCE(MAX(place), 0) + 1 FROM runs), ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE"
                " SET place = excluded.place, made_at = excluded.made_at, settings = excluded.settings",
                (*summary, *columns),
            )

    def run(self, wanted: str = "") -> Run:
        """The run whose id is or begins with `wanted`; the latest when that is empty.

        Raises BrieferError when there is none, or more than one.
        """
        rows = self._rows(
            "SELECT id, made_at, title, engine, model, pack, settings, brief, articles FROM runs WHERE id = ?",
            self._full_id(wanted),
        )
        with _decoding(self.where):
            run_id, made_at, title, engine, model, pack, *documents = rows[0]
            settings, brief, metadata = (json.loads(document) for document in documents)
            articles = tuple(self._article(one) for one in metadata)
            return Run(run_id, made_at, title, engine, model, pack, settings, brief, articles)

    def before(self, title: str, engine: str, day: str) -> Run | None:
        """Of the runs of this title and engine whose articles end before `day` the one that ends last; None for none.

        Of several that end on the same day it is the latest.
        """
        rows = self._rows(
            "SELECT id, settings FROM runs WHERE title = ? AND engine = ? ORDER BY place DESC", title, engine
        )
        with _decoding(self.where):
            ends = [(json.loads(settings).get("until", ""), run) for run, settings in rows]
        earlier = [each for each in ends if each[0] and each[0] < day]
        return self.run(max(earlier, key=lambda each: each[0])[1]) if earlier else None

    def series(self, title: str, engine: str, day: str) -> Iterator[tuple[Json, tuple[Json, ...]]]:
        """Of each run of this title and engine whose articles end before `day`: settings, and articles without text."""
        rows = self._rows("SELECT id, settings FROM runs WHERE title = ? AND engine = ? ORDER BY place", title, engine)
        for run, text in rows:
            with _decoding(self.where):
                settings: Json = json.loads(text)
                if "" < settings.get("until", "") < day:
                    stored = self._rows("SELECT articles FROM runs WHERE id = ?", run)
                    yield settings, tuple(json.loads(stored[0][0]))

    def made_of(self, inputs: str) -> tuple[str, Json] | None:
        """Id and brief of the run whose settings name these inputs, which becomes the latest; None for none."""
        rows = self._rows("SELECT id, brief FROM runs WHERE settings LIKE ?", f'%"inputs": "{inputs}"%')
        if not rows:
            return None
        with self._writing() as db:
            db.execute("UPDATE runs SET place = (SELECT MAX(place) + 1 FROM runs) WHERE id = ?", (rows[0][0],))
        with _decoding(self.where):
            return rows[0][0], json.loads(rows[0][1])

    def runs(self) -> tuple[RunSummary, ...]:
        """Every run, the latest first."""
        rows = self._rows(
            "SELECT id, made_at, title, engine, model, pack, article_count FROM runs ORDER BY place DESC, id"
        )
        return tuple(RunSummary(*row) for row in rows)

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
        text = self._rows("SELECT text FROM articles WHERE sha256 = ?", sha256)[0][0].decode(*_UTF8)
        furniture = tuple(Furniture(*one) for one in metadata.pop("furniture"))
        pages = tuple((start, number) for start, number in metadata.pop("pages", ()))
        return Article(text=text, furniture=furniture, pages=pages, **metadata)

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock, _said(self.where):
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _said(self.where), _transaction(self._db):
            yield self._db


def _canonical(value: Json) -> str:
    return json.dumps(value, sort_keys=True)


def _metadata(article: Article) -> dict[str, Any]:
    """All of an article but its text, as JSON takes it."""
    kept = {field.name: getattr(article, field.name) for field in fields(article) if field.name != "text"}
    return kept | {"sha256": article.sha256, "furniture": [astuple(one) for one in article.furniture]}


@contextmanager
def _said(where: str) -> Iterator[None]:
    """Whatever the database does wrong becomes a BrieferError here."""
    try:
        yield
    except sqlite3.Error as error:
        message, hint = _plainly(error)
        raise BrieferError(message.format(where=where, error=error), hint) from error


@contextmanager
def _decoding(where: str) -> Iterator[None]:
    """A row that does not read as what was written is damage, too."""
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        message, hint = _DAMAGED
        raise BrieferError(message.format(where=where, error=error), hint) from error


def _migrate(db: sqlite3.Connection, where: str) -> None:
    done = _version(db)
    if done == len(MIGRATIONS):
        return
    with _transaction(db):
        done = _version(db)  # again: another process may have been quicker
        if done < 0:
            raise BrieferError(f"{where} is a database of another program", f"move it away, or {ELSEWHERE}")
        if done > len(MIGRATIONS):
            raise BrieferError(f"{where} was made by a newer briefer", "update briefer: pip install -U briefer")
        if not done:
            db.execute("CREATE TABLE migrations (number INTEGER NOT NULL PRIMARY KEY)" + _DIALECT["strict"])
        for number, migration in enumerate(MIGRATIONS[done:], done + 1):
            for statement in migration.format(**_DIALECT).split(";"):
                db.execute(statement)
            db.execute("INSERT INTO migrations (number) VALUES (?)", (number,))


def _version(db: sqlite3.Connection) -> int:
    """The number of the last migration run; 0 in an empty database, -1 in one that is not ours."""
    tables = {name for (name,) in db.execute(_TABLES)}
    if "migrations" not in tables:
        return -1 if tables else 0
    return int(db.execute("SELECT COALESCE(MAX(number), 0) FROM migrations").fetchone()[0])


# --- SQLite's own -----------------------------------------------------------------------------------------------------

_DIALECT = {"bytes": "BLOB", "strict": " STRICT" if sqlite3.sqlite_version_info >= (3, 37) else ""}
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_DAMAGED = ("{where} is damaged: {error}", "move it away; a new one is made, and replies are asked again")
_PERMISSIONS = f"look at the permissions of the file and its folder, or {ELSEWHERE}"
_AGAIN = "then run again: what is kept is not asked again"
_SAID = {
    sqlite3.SQLITE_BUSY: ("{where} is locked by another program", f"wait until it is done, {_AGAIN}"),
    sqlite3.SQLITE_CANTOPEN: ("cannot open {where}", f"may you write to its folder? {ELSEWHERE}"),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: ("the disk is full; {where} cannot be written", f"free some space, {_AGAIN}"),
    sqlite3.SQLITE_IOERR: ("the disk does not take or give {where}: {error}", f"look at the disk, {_AGAIN}"),
    sqlite3.SQLITE_NOTADB: ("{where} is not a database", f"move it away, or {ELSEWHERE}"),
    sqlite3.SQLITE_PERM: ("you may not use {where}", _PERMISSIONS),
    sqlite3.SQLITE_READONLY: ("{where} cannot be written", _PERMISSIONS),
}
_SAID[sqlite3.SQLITE_LOCKED] = _SAID[sqlite3.SQLITE_BUSY]


def _plainly(error: sqlite3.Error) -> tuple[str, str]:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says in which call
    return _SAID.get(primary, ("cannot use {where}: {error}", "move it away if that stays so"))


def _connect(path: str) -> sqlite3.Connection:
    if path != MEMORY:
        _make_folder(Path(path).parent)
    # isolation_level None: transactions begin where this module says so, not where the driver guesses
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _patiently(lambda: db.execute("PRAGMA journal_mode = WAL").fetchone())
        db.execute("PRAGMA synchronous = FULL")  # in WAL, NORMAL may lose the last commits with the power
    except BaseException:
        db.close()
        raise
    return db


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.name == FOLDER:
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise BrieferError(f"cannot make the folder {folder}: {error.strerror}", ELSEWHERE) from error


def _patiently(attempt: Callable[[], object]) -> None:
    """Two processes that turn a new database to WAL at once get BUSY at once, whatever the time-out."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            attempt()
        except sqlite3.OperationalError as error:
            if _plainly(error) != _SAID[sqlite3.SQLITE_BUSY] or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite ends it by itself when the disk is full
            db.execute("ROLLBACK")
        raise
