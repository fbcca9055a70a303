"""Runs jobs one after the other in this thread: for `rules`, where threads would only cost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from briefer.errors import BrieferError


class SerialExecutor(Executor):
    """Runs each call at once, in `submit`."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BrieferError as error:
            future.set_exception(error)
        return future


def executor(jobs: int) -> Executor:
    return SerialExecutor()
