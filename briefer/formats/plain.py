"""Plain Markdown: CommonMark without footnotes and tables, for programs that know no more than that."""

from __future__ import annotations

from briefer.pages import Page
from briefer.pages.plain import commonmark

SUFFIX = "plain.md"


def write(page: Page) -> bytes:
    """The page in CommonMark 0.31, with references as numbers in brackets and the passages listed at the end."""
    return f"<!-- generator: briefer -->\n\n{commonmark(page)}".encode()
