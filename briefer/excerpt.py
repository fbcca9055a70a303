"""What of a brief fits on one page: records of brief.json go in, a choice of them comes out, worded as they are. Pure.

Room is counted in printed lines. What stands in the choice is whole: a dispute is there with both its sides and one
verified statement of each holder, or not at all, and a holder whose statements are all flagged is named on no side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from briefer import tables
from briefer.model import Json

Record = dict[str, Any]

PAGE = 90
"""Lines of a printed A4 page in the small print of templates/brief-one-page.html.j2."""
_WIDE, _HALF = 118, 56
"""Letters in a line over the whole page, and over half of it."""
_HEAD = 7
"""Lines of the title, its note, and the headings."""
_NOTE = 0.36
"""Lines that the source of a passage takes below the page."""
_MOST_CHANGED, _MOST_PASSING = 3, 3


def excerpt(document: Json, room: float = PAGE) -> Record:
    """The bottom line, changes, times ahead and open questions, then as many disputes as there is room for."""
    positions = {each["id"]: each for each in document["positions"]}
    left = _Room(room - _HEAD, positions)
    summary = [each for each in document["summary"] if left.take(_lines(each["text"]) + 0.3, each["positions"])]
    changes = document.get("changes") or {"changed": []}
    changed = [each for each in changes["changed"][:_MOST_CHANGED] if left.take(_change(each, positions), [each["id"]])]
    watch, gaps = (
        [each for each in document.get(key, ())[:_MOST_PASSING] if left.take(_lines(each["quote"] + " " * 60))]
        for key in ("watch", "open_questions")
    )
    cards: list[Record] = []
    for issue in sorted(document["issues"], key=tables.rank):
        card = _card(issue, positions) if issue["disputed"] else {}
        if card and left.take(_height(card, positions), [id_ for side in card["sides"] for id_ in side["positions"]]):
            cards.append(card)
    return {
        "summary": summary,
        "changed": changed,
        "standing": [each for each in cards if each["standing"]],
        "disputes": [each for each in cards if not each["standing"]],
        "watch": watch,
        "open_questions": gaps,
    }


class _Room:
    """How many lines are left, with the passages that were cited so far."""

    def __init__(self, lines: float, positions: Mapping[str, Json]) -> None:
        self._lines = lines
        self._positions = positions
        self._cited: set[tuple[str, int, int]] = set()

    def take(self, lines: float, ids: Iterable[str] = ()) -> bool:
        """Take room for lines and the sources of what they rest on; whether there was enough."""
        cited = {
            (each["article"], each["start"], each["end"]) for id_ in ids for each in self._positions[id_]["citations"]
        } - self._cited
        needed = lines + _NOTE * (len(cited) or 1)
        if needed > self._lines:
            return False
        self._lines -= needed
        self._cited |= cited
        return True


def _card(issue: Json, positions: Mapping[str, Json]) -> Record:
    """A dispute with the first verified statement of each holder; empty where not two sides have one."""
    sides = [_side(side, positions) for side in issue["sides"] if side["label"]]
    told = [side for side in sides if side["positions"]]
    if len(told) < 2 or len(told) < len(sides):
        return {}
    return {
        "question": issue["question"],
        "kind": issue["kind"],
        "standing": bool(issue.get("standing")),
        "sides": told,
    }


def _side(side: Json, positions: Mapping[str, Json]) -> Record:
    heard: list[str] = []
    kept: list[str] = []
    for id_ in side["positions"]:
        own = positions[id_]
        if own["status"] == "verified" and not set(own["holders"]) <= set(heard):
            heard += [name for name in own["holders"] if name not in heard]
            kept.append(id_)
    return {"label": side["label"], "holders": heard, "positions": kept}


def _lines(text: str, width: int = _WIDE) -> int:
    return -(-(len(text) + 8) // width)


def _change(change: Json, positions: Mapping[str, Json]) -> float:
    before = (each["statement"] for each in tables.left([change]))
    return 1 + _lines(positions[change["id"]]["statement"]) + sum(_lines(each + " " * 20) for each in before)


def _height(card: Json, positions: Mapping[str, Json]) -> float:
    """Lines of a card: its question, and the sides two by two beside each other."""
    heights = [_side_height(side, positions) for side in card["sides"]]
    return (
        _lines(card["question"]) + 1 + sum(max(pair) for pair in zip_longest(heights[::2], heights[1::2], fillvalue=0))
    )


def _side_height(side: Json, positions: Mapping[str, Json]) -> float:
    head = f"{side['label']} — {', '.join(side['holders'])}"
    said: Sequence[str] = [positions[id_]["statement"] + " " * 44 for id_ in side["positions"]]
    return _lines(head, _HALF) + sum(_lines(each, _HALF) + 0.2 for each in said)
