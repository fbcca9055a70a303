"""Sets up who answers: engine, prompts, store and runner, from a configuration. Shared by the commands."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from briefer import __version__, config, packs, plugins, prices, window
from briefer.actors import Table, table
from briefer.config import Config
from briefer.engines import Engine, Gatherer, Learner
from briefer.errors import BrieferError, WrongCall
from briefer.jobs import Asker, no_prompt
from briefer.model import Article, Json, Made, Price
from briefer.packs import Pack
from briefer.pipeline import Desk, Order, Reporter
from briefer.store import Run, Store
from briefer.window import Window


def settings(flags: Mapping[str, str]) -> Config:
    """The configuration of this run."""
    return config.load(Path.cwd(), os.environ, flags)


def paths(given: Sequence[Path] | None, chosen: Config) -> list[Path]:
    """The articles that a command names, else those of the settings. Raises WrongCall where neither does."""
    found = list(given or map(Path, chosen.articles))
    if not found:
        hint = f'give files or folders, or set articles = ["in/"] in {config.FILE} (`briefer new` writes one)'
        raise WrongCall("no article is named", hint)
    return found


def names(chosen: Config) -> Table:
    """The actor table with the person's own laid over it. Raises BrieferError when that is malformed."""
    try:
        return table(chosen.settings.actors)
    except ValueError as error:
        raise BrieferError(f"{chosen.actors}: {error}", "docs/actors.md has the format") from error


def price(chosen: Config, model: str) -> Price | None:
    """What a model costs; None where nobody knows it. Raises BrieferError when the person's table is malformed."""
    try:
        return prices.price(model, chosen.settings.prices)
    except ValueError as error:
        raise BrieferError(f"prices.toml: {error}", "the shipped table explains its format") from error


def made(chosen: Config, engine: Engine, pack: Pack) -> Made:
    """How this run's brief is made."""
    model = str(engine.identity.get("model", ""))
    return Made(
        version=__version__,
        engine=chosen.engine,
        model=model,
        pack=pack.name,
        pack_sha256=pack.sha256,
        pack_purpose=pack.purpose,
        pack_emphasis=pack.emphasis,
        pack_followed="" if engine.reads_prompts else pack.rules,
        price=price(chosen, model),
    )


def order(chosen: Config, engine: Engine, pack: Pack, days: str) -> Order:
    """What is asked for beside the articles; `days` is the window as the brief prints it."""
    title = chosen.title or "Policy brief"
    return Order(title, days, made(chosen, engine, pack), pack.focus, chosen.second_opinion, None, chosen.questions)


def record(document: Json, articles: tuple[Article, ...], chosen: Config, span: Window, inputs: str) -> Run:
    """The run to keep, under the hash of what its brief says: the same run again is the same one.

    `inputs` is the key of all that it depends on, empty where the brief is incomplete and to be asked for again.
    """
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=True)
    how = document["made_with"]
    # the address stays out: it may hold a password
    settings = {"engine": chosen.engine, "model": chosen.settings.model, "pack": chosen.pack}
    settings |= {
        "window": document["window"],
        "since": span.start,
        "end": span.end,
        "until": window.last_day(articles),
        "inputs": inputs,
    }
    return Run(
        id=hashlib.sha256(canonical.encode()).hexdigest()[:10],
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        title=document["title"],
        engine=how["engine"],
        model=how["model"],
        pack=how["pack"],
        settings=settings,
        brief=document,
        articles=articles,
    )


BATCHES = "questions go to the endpoint in batches, which may take a day each; the same command goes on after a stop"
_GOES_ON = "what was submitted goes on at the endpoint, and the same command collects it"


@contextmanager
def open_desk(chosen: Config, engine: Engine, pack: Pack, store: Store, reporter: Reporter) -> Iterator[Desk]:
    """The desk of one run; its runner is shut down at the end, waiting jobs dropped.

    Raises BrieferError where batches are asked for of an engine that has none.
    """
    if chosen.batch and not isinstance(engine, Gatherer):
        why = f"the {chosen.engine} engine answers at once and knows no batches; openai does"
        raise BrieferError(why, "leave --batch out, or add --engine openai")
    actors = names(chosen)
    prompt = partial(packs.messages, pack) if engine.reads_prompts else no_prompt
    executor = plugins.load("runners", chosen.runner).executor(chosen.workers)
    if isinstance(engine, Learner):
        engine.recall(store.learned(engine.identity))
    try:
        yield Desk(engine, executor, store, Asker(engine.identity, prompt), actors, reporter, chosen.slots)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_GOES_ON if chosen.batch else "") from None
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
    if isinstance(engine, Learner) and engine.learned != store.learned(engine.identity):
        store.keep_learned(engine.identity, engine.learned)
