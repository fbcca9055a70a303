"""`briefer runs` and `briefer show`: what was made."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from briefer.cli.border import put, reported, say, shown, tell
from briefer.cli.options import AsJson, RunId, StoreAt


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
        again = f"  regenerated of {each.regenerated}" if each.regenerated else ""
        put(shown(f"{each.id}  {each.made_at}  {made}  {each.articles} articles  {each.title}{again}\n"))


@reported
def show(
    run: RunId = "",
    format: Annotated[str, typer.Option(help="md, html, json, …")] = "md",
    store: StoreAt = "",
    as_json: AsJson = False,
) -> None:
    """Print the brief of a past run."""
    from briefer import assets, render
    from briefer.cli import desk
    from briefer.store import open_store

    with open_store(desk.settings({"store": store}).store) as kept:
        past = kept.run(run)
    template = assets.template("json" if as_json else format)
    put(render.render(past.brief, template.text, template.suffix, template.name))
