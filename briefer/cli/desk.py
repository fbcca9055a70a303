"""Sets up who answers: engine, prompts, store and runner, from a configuration. Shared by the commands."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefer import __version__, config, packs, plugins, prices, window
from briefer.config import Config
from briefer.engines import Engine, Gatherer, Learner
from briefer.errors import BrieferError, WrongCall
from briefer.model import Article, Brief, Decision, Json, Made, Order, Price, Problem
from briefer.packs import Pack
from briefer.store import Run, Store
from briefer.window import Window

if TYPE_CHECKING:
    from briefer.actors import Table
    from briefer.desk import Desk, Reporter

TITLE = "Policy brief"
"""Of a series without a title."""


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
    from briefer.actors import table  # heavy, and not needed where all is known

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
    from briefer import grades

    model = str(engine.identity.get("model", ""))
    return Made(
        version=__version__,
        engine=chosen.engine,
        model=model,
        pack=pack.name,
        pack_sha256=pack.sha256,
        pack_purpose=pack.purpose,
        pack_emphasis=pack.emphasis,
        pack_followed="" if engine.reads_prompts else packs.followed(pack),
        pack_grades=grades.labels(pack.grades),
        price=price(chosen, model),
    )


def order(chosen: Config, engine: Engine, pack: Pack, days: str) -> Order:
    """What is asked for beside the articles; `days` is the window as the brief prints it."""
    title = chosen.title or TITLE
    how = made(chosen, engine, pack)
    return Order(title, days, how, pack.focus, chosen.second_opinion, None, chosen.questions, grades=pack.grades)


def remembered(chosen: Config, order: Order, engine: Engine, pack: Pack, problems: Sequence[Problem]) -> Json:
    """How a brief was made, for its run: to make it again, and to say why another one differs.

    The address stays out: it may hold a password.
    """
    from briefer import questions
    from briefer.packs import trial

    return {
        "engine": chosen.engine,
        "model": chosen.settings.model,
        "pack": chosen.pack,
        "second_opinion": chosen.second_opinion,
        "second_engine": chosen.second_engine,
        "jobs": chosen.jobs,
        "comments": order.comments,
        "questions": questions.tables(order.questions),
        "problems": [astuple(each) for each in problems],
        "identity": engine.identity,
        "prompts": trial.fingerprints(pack) if engine.reads_prompts else {},
        "parameters": pack.parameters,
        "grades": [asdict(each) for each in pack.grades],
        "actors": hashlib.sha256(chosen.settings.actors.encode()).hexdigest()[:16] if chosen.settings.actors else "",
    }


def decided(articles: Sequence[Article], kept: Store) -> tuple[Decision, ...]:
    """What reviewers decided on the articles of a brief."""
    from briefer import decisions

    return decisions.about(kept.decisions()[1], articles)


def now() -> str:
    """The moment, as runs state it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def record(brief: Brief, document: Json, span: Window, how: Json, beside: tuple[Article, ...]) -> Run:
    """The run to keep, under the hash of what its brief says: the same run again is the same one.

    `how` is what is remembered, with `inputs`, the key of all that the brief depends on (empty where it is incomplete
    and to be asked for again), and `regenerated`, the run whose articles these are, or "". `beside` are articles that
    withdraw something.
    """
    from briefer.document import rejected

    articles = brief.articles
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=True)
    made = document["made_with"]
    id_ = hashlib.sha256(canonical.encode()).hexdigest()[:10]
    days = {"window": document["window"], "since": span.start, "until": window.last_day(articles), "end": span.end}
    # no brief prints them, and the next review has to show them
    struck = {"rejected": rejected(brief)} if brief.review else {}
    return Run(
        id=id_,
        made_at=now(),
        title=document["title"],
        engine=made["engine"],
        model=made["model"],
        pack=made["pack"],
        settings={**how, **days, **struck, "regenerated": "" if how["regenerated"] == id_ else how["regenerated"]},
        brief=document,
        articles=articles,
        beside=beside,
    )


@contextmanager
def second_desk(chosen: Config, pack: Pack, store: Store) -> Iterator[Desk | None]:
    """The desk of the second engine; None where none is wanted."""
    if not chosen.second_engine:
        yield None
        return
    from briefer.desk import Reporter as Silent

    own = replace(chosen, engine=chosen.second_engine, batch=False)
    with open_desk(own, config.second_of(chosen), pack, store, Silent()) as ready:
        yield ready


BATCHES = "questions go to the endpoint in batches, which may take a day each; the same command goes on after a stop"
_GOES_ON = "what was submitted goes on at the endpoint, and the same command collects it"


@contextmanager
def open_desk(chosen: Config, engine: Engine, pack: Pack, store: Store, reporter: Reporter) -> Iterator[Desk]:
    """The desk of one run; its runner is shut down at the end, waiting jobs dropped.

    Raises BrieferError where batches are asked for of an engine that has none.
    """
    from briefer.desk import Desk
    from briefer.jobs import Asker, no_prompt

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
