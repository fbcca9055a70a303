"""How stable a prompt is: briefs of the same articles, asked for anew each time, held against each other. Pure.

Schema briefer.stability/1. A position or dispute is the same one in two of them as in a diff.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from briefer import matching
from briefer.diff.disputes import same_questions
from briefer.model import Json

SCHEMA = "briefer.stability/1"

Same = Callable[[int, int], Mapping[str, str]]
"""For two briefs, by number, the id in the second of what stands in the first."""


def report(documents: Sequence[Json]) -> dict[str, Any]:
    """Which positions and disputes are in all of these briefs, and which only in some; those in fewest first."""
    said = [matching.of_document(each) for each in documents]
    paired: dict[tuple[int, int], Mapping[str, str]] = {}

    def pairs(one: int, other: int) -> Mapping[str, str]:
        if (one, other) not in paired:
            paired[one, other] = matching.pairs(said[one], said[other])
        return paired[one, other]

    def questions(one: int, other: int) -> Mapping[str, str]:
        same = same_questions(documents[one], documents[other], pairs(one, other))
        return {id_: str(each["id"]) for id_, each in same.items()}

    held = _gathered([[each["id"] for each in document["positions"]] for document in documents], pairs)
    disputes = [[each["id"] for each in document["issues"] if each["disputed"]] for document in documents]
    asked = _gathered(disputes, questions)
    return {
        "schema": SCHEMA,
        "repeated": len(documents),
        "positions": _listed(held, documents, "positions", ("holder", "statement")),
        "disputes": _listed(asked, documents, "issues", ("question",)),
    }


def _gathered(ids: Sequence[Iterable[str]], same: Same) -> list[dict[int, str]]:
    """What is the same one in several briefs, as number of brief to id there; each stands with its first appearance."""
    found: list[dict[int, str]] = []
    for number, own in enumerate(ids):
        there = set(own)
        taken: set[str] = set()
        for group in found:
            first = min(group)
            again = same(first, number).get(group[first], "")
            if again in there and again not in taken:
                group[number] = again
                taken.add(again)
        found += [{number: each} for each in own if each not in taken]
    return found


def _listed(
    groups: Iterable[Mapping[int, str]], documents: Sequence[Json], where: str, keys: Sequence[str]
) -> list[dict[str, Any]]:
    by_id = [{each["id"]: each for each in document[where]} for document in documents]
    told = []
    for group in groups:
        first = min(group)
        shown = {key: by_id[first][group[first]][key] for key in keys}
        told.append({"in": len(group), "runs": [number + 1 for number in sorted(group)]} | shown)
    return sorted(told, key=lambda each: each["in"])
