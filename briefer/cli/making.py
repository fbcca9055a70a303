"""Makes a brief and keeps it as a run, writes it and says what was found. Shared by `generate` and `regenerate`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import typer

from briefer.cli.border import say, tell, warn

if TYPE_CHECKING:
    from briefer.cli.destinations import Destinations
    from briefer.cli.intake import Gathered
    from briefer.config import Config
    from briefer.model import Json
    from briefer.store import Store
    from briefer.window import Window


class Made(NamedTuple):
    """A brief's document, the run that it is kept as, and whether every question has an answer."""

    document: Json
    run: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a brief beside its settings: remarks of reviewers; the run it is made of again, or ""."""

    comments: bool = False
    regenerated: str = ""


def brief(chosen: Config, given: Gathered, span: Window, kept: Store, wanted: Wanted) -> Made:
    """The brief of these articles, made and kept."""
    from briefer import config, packs, pipeline, printing, window
    from briefer.cli import desk, inputs, lookback
    from briefer.cli.display import display
    from briefer.document import as_dict

    prompts = packs.load(chosen.pack)
    engine = config.engine_of(chosen)
    if chosen.batch:
        say(desk.BATCHES)
    if chosen.settings.model and not engine.reads_prompts:
        say(f"the model {chosen.settings.model} is not asked: the engine is {chosen.engine} (set a key or an address)")
    order = desk.order(chosen, engine, prompts, span.label or window.span_of(given.articles))
    before = lookback.series(order, given, span, kept)
    order = replace(order, past=lookback.past(before, given, span))
    order = replace(order, decisions=desk.decided(given.articles, kept), comments=wanted.comments)
    given = given._replace(problems=(*given.problems, *lookback.late(before, given, span)))
    key = inputs.key(order, given, chosen, engine, before.runs)
    known = kept.made_of(key, desk.now())
    if known is not None:
        say(f"nothing has changed since run {known[0]}: this is its brief")
        return Made(known[1], known[0], True)
    with (
        display() as shown,
        desk.open_desk(chosen, engine, prompts, kept, shown) as ready,
        desk.second_desk(chosen, prompts, kept) as second,
    ):
        made = pipeline.generate(given.articles, given.problems, order, ready, second)
    made = lookback.followed(made, before)
    document = printing.marked(as_dict(made), chosen.marking)
    how = desk.remembered(chosen, order, engine, prompts, given.problems)
    how = {**how, "inputs": key if made.complete else "", "regenerated": wanted.regenerated}
    run = desk.record(made, document, span, how, lookback.corrected(order.past, given))
    kept.keep_run(run)
    return Made(document, run.id, made.complete)


def finish(made: Made, destinations: Destinations, allow_partial: bool, as_json: bool) -> None:
    """Write the brief, report, and exit with 4 where it is incomplete and that was not allowed."""
    document = destinations.prepared(made.document)
    _report(document, destinations.write(document), made.run, made.complete, as_json)
    if not (made.complete or allow_partial):
        raise typer.Exit(4)


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
    review = document.get("review")
    if review:
        accepted, rejected, left = (review[key] for key in ("accepted", "rejected", "open"))
        say(f"reviewed: {accepted} accepted, {rejected} rejected, {left} not looked at yet")
    if not complete:
        say("incomplete: some questions got no answer; run the same command again to ask only those")
    say(f"run {run}, {document['made_with']['engine']} engine" + (f": {', '.join(files)}" if files else ""))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
