"""Disputes of fact over numbers: two parties number the same thing differently, and both cannot be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefer.engines.rules.axes import plain
from briefer.evidence.figures import Figure, differ, figures
from briefer.model import FACT, Json, Kind

_LONGEST = 110


def issues(positions: Sequence[Json]) -> Iterator[Json]:
    """One dispute for each number that is told otherwise; a position stands in one of them."""
    told = [(each, figures(plain(each["words"]))) for each in positions if each["kind"] == Kind.ASSERTS]
    used: set[str] = set()
    for at, (one, here) in enumerate(told):
        for figure in here if one["id"] not in used else ():
            others = [
                (each, found)
                for each, there in told[at + 1 :]
                if each["id"] not in used and each["holder"] != one["holder"]
                if (found := next((found for found in there if differ(figure, found)), None))
            ]
            if others:
                used.update((one["id"], *(each["id"] for each, _ in others)))
                yield _issue((one, figure), others)
                break


def _issue(first: tuple[Json, Figure], others: Sequence[tuple[Json, Figure]]) -> Json:
    sides: dict[str, list[str]] = {first[1].told: [first[0]["id"]]}
    for each, found in others:
        sides.setdefault(found.told, []).append(each["id"])
    return {
        "question": asked(plain(first[0]["words"]), first[1].told, others[0][1].told),
        "kind": FACT,
        "disputed": True,
        "sides": [{"label": label, "ids": ids} for label, ids in list(sides.items())[:6]],
        "common": [],
    }


def asked(words: str, told: str, otherwise: str) -> str:
    """The question of a number: the clause that tells it, where that is short, with the other number behind it."""
    clause = words.strip(' .,;:"“”').removeprefix("that ")
    if len(clause) > _LONGEST or any(mark in clause for mark in '"“”…;?'):
        return f"Which is right: {told}, or {otherwise}?"
    if clause.startswith(("The ", "A ", "An ")):
        clause = clause[0].lower() + clause[1:]
    return f"Is it right that {clause}, or {otherwise}?"
