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


@reported
@grouped
def generate(
    printing: Printing,
    asking: Asking,
    briefing: Briefing,
    days: Days,
    paths: OptionalPaths = None,
    max_cost: MaxCost = "",
    comments: Annotated[bool, typer.Option("--comments", help="Print what reviewers remarked, too.")] = False,
    allow_partial: AllowPartial = False,
    as_json: AsJson = False,
) -> None:
    """Write a cited brief of the articles: brief.md, brief.html and brief.json."""
    from briefer import window
    from briefer.cli import desk, making
    from briefer.cli.destinations import Destinations
    from briefer.cli.intake import gather
    from briefer.store import open_store

    chosen = desk.settings(flags(printing, asking, briefing) | {"max_cost": max_cost})
    destinations = Destinations(printing.output, chosen)
    span = window.window(days.week, days.since, days.until, datetime.now(UTC).date())
    given = gather(desk.paths(paths, chosen), span, destinations.paths.values(), days.undated_too)
    with open_store(chosen.store) as kept:
        made = making.brief(chosen, given, span, kept, making.Wanted(comments))
    making.finish(made, destinations, allow_partial, as_json)
