"""Reads web pages: trafilatura finds the article on the page, and its paragraphs become the text.

Offsets are those of the extracted text. The date is one that the page states in so many words (metadata, JSON-LD, a
`time` element), never one that was guessed from addresses or from text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from briefer import dates, decoding, furniture, metadata, paragraphs
from briefer.errors import ReadFailed
from briefer.metadata import Metadata
from briefer.model import Article, Furniture, Problem
from briefer.readers import guess_note, shown

SUFFIXES = (".html", ".htm")

_TEXT_CHARSET = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|latin-?1|iso-8859-\d+|windows-\d+|cp\d+|koi8-[ru]|mac-?\w*"
    r"|gb\w+|big5[\w-]*|shift[_-]?jis|sjis|euc-\w+|iso-2022-\w+|tis-620"
)
"""Charsets that a page may declare; Python knows others that are no charsets, and slow."""
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w-]+)", re.IGNORECASE
)
_NO_TEXT = "//script | //style | //noscript | //template | //comment()"
_UNSEEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:hidden|opacity:0(?:\.0*)?(?:;|$|!)|font-size:0(?:\.0*)?(?:px|r?em|pt|%)?(?:;|$|!)"
    r"|(?:left|top|text-indent|margin-left):-\d{3,}|clip:rect\(0|clip-path:inset\((?:50|100)%)"
)
"""What a style without blanks says of an element that nobody sees."""
_UNSEEN_BY_CLASS = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)")
"""The same in a style sheet, where text that fades in or slides in begins with the others."""
_FOR_READERS_ALOUD = frozenset("visually-hidden visuallyhidden sr-only screen-reader-text".split())
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#])([\w-]+)", re.IGNORECASE)
_MOST_RULES = 20_000
_SENTENCE = 8
"""Words of a hidden stretch from which on it is text that somebody may have been meant to miss, and no menu's entry."""
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
    """That the encoding had to be guessed; that sentences are hidden from those who look at the page."""
    guessed = () if _CHARSET.search(data[:4096]) else guess_note(data, name)
    hidden = _without_hidden(_tree(_text(data)))
    if not hidden:
        return guessed
    message = f"{shown(name)}: {hidden} words are hidden from who looks at the page, and were not read"
    return (*guessed, Problem("hidden-text", message, name))


def _read(page: str, name: str) -> Article:
    import trafilatura

    tree = _tree(page)
    stated, dated_by = _stated(tree)
    _without_hidden(tree)
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


def _tree(page: str) -> Any:
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)


def _without_hidden(tree: Any) -> int:
    """Takes out of the tree what is not shown; how many words of sentences that was."""
    classes, ids = _unseen_names(tree)
    for element in tree.xpath(_NO_TEXT):
        if element.getparent() is not None:
            element.drop_tree()
    hidden = 0
    for element in tree.xpath("//body//*[@hidden or @aria-hidden or @style or @class or @id]"):
        if element.getparent() is not None and _is_unseen(element, classes, ids):
            hidden += sum(count for part in element.itertext() if (count := len(part.split())) >= _SENTENCE)
            element.drop_tree()
    return hidden


def _is_unseen(element: Any, classes: frozenset[str], ids: frozenset[str]) -> bool:
    named = frozenset((element.get("class") or "").split())
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or element.get("id") in ids
        or bool(named & (classes | _FOR_READERS_ALOUD))
        or _UNSEEN.search("".join((element.get("style") or "").lower().split())) is not None
    )


def _unseen_names(tree: Any) -> tuple[frozenset[str], frozenset[str]]:
    """The classes and ids that the page's own style sheets hide, where a rule names one of these and nothing else."""
    names: dict[str, set[str]] = {".": set(), "#": set()}
    for sheet in tree.xpath("//style[not(@media) or @media='all' or @media='screen']/text()"):
        for selectors, style in islice(_RULE.findall(_without_conditions(sheet)), _MOST_RULES):
            if _UNSEEN_BY_CLASS.search("".join(style.lower().split())):
                for found in map(_SIMPLE.fullmatch, map(str.strip, selectors.split(","))):
                    if found:
                        names[found[1]].add(found[2])
    return frozenset(names["."]), frozenset(names["#"])


def _without_conditions(sheet: str) -> str:
    """A style sheet without comments and without what holds only on some screens, or on paper."""
    plain = re.sub(r"/\*.*?(?:\*/|\Z)", "", sheet, flags=re.DOTALL)
    kept: list[str] = []
    depth = begin = 0
    inside = False
    for found in re.finditer(r"[{}]|@(?:media|supports|container)\b", plain):
        mark = found.group()
        if mark[0] == "@" and not depth:
            kept.append(plain[begin : found.start()])
            inside = True
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if inside and mark == "}" and depth <= 0:
            begin, inside, depth = found.end(), False, 0
    return "".join((*kept, "" if inside else plain[begin:]))


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
