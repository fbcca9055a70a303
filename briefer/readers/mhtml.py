"""Reads web pages saved as one file (MHTML): the page in it is read as a saved page is, its pictures are left alone."""

from __future__ import annotations

from dataclasses import replace

from briefer import mail
from briefer.errors import ReadFailed
from briefer.mail import Part
from briefer.model import Article, Problem
from briefer.readers import html

SUFFIXES = (".mhtml", ".mht")
LARGEST = 100 * 1024 * 1024
_LARGEST_PAGE = 20 * 1024 * 1024


def read(data: bytes, name: str) -> Article:
    """The article on the saved page. Raises ReadFailed for what is no such file, or has no article."""
    page, address = _page(data)
    article = html.read(page.data, name, page.charset)
    return replace(article, url=article.url or address)


def notes(data: bytes, name: str) -> tuple[Problem, ...]:
    page, _ = _page(data)
    return html.notes(page.data, name, page.charset)


def _page(data: bytes) -> tuple[Part, str]:
    """The page, and where it was saved from."""
    message = mail.parse(data)
    page = next((part for part in message.parts if part.kind == "text/html"), None)
    if page is None or not page.data.strip():
        raise ReadFailed("no-text", "there is no page in this file; save it as HTML")
    if len(page.data) > _LARGEST_PAGE:
        raise ReadFailed("too-large", f"the page is larger than is read ({_LARGEST_PAGE / 1e6:.0f} MB)")
    return page, message.address or (page.location if page.location.startswith(("http://", "https://")) else "")
