"""Reads DOCX files as what they are, a ZIP of XML: paragraphs, tables and footnotes become the text.

Macros, embedded objects, pictures and templates are not opened, and no link is followed. Deleted and hidden text is
left out; inserted text is in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefer import furniture, metadata, xmltree
from briefer.errors import ReadFailed
from briefer.model import Article, Furniture, Problem
from briefer.readers import Contents, shown
from briefer.unpack import Packed

SUFFIXES = (".docx", ".docm")
LARGEST = 100 * 1024 * 1024
_PART = 60 * 1024 * 1024
"""Bytes of one part, unpacked."""
_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_MARKS = {"title": "title", "subtitle": "heading", "caption": "caption"}
_SKIPPED = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "pPrChange", "rPrChange", "fldData"))
_OUTSIDE = frozenset(("attachedTemplate", "oleObject", "image", "frame", "subDocument", "package", "video", "audio"))
"""Kinds of links that Word itself would load, unlike a reader's hyperlink."""


@dataclass
class _Text:
    """The paragraphs so far, and what was left out."""

    parts: list[str] = field(default_factory=list)
    marks: list[Furniture] = field(default_factory=list)
    at: int = 0
    hidden: int = 0

    def add(self, words: str, kind: str) -> None:
        words = "\n".join(" ".join(line.split()) for line in words.split("\n")).strip()
        if words:
            if kind:
                self.marks.append(Furniture(self.at, self.at + len(words), kind))
            self.parts.append(words)
            self.at += len(words) + 2


def contents(data: bytes, name: str, columns: Mapping[str, str]) -> Contents:
    """The article in a document. Raises ReadFailed for what is none, is encrypted, or has no text."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadFailed("encrypted", "it is encrypted, or of Word before 2007; save it as .docx without a password")
    packed = Packed(data, "this document")
    if not packed.has(_BODY):
        raise ReadFailed("unreadable", "this is no Word document; open it and save it as .docx")
    styles = _styles(packed)
    text = _Text()
    for part in (_BODY, *_NOTES):
        if packed.has(part):
            _paragraphs(_root(packed, part), styles, text)
    if not text.parts:
        raise ReadFailed("no-text", "there is no text in this document; are its pages pictures?")
    words = "\n\n".join(text.parts)
    title = next((words[mark.start : mark.end] for mark in text.marks if mark.kind == "title"), "")
    said = _properties(packed)
    article = Article(name, words, title=title, furniture=furniture.merge(text.marks, furniture.find(words)))
    # what Word puts into the title by itself is often that of the template: it counts where the document shows it
    if not title and said and " ".join(said.split()).casefold() in " ".join(words[:4000].split()).casefold():
        article = metadata.lay_over(article, metadata.Metadata(title=" ".join(said.split())), "")
    return Contents((metadata.complete(article),), tuple(_notes(packed, text, name)))


def _root(packed: Packed, part: str) -> Any:
    return xmltree.root(packed.read(part, _PART), f"its part {part}")


def _styles(packed: Packed) -> Mapping[str, str]:
    """The kind of furniture that each style of paragraphs is, by the style's id."""
    if not packed.has("word/styles.xml"):
        return {}
    kinds: dict[str, str] = {}
    for style in _root(packed, "word/styles.xml"):
        if xmltree.local(style) != "style":
            continue
        called = next((_value(each) for each in style if xmltree.local(each) == "name"), "").lower()
        kind = _MARKS.get(called, "heading" if called.startswith("heading") else "")
        kind = "menu" if called.startswith("toc ") else kind
        if kind:
            kinds[_attribute(style, "styleId")] = kind
    return kinds


def _paragraphs(root: Any, styles: Mapping[str, str], text: _Text) -> None:
    """Adds every paragraph, those of tables row by row; text boxes stand where they are anchored, once."""
    for element in root.iter():
        if xmltree.local(element) == "p" and not _is_skipped(element):
            style = next((_value(each) for each in _below(element, "pPr", "pStyle")), "")
            text.add(_words(element, text), styles.get(style, ""))


def _is_skipped(element: Any) -> bool:
    """Whether it is in something deleted, in the older copy of a text box, or only marks where footnotes begin."""
    return any(
        xmltree.local(each) in _SKIPPED or _attribute(each, "type") in ("separator", "continuationSeparator")
        for each in element.iterancestors()
    )


def _words(paragraph: Any, text: _Text) -> str:
    from lxml import etree  # type: ignore[import-untyped]

    parts: list[str] = []
    skipped = depth = 0
    unseen = False
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        tag = xmltree.local(element)
        step = 1 if event == "start" else -1
        if tag in _SKIPPED:
            skipped += step
        elif tag == "p":
            depth += step
        elif event == "start" and tag == "r":
            unseen = any(_is_on(each) for each in _below(element, "rPr", "vanish"))
        elif event == "start" and not skipped and depth == 1:
            said = {"t": element.text or "", "tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}.get(tag, "")
            if unseen:
                text.hidden += len(said.split())
            else:
                parts.append(said)
    return "".join(parts)


def _below(element: Any, *names: str) -> Iterator[Any]:
    """The elements that a path of names leads to."""
    if not names:
        yield element
        return
    for each in element:
        if xmltree.local(each) == names[0]:
            yield from _below(each, *names[1:])


def _is_on(element: Any) -> bool:
    return _value(element) not in ("0", "false", "off")


def _value(element: Any) -> str:
    return _attribute(element, "val")


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _properties(packed: Packed) -> str:
    """The title that the document's properties give."""
    if not packed.has("docProps/core.xml"):
        return ""
    root = _root(packed, "docProps/core.xml")
    return next((each.text or "" for each in root if xmltree.local(each) == "title"), "")


def _notes(packed: Packed, text: _Text, name: str) -> Iterator[Problem]:
    if any(each.lower().endswith("vbaproject.bin") for each in packed.names):
        yield Problem("macros", f"{shown(name)}: the document has macros; they were neither run nor read", name)
    outside = sum(
        _attribute(link, "TargetMode") == "External" and _attribute(link, "Type").rpartition("/")[2] in _OUTSIDE
        for part in packed.names
        if part.endswith(".rels") and part.startswith("word/")
        for link in _root(packed, part)
    )
    if outside:
        message = f"the document points to {outside} outside file{'s' * (outside > 1)}; nothing was fetched"
        yield Problem("external-links", f"{shown(name)}: {message}", name)
    if text.hidden:
        message = f"{text.hidden} words are hidden from who looks at the document, and were not read"
        yield Problem("hidden-text", f"{shown(name)}: {message}", name)
