"""Runs jobs on a pool of threads, for engines that wait for a network."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor

_AHEAD = 3
"""Jobs for each thread: none has to wait for the next, and what follows from an answer soon has its turn."""


class Threads(ThreadPoolExecutor):
    """Threads, with so few jobs waiting for one that what follows from an answer goes before most that are new."""

    def __init__(self, threads: int) -> None:
        super().__init__(threads, thread_name_prefix="briefer")
        self.ahead = _AHEAD * threads


def executor(jobs: int) -> Executor:
    return Threads(max(1, jobs))
