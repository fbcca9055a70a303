"""How many requests go at once: the limit falls with a 429 and comes back by itself."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from briefer.engines.openai.pace import Pace


class Time:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


def pace(slots: int, time: Time) -> Pace:
    return Pace(slots, lambda: time.now, time.sleep, lambda: 0.0)


def refuse(made: Pace, under_way: int, times: int) -> None:
    """Of so many requests under way, so many get a 429, one after the other."""
    for _ in range(under_way):
        made.enter()
    for _ in range(times):
        made.refused(1.0, too_many=True)
        made.leave()
    for _ in range(under_way - times):
        made.leave()


def good(made: Pace, answers: int) -> None:
    for _ in range(answers):
        with made.place():
            made.good()


def test_the_limit_falls_to_those_that_were_let_in(time: Time) -> None:
    made = pace(10, time)
    refuse(made, 10, 5)
    assert made.limit == 5


def test_nobody_asks_before_the_time_that_was_told(time: Time) -> None:
    made = pace(2, time)
    refuse(made, 1, 1)
    with made.place():
        assert time.now == 1.0


def test_the_limit_comes_back_by_itself_and_ever_more_slowly_where_it_was_refused(time: Time) -> None:
    made = pace(10, time)
    refuse(made, 10, 5)
    waits = []
    for _ in range(3):
        answers = 0
        while made.limit == 5:
            good(made, 1)
            answers += 1
        waits.append(answers)
        refuse(made, 6, 1)
    assert waits == [20, 40, 80]


def test_a_limit_that_is_gone_is_found_to_be_gone(time: Time) -> None:
    made = pace(10, time)
    refuse(made, 10, 9)
    good(made, 200)
    assert made.limit == 10


def test_it_never_falls_below_one_or_rises_above_the_slots(time: Time) -> None:
    made = pace(3, time)
    refuse(made, 3, 3)
    assert made.limit == 1
    good(made, 500)
    assert made.limit == 3


def test_a_pause_that_is_no_429_leaves_the_limit(time: Time) -> None:
    made = pace(4, time)
    with made.place():
        made.refused(5.0, too_many=False)
    assert made.limit == 4
    with made.place():
        assert time.now == 5.0


def test_no_more_than_the_slots_are_under_way() -> None:
    made = Pace(3, lambda: 1.0, lambda seconds: None, lambda: 0.0)
    under_way, most, lock = 0, 0, threading.Lock()

    def request(_: int) -> None:
        nonlocal under_way, most
        with made.place():
            with lock:
                under_way += 1
                most = max(most, under_way)
            threading.Event().wait(0.001)
            with lock:
                under_way -= 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(request, range(60)))
    assert most == 3


def test_a_stop_lets_nobody_wait(time: Time) -> None:
    made = pace(1, time)
    with made.place(), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(made.enter)
        made.stop()
        waiting.result(timeout=5)


def test_who_asks_again_goes_first() -> None:
    made = Pace(1, lambda: 1.0, lambda seconds: None, lambda: 0.0)
    order: list[str] = []

    def request(name: str, again: bool) -> None:
        with made.place(again):
            order.append(name)

    with ThreadPoolExecutor(4) as pool:
        made.enter()
        for name in ("first", "second", "third"):
            pool.submit(request, name, False)
        threading.Event().wait(0.05)
        pool.submit(request, "again", True)
        threading.Event().wait(0.05)
        made.leave()
    assert order == ["again", "first", "second", "third"]
