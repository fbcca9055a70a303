"""Reads web pages: trafilatura finds the article on the page, and its paragraphs become the text.

Offsets are those of the extracted text. The date is one that the page states in so many words (metadata, JSON-LD, a
`time` element), never one that was guessed from addresses or from text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefer import furniture, metadata, paragraphs, web
from briefer.errors import ReadFailed
from briefer.model import Article, Furniture, Problem
from briefer.readers import shown
from briefer.web import hidden, stated

SUFFIXES = (".html", ".htm", ".xhtml")
_MANY = 5_000
"""Elements of a page from which on the article is looked for in one way only: the others take quadratic time."""
_MOST = 50_000
_TOO_DEEP = "the page could not be taken apart ({}); save the article as text"


def read(data: bytes, name: str, charset: str = "") -> Article:
    """The article on a page. Raises ReadFailed for what is no page, or has no article that could be found.

    `charset` is what whoever sent the page said of it.
    """
    from lxml import etree  # type: ignore[import-untyped]

    try:
        return _read(web.text(data, charset)[0], name)
    except (RecursionError, MemoryError, etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadFailed("unreadable", _TOO_DEEP.format(type(error).__name__)) from error


def notes(data: bytes, name: str, charset: str = "") -> tuple[Problem, ...]:
    """That the encoding had to be guessed; that sentences are hidden from those who look at the page."""
    page, guess = web.text(data, charset)
    found = hidden.take_out(web.tree(page))
    said = []
    if guess:
        what = charset or web.declares(data)
        declared = f"not the {what} that it says" if what else "not UTF-8"
        said.append(("encoding-guessed", f"{declared}, read as {guess}; save it as UTF-8 if letters look wrong"))
    if found:
        said.append(("hidden-text", f"{found} words are hidden from who looks at the page, and were not read"))
    return tuple(Problem(code, f"{shown(name)}: {message}", name) for code, message in said)


def _read(page: str, name: str) -> Article:
    import trafilatura

    tree = web.tree(page)
    size = sum(1 for _ in tree.iter())
    if size > _MOST:
        raise ReadFailed("too-large", f"{size} elements, more than are read of one page ({_MOST}); save it as text")
    said, dated_by = stated.find(tree)
    hidden.take_out(tree)
    found: Any = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
        fast=size > _MANY,
    )
    if found is None or not (found.text or "").strip():
        raise ReadFailed("no-text", "no article was found on the page; save its text as a .txt file")
    text = "\n\n".join(line.strip() for line in found.text.splitlines() if line.strip())
    title = " ".join((found.title or "").split())
    marks = furniture.merge(_headings(text, found.body, title), furniture.find(text))
    article = Article(name, text, title, found.sitename or "", found.url or "", furniture=marks)
    return metadata.complete(metadata.lay_over(article, said, dated_by))


def _headings(text: str, body: Any, title: str) -> Iterator[Furniture]:
    """The lines that are headings on the page."""
    heads = {" ".join("".join(head.itertext()).split()) for head in body.iter("head")}
    for line in paragraphs.lines(text):
        words = " ".join(text[line.start : line.end].split())
        if words and (words in heads or words == title):
            yield Furniture(*line, "title" if words == title else "heading")
