"""What is SQLite's own: opening a file, transactions, and what its errors mean to the person."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefer.errors import BrieferError

MEMORY = ":memory:"
FOLDER = ".briefer"
"""A folder of this name is the store's own, and hidden from git."""
ELSEWHERE = f"--store PATH keeps replies and runs elsewhere, --store {MEMORY} keeps none"
BUSY_SECONDS = 10.0
"""How long to wait while another process writes."""
DIALECT = {"bytes": "BLOB", "strict": " STRICT" if sqlite3.sqlite_version_info >= (3, 37) else ""}
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
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


@contextmanager
def said(where: str) -> Iterator[None]:
    """Whatever the database does wrong becomes a BrieferError here."""
    try:
        yield
    except sqlite3.Error as error:
        message, hint = _plainly(error)
        raise BrieferError(message.format(where=where, error=error), hint) from error


@contextmanager
def decoding(where: str) -> Iterator[None]:
    """A row that does not read as what was written is damage, too."""
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        message, hint = _DAMAGED
        raise BrieferError(message.format(where=where, error=error), hint) from error


def _plainly(error: sqlite3.Error) -> tuple[str, str]:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says in which call
    return _SAID.get(primary, ("cannot use {where}: {error}", "move it away if that stays so"))


def connect(path: str) -> sqlite3.Connection:
    """An open database, made with its folder where there is none."""
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
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing of what is written in it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite ends it by itself when the disk is full
            db.execute("ROLLBACK")
        raise
