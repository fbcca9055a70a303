"""What requests may cost: no request is sent that could take their sum over the limit.

Every request is first reserved at its most, and settled at what the endpoint reports. One that would fit if those under
way cost less than their most waits for them.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from briefer.errors import EngineUnusable
from briefer.model import Price, Usage
from briefer.prices import usd


@dataclass(frozen=True, slots=True)
class Most:
    """The most tokens that a request may take."""

    prompt: int
    completion: int

    def cost(self, price: Price) -> float:
        """USD, where nothing is found in a cache."""
        return price.of(Usage(prompt_tokens=self.prompt, completion_tokens=self.completion))


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

    def reserve(self, most: Most) -> float:
        """The USD set aside for a request. Raises EngineUnusable when it could cross the limit."""
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

    def settle(self, reserved: float, usage: Usage | None) -> None:
        """What a reserved request took; None where nobody knows, so that its most counts."""
        with self._changed:
            self._reserved = max(0.0, self._reserved - reserved)
            self._spent += reserved if usage is None else self._price.of(usage)
            self._changed.notify_all()
