"""Articles and the stories that several of them print, as brief.json has them. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefer import dates, origins
from briefer.document.passages import told_citation
from briefer.model import Article, Family


def told_article(article: Article) -> dict[str, Any]:
    """An article without its text; how often it is cited is counted when the brief is whole."""
    return {
        "id": article.id,
        "name": article.name,
        "sha256": article.sha256,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
        "dated_by": article.dated_by,
        "stated": dates.stated(article.dated_by),
        "updated": article.updated,
        "cited": 0,
    }


def told_origin(family: Family, name: Callable[[Article], str]) -> dict[str, Any]:
    """A story that was printed several times; `name` gives the id of an article."""
    return {
        "articles": [name(each) for each in family.articles],
        "outlets": list(origins.outlets(family)),
        "differing": [
            {
                "in": [name(each) for each in one.articles],
                **told_citation(one.citation),
                "article": name(one.articles[0]),
            }
            for one in family.differing
        ],
    }
