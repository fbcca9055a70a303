"""The tables of the store, as numbered migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from briefer.errors import BrieferError
from briefer.store import series
from briefer.store.sqlite import DIALECT, ELSEWHERE, TABLES, transaction

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
    """
    CREATE TABLE editions (
        run TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, engine TEXT NOT NULL, label TEXT NOT NULL,
        first_day TEXT NOT NULL, end_day TEXT NOT NULL, last_day TEXT NOT NULL, held INTEGER NOT NULL,
        made_at TEXT NOT NULL, inputs TEXT NOT NULL){strict};
    CREATE INDEX editions_of_series ON editions (title, engine, last_day);
    CREATE INDEX editions_by_inputs ON editions (inputs);
    CREATE TABLE covered (
        run TEXT NOT NULL, id TEXT NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL, metadata TEXT NOT NULL,
        PRIMARY KEY (run, id)){strict};
    CREATE INDEX covered_by_text ON covered (sha256);
    CREATE INDEX covered_by_name ON covered (name);
    CREATE TABLE tracked (
        run TEXT NOT NULL, place INTEGER NOT NULL, holder TEXT NOT NULL, question TEXT NOT NULL,
        label TEXT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (run, place)){strict};
    CREATE INDEX tracked_by_question ON tracked (question, holder, run);
    CREATE INDEX tracked_by_holder ON tracked (holder)
    """,
    """
    CREATE TABLE decisions (
        id TEXT NOT NULL PRIMARY KEY, place INTEGER NOT NULL, made_at TEXT NOT NULL, decision TEXT NOT NULL){strict}
    """,
    """
    CREATE TABLE lines (
        key TEXT NOT NULL PRIMARY KEY, program TEXT NOT NULL, line TEXT NOT NULL, replies TEXT NOT NULL,
        digest TEXT NOT NULL){strict}
    """,
)
"""Migration n is MIGRATIONS[n - 1]. Only ever add to the end: databases out there have run the earlier ones."""

FILLS: Mapping[int, Callable[[sqlite3.Connection], None]] = {3: series.fill}
"""What a migration puts into its tables of what is there already, by its number."""


def migrate(db: sqlite3.Connection, where: str) -> None:
    """Brings a database up to date in one transaction. Raises BrieferError for one that is not ours, or newer."""
    done = _version(db)
    if done == len(MIGRATIONS):
        return
    with transaction(db):
        done = _version(db)  # again: another process may have been quicker
        if done < 0:
            raise BrieferError(f"{where} is a database of another program", f"move it away, or {ELSEWHERE}")
        if done > len(MIGRATIONS):
            raise BrieferError(f"{where} was made by a newer briefer", "update briefer: pip install -U briefer")
        if not done:
            db.execute("CREATE TABLE migrations (number INTEGER NOT NULL PRIMARY KEY)" + DIALECT["strict"])
        for number, migration in enumerate(MIGRATIONS[done:], done + 1):
            for statement in migration.format(**DIALECT).split(";"):
                db.execute(statement)
            if number in FILLS:
                FILLS[number](db)
            db.execute("INSERT INTO migrations (number) VALUES (?)", (number,))


def _version(db: sqlite3.Connection) -> int:
    """The number of the last migration run; 0 in an empty database, -1 in one that is not ours."""
    tables = {name for (name,) in db.execute(TABLES)}
    if "migrations" not in tables:
        return -1 if tables else 0
    return int(db.execute("SELECT COALESCE(MAX(number), 0) FROM migrations").fetchone()[0])
