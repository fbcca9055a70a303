"""One brief.json to look things up in: where each position stands, and how it is told in a diff. Pure."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from briefer.model import OTHER, Json


class Shelf:
    """A brief's document by id."""

    def __init__(self, document: Json) -> None:
        self.document = document
        self.positions: dict[str, Json] = {each["id"]: each for each in document["positions"]}
        self.articles: dict[str, Json] = {each["id"]: each for each in document["articles"]}
        self.hashes = frozenset(str(each["sha256"]) for each in document["articles"])

    @cached_property
    def stands(self) -> dict[str, tuple[Json, Json]]:
        """The issue and the side of each position, where it answers a question."""
        return {
            id_: (issue, side)
            for issue in reversed(self.document["issues"])
            if issue["question"] != OTHER
            for side in issue["sides"]
            for id_ in side["positions"]
        }

    @cached_property
    def leading(self) -> frozenset[str]:
        """The positions that the bottom line rests on."""
        return frozenset(id_ for line in self.document["summary"] for id_ in line["positions"])

    def hashes_of(self, id_: str) -> frozenset[str]:
        """The articles that a position is cited from, by the hash of their words."""
        return frozenset(str(self.articles[each["article"]]["sha256"]) for each in self.positions[id_]["citations"])

    def told(self, id_: str) -> dict[str, Any]:
        """A position as a diff tells it."""
        held = self.positions[id_]
        issue, side = self.stands.get(id_, ({"question": ""}, {"label": ""}))
        return {
            "id": id_,
            "holder": held["holder"],
            "speaker": held["speaker"],
            "statement": held["statement"],
            "kind": held["kind"],
            "status": held["status"],
            "question": issue["question"],
            "label": side["label"],
            "citations": [self._citation(each) for each in held["citations"]],
        }

    def _citation(self, citation: Json) -> dict[str, Any]:
        article = self.articles[citation["article"]]
        named = {"article": article["name"], "title": article["title"], "outlet": article["outlet"]}
        return named | {key: citation[key] for key in ("start", "end", "paragraph", "line", "quote")}
