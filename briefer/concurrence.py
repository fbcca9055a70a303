"""What two engines found in the same articles: positions of both go in, what both have and what only one. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from briefer import matching
from briefer.model import Position, Second


def compare(engine: str, positions: Sequence[Position], others: Sequence[Position]) -> Second:
    """What the second `engine`, which found `others`, says to the positions of a brief.

    Both have found a position where both give it to the same holder in the same passage, in whatever words. The same
    words under another holder are no agreement: they stand among what only the second one found.
    """
    found = matching.pairs(*([matching.of_position(each) for each in held] for held in (positions, others)))
    by_id = {each.id: each for each in others}
    both = {
        each.id: found[each.id]
        for each in positions
        if each.id in found and set(each.holders) & set(by_id[found[each.id]].holders)
    }
    met = set(both.values())
    known = {each.id for each in positions}
    return Second(engine, frozenset(both), tuple(each for each in others if each.id not in met | known))
