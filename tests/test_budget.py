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


def ask(held: Budget, most: Most, took: Usage | None) -> None:
    with held.spend(most) as bill:
        bill.took(took)


def test_what_fits_is_set_aside_and_settled_at_what_it_took() -> None:
    held = budget(10)
    for _ in range(3):
        ask(held, Most(3, 3), Usage(1, 1, 1))
    assert held.spent == 6
    with pytest.raises(EngineUnusable, match=r"may cost \$6.00, and \$6.00 of \$10.00 is spent"):
        ask(held, Most(3, 3), None)


def test_a_request_that_was_lost_counts_at_its_most() -> None:
    held = budget(10)
    ask(held, Most(4, 4), None)
    assert held.spent == 8


def test_a_request_in_which_something_broke_counts_at_its_most() -> None:
    held = budget(10)
    with pytest.raises(ZeroDivisionError), held.spend(Most(4, 4)):
        raise ZeroDivisionError
    assert held.spent == 8


def test_the_very_limit_may_be_reached() -> None:
    held = budget(6)
    ask(held, Most(3, 3), None)
    assert held.spent == 6
    ask(held, Most(0, 0), Usage())


def test_no_budget_no_request() -> None:
    with pytest.raises(EngineUnusable, match="--max-cost"):
        ask(budget(0), Most(1, 0), None)


def test_one_that_may_fit_waits_for_those_under_way() -> None:
    held = budget(10)
    done = threading.Event()

    def second() -> None:
        ask(held, Most(5, 3), Usage(1, 1, 0))
        done.set()

    thread = threading.Thread(target=second)
    with held.spend(Most(5, 3)) as bill:
        thread.start()
        assert not done.wait(0.05)
        bill.took(Usage(1, 1, 0))
    thread.join(5)
    assert done.is_set()
    assert held.spent == 2


def test_many_threads_never_cross_it() -> None:
    held = budget(100)

    def one(number: int) -> bool:
        try:
            ask(held, Most(7, 5), Usage(1, 7, number % 6))
        except EngineUnusable:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        answered = sum(pool.map(one, range(60)))
    assert 8 <= answered < 15
    assert held.spent <= 100
