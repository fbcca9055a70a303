"""Which of many spans touch a given one, found without looking at all of them. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from briefer.model import Span


class Place(NamedTuple):
    """One span of an owner, who goes by a number."""

    span: Span
    owner: int


@dataclass(frozen=True)
class Places:
    """Spans with their owners, in the order in which the spans begin."""

    entries: tuple[Place, ...]

    def touching(self, span: Span) -> tuple[Place, ...]:
        """The places that overlap `span`, in their order.

        Takes as long as there are places near it, as far back as the longest of those before it reaches.
        """
        last = first = bisect_left(self._starts, span.end)
        while first and self._reached[first - 1] > span.start:
            first -= 1
        return tuple(each for each in self.entries[first:last] if each.span.overlaps(span))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(span.start for span, _ in self.entries)

    @cached_property
    def _reached(self) -> tuple[int, ...]:
        """For each place the furthest end up to it: where none reaches further, nothing before it touches."""
        return tuple(accumulate((span.end for span, _ in self.entries), max))


def places(owned: Iterable[Iterable[Span]]) -> Places:
    """The places of owners that are numbered from 0, each given by its spans."""
    return Places(tuple(sorted(Place(span, owner) for owner, spans in enumerate(owned) for span in spans)))
