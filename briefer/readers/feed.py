"""Reads RSS and Atom files: an entry is an article, its title, address, day and outlet are the feed's.

Where an entry has its whole text (`content:encoded`, Atom's `content`), that is the article's, else its summary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from briefer import dates, metadata, xmltree
from briefer.errors import ReadFailed
from briefer.model import Article, Problem
from briefer.readers import Contents, shown
from briefer.web import blocks

SUFFIXES = (".xml", ".rss", ".atom", ".rdf")
LARGEST = 50 * 1024 * 1024
_MOST = 5_000
"""Entries that one file may have."""
_ENTRIES = frozenset(("item", "entry"))
_TEXTS = ("encoded", "content", "description", "summary")
"""Where an entry's text stands, the fullest first."""
_PUBLISHED = ("pubDate", "published", "date", "issued", "created")
_UPDATED = ("updated", "modified")
_TEASER = 60
"""Words: an entry with fewer is a summary, and its story stands elsewhere."""


def contents(data: bytes, name: str, columns: Mapping[str, str]) -> Contents:
    """The articles of a feed. Raises ReadFailed for what is none, or has no entries."""
    root = xmltree.root(data, "this feed", recover=True)
    entries = [each for each in root.iter() if xmltree.local(each) in _ENTRIES]
    if xmltree.local(root) not in ("rss", "feed", "RDF") or not entries:
        raise ReadFailed("no-feed", "this is no RSS or Atom feed with entries; save the article as text")
    if len(entries) > _MOST:
        raise ReadFailed("too-large", f"{len(entries)} entries, more than are read of one feed ({_MOST})")
    outlet = _outlet(root)
    articles: list[Article] = []
    problems: list[Problem] = []
    for number, entry in enumerate(entries, start=1):
        try:
            articles.append(_article(entry, f"{name}#{number}", outlet))
        except ReadFailed as error:
            problems.append(Problem(error.code, f"{shown(name)}#{number}: {error}", f"{name}#{number}"))
    return Contents(tuple(articles), (*problems, *_teasers(articles, name)))


def links(data: bytes) -> tuple[tuple[str, metadata.Metadata], ...]:
    """The addresses that a feed's entries lead to, with what it says of them. Raises ReadFailed as `contents` does."""
    root = xmltree.root(data, "this feed", recover=True)
    entries = [each for each in root.iter() if xmltree.local(each) in _ENTRIES][:_MOST]
    if xmltree.local(root) not in ("rss", "feed", "RDF"):
        raise ReadFailed("no-feed", "this is no RSS or Atom feed")
    outlet = _outlet(root)
    return tuple((address, _metadata(entry, outlet)) for entry in entries if (address := _address(entry)))


def _article(entry: Any, name: str, outlet: str) -> Article:
    from lxml import etree  # type: ignore[import-untyped]

    said = _metadata(entry, outlet)
    try:
        text, marks = blocks.shown(_markup(entry))
    except (RecursionError, MemoryError, etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadFailed("unreadable", f"the entry could not be taken apart ({type(error).__name__})") from error
    if not text.strip():
        raise ReadFailed("empty", "the entry has no text")
    article = Article(name, text, furniture=marks)
    return metadata.complete(metadata.lay_over(article, said, "feed" if said.published else ""))


def _metadata(entry: Any, outlet: str) -> metadata.Metadata:
    source = _child(entry, ("source",))
    published, updated = _day(entry, _PUBLISHED), _day(entry, _UPDATED)
    return metadata.Metadata(
        title=_plain(_child(entry, ("title",))),
        outlet=(_plain(_child(source, ("title",))) or _line(source)) if source is not None else outlet,
        published=published or updated,
        updated=updated if updated != published else "",
        url=_address(entry),
    )


def _outlet(root: Any) -> str:
    head = root if xmltree.local(root) == "feed" else _child(root, ("channel",))
    return _plain(_child(head, ("title",))) if head is not None else ""


def _children(element: Any, names: tuple[str, ...]) -> Iterator[Any]:
    """The children with the first of these names that there are any of with words in them or in what they hold."""
    for name in names:
        found = [each for each in element if xmltree.local(each) == name]
        filled = [each for each in found if "".join(each.itertext()).strip() or each.get("href")]
        if filled:
            yield from filled
            return


def _child(element: Any, names: tuple[str, ...]) -> Any:
    return next(_children(element, names), None)


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _plain(element: Any) -> str:
    """The words of a title, which may be markup."""
    words = _line(element)
    if "<" not in words and "&" not in words:
        return words
    try:
        return " ".join(blocks.shown(words)[0].split())
    except ValueError:
        return words


def _markup(entry: Any) -> str:
    """The fullest text of an entry, as markup."""
    from lxml import etree

    found = _child(entry, _TEXTS)
    if found is None:
        return ""
    if len(found):  # Atom's xhtml: the elements themselves
        return str(etree.tostring(found, encoding="unicode", with_tail=False))
    words = found.text or ""
    if found.get("type", "html") == "text":
        words = words.replace("&", "&amp;").replace("<", "&lt;")
    return words if "<" in words else "".join(f"<p>{part}</p>" for part in words.split("\n\n"))


def _address(entry: Any) -> str:
    """Where an entry leads: its link, or an id that is one."""
    for link in _children(entry, ("link",)):
        address = (link.get("href") or link.text or "").strip()
        if link.get("rel", "alternate") == "alternate" and address.startswith(("http://", "https://")):
            return address
    told = _line(_child(entry, ("guid", "id")))
    return told if told.startswith(("http://", "https://")) else ""


def _day(entry: Any, names: tuple[str, ...]) -> str:
    words = _line(_child(entry, names))
    try:
        return dates.iso(words)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _teasers(articles: list[Article], name: str) -> tuple[Problem, ...]:
    """The note that the feed holds summaries only."""
    short = sum(len(article.text.split()) < _TEASER for article in articles)
    if not short or not any(article.url for article in articles):
        return ()
    message = f"{shown(name)}: {short} of {len(articles)} entries are summaries; briefer collect fetches the articles"
    return (Problem("summary-only", message, name),)
