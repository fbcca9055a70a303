"""PDF, set by typst: tagged, with bookmarks, true footnotes, page numbers, and the marking on every page.

What a page holds goes to `page.typ` as JSON and is never read as typst's language, so nothing in it can be executed.
Fonts are those that typst brings along; those of the machine are asked only for letters that these lack.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

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

SUFFIX = "pdf"
NEEDS = ("typst", "pdf")

_IMPRINT = b"% generator: briefer\n"
_FOREIGN = re.compile(r"[^\u0000-\u05ff\u1d00-\u1fff\u2000-\u2bff\ua640-\ua69f\ua720-\ua7ff\ufb00-\ufb4f\ufffd]")
"""Letters of scripts beyond Latin, Greek, Cyrillic, Armenian and Hebrew."""


def write(page: Page) -> bytes:
    """The page as a PDF."""
    import typst

    data = json.dumps(_data(page), ensure_ascii=False)
    made = typst.compile(
        (Path(__file__).parent / "page.typ").read_bytes(),
        format="pdf",
        sys_inputs={"page": data},
        ignore_system_fonts=not _FOREIGN.search(data),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")  # the types of its package allow for several pages of pictures
    return _signed(made)


def _signed(made: bytes) -> bytes:
    """The file with our imprint below its first two lines; every place that its table of objects names moves down."""
    at = made.index(b"\n", made.index(b"\n") + 1) + 1
    table = made.rindex(b"\nxref\n") + 1
    end = made.rindex(b"startxref\n")

    def moved(found: re.Match[bytes]) -> bytes:
        return b"%010d" % (int(found[0]) + len(_IMPRINT))

    places = re.sub(rb"\d{10}(?= \d{5} n)", moved, made[table:end])
    return made[:at] + _IMPRINT + made[at:table] + places + b"startxref\n%d\n%%%%EOF" % (table + len(_IMPRINT))


def _data(page: Page) -> dict[str, Any]:
    seen: set[int] = set()
    made = page.document["made_with"]
    return {
        "title": page.title,
        "maker": clean(f"briefer {made['version']}"),
        "keywords": [page.marking] if page.marking else [],
        "marking": page.marking,
        "blocks": [_block(each, seen) for each in page.blocks],
        "notes": [_line(each, seen) for each in page.notes],
    }


def _block(block: Block, seen: set[int]) -> dict[str, Any]:
    match block:
        case Heading(level=level, line=line):
            return {"kind": "heading", "level": level, "line": _line(line, seen)}
        case Paragraph(line=line):
            return {"kind": "paragraph", "line": _line(line, seen)}
        case Listing(first=first, items=items):
            return {"kind": "list", "first": first, "items": [[_block(each, seen) for each in item] for item in items]}
        case Quote(blocks=blocks):
            return {"kind": "quote", "blocks": [_block(each, seen) for each in blocks]}
        case Table(right=right, head=head, rows=rows):
            return {
                "kind": "table",
                "right": list(right),
                "widths": list(widths(block)),
                "head": [_line(each, seen) for each in head],
                "rows": [[_line(each, seen) for each in row] for row in rows] or [[]],
            }
        case Rule():
            return {"kind": "rule"}


def _line(line: Line, seen: set[int]) -> list[dict[str, Any]]:
    return [_piece(each, seen) for each in line]


def _piece(piece: Words | Notes | Break, seen: set[int]) -> dict[str, Any]:
    match piece:
        case Words():
            return {
                "kind": "words",
                "text": clean(piece.text),
                "bold": piece.bold,
                "italic": piece.italic,
                "code": piece.code,
                "link": piece.link,
            }
        case Notes(numbers=numbers):
            return {"kind": "notes", "notes": [_note(number, seen) for number in numbers]}
        case Break():
            return {"kind": "break"}


def _note(number: int, seen: set[int]) -> dict[str, Any]:
    first = number not in seen
    seen.add(number)
    return {"number": number, "first": first}
