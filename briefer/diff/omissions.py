"""Verified positions that one brief uses and the other leaves out. Pure.

A brief uses a position in its bottom line or under a question; what stands under no question is only listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefer import compose, extract, issues
from briefer.diff.causes import Differences
from briefer.diff.positions import withheld
from briefer.diff.shelf import Shelf

LEADING, ANSWERING, LISTED, ABSENT = "bottom line", "under a question", "listed under no question", "not there"
_RANK = {LEADING: 3, ANSWERING: 2, LISTED: 1, ABSENT: 0}


def report(shelves: tuple[Shelf, Shelf], pairs: Mapping[str, str], differs: Differences) -> list[dict[str, Any]]:
    """What each brief uses and the other leaves out, that of the first brief first; the gravest first."""
    one, other = shelves
    back = {after: before for before, after in pairs.items()}
    found = [("before", each) for each in _left_out(one, other, pairs, differs)]
    found += [("after", each) for each in _left_out(other, one, back, differs)]
    return [{"used_in": where, **each} for where, each in found]


def use(shelf: Shelf, id_: str) -> str:
    """How a brief uses a position; "" stands for one that it does not have."""
    if id_ not in shelf.positions:
        return ABSENT
    return LEADING if id_ in shelf.leading else ANSWERING if id_ in shelf.stands else LISTED


def _left_out(shelf: Shelf, other: Shelf, pairs: Mapping[str, str], differs: Differences) -> Iterator[dict[str, Any]]:
    found = []
    for at, (id_, held) in enumerate(shelf.positions.items()):
        here, there = use(shelf, id_), use(other, pairs.get(id_, ""))
        if held["status"] == "verified" and _RANK[here] >= _RANK[ANSWERING] and _RANK[there] < _RANK[here]:
            why = withheld(held, shelf, other) if there == ABSENT else ""
            entry = {"used": here, "other": there, "causes": _causes(shelf, id_, other, there, differs)}
            found.append(((_RANK[there], -_RANK[here], at), entry | {"withheld": why, "position": shelf.told(id_)}))
    yield from (entry for _, entry in sorted(found, key=lambda each: each[0]))


def _causes(shelf: Shelf, id_: str, other: Shelf, there: str, differs: Differences) -> list[str]:
    if there == ABSENT:
        gone = not shelf.hashes_of(id_) & other.hashes
        causes = differs.causes(extract.TASK, sources=gone)
        return causes[:1] if gone else causes
    return differs.causes(issues.TASK if there == LISTED else compose.TASK, sources=True)
