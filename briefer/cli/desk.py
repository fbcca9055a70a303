"""Sets up who answers: engine, prompts, store and runner, from a configuration. Shared by the commands."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from briefer import config, packs, plugins
from briefer.actors import Table, table
from briefer.config import Config
from briefer.errors import BrieferError
from briefer.jobs import Asker, no_prompt
from briefer.packs import Pack
from briefer.pipeline import Desk, Reporter
from briefer.store import Store


def settings(flags: Mapping[str, str]) -> Config:
    """The configuration of this run."""
    return config.load(Path.cwd(), os.environ, flags)


def names(actors: str) -> Table:
    """The actor table with the person's own laid over it. Raises BrieferError when that is malformed."""
    try:
        return table(actors)
    except ValueError as error:
        raise BrieferError(f"actors.toml: {error}", "its format is explained at the top of the shipped table") from error


@contextmanager
def open_desk(chosen: Config, pack: Pack, store: Store, reporter: Reporter) -> Iterator[Desk]:
    """The desk of one run; its runner is shut down at the end, waiting jobs dropped."""
    actors = names(chosen.settings.actors)
    engine = config.engine_of(chosen)
    prompt = partial(packs.messages, pack) if engine.reads_prompts else no_prompt
    executor = plugins.load("runners", chosen.runner).executor(chosen.jobs)
    try:
        yield Desk(engine, executor, store, Asker(engine.identity, prompt), actors, reporter)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
