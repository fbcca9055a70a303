"""The order in which a page is read: its lines in, its columns out, each from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefer.layout.glyphs import Line, joined

_GUTTER = 8.0
"""Points between two columns, at least."""
_FEWEST = 3
"""Lines that a column has."""
_NARROWEST = 60.0
"""Points: what is narrower is a column of a table, which is read line by line."""


class Column(NamedTuple):
    """Lines from top to bottom."""

    lines: tuple[Line, ...]

    @property
    def left(self) -> float:
        return min(line.x0 for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.x1 for line in self.lines)


def columns(lines: Sequence[Line]) -> list[Column]:
    """The columns in reading order; what runs over the whole width between them is a column of its own."""
    found: list[Column] = []
    plain: list[Line] = []
    for zone in _zones(_rows(lines)):
        sides = _sides(zone)
        if len(sides) == 1:
            plain += zone
            continue
        if plain:
            found.append(_column(plain))
            plain = []
        for side in sides:
            found += columns(side)
    if plain:
        found.append(_column(plain))
    return found


def _column(lines: Sequence[Line]) -> Column:
    return Column(tuple(joined(row) for row in _rows(lines)))


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines beside each other, from the top; those of columns whose lines are not level make one row."""
    rows: list[list[Line]] = []
    lowest = 0.0
    for line in sorted(lines, key=lambda line: -line.y1):
        inset = 0.25 * (line.y1 - line.y0)
        if rows and line.y1 - inset > lowest:
            rows[-1].append(line)
            lowest = min(lowest, line.y0 + inset)
        else:
            rows.append([line])
            lowest = line.y0 + inset
    return rows


def _zones(rows: Sequence[list[Line]]) -> list[list[Line]]:
    """Rows that follow each other and share a gutter, as one zone; any other row by itself."""
    zones: list[list[Line]] = []
    shared: list[tuple[float, float]] = []
    if not rows:
        return []
    left = min(line.x0 for row in rows for line in row)
    right = max(line.x1 for row in rows for line in row)
    for row in rows:
        gaps = _gaps(row, left, right)
        both = [(max(a, c), min(b, d)) for a, b in shared for c, d in gaps if min(b, d) - max(a, c) >= _GUTTER]
        if zones and both:
            zones[-1] += row
            shared = both
        else:
            zones.append(list(row))
            shared = gaps
    return zones


def _gaps(row: Sequence[Line], left: float, right: float) -> list[tuple[float, float]]:
    """The stretches between two margins that no line of a row reaches into."""
    gaps: list[tuple[float, float]] = []
    at = left
    for line in sorted(row, key=lambda line: line.x0):
        if line.x0 - at >= _GUTTER:
            gaps.append((at, line.x0))
        at = max(at, line.x1)
    if right - at >= _GUTTER:
        gaps.append((at, right))
    return gaps


def _sides(zone: Sequence[Line]) -> list[list[Line]]:
    """The zone cut at its widest gutter with columns on both sides; the zone itself where there is none."""
    left, right = min(line.x0 for line in zone), max(line.x1 for line in zone)
    gutters = [(a, b) for a, b in _gaps(zone, left, right) if a > left and b < right]
    for a, b in sorted(gutters, key=lambda gap: gap[0] - gap[1]):
        sides = [[line for line in zone if line.x1 <= a + 1], [line for line in zone if line.x0 >= b - 1]]
        if all(len(_rows(side)) >= _FEWEST and _width(side) >= _NARROWEST for side in sides):
            return sides
    return [list(zone)]


def _width(side: Sequence[Line]) -> float:
    """What half of the lines of a side are as wide as."""
    widths = sorted(line.x1 - line.x0 for line in side)
    return widths[len(widths) // 2]
