"""`briefer new`: the settings of a series of briefs, to begin with."""

from __future__ import annotations

import pkgutil
from pathlib import Path

from briefer.cli.border import reported, say
from briefer.errors import BrieferError

_NEXT = (
    "1. put the articles of the week into in/",
    "2. briefer generate --week last -o briefs/   (all dates without --week)",
    "3. briefer verify briefs/brief.md in/",
)


@reported
def new() -> None:
    """Write a commented briefer.toml into the working folder, and say what to do next."""
    from briefer.config import FILE

    text = pkgutil.get_data("briefer", "new.toml") or b""
    try:
        with Path(FILE).open("xb") as file:
            file.write(text)
        Path("in").mkdir(exist_ok=True)
    except FileExistsError as error:
        raise BrieferError(f"there is a {error.filename} here already", "it stays as it is") from error
    except OSError as error:
        raise BrieferError(
            f"cannot write {error.filename}: {error.strerror}", "may you write to this folder?"
        ) from error
    say(f"wrote {FILE}; what next:")
    for line in _NEXT:
        say(f"  {line}")
