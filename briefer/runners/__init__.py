"""Jobs in, replies out, through the store: each job is asked once, and its reply is kept before anything uses it.

A runner is a module of this folder with one function, `executor(jobs: int) -> concurrent.futures.Executor`; `jobs`
is how many may run at once. Jobs, replies and engines pickle, so an executor may be on other machines. One that names
with `ahead` how many jobs it is to have before the first is done gets no more; any other gets all there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Protocol

from briefer.engines import Engine, Preparing, Stoppable
from briefer.errors import BrieferError, EngineUnusable, JobFailed
from briefer.model import Job, Problem, Reply

Outcome = Reply | Problem


class Replies(Protocol):
    """The part of the store that a runner needs."""

    def reply(self, key: str) -> Reply | None: ...

    def keep(self, job: Job, reply: Reply) -> None: ...

    def forget(self, key: str) -> None: ...


def run(
    jobs: Iterable[Job],
    engine: Engine,
    executor: Executor,
    replies: Replies,
    on_done: Callable[[Job, Outcome], None] = lambda job, outcome: None,
    then: Callable[[Job, Outcome], Iterable[Job]] = lambda job, outcome: (),
) -> dict[str, Outcome]:
    """The outcome of each job by its key: a reply, or the problem that kept it from having one.

    Jobs are asked in the order given, the first while the last are still being made. `then` gives the jobs to ask after
    an outcome, before those that are not made yet; it is called once a job, in the caller's thread. Raises
    EngineUnusable as soon as the engine says that no job can be answered, BrieferError when a reply cannot be kept; no
    more jobs are asked then, and replies so far are kept.
    """
    line = _Line(engine, executor, replies, on_done, then)
    try:
        for job in jobs:
            line.ask(job)
            line.collect(patiently=line.is_full)
        while line.waiting:
            line.collect(patiently=True)
    except BaseException:  # ask no more; but what is being answered is paid for
        line.stop()
        raise
    return line.outcomes


@dataclass
class _Line:
    """The jobs of one run on their way."""

    engine: Engine
    executor: Executor
    replies: Replies
    on_done: Callable[[Job, Outcome], None]
    then: Callable[[Job, Outcome], Iterable[Job]]
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    waiting: dict[Future[Outcome], Job] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    prepared: bool = False
    unkept: list[BrieferError] = field(default_factory=list)
    finished: SimpleQueue[Future[Outcome]] = field(default_factory=SimpleQueue)

    def ask(self, job: Job) -> None:
        """Ask a job, and what follows from it where its reply is known; nothing where it was asked before."""
        further = deque((job,))
        while further:
            job = further.popleft()
            if job.key in self.asked:
                continue
            self.asked.add(job.key)
            known = self.replies.reply(job.key)
            if known is not None:
                further.extend(self._settle(job, known))
                continue
            self._prepare()
            future = self.executor.submit(_answer, self.engine, job)
            self.waiting[future] = job
            future.add_done_callback(self._arrived)

    def _prepare(self) -> None:
        if not self.prepared and isinstance(self.engine, Preparing):
            self.engine.prepare()
        self.prepared = True

    def collect(self, *, patiently: bool) -> None:
        """Take what has been answered; `patiently` waits for one answer at least."""
        while self.waiting and (patiently or not self.finished.empty()):
            self._take(self.finished.get())
            patiently = False

    @property
    def is_full(self) -> bool:
        """Whether the executor is not to have another job before one is done."""
        return 0 < getattr(self.executor, "ahead", 0) <= len(self.waiting)

    def stop(self) -> None:
        """Cancel what has not begun, and keep what is still answered."""
        running = [future for future in self.waiting if not future.cancel()]
        if isinstance(self.engine, Stoppable):
            self.engine.stop()
        for future in wait(running).done:
            if not future.exception():
                self._keep(future)

    def _arrived(self, future: Future[Outcome]) -> None:
        """Keep an answer at once, in the thread that it comes in: this run's own may be busy with another article."""
        if future.cancelled():
            return
        try:
            if not future.exception():
                self._keep(future)
        except BrieferError as error:
            self.unkept.append(error)
        self.finished.put(future)

    def _keep(self, future: Future[Outcome]) -> None:
        outcome = future.result()
        if isinstance(outcome, Reply):
            self.replies.keep(self.waiting[future], outcome)

    def _take(self, future: Future[Outcome]) -> None:
        if self.unkept:
            raise self.unkept[0]
        outcome = future.result()
        for each in self._settle(self.waiting.pop(future), outcome):
            self.ask(each)

    def _settle(self, job: Job, outcome: Outcome) -> Iterable[Job]:
        self.outcomes[job.key] = outcome
        further = self.then(job, outcome)
        self.on_done(job, outcome)
        return further


def _answer(engine: Engine, job: Job) -> Outcome:
    try:
        return engine.answer(job)
    except JobFailed as error:
        return Problem(error.code, str(error), job.place)
    except EngineUnusable:
        raise
    except Exception as error:  # one job's bug must not lose the others' paid work
        return Problem("engine-error", f"{type(error).__name__}: {error}", job.place)
