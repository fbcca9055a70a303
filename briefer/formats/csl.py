"""CSL-JSON: the sources for Zotero and its kin."""

from __future__ import annotations

import re
from typing import Any

from briefer.markup import clean, json_text, web_address
from briefer.model import Json
from briefer.pages import Page

SUFFIX = "csl.json"

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


def write(page: Page) -> bytes:
    """The articles of the brief in its order, as CSL-JSON 1.0.2; `custom` says whose list it is and its marking."""
    return (json_text([_item(each, page.marking) for each in page.document["articles"]], 2) + "\n").encode()


def _item(article: Json, marking: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": clean(article["id"]),
        "custom": {
            "generator": "briefer",
            "marking": marking,
            "file": clean(article["name"]),
            "sha256": article["sha256"],
        },
        "type": "article-newspaper",
        "title": clean(article["title"] or article["name"]),
        "container-title": clean(article["outlet"]),
        "URL": web_address(article["url"]),
    }
    if day := _DAY.match(article["published"]):
        item["issued"] = {"date-parts": [[int(part) for part in day[0].split("-")]]}
    return {key: value for key, value in item.items() if value}
