"""Markdown read as a page's blocks: the text that a template printed goes in, blocks and footnotes come out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from briefer.markup import clean, web_address
from briefer.pages import (
    Block,
    Break,
    Heading,
    Inline,
    Line,
    Listing,
    Notes,
    Paragraph,
    Quote,
    Rule,
    Table,
    Words,
    lines_of,
)

if TYPE_CHECKING:
    from markdown_it.token import Token


def tree(markdown: str) -> Tree:
    """The blocks of a text, its footnotes and their labels."""
    found = Tree(_parser().parse(markdown))
    found.all = found.blocks(())
    return found


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin, inline=False)


_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_SPACES = re.compile(r"\s+")


@dataclass
class Tree:
    """Reads a list of tokens from its start to its end."""

    tokens: Sequence[Token]
    at: int = 0
    notes: tuple[Line, ...] = ()
    labels: tuple[str, ...] = ()
    all: tuple[Block, ...] = ()

    def blocks(self, ends: tuple[str, ...]) -> tuple[Block, ...]:
        """Blocks up to a token of one of these types, which is passed, or to the end."""
        found: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type in ends:
                break
            found += self._block(token)
        return tuple(found)

    def _block(self, token: Token) -> Iterator[Block]:
        match token.type:
            case "heading_open":
                yield Heading(int(token.tag[1:]), self._line("heading_close"))
            case "paragraph_open":
                yield from _paragraph(self._line("paragraph_close"))
            case "bullet_list_open" | "ordered_list_open":
                first = int(token.attrs.get("start", 1)) if token.tag == "ol" else 0
                yield Listing(first, tuple(self._items(token.type.replace("open", "close"))))
            case "blockquote_open":
                yield Quote(self.blocks(("blockquote_close",)))
            case "table_open":
                yield self._table()
            case "footnote_block_open":
                opened = (each for each in self.tokens[self.at :] if each.type == "footnote_open")
                self.labels = tuple(str(each.meta["label"]) for each in opened)
                self.notes = tuple(self._footnotes())
            case "hr":
                yield Rule()
            case "fence" | "code_block":
                yield Paragraph(tuple(_joined(_coded(token.content))))
            case "html_block":
                yield from _paragraph((Words(_flat(_TAG.sub(" ", token.content)).strip()),))
            case _:
                pass

    def _line(self, end: str) -> Line:
        found: Line = ()
        while (token := self.tokens[self.at]).type != end:
            if token.type == "inline":
                found = _inline(token.children or ())
            self.at += 1
        self.at += 1
        return found

    def _items(self, end: str) -> Iterator[tuple[Block, ...]]:
        while self.tokens[self.at].type != end:
            self.at += 1
            yield self.blocks(("list_item_close",))
        self.at += 1

    def _table(self) -> Table:
        rows: list[list[Line]] = []
        right: list[bool] = []
        while (token := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if len(rows) == 1:
                    right.append("right" in str(token.attrs.get("style", "")))
                rows[-1].append(self._line(token.type.replace("open", "close")))
        self.at += 1
        return Table(tuple(right), tuple(rows[0]), tuple(map(tuple, rows[1:])))

    def _footnotes(self) -> Iterator[Line]:
        """The footnotes in the order in which they are first used; what has several paragraphs becomes one line."""
        while self.tokens[self.at].type != "footnote_block_close":
            self.at += 1
            lines = [line for block in self.blocks(("footnote_close",)) for line in lines_of(block)]
            yield tuple(each for number, line in enumerate(lines) for each in ((Break(),) if number else ()) + line)
        self.at += 1


def _paragraph(line: Line) -> Iterator[Paragraph]:
    if line and line != (Words(""),):
        yield Paragraph(line)


def _coded(content: str) -> Iterator[Inline]:
    for number, line in enumerate(content.rstrip("\n").split("\n")):
        if number:
            yield Break()
        yield Words(clean(line), code=True)


def _inline(children: Sequence[Token]) -> Line:
    """Inline tokens as a line: references side by side are one, and no space stands before them."""
    return tuple(_joined(_pieces(children)))


def _pieces(children: Sequence[Token]) -> Iterator[Inline]:
    look = Words("")
    for at, token in enumerate(children):
        match token.type:
            case "strong_open" | "strong_close":
                look = replace(look, bold=token.nesting > 0)
            case "em_open" | "em_close":
                look = replace(look, italic=token.nesting > 0)
            case "link_open" | "link_close":
                look = replace(look, link=web_address(str(token.attrs.get("href", ""))))
            case "text" | "text_special" | "code_inline" | "image":
                yield replace(look, text=_flat(token.content), code=token.type == "code_inline")
            case "footnote_ref":
                yield Notes((int(token.meta["id"]) + 1,))
            case "softbreak" | "hardbreak" | "html_inline":
                yield from _broken(token, children[at + 1 : at + 2])


def _broken(token: Token, following: Sequence[Token]) -> Iterator[Inline]:
    """What a line end is: a break where the template sets off what follows, else a matter of its width; no tag."""
    if token.type == "html_inline":
        if re.match(r"<br\b", token.content):
            yield Break()
    elif token.type == "hardbreak" or (following and following[0].type in ("em_open", "strong_open")):
        yield Break()
    else:
        yield Words(" ")


def _joined(pieces: Iterator[Inline]) -> Iterator[Inline]:
    """Pieces with neighbours of one style joined."""
    held: Inline | None = None
    for piece in pieces:
        if held is None:
            held = piece
        elif isinstance(held, Words) and isinstance(piece, Words) and _style(held) == _style(piece):
            held = Words(held.text + piece.text, *_style(held))
        elif isinstance(held, Notes) and isinstance(piece, Notes):
            held = Notes(held.numbers + piece.numbers)
        elif isinstance(held, Notes) and isinstance(piece, Words) and not piece.text.strip() and not piece.link:
            pass
        else:
            yield from _ended(held, piece)
            held = piece
    if held is not None:
        yield from _ended(held, None)


def _ended(held: Inline, following: Inline | None) -> Iterator[Inline]:
    """A piece without the space that stands before a reference or at the end of a line."""
    if isinstance(held, Words) and (following is None or not isinstance(following, Words)):
        held = Words(held.text.rstrip(" "), *_style(held))
    if not isinstance(held, Words) or held.text:
        yield held


def _style(words: Words) -> tuple[bool, bool, bool, str]:
    return words.bold, words.italic, words.code, words.link


def _flat(value: str) -> str:
    return _SPACES.sub(" ", clean(value)) if value.strip("\n") else value
