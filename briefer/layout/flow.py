"""Columns of pages in, text that reads on out, with a map back to the glyphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefer.layout import heads, words
from briefer.layout.glyphs import Line, Page, lines
from briefer.layout.order import Column, columns
from briefer.model import Furniture
from briefer.paragraphs import ended

NOWHERE = (0, -1)
"""The place of a code point that stands on no page: a blank between lines."""
_SIZES = 0.12
"""Share by which sizes of one paragraph may differ."""
_LOOSE = 1.35
"""Times the usual distance of lines from which on a paragraph ends."""
_SMALL = 0.88
"""Times the usual size below which type is that of notes and captions."""
HEAD = "running head"


@dataclass(frozen=True)
class Laid:
    """A text, its marks, and for each code point its page (from 1) and glyph there; NOWHERE for joining blanks."""

    text: str
    furniture: tuple[Furniture, ...]
    where: tuple[tuple[int, int], ...]

    @property
    def pages(self) -> tuple[tuple[int, int], ...]:
        """Where in the text a page begins, or goes on: offset and page, in the order of the text."""
        found: list[tuple[int, int]] = []
        for at, (page, _) in enumerate(self.where):
            if page and (not found or found[-1][1] != page):
                found.append((at, page))
        return tuple(found)


@dataclass(frozen=True)
class _Block:
    """Lines of one column that follow each other as a paragraph does."""

    page: int
    lines: tuple[Line, ...]
    right: float
    head: bool = False
    first: bool = False
    last: bool = False

    @property
    def size(self) -> float:
        sizes = sorted(line.size for line in self.lines)
        return sizes[len(sizes) // 2]


def lay(pages: Sequence[Page]) -> Laid:
    """The text of these pages."""
    found = {page.number: lines(page.glyphs) for page in pages}
    found = {number: there for number, there in found.items() if there}
    sizes = sorted(line.size for there in found.values() for line in there for _ in line.glyphs)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    running = heads.find(found, usual)
    blocks = [block for number, there in found.items() for block in _blocks(number, there, running, usual)]
    known = words.Vocabulary(line.text for there in found.values() for line in there)
    return _written(_chained(blocks, usual), known)


def _blocks(page: int, found: Sequence[Line], running: set[int], size: float) -> Iterator[_Block]:
    """The blocks of a page in the order in which it is read."""
    tops = [line for line in found if id(line) in running]
    story = [line for line in found if id(line) not in running]
    middle = (max(line.y1 for line in found) + min(line.y0 for line in found)) / 2
    yield from (_Block(page, (line,), line.x1, head=True) for line in tops if line.y0 > middle)
    for column in columns(story):
        yield from _divided(page, column, size)
    yield from (_Block(page, (line,), line.x1, head=True) for line in tops if line.y0 <= middle)


def _divided(page: int, column: Column, size: float) -> list[_Block]:
    """The blocks of a column; `size` is that of the story, and notes in smaller type do not end its paragraphs."""
    steps = sorted(a.y0 - b.y0 for a, b in zip(column.lines, column.lines[1:], strict=False))
    usual = steps[len(steps) // 2] if steps else 0.0
    groups: list[list[Line]] = [[column.lines[0]]]
    for before, line in zip(column.lines, column.lines[1:], strict=False):
        if _begins(before, line, column, usual):
            groups.append([line])
        else:
            groups[-1].append(line)
    blocks = [_Block(page, tuple(group), column.right) for group in groups]
    body = [at for at, block in enumerate(blocks) if block.size >= _SMALL * size] or [0]
    return [replace(block, first=at == body[0], last=at == body[-1]) for at, block in enumerate(blocks)]


def _begins(before: Line, line: Line, column: Column, usual: float) -> bool:
    """Whether a line begins a paragraph: by its size, the space above it, its indent, or the room left before it."""
    em = max(line.size, 1.0)
    if _differ(before.size, line.size) or before.y0 - line.y0 > _LOOSE * max(usual, em):
        return True
    indented = em * 0.8 < line.x0 - column.left < em * 5 and before.x0 - column.left < em * 0.5
    room = column.right - before.x1 - words.first_width(line) - 0.4 * em
    wide = column.right - column.left
    return (indented and ended(before.text)) or (room > 0 and ended(before.text)) or room > 0.3 * wide


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > _SIZES * max(one, other, 1.0)


def _chained(blocks: Sequence[_Block], usual: float) -> list[list[_Block]]:
    """Blocks that are one paragraph, over columns and pages; what stood between them comes behind it."""
    chains: list[list[_Block]] = []
    waiting: list[list[_Block]] = []
    begins = False
    for block in blocks:
        if chains and (block.head or (block.size < _SMALL * usual and not _ends(chains[-1][-1]))):
            waiting.append([block])
        elif chains and (block.first or begins) and _goes_on(chains[-1][-1], block):
            chains[-1].append(block)
        elif chains and block.first and not _ends(chains[-1][-1]) and _is_label(block):
            waiting.append([block])
            begins = True
            continue
        else:
            chains += [*waiting, [block]]
            waiting = []
        begins = begins and block.head
    return [*chains, *waiting]


def _ends(block: _Block) -> bool:
    return not block.last or block.head or ended(block.lines[-1].text)


def _is_label(block: _Block) -> bool:
    """Whether a block is a line by itself that neither fills its column nor ends as a sentence: no half a paragraph."""
    line = block.lines[0]
    return len(block.lines) == 1 and line.x1 < block.right - 0.4 * (block.right - line.x0) and not ended(line.text)


def _goes_on(block: _Block, after: _Block) -> bool:
    """Whether the paragraph at the end of one column goes on at the head of the next."""
    if not block.last or block.head or _differ(block.size, after.size) or _is_label(after):
        return False
    line, begin = block.lines[-1], after.lines[0].text.lstrip("\"'“‘(")
    if not ended(line.text):
        return line.x1 > block.right - 8 * line.size or begin[:1].islower()
    return begin[:1].islower()


def _written(chains: Sequence[Sequence[_Block]], known: words.Vocabulary) -> Laid:
    text: list[str] = []
    where: list[tuple[int, int]] = []
    marks: list[Furniture] = []
    for chain in chains:
        if text:
            text += "\n\n"
            where += [NOWHERE, NOWHERE]
        start = len(text)
        for block in chain:
            for line in block.lines:
                _append(text, where, start, block.page, line, known)
        if chain[0].head:
            marks.append(Furniture(start, len(text), HEAD))
    return Laid("".join(text), tuple(marks), tuple(where))


def _append(
    text: list[str], where: list[tuple[int, int]], start: int, page: int, line: Line, known: words.Vocabulary
) -> None:
    """Adds a line to a paragraph: behind a blank, or joined to the word that the line before it ends with."""
    if len(text) > start:
        match known.join("".join(text[max(start, len(text) - words.LONGEST) :]), line.text):
            case words.Joint.DROP:
                text.pop()
                where.pop()
            case words.Joint.BLANK:
                text.append(" ")
                where.append(NOWHERE)
            case words.Joint.KEEP:
                pass
    for glyph in line.glyphs:
        if glyph.char.isspace() and text[start:] and text[-1].isspace():
            continue
        for char in words.spelled(glyph.char):
            text.append(char)
            where.append((page, glyph.at) if glyph.at >= 0 else NOWHERE)
