"""The common ground of a dispute: verified positions in which its opposed holders say the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from briefer.model import Issue, Kind, Position

_MOST = 4
"""Positions of common ground that a dispute shows."""
_LEAST = 2
"""Telling words of the question that have to stand in a position, or all where there are fewer."""
_WITH = re.compile(r"\bagree(?:s|d|ing)? with\b", re.IGNORECASE)
_WORD = re.compile(r"\b[a-z]{4,}")
"""A word that is no name: what everybody speaks of is no question."""
_ASKING = frozenset(
    "about again being could does doing enough first further have keep kept made more most much near should such that "
    "their them then there these they this those what when where which will with would country countries government "
    "states united nations north south said says".split()
)


def found(issue: Issue, positions: Sequence[Position]) -> Issue:
    """The dispute with what its opposed holders share: what they say together on what it asks, then what was named.

    Named by an engine are those in which the holder of one side says what the other side says.
    """
    if not issue.disputed:
        return issue
    opposed = _opposed(issue)
    stands = {position.id for side in issue.sides if side.label for position in side.positions}
    asked = _telling(issue.question)
    enough = min(_LEAST, len(asked))
    together = [each for each in positions if _joins(each, opposed) and 0 < enough <= len(asked & _telling(each.words))]
    named = [each for each in issue.common if set(each.holders) & {one for pair in opposed for one in pair}]
    shared = {each.id: each for each in (*together, *named) if each.id not in stands and each.checks.all_passed}
    return replace(issue, common=tuple(shared.values())[:_MOST])


def _opposed(issue: Issue) -> tuple[tuple[str, str], ...]:
    """The pairs of holders of whom each stands on a side on which the other does not."""
    sides = [frozenset(side.holders) for side in issue.sides if side.label] or [
        frozenset(side.holders) for side in issue.sides
    ]
    return tuple(
        (one, other)
        for here, there in combinations(sides, 2)
        for one in sorted(here - there)
        for other in sorted(there - here)
    )


def _joins(position: Position, opposed: Iterable[tuple[str, str]]) -> bool:
    """Whether a position is held by two opposed holders, or one of them agrees to it with the other."""
    held = set(position.holders)
    agrees = position.kind is Kind.AGREES and _WITH.search(position.statement)
    agreed = held | {position.about} if agrees else held
    return any({one, other} <= agreed and held & {one, other} for one, other in opposed)


def _telling(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in _WORD.findall(text) if word not in _ASKING)
