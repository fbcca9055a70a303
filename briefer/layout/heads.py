"""What repeats at the head and foot of the pages: lines of every page in, those that are no story out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from briefer.layout.glyphs import Line
from briefer.paragraphs import ended

_EDGE = 3
"""Lines from the top and from the bottom that may be running heads."""
_SHARE = 0.3
"""Of the pages, on which a running head stands."""
_NUMBER = re.compile(r"[\W_]*(?:(?:page|p\.|seite|s\.)\s*)?\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?[\W_]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_SMALLER = 0.9
_LONGEST = 14
"""Words."""
_FAR = 2.5
"""Times the height of a foot that it stands below the story."""
_SAME_HEIGHT = 8.0
"""Points."""


def find(pages: Mapping[int, Sequence[Line]], usual: float) -> set[int]:
    """The `id` of each line that is a running head or foot, or a page's number; `usual` is the size of most glyphs."""
    edges = {number: _edges(lines) for number, lines in pages.items()}
    counts = Counter(key for ends in edges.values() for key in {_key(line) for end in ends for line in end})
    enough = max(2, round(_SHARE * len(pages)))
    found: set[int] = set()
    for number, ends in edges.items():
        outer = _outermost(pages[number])
        for end in ends:
            for line in end:
                repeated = counts[_key(line)] >= enough and len(line.text.split()) <= _LONGEST
                if not repeated and not (id(line) in outer and _is_head(line, usual)):
                    break  # what stands nearer to the story than a line of it is story, too
                found.add(id(line))
        found |= _foot(pages[number])
    return found


def _foot(lines: Sequence[Line]) -> set[int]:
    """The lowest lines, where they stand far below all others and none of them is a sentence."""
    bottom = min(line.y0 for line in lines)
    level = [line for line in lines if line.y0 - bottom < _SAME_HEIGHT]
    above = [line.y0 for line in lines if line.y0 - bottom >= _SAME_HEIGHT]
    far = bool(above) and min(above) - bottom > _FAR * max(line.size for line in level)
    short = all(len(line.text.split()) <= _LONGEST and not ended(line.text) for line in level)
    return {id(line) for line in level} if far and short else set()


def _is_head(line: Line, usual: float) -> bool:
    """Whether an outermost line is a page's number, or in smaller type than the story and no sentence."""
    if _NUMBER.fullmatch(line.text):
        return True
    return line.size < _SMALLER * usual and len(line.text.split()) <= _LONGEST and not ended(line.text)


def _edges(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The first lines from above and from below, each from the edge on."""
    ordered = sorted(lines, key=lambda line: -line.y1)
    return ordered[:_EDGE], ordered[::-1][:_EDGE]


def _outermost(lines: Sequence[Line]) -> set[int]:
    """The highest and the lowest line, where nothing stands beside them."""
    top, bottom = max(line.y1 for line in lines), min(line.y0 for line in lines)
    highest = [line for line in lines if top - line.y1 < _SAME_HEIGHT]
    lowest = [line for line in lines if line.y0 - bottom < _SAME_HEIGHT]
    return {id(line) for level in (highest, lowest) if len(level) == 1 for line in level}


def _key(line: Line) -> tuple[str, int]:
    """The words without their numbers, and about how high they stand."""
    return _DIGITS.sub("#", " ".join(line.text.split())), round(line.y0 / _SAME_HEIGHT)
