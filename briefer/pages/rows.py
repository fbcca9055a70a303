"""The positions of a brief as rows of a table, for those who count: a page goes in, rows come out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefer.model import Json
from briefer.pages import Page

COLUMNS = {
    "position": str,
    "holder": str,
    "speaker": str,
    "statement": str,
    "kind": str,
    "modality": str,
    "about": str,
    "issue": str,
    "disputed": int,
    "side": str,
    "status": str,
    "reasons": str,
    "change": str,
    "date": str,
    "outlet": str,
    "title": str,
    "article": str,
    "url": str,
    "paragraph": int,
    "line": int,
    "start": int,
    "end": int,
    "note": int,
    "quote": str,
    "citations": int,
    "holders": int,
    "outlets": int,
    "origins": int,
    "marking": str,
}
"""The columns and their types. `disputed` is 1 or 0, `note` the number of the passage in the page, 0 where it has
none; `citations`, `holders`, `outlets` and `origins` are counts. What is unknown is empty."""


def rows(page: Page) -> list[dict[str, Any]]:
    """One row for each position and each issue that it answers; place and quote are those of its first citation."""
    document = page.document
    articles = {each["id"]: each for each in document["articles"]}
    return [
        _row(position, issue, side, articles[position["citations"][0]["article"]], page)
        for position in document["positions"]
        for issue, side in _answers(position["id"], document["issues"])
    ]


def _answers(position: str, issues: Iterable[Json]) -> list[tuple[Json, Json]]:
    found = [(issue, side) for issue in issues for side in issue["sides"] if position in side["positions"]]
    return found or [({"question": "", "disputed": False}, {"label": ""})]


def _row(position: Json, issue: Json, side: Json, article: Json, page: Page) -> dict[str, Any]:
    first = position["citations"][0]
    return {
        "position": position["id"],
        "issue": issue["question"],
        "disputed": int(issue["disputed"]),
        "side": side["label"],
        "reasons": "; ".join(position["reasons"]),
        "outlet": article["outlet"],
        "title": article["title"],
        "article": article["name"],
        "url": article["url"],
        "note": page.numbers.get((first["article"], first["start"], first["end"]), 0),
        "citations": len(position["citations"]),
        "holders": len(position["holders"]),
        "outlets": position.get("outlets", 1),
        "origins": position.get("origins", 1),
        "marking": page.marking,
        **{key: first[key] for key in ("paragraph", "line", "start", "end", "quote")},
        **{key: position.get(key, "") for key in _SAME},
    }


_SAME = ("holder", "speaker", "statement", "kind", "modality", "about", "status", "change", "date")
"""Columns that are called as the fields of a position."""
