"""What is known about an article beside its text: tables in, articles with title, outlet, dates and address out.

What the person wrote down goes before what the file says, and that before what its text and its name let one read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefer import dates, furniture
from briefer.model import Article

KEYS = ("title", "outlet", "published", "updated", "url")
_SYNONYMS = {
    "headline": "title",
    "source": "outlet",
    "publisher": "outlet",
    "publication": "outlet",
    "sitename": "outlet",
    "site": "outlet",
    "newspaper": "outlet",
    "date": "published",
    "pubdate": "published",
    "published_at": "published",
    "publish_date": "published",
    "date_published": "published",
    "publication_date": "published",
    "lastmod": "updated",
    "modified": "updated",
    "last_updated": "updated",
    "updated_at": "updated",
    "link": "url",
    "canonical": "url",
    "canonical_url": "url",
    "source_url": "url",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """Fields of `model.Article`; empty where nothing was stated. `complaints` says, a line each, what was no use."""

    title: str = ""
    outlet: str = ""
    published: str = ""
    updated: str = ""
    url: str = ""
    complaints: tuple[str, ...] = ()


def parse(table: Mapping[str, object], synonyms: bool) -> Metadata:
    """The fields in a table of metadata.

    With `synonyms` it is front matter: other usual names count, other keys are let pass. Without, it is of
    `articles.toml`, where a key that is none of ours is a complaint.
    """
    fields: dict[str, str] = {}
    complaints: list[str] = []
    for key, value in table.items():
        name = str(key).strip().lower().replace("-", "_").replace(" ", "_") if synonyms else str(key)
        field = _SYNONYMS.get(name, name) if synonyms else name
        if field not in KEYS:
            complaints += [] if synonyms else [f"no key {name!r} (there are: {', '.join(KEYS)})"]
        elif value in (None, "") or (field in fields and name != field):
            continue
        else:
            try:
                fields[field] = dates.iso(value) if field in ("published", "updated") else _words(value)
            except ValueError as error:
                complaints.append(f"{name}: {error}")
    return Metadata(**fields, complaints=tuple(complaints))


def lay_over(article: Article, metadata: Metadata, stated_by: str) -> Article:
    """The article with the fields that the metadata has; `stated_by` becomes `dated_by` where it has a date."""
    return replace(
        article,
        title=metadata.title or article.title,
        outlet=metadata.outlet or article.outlet,
        url=metadata.url or article.url,
        published=metadata.published or article.published,
        dated_by=stated_by if metadata.published else article.dated_by,
        updated=metadata.updated or article.updated,
    )


def complete(article: Article) -> Article:
    """The article with what it lacks filled in from its furniture and, for the date, from its name."""
    published, dated_by = article.published, article.dated_by
    if not published:
        published, dated_by = dates.published(article.text, article.furniture)
    if not published:
        published = dates.in_name(article.name)
        dated_by = dates.FILE_NAME if published else ""
    return replace(
        article,
        title=article.title or furniture.title(article.text, article.furniture),
        published=published,
        dated_by=dated_by,
        updated=article.updated or dates.updated(article.text, article.furniture),
    )


def _words(value: object) -> str:
    """A text value on one line; numbers and days are taken as written. Raises ValueError for lists and tables.

    Half a surrogate pair, which YAML may spell out and no file can hold, is replaced.
    """
    if isinstance(value, (list, dict, set, bytes)):
        raise ValueError(f"not a line of text but a {type(value).__name__}")
    return " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())
