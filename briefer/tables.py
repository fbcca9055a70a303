"""What a brief says of itself in tables: who stands where, when it was said, and whose evidence it is. Pure.

Records of brief.json go in and come out, so that what is printed and what `verify` expects are counted by one hand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from briefer.model import NEW_SIDE, REPORT, TURN, TURNED, Json

Record = dict[str, Any]
PASSING = ("reports", "open_questions", "watch")
"""Lists of passages that are nobody's positions; briefs of earlier versions have not all of them."""
FEW = 5
"""Statements that answer no question and need no headings."""
_MARKS = re.compile('[“”„«»"]')
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


def moves(document: Json) -> list[Record]:
    """The changes that lead the bottom line, each a card: made of the positions that changed where no moves are told.

    Briefs of earlier versions tell of each changed position alone, and of one statement before it.
    """
    changes = document.get("changes") or {}
    if "moves" in changes or not changes:
        return [dict(each) for each in changes.get("moves", ())]
    positions = {each["id"]: each for each in document["positions"]}
    return [
        {
            "kind": TURNED,
            "question": each["before"]["question"],
            "label": "",
            "holders": positions[each["id"]]["holders"],
            "positions": [each["id"]],
            "before": [each["before"]],
        }
        for each in changes["changed"]
    ]


def moved(moves: Iterable[Json], ids: Iterable[str]) -> Json | None:
    """The first of these changes that a sentence tells which rests on positions with these ids; None for none."""
    own = set(ids)
    return next((each for each in moves if not own.isdisjoint(each["positions"])), None)


def heaps(side: Json, document: Json) -> list[Record]:
    """The positions of a side by the article they stand in: many that answer no question need headings to be found.

    A few, those of one article, and those that a label holds together are one heap without a heading.
    """
    first = {each["id"]: str(each["citations"][0]["article"]) for each in document["positions"]}
    by: dict[str, list[str]] = {}
    for id_ in side["positions"]:
        by.setdefault(first[id_], []).append(id_)
    if side["label"] or len(side["positions"]) <= FEW or len(by) == 1:
        return [{"heading": "", "positions": list(side["positions"])}]
    titles = {each["id"]: heading(each["title"] or each["name"]) for each in document["articles"]}
    return [{"heading": titles[article], "positions": ids} for article, ids in by.items()]


def heading(title: str) -> str:
    """A title as a heading: without quotation marks, so that nobody takes it for a quotation."""
    return " ".join(_MARKS.sub("", title).split())


def note(move: Json) -> str:
    """What is printed below a sentence of the bottom line that tells of a change."""
    if move["kind"] == TURNED:
        before = ", ".join(dict.fromkeys(each["label"] for each in move["before"]))
        return f"changed: {', '.join(move['holders'])}, before: {before}"
    if move["kind"] == NEW_SIDE:
        return f"new side: {move['question']} {move['label']}"
    return "corrected: the article said otherwise before"


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
