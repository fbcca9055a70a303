"""Titles, headings and menus: lines that are furniture because of how they stand among the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefer import paragraphs
from briefer.furniture.looks import speaks
from briefer.model import Span

_PERSONAL = re.compile(r"\b(?:I|we|you|they|he|she|it|us|me|them|my|our|your|this|that)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?…。！？][\"”’'»)\]]*\Z")
_DOTTED = re.compile(r"(?:\b[A-Za-z]\.){2,}\Z")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_TEASER = re.compile(r"[:|»>]\s*\S")
_LIST_ITEM = re.compile(r"[-–—*•▪◦█>]|\d+[.)]|\(\w\)|\(\(")
_LONGEST_TITLE, _LONGEST_TEASER, _LONGEST_HEADING, _LONGEST_SENTENCE_CASE = 25, 14, 8, 6
"""Words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, and whether blank lines (or the ends of the text) stand before and after it."""

    span: Span
    words: str
    blank_before: bool
    blank_after: bool


def lines(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    spans = [Span(0, 0), *paragraphs.lines(text), Span(0, 0)]
    return [
        Line(span, text[span.start : span.end], before.start == before.end, after.start == after.end)
        for before, span, after in zip(spans, spans[1:], spans[2:], strict=False)
        if span.start < span.end
    ]


def mark_menus(lines: Sequence[Line], kinds: dict[int, str]) -> None:
    """Adds runs of three lines or more, of at most three words each and no stop, that no blank line divides."""
    run: list[int] = []
    for index, line in enumerate([*lines, Line(Span(0, 0), ".", True, True)]):
        short = len(line.words) <= 30 and len(line.words.split()) <= 3
        short = short and line.words[0].isalnum() and line.words[-1].isalnum()
        if run and (line.blank_before or not short):
            announced = run[0] > 0 and lines[run[0] - 1].words.endswith((":", ","))
            if len(run) >= 3 and not announced:
                kinds.update((member, "menu") for member in run if member not in kinds)
            run = []
        if short:
            run.append(index)


def mark_teasers(lines: Sequence[Line], kinds: dict[int, str]) -> None:
    """Adds the headlines that follow a line such as "Most read", down to the first line that ends as a sentence."""
    for index, line in enumerate(lines):
        after = index > 0 and kinds.get(index - 1) == "related" and not _TEASER.search(lines[index - 1].words)
        if after and index not in kinds and len(line.words.split()) <= _LONGEST_TEASER and not _STOP.search(line.words):
            kinds[index] = "related"


def mark_title(lines: Sequence[Line], kinds: dict[int, str], led: bool) -> None:
    """Adds the headline: the first line of four words or more that could be one, before any line that could not.

    `led` says that the text starts with an export date, so that the first line belongs to the story. A text that would
    be nothing but headlines has none.
    """
    candidates: list[int] = []
    for index in range(len(lines)):
        if index in kinds:
            continue
        if (led and not index) or not _could_be_title(lines, kinds, index):
            break
        candidates.append(index)
    else:
        return
    if candidates:
        long = [index for index in candidates if len(lines[index].words.split()) >= 4]
        kinds[(long or candidates)[0]] = "title"


def mark_headings(lines: Sequence[Line], kinds: dict[int, str]) -> None:
    """Adds short lines without a stop that stand alone; not the items of a list that a colon announces."""
    spaced = any(line.blank_after for line in lines[:-1])
    listing = False
    for index, line in enumerate(lines):
        announced = index > 0 and lines[index - 1].words.endswith(":")
        listing = (listing or announced) and not paragraphs.ended(line.words)
        if index in kinds or listing or not _reads_as_heading(line.words, strict=not spaced):
            continue
        before = line.blank_before or index - 1 in kinds
        after = line.blank_after or index + 1 in kinds
        if (before and after) if spaced else _between_paragraphs(lines, index):
            kinds[index] = "heading"


def _could_be_title(lines: Sequence[Line], kinds: dict[int, str], index: int) -> bool:
    line = lines[index]
    words = line.words
    if len(words) > 220 or len(words.split()) > _LONGEST_TITLE or words[-1] in ",;:-–—" or not _opens(words):
        return False
    if _STOP.search(words) and not (words[-1] in "?!" or _DOTTED.search(words)):
        return False
    if line.blank_after or index + 1 in kinds:
        return True
    after = lines[index + 1].words
    return not after[0].islower() and len(after) > 1.5 * len(words)


def _between_paragraphs(lines: Sequence[Line], index: int) -> bool:
    """For texts without blank lines: whether the lines around are paragraphs of their own, and much longer."""
    words = lines[index].words
    if len(lines) < 3 or (index and not paragraphs.ended(lines[index - 1].words)):
        return False
    around = [lines[beside].words for beside in (index - 1, index + 1) if 0 <= beside < len(lines)]
    return all(len(beside) > 2 * len(words) and not beside[0].islower() for beside in around)


def _reads_as_heading(words: str, strict: bool) -> bool:
    """Whether a line is short, without a stop and without a statement in it; `strict` asks for capital letters."""
    if len(words) > 80 or len(words.split()) > _LONGEST_HEADING or not _opens(words) or _LIST_ITEM.match(words):
        return False
    parts = _WORD.findall(words)
    if not parts or any(mark in words for mark in '"“”,;:') or speaks(words):
        return False
    long = [part for part in parts if len(part) > 3]
    titled = bool(long) and sum(part[0].isupper() for part in long) >= 0.75 * len(long)
    if words[-1] in "?!":
        return titled and len(parts) > 1 and parts[-1][0].isupper()
    if _STOP.search(words) or words[-1] in "-–—":
        return False
    if strict or not titled:
        return titled is strict and len(parts) <= _LONGEST_SENTENCE_CASE and not _PERSONAL.search(words)
    return True


def _opens(words: str) -> bool:
    """Whether a line starts as a headline or a sentence does."""
    first = words.lstrip("\"“‘'«(¿¡[")[:1]
    return first.isdigit() or (first.isalpha() and not first.islower())
