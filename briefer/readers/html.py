"""Reads web pages: trafilatura finds the article on the page, and its paragraphs become the text.

Offsets are those of the extracted text. The date is one that the page states in so many words (metadata, JSON-LD, a
`time` element), never one that was guessed from addresses or from text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefer import dates, decoding, furniture, metadata, paragraphs
from briefer.errors import ReadFailed
from briefer.metadata import Metadata
from briefer.model import Article, Furniture, Problem
from briefer.readers import guess_note

SUFFIXES = (".html", ".htm")

_TEXT_CHARSET = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|latin-?1|iso-8859-\d+|windows-\d+|cp\d+|koi8-[ru]|mac-?\w*"
    r"|gb\w+|big5[\w-]*|shift[_-]?jis|sjis|euc-\w+|iso-2022-\w+|tis-620"
)
"""Charsets that a page may declare; Python knows others that are no charsets, and slow."""
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w-]+)", re.IGNORECASE
)
_HIDDEN = (
    "//script | //style | //noscript | //template | //comment() | //*[@hidden] | //*[@aria-hidden='true']"
    " | //*[contains(translate(@style, ' ', ''), 'display:none')]"
    " | //*[contains(translate(@style, ' ', ''), 'visibility:hidden')]"
)
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
_TOO_DEEP = "the page could not be taken apart ({}); save the article as text"


def read(data: bytes, name: str) -> Article:
    """The article on a page. Raises ReadFailed for what is no page, or has no article that could be found."""
    from lxml import etree  # type: ignore[import-untyped]

    try:
        return _read(_text(data), name)
    except (RecursionError, MemoryError, etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadFailed("unreadable", _TOO_DEEP.format(type(error).__name__)) from error


def notes(data: bytes, name: str) -> tuple[Problem, ...]:
    return () if _CHARSET.search(data[:4096]) else guess_note(data, name)


def _read(page: str, name: str) -> Article:
    import trafilatura
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    stated, dated_by = _stated(tree)
    for element in tree.xpath(_HIDDEN):
        if element.getparent() is not None:
            element.drop_tree()
    found: Any = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or not (found.text or "").strip():
        raise ReadFailed("no-text", "no article was found on the page; save its text as a .txt file")
    text = "\n\n".join(line.strip() for line in found.text.splitlines() if line.strip())
    title = " ".join((found.title or "").split())
    marks = furniture.merge(_headings(text, found.body, title), furniture.find(text))
    article = Article(name, text, title, found.sitename or "", found.url or "", furniture=marks)
    return metadata.complete(metadata.lay_over(article, stated, dated_by))


def _text(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    name = (declared[1] or declared[2]).decode("ascii").lower() if declared else ""
    if _TEXT_CHARSET.fullmatch(name) and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(name).replace("\0", "")
        except (LookupError, UnicodeDecodeError):
            pass
    return decoding.decode(data)[0]


def _headings(text: str, body: Any, title: str) -> Iterator[Furniture]:
    """The lines that are headings on the page."""
    heads = {" ".join("".join(head.itertext()).split()) for head in body.iter("head")}
    for line in paragraphs.lines(text):
        words = " ".join(text[line.start : line.end].split())
        if words and (words in heads or words == title):
            yield Furniture(*line, "title" if words == title else "heading")


def _stated(tree: Any) -> tuple[Metadata, str]:
    """The dates that the page states, and where it states that of publication."""
    metas = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content") or ""
        for meta in reversed(tree.xpath("//meta[@content]"))
    }
    linked = list(_linked_data(tree))
    times = [
        time.get("datetime") or ""
        for time in tree.xpath("//time[@datetime][@pubdate or @itemprop='datePublished']")
        or tree.xpath("(//article//time[@datetime] | //main//time[@datetime] | //header//time[@datetime])[1]")
    ]
    stated = [(metas.get(key, ""), f"meta {key}") for key in _PUBLISHED]
    stated += [(value, "JSON-LD datePublished") for value in _values(linked, "datePublished")]
    stated += [(value, "time element") for value in times]
    dated = next(((day, where) for value, where in stated if (day := _day(value))), ("", ""))
    late = [metas.get(key, "") for key in _UPDATED] + _values(linked, "dateModified")
    return Metadata(published=dated[0], updated=next(filter(None, map(_day, late)), "")), dated[1]


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
