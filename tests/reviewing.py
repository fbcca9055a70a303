"""Decisions to test with, on positions that stand in articles of our own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from briefer.decisions import on_position
from briefer.model import Article, Brief, Decision, Field, Position
from briefer.pipeline import generate
from tests.desk import ORDER, article, desk

QUOTA = article(
    "Norway said on Tuesday that the fishing quota is fair.\n\nChile said that the fishing quota is unfair.\n\n"
    "Norway said that 12 ships had left the harbour.\n\nKenya warned that the harbour may close in winter.\n\n"
    'Japan\'s minister "spoke for an hour", according to Peru.',
    "quota.txt",
    published="2017-07-26",
    dated_by="text",
)
MISSILE = article(
    "Western powers said the missile was an intercontinental ballistic missile (ICBM).\n\n"
    "Russia said the missile was only medium-range.",
    "missile.txt",
    published="2017-07-26",
    dated_by="text",
)


def made(*articles: Article, decisions: Sequence[Decision] = (), comments: bool = False) -> Brief:
    """The brief of these articles by the embedded engine, with these decisions."""
    order = replace(ORDER, decisions=tuple(decisions), comments=comments)
    return generate(articles or (QUOTA,), (), order, desk())


def held(holder: str, brief: Brief, word: str = "") -> Position:
    """The first position of a holder, with a word in it where one is given."""
    return next(each for each in brief.positions if each.holder == holder and word in each.statement)


def decided(position: Position, value: str, field: Field = Field.VERDICT, by: str = "Ann", second: int = 0) -> Decision:
    """A decision on a position."""
    return Decision(on_position(position).place, field, value, by, f"2017-07-31T09:30:{second:02}.000Z")


@contextmanager
def served(*words: str) -> Iterator[subprocess.Popen[str]]:
    """`briefer review` as a process of its own in the working folder; killed at the end where it has not ended."""
    command = [sys.executable, "-m", "briefer", "review", "--no-browser", *words]
    root = str(Path(__file__).parents[1])
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root})
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=20)
        assert process.stderr
        process.stderr.close()
