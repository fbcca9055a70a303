"""`briefer generate`: the main job."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from briefer.cli.border import reported
from briefer.cli.options import (
    AllowPartial,
    AsJson,
    Asking,
    Briefing,
    Days,
    MaxCost,
    OptionalPaths,
    Printing,
    flags,
    grouped,
)
from briefer.errors import WrongCall


@reported
@grouped
def generate(
    printing: Printing,
    asking: Asking,
    briefing: Briefing,
    days: Days,
    paths: OptionalPaths = None,
    max_cost: MaxCost = "",
    as_of: Annotated[
        str, typer.Option(help="A day or a run: its brief again, of what was known then; asks and keeps nothing.")
    ] = "",
    comments: Annotated[bool, typer.Option("--comments", help="Print what reviewers remarked, too.")] = False,
    allow_partial: AllowPartial = False,
    as_json: AsJson = False,
) -> None:
    """Write a cited brief of the articles: brief.md, brief.html and brief.json."""
    from briefer import window
    from briefer.cli import asof, desk, making
    from briefer.cli.destinations import Destinations
    from briefer.cli.intake import gather
    from briefer.store import open_store

    named = flags(printing, asking, briefing) | {"max_cost": max_cost}
    chosen = desk.settings(named)
    destinations = Destinations(printing.output, chosen)
    span = window.window(days.week, days.since, days.until, datetime.now(UTC).date())
    if as_of and (paths or days.undated):
        raise WrongCall("--as-of takes the articles of then out of the store", "leave out PATH and --undated")
    with open_store(chosen.store) as kept:
        if as_of:
            made = asof.made(as_of, chosen, named, span, kept)
        else:
            given = gather(desk.paths(paths, chosen), span, destinations.paths.values(), days.undated_too)
            made = making.brief(chosen, given, span, kept, making.Wanted(comments))
    making.finish(made, destinations, allow_partial, as_json)
