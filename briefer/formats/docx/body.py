"""The body and the footnotes of a Word document: blocks go in, WordprocessingML comes out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from briefer.markup import clean
from briefer.pages import (
    Block,
    Break,
    Heading,
    Line,
    Listing,
    Notes,
    Page,
    Paragraph,
    Quote,
    Rule,
    Table,
    Words,
    widths,
)

_RTL = re.compile(r"([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff](?:.*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])?)")
"""From the first to the last letter of a script that runs from right to left."""
_NO_XML = re.compile(r"[\ufffe\uffff]")
_DEEPEST = 8
_STEP = 420
"""Twentieths of a point that a list is set in by level."""
_HEADINGS = 4
_TEXT_WIDTH = 9026
"""Twentieths of a point between the margins of our own page; another page scales it."""
_FULL = 5000
"""Fiftieths of a per cent of a table's width."""
NUMBERED_FROM = 1000
"""Ids of our numberings, above those of any house template."""
BULLETS = NUMBERED_FROM


@dataclass
class Body:
    """Writes a page; afterwards `links` are the addresses it leads to, by relationship id, and `starts` its lists."""

    page: Page
    styles: dict[str, str]
    links: dict[str, str] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    _placed: set[int] = field(default_factory=set)
    _bookmarks: int = 0

    def document(self) -> str:
        """All that stands within `w:body` but the last section's properties."""
        title = self._paragraph("Title", (Words(self.page.title),))
        return title + "".join(self._blocks(self.page.blocks))

    def footnotes(self) -> str:
        """The footnotes as `w:footnote` elements, number 1 first."""
        return "".join(
            f'<w:footnote w:id="{number}">{self._footnote(line)}</w:footnote>'
            for number, line in enumerate(self.page.notes, start=1)
        )

    def _footnote(self, line: Line) -> str:
        mark = f"<w:r>{self._character('FootnoteReference')}<w:footnoteRef/></w:r><w:r>{_text(' ')}</w:r>"
        style = self.styles["FootnoteText"]
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{mark}{self._line(line)}</w:p>'

    def _blocks(self, blocks: Iterable[Block], depth: int = 0) -> Iterator[str]:
        for block in blocks:
            match block:
                case Heading(level=level, line=line):
                    yield self._paragraph(f"Heading{min(level, _HEADINGS)}", line)
                case Paragraph(line=line):
                    yield self._paragraph("ListContinue" if depth else "Normal", line, _indent(depth))
                case Listing():
                    yield from self._listing(block, depth)
                case Quote(blocks=inner):
                    yield from (self._paragraph("Quote", line) for line in _flat(inner))
                case Table():
                    yield self._table(block)
                case Rule():
                    yield '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1"/></w:pBdr></w:pPr></w:p>'

    def _listing(self, listing: Listing, depth: int) -> Iterator[str]:
        if listing.first:
            self.starts.append(listing.first)
        number = NUMBERED_FROM + len(self.starts) if listing.first else BULLETS
        level = min(depth, _DEEPEST)
        for item in listing.items:
            rest = item
            numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            line = item[0].line if item and isinstance(item[0], Paragraph) else ()
            rest = item[1:] if line else item
            yield self._paragraph("ListNumber" if listing.first else "ListBullet", line, numbered)
            yield from self._blocks(rest, depth + 1)

    def _table(self, table: Table) -> str:
        right = (*table.right, *(False for _ in table.head[len(table.right) :]))
        shares = widths(table)
        head = self._row(table.head, right, shares, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
        rows = "".join(self._row(row, right, shares, "<w:trPr><w:cantSplit/></w:trPr>") for row in table.rows)
        columns = "".join(f'<w:gridCol w:w="{_TEXT_WIDTH * each // sum(shares)}"/>' for each in shares)
        look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noVBand="1"/>'
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles["BriefTable"]}"/><w:tblW w:w="5000" w:type="pct"/>{look}'
            f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>"
            # Word wants a paragraph between a table and what follows
            f"{self._paragraph('TableText', ())}"
        )

    def _row(self, cells: tuple[Line, ...], right: tuple[bool, ...], shares: tuple[int, ...], properties: str) -> str:
        aside = '<w:jc w:val="right"/>'
        made = (
            f'<w:tc><w:tcPr><w:tcW w:w="{_FULL * share // sum(shares)}" w:type="pct"/></w:tcPr>'
            f"{self._paragraph('TableText', cell, aside * to_right)}</w:tc>"
            for cell, to_right, share in zip(cells, right, shares, strict=False)
        )
        return f"<w:tr>{properties}{''.join(made)}</w:tr>"

    def _paragraph(self, style: str, line: Line, properties: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{properties}</w:pPr>{self._line(line)}</w:p>'

    def _line(self, line: Line) -> str:
        return "".join(self._inline(each) for each in line)

    def _inline(self, piece: Words | Notes | Break) -> str:
        match piece:
            case Break():
                return "<w:r><w:br/></w:r>"
            case Notes(numbers=numbers):
                comma = f"<w:r>{self._character('FootnoteReference')}{_text(', ')}</w:r>"
                return comma.join(map(self._reference, numbers))
            case Words():
                made = "".join(_run(part, piece, self.styles) for part in _RTL.split(piece.text) if part)
                return f'<w:hyperlink r:id="{self._link(piece.link)}">{made}</w:hyperlink>' if piece.link else made

    def _reference(self, number: int) -> str:
        """A footnote where it is first used; later a field that follows its number, and leads there."""
        mark = self._character("FootnoteReference")
        name = f"_RefBrief{number}"
        if number not in self._placed:
            self._placed.add(number)
            return (
                f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
                f'<w:r>{mark}<w:footnoteReference w:id="{number}"/></w:r><w:bookmarkEnd w:id="{number}"/>'
            )
        parts = (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> NOTEREF {name} \\f \\h </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            _text(str(number)),
            '<w:fldChar w:fldCharType="end"/>',
        )
        return "".join(f"<w:r>{mark}{part}</w:r>" for part in parts)

    def _character(self, style: str) -> str:
        return f'<w:rPr><w:rStyle w:val="{self.styles[style]}"/></w:rPr>'

    def _link(self, address: str) -> str:
        known = {value: key for key, value in self.links.items()}
        if address not in known:
            self.links[f"rIdLink{len(self.links) + 1}"] = address
            return f"rIdLink{len(self.links)}"
        return known[address]


def _flat(blocks: Iterable[Block]) -> Iterator[Line]:
    """The lines of what stands within a quotation."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.line
        elif isinstance(block, Listing):
            yield from (line for item in block.items for line in _flat(item))
        elif isinstance(block, Quote):
            yield from _flat(block.blocks)
        elif isinstance(block, Table):
            yield from (cell for row in (block.head, *block.rows) for cell in row)


def _indent(depth: int) -> str:
    return f'<w:ind w:left="{_STEP * min(depth, _DEEPEST)}"/>' if depth else ""


def _run(text: str, words: Words, styles: dict[str, str]) -> str:
    properties = f'<w:rStyle w:val="{styles["Hyperlink"]}"/>' if words.link else ""
    if words.code:
        properties += '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
    properties += "<w:b/>" * words.bold + "<w:i/>" * words.italic
    properties += "<w:rtl/>" if _RTL.match(text) else ""
    styled = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{styled}{_text(text)}</w:r>"


def _text(value: str) -> str:
    return f'<w:t xml:space="preserve">{xml(value)}</w:t>'


def xml(value: str) -> str:
    """The value as text or attribute of XML 1.0."""
    return escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", clean(value)))
