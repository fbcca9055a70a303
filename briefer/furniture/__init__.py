"""Marks what on a page is not the story: text in, spans with a kind out. Nothing is cut, the marks say what to skip.

A mark covers a whole line, but for a dateline or an export date before the first sentence. In doubt a line is story: a
menu that is read costs little, a statement that is skipped is lost.

Kinds: title, heading, stamp, dateline, byline, agency, caption, menu, share, notice, newsletter, related, rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from briefer import dates, paragraphs
from briefer.furniture import headlines, looks
from briefer.model import Furniture

_HEAD = 6
"""Lines from the first in which a place and a day alone are a dateline."""


def find(text: str) -> tuple[Furniture, ...]:
    """The furniture of a text, sorted, without overlaps."""
    lines = headlines.lines(text)
    head = dates.LEADING.match(text)
    leading = [Furniture(*paragraphs.strip(text, 0, head.end()), "stamp")] if head else []
    kinds: dict[int, str] = {}
    for index, line in enumerate(lines):
        if kind := looks.kind(line.words, from_end=len(lines) - index):
            kinds[index] = kind
        elif index < _HEAD and looks.placed_and_dated(line.words):
            kinds[index] = "dateline"
    headlines.mark_menus(lines, kinds)
    headlines.mark_teasers(lines, kinds)
    headlines.mark_title(lines, kinds, led=bool(head))
    headlines.mark_headings(lines, kinds)
    marks = [Furniture(*lines[index].span, kind) for index, kind in kinds.items()]
    return merge(leading, _whole_captions(text, marks), _dateline(lines, kinds))


def merge(*groups: Iterable[Furniture]) -> tuple[Furniture, ...]:
    """All marks of the groups, sorted, without overlaps: what overlaps a mark of an earlier group is left out."""
    kept: list[Furniture] = []
    for group in groups:
        starts = [mark.start for mark in kept]
        free: list[Furniture] = []
        for mark in sorted(group, key=attrgetter("start", "end")):
            after = bisect_right(starts, mark.start)
            clear = (not after or kept[after - 1].end <= mark.start) and (
                after == len(kept) or mark.end <= kept[after].start
            )
            if clear and mark.start < mark.end and (not free or free[-1].end <= mark.start):
                free.append(mark)
        kept = sorted([*kept, *free], key=attrgetter("start"))
    return tuple(kept)


def blanked(text: str, marks: Sequence[Furniture]) -> str:
    """The text with blanks for what is marked, at equal offsets, so that it cannot be taken for lines of the story."""
    parts = []
    end = 0
    for mark in marks:
        parts += [text[end : mark.start], " " * (mark.end - mark.start)]
        end = mark.end
    return "".join([*parts, text[end:]])


def title(text: str, marks: Iterable[Furniture]) -> str:
    """The words of the first title among the marks, on one line; empty where there is none."""
    found = next((mark for mark in marks if mark.kind == "title"), None)
    return " ".join(text[found.start : found.end].split()) if found else ""


def _dateline(lines: Sequence[headlines.Line], kinds: dict[int, str]) -> list[Furniture]:
    """The dateline before one of the story's first sentences, if there is one and none in a paragraph of its own."""
    story = [line for index, line in enumerate(lines) if index not in kinds]
    for line in story[:3] if "dateline" not in kinds.values() else ():
        if length := looks.dateline(line.words):
            return [Furniture(line.span.start, line.span.start + length, "dateline")]
    return []


def _whole_captions(text: str, marks: Sequence[Furniture]) -> list[Furniture]:
    """The marks, with each caption grown to the end of its hard-wrapped paragraph."""
    starts = {mark.start for mark in marks if mark.kind == "caption"}
    ends = {span.start: span.end for span in paragraphs.split(text) if span.start in starts} if starts else {}
    return [Furniture(mark.start, max(mark.end, ends.get(mark.start, 0)), mark.kind) for mark in marks]
