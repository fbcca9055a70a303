"""Glyphs of a page in, the stretches of a line that belong together out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_NEAR = 1.8
"""Ems: what is farther apart on one line stands in different columns."""
_SAME_LINE = 0.5
"""Ems that a glyph may stand above or below the one before it."""


class Glyph(NamedTuple):
    """One code point on a page: where it is, in points from the lower left corner, its size, its place."""

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    at: int


class Page(NamedTuple):
    """The glyphs of a page, in the order of the file; `number` counts from 1."""

    number: int
    glyphs: Sequence[Glyph]


@dataclass(frozen=True)
class Line:
    """Glyphs side by side on one line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        return "".join(each.char for each in self.glyphs)

    @cached_property
    def x0(self) -> float:
        return min(each.x0 for each in self.glyphs)

    @cached_property
    def x1(self) -> float:
        return max(each.x1 for each in self.glyphs)

    @cached_property
    def y0(self) -> float:
        return min(each.y0 for each in self.glyphs)

    @cached_property
    def y1(self) -> float:
        return max(each.y1 for each in self.glyphs)

    @cached_property
    def size(self) -> float:
        """The size that most of its glyphs have."""
        sizes = sorted(each.size for each in self.glyphs)
        return sizes[len(sizes) // 2]


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The stretches of glyphs that follow each other on a line without a gap as wide as between columns."""
    found: list[Line] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char in "\r\n" or (run and not glyph.char.isspace() and _apart(run, glyph)):
            _close(run, found)
        if glyph.char not in "\r\n":
            run.append(glyph)
    _close(run, found)
    return found


def joined(parts: Sequence[Line]) -> Line:
    """Stretches of one line as one, a blank between those that do not touch."""
    ordered = sorted(parts, key=lambda part: part.x0)
    glyphs = list(ordered[0].glyphs)
    for part in ordered[1:]:
        last = glyphs[-1]
        if part.x0 - last.x1 > 0.15 * last.size:
            glyphs.append(Glyph(" ", last.x1, last.y0, part.x0, last.y1, last.size, -1))
        glyphs += part.glyphs
    return Line(tuple(glyphs))


def _close(run: list[Glyph], found: list[Line]) -> None:
    while run and run[-1].char.isspace():
        run.pop()
    start = next((at for at, each in enumerate(run) if not each.char.isspace()), len(run))
    if run[start:]:
        found.append(Line(tuple(run[start:])))
    run.clear()


def _apart(run: Sequence[Glyph], glyph: Glyph) -> bool:
    last = next((each for each in reversed(run) if not each.char.isspace()), None)
    if last is None:
        return False
    em = max(last.size, glyph.size, 1.0)
    middle = (glyph.y0 + glyph.y1 - last.y0 - last.y1) / 2
    return abs(middle) > _SAME_LINE * em or glyph.x0 - last.x1 > _NEAR * em or last.x0 - glyph.x1 > em
