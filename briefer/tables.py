"""What a brief says of itself in tables: who stands where, when it was said, and whose evidence it is. Pure.

Records of brief.json go in and come out, so that what is printed and what `verify` expects are counted by one hand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefer.model import REPORT, TURN, Json

Record = dict[str, Any]
PASSING = ("reports", "open_questions", "watch")
"""Lists of passages that are nobody's positions; briefs of earlier versions have not all of them."""
_QUOTATION = re.compile(r"“[^”]+”|\"[^\"]+\"|«[^»]+»|„[^“”]+[“”]")


def added_up(document: Json) -> Record:
    """A brief.json with all that its issues, positions, passages and articles add up to, counted anew."""
    issues, positions, articles = document["issues"], document["positions"], document["articles"]
    own, resting = quoted(positions), borne_by(positions)
    beside = document.get("second_engine", {}).get("only", ())
    held = (each["citations"] for each in (*positions, *beside))
    passages = cited((*held, *(document.get(each, ()) for each in PASSING)))
    return {
        **document,
        "issues": [{**each, "reported": reported(each, own)} for each in issues],
        "matrix": matrix(issues, positions),
        "timeline": timeline(positions),
        "articles": [{**each, "cited": passages[each["id"]], **resting[each["id"]]} for each in articles],
        "outlets": outlets(articles, positions),
    }


def cited(citations: Iterable[Iterable[Json]]) -> Counter[str]:
    """How many distinct passages of each article are quoted, by its id."""
    places = {(str(each["article"]), each["start"], each["end"]) for group in citations for each in group}
    return Counter(article for article, _, _ in places)


def rank(issue: Json) -> tuple[bool, bool]:
    """Where an issue stands on the page: standing questions first, in their order, then disputes."""
    return not issue.get("standing"), not issue.get("standing") and not issue["disputed"]


def matrix(issues: Iterable[Json], positions: Iterable[Json]) -> Record:
    """Who stands on which side of which issue, with the verified positions that say so; a flagged one is in no cell.

    Actors with most cells come first; issues stand in the order of the page. A side without a label is none,
    and a change of sides is told on the question itself.
    """
    verified = {each["id"]: each for each in positions if each["status"] == "verified"}
    cells: list[Record] = []
    columns: list[str] = []
    for issue in sorted((each for each in issues if each["kind"] not in (TURN, REPORT)), key=rank):
        for side in issue["sides"]:
            held = [verified[each] for each in side["positions"] if side["label"] and each in verified]
            for actor in dict.fromkeys(name for each in held for name in each["holders"]):
                own = [each["id"] for each in held if actor in each["holders"]]
                cells.append({"actor": actor, "issue": issue["id"], "label": side["label"], "positions": own})
                columns.append(issue["id"])
    counts = Counter(each["actor"] for each in cells)
    weight = Counter(name for each in verified.values() for name in each["holders"])
    actors = sorted(counts, key=lambda name: (-counts[name], -weight[name], name))
    return {"actors": actors, "issues": list(dict.fromkeys(columns)), "cells": cells}


def blocks(matrix: Json, width: int) -> list[Record]:
    """The matrix cut into tables of at most `width` issues, each with the actors that stand on one of them.

    A row has a list of cells for each issue: a holder may stand on two sides.
    """
    cells: dict[tuple[str, str], list[Json]] = {}
    for each in matrix["cells"]:
        cells.setdefault((each["actor"], each["issue"]), []).append(each)
    found: list[Record] = []
    for first in range(0, len(matrix["issues"]), width):
        columns = matrix["issues"][first : first + width]
        rows = [
            {"actor": actor, "cells": [cells.get((actor, issue), []) for issue in columns]}
            for actor in matrix["actors"]
        ]
        found.append({"issues": columns, "rows": [row for row in rows if any(row["cells"])]})
    return found


HEAP = 8
"""Statements that a reader takes in without a word on where they come from."""


def heaps(side: Json, positions: Sequence[Json]) -> list[Record]:
    """The positions of a side under the articles they stand in, by the id of an article, in their order.

    A side with a label, or with few positions, is one heap of no article; so is one that a pack has put in an order of
    its own, that of its grades.
    """
    if side["label"] or len(positions) <= HEAP or any(each.get("grade") for each in positions):
        return [{"article": "", "positions": list(positions)}]
    found: dict[str, list[Json]] = {}
    for each in positions:
        found.setdefault(str(each["citations"][0]["article"]), []).append(each)
    return [{"article": article, "positions": held} for article, held in found.items()]


