"""Jobs in, replies out, through the store: each job is asked once, and its reply is kept before anything uses it.

A runner is a module of this folder with one function, `executor(jobs: int) -> concurrent.futures.Executor`; `jobs`
is how many may run at once. Jobs, replies and engines pickle, so an executor may be on other machines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, as_completed, wait
from typing import Protocol

from briefer.engines import Engine, Stoppable
from briefer.errors import EngineUnusable, JobFailed
from briefer.model import Job, Problem, Reply

Outcome = Reply | Problem


class Replies(Protocol):
    """The part of the store that a runner needs."""

    def reply(self, key: str) -> Reply | None: ...

    def keep(self, job: Job, reply: Reply) -> None: ...


def run(
    jobs: Iterable[Job],
    engine: Engine,
    executor: Executor,
    replies: Replies,
    on_done: Callable[[Job, Outcome], None] = lambda job, outcome: None,
) -> dict[str, Outcome]:
    """The outcome of each job by its key: a reply, or the problem that kept it from having one.

    Raises EngineUnusable as soon as the engine says that no job can be answered, BrieferError when a reply cannot be
    kept; no more jobs are asked then, and replies so far are kept.
    """
    outcomes: dict[str, Outcome] = {}
    waiting: dict[Future[Outcome], Job] = {}

    def collect(futures: Iterable[Future[Outcome]]) -> None:
        for future in futures:
            job, outcome = waiting.pop(future), future.result()
            if isinstance(outcome, Reply):
                replies.keep(job, outcome)
            outcomes[job.key] = outcome
            on_done(job, outcome)

    try:
        for job in {job.key: job for job in jobs}.values():
            known = replies.reply(job.key)
            if known is not None:
                outcomes[job.key] = known
                on_done(job, known)
            else:
                future = executor.submit(_answer, engine, job)
                waiting[future] = job
                if future.done():
                    collect((future,))
        collect(as_completed(tuple(waiting)))
    except BaseException:  # ask no more; but what is being answered is paid for
        running = [future for future in waiting if not future.cancel()]
        if isinstance(engine, Stoppable):
            engine.stop()
        collect(future for future in wait(running).done if not future.exception())
        raise
    return outcomes


def _answer(engine: Engine, job: Job) -> Outcome:
    try:
        return engine.answer(job)
    except JobFailed as error:
        return Problem(error.code, str(error), job.place)
    except EngineUnusable:
        raise
    except Exception as error:  # one job's bug must not lose the others' paid work
        return Problem("engine-error", f"{type(error).__name__}: {error}", job.place)
