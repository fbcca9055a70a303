"""What requests may cost: no request is sent that could take their sum over the limit.

Every request, or batch of them, is first reserved at its most, and settled at what the endpoint reports. One that would
fit if those under way cost less than their most waits for them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from briefer.errors import EngineUnusable
from briefer.model import Price, Usage
from briefer.prices import usd


def in_batch(usage: Usage) -> Usage:
    """The same, all of it answered in a batch."""
    tokens = (usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens)
    return Usage(usage.requests, *tokens, *tokens)


@dataclass(frozen=True, slots=True)
class Most:
    """The most tokens that a request may take."""

    prompt: int
    completion: int
    batched: bool = False
    """Whether it is answered in a batch, which costs less."""

    @property
    def tokens(self) -> tuple[int, int]:
        """Those of the prompt, those of the answer."""
        return self.prompt, self.completion

    def cost(self, price: Price) -> float:
        """USD, where nothing is found in a cache."""
        usage = Usage(prompt_tokens=self.prompt, completion_tokens=self.completion)
        return price.of(in_batch(usage) if self.batched else usage)


class Bill:
    """What one request took, as far as is known: nothing is said yet."""

    usage: Usage | None = None

    def took(self, usage: Usage | None) -> None:
        """None where nobody knows: then its most counts."""
        self.usage = usage


Spending = Callable[[], AbstractContextManager[Bill]]
"""Called for each request that is sent; may wait, or raise EngineUnusable where it could cost too much."""


@contextmanager
def FREE() -> Iterator[Bill]:  # noqa: N802 - the constant of its kind
    """Spending without a limit."""
    yield Bill()


class Budget:
    """USD that all requests of one engine may cost; from any thread."""

    def __init__(self, limit: float, price: Price) -> None:
        self._limit = limit
        self._price = price
        self._spent = 0.0
        self._reserved = 0.0
        self._changed = threading.Condition()

    @property
    def spent(self) -> float:
        """USD for what was settled."""
        with self._changed:
            return self._spent

    @contextmanager
    def spend(self, most: Most) -> Iterator[Bill]:
        """One request that takes `most` at most. Raises EngineUnusable when it could cross the limit."""
        reserved, bill = self._reserve(most), Bill()
        try:
            yield bill
        finally:
            with self._changed:
                self._reserved = max(0.0, self._reserved - reserved)
                self._spent += reserved if bill.usage is None else self._price.of(bill.usage)
                self._changed.notify_all()

    def _reserve(self, most: Most) -> float:
        cost = most.cost(self._price)
        with self._changed:
            while self._spent + self._reserved + cost > self._limit:
                if not self._reserved or self._spent + cost > self._limit:
                    raise EngineUnusable(
                        f"the next request may cost {usd(cost)}, and {usd(self._spent)} of {usd(self._limit)} is spent",
                        "raise --max-cost: what was answered so far is kept, and only the rest is asked",
                    )
                self._changed.wait()
            self._reserved += cost
        return cost
