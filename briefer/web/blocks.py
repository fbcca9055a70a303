"""What a piece of a page shows, paragraph by paragraph: a tree in, text with its furniture out.

For what is an article already, such as a newsletter or an entry of a feed. Where the article has to be found among the
rest of a site, `readers.html` finds it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from briefer import furniture
from briefer.model import Furniture
from briefer.web import fragment, hidden

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section select summary table tbody td tfoot"
    " th thead tr ul".split()
)
_NO_TEXT = frozenset("script style noscript template head svg math object iframe canvas button select textarea".split())
_KINDS = {"nav": "menu", "footer": "notice", "figcaption": "caption", "caption": "caption", "aside": "related"}
_KINDS |= {f"h{level}": "heading" for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\r\n\f\v\u200b]+")
_LONGEST_LINK = 12
"""Words of a block of links that is no sentence."""
_STOP = re.compile(r"[.!?…。！？][\"”’'»)\]]*\Z")


@dataclass
class _Block:
    """One block on its way: its words, how many of them are links, and what its elements make of it."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    kind: str = ""

    @property
    def text(self) -> str:
        return "\n".join(_SPACE.sub(" ", line).strip() for line in "".join(self.words).split("\v")).strip()


def shown(markup: str) -> tuple[str, tuple[Furniture, ...]]:
    """The text that a piece of markup shows, its paragraphs divided by blank lines, and its furniture.

    Blocks that are only links, and what stands in `nav`, `footer`, `aside`, captions and headings, is furniture.
    """
    if not markup.strip():
        return "", ()
    body = fragment(markup)
    hidden.take_out(body)
    parts: list[str] = []
    marks: list[Furniture] = []
    at = 0
    for block in _blocks(body):
        words = block.text
        if not words:
            continue
        kind = block.kind or _kind(block, words)
        if kind:
            marks.append(Furniture(at, at + len(words), kind))
        parts.append(words)
        at += len(words) + 2
    text = "\n\n".join(parts)
    return text, furniture.merge(marks, furniture.find(text))


def _kind(block: _Block, words: str) -> str:
    """`link` for a block that is nothing but links and no sentence."""
    if block.linked and block.linked >= len("".join(words.split())) and not _STOP.search(words):
        return "link" if len(words.split()) <= _LONGEST_LINK else ""
    return ""


def _blocks(body: Any) -> list[_Block]:
    """The blocks in the order of the page; the walk is a loop, because pages are nested as deeply as they like."""
    from lxml import etree  # type: ignore[import-untyped]

    found = [_Block()]
    kinds: list[str] = []
    skipped = links = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        if tag in _NO_TEXT or not tag:
            skipped += 1 if starts else -1
        elif tag == "a":
            links += 1 if starts else -1
        elif tag in _KINDS:
            kinds.append(_KINDS[tag]) if starts else kinds.pop()
        if tag == "br" and starts and found[-1].words:
            found[-1].words.append("\v")
        elif tag in _BLOCKS and tag != "br":
            found.append(_Block(kind=kinds[-1] if kinds else ""))
        said = (element.text if starts else element.tail) or ""
        if said and not skipped:
            found[-1].words.append(said.replace("\v", " "))
            found[-1].linked += len("".join(said.split())) if links else 0
    return _divided(found)


def _divided(blocks: list[_Block]) -> list[_Block]:
    """The blocks, those with a blank line in them, by two breaks, as several."""
    divided: list[_Block] = []
    for block in blocks:
        text = "".join(block.words)
        pieces = re.split(r"\v\s*\v\s*", text)
        if len(pieces) == 1:
            divided.append(block)
        else:
            divided += [_Block([piece], 0, block.kind) for piece in pieces]
    return divided
