"""`briefer plan`: what a brief would take, before anything is paid."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from briefer.cli.border import put, reported, shown, tell
from briefer.cli.options import (
    AsJson,
    BaseUrl,
    Batch,
    Engine,
    Model,
    OptionalPaths,
    Pack,
    Replies,
    SecondOpinion,
    Since,
    StoreAt,
    Title,
    Undated,
    Until,
    Week,
    switch,
    with_undated,
)

if TYPE_CHECKING:
    from briefer.engines.openai import Most
    from briefer.model import Price
    from briefer.plan import Stage


@reported
def plan(
    paths: OptionalPaths = None,
    engine: Engine = "",
    model: Model = "",
    base_url: BaseUrl = "",
    replies: Replies = "",
    pack: Pack = "",
    week: Week = "",
    since: Since = "",
    until: Until = "",
    undated: Undated = "",
    title: Title = "",
    store: StoreAt = "",
    second_opinion: SecondOpinion = None,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Say what a brief of the articles would ask, and what that costs at most. Asks nothing."""
    from briefer import config, packs, pipeline, window
    from briefer.cli import desk
    from briefer.cli.intake import gather
    from briefer.engines.openai import bound, counter
    from briefer.plan import plan as planned
    from briefer.store import open_store

    flags = {"engine": engine, "model": model, "base_url": base_url, "replies": replies, "pack": pack}
    flags |= {"title": title, "store": store, "second_opinion": switch(second_opinion), "batch": switch(batch)}
    chosen = desk.settings(flags)
    span = window.window(week, since, until, datetime.now(UTC).date())
    articles = gather(desk.paths(paths, chosen), span, (), with_undated(undated)).articles
    asked = config.engine_of(chosen)
    if not asked.reads_prompts:
        return _free(chosen.engine, len(articles), as_json)
    prompts = packs.load(chosen.pack)
    with open_store(chosen.store) as kept, desk.open_desk(chosen, asked, prompts, kept, pipeline.Reporter()) as ready:
        order = desk.order(chosen, asked, prompts, span.label or window.span_of(articles))
        counts = counter(order.made.model)
        stages = planned(articles, order, ready, lambda job: bound(job.messages, job.schema, counts).tokens)
    facts = {"engine": "openai", "model": order.made.model, "counted": counts.method, "batch": chosen.batch}
    _report(stages, facts, order.made.price, as_json)
    return None


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
