"""Reads PDF files by PDFium: columns in their order, words joined over lines' ends, the page of every passage kept.

Scripts, forms, attachments and links in a PDF are not looked at, let alone followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from briefer import apart, furniture, metadata
from briefer.errors import ReadFailed
from briefer.model import Article, Furniture, Problem
from briefer.readers import Contents, shown

if TYPE_CHECKING:
    from briefer import layout

SUFFIXES = (".pdf",)
LARGEST = 100 * 1024 * 1024
_MOST_PAGES = 1_000
_MOST_GLYPHS = 2_000_000
"""Of a whole file: as many as 700 pages have."""
_BARE = 10
"""Glyphs: a page with fewer shows a picture."""
_LISTED = 8
_SECONDS = 60.0
"""And one more for each MB."""


def contents(data: bytes, name: str, columns: Mapping[str, str]) -> Contents:
    """The article in a PDF. Raises ReadFailed for what is none, is encrypted, has no text, or takes too long."""
    made = apart.run(__name__, "told", data, _SECONDS + len(data) / 1e6)
    text, bare = str(made["text"]), made["bare"]
    running = tuple(Furniture(start, end, kind) for start, end, kind in made["furniture"])
    marks = furniture.merge(running, furniture.find(furniture.blanked(text, running)))
    article = Article(name, text, furniture=marks, pages=tuple((start, page) for start, page in made["pages"]))
    title = made["title"]
    # what programs write into the title is often a file's name: it counts where the first page shows it
    if title and title.casefold() in " ".join(text[:4000].split()).casefold():
        article = replace(article, title=title)
    return Contents((metadata.complete(article),), _bare_note(bare, name) if bare else ())


def told(data: bytes) -> dict[str, Any]:
    """Text, furniture, pages and title of a PDF, and its pages without text, as JSON has them.

    Runs in a process of its own: PDFium takes for ever over some broken files.
    """
    from briefer import layout

    with _opened(data) as document:
        count = len(document)
        if count > _MOST_PAGES:
            raise ReadFailed("too-large", f"{count} pages, more than are read of one PDF ({_MOST_PAGES})")
        found = list(_pages(document))
        title = _title(document)
    bare = [page.number for page in found if len(page.glyphs) < _BARE]
    if len(bare) == len(found):
        raise ReadFailed("no-text", "this PDF has pictures of pages and no text; run it through text recognition first")
    laid = layout.lay(found)
    marks = [[mark.start, mark.end, mark.kind] for mark in laid.furniture]
    return {"text": laid.text, "furniture": marks, "pages": laid.pages, "title": title, "bare": bare}


def pages(data: bytes) -> tuple[layout.Page, ...]:
    """The glyphs of each page, to hold a map against. Raises ReadFailed as `contents` does."""
    with _opened(data) as document:
        return tuple(_pages(document))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadFailed("encrypted", "this PDF needs a password; save it without one") from error
        raise ReadFailed("unreadable", "this is no PDF that could be read; open it and save it anew") from error
    try:
        yield document
    except pypdfium2.PdfiumError as error:
        raise ReadFailed("unreadable", f"a page could not be read: {' '.join(str(error).split())[:80]}") from error
    finally:
        document.close()


def _pages(document: Any) -> Iterator[layout.Page]:
    from briefer.layout import Page

    made = 0
    for number in range(len(document)):
        page = document[number]
        try:
            text = page.get_textpage()
            try:
                glyphs = list(islice(_glyphs(text), _MOST_GLYPHS - made + 1))
            finally:
                text.close()
        finally:
            page.close()
        made += len(glyphs)
        if made > _MOST_GLYPHS:
            raise ReadFailed("too-large", "it holds more text than is read of one PDF; save the article by itself")
        yield Page(number + 1, glyphs)


def _glyphs(text: Any) -> Iterator[layout.Glyph]:
    """The glyphs of a page in the order of the file, with the line ends and blanks that PDFium puts between them."""
    from ctypes import byref

    from pypdfium2 import raw

    from briefer.layout import Glyph

    box = raw.FS_RECTF()  # of the whole line's height, so that quotation marks are level with letters
    before = Glyph(" ", 0.0, 0.0, 0.0, 0.0, 1.0, 0)
    count = raw.FPDFText_CountChars(text)
    for index in range(max(0, count)):
        code = raw.FPDFText_GetUnicode(text, index)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not char or (ord(char) < 32 and char not in "\t\r\n\x02"):
            continue
        if char not in "\r\n" and raw.FPDFText_GetLooseCharBox(text, index, byref(box)):
            high = max(box.top - box.bottom, 1.0)
            before = Glyph(char, box.left, box.bottom, box.right, box.top, high, index)
            yield before
        else:
            yield before._replace(char=char, at=index)


def _title(document: Any) -> str:
    return " ".join(str(document.get_metadata_dict().get("Title", "")).split())


def _bare_note(bare: list[int], name: str) -> tuple[Problem, ...]:
    listed = ", ".join(map(str, bare[:_LISTED])) + (" and more" if len(bare) > _LISTED else "")
    what = f"page {listed} has" if len(bare) == 1 else f"pages {listed} have"
    return (Problem("no-text", f"{shown(name)}: {what} no text; scanned pages need text recognition first", name),)
