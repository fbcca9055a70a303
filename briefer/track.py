"""What each actor held on a question over all briefs of a series: positions by brief in, one chain of steps out. Pure.

A step is a brief in which somebody took a side that was not theirs before, or said something new on a question without
sides. Briefs in which nothing moved are folded into one step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefer.evidence.likeness import alike
from briefer.model import REPORT, TURN, Chain, Earlier, Issue, Step

FIRST, CHANGED, ALSO, FURTHER, UNCHANGED = "first", "changed", "also", "further", "unchanged"
Key = tuple[str, str]
"""A holder and a question."""


def asked(issues: Iterable[Issue], besides: str) -> tuple[Key, ...]:
    """Whom a brief has heard on which of its questions; `besides` is the one that is none."""
    found = (
        (holder, issue.question)
        for issue in issues
        for side in issue.sides
        for holder in side.holders
        if issue.question != besides and issue.kind not in (TURN, REPORT)
    )
    return tuple(dict.fromkeys(found))


def of_now(issues: Iterable[Issue]) -> tuple[Earlier, ...]:
    """The positions of a brief as a later one will see them."""
    return tuple(
        Earlier(each.id, each.holders, each.statement, issue.question, side.label, each.citations, each.checks.reasons)
        for issue in issues
        if issue.kind not in (TURN, REPORT)
        for side in issue.sides
        for each in side.positions
    )


def chains(
    wanted: Iterable[Key], windows: Sequence[tuple[str, str]], told: Iterable[tuple[str, Earlier]]
) -> tuple[Chain, ...]:
    """A chain for each holder and question that were heard together, in the order of `wanted`.

    `windows` are the briefs of the series in order, id and window of each; `told` what was held, with the id of its
    brief. What is of another brief is passed over.
    """
    held: dict[Key, dict[str, list[Earlier]]] = defaultdict(lambda: defaultdict(list))
    for run, each in told:
        for holder in each.holders:
            held[holder, each.question][run].append(each)
    found = (Chain(*key, _steps(held[key], windows)) for key in dict.fromkeys(wanted) if key in held)
    return tuple(each for each in found if each.steps)


def _steps(by_run: Mapping[str, list[Earlier]], windows: Sequence[tuple[str, str]]) -> tuple[Step, ...]:
    sided = any(each.label for said in by_run.values() for each in said)
    steps: list[Step] = []
    sides: frozenset[str] = frozenset()
    known: list[str] = []
    silent = 0
    for run, window in windows:
        said = [each for each in by_run.get(run, ()) if each.label or not sided]
        if not said:
            silent += bool(steps)
            continue
        if sided:
            step, sides = _moved(said, sides, window, bool(steps))
        else:
            step = _further(said, known, window, bool(steps))
        _fold(steps, replace(step, silent=silent))
        silent = 0
    return tuple(steps)


def _moved(said: Sequence[Earlier], sides: frozenset[str], window: str, later: bool) -> tuple[Step, frozenset[str]]:
    """The step that one brief is, and the sides that are the holder's after it."""
    taken = frozenset(each.label for each in said)
    gained = taken - sides
    if not gained:
        return Step(UNCHANGED, window, window), sides
    first = {each.label: each for each in sorted(said, key=_day, reverse=True) if each.label in gained}
    shown = tuple(sorted(first.values(), key=lambda each: (_day(each), each.label)))
    if not later:
        return Step(FIRST, window, window, shown), taken
    beside = bool(taken & sides)
    return Step(ALSO if beside else CHANGED, window, window, shown), sides | taken if beside else taken


def _further(said: Sequence[Earlier], known: list[str], window: str, later: bool) -> Step:
    """The step of a question without sides: what is said in it that was not said before, `known` grows by it."""
    shown: list[Earlier] = []
    for each in sorted(said, key=_day):
        if not any(alike(each.statement, other) for other in known):
            known.append(each.statement)
            shown.append(each)
    if not shown:
        return Step(UNCHANGED, window, window)
    return Step(FURTHER if later else FIRST, window, window, tuple(shown))


def _fold(steps: list[Step], step: Step) -> None:
    """Puts a step behind the others; one in which nothing moved lengthens the one before where none lies between."""
    last = steps[-1] if steps else None
    if last is not None and step.kind == last.kind == UNCHANGED and not step.silent:
        steps[-1] = replace(last, until=step.until, briefs=last.briefs + 1)
    else:
        steps.append(step)


def _day(each: Earlier) -> tuple[str, str]:
    return each.article.published or "9", each.id
