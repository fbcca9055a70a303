"""`briefer collect`: new articles from feeds and addresses into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.border import reported, say, warn
from briefer.errors import BrieferError

if TYPE_CHECKING:
    from briefer.collect.visits import Summary

_INCOMPLETE = 4


@reported
def collect(
    folder: Annotated[str, typer.Option("--folder", "-o", help="Where to; goes before briefer.toml.")] = "",
    allow_loopback: Annotated[
        bool, typer.Option("--allow-loopback", help="Ask this machine itself, too: for tests.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as an object.")] = False,
) -> None:
    """Fetch what is new in the feeds and lists of briefer.toml, each article once."""
    import json

    from briefer.cli import desk
    from briefer.collect.visits import collect as fetched

    chosen = desk.settings({})
    sources = chosen.collect
    if not (sources.feeds or sources.pages or sources.lists):
        hint = 'add [collect] with feeds = ["https://…"] to briefer.toml'
        raise BrieferError("there is nothing to collect", hint)
    into = Path(folder or sources.folder or _first_folder(chosen.articles))
    done = fetched(sources, into, Path.cwd(), allow_loopback)
    warn(done.problems)
    if as_json:
        problems = [{"code": each.code, "message": each.message, "place": each.place} for each in done.problems]
        told = {"folder": str(into), "new": list(done.new), "known": done.known, "left": done.left}
        typer.echo(json.dumps({**told, "unchanged": done.unchanged, "problems": problems}, ensure_ascii=True))
    say(_summary(done, into))
    if done.problems:
        raise typer.Exit(_INCOMPLETE)


def _first_folder(articles: tuple[str, ...]) -> str:
    """The folder that briefs are made of, where the settings name one."""
    return next((each for each in articles if not Path(each).suffix), "in")


def _summary(done: Summary, into: Path) -> str:
    parts = [f"{len(done.new)} new", f"{done.known} known"]
    parts += [f"{done.left} left for the next run"] if done.left else []
    parts += [f"{done.unchanged} feed{'s' * (done.unchanged != 1)} unchanged"] if done.unchanged else []
    parts += [f"{len(done.problems)} problem{'s' * (len(done.problems) != 1)}"] if done.problems else []
    return f"{', '.join(parts)}: {into}"
