"""`briefer track`: who held what on which question, brief by brief, over all of a series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.border import put, reported, tell
from briefer.cli.options import AsJson, Engine, StoreAt, Title
from briefer.errors import BrieferError

if TYPE_CHECKING:
    from briefer.actors import Table
    from briefer.store import Store

SCHEMA = "briefer.track/1"
_MOST = 5
"""Names that a message lists."""
Key = tuple[str, str]


@reported
def track(
    actor: Annotated[
        str, typer.Argument(help="An actor of these briefs, by any name; all of them when left out.")
    ] = "",
    question: Annotated[str, typer.Option(help="Only questions that have these words.")] = "",
    title: Title = "",
    engine: Engine = "",
    store: StoreAt = "",
    as_json: AsJson = False,
) -> None:
    """Print who held what on which question, week by week, in all briefs of a series."""
    from briefer import document
    from briefer.cli import desk, lookback
    from briefer.store import open_store

    chosen = desk.settings({"title": title, "store": store})
    with open_store(chosen.store) as kept:
        before = lookback.Series(*(of := _series(kept, chosen.title, engine)), kept.editions(*of), kept)
        wanted = _asked(_of(kept.held(*of), actor, desk.names(chosen)), question)
        told = document.track(lookback.chains(before, wanted))
    if as_json:
        tell({"schema": SCHEMA, "title": of[0], "engine": of[1], **told})
    else:
        put(_page(of[0], told))


def _page(title: str, told: dict[str, object]) -> str:
    from briefer import assets, document, render

    page = assets.user_template(assets.folder("templates") / "track.md.j2")
    empty: dict[str, object] = {"summary": [], "issues": [], "positions": [], "articles": []}
    return render.render({"schema": document.SCHEMA, "title": title, **empty, "track": told}, page.text, page.suffix)


def _series(kept: Store, title: str, engine: str) -> Key:
    """Title and engine of the series meant: the latest of this title. Raises BrieferError where there is none."""
    runs = kept.runs()
    found = next((each for each in runs if title in ("", each.title) and engine in ("", each.engine)), None)
    if found is None:
        there = ", ".join(dict.fromkeys(f"{each.title!r} ({each.engine})" for each in runs)) or "none"
        raise BrieferError(f"no such series in {kept.where}", f"there are: {there}; --title and --engine name one")
    return found.title, found.engine


def _of(held: Sequence[Key], actor: str, names: Table) -> tuple[Key, ...]:
    """What one actor held: by exactly this name, by another one that the table knows, else by a part of it.

    Raises BrieferError, with the nearest names, where nobody is called so.
    """
    known = names.named(actor)
    wanted = {actor.casefold(), known.name.casefold() if known else ""} - {""}
    found = [each for each in held if each[0].casefold() in wanted] if actor else list(held)
    found = found or [each for each in held if actor.casefold() in each[0].casefold()]
    if not found:
        near = _nearest(actor, [holder for holder, _ in held])
        raise BrieferError(f"nobody in these briefs is called {actor!r}", f"the nearest names: {near}")
    return tuple(found)


def _asked(held: Sequence[Key], words: str) -> tuple[Key, ...]:
    """Those whose questions have all the words, in any order. Raises BrieferError, with the nearest, for none."""
    parts = words.casefold().split()
    found = tuple(each for each in held if all(part in each[1].casefold() for part in parts))
    if not found:
        near = _nearest(words, [question for _, question in held])
        raise BrieferError(f"no question has the words {words!r}", f"the nearest questions: {near}")
    return found


def _nearest(wanted: str, names: Sequence[str]) -> str:
    from difflib import SequenceMatcher

    def share(name: str) -> float:
        return SequenceMatcher(None, wanted.casefold(), name.casefold()).ratio()

    found = sorted(dict.fromkeys(names), key=lambda name: (-share(name), name))[:_MOST]
    return ", ".join(found) or "none, since nothing was held in them"
