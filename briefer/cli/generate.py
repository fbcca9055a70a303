"""`briefer generate`: the main job."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.border import reported, say, tell, warn
from briefer.cli.options import (
    AllowPartial,
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
    from briefer.cli.intake import Gathered
    from briefer.config import Config
    from briefer.model import Json
    from briefer.window import Window


@reported
def generate(
    paths: OptionalPaths = None,
    output: Annotated[str, typer.Option("-o", "--output", help="A folder, a file, or - for standard output.")] = "",
    engine: Engine = "",
    model: Model = "",
    base_url: BaseUrl = "",
    replies: Replies = "",
    pack: Pack = "",
    template: Annotated[str, typer.Option(help="Your own Jinja template, such as mine.md.j2.")] = "",
    format: Annotated[str, typer.Option(help="md, html, json, … separated by commas.")] = "",
    week: Week = "",
    since: Since = "",
    until: Until = "",
    undated: Undated = "",
    title: Title = "",
    jobs: Annotated[str, typer.Option(help="How many questions to ask at once.")] = "",
    store: StoreAt = "",
    second_opinion: SecondOpinion = None,
    max_cost: Annotated[
        str, typer.Option(help="USD that the requests may cost; none is sent that could cross it.")
    ] = "",
    batch: Batch = None,
    allow_partial: AllowPartial = False,
    as_json: AsJson = False,
) -> None:
    """Write a cited brief of the articles: brief.md, brief.html and brief.json."""
    from briefer import window
    from briefer.cli import desk
    from briefer.cli.destinations import Destinations
    from briefer.cli.intake import gather

    flags = {"engine": engine, "model": model, "base_url": base_url, "replies": replies, "pack": pack}
    flags |= {"template": template, "format": format, "title": title, "jobs": jobs, "store": store}
    flags |= {"second_opinion": switch(second_opinion), "max_cost": max_cost, "batch": switch(batch)}
    chosen = desk.settings(flags)
    destinations = Destinations(output, chosen)
    span = window.window(week, since, until, datetime.now(UTC).date())
    document, run, complete = _brief(
        chosen, gather(desk.paths(paths, chosen), span, destinations.paths.values(), with_undated(undated)), span
    )
    _report(document, destinations.write(document), run, complete, as_json)
    if not (complete or allow_partial):
        raise typer.Exit(4)


def _brief(chosen: Config, given: Gathered, span: Window) -> tuple[Json, str, bool]:
    """The document of the brief, the id of the run that was kept, and whether every question has an answer."""
    from briefer import config, packs, pipeline, store, window
    from briefer.cli import desk, inputs
    from briefer.cli.display import display
    from briefer.document import as_dict

    prompts = packs.load(chosen.pack)
    engine = config.engine_of(chosen)
    if chosen.batch:
        say(desk.BATCHES)
    with store.open_store(chosen.store) as kept:
        order = desk.order(chosen, engine, prompts, span.label or window.span_of(given.articles))
        order = replace(order, last=desk.last(order, given, span, kept), until=span.end)
        problems = (*given.problems, *desk.late(order, given, span, kept))
        key = inputs.key(order, given, problems, chosen, engine)
        known = kept.made_of(key)
        if known is not None:
            say(f"nothing has changed since run {known[0]}: this is its brief")
            return known[1], known[0], True
        with display() as shown, desk.open_desk(chosen, engine, prompts, kept, shown) as ready:
            brief = pipeline.generate(given.articles, problems, order, ready)
        document = as_dict(brief)
        run = desk.record(document, given.articles, chosen, span, key if brief.complete else "")
        kept.keep_run(run)
    return document, run.id, brief.complete


def _report(document: Json, files: list[str], run: str, complete: bool, as_json: bool) -> None:
    """The summary at the end: what was read, found and withheld, and where the brief lies."""
    from briefer.model import Problem

    coverage, positions = document["coverage"], document["positions"]
    disputes = sum(issue["disputed"] for issue in document["issues"])
    verified = sum(position["status"] == "verified" for position in positions)
    partly = len(positions) - verified
    problems = [Problem(each["code"], each["message"], each["place"]) for each in document["problems"]]
    if as_json:
        facts = {
            "run": run,
            "files": files,
            "articles": coverage["articles"],
            "verified": verified,
            "partly_verified": partly,
            "disputes": disputes,
            "withheld": len(document["withheld"]),
            "complete": complete,
            "problems": [[each.code, each.place, each.message] for each in problems],
        }
        tell(facts)
        return
    warn(problems)
    flagged = f", {partly} partly verified (flagged in the brief)" if partly else ""
    read = f"{_count(coverage['articles'], 'article')} in {_count(coverage['chunks'], 'chunk')}"
    say(f"{read}: {_count(verified, 'position')} verified{flagged}, {_count(disputes, 'dispute')}")
    if document["withheld"]:
        reasons = Counter(each["code"] for each in document["withheld"])
        listed = ", ".join(f"{code} {count}" for code, count in sorted(reasons.items()))
        say(f"{_count(len(document['withheld']), 'claim')} withheld ({listed}); the brief says why for each")
    else:
        say("nothing withheld")
    if not complete:
        say("incomplete: some questions got no answer; run the same command again to ask only those")
    say(f"run {run}, {document['made_with']['engine']} engine" + (f": {', '.join(files)}" if files else ""))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