def left(changed: Iterable[Json]) -> Iterator[Json]:
    """All earlier positions that those who changed have left."""
    for each in changed:
        yield from (each["before"], *each.get("further", ()))


def moves(changed: Iterable[Json], positions: Mapping[str, Json], issues: Iterable[Json]) -> list[Record]:
    """Who changed, a holder and question each: `now` are its positions, `before` what it left, each once.

    `labels` are the sides on which the former stand.
    """
    sides = [(issue["question"], side) for issue in issues for side in issue["sides"] if side["label"]]
    found: dict[tuple[tuple[str, ...], str], Record] = {}
    for each in changed:
        own = positions[each["id"]]
        key = tuple(own["holders"]), each["before"]["question"]
        one = found.setdefault(key, {"holders": own["holders"], "question": key[1], "now": [], "before": []})
        one["now"].append(own)
        known = {earlier["id"] for earlier in one["before"]}
        one["before"] += [earlier for earlier in left([each]) if earlier["id"] not in known]
    for one in found.values():
        ids = {each["id"] for each in one["now"]}
        taken = (side["label"] for asked, side in sides if asked == one["question"] and ids & set(side["positions"]))
        one["labels"] = list(dict.fromkeys(taken))
    return list(found.values())


def timeline(positions: Iterable[Json]) -> list[Record]:
    """Who was heard on which day, with what: by day, undated last, then by holder."""
    days: dict[tuple[str, str], list[str]] = {}
    for each in positions:
        for holder in each["holders"]:
            days.setdefault((each["date"], holder), []).append(each["id"])
    order = sorted(days, key=lambda each: (each[0] or "9", each[1]))
    return [{"date": date, "holder": holder, "positions": days[date, holder]} for date, holder in order]


def reported(issue: Json, quoted: Collection[str]) -> list[str]:
    """The labels, or holders, of those sides of a dispute that are never quoted while another one is.

    `quoted` are the ids of the positions that the articles quote.
    """
    sides = [side for side in issue["sides"] if side["positions"]] if issue["disputed"] else []
    told = [any(each in quoted for each in side["positions"]) for side in sides]
    if not any(told):
        return []
    return [side["label"] or ", ".join(side["holders"]) for side, own in zip(sides, told, strict=True) if not own]


def is_quoted(position: Json) -> bool:
    """Whether the holder's own words are to be read: all of them, or some in the midst of a report."""
    return not position["paraphrase"] or quotes(str(position["statement"]))


def quotes(statement: str) -> bool:
    """Whether a statement holds words in quotation marks."""
    return bool(_QUOTATION.search(statement))


def quoted(positions: Iterable[Json]) -> frozenset[str]:
    """The ids of the positions whose holder's own words are to be read."""
    return frozenset(each["id"] for each in positions if is_quoted(each))


def borne_by(positions: Iterable[Json]) -> Mapping[str, Record]:
    """By the id of an article, how many positions rest on it, and how many of them it quotes."""
    every: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    for each in positions:
        articles = {str(at["article"]) for at in each["citations"]}
        every.update(articles)
        exact.update(articles if is_quoted(each) else ())
    return defaultdict(
        lambda: {"positions": 0, "quoted": 0},
        {article: {"positions": every[article], "quoted": exact[article]} for article in every},
    )


def outlets(articles: Sequence[Json], positions: Sequence[Json]) -> list[Record]:
    """Each outlet's share of the evidence: articles, positions that rest on them, those quoted, passages cited.

    `share` is that of all passages that positions rest on, in whole per cent; a position of two outlets counts in both.
    """
    name = {each["id"]: outlet(each) for each in articles}
    passages: Counter[str] = Counter()
    for article, count in cited(each["citations"] for each in positions).items():
        passages[name.get(article, "")] += count
    held: dict[str, list[Json]] = {}
    for each in positions:
        for own in dict.fromkeys(name.get(at["article"], "") for at in each["citations"]):
            held.setdefault(own, []).append(each)
    printed = Counter(name.values())
    whole = sum(passages.values())
    return [
        {
            "outlet": own,
            "articles": printed[own],
            "positions": len(held.get(own, ())),
            "quoted": sum(is_quoted(each) for each in held.get(own, ())),
            "passages": passages[own],
            "share": round(100 * passages[own] / whole) if whole else 0,
        }
        for own in sorted(printed, key=lambda each: (-passages[each], each))
    ]


def outlet(article: Mapping[str, Any]) -> str:
    """What an article is counted under: its outlet, or its own name where it states none."""
    return str(article["outlet"] or article["name"])
