"""Reads the frame of a Markdown brief of ours: its counts, issues with their sides, tables and sources. Pure.

It is known by its shape alone, and believed in nothing. A brief of another shape has an empty outline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from briefer.model import opposed
from briefer.verify import framed
from briefer.verify.framed import Framed
from briefer.verify.parse import Reference, by_label, plain, without_definitions
from briefer.verify.shape import (
    BOTH,
    CHANGES,
    COMMON,
    COPIES,
    COUNTS,
    ENTRY,
    EXCERPT,
    FOLDED,
    GRADES,
    ISSUES,
    MOVED,
    ORIGIN,
    REPORTED,
    SIDE,
    SIGNS,
    SILENT,
    SOURCE,
    STANDING,
    STANDS,
    TRACK,
)

_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_HEAD = 12
"""Lines among which a brief says that it is a choice of one."""
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Entry:
    """A cited list item; `origin` and `flag` are the lines below it, empty where there are none.

    `moved` is what it begins with where it tells what changed since the brief before.
    """

    line: int
    said: str
    references: tuple[Reference, ...]
    origin: str = ""
    flag: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True)
class SideOutline:
    """A heading in bold, `label` and whom it names, and the items below it."""

    line: int
    label: str
    holders: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class IssueOutline:
    """A question and its sides; `section` is the heading above it."""

    line: int
    question: str
    section: str
    sides: tuple[SideOutline, ...]
    silent: str = ""
    common: tuple[Entry, ...] = ()
    reported: str = ""

    @property
    def disputed(self) -> bool:
        """Whether it stands among the disputes; a standing question, whether its sides have different holders."""
        if self.section == STANDING:
            return opposed(each.holders.split(", ") for each in self.sides if each.label)
        return self.section == "Disputes"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells as a reader sees them, bold marks left."""

    line: int
    section: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list without citations: a source, or what was withheld. `raw` is its Markdown."""

    line: int
    section: str
    raw: str


@dataclass(frozen=True, slots=True)
class StepOutline:
    """A step of a chain: what was said in it, or the line that folds briefs in which nothing moved."""

    line: int
    entry: Entry | None
    folded: str = ""


@dataclass(frozen=True, slots=True)
class ChainOutline:
    """A holder and question over the weeks, both in one heading, and the steps below."""

    line: int
    heading: str
    steps: tuple[StepOutline, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A brief of ours, or something like one."""

    counts: tuple[tuple[int, re.Match[str]], ...]
    summary: tuple[Entry, ...]
    issues: tuple[IssueOutline, ...]
    rows: tuple[Row, ...]
    items: tuple[Item, ...]
    notes: tuple[tuple[int, Reference], ...]
    copies: tuple[Item, ...] = ()
    framed: tuple[Framed, ...] = ()
    """The lines of the sections whose lines are no statements."""
    changes: tuple[Entry, ...] = ()
    compared: bool = False
    """Whether it says what changed since an earlier brief."""
    chains: tuple[ChainOutline, ...] = ()

    excerpt: tuple[re.Match[str], ...] = ()
    """The line by which it says that it is a choice of a brief: then it need not be whole."""

    @property
    def window(self) -> str:
        """The days that it says it covers, as printed; empty where it does not say."""
        return next((each["window"] for each in (*(found for _, found in self.counts), *self.excerpt)), "")

    @property
    def ours(self) -> bool:
        """Whether anything in it has a shape that only briefs of ours have."""
        return bool(self.counts or self.excerpt) or any(each.section in {STANDS, "Coverage"} for each in self.rows)

    @property
    def by_rules(self) -> bool:
        """Whether it says that the embedded engine made it, whose every flag can be told."""
        return any(each["engine"] == "rules" for each in (*(found for _, found in self.counts), *self.excerpt))

    @property
    def positions(self) -> tuple[tuple[SideOutline, Entry], ...]:
        """Every position with its side: an item that says where it was printed; what was added by hand does not."""
        return tuple(
            (side, entry) for issue in self.issues for side in issue.sides for entry in side.entries if entry.origin
        )


def read(text: str) -> Outline:
    """The outline of a Markdown text."""
    body, defined = without_definitions(text)
    return _Reader(body.split("\n"), by_label(defined)).outline(defined)


