"""Which articles a brief is made of: those of the paths that fall into the window. Shared by the commands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from briefer import readers, window
from briefer.cli.border import warn
from briefer.errors import BrieferError
from briefer.model import Article, Problem
from briefer.window import Window


class Gathered(NamedTuple):
    """The articles of the window, all that were read, and what the brief is to say of reading them."""

    articles: tuple[Article, ...]
    read: tuple[Article, ...]
    problems: tuple[Problem, ...]


def gather(paths: list[Path], span: Window, written: Iterable[Path] = (), undated_too: bool = False) -> Gathered:
    """What a brief of these paths and this window is made of. Raises BrieferError without any article."""
    read, found = readers.read(paths, written)
    problems = tuple(each for each in found if each.code != readers.OWN)
    warn(each for each in found if each.code == readers.OWN)
    articles, undated = window.select(read, span, undated_too)
    if articles:
        doubts = window.doubts(read, span, datetime.now(UTC).date())
        return Gathered(window.in_order(articles), read, (*problems, *undated, *doubts))
    warn(each for each in problems if each.code != "folder-empty")  # that one is the error itself
    if span.open:
        where = ", ".join(map(str, paths[:3])) + (", …" if len(paths) > 3 else "")
        raise BrieferError(f"there is no article in {where}", f"briefer reads {', '.join(sorted(readers.suffixes()))}")
    undated_note = (
        f"; {len(undated)} undated, date them in an articles.toml or add --undated include" if undated else ""
    )
    raise BrieferError(f"no article of {len(read)} is in the window {span.label}{undated_note}", "choose another one")
