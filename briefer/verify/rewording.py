"""A reviewer's wording of a position against its passages, by all that `verify` would say of it in a brief. Pure."""

from __future__ import annotations

from collections.abc import Callable

from briefer.evidence.support import leads_with
from briefer.model import Check, Line, Position, Span, failed
from briefer.verify.parse import Reference, Statement
from briefer.verify.shelf import Passage, Shelf
from briefer.verify.statement import Checker
from briefer.verify.worded import worded


def ruling(shelf: Shelf) -> Callable[[str, Position], Check]:
    """Whether the passages of a position bear a wording out; the shelf has its articles."""

    def check(words: str, position: Position) -> Check:
        places = ((each.article.name, Span(each.start, each.end)) for each in position.citations)
        return borne(words, tuple(places), position.names, shelf)

    return check


def holding(shelf: Shelf) -> Callable[[Line], bool]:
    """Whether a sentence of the bottom line holds by the passages of all its positions."""

    def holds(line: Line) -> bool:
        cited = dict.fromkeys(each for held in line.positions for each in held.citations)
        places = tuple((each.article.name, Span(each.start, each.end)) for each in cited)
        return not any(True for _ in _said(line.text, places, shelf).problems())

    return holds


def borne(words: str, places: tuple[tuple[str, Span], ...], names: tuple[str, ...], shelf: Shelf) -> Check:
    """The first thing that is wrong with a wording that rests on these places and is held by these names."""
    if not words.strip():
        return failed("empty", "the statement is empty")
    said = _said(words, places, shelf)
    own = worded(words, said.passages, shelf.table)
    checks = (leads_with(words, names, shelf.table), *said.problems(), own.support, own.flag)
    return next((each for each in checks if not each.passed), Check())


def _said(words: str, places: tuple[tuple[str, Span], ...], shelf: Shelf) -> Checker:
    passages = tuple(Passage(shelf.reading(name), span) for name, span in places)
    references = tuple(Reference(f"{name}:{span.start}", article=name) for name, span in places)
    return Checker(Statement(1, words, references, item=True), passages, shelf)