class _Reader:
    """Goes through the lines once."""

    def __init__(self, lines: list[str], notes: dict[str, Reference]) -> None:
        self._lines = lines
        self._notes = notes
        listed = (plain(line[len(GRADES) :]) for line in lines if line.startswith(GRADES))
        self._called = frozenset(label.strip() for each in listed for label in each.split(";"))

    def outline(self, defined: tuple[tuple[int, Reference], ...]) -> Outline:
        sections = list(self._sections())
        return Outline(
            counts=tuple(
                (number, found)
                for number, _, line in sections
                if (found := COUNTS.match(plain(line))) and not line.startswith(("-", "*", "#", "|"))
            ),
            summary=tuple(self._entries([each for each in sections if each[1] == "Bottom line"])),
            issues=tuple(self._issues(sections)),
            rows=tuple(_rows(sections)),
            items=tuple(
                Item(number, section, line)
                for number, section, line in sections
                if (section == "Sources" and SOURCE.match(line)) or (section == "Withheld" and line.startswith("* "))
            ),
            notes=defined,
            copies=tuple(
                Item(number, section, found[1])
                for number, section, line in sections
                if section == "Sources" and (found := COPIES.match(line))
            ),
            excerpt=tuple(found for _, _, line in sections[:_HEAD] if (found := EXCERPT.match(plain(line)))),
            framed=tuple(framed.lines("\n".join(self._lines))),
            changes=tuple(self._entries([each for each in sections if each[1] == CHANGES])),
            compared=any(section == CHANGES for _, section, _ in sections),
            chains=tuple(self._chains([each for each in sections if each[1] == TRACK])),
        )

    def _sections(self) -> Iterator[tuple[int, str, str]]:
        """Each line with its number and the heading of the second rank above it."""
        section = ""
        for number, line in enumerate(self._lines, start=1):
            if line.startswith("## "):
                section = plain(line[3:]).strip()
            yield number, section, line

    def _issues(self, lines: list[tuple[int, str, str]]) -> Iterator[IssueOutline]:
        inside = [each for each in lines if each[1] in ISSUES]
        starts = [at for at, (_, _, line) in enumerate(inside) if line.startswith(("### ", "## "))]
        for first, end in pairwise([*starts, len(inside)]):
            number, section, line = inside[first]
            if line.startswith("### "):
                shared = next((at for at in range(first + 1, end) if inside[at][2].startswith(COMMON)), end)
                sides = tuple(self._sides(inside[first + 1 : shared]))
                common = tuple(self._entries(inside[shared:end]))
                silent, reported = (_noted(each, inside[first + 1 : end]) for each in (SILENT, REPORTED))
                yield IssueOutline(number, plain(line[4:]).strip(), section, sides, silent, common, reported)

    def _chains(self, lines: list[tuple[int, str, str]]) -> Iterator[ChainOutline]:
        starts = [at for at, (_, _, line) in enumerate(lines) if line.startswith("### ")]
        for first, end in pairwise([*starts, len(lines)]):
            number, _, line = lines[first]
            inside = lines[first + 1 : end]
            steps = [StepOutline(each.line, each) for each in self._entries(inside)]
            steps += [
                StepOutline(number, None, plain(found[1]))
                for number, _, line in inside
                if (found := ORIGIN.match(line)) and FOLDED.match(plain(found[1]))
            ]
            yield ChainOutline(number, plain(line[4:]).strip(), tuple(sorted(steps, key=lambda each: each.line)))

    def _sides(self, lines: list[tuple[int, str, str]]) -> Iterator[SideOutline]:
        starts = [at for at, (_, _, line) in enumerate(lines) if SIDE.match(line)]
        for first, end in pairwise([*starts, len(lines)]):
            number, _, line = lines[first]
            found = SIDE.match(line)
            if found:
                label, holders = (found["first"], found["holders"]) if found["holders"] else ("", found["first"])
                entries = tuple(self._entries(lines[first + 1 : end]))
                yield SideOutline(number, plain(label), plain(holders).strip(), entries)

    def _entries(self, lines: list[tuple[int, str, str]]) -> Iterator[Entry]:
        for at, (number, _, line) in enumerate(lines):
            found = ENTRY.match(line)
            if not found:
                continue
            below = list(takewhile(lambda each: each.startswith("  "), (each for _, _, each in lines[at + 1 : at + 3])))
            origin = next((self._bare(plain(each[1])) for line in below[:1] if (each := ORIGIN.match(line))), "")
            flag = next((said for each in below if (said := plain(each.strip())).startswith(SIGNS)), "")
            labels = _MARK.findall(found["marks"])
            references = tuple(self._notes[label] for label in labels if label in self._notes)
            said = plain(found["said"])
            lead = MOVED.match(said)
            moved, said = (lead["how"], said[lead.end() :]) if lead else ("", said)
            yield Entry(number, said, references, origin, flag, moved)

    def _bare(self, origin: str) -> str:
        """Where and when something was printed, without what its pack calls it and which engines found it."""
        origin = origin.removesuffix(f" · {BOTH}")
        rest, mark, last = origin.rpartition(" · ")
        return rest if mark and last in self._called else origin


def _noted(beginning: str, lines: list[tuple[int, str, str]]) -> str:
    """What stands behind the words that a line begins with; empty where none does."""
    return next((plain(each) for _, _, each in lines if each.startswith(beginning)), "").removeprefix(beginning).strip()


def _rows(lines: list[tuple[int, str, str]]) -> Iterator[Row]:
    """The rows of tables without their head."""
    rules = {at for at, (_, _, line) in enumerate(lines) if re.match(r"\|[\s:|-]+\|\s*$", line)}
    for at, (number, section, line) in enumerate(lines):
        if line.startswith("|") and at not in rules and at + 1 not in rules:
            yield Row(number, section, tuple(_cell(each) for each in _CELL.split(line.strip())[1:-1]))


def _cell(markdown: str) -> str:
    """A cell as read; a label in bold keeps its marks, which no value can hold unescaped."""
    parts = re.split(r"(?<!\\)\*\*", markdown.strip())
    return "**".join(plain(part) if part.strip() else "" for part in parts)
