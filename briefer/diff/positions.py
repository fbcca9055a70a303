"""How the positions of two briefs differ, one by one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from briefer import extract, issues, opinion
from briefer.diff.causes import Differences
from briefer.diff.shelf import Shelf
from briefer.evidence.likeness import plain
from briefer.model import Json, Kind

ADDED, LOST = "added", "lost"
REATTRIBUTED, TURNED, MOVED, WORDING, STATUS = (
    "re-attributed",
    "stance turned",
    "span moved",
    "wording only",
    "checks differ",
)
KINDS = (ADDED, LOST, REATTRIBUTED, TURNED, MOVED, STATUS, WORDING)
"""In the order in which they weigh; a position is counted under the first that holds of it."""
_AGAINST = frozenset((Kind.OPPOSES, Kind.DENIES))
_FOR = frozenset((Kind.SUPPORTS, Kind.AGREES, Kind.DEMANDS, Kind.OFFERS, Kind.ASSERTS))

Shelves = tuple[Shelf, Shelf]


def changed(
    shelves: Shelves, pairs: Mapping[str, str], turned: Iterable[str], differs: Differences
) -> list[dict[str, Any]]:
    """Every position that differs; `turned` are those that stand on another side of the same question."""
    one, other = shelves
    otherwise = frozenset(turned)
    found: list[dict[str, Any]] = []
    for id_ in one.positions:
        if id_ not in pairs:
            why = withheld(one.positions[id_], one, other)
            found.append(_entry([LOST], _causes(one, id_, other, differs), one.told(id_), None) | {"withheld": why})
            continue
        kinds = _kinds((one, id_), (other, pairs[id_]), turned=id_ in otherwise)
        if kinds:
            causes = _causes_of(kinds, (one, id_), (other, pairs[id_]), differs)
            found.append(_entry(kinds, causes, one.told(id_), other.told(pairs[id_])))
    met = set(pairs.values())
    for id_ in (each for each in other.positions if each not in met):
        why = withheld(other.positions[id_], other, one)
        found.append(_entry([ADDED], _causes(other, id_, one, differs), None, other.told(id_)) | {"withheld": why})
    return sorted(found, key=lambda each: KINDS.index(each["kind"]))


def _entry(kinds: list[str], causes: list[str], before: Json | None, after: Json | None) -> dict[str, Any]:
    return {"kind": kinds[0], "kinds": kinds, "causes": causes, "before": before, "after": after, "withheld": ""}


def _kinds(before: tuple[Shelf, str], after: tuple[Shelf, str], *, turned: bool) -> list[str]:
    (one, id_), (other, same) = before, after
    held, now = one.positions[id_], other.positions[same]
    spans, again = (_spans(shelf, each) for shelf, each in (before, after))
    holds = {
        REATTRIBUTED: set(held["holders"]) != set(now["holders"]) or _other_speaker(held, now),
        TURNED: turned or _turns(held["kind"], now["kind"]),
        MOVED: spans != again,
        STATUS: held["status"] != now["status"],
        WORDING: plain(held["statement"]) != plain(now["statement"]),
    }
    return [kind for kind in KINDS if holds.get(kind)]


def _other_speaker(held: Json, now: Json) -> bool:
    one, other = plain(held["speaker"]), plain(now["speaker"])
    return bool(one and other) and one not in other and other not in one


def _turns(before: str, after: str) -> bool:
    return (before in _AGAINST and after in _FOR) or (before in _FOR and after in _AGAINST)


def _spans(shelf: Shelf, id_: str) -> set[tuple[str, int, int]]:
    """The passages, those in articles that only one brief has included: one source more is another span."""
    cited = shelf.positions[id_]["citations"]
    return {(str(shelf.articles[each["article"]]["sha256"]), each["start"], each["end"]) for each in cited}


def _causes(shelf: Shelf, id_: str, other: Shelf, differs: Differences) -> list[str]:
    """Why only one brief has a position: where the other has none of its articles, that is the cause and no other."""
    if not shelf.hashes_of(id_) & other.hashes:
        return differs.causes(extract.TASK, sources=True)[:1]
    return differs.causes(extract.TASK, sources=False)


def _causes_of(
    kinds: list[str], before: tuple[Shelf, str], after: tuple[Shelf, str], differs: Differences
) -> list[str]:
    sources = before[0].hashes_of(before[1]) != after[0].hashes_of(after[1])
    if kinds == [TURNED]:
        return differs.causes(issues.TASK, sources=True)
    if kinds == [STATUS]:
        return differs.causes(opinion.TASK, sources=sources)
    return differs.causes(extract.TASK, sources=sources)


def withheld(held: Json, shelf: Shelf, other: Shelf) -> str:
    """Why the other brief withheld what this one prints; "" where it has no word of it."""
    places = _spans(shelf, held["id"])
    for each in other.document["withheld"]:
        whose = str(other.articles.get(each["article"], {}).get("sha256"))
        for start, end in each["content"]:
            if any(sha == whose and start < to and at < end for sha, at, to in places) and (
                not each["holder"] or plain(each["holder"]) in plain(" ".join((held["holder"], held["speaker"])))
            ):
                return str(each["why"])
    return ""
