"""Shows how the work goes: a bar on a terminal, a line a stage elsewhere. All of it on stderr."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from briefer.cli.border import say
from briefer.desk import Reporter
from briefer.model import Job, Json, Problem
from briefer.runners import Outcome

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Lines(Reporter):
    """One line a stage, for logs and pipes."""

    def __init__(self) -> None:
        self._left = 0
        self._failed = 0
        self._name = ""
        self._total = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        return None

    def stage(self, name: str, total: int) -> None:
        self._name, self._left, self._total, self._failed = name, total, total, 0

    def more(self, count: int) -> None:
        self._left += count
        self._total += count

    def done(self, job: Job, outcome: Outcome) -> None:  # noqa: ARG002 - the hook's own parameters
        self._left -= 1
        self._failed += isinstance(outcome, Problem)
        if self._left == 0:
            failed = f", {self._failed} failed" if self._failed else ""
            say(f"{self._name}: {self._total} of {self._total} done{failed}")


class Bar(Lines):
    """A bar that moves with each job."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress: Progress = Progress(*columns, console=Console(stderr=True))
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def stage(self, name: str, total: int) -> None:
        self._task, self._total = self._progress.add_task(name, total=total), total

    def more(self, count: int) -> None:
        self._total += count
        if self._task is not None:
            self._progress.update(self._task, total=self._total)

    def done(self, job: Job, outcome: Outcome) -> None:  # noqa: ARG002
        if self._task is not None:
            self._progress.advance(self._task)


def named(position: Json) -> str:
    """A statement, behind its holder where it does not name them itself."""
    holder, statement = str(position["holder"]), " ".join(str(position["statement"]).split())
    return statement if holder in statement else f"{holder}: {statement}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as people read them: a table as wide as the terminal; elsewhere plain lines, the last cell on its own."""
    if not sys.stdout.isatty():
        return "".join(f"{': '.join(row[:-1])}\n    {row[-1]}\n" for row in rows)
    from io import StringIO

    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*headings, box=SIMPLE, expand=True, show_lines=False)
    for row in rows:
        drawn.add_row(*map(Text, row))
    page = Console(file=StringIO(), width=shutil.get_terminal_size().columns)
    page.print(drawn)
    return str(page.file.getvalue())  # type: ignore[attr-defined]


def display() -> Lines:
    """The display that fits where stderr goes."""
    return Bar() if sys.stderr.isatty() else Lines()
