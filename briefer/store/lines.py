"""The SQL of what was printed of an article, kept with the replies that it was made of.

A line is found again only while each of these replies stands in the store, and says what it said.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Rows = Callable[..., list[tuple[Any, ...]]]
"""Asks a query with its values."""

_AT_ONCE = 500
"""Keys in one query; SQLite takes at least 999 values."""
_LINES = "SELECT key, line, replies, digest FROM lines WHERE key IN ({})"
_REPLIES = "SELECT key, answer, problems FROM replies WHERE key IN ({})"


@dataclass(frozen=True, slots=True)
class Line:
    """What was printed of one article, under the key of all that it depends on; `replies` are the keys of those."""

    key: str
    text: str
    replies: tuple[str, ...]


def keep(db: sqlite3.Connection, program: str, lines: Iterable[Line]) -> None:
    """Keep lines, and drop those of other programs: they are never asked for again."""
    made = tuple(lines)

    def rows(query: str, *values: object) -> list[tuple[Any, ...]]:
        return db.execute(query, values).fetchall()

    replies = _said(rows, [key for line in made for key in line.replies])
    db.execute("DELETE FROM lines WHERE program <> ?", (program,))
    db.executemany(
        "INSERT INTO lines (key, program, line, replies, digest) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET line = excluded.line, replies = excluded.replies, digest = excluded.digest",
        [
            (each.key, program, each.text, json.dumps(each.replies), _digest(each.replies, replies))
            for each in made
            if all(key in replies for key in each.replies)
        ],
    )


def known(rows: Rows, keys: Sequence[str]) -> dict[str, str]:
    """The lines that are there for some keys, but those whose replies have gone or changed."""
    found = [(key, line, json.loads(made_of), digest) for key, line, made_of, digest in _in(rows, _LINES, keys)]
    replies = _said(rows, [key for _, _, made_of, _ in found for key in made_of])
    return {
        key: line
        for key, line, made_of, digest in found
        if all(each in replies for each in made_of) and _digest(made_of, replies) == digest
    }


def _said(rows: Rows, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    return {key: (answer, problems) for key, answer, problems in _in(rows, _REPLIES, keys)}


def _in(rows: Rows, query: str, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        yield from rows(query.format(", ".join("?" * len(some))), *some)


def _digest(keys: Iterable[str], replies: dict[str, tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps([[key, *replies[key]] for key in keys]).encode()).hexdigest()
