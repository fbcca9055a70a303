"""The desk: questions in, outcomes out, by an engine, a runner and the store. What is too large is asked in parts.

A reply may say that its question was too large: `DIVIDE` has the codes. It is kept like any other, since it was paid
for; the question's task says what is left to ask, and that is asked at once, beside everything else. So a run that is
stopped in between asks only for the parts that are missing, and nothing depends on the order in which replies come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from briefer import runners
from briefer.engines import Engine, Payer
from briefer.jobs import Asker
from briefer.model import Job, Problem, Reply, Usage
from briefer.runners import Outcome

if TYPE_CHECKING:
    from briefer.actors import Table

P = TypeVar("P")


class Reporter:
    """Hears how the work goes; does nothing. The CLI attaches a display."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins that asks `total` jobs, as far as is known."""

    def more(self, count: int) -> None:
        """So many more jobs turned out to be needed."""

    def done(self, job: Job, outcome: Outcome) -> None:
        """One job of the stage has its outcome."""


@dataclass(frozen=True, slots=True)
class Task(Generic[P]):
    """How a piece of work becomes a job, and what of it is left to ask after an outcome: () when that settles it."""

    ask: Callable[[P], Job]
    left: Callable[[P, Outcome], tuple[P, ...]]


@dataclass(slots=True)
class Answered(Generic[P]):
    """A piece of work with the outcome of its job, and the parts that were asked after it."""

    piece: P
    key: str
    outcome: Outcome | None = None
    parts: list[Answered[P]] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return self.outcome is not None and all(part.complete for part in self.parts)

    def walk(self) -> Iterator[tuple[P, Outcome, bool]]:
        """Every piece below with its outcome and whether parts were asked after it, in the order of the text."""
        assert self.outcome is not None, "not asked yet"  # noqa: S101 - a bug of the desk's, never of an engine's
        yield self.piece, self.outcome, bool(self.parts)
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Desk:
    """Who answers, how many at once, and what is known already."""

    engine: Engine
    executor: Executor
    replies: runners.Replies
    asker: Asker
    table: Table
    reporter: Reporter
    slots: int = 1
    """How many questions are asked at once."""

    @property
    def unanswered(self) -> Usage:
        """What was paid for questions that got no reply."""
        return self.engine.unanswered if isinstance(self.engine, Payer) else Usage()

    def ask_one(self, stage: str, job: Job) -> tuple[Reply, tuple[Problem, ...]]:
        """The reply to one job with its problems; where it failed, an empty reply and why."""
        self.reporter.stage(stage, 1)
        outcome = runners.run((job,), self.engine, self.executor, self.replies, self.reporter.done)[job.key]
        if isinstance(outcome, Problem):
            return Reply(job.key, {}), (Problem(f"{job.task}-failed", outcome.message, job.place),)
        return outcome, outcome.problems

    def ask(
        self,
        stage: str,
        groups: Iterable[Sequence[tuple[P, Task[P]]]],
        total: int,
        settled: Callable[[int, tuple[Answered[P], ...]], None] = lambda *_: None,
        weight: Callable[[P], float] | None = None,
    ) -> tuple[tuple[Answered[P], ...], ...]:
        """The pieces of each group, answered, in the order given; jobs are asked in that order, or by falling `weight`.

        `settled` is told the number of a group and its pieces as soon as the last of them has its outcome.
        """
        self.reporter.stage(stage, total)
        book = _Book(self, settled)
        runners.run(book.jobs(groups, weight), self.engine, self.executor, self.replies, self.reporter.done, book.then)
        return tuple(tuple(group) for group in book.groups)


class _Book(Generic[P]):
    """Which piece waits for which job. One job may answer several pieces: the same words in two articles."""

    def __init__(self, desk: Desk, settled: Callable[[int, tuple[Answered[P], ...]], None]) -> None:
        self.groups: list[list[Answered[P]]] = []
        self._reporter, self._replies = desk.reporter, desk.replies
        self._settled = settled
        self._told: set[int] = set()
        self._known: dict[str, Outcome] = {}
        self._waiting: dict[str, list[tuple[int, Answered[P], Task[P]]]] = {}

    def jobs(self, groups: Iterable[Sequence[tuple[P, Task[P]]]], weight: Callable[[P], float] | None) -> Iterator[Job]:
        later: list[tuple[float, Job]] = []
        for number, group in enumerate(groups):
            into: list[Answered[P]] = []
            self.groups.append(into)
            made = [(piece, job) for piece, task in group for job in self._enter(number, into, piece, task)]
            self._reporter.more(len(made) - 1)
            if weight:
                later += [(weight(piece), job) for piece, job in made]
            else:
                yield from (job for _, job in made)
            self._tell(number)
        yield from (job for _, job in sorted(later, key=lambda each: -each[0]))

    def then(self, job: Job, outcome: Outcome) -> Iterable[Job]:
        """What is to be asked after this outcome."""
        self._known[job.key] = outcome
        further: list[Job] = []
        for number, node, task in self._waiting.pop(job.key, ()):
            found = self._settle(number, node, task, outcome)
            self._reporter.more(len(found))
            further += found
            self._tell(number)
        return further

    def _enter(self, number: int, into: list[Answered[P]], piece: P, task: Task[P]) -> list[Job]:
        """The jobs that a new piece needs: none where the outcome is known or awaited."""
        job = task.ask(piece)
        node = Answered(piece, job.key)
        into.append(node)
        if job.key in self._known:
            return self._settle(number, node, task, self._known[job.key])
        awaited = self._waiting.setdefault(job.key, [])
        awaited.append((number, node, task))
        return [job] if len(awaited) == 1 else []

    def _settle(self, number: int, node: Answered[P], task: Task[P], outcome: Outcome) -> list[Job]:
        node.outcome = outcome
        parts = task.left(node.piece, outcome)
        if isinstance(outcome, Reply) and outcome.broke_off and not parts:
            self._replies.forget(node.key)  # it failed: another run may have more luck, or more room
        return [job for part in parts for job in self._enter(number, node.parts, part, task)]

    def _tell(self, number: int) -> None:
        group = self.groups[number]
        if number not in self._told and all(node.complete for node in group):
            self._told.add(number)
            self._settled(number, tuple(group))
