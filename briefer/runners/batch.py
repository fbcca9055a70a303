"""Hands jobs to an engine together, for one that has them answered as batches; whatever else is called runs at once.

Calls are gathered until none came for a moment. A job whose answer has come is then answered by the call that was
submitted, on a pool of threads, and so is one that is left without an answer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from briefer.engines import Gatherer
from briefer.model import Job

_QUIET = 0.25
"""Seconds without a further call, after which those that came are handed on."""
_GATHERINGS = 32
"""How many are waited for at once: what is left of an answer that broke off is asked in a batch of its own."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that was submitted, of the form `fn(engine, job)`."""

    fn: Callable[..., Any]
    engine: Gatherer
    job: Job
    future: Future[Any] = field(default_factory=Future)

    def run(self) -> Any:
        if self.future.set_running_or_notify_cancel():
            return self.fn(self.engine, self.job)
        return None

    def settle(self, done: Future[Any]) -> None:
        """What `run` came to is what the call came to."""
        if done.cancelled():
            self.future.cancel()
        elif not self.future.cancelled():
            error = done.exception()
            self.future.set_exception(error) if error else self.future.set_result(done.result())

    def fail(self, error: BaseException) -> None:
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(error)


@dataclass(slots=True)
class _Gathering:
    """Calls that go to one engine together."""

    engine: Gatherer
    calls: dict[str, list[_Call]] = field(default_factory=dict)
    last: float = 0.0

    def add(self, call: _Call) -> None:
        self.calls.setdefault(call.job.key, []).append(call)
        self.last = time.monotonic()

    @property
    def left(self) -> tuple[_Call, ...]:
        return tuple(call for calls in self.calls.values() for call in calls)

    def settle(self, done: Future[None]) -> None:
        """Nothing is left unless the gathering was cancelled, or the engine raised."""
        error = None if done.cancelled() else done.exception()
        for call in self.left:
            call.fail(error) if error else call.future.cancel()


class BatchExecutor(Executor):
    """Runs calls of the form `fn(engine, job)` when the engine's `gather` gives the job back; others at once."""

    def __init__(self, jobs: int) -> None:
        self._pool = ThreadPoolExecutor(max(1, jobs), thread_name_prefix="briefer")
        self._gatherings = ThreadPoolExecutor(_GATHERINGS, thread_name_prefix="briefer-batch")
        self._lock = threading.Lock()
        self._open: dict[int, _Gathering] = {}

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        match args:
            case (Gatherer() as engine, Job() as job) if not kwargs:
                return self._join(_Call(fn, engine, job))
        return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._gatherings.shutdown(wait, cancel_futures=cancel_futures)
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def _join(self, call: _Call) -> Future[Any]:
        with self._lock:
            now = self._open.get(id(call.engine))
            if now:
                now.add(call)
                return call.future
            now = self._open[id(call.engine)] = _Gathering(call.engine)
            now.add(call)
        self._gatherings.submit(self._gather, now).add_done_callback(now.settle)
        return call.future

    def _gather(self, now: _Gathering) -> None:
        while (left := now.last + _QUIET - time.monotonic()) > 0:
            time.sleep(left)
        with self._lock:
            del self._open[id(now.engine)]
        jobs = [calls[0].job for calls in now.calls.values() if not all(call.future.cancelled() for call in calls)]
        for job in now.engine.gather(jobs) if jobs else ():
            for call in now.calls.pop(job.key, ()):
                self._pool.submit(call.run).add_done_callback(call.settle)


def executor(jobs: int) -> Executor:
    return BatchExecutor(jobs)
