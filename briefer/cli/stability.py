"""`briefer regenerate --repeat N`: everything asked N times anew, and what comes out of it each time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import typer

from briefer.cli.border import put, say, shown, tell
from briefer.errors import BrieferError

if TYPE_CHECKING:
    from briefer.cli.intake import Gathered
    from briefer.config import Config
    from briefer.pipeline import Desk
    from briefer.store import Store


def repetition(ready: Desk, number: int) -> Desk:
    """The desk for the so-manieth asking: its jobs have keys of their own, so no other run finds these answers."""
    own = {**ready.asker.identity, "repetition": number}
    return replace(ready, asker=replace(ready.asker, identity=own))


def tell_stability(chosen: Config, given: Gathered, days: str, repeated: tuple[Store, int], as_json: bool) -> None:
    """Ask everything so many times, and print what is in all of the briefs and what in some. Keeps no run.

    Raises BrieferError for an engine that would say the same each time.
    """
    from briefer import config, packs, pipeline
    from briefer.cli import desk
    from briefer.cli.display import display
    from briefer.diff import stability
    from briefer.document import as_dict

    kept, times = repeated
    engine = config.engine_of(chosen)
    if not engine.reads_prompts:
        raise BrieferError(f"the {chosen.engine} engine says the same each time", "--repeat is for language models")
    prompts = packs.load(chosen.pack)
    order = desk.order(chosen, engine, prompts, days)
    briefs = []
    with display() as seen, desk.open_desk(chosen, engine, prompts, kept, seen) as ready:
        for number in range(1, times + 1):
            if not as_json:
                say(f"asking for the {number}. time of {times}")
            briefs.append(pipeline.generate(given.articles, given.problems, order, repetition(ready, number)))
    told = stability.report([as_dict(each) for each in briefs])
    if as_json:
        tell(told)
    else:
        put(shown(_page(told)))
    if not all(each.complete for each in briefs):
        say("incomplete: some questions got no answer; run the same command again to ask only those")
        raise typer.Exit(4)


def _page(told: dict[str, Any]) -> str:
    from briefer.cli.display import named

    times = told["repeated"]
    lines = []
    for what in ("positions", "disputes"):
        in_all = sum(each["in"] == times for each in told[what])
        lines.append(f"{what}: {in_all} in all {times}, {len(told[what]) - in_all} in some only")
        for each in told[what]:
            if each["in"] < times:
                said = each["question"] if what == "disputes" else named(each)
                lines.append(f"  {each['in']} of {times}  {' '.join(said.split())}")
    return "\n".join(lines) + "\n"
