"""What every runner promises. A runner is found by being in its folder; none is named here."""

from __future__ import annotations

import threading
from concurrent.futures import Executor
from types import ModuleType
from typing import ClassVar

import pytest

from briefer import plugins, runners
from briefer.errors import EngineUnusable
from briefer.model import Job, Json, Reply
from briefer.store import nowhere


@pytest.fixture(params=plugins.names("runners"))
def runner(request: pytest.FixtureRequest) -> ModuleType:
    return plugins.load("runners", request.param)


class Echo:
    """At module level, and stateless, so that it pickles to wherever an executor runs."""

    identity: ClassVar[Json] = {"kind": "echo"}
    reads_prompts = False

    def answer(self, job: Job) -> Reply:
        if job.task == "unusable":
            raise EngineUnusable("no key", "set one")
        return Reply(job.key, {"echo": job.payload["number"]})


def jobs(count: int) -> list[Job]:
    return [Job("echo", {"number": number}, {}, Echo.identity) for number in range(count)]


def double(number: int) -> int:
    return 2 * number


def test_says_what_it_is_for(runner: ModuleType) -> None:
    assert runner.__doc__


@pytest.mark.parametrize("at_once", [0, 1, 16])
def test_gives_an_executor_for_any_number_of_jobs_at_once(runner: ModuleType, at_once: int) -> None:
    with runner.executor(at_once) as executor:
        assert isinstance(executor, Executor)
        assert executor.submit(double, 21).result(timeout=30) == 42


def test_answers_every_job(runner: ModuleType) -> None:
    with runner.executor(4) as executor, nowhere() as store:
        outcomes = runners.run(jobs(50), Echo(), executor, store)
        assert [outcomes[job.key] for job in jobs(50)] == [
            Reply(job.key, {"echo": job.payload["number"]}) for job in jobs(50)
        ]
        assert all(store.reply(job.key) for job in jobs(50))


def test_hands_on_that_the_engine_is_unusable(runner: ModuleType) -> None:
    unusable = Job("unusable", {}, {}, Echo.identity)
    with runner.executor(4) as executor, nowhere() as store, pytest.raises(EngineUnusable) as stopped:
        runners.run([*jobs(3), unusable], Echo(), executor, store)
    assert (stopped.value.message, stopped.value.hint) == ("no key", "set one")


def test_leaves_no_thread_behind(runner: ModuleType) -> None:
    before = threading.active_count()
    with runner.executor(4) as executor:
        list(executor.map(double, range(10)))
    assert threading.active_count() == before
