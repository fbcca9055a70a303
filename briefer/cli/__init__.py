"""The commands. Turns flags into settings, calls one function, prints, exits; nothing else prints or exits.

The error border is `reported`: every command is wrapped in it.
"""

from __future__ import annotations

from typing import Annotated

import typer

from briefer import __version__
from briefer.cli import (
    check,
    collect,
    decisions,
    diff,
    doctor,
    evidence,
    generate,
    new,
    packs,
    plan,
    regenerate,
    review,
    runs,
    track,
)

app = typer.Typer(
    name="briefer",
    help="News articles in, a policy brief out in which every sentence proves itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefer {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None: ...


COMMANDS = (
    new.new,
    collect.collect,
    generate.generate,
    regenerate.regenerate,
    diff.diff,
    diff.ablate,
    plan.plan,
    check.extract,
    check.verify,
    runs.runs,
    runs.show,
    evidence.evidence,
    track.track,
    review.review,
    doctor.doctor,
)
for command in COMMANDS:
    app.command()(command)
app.add_typer(packs.packs)
app.add_typer(decisions.app)


def main() -> None:
    """The entry point."""
    app()


if __name__ == "__main__":
    main()
