"""What an engine is. Each module of this folder is one, found by its name.

An engine module has one function, `engine(settings) -> Engine`, and may name the runner that suits it, `RUNNER`. One
that keeps to `Settings.jobs` by itself may name with `WAITING` how many times as many jobs it takes at once, so that a
job that waits for another try holds no slot.
An engine answers jobs one at a time from any thread; it keeps nothing, the store does. One that waits is `Stoppable`,
one that can have jobs answered together is a `Gatherer`, one that loads much is `Preparing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from briefer.model import Job, Json, Reply, Usage


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person set for an engine; empty where nothing was set, and an engine ignores what it has no use for."""

    model: str = ""
    base_url: str = ""
    api_key: str = ""
    replies: str = ""
    """For `replay`: the path of a file with recorded replies."""
    actors: str = ""
    """The text of the person's own actor table, laid over the shipped one."""
    prices: str = ""
    """The text of the person's own table of prices, laid over the shipped one."""
    max_cost: float | None = None
    """USD that the engine's requests may cost in all; None for no limit."""
    timeout: float = 90.0
    """Seconds one request may take; another try after that may take longer."""
    jobs: int = 0
    """How many requests may be under way at once; 0 leaves that to the runner."""


@runtime_checkable
class Stoppable(Protocol):
    """An engine that may wait long may be told to stop waiting."""

    def stop(self) -> None:
        """From any thread: jobs that wait for another try fail at once; what is being answered may still end."""


@runtime_checkable
class Preparing(Protocol):
    """An engine that loads much before its first answer."""

    def prepare(self) -> None:
        """In the thread that asks, before the first job: many threads that load the same at once take much longer."""


@runtime_checkable
class Learner(Protocol):
    """An engine that finds out about its endpoint what the next run should not have to pay for again."""

    @property
    def learned(self) -> Json:
        """What to keep; {} for nothing. No secrets."""

    def recall(self, learned: Json) -> None:
        """Begin with what an earlier run kept for the same identity; anything else is passed over."""


@runtime_checkable
class Payer(Protocol):
    """An engine whose requests may cost something though a job gets no reply of them."""

    @property
    def unanswered(self) -> Usage:
        """What all such requests of this process took."""


@runtime_checkable
class Gatherer(Protocol):
    """An engine that can have many jobs answered together, for less money and later. The runner `batch` is for it."""

    def gather(self, jobs: Sequence[Job]) -> Iterator[Job]:
        """Each of these jobs, as soon as `answer` has no more to do than to read what came; those without come last.

        May take a day. What was paid for is found again by another process. Raises EngineUnusable when nothing can be
        had together, JobFailed when it was stopped.
        """


class Engine(Protocol):
    """Answers jobs."""

    @property
    def identity(self) -> Json:
        """All that an answer depends on beside the job itself: kind, host, model, parameters. No secrets."""

    @property
    def reads_prompts(self) -> bool:
        """False when `answer` looks only at the payload, so that no prompt has to be rendered."""

    def answer(self, job: Job) -> Reply:
        """Answer one job.

        Raises JobFailed when this job gets no usable answer, EngineUnusable when no job would.
        """
