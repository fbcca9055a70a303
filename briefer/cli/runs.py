"""`briefer runs` and `briefer show`: what was made."""

from __future__ import annotations

from dataclasses import asdict, replace

from briefer.cli.border import put, reported, say, shown, tell
from briefer.cli.options import AsJson, Printing, RunId, StoreAt, flags, grouped


@reported
def runs(store: StoreAt = "", as_json: AsJson = False) -> None:
    """List past runs, the latest first."""
    from briefer.cli import desk
    from briefer.store import open_store

    with open_store(desk.settings({"store": store}).store) as kept:
        summaries = kept.runs()
    if as_json:
        tell([asdict(each) for each in summaries])
        return
    if not summaries:
        say("no runs yet in this store; make one with: briefer generate PATH")
    for each in summaries:
        model = f" {each.model}" if each.model else ""
        made = f"{each.engine}{model}, {each.pack}"
        days = f"{each.window}  " if each.window else ""
        again = f"  regenerated of {each.regenerated}" if each.regenerated else ""
        put(shown(f"{each.id}  {each.made_at}  {made}  {each.articles} articles  {days}{each.title}{again}\n"))


@reported
@grouped
def show(printing: Printing, run: RunId = "", store: StoreAt = "", as_json: AsJson = False) -> None:
    """Print the brief of a past run, or write it in other formats."""
    from briefer.cli import desk
    from briefer.cli.destinations import Destinations
    from briefer.printing import marked
    from briefer.store import open_store

    chosen = desk.settings(flags(printing) | {"template": "", "format": "", "store": store})
    wanted = tuple(filter(None, map(str.strip, ("json" if as_json else printing.format).split(","))))
    # what briefer.toml says of templates and formats is for the weekly brief, not for this look at it
    destinations = Destinations(printing.output or "-", replace(chosen, template=printing.template, formats=wanted))
    with open_store(chosen.store) as kept:
        past = kept.run(run)
    shown_as = marked(past.brief, printing.marking or past.brief.get("marking", "") or chosen.marking)
    files = destinations.write(destinations.prepared(shown_as))
    if files:
        say(", ".join(files))
