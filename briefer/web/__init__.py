"""Web pages and pieces of them, as values: bytes in, a tree; a tree in, what it shows, and what it states about itself.

Nothing in a page is executed, and nothing that it points to is fetched.
"""

from __future__ import annotations

import re
from typing import Any

from briefer import decoding

__all__ = ["declares", "fragment", "text", "tree"]

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w-]+)", re.IGNORECASE
)
_HEAD = 4096
"""Bytes in which a page declares its charset."""


def declares(data: bytes) -> str:
    """The charset that a page says it is in; "" where it says none."""
    found = _CHARSET.search(data[:_HEAD])
    return (found[1] or found[2]).decode("ascii") if found else ""


def text(data: bytes, charset: str = "") -> tuple[str, str]:
    """A page's source, and its encoding where that is a guess. `charset` is what came with it goes before its own word.

    Raises ReadFailed for what is no text.
    """
    source, guess = decoding.declared(data, charset or declares(data))
    return source.replace("\0", ""), guess


def tree(page: str) -> Any:
    """The page as lxml sees it. Raises lxml's own errors, ValueError and AssertionError for what is no page."""
    from lxml import html  # type: ignore[import-untyped]

    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)


def fragment(markup: str) -> Any:
    """A piece of a page as the body of one."""
    return tree(f"<html><body>{markup}</body></html>")
