"""A page as text: CommonMark without any extension, or words alone. Pure.

What plain Markdown lacks is written with what it has: a footnote is a number in brackets and an entry of a list at the
end, a table's row is an item that names each column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefer import markup
from briefer.pages import Block, Break, Heading, Line, Listing, Notes, Page, Paragraph, Quote, Rule, Table, Words


def commonmark(page: Page) -> str:
    """The page as CommonMark 0.31 that needs no footnotes, tables or links of GitHub's."""
    return _Writer(markup.markdown, marks=True).whole(page)


def words(page: Page) -> str:
    """The page as text to be read as it stands, as in a mail."""
    return _Writer(markup.clean, marks=False).whole(page)


class _Writer:
    """Writes blocks as paragraphs of lines; `marks` says whether Markdown's marks are wanted."""

    def __init__(self, escape: Callable[[str], str], *, marks: bool) -> None:
        self._escape = escape
        self._marks = marks

    def whole(self, page: Page) -> str:
        marking = [self._styled(Words(page.marking, bold=True))] if page.marking else []
        title = f"# {self._escape(page.title)}" if self._marks else f"{page.title}\n{'=' * min(len(page.title), 72)}"
        notes = [f"[{number}] {self._line(line)}" for number, line in enumerate(page.notes, start=1)]
        heading = list(self._heading(1, "Passages")) if notes else []
        parts = [*marking, title, *self._blocks(page.blocks), *heading, *notes, *marking]
        return "\n\n".join(parts) + "\n"

    def _heading(self, level: int, text: str) -> Iterator[str]:
        if self._marks:
            yield f"{'#' * min(level + 1, 6)} {text}"
        else:
            yield f"{text}\n{('-' if level == 1 else '.') * min(len(text), 72)}"

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            match block:
                case Heading(level=level, line=line):
                    yield from self._heading(level, self._line(line).replace("\n", " "))
                case Paragraph(line=line):
                    yield self._line(line)
                case Listing(first=first, items=items):
                    marks = (f"{first + at}." if first else "-" for at in range(len(items)))
                    entries = [self._item(mark, item) for mark, item in zip(marks, items, strict=True)]
                    yield "\n".join(entries)
                case Quote(blocks=inner):
                    yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(self._blocks(inner)).split("\n"))
                case Table():
                    yield "\n".join(self._rows(block))
                case Rule():
                    yield "* * *"

    def _item(self, mark: str, item: tuple[Block, ...]) -> str:
        indent = " " * (len(mark) + 1)
        tight = all(isinstance(each, Paragraph | Listing) for each in item)
        body = ("\n" if tight else "\n\n").join(self._blocks(item))
        return f"{mark} " + "\n".join(f"{indent}{line}" if line else "" for line in body.split("\n")).lstrip(" ")

    def _rows(self, table: Table) -> Iterator[str]:
        names = [self._line(cell) for cell in table.head]
        for row in table.rows:
            cells = [self._line(cell) for cell in row]
            told = [f"{name}: {cell}" for name, cell in zip(names[1:], cells[1:], strict=False) if cell]
            first = f"{names[0]}: {cells[0]}" if cells[0].isdigit() else cells[0]
            yield f"- {'; '.join([first, *told])}"

    def _line(self, line: Line) -> str:
        return "".join(map(self._inline, line))

    def _inline(self, piece: Words | Notes | Break) -> str:
        match piece:
            case Break():
                return "\\\n" if self._marks else "\n"
            case Notes(numbers=numbers):
                return "".join(f" [{each}]" for each in numbers)
            case Words():
                return self._styled(piece)

    def _styled(self, piece: Words) -> str:
        text = self._escape(piece.text)
        if not self._marks:
            return f"{text} <{piece.link}>" if piece.link and piece.link != piece.text else text
        if piece.link:
            return f"<{piece.link}>" if piece.link == piece.text else f"[{text}](<{piece.link}>)"
        mark = "**" * piece.bold + "*" * piece.italic
        inner = text.strip(" ")
        if not mark or not inner:
            return text
        # a mark of emphasis must stand at a word, not at a space
        before, _, after = text.partition(inner)
        return f"{before}{mark}{inner}{mark[::-1]}{after}"
