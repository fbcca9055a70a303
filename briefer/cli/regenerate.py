"""`briefer regenerate`: the articles of a past run again, with what is named changed."""

from __future__ import annotations

from typing import Annotated

import typer

from briefer.cli.border import reported, say
from briefer.cli.options import (
    AllowPartial,
    AsJson,
    Asking,
    Briefing,
    MaxCost,
    Printing,
    RunId,
    flags,
    grouped,
)
from briefer.errors import WrongCall


@reported
@grouped
def regenerate(
    printing: Printing,
    asking: Asking,
    briefing: Briefing,
    run: RunId = "",
    max_cost: MaxCost = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be asked and cost at most; ask nothing, write nothing.")
    ] = False,
    repeat: Annotated[
        int, typer.Option(min=0, max=20, help="Ask everything so many times anew, and say what comes out each time.")
    ] = 0,
    allow_partial: AllowPartial = False,
    as_json: AsJson = False,
) -> None:
    """Write the brief of a past run's articles again: other prompts, another template, another model."""
    from briefer.cli import desk, making, then
    from briefer.cli.costs import tell_plan
    from briefer.cli.destinations import Destinations
    from briefer.store import open_store
    from briefer.window import Window

    given = flags(printing, asking, briefing) | {"max_cost": max_cost}
    with open_store(desk.settings(given).store) as kept:
        past = kept.run(run)
        chosen = then.settings(past, given)
        articles, days = then.articles(past), str(past.settings.get("window", past.brief["window"]))
        if dry_run:
            tell_plan(chosen, articles.articles, days, kept, as_json, repeat)
            return
        if repeat:
            from briefer.cli.stability import tell_stability

            if any((printing.output, printing.template, printing.format)):
                raise WrongCall("--repeat writes no brief", "leave out -o, --template and --format")
            tell_stability(chosen, articles, days, (kept, repeat), as_json)
            return
        destinations = Destinations(printing.output, chosen)
        span = Window(str(past.settings.get("since", "")), str(past.settings.get("end", "")), days)
        made = making.brief(chosen, articles, span, kept, making.Wanted(regenerated=past.id))
    if not as_json:
        say(f"regenerated from run {past.id}" + ("" if made.run != past.id else ", which it equals"))
    making.finish(made, destinations, allow_partial, as_json)
