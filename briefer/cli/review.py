"""`briefer review`: a brief beside its articles, in the browser, to accept, reject and reword what it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.border import reported, say
from briefer.cli.options import RunId, StoreAt

if TYPE_CHECKING:
    from briefer.config import Config
    from briefer.review.ledger import Ledger
    from briefer.store import Store


@reported
def review(
    run: RunId = "",
    port: Annotated[int, typer.Option(help="The port to listen on; a free one where none is given.")] = -1,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    reviewer: Annotated[str, typer.Option(help="Whose decisions these are; else briefer.toml or your login.")] = "",
    static: Annotated[
        str, typer.Option(help="Write the page as a file that works without a server, to be sent to somebody.")
    ] = "",
    store: StoreAt = "",
) -> None:
    """Review a brief beside its articles, in the browser, all by keyboard."""
    from briefer.cli import desk
    from briefer.errors import BrieferError
    from briefer.store import open_store
    from briefer.store.sqlite import MEMORY

    chosen = desk.settings({"store": store, "reviewer": reviewer})
    if MEMORY in chosen.store:
        raise BrieferError("decisions need a store that stays", "leave --store out, or give it a file")
    with open_store(chosen.store) as kept:
        ledger = _ledger(run, chosen, kept)
        if static:
            _write(static, ledger, kept)
        else:
            _serve(ledger, None if port < 0 else port, not no_browser)


def _ledger(run: str, chosen: Config, kept: Store) -> Ledger:
    from briefer.cli import desk
    from briefer.review.board import Board
    from briefer.review.ledger import Ledger

    board = Board(kept.run(run), desk.names(chosen))
    # a run that cannot be reviewed is refused before a page is opened on it
    board.states(())
    return Ledger(board, kept, chosen.reviewer or _login())


def _login() -> str:
    """The name of whoever is logged in. Raises BrieferError where the system knows none."""
    import getpass

    from briefer.errors import BrieferError

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise BrieferError("nobody is logged in by a name", "say who reviews: --reviewer NAME") from error


def _write(file: str, ledger: Ledger, kept: Store) -> None:
    from briefer import outputs
    from briefer.errors import BrieferError
    from briefer.review.static import page

    if Path(file).suffix.lower() not in (".html", ".htm"):
        raise BrieferError(f"--static writes HTML, and {file} is named otherwise", "name it review.html")
    outputs.write({Path(file): page(ledger.board, kept.decisions()[1]).encode()})
    say(f"{file}: opens without a server; `briefer decisions import` takes the file that it saves")


def _serve(ledger: Ledger, port: int | None, browser: bool) -> None:
    from briefer.review.serve import listen, serve

    before = ledger.since(0)["after"]

    def ready(address: str) -> None:
        say(f"reviewing run {ledger.board.run.id} as {ledger.reviewer}: {address}")
        say("every decision is kept at once; Ctrl-C ends")
        if browser:
            _open(address)

    with listen(port) as listening:
        serve(ledger, listening, ready)
    made = ledger.since(0)["after"] - before
    say(f"ended: {made} decisions made, all kept in {ledger.store.where}; `briefer generate` applies them")


def _open(address: str) -> None:
    """Open the browser, and say so where there is none."""
    import webbrowser

    if not webbrowser.open(address):
        say("no browser could be opened: open the address yourself")
