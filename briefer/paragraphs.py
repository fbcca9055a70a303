"""Where lines and paragraphs begin and end in a plain text: text in, spans out, without surrounding white space.

Blank lines always separate paragraphs. A single line break separates them too, unless the lines are hard-wrapped.
"""

from __future__ import annotations

import re
from itertools import pairwise

from briefer.model import Span

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_ENDED = re.compile(r"[.!?…:;。！？][\"”’'»)\]」』]*\Z")
_LONGEST_WRAP = 100
"""Code points: nobody wraps by hand at more."""
_SHORTEST_BROKEN = 60
"""Code points: a line without a final stop that is shorter is a heading or a list item, and not half a sentence."""


def lines(text: str) -> tuple[Span, ...]:
    """Every line in order, stripped; a blank line is an empty span. Line ends of every kind count."""
    found: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        found.append(strip(text, start, match.start()))
        start = match.end()
    found.append(strip(text, start, len(text)))
    return tuple(found)


def strip(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends; empty where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def split(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, in order: every code point that is not white space is in exactly one."""
    found: list[Span] = []
    block: list[Span] = []
    for line in (*lines(text), Span(len(text), len(text))):
        if line.start < line.end:
            block.append(line)
        elif block:
            found += _paragraphs(text, block)
            block = []
    return tuple(found)


def ended(text: str) -> bool:
    """Whether the text stops as a sentence does (or as what leads up to a list or a quotation)."""
    return bool(_ENDED.search(text[-8:]))


def _paragraphs(text: str, block: list[Span]) -> list[Span]:
    """The paragraphs of one block of lines that no blank line divides."""
    wrapped = _is_wrapped(text, block)
    found = [block[0]]
    for before, line in pairwise(block):
        if wrapped or _runs_on(text, before, line):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


def _is_wrapped(text: str, block: list[Span]) -> bool:
    """Whether each line was broken because its next word did not fit, and not all of them at a sentence's end."""
    width = max(line.end - line.start for line in block)
    if len(block) < 3 or not _SHORTEST_BROKEN <= width <= _LONGEST_WRAP:
        return False
    if all(ended(text[line.start : line.end]) for line in block[:-1]):
        return False
    return all(
        line.end - line.start + 1 + len(text[after.start : after.end].split(maxsplit=1)[0]) > width
        for line, after in pairwise(block)
    )


def _runs_on(text: str, line: Span, after: Span) -> bool:
    """Whether the sentence at the end of a line goes on in the next one."""
    if text[after.start].islower():
        return True
    length = line.end - line.start
    if length < _SHORTEST_BROKEN or after.end - after.start > 2 * length or not text[after.start].isalnum():
        return False
    return not ended(text[line.start : line.end])
