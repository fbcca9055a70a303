"""Printed pages as text that reads on: glyphs with their places in, paragraphs with an exact map back out. Pure.

Columns are read one after the other, words broken over a line's end are joined, and what repeats at the head or foot of
the pages stands behind the paragraph that it would interrupt, marked. Every code point of the text knows its page and
its place among the page's glyphs, but for the blanks that join lines.
"""

from briefer.layout.flow import NOWHERE, Laid, lay
from briefer.layout.glyphs import Glyph, Page

__all__ = ["NOWHERE", "Glyph", "Laid", "Page", "lay"]
