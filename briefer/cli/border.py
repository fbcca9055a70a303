"""The error border: what stops a command becomes one line and an exit code.

0 done · 1 a wrong input or setting · 2 usage (typer's own) · 3 a bug of ours · 4 incomplete, or a check failed ·
130 interrupted
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ParamSpec

import typer

from briefer.errors import BrieferError

if TYPE_CHECKING:
    from briefer.model import Problem

BUG = 3
INTERRUPTED = 130

_KEPT = "what was answered is kept, run the same command again to go on"

P = ParamSpec("P")


def reported(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose errors reach the person as one line each."""

    @functools.wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BrieferError as error:
            say(f"briefer: {error}")
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            # the reader of our output has gone, as `head` does; nothing is wrong
            _drop_stdout()
            raise typer.Exit(0) from None
        except KeyboardInterrupt as interrupt:
            say(f"briefer: interrupted; {str(interrupt) or _KEPT}")
            raise typer.Exit(INTERRUPTED) from None
        except typer.Exit:
            raise
        except Exception as error:
            say(f"briefer: a bug of ours, please report it with {_log(error)}: {type(error).__name__}: {error}")
            raise typer.Exit(BUG) from None

    return guarded


def say(line: str) -> None:
    """One line to the person, on stderr; where nobody can hear it, the work goes on all the same."""
    with contextlib.suppress(OSError):
        typer.echo(shown(line), err=True)


def shown(line: str) -> str:
    """The line without control characters that came with somebody's text."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in line)


def put(text: str | bytes) -> None:
    """What was asked for, on stdout. Raises BrieferError when that is full, BrokenPipeError when nobody reads on."""
    try:
        typer.echo(text, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_stdout()
        raise BrieferError(f"cannot write to standard output: {error.strerror}", "is there room?") from error


def warn(problems: Iterable[Problem]) -> None:
    """A line for each problem, naming its place once."""
    for problem in problems:
        named = problem.message if problem.message.startswith(problem.place) else f"{problem.place}: {problem.message}"
        say(f"  {named} [{problem.code}]")


def tell(value: Any) -> None:
    """One line of JSON to a program, on stdout; what a terminal would obey is written as an escape."""
    from briefer.markup import json_text

    put(json_text(value) + "\n")


def _drop_stdout() -> None:
    """Let go what stdout did not take: Python would try again at the end, and complain."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _log(error: Exception) -> str:
    """Where the whole story of a bug lies."""
    import tempfile
    import traceback

    from briefer import __version__

    story = f"briefer {__version__}, Python {sys.version}\n\n{''.join(traceback.format_exception(error))}"
    handle, path = tempfile.mkstemp(prefix="briefer-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(story)
    return path
