"""A brief as a small tree of blocks: what a Markdown template has printed goes in, blocks come out. Pure.

Every format that is not text is made of this tree, so that each has the same words, citations and targets in the same
order, whichever template printed them. Footnotes are numbered by first use, as everything that renders Markdown does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefer.markup import clean
from briefer.model import Json


@dataclass(frozen=True, slots=True)
class Words:
    """Text in one style; `link` is an address of the web or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """References to footnotes that stand side by side, by their numbers."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A line ends within a paragraph."""


Inline = Words | Notes | Break
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` counts from 1; the title of the page is none of them."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `first` is the number of its first item, or 0 where items are not numbered."""

    first: int
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`right` says of each column whether it is set to the right, as numbers are."""

    right: tuple[bool, ...]
    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block = Heading | Paragraph | Listing | Quote | Table | Rule


@dataclass(frozen=True, slots=True)
class Page:
    """A printed brief.

    `notes` are the footnotes, number 1 first, and `labels` what the Markdown calls them; `numbers` gives those
    of passages, by article, start and end. `marking` stands in head and foot, empty for none. `document` is the
    brief.json that it prints; `house` a Word document whose styles, head and foot are taken, empty for our own.
    """

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Line, ...]
    marking: str
    document: Json
    labels: tuple[str, ...] = ()
    numbers: Mapping[tuple[str, int, int], int] = field(default_factory=dict)
    house: bytes = b""


_NARROWEST, _WIDEST = 8, 44
"""Letters between which the width of a column depends on what stands in it."""


def page(markdown: str, document: Json) -> Page:
    """The page that a Markdown text is. Raw HTML leaves its words; pictures leave their description."""
    from briefer.pages.parsed import tree

    found = tree(markdown)
    blocks = found.all
    title = clean(str(document["title"]))
    firsts = [each for each in blocks if isinstance(each, Heading) and each.level == 1]
    if len(firsts) == 1 and blocks[0] is firsts[0] and not any(isinstance(each, Notes) for each in firsts[0].line):
        title = text(firsts[0].line) or title
        blocks = tuple(_raised(each) for each in blocks[1:])
    return Page(title, blocks, found.notes, clean(str(document.get("marking", ""))), document, found.labels)


def text(line: Line) -> str:
    """The words of a line alone."""
    return "".join(each.text if isinstance(each, Words) else " " for each in line if not isinstance(each, Notes))


def widths(table: Table) -> tuple[int, ...]:
    """How wide the columns are beside each other: as their longest cells, within limits."""
    columns = zip(*([len(text(cell)) for cell in row] for row in (table.head, *table.rows)), strict=False)
    return tuple(max(_NARROWEST, min(_WIDEST, max(column))) for column in columns)


def _raised(block: Block) -> Block:
    return Heading(max(block.level - 1, 1), block.line) if isinstance(block, Heading) else block


def lines_of(block: Block) -> Iterator[Line]:
    """All lines within a block."""
    match block:
        case Heading(line=line) | Paragraph(line=line):
            yield line
        case Listing(items=items):
            yield from (line for item in items for each in item for line in lines_of(each))
        case Quote(blocks=blocks):
            yield from (line for each in blocks for line in lines_of(each))
        case Table(head=head, rows=rows):
            yield from (cell for row in (head, *rows) for cell in row)


def lines(page: Page) -> Iterator[Line]:
    """All lines of a page in reading order, without its footnotes."""
    for block in page.blocks:
        yield from lines_of(block)
