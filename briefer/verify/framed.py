"""Lines of our own sections that are no statements, told from what anybody may have added there. Pure.

A matrix of sides, reports, open questions, what to watch, the articles above parts of a long list: their lines are
checked as what they are, by `stands`, `passing` and `heaps`, and left out where statements are read. A line of another
shape in these sections stays a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from briefer.verify.shape import ISSUES, OPEN, REPORTS, STANDS, WATCH

_MARKS = r"(?P<marks>(?: \[\^[^\]\s]+\])+)\s*$"
ROW = re.compile(r"\|.*\|\s*$")
NOWHERE = re.compile(r"On no side: (?P<actors>.+)$")
GAP = re.compile(rf"- (?P<told>[A-Z][a-z]+(?: [a-z]+)*): (?P<quote>[“\"«].+[”\"»]){_MARKS}")
EVENT = re.compile(rf"- \*\*(?P<date>[\dW-]+)\*\* \((?P<words>[“\"«].+?[”\"»])\): (?P<quote>[“\"«].+[”\"»]){_MARKS}")
TELLING = re.compile(rf"- (?P<asked>[A-Z][^*]*\?) \*\*(?P<told>.+?)\*\*: (?P<quote>[“\"«].+[”\"»]){_MARKS}")
BELOW = re.compile(r"  \*(?!\*)(?P<origin>.+)\*\s*$")
"""The line below an open question or an event: outlet and date."""

HEAP = re.compile(r"\*\*(?P<title>.+)\*\* \((?P<count>\d+)\)\s*$")
"""The article above those statements of a long list that stand in it, and how many they are."""

_SHAPES: Mapping[str, tuple[re.Pattern[str], ...]] = {
    STANDS: (ROW, NOWHERE),
    REPORTS: (TELLING, BELOW),
    OPEN: (GAP, BELOW),
    WATCH: (EVENT, BELOW),
    **dict.fromkeys(ISSUES, (HEAP,)),
}


class Framed(NamedTuple):
    """A line of one of these sections, its shape and what it holds."""

    line: int
    section: str
    shape: re.Pattern[str]
    found: re.Match[str]


def lines(body: str) -> Iterator[Framed]:
    """The lines of our own sections, in order."""
    section = ""
    for number, line in enumerate(body.split("\n"), start=1):
        if line.startswith(("# ", "## ")):
            section = line.removeprefix("#").removeprefix("# ").strip()
        found = ((shape, each) for shape in _SHAPES.get(section, ()) if (each := shape.match(line)))
        for shape, each in found:
            yield Framed(number, section, shape, each)
            break


def without(body: str) -> str:
    """A body with these lines blanked out, so that the others keep their numbers."""
    ours = {each.line for each in lines(body)}
    if not ours:
        return body
    return "\n".join("" if at in ours else line for at, line in enumerate(body.split("\n"), start=1))
