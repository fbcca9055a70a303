"""`briefer plan`: what a brief would take, before anything is paid."""

from __future__ import annotations

from datetime import UTC, datetime

from briefer.cli.border import reported
from briefer.cli.options import AsJson, Asking, Briefing, Days, OptionalPaths, flags, grouped


@reported
@grouped
def plan(
    asking: Asking,
    briefing: Briefing,
    days: Days,
    paths: OptionalPaths = None,
    as_json: AsJson = False,
) -> None:
    """Say what a brief of the articles would ask, and what that costs at most. Asks nothing."""
    from briefer import window
    from briefer.cli import costs, desk
    from briefer.cli.intake import gather
    from briefer.store import open_store

    chosen = desk.settings(flags(asking, briefing))
    span = window.window(days.week, days.since, days.until, datetime.now(UTC).date())
    articles = gather(desk.paths(paths, chosen), span, (), days.undated_too).articles
    with open_store(chosen.store) as kept:
        costs.tell_plan(chosen, articles, span.label or window.span_of(articles), kept, as_json)
