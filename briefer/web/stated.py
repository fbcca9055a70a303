"""The dates that a page states in so many words: metadata, JSON-LD, a `time` element. Nothing is guessed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from briefer import dates
from briefer.metadata import Metadata

_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "date",
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")

_MOST_TIMES = 1_000


def find(tree: Any) -> tuple[Metadata, str]:
    """The dates that the page states, and where it states that of publication."""
    metas = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content") or ""
        for meta in reversed(tree.xpath("//meta[@content]"))
    }
    linked = list(_linked_data(tree))
    times = [
        time.get("datetime") or ""
        for time in tree.xpath("//time[@datetime][@pubdate or @itemprop='datePublished']") or _first_time(tree)
    ]
    stated = [(metas.get(key, ""), f"meta {key}") for key in _PUBLISHED]
    stated += [(value, "JSON-LD datePublished") for value in _values(linked, "datePublished")]
    stated += [(value, "time element") for value in times]
    dated = next(((day, where) for value, where in stated if (day := _day(value))), ("", ""))
    late = [metas.get(key, "") for key in _UPDATED] + _values(linked, "dateModified")
    return Metadata(published=dated[0], updated=next(filter(None, map(_day, late)), "")), dated[1]


def _first_time(tree: Any) -> list[Any]:
    """The first time in an article, the main part or a header. XPath takes quadratic time on nested ones."""
    for time in islice(tree.iter("time"), _MOST_TIMES):
        if time.get("datetime") and next(time.iterancestors("article", "main", "header"), None) is not None:
            return [time]
    return []


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page, those of a graph one by one."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in found if isinstance(found, list) else [found]:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield from (each for each in (graph if isinstance(graph, list) else [item]) if isinstance(each, dict))


def _values(objects: list[dict[str, Any]], key: str) -> list[str]:
    return [str(each[key]) for each in objects if key in each]


def _day(value: str) -> str:
    try:
        return dates.iso(value)
    except ValueError:
        return ""
