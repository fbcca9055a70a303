"""A limit on what requests may cost is never crossed, from any number of threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from briefer.engines.openai import Budget, Most
from briefer.errors import EngineUnusable
from briefer.model import Price, Usage

A_DOLLAR_A_TOKEN = Price(1_000_000, 1_000_000, 1_000_000)


def budget(limit: float) -> Budget:
    return Budget(limit, A_DOLLAR_A_TOKEN)


def test_what_fits_is_set_aside_and_settled_at_what_it_took() -> None:
    held = budget(10)
    for _ in range(3):
        held.settle(held.reserve(Most(3, 3)), Usage(1, 1, 1))
    assert held.spent == 6
    with pytest.raises(EngineUnusable, match=r"may cost \$6.00, and \$6.00 of \$10.00 is spent"):
        held.reserve(Most(3, 3))


def test_a_request_that_was_lost_counts_at_its_most() -> None:
    held = budget(10)
    held.settle(held.reserve(Most(4, 4)), None)
    assert held.spent == 8


def test_the_very_limit_may_be_reached() -> None:
    held = budget(6)
    held.settle(held.reserve(Most(3, 3)), None)
    assert held.spent == 6
    held.settle(held.reserve(Most(0, 0)), Usage())


def test_no_budget_no_request() -> None:
    with pytest.raises(EngineUnusable, match="--max-cost"):
        budget(0).reserve(Most(1, 0))


def test_one_that_may_fit_waits_for_those_under_way() -> None:
    held = budget(10)
    first = held.reserve(Most(5, 3))
    waited = threading.Event()

    def second() -> None:
        held.settle(held.reserve(Most(5, 3)), Usage(1, 1, 0))
        waited.set()

    thread = threading.Thread(target=second)
    thread.start()
    assert not waited.wait(0.05)
    held.settle(first, Usage(1, 1, 0))
    thread.join(5)
    assert waited.is_set()
    assert held.spent == 2


def test_many_threads_never_cross_it() -> None:
    held = budget(100)
    most = []

    def ask(number: int) -> bool:
        try:
            reserved = held.reserve(Most(7, 5))
        except EngineUnusable:
            return False
        most.append(held.spent)
        held.settle(reserved, Usage(1, 7, number % 6))
        return True

    with ThreadPoolExecutor(8) as pool:
        answered = sum(pool.map(ask, range(60)))
    assert 8 <= answered < 15
    assert held.spent <= 100
