"""Runs jobs on a pool of threads, for engines that wait for a network."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor


def executor(jobs: int) -> Executor:
    return ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="briefer")
