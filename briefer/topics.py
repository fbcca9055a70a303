"""Divides positions among questions that fit into a prompt, so that what is about the same stays together. Pure.

Which issues the positions answer is what an engine is asked; here only words are counted: again and again the largest
set of positions that share a word and fit is taken out, and small sets are put together. The same positions are always
divided the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.model import Position
from briefer.tokens import estimate

BUDGET = 8000
"""Tokens of positions in one prompt, as `tokens.estimate` counts them."""
_AROUND = 24
"""Tokens that a prompt adds to a position: id, date, place, kind and marks."""
_WORD = re.compile(r"[^\W\d_]{4,}")


def groups(positions: Sequence[Position], budget: int = BUDGET) -> tuple[tuple[Position, ...], ...]:
    """The positions in groups of at most `budget` tokens, each in the order given; one group where all of them fit.

    A single position that is larger is a group of its own.
    """
    sizes = [_AROUND + estimate(each.statement) + estimate(each.words) + estimate(each.holder) for each in positions]
    if sum(sizes) <= budget:
        return (tuple(positions),) if positions else ()
    together = _packed(_peeled(positions, sizes, budget), sizes, budget)
    return tuple(tuple(positions[at] for at in group) for group in together)


def _peeled(positions: Sequence[Position], sizes: Sequence[int], budget: int) -> list[list[int]]:
    """Positions, by number, that share a word, the largest sets that fit first; then each of the rest alone."""
    holding: dict[str, set[int]] = {}
    words = [sorted(set(_WORD.findall(each.statement.casefold()))) for each in positions]
    for at, own in enumerate(words):
        for word in own:
            holding.setdefault(word, set()).add(at)
    weight = {word: sum(sizes[at] for at in held) for word, held in holding.items()}
    peeled: list[list[int]] = []
    while weight:
        best = max(
            (word for word in weight if weight[word] <= budget), key=lambda word: (weight[word], word), default=""
        )
        if len(holding.get(best, ())) < 2:
            break
        taken = sorted(holding[best])
        peeled.append(taken)
        for at in taken:
            for word in words[at]:
                holding[word].discard(at)
                weight[word] -= sizes[at]
        weight = {word: left for word, left in weight.items() if left}
    grouped = {at for group in peeled for at in group}
    return [*peeled, *([at] for at in range(len(positions)) if at not in grouped)]


def _packed(sets: Sequence[Sequence[int]], sizes: Sequence[int], budget: int) -> list[list[int]]:
    """The sets put together where several fit, each into the first place with room."""
    packs: list[tuple[int, list[int]]] = []
    for one in sets:
        size = sum(sizes[at] for at in one)
        place = next((at for at, (filled, _) in enumerate(packs) if filled + size <= budget), -1)
        if place < 0:
            packs.append((size, list(one)))
        else:
            packs[place] = (packs[place][0] + size, [*packs[place][1], *one])
    return sorted(sorted(pack) for _, pack in packs)
