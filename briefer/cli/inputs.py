"""All that a brief depends on, as one key: where nothing of it has changed, the brief of an earlier run is this one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, astuple
from pathlib import Path

import briefer
from briefer.cli.intake import Gathered
from briefer.config import Config
from briefer.engines import Engine
from briefer.model import Article, Order

_CODE = (".py", ".toml", ".md")


def key(order: Order, given: Gathered, chosen: Config, engine: Engine, before: Sequence[str]) -> str:
    """SHA-256 over articles, order, engine, settings, the briefs `before` this one, and the program itself."""
    past = order.past
    whole = [
        program(),
        engine.identity,
        [order.title, order.window, order.focus, order.second_opinion, [asdict(each) for each in order.questions]],
        asdict(order.made),
        [[*before], past.between, sorted([each.name, each.sha256] for each in given.read)] if past else [],
        [article_facts(each) for each in given.articles],
        [list(astuple(each)) for each in given.problems],
        [sorted(each.id for each in order.decisions), order.comments],
        # how many questions go at once says how articles are cut for a model
        [chosen.settings.actors, chosen.workers, chosen.batch, chosen.second_engine, chosen.marking],
    ]
    canonical = json.dumps(whole, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def article_facts(article: Article) -> list[object]:
    """All that a brief may say of an article, its text by its hash."""
    marks = [list(astuple(each)) for each in article.furniture]
    stated = [article.title, article.outlet, article.url, article.published, article.dated_by, article.updated]
    return [article.name, article.sha256, article.twin, stated, marks, article.pages]


def program() -> list[object]:
    """The version, and which files it is made of: one that is being worked on is another program after each change."""
    root = Path(briefer.__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix in _CODE)
    return [briefer.__version__, [[str(path.relative_to(root)), *_state(path)] for path in files]]


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
