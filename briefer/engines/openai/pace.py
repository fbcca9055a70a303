"""How many requests are under way at once, and when the next may go: one limit for all threads.

A request takes a place and gives it back when its answer is there; one that waits for another try has none. A 429 says
how many were too many: the limit falls to those that were let in, and nobody asks before the endpoint said. After so
many good answers the limit rises by one. Where it was refused before, twice as many are waited for each time, so that
a limit that stands is tried ever more seldom.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 20
"""Good answers before a limit that was refused once is tried again."""
_MOST_PATIENCE = 640


class Pace:
    """Lets at most `slots` requests go at once, any number for 0; `with pace.place():` is one request.

    `sleep` waits that many seconds, or raises when the run was stopped; `jitter` is from 0 to 1.
    """

    def __init__(
        self,
        slots: int,
        monotonic: Callable[[], float],
        sleep: Callable[[float], None],
        jitter: Callable[[], float],
    ) -> None:
        self._monotonic, self._sleep, self._jitter = monotonic, sleep, jitter
        self._lock = threading.RLock()
        self._free, self._free_again = (threading.Condition(self._lock) for _ in range(2))
        self._waiting_again = 0
        self._slots: float = slots or math.inf
        self._limit = self._slots
        self._refused_at = math.inf
        self._under_way = 0
        self._streak = 0
        self._patience = _PATIENCE
        self._resume_at = 0.0
        self._stopped = False
        self.answers = 0
        """Good answers so far."""

    @property
    def limit(self) -> float:
        """How many requests may be under way now."""
        return self._limit

    @contextmanager
    def place(self, again: bool = False) -> Iterator[None]:
        """One request's time; whoever asks `again` goes before all that were not asked yet."""
        self.enter(again)
        try:
            yield
        finally:
            self.leave()

    def enter(self, again: bool = False) -> None:
        """Take a place, as soon as there is one and nobody has to wait."""
        while not self._enter(again):
            left = self._resume_at - self._monotonic()
            if left > 0:
                # spread a little, so that not all go on at once
                self._sleep(left + self._jitter() * min(1.0, left / 8))

    def leave(self) -> None:
        """Give a place back."""
        with self._lock:
            self._under_way -= 1
            self._wake_one()

    def stop(self) -> None:
        """Let nobody wait for a place any longer; what sleeps has to be woken by its owner."""
        with self._lock:
            self._stopped = True
            self._free.notify_all()
            self._free_again.notify_all()

    def good(self) -> None:
        """A request, still counted as under way, was answered."""
        with self._lock:
            self.answers += 1
            self._streak += 1
            if self._limit >= self._refused_at and self._streak >= 2 * self._limit:
                self._refused_at, self._patience = math.inf, _PATIENCE  # what was refused then is let in now
            careful = self._limit + 1 >= self._refused_at
            if self._limit < self._slots and self._streak >= (self._patience if careful else self._limit):
                self._limit, self._streak = self._limit + 1, 0
                self._wake_one()

    def refused(self, seconds: float, *, too_many: bool) -> None:
        """Nobody may ask for so many seconds; `too_many` says that this request, still under way, was one too many."""
        with self._lock:
            self._resume_at = max(self._resume_at, self._monotonic() + seconds)
            if not too_many:
                return
            if self._under_way >= self._refused_at:
                self._patience = min(2 * self._patience, _MOST_PATIENCE)
            self._refused_at = min(self._refused_at, max(2, self._under_way))
            self._limit = max(1, min(self._limit, self._under_way - 1))
            self._streak = 0

    def _wake_one(self) -> None:
        """There is one place: one of those who wait may look."""
        (self._free_again if self._waiting_again else self._free).notify()

    def _enter(self, again: bool) -> bool:
        """Takes a place, waiting for one; False while a pause lasts."""
        with self._lock:
            self._waiting_again += again
            while not self._stopped and self._under_way >= self._limit and self._resume_at <= self._monotonic():
                (self._free_again if again else self._free).wait()
            self._waiting_again -= again
            if self._resume_at > self._monotonic() and not self._stopped:
                return False
            self._under_way += 1
            return True
