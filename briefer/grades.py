"""What a pack calls a position: its grades, parsed, and held against verified positions. Pure.

A grade is a label with conditions on what the checks and the grammar found: kind, modality, words, how the speaker is
named, whether the words are quoted or passed on. So it is the same whichever engine read the article. The first grade
all of whose conditions hold is the position's; the order of the labels is that in which positions are printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from briefer.model import Check, Claim, Grade, Issue, Json, Kind, Modality, Position, Withheld, failed
from briefer.questions import pattern

if TYPE_CHECKING:
    from briefer.actors import Table

LEFT_OUT = "pack"
"""The code of what a pack leaves out."""
MOST, LONGEST = 24, 60
"""Grades that a pack may have, and characters in a label."""
_MOST_WORDS = 60


class Speaker(StrEnum):
    """How an article names who speaks."""

    NAMED = "named"
    OFFICE = "office"
    UNNAMED = "unnamed"
    NONE = "none"


_LISTS: Mapping[str, frozenset[str] | None] = {
    "kinds": frozenset(Kind),
    "modality": frozenset(Modality),
    "speaker": frozenset(Speaker),
    "words": None,
    "beside": None,
}
_SWITCHES = ("quoted", "passed_on", "attributed", "withhold")
KEYS = ("label", *_LISTS, *_SWITCHES)


def parse(tables: object) -> tuple[Grade, ...]:
    """The grades of the `[[grade]]` tables of a pack. Raises ValueError, in one line, for what is none."""
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise ValueError("a grade is a table; write [[grade]] above it")
    if len(tables) > MOST:
        raise ValueError(f"{len(tables)} grades; {MOST} at most")
    return tuple(_grade(each) for each in tables)


def labels(grades: Sequence[Grade]) -> tuple[str, ...]:
    """The labels in the order in which positions are printed, those of what is left out aside."""
    return tuple(dict.fromkeys(each.label for each in grades if not each.withhold))


def graded(claim: Claim, weighed: Position | Withheld, grades: Sequence[Grade], names: Table) -> Position | Withheld:
    """What became of a claim, with its grade; withheld where the pack leaves out what has it."""
    if isinstance(weighed, Withheld):
        return weighed
    found = next((each for each in grades if _fits(weighed, each, names)), None)
    if found is None:
        return weighed
    if not found.withhold:
        return replace(weighed, grade=found.label)
    checks = replace(weighed.checks, holder=_left_out(found.label))
    spans = (weighed.source, weighed.cue, weighed.content)
    return Withheld(claim, checks, *spans, decisive=LEFT_OUT, rule=weighed.rule)


def ordered(issues: Sequence[Issue], order: Sequence[str]) -> tuple[Issue, ...]:
    """The issues with the positions of each side in the order of their grades; those without one come last."""
    if not order:
        return tuple(issues)
    ranks = {label: at for at, label in enumerate(order)}

    def rank(position: Position) -> int:
        return ranks.get(position.grade, len(ranks))

    return tuple(
        replace(
            issue,
            sides=tuple(replace(side, positions=tuple(sorted(side.positions, key=rank))) for side in issue.sides),
        )
        for issue in issues
    )


def speaker(position: Position, names: Table) -> Speaker:
    """How the article names who speaks: a person by name, an office or body, somebody without a name, or nobody."""
    said = position.speaker
    if not said:
        actor = names.named(position.holder)
        # a body's or paper's name goes with an article, a person's does not
        alone = position.holder in position.statement and f"he {position.holder}" not in position.statement
        person = actor is None and alone and _NAME.fullmatch(position.holder) is not None
        return Speaker.NAMED if person else Speaker.NONE
    if _NAME.fullmatch(said):
        return Speaker.NAMED
    return Speaker.UNNAMED if _NAMELESS.search(said) and not _SPOKEN_FOR.search(said) else Speaker.OFFICE


_PART = r"(?:[^\W\d_a-z][\w.’'-]*|al-\w+|bin|de|der|di|la|le|van|von)"
_NAME = re.compile(rf"{_PART}(?: {_PART})*")
"""Words that begin with capitals, and the particles of names."""
_NAMELESS = re.compile(
    r"\b(?:an?|one|some|several|two|three|other|unnamed|anonymous|officials?|diplomats?|sources?|aides?|insiders?|"
    r"people|members?|analysts?|experts?|delegates?|advisers?)\b",
    re.IGNORECASE,
)
_SPOKEN_FOR = re.compile(r"\bspokes(?:man|men|woman|women|person|people)\b", re.IGNORECASE)


_DIRECT = frozenset(("quote-before", "quote-after", "split-quote", "continued"))
"""Rules of the grammar for speech in quotation marks, whichever part of the sentence an engine pointed at."""


def _fits(position: Position, grade: Grade, names: Table) -> bool:
    found: Mapping[str, object] = {
        "kinds": position.kind,
        "modality": position.modality,
        "speaker": speaker(position, names),
        "quoted": not position.paraphrase or position.rule in _DIRECT,
        "passed_on": bool(position.via),
        "attributed": bool(position.rule),
    }
    for key, value in found.items():
        wanted = getattr(grade, key)
        if isinstance(wanted, bool) and value is not wanted:
            return False
        if isinstance(wanted, tuple) and wanted and value not in wanted:
            return False
    said = position.statement.replace("’", "'")
    return all(not words or _words(words).search(said) for words in (grade.words, grade.beside))


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(pattern(words), re.IGNORECASE)


def _left_out(label: str) -> Check:
    return failed(LEFT_OUT, f"it is graded {label!r}, which the pack leaves out")


def _grade(table: Json) -> Grade:
    label = table.get("label")
    if not isinstance(label, str) or not label.strip():
        raise ValueError("a grade lacks its label")
    label = " ".join(label.split())
    if len(label) > LONGEST or ";" in label or not label.isprintable():
        raise ValueError(f"{label[:LONGEST]!r}: a label has {LONGEST} characters at most, and no semicolon")
    unknown = sorted(set(table) - set(KEYS))
    if unknown:
        raise ValueError(f"grade {label!r} has no {unknown[0]!r} (there are: {', '.join(KEYS)})")
    values: dict[str, Any] = {key: _list(table, key, label) for key in _LISTS if key in table}
    for key in _SWITCHES:
        if not isinstance(table.get(key, False), bool):
            raise ValueError(f"grade {label!r}: {key} is true or false")
        if key in table:
            values[key] = table[key]
    return Grade(label, **values)


def _list(table: Json, key: str, label: str) -> tuple[str, ...]:
    value = [table[key]] if isinstance(table[key], str) else table[key]
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(each, str) and each.strip(" *") for each in value)
    ):
        raise ValueError(f'grade {label!r}: {key} is a list, such as {key} = ["…"]')
    known = _LISTS[key]
    wrong = sorted(set(value) - known) if known is not None else []
    if wrong:
        raise ValueError(f"grade {label!r}: no {key} {wrong[0]!r} (there are: {', '.join(sorted(known or ()))})")
    if len(value) > _MOST_WORDS or any(len(each) > LONGEST for each in value):
        raise ValueError(f"grade {label!r}: {_MOST_WORDS} {key} of {LONGEST} characters at most")
    return tuple(" ".join(each.split()) for each in value)
