"""How the disputes of two briefs differ: which are new or gone, and who stands elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefer import issues
from briefer.diff.causes import Differences
from briefer.diff.shelf import Shelf
from briefer.model import OTHER, Json

_SAME = 0.5
"""Share of common positions from which on two questions in other words are the same one."""


@dataclass(frozen=True, slots=True)
class Disputes:
    """What differs; and the positions, by their id before, that stand on another side of the same question."""

    told: tuple[dict[str, Any], ...]
    turned: tuple[str, ...]


def changed(shelves: tuple[Shelf, Shelf], pairs: Mapping[str, str], differs: Differences) -> Disputes:
    """The disputes that differ, by question."""
    one, other = (_asked(shelf.document) for shelf in shelves)
    same = same_questions(shelves[0].document, shelves[1].document, pairs)
    told: list[dict[str, Any]] = []
    turned: list[str] = []
    for issue in one:
        again = same.get(issue["id"])
        if again is not None:
            turned += _turned(issue, again, pairs)
        kind = _kind(issue, again, pairs)
        if kind:
            told.append(_entry(kind, issue, again, differs))
    taken = {each["id"] for each in same.values()}
    told += [_entry("added", None, each, differs) for each in other if each["disputed"] and each["id"] not in taken]
    return Disputes(tuple(told), tuple(turned))


def _asked(document: Json) -> list[Json]:
    return [each for each in document["issues"] if each["question"] != OTHER]


def same_questions(before: Json, after: Json, pairs: Mapping[str, str]) -> dict[str, Json]:
    """The same question after, by the id before: in the same words, else with mostly the same positions."""
    one, other = _asked(before), _asked(after)
    by_id = {each["id"]: each for each in other}
    found = {each["id"]: by_id[each["id"]] for each in one if each["id"] in by_id}
    left = [each for each in other if each["id"] not in found]
    for issue in one:
        rated = [(_shared(issue, each, pairs), at) for at, each in enumerate(left)]
        best, at = max(rated, default=(0.0, 0), key=lambda each: (each[0], -each[1]))
        if issue["id"] not in found and best >= _SAME:
            found[issue["id"]] = left.pop(at)
    return found


def _shared(issue: Json, again: Json, pairs: Mapping[str, str]) -> float:
    here, there = {pairs.get(each, each) for each in _ids(issue)}, set(_ids(again))
    return len(here & there) / len(here | there) if here | there else 0.0


def _ids(issue: Json) -> list[str]:
    return [id_ for side in issue["sides"] for id_ in side["positions"]]


def _counterparts(issue: Json, again: Json, pairs: Mapping[str, str]) -> dict[int, int]:
    """Which side after is which before: that of the same label, else the one that shares most positions."""
    labels = {side["label"]: at for at, side in enumerate(again["sides"])}
    found = {at: labels[side["label"]] for at, side in enumerate(issue["sides"]) if side["label"] in labels}
    for at, side in enumerate(issue["sides"]):
        here = {pairs.get(each, "") for each in side["positions"]}
        shared = {
            to: len(here & set(each["positions"])) for to, each in enumerate(again["sides"]) if to not in found.values()
        }
        best = max(shared, key=lambda to: shared[to], default=-1)
        if at not in found and best >= 0 and shared[best]:
            found[at] = best
    return found


def _turned(issue: Json, again: Json, pairs: Mapping[str, str]) -> list[str]:
    sides = _counterparts(issue, again, pairs)
    stands = {id_: at for at, side in enumerate(again["sides"]) if side["label"] for id_ in side["positions"]}
    return [
        id_
        for at, side in enumerate(issue["sides"])
        if side["label"] and at in sides
        for id_ in side["positions"]
        if stands.get(pairs.get(id_, ""), sides[at]) != sides[at]
    ]


def _kind(issue: Json, again: Json | None, pairs: Mapping[str, str]) -> str:
    """How a question differs that was a dispute, or is one now; "" where it does not."""
    if again is None:
        return "lost" if issue["disputed"] else ""
    if issue["disputed"] != again["disputed"]:
        return "lost" if issue["disputed"] else "added"
    if not issue["disputed"]:
        return ""
    sides = _counterparts(issue, again, pairs)
    here = [set(side["holders"]) for side in issue["sides"]]
    there = [set(side["holders"]) for side in again["sides"]]
    if len(here) != len(there) or len(sides) < len(here) or any(here[at] != there[to] for at, to in sides.items()):
        return "parties differ"
    return "wording only" if issue["question"] != again["question"] or _labels(issue) != _labels(again) else ""


def _labels(issue: Json) -> set[str]:
    return {str(side["label"]) for side in issue["sides"]}


def _entry(kind: str, issue: Json | None, again: Json | None, differs: Differences) -> dict[str, Any]:
    causes = differs.causes(issues.TASK, sources=True)
    return {"kind": kind, "causes": causes, "before": _told(issue), "after": _told(again)}


def _told(issue: Json | None) -> dict[str, Any] | None:
    if issue is None:
        return None
    sides = [{"label": side["label"], "holders": side["holders"]} for side in issue["sides"]]
    return {"question": issue["question"], "disputed": issue["disputed"], "sides": sides}
