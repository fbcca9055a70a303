"""Sets up who answers: engine, prompts, store and runner, from a configuration. Shared by the commands."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from briefer import __version__, config, packs, plugins
from briefer.actors import Table, table
from briefer.config import Config
from briefer.engines import Engine, Learner
from briefer.errors import BrieferError
from briefer.jobs import Asker, no_prompt
from briefer.model import Article, Json, Made
from briefer.packs import Pack
from briefer.pipeline import Desk, Reporter
from briefer.store import Run, Store


def settings(flags: Mapping[str, str]) -> Config:
    """The configuration of this run."""
    return config.load(Path.cwd(), os.environ, flags)


def names(actors: str) -> Table:
    """The actor table with the person's own laid over it. Raises BrieferError when that is malformed."""
    try:
        return table(actors)
    except ValueError as error:
        raise BrieferError(f"actors.toml: {error}", "the shipped table explains its format") from error


def made(chosen: Config, engine: Engine, pack: Pack) -> Made:
    """How this run's brief is made."""
    return Made(
        version=__version__,
        engine=chosen.engine,
        model=str(engine.identity.get("model", "")),
        pack=pack.name,
        pack_sha256=pack.sha256,
        pack_purpose=pack.purpose,
        pack_emphasis=pack.emphasis,
        pack_followed="" if engine.reads_prompts else pack.rules,
    )


def record(document: Json, articles: tuple[Article, ...], chosen: Config) -> Run:
    """The run to keep, under the hash of what its brief says: the same run again is the same one."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=True)
    how = document["made_with"]
    # the address stays out: it may hold a password
    settings = {"engine": chosen.engine, "model": chosen.settings.model}
    return Run(
        id=hashlib.sha256(canonical.encode()).hexdigest()[:10],
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        title=document["title"],
        engine=how["engine"],
        model=how["model"],
        pack=how["pack"],
        settings={**settings, "pack": chosen.pack, "window": document["window"]},
        brief=document,
        articles=articles,
    )


@contextmanager
def open_desk(chosen: Config, engine: Engine, pack: Pack, store: Store, reporter: Reporter) -> Iterator[Desk]:
    """The desk of one run; its runner is shut down at the end, waiting jobs dropped."""
    actors = names(chosen.settings.actors)
    prompt = partial(packs.messages, pack) if engine.reads_prompts else no_prompt
    executor = plugins.load("runners", chosen.runner).executor(chosen.workers)
    if isinstance(engine, Learner):
        engine.recall(store.learned(engine.identity))
    try:
        yield Desk(engine, executor, store, Asker(engine.identity, prompt), actors, reporter, chosen.jobs)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
    if isinstance(engine, Learner) and engine.learned != store.learned(engine.identity):
        store.keep_learned(engine.identity, engine.learned)
