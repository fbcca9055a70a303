"""Runners: each job is asked once, its reply is kept before anything uses it, and one failure costs only itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any, ClassVar

import pytest

from briefer import plugins, runners
from briefer.errors import BrieferError, EngineUnusable, JobFailed
from briefer.model import Job, Json, Problem, Reply
from briefer.store import Store, nowhere


def job(number: int, place: str = "") -> Job:
    return Job("extract", {"number": number}, {}, {"kind": "test"}, place=place)


class Engine:
    """Answers with what `act` gives for the job's number, and remembers which it was asked."""

    identity: ClassVar[Json] = {"kind": "test"}
    reads_prompts = False

    def __init__(self, act: Callable[[int], Any] = lambda number: number) -> None:
        self.act = act
        self.asked: list[int] = []

    def answer(self, job: Job) -> Reply:
        self.asked.append(job.payload["number"])
        return Reply(job.key, {"is": self.act(job.payload["number"])})


class AllAtOnce(Executor):
    """Answers nothing until `count` calls have come in, then all of them, the last one first."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.calls: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.calls.append((future, lambda: fn(*args, **kwargs)))
        if len(self.calls) == self.count:
            for waiting, call in reversed(self.calls):
                try:
                    waiting.set_result(call())
                except EngineUnusable as error:
                    waiting.set_exception(error)
        return future


@pytest.fixture
def store() -> Iterator[Store]:
    with nowhere() as opened:
        yield opened


@pytest.fixture(params=plugins.names("runners"))
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    with plugins.load("runners", request.param).executor(3) as made:
        yield made


def fails(number: int, error: Exception) -> Callable[[int], int]:
    def act(asked: int) -> int:
        if asked == number:
            raise error
        return asked

    return act


def test_every_job_gets_its_own_reply(executor: Executor, store: Store) -> None:
    jobs = [job(number) for number in range(20)]
    outcomes = runners.run(jobs, Engine(), executor, store)
    assert outcomes == {one.key: Reply(one.key, {"is": one.payload["number"]}) for one in jobs}


def test_jobs_may_come_from_a_generator_and_none_is_fine(executor: Executor, store: Store) -> None:
    assert len(runners.run((job(number) for number in range(3)), Engine(), executor, store)) == 3
    assert runners.run((), Engine(), executor, store) == {}


def test_the_same_job_is_asked_once(executor: Executor, store: Store) -> None:
    engine = Engine()
    outcomes = runners.run([job(1, "a.txt"), job(2), job(1, "b.txt")], engine, executor, store)
    assert sorted(engine.asked) == [1, 2]
    assert len(outcomes) == 2


def test_a_kept_reply_is_not_asked_again(executor: Executor, store: Store) -> None:
    first = runners.run([job(1), job(2)], Engine(), executor, store)
    engine = Engine()
    second = runners.run([job(1), job(2), job(3)], engine, executor, store)
    assert engine.asked == [3]
    assert first.items() <= second.items()


def test_every_outcome_is_told_once(executor: Executor, store: Store) -> None:
    runners.run([job(0)], Engine(), executor, store)
    told: list[tuple[int, type]] = []
    runners.run(
        [job(number) for number in range(4)],
        Engine(fails(2, JobFailed("no-answer", "refused"))),
        executor,
        store,
        lambda job, outcome: told.append((job.payload["number"], type(outcome))),
    )
    assert sorted(told, key=lambda one: one[0]) == [(0, Reply), (1, Reply), (2, Problem), (3, Reply)]


def test_a_failing_job_becomes_a_problem_and_the_others_are_kept(executor: Executor, store: Store) -> None:
    jobs = [job(number, f"{number}.txt chunk 1") for number in range(5)]
    outcomes = runners.run(jobs, Engine(fails(2, JobFailed("no-answer", "the model refused"))), executor, store)
    assert outcomes[jobs[2].key] == Problem("no-answer", "the model refused", "2.txt chunk 1")
    assert [store.reply(one.key) is not None for one in jobs] == [True, True, False, True, True]


def test_a_bug_in_an_engine_costs_one_job(executor: Executor, store: Store) -> None:
    outcomes = runners.run([job(1), job(2)], Engine(fails(1, KeyError("oops"))), executor, store)
    assert outcomes[job(1).key] == Problem("engine-error", "KeyError: 'oops'")
    assert isinstance(outcomes[job(2).key], Reply)


def test_a_failed_job_is_asked_again_the_next_time(executor: Executor, store: Store) -> None:
    runners.run([job(1)], Engine(fails(1, JobFailed("no-answer", "refused"))), executor, store)
    assert isinstance(runners.run([job(1)], Engine(), executor, store)[job(1).key], Reply)


def test_an_unusable_engine_stops_the_run_and_what_came_before_is_kept(executor: Executor, store: Store) -> None:
    def act(number: int) -> int:
        time.sleep(0.002)
        if number == 5:
            raise EngineUnusable("the key is wrong")
        return number

    engine = Engine(act)
    with pytest.raises(EngineUnusable, match="the key is wrong"):
        runners.run((job(number) for number in range(1000)), engine, executor, store)
    assert len(engine.asked) < 1000
    assert all(store.reply(job(number).key) for number in range(5))


def test_replies_that_come_together_with_the_stop_are_kept(store: Store) -> None:
    engine = Engine(fails(7, EngineUnusable("the key is wrong")))
    with pytest.raises(EngineUnusable):
        runners.run([job(number) for number in range(20)], engine, AllAtOnce(20), store)
    assert [number for number in range(20) if not store.reply(job(number).key)] == [7]


def test_the_order_of_arrival_does_not_matter(store: Store) -> None:
    jobs = [job(number) for number in range(20)]
    with nowhere() as other:
        serial = runners.run(jobs, Engine(), plugins.load("runners", "serial").executor(1), other)
    assert runners.run(jobs, Engine(), AllAtOnce(20), store) == serial


def test_a_reply_is_kept_before_the_serial_runner_asks_the_next_job(store: Store) -> None:
    kept_before: list[bool] = []

    def act(number: int) -> int:
        kept_before.append(number == 0 or store.reply(job(number - 1).key) is not None)
        return number

    runners.run([job(number) for number in range(5)], Engine(act), plugins.load("runners", "serial").executor(1), store)
    assert kept_before == [True] * 5


def test_an_interrupted_run_keeps_what_it_has(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt):
        runners.run(
            [job(number) for number in range(5)],
            Engine(fails(3, KeyboardInterrupt())),  # type: ignore[arg-type]
            plugins.load("runners", "serial").executor(1),
            store,
        )
    assert [store.reply(job(number).key) is not None for number in range(5)] == [True, True, True, False, False]


class FullDisk:
    """A store that can keep nothing."""

    def reply(self, key: str) -> Reply | None:
        return None

    def keep(self, job: Job, reply: Reply) -> None:
        raise BrieferError("the disk is full")


def test_a_store_that_cannot_keep_stops_the_run_before_more_is_paid() -> None:
    engine = Engine(lambda number: time.sleep(0.001))
    with (
        plugins.load("runners", "threads").executor(2) as pool,
        pytest.raises(BrieferError, match="the disk is full"),
    ):
        runners.run([job(number) for number in range(2000)], engine, pool, FullDisk())
    assert len(engine.asked) < 2000


def test_what_follows_from_an_answer_is_asked_before_what_is_not_made_yet(store: Store) -> None:
    asked: list[str] = []

    class Noting(Engine):
        def answer(self, job: Job) -> Reply:
            asked.append(job.key)
            return super().answer(job)

    jobs = [job(number) for number in range(20)]
    after = {jobs[0].key: [job(100)]}
    threads = plugins.load("runners", "threads").executor(1)
    with threads:
        runners.run(iter(jobs), Noting(), threads, store, then=lambda done, outcome: after.get(done.key, []))
    assert asked.index(job(100).key) <= threads.ahead < len(jobs)
    assert len(asked) == 21


def test_an_engine_that_loads_much_does_so_once_and_before_the_first_job(store: Store) -> None:
    order: list[str] = []

    class Loading(Engine):
        def prepare(self) -> None:
            order.append("prepared")

        def answer(self, job: Job) -> Reply:
            order.append("asked")
            return super().answer(job)

    serial = plugins.load("runners", "serial").executor(1)
    runners.run([job(1)], Loading(), serial, store)
    assert order == ["prepared", "asked"]
    runners.run([job(1)], Loading(), serial, store)
    assert order == ["prepared", "asked"], "nothing is asked, so nothing is loaded"
