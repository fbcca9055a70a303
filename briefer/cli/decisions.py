"""`briefer decisions`: what reviewers decided, listed, written to a file and read from one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.border import put, reported, say, shown, tell
from briefer.cli.options import AsJson, RunId, StoreAt

if TYPE_CHECKING:
    from briefer.model import Decision
    from briefer.store import Store

app = typer.Typer(
    name="decisions",
    help="What reviewers decided: list it, or move it between people as a file.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_FORMAT = "`briefer decisions export FILE` writes one"


@app.command("list")
@reported
def list_(
    run: RunId = "",
    store: StoreAt = "",
    as_json: AsJson = False,
) -> None:
    """List what stands decided, and which decisions the brief of a run no longer has a position for."""
    from briefer.cli import desk
    from briefer.decisions import conflicts, standing, threads
    from briefer.decisions.files import entry
    from briefer.store import open_store

    with open_store(desk.settings({"store": store}).store) as kept:
        every = kept.decisions()[1]
        lost = _lost(kept, run, every) if kept.runs() or run else frozenset()
    stands = [each for thread in threads(every) for each in standing(thread).values()]
    if as_json:
        tell(
            {
                "standing": [{**entry(each), "lost": each.id in lost} for each in stands],
                "history": [entry(each) for each in every],
                "conflicts": [[entry(one), entry(other)] for one, other in conflicts(every)],
            }
        )
        return
    for each in stands:
        put(shown(f"{_told(each)}{'  [finds no position]' if each.id in lost else ''}\n"))
    _say_conflicts(conflicts(every))
    kinds = f"{len(every)} decisions kept, {len(stands)} stand"
    say(f"{kinds}, {sum(each.id in lost for each in stands)} find no position" if every else "nothing is decided yet")


def _lost(kept: Store, run: str, every: tuple[Decision, ...]) -> frozenset[str]:
    """The ids of the decisions on the articles of a run that its brief has no position for."""
    from briefer.decisions import about, find
    from briefer.review.board import items

    past = kept.run(run)
    subjects = [each.subject for each in items(past).values()]
    return frozenset(each.id for each in find(about(every, past.articles), subjects).lost)


@app.command()
@reported
def export(
    file: Annotated[str, typer.Argument(help="Where to write them, or - for standard output.")],
    store: StoreAt = "",
) -> None:
    """Write every decision, with who and when, to a file that others import."""
    from briefer import outputs
    from briefer.cli import desk
    from briefer.decisions.files import as_dict
    from briefer.markup import json_text
    from briefer.store import open_store

    with open_store(desk.settings({"store": store}).store) as kept:
        every = kept.decisions()[1]
    text = json_text(as_dict(every), indent=1) + "\n"
    if file == "-":
        put(text)
    else:
        outputs.write({Path(file): text.encode()})
        say(f"{len(every)} decisions: {file}")


@app.command("import")
@reported
def import_(
    file: Annotated[str, typer.Argument(help="A file that `decisions export` or a static review page wrote.")],
    store: StoreAt = "",
    as_json: AsJson = False,
) -> None:
    """Take up the decisions of a file: what is known already changes nothing, of two that differ the later stands."""
    from briefer.cli import desk
    from briefer.decisions import conflicts
    from briefer.decisions.files import entry
    from briefer.store import open_store

    given = _read(file)
    with open_store(desk.settings({"store": store}).store) as kept:
        known = {each.id for each in kept.decisions()[1]}
        new = kept.decide(given)
        every = kept.decisions()[1]
    ours = {each.id for each in given} - known
    found = tuple(pair for pair in conflicts(every) if ours & {each.id for each in pair})
    if as_json:
        tell({"new": new, "known": len(given) - new, "conflicts": [[entry(one), entry(two)] for one, two in found]})
        return
    _say_conflicts(found)
    say(f"{new} new decisions, {len(given) - new} known already; `briefer generate` applies them")


def _read(file: str) -> tuple[Decision, ...]:
    """The decisions of a file. Raises BrieferError for one that is none: then nothing of it is taken up."""
    from datetime import UTC, datetime, timedelta

    from briefer.decisions.files import parse
    from briefer.errors import BrieferError, unread

    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BrieferError(f"cannot read {file}: {unread(error)}", "is the path right?") from error
    # another machine's clock may be a little ahead
    latest = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    try:
        return parse(text, latest)
    except ValueError as error:
        raise BrieferError(f"{file} holds no decisions: {error}", _FORMAT) from error


def _say_conflicts(pairs: tuple[tuple[Decision, Decision], ...]) -> None:
    for stands, other in pairs:
        say(f"  conflict, both are kept and the later stands: {_told(stands)}; before: {_told(other)}")


def _told(each: Decision) -> str:
    """A decision on one line."""
    what = f"{each.field.value}: {each.value or 'taken back'}" if each.field.value != each.value else each.value
    return f"{each.at[:16]}  {each.by}  {what}  {each.place.name}: {each.place.statement or each.place.words}"
