"""The folder that articles are collected in, and what is known about it. Several processes may use one.

What was asked, and when, stands in `.collected.db` in the folder. An article's file has its name before its row says
that it is there, and its table in `articles.toml` before that, so that a process killed at any moment leaves nothing
broken: what was not finished is fetched again, under the same name.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefer.errors import BrieferError
from briefer.folders import TABLE
from briefer.markup import clean

STATE = ".collected.db"
_CLAIM = 900.0
"""Seconds after which an article that somebody began to fetch may be fetched by another."""
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS articles (
        key TEXT PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, at REAL NOT NULL);
    CREATE TABLE IF NOT EXISTS sources (url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS hosts (origin TEXT PRIMARY KEY, free REAL NOT NULL);
"""


class Shelf:
    """Raises BrieferError where the folder cannot be used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with self._said():
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / STATE, timeout=60.0, isolation_level=None)
            self._db.executescript(_SCHEMA)

    def close(self) -> None:
        self._db.close()

    def claim(self, key: str) -> bool:
        """Whether an article is to be fetched now, by us: nobody has it, and nobody is about to have it."""
        with self._alone():
            row = self._db.execute("SELECT file, at FROM articles WHERE key = ?", (key,)).fetchone()
            if row and (row[0] or time.time() - row[1] < _CLAIM):
                return False
            self._db.execute("INSERT OR REPLACE INTO articles VALUES (?, '', '', ?)", (key, time.time()))
            return True

    def release(self, key: str) -> None:
        """An article that was claimed was not fetched."""
        with self._alone():
            self._db.execute("DELETE FROM articles WHERE key = ? AND file = ''", (key,))

    def keep(self, key: str, name: str, body: bytes, stated: dict[str, str]) -> str:
        """Keep what was fetched under a name, unless the folder holds the same already; the name of its file."""
        sha256 = hashlib.sha256(body).hexdigest()
        with self._alone():
            row = self._db.execute("SELECT file FROM articles WHERE sha256 = ? AND file != ''", (sha256,)).fetchone()
            same = bool(row) and (self.folder / row[0]).is_file()
            file = str(row[0]) if same else name
            if not same:
                self._write(file, body)
                self._state(file, stated)
            self._db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)", (key, file, sha256, time.time()))
        return file

    def validators(self, url: str) -> dict[str, str]:
        """The headers that ask for a source only if it has changed."""
        with self._said():
            row = self._db.execute("SELECT etag, modified FROM sources WHERE url = ?", (url,)).fetchone() or ("", "")
        return {name: value for name, value in zip(("If-None-Match", "If-Modified-Since"), row, strict=True) if value}

    def seen(self, url: str, etag: str, modified: str) -> None:
        """All of a source's articles are here: it need not be sent again until it changes."""
        with self._alone():
            self._db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", (url, etag[:500], modified[:100]))

    def turn(self, origin: str, delay: float) -> float:
        """Takes the next turn at a host: how many seconds it is away."""
        with self._alone():
            row = self._db.execute("SELECT free FROM hosts WHERE origin = ?", (origin,)).fetchone()
            now = time.time()
            begins = max(now, min(row[0], now + 3600)) if row else now
            self._db.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (origin, begins + delay))
            return begins - now

    def _write(self, name: str, body: bytes) -> None:
        handle, staged = tempfile.mkstemp(prefix=".", suffix=".part", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            Path(staged).replace(self.folder / name)
        except BaseException:
            Path(staged).unlink(missing_ok=True)
            raise

    def _state(self, name: str, stated: dict[str, str]) -> None:
        """Adds what is known about a file to the table of the folder, once, and leaves all else in it as it is."""
        table = self.folder / TABLE
        text = table.read_text(encoding="utf-8-sig") if table.is_file() else ""
        try:
            known = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            hint = "mend it; briefer adds to it and changes nothing in it"
            raise BrieferError(f"{table} is not TOML: {' '.join(str(error).split())}", hint) from error
        if name in known:
            return
        lines = [f"[{_string(name)}]", *(f"{key} = {_string(value)}" for key, value in stated.items() if value)]
        self._write(
            TABLE, (text + ("\n" if text.endswith("\n") or not text else "\n\n") + "\n".join(lines) + "\n").encode()
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._said():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            what = error.strerror if isinstance(error, OSError) and error.strerror else error
            raise BrieferError(
                f"cannot collect into {self.folder}: {what}", "may you write there, is the disk full?"
            ) from error


def _string(value: str) -> str:
    """A text as a basic string of TOML."""
    return json.dumps(clean(value), ensure_ascii=False).replace("\x7f", "")
