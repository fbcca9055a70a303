"""The matrix of a Markdown brief of ours, and how many positions each actor has, against the sides above it. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from briefer.verify import framed, sides, sources
from briefer.verify.outline import Entry, Outline, SideOutline
from briefer.verify.parse import plain
from briefer.verify.report import Failure
from briefer.verify.shape import TOLD
from briefer.verify.shelf import Shelf

SHOWN = 3
"""Positions of a cell that are cited; of the others it is said how many there are."""
_CELL = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|[\s:|-]+\|\s*$")
_STAND = re.compile(
    r"\*\*(?P<label>(?:\\.|[^\\*])+)\*\*(?P<marks>(?: \[\^[^\]\s]+\])+)(?: \+(?P<more>\d+))?(?: · (?=\*\*)|\s*$)"
)
_LABEL = re.compile(r"\[\^([^\]\s]+)\]")
_NOWHERE = re.compile(r"(?P<actor>.+?) \((?P<count>\d+)\)(?:, |$)")


@dataclass(frozen=True, slots=True)
class Cell:
    """What the matrix says of an actor and a question: the side, the footnotes, how many positions have none here."""

    line: int
    actor: str
    question: str
    label: str
    notes: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Counted:
    """How many positions an actor is said to have."""

    line: int
    actor: str
    count: str


def check(found: Outline, shelf: Shelf) -> Iterator[Failure]:
    """Codes: `matrix` for a cell, `count` and `actor` for the numbers of positions."""
    cells, counted, strange = _read(found)
    for line in strange:
        yield Failure(line, "matrix", "a cell names a side and its footnotes, and nothing else", "")
    held = _held(found, shelf)
    yield from _cells(cells, held)
    yield from _counts(found, counted, shelf)


def _read(found: Outline) -> tuple[list[Cell], list[Counted], list[int]]:
    """The cells, the counts and the lines that cannot be read."""
    cells: list[Cell] = []
    counted: list[Counted] = []
    strange: list[int] = []
    heads: list[str] = []
    rows = [each for each in found.framed if each.shape is framed.ROW]
    rules = {each.line for each in rows if _RULE.match(each.found.group())}
    for each in rows:
        parts = [part.strip() for part in _CELL.split(each.found.group().strip())[1:-1]]
        if each.line + 1 in rules:
            heads = [plain(part) if part else "" for part in parts]
        elif each.line not in rules:
            actor = plain(parts[0]) if parts[0] else ""
            counted.append(Counted(each.line, actor, parts[1] if len(parts) > 1 else ""))
            for question, cell in zip(heads[2:], parts[2:], strict=False):
                stands = list(_STAND.finditer(cell))
                cells += [_cell(each.line, actor, question, stand) for stand in stands]
                if "".join(stand.group() for stand in stands) != cell:
                    strange.append(each.line)
            if len(parts) != len(heads):
                strange.append(each.line)
    for each in (one for one in found.framed if one.shape is framed.NOWHERE):
        named = _NOWHERE.finditer(plain(each.found["actors"]))
        counted += [Counted(each.line, one["actor"], one["count"]) for one in named]
    return cells, counted, strange


def _cell(line: int, actor: str, question: str, stand: re.Match[str]) -> Cell:
    notes = tuple(_LABEL.findall(stand["marks"]))
    return Cell(line, actor, question, plain(stand["label"]), notes, int(stand["more"] or 0))


@dataclass(frozen=True, slots=True)
class _Held:
    """A verified position on a side: its first footnote, who may hold it, and whether that is sure."""

    question: str
    label: str
    note: str
    holders: frozenset[str]
    sure: bool


def _held(found: Outline, shelf: Shelf) -> list[_Held]:
    return [
        _holding(issue.question, side, entry, shelf)
        for issue in found.issues
        if issue.section != TOLD
        for side in issue.sides
        if side.label
        for entry in side.entries
        if entry.origin and not entry.flag and entry.references
    ]


def _holding(question: str, side: SideOutline, entry: Entry, shelf: Shelf) -> _Held:
    weighed = sides.weighed(entry, shelf)
    note = entry.references[0].label
    if weighed and len({each.holders for each in weighed}) == 1:
        return _Held(question, side.label, note, frozenset(weighed[0].holders), sure=True)
    names = (*(name for each in weighed for name in each.holders), *sides.candidates(entry, shelf))
    may = {name for name in names if f", {name}," in f", {side.holders},"} or {side.holders}
    return _Held(question, side.label, note, frozenset(may), sure=False)


def _cells(cells: Sequence[Cell], held: Sequence[_Held]) -> Iterator[Failure]:
    """Each cell against the positions of its side, and that none is left out that is sure to be one."""
    for each in cells:
        side = [
            one for one in held if sources.same(one.question, each.question) and sources.same(one.label, each.label)
        ]
        own = [one for one in side if any(sources.same(name, each.actor) for name in one.holders)]
        sure = all(one.sure for one in side)
        firsts = tuple(dict.fromkeys(one.note for one in (own[:SHOWN] if sure else own)))
        fits = each.notes == firsts and each.more == max(0, len(own) - SHOWN)
        if not own or (sure and not fits) or not set(each.notes) <= set(firsts):
            reason = f"the positions of {each.actor} above do not stand so"
            yield Failure(each.line, "matrix", reason, f"{each.question} {each.label}")
    said = {(each.actor, each.question, each.label) for each in cells}
    for one in held if cells else ():
        for actor in one.holders if one.sure else ():
            if not any(all(map(sources.same, each, (actor, one.question, one.label))) for each in said):
                yield Failure(1, "matrix", f"the matrix does not say that {actor} stands there", one.question)
                return


def _counts(found: Outline, counted: Sequence[Counted], shelf: Shelf) -> Iterator[Failure]:
    """How many positions each actor has; everybody who holds one is named."""
    held = [(side, sides.weighed(entry, shelf)) for side, entry in found.positions]
    told_apart = all(len({each.holders for each in positions}) == 1 for _, positions in held)
    known = {each.id: each for _, positions in held for each in positions[:1]}
    certain = Counter(chain.from_iterable(set(each.holders) for each in known.values()))
    headings = Counter(side.holders for side, _ in held)
    for each in counted:
        if told_apart:
            least = most = certain[each.actor]
        else:
            least = sum(times for holders, times in headings.items() if sources.same(holders, each.actor))
            most = sum(times for holders, times in headings.items() if each.actor in holders)
        if not each.count.isdigit() or not least <= int(each.count) <= most:
            some = least if least == most else f"{least} to {most}"
            reason = f"{some} positions of {each.actor} stand here, and not {each.count}"
            yield Failure(each.line, "count", reason, each.actor)
    yield from _lacking([each.actor for each in counted], headings)


def _lacking(named: Sequence[str], headings: Counter[str]) -> Iterator[Failure]:
    longest = sorted(set(named), key=len, reverse=True)
    for holders in headings:
        left = holders
        for name in longest:
            left = left.replace(name, "")
        if left.strip(" ,"):
            yield Failure(1, "actor", f"the matrix and the line below it lack {left.strip(' ,')}", holders)
            return
