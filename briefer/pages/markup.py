"""A page as HTML for mail programs: its looks stand at each element, since most drop a style sheet. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefer.markup import markup
from briefer.pages import Block, Break, Heading, Line, Listing, Notes, Page, Paragraph, Quote, Rule, Table, Words

_SANS = "font-family:Arial,Helvetica,sans-serif"
_MARK = "color:#17508f;text-decoration:none"
_CELL = "padding:4px 10px 4px 0;border-bottom:1px solid #dcd8ce;vertical-align:top"


def html(page: Page) -> str:
    """The page as one HTML document without script, style sheet, picture or anything to be fetched."""
    marking = ""
    if page.marking:
        marking = f'<p style="text-align:center;font-weight:bold;color:#7a1f1f;{_SANS}">{markup(page.marking)}</p>\n'
    writer = _Writer()
    body = "".join(writer.blocks(page.blocks))
    notes = "".join(
        f'<li id="n{number}" value="{number}" style="margin:0 0 6px">{writer.line(line)}</li>\n'
        for number, line in enumerate(page.notes, start=1)
    )
    listed = f'<h2 style="{_heading(1)}">Passages</h2>\n<ol style="font-size:13px;{_SANS}">\n{notes}</ol>\n'
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f'<meta name="generator" content="briefer"><title>{markup(page.title)}</title></head>\n'
        '<body style="margin:0;padding:16px;background:#ffffff;color:#1d2125">\n'
        f'<div style="max-width:680px;margin:0 auto;font:16px/1.5 Georgia,serif">\n{marking}'
        f'<h1 style="font-size:27px;line-height:1.2;border-top:5px solid #17508f;padding-top:14px">'
        f"{markup(page.title)}</h1>\n{body}{listed if notes else ''}{marking}</div>\n</body>\n</html>\n"
    )


def _heading(level: int) -> str:
    if level == 1:
        return "font-size:20px;color:#17508f;border-bottom:1px solid #b8b3a6;padding-bottom:4px;margin:32px 0 12px"
    return f"font-size:{max(15, 19 - level)}px;margin:22px 0 8px"


class _Writer:
    """Writes blocks and lines."""

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            match block:
                case Heading(level=level, line=line):
                    tag = f"h{min(level + 1, 6)}"
                    yield f'<{tag} style="{_heading(level)}">{self.line(line)}</{tag}>\n'
                case Paragraph(line=line):
                    yield f'<p style="margin:0 0 10px">{self.line(line)}</p>\n'
                case Listing(first=first, items=items):
                    tag, start = ("ol", f' start="{first}"') if first else ("ul", "")
                    inner = "".join(f'<li style="margin:0 0 8px">{self._item(item)}</li>\n' for item in items)
                    yield f'<{tag}{start} style="margin:0 0 10px;padding-left:22px">\n{inner}</{tag}>\n'
                case Quote(blocks=inside):
                    look = "margin:0 0 10px;padding-left:12px;border-left:3px solid #b8b3a6"
                    quoted = "".join(self.blocks(inside))
                    yield f'<blockquote style="{look}">{quoted}</blockquote>\n'
                case Table():
                    yield self._table(block)
                case Rule():
                    yield "<hr>\n"

    def _item(self, item: tuple[Block, ...]) -> str:
        if len(item) == 1 and isinstance(item[0], Paragraph):
            return self.line(item[0].line)
        return "".join(self.blocks(item))

    def _table(self, table: Table) -> str:
        def row(cells: tuple[Line, ...], tag: str) -> str:
            sides = [("right" if to_right else "left") for to_right in table.right]
            return "".join(
                f'<{tag} style="{_CELL};text-align:{side}">{self.line(cell)}</{tag}>'
                for cell, side in zip(cells, sides, strict=False)
            )

        rows = "".join(f"<tr>{row(each, 'td')}</tr>\n" for each in table.rows)
        look = f"border-collapse:collapse;font-size:14px;margin:0 0 12px;{_SANS}"
        head = f"<thead><tr>{row(table.head, 'th')}</tr></thead>"
        return f'<table style="{look}">\n{head}\n<tbody>{rows}</tbody></table>\n'

    def line(self, line: Line) -> str:
        return "".join(map(self._inline, line))

    def _inline(self, piece: Words | Notes | Break) -> str:
        match piece:
            case Break():
                return "<br>"
            case Notes(numbers=numbers):
                marks = ", ".join(f'<a href="#n{each}" style="{_MARK}">{each}</a>' for each in numbers)
                return f'<sup style="font-size:11px;line-height:0">{marks}</sup>'
            case Words():
                text = markup(piece.text)
                text = f"<code>{text}</code>" if piece.code else text
                text = f"<em>{text}</em>" if piece.italic else text
                text = f"<strong>{text}</strong>" if piece.bold else text
                return f'<a href="{markup(piece.link)}" rel="noreferrer">{text}</a>' if piece.link else text
