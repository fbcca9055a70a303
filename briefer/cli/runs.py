"""`briefer runs` and `briefer show`: what was made."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from briefer.cli.border import put, reported, say, shown, tell
from briefer.cli.options import AsJson, Marking, Redact, ReferenceDoc, StoreAt, lines


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
        put(shown(f"{each.id}  {each.made_at}  {made}  {each.articles} articles  {each.title}\n"))


@reported
def show(
    run: Annotated[str, typer.Argument(help="A run's id or its beginning; the latest when left out.")] = "",
    output: Annotated[str, typer.Option("-o", "--output", help="A folder, a file, or - for standard output.")] = "-",
    template: Annotated[str, typer.Option(help="Your own Jinja template, such as mine.md.j2.")] = "",
    format: Annotated[str, typer.Option(help="md, html, json, docx, pdf, eml, csv, …")] = "",
    reference_doc: ReferenceDoc = "",
    marking: Marking = "",
    redact: Redact = None,
    store: StoreAt = "",
    as_json: AsJson = False,
) -> None:
    """Print the brief of a past run, or write it in other formats."""
    from dataclasses import replace

    from briefer import printing
    from briefer.cli import desk
    from briefer.cli.destinations import Destinations
    from briefer.store import open_store

    flags = {"reference_doc": reference_doc, "marking": marking, "redact": lines(redact), "store": store}
    chosen = desk.settings(flags)
    wanted = tuple(filter(None, map(str.strip, ("json" if as_json else format).split(","))))
    # what briefer.toml says of templates and formats is for the weekly brief, not for this look at it
    destinations = Destinations(output, replace(chosen, template=template, formats=wanted))
    with open_store(chosen.store) as kept:
        past = kept.run(run)
    marked = printing.marked(past.brief, marking or past.brief.get("marking", "") or chosen.marking)
    files = destinations.write(destinations.prepared(marked))
    if files:
        say(", ".join(files))
