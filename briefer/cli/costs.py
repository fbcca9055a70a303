"""Prints what a brief would ask of a model and cost at most. Shared by `plan` and `regenerate --dry-run`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from briefer.cli.border import put, shown, tell

if TYPE_CHECKING:
    from briefer.config import Config
    from briefer.engines.openai import Most
    from briefer.model import Article, Price
    from briefer.plan import Stage
    from briefer.store import Store


def tell_plan(
    chosen: Config, articles: tuple[Article, ...], days: str, kept: Store, as_json: bool, repeat: int = 0
) -> None:
    """Print what a brief of these articles, covering `days`, would ask and cost at most; or, `repeat` times anew."""
    found = stages(chosen, articles, days, kept, repeat)
    if found is None:
        _free(chosen.engine, len(articles), as_json)
    else:
        _report(*found, as_json)


def stages(
    chosen: Config, articles: tuple[Article, ...], days: str, kept: Store, repeat: int = 0
) -> tuple[tuple[Stage, ...], dict[str, Any], Price | None] | None:
    """What a brief would ask, with facts to print and the price; None for an engine that asks nobody."""
    from briefer import config, packs, pipeline
    from briefer.cli import desk
    from briefer.cli.stability import repetition
    from briefer.engines.openai import bound, counter
    from briefer.plan import plan as planned
    from briefer.plan import total

    asked = config.engine_of(chosen)
    if not asked.reads_prompts:
        return None
    prompts = packs.load(chosen.pack)
    with desk.open_desk(chosen, asked, prompts, kept, pipeline.Reporter()) as ready:
        order = desk.order(chosen, asked, prompts, days)
        counts = counter(order.made.model)
        desks = [repetition(ready, number) for number in range(1, repeat + 1)] or [ready]
        found = total(
            planned(articles, order, each, lambda job: bound(job.messages, job.schema, counts).tokens) for each in desks
        )
    facts = {"engine": "openai", "model": order.made.model, "counted": counts.method, "batch": chosen.batch}
    return found, facts, order.made.price


def _free(engine: str, articles: int, as_json: bool) -> None:
    if as_json:
        tell({"engine": engine, "model": "", "articles": articles, "stages": [], "cost_at_most": 0})
    else:
        put(f"the {engine} engine asks nobody: {articles} articles, no request, $0\n")


def _report(stages: tuple[Stage, ...], facts: dict[str, Any], price: Price | None, as_json: bool) -> None:
    from briefer.prices import usd

    cost = None if price is None else sum(_most(each, facts["batch"]).cost(price) for each in stages if each.asked)
    if as_json:
        listed = [asdict(each) for each in stages]
        tell(facts | {"stages": listed, "cost_at_most": None if cost is None else round(cost, 6)})
        return
    for each in stages:
        put(f"{_line(each)}\n")
    jobs, known = sum(each.jobs for each in stages), sum(each.known for each in stages)
    share = f"{known / jobs:.0%}" if jobs else "all"
    put(f"{jobs - known} requests, {share} of the answers are in the store; tokens by {facts['counted']}\n")
    if cost is None:
        put(shown(f"cost unknown: no table has a price for {facts['model']}; give one in prices.toml\n"))
    else:
        how = " in batches" if facts["batch"] else ""
        put(shown(f"at most {usd(cost)} with {facts['model']}{how}; generate --max-cost sets a limit\n"))


def _most(stage: Stage, batched: bool) -> Most:
    from briefer.engines.openai import Most

    return Most(stage.prompt_tokens, stage.completion_tokens, batched)


def _line(stage: Stage) -> str:
    if not stage.asked:
        return f"{stage.task:8} nothing to ask, {stage.known} in the store"
    about = "" if stage.sure else "up to "
    tokens = f"at most {stage.prompt_tokens:,} tokens in, {stage.completion_tokens:,} out"
    return f"{stage.task:8} {about}{stage.asked} requests, {stage.known} in the store; {tokens}"
