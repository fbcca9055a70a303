"""Articles from rows: a table of names and values in, an article out. Knows nothing of the files they come from."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from html import escape

from briefer import dates, furniture, metadata
from briefer.errors import ReadFailed
from briefer.metadata import KEYS
from briefer.model import Article, Furniture, Problem
from briefer.web import blocks

FIELDS = ("text", *KEYS)
"""What a column can be."""
_USUAL: Mapping[str, str] = {
    "text": "text body content article full_text fulltext article_text article_body story content_text content_html"
    " html raw_text plain_text abstract summary description",
    "title": "title headline head name heading article_title",
    "outlet": "outlet source publisher publication sitename site newspaper journal media source_name",
    "published": "published date pubdate published_at publish_date date_published publication_date day created_at",
    "updated": "updated modified last_updated updated_at lastmod date_modified",
    "url": "url link canonical_url source_url permalink uri web_url",
}
"""What columns of each field are usually called, the surest name first."""
_HALVES = re.compile("[\ud800-\udfff]")


def columns(names: Collection[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Which of these columns is which field: as chosen, else by usual names. Raises ReadFailed for a wrong choice.

    `text` is not among them where no column looks like it.
    """
    plain = {_plain(name): name for name in reversed(list(names))}
    found: dict[str, str] = {}
    for field, name in chosen.items():
        if field not in FIELDS:
            raise ReadFailed("columns", f"columns: no field {field!r} (there are: {', '.join(FIELDS)})")
        if name not in names:
            raise ReadFailed("columns", f"columns: no column {name!r} (there are: {_listed(names)})")
        found[field] = name
    for field, usual in _USUAL.items():
        name = next((plain[each] for each in usual.split() if each in plain and plain[each] not in found.values()), "")
        if name and field not in found:
            found[field] = name
    return found


def need_text(found: Mapping[str, str], names: Collection[str]) -> None:
    """Raises ReadFailed where no column is the text, with what to do."""
    if "text" not in found:
        message = f"no column is the text (there are: {_listed(names)}); in articles.toml say columns = {{ text = … }}"
        raise ReadFailed("columns", message)


def article(row: Mapping[str, object], which: Mapping[str, str], name: str) -> tuple[Article, tuple[Problem, ...]]:
    """The article of a row, and what of its metadata was no use. Raises ReadFailed where there is no text."""
    row = {key: sound(value) if isinstance(value, str) else value for key, value in row.items()}
    text = row.get(which["text"])
    if not isinstance(text, str) or not text.strip():
        raise ReadFailed("empty", "there is no text in it")
    if "</" in text and ("<p" in text or "<div" in text or "<br" in text):
        text, marks = shown(text)
    else:
        marks = furniture.find(text)
    table = {field: row.get(column) for field, column in which.items() if field != "text"}
    said = metadata.parse({key: value for key, value in table.items() if value not in (None, "")}, synonyms=False)
    made = metadata.lay_over(Article(name, text, furniture=marks), said, "column" if said.published else "")
    problems = (Problem("metadata", f"{name}: {each}", name) for each in said.complaints)
    return metadata.complete(made), tuple(problems)


def shown(markup: str) -> tuple[str, tuple[Furniture, ...]]:
    """The text of a piece of markup; the markup itself where it is none."""
    from lxml import etree  # type: ignore[import-untyped]

    try:
        return blocks.shown(markup)
    except (RecursionError, MemoryError, etree.LxmlError, ValueError, AssertionError):
        return blocks.shown(f"<p>{escape(markup)}</p>")


def day(value: object) -> str:
    """The day that a value names; "" for none."""
    try:
        return dates.iso(value)
    except ValueError:
        return ""


def sound(words: str) -> str:
    """Text without halves of code points, which JSON can write and nothing can print."""
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", words)


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def _listed(names: Collection[str]) -> str:
    listed = ", ".join(repr(sound(" ".join(name.split())[:40])) for name in list(names)[:12])
    return listed + (", …" if len(names) > 12 else "")
