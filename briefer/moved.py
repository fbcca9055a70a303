"""What the bottom line begins with: what changed most since the brief before. Pure.

A holder who turned, a position that its source withdrew, a new side of a standing question. The sentences are ours,
made of statements that passed every check; `briefer verify` takes them apart and holds each against its passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefer.evidence.alone import goes_on, unstopped
from briefer.evidence.clauses import BEFORE_THAT, same_words
from briefer.model import JOINED, TURNED, WITHDRAWN, Changes, Earlier, Issue, Line, Past, Position

_MOST = 2
_LONGEST = 260
"""Characters of a statement; longer ones stay in the body."""


def moved(changes: Changes, past: Past, issues: Sequence[Issue]) -> tuple[Line, ...]:
    """At most two sentences: who turned, what was withdrawn, what is new on a standing question, in this order."""
    found = (*_turned(changes, issues), *_withdrawn(changes), *_joined(changes, past, issues))
    return found[:_MOST]


def _turned(changes: Changes, issues: Iterable[Issue]) -> Iterator[Line]:
    """One sentence of each holder and question; a standing question comes first, as in the brief."""
    told: set[tuple[tuple[str, ...], str]] = set()
    for position in sorted(_positions(issues), key=lambda each: len(each.statement)):
        before = changes.before.get(position.id)
        if before is None or not _fit(position) or not _may_stand(before):
            continue
        key = position.holders, before.question
        if key not in told and same_words(position.statement) != same_words(before.statement):
            told.add(key)
            text = f"{unstopped(position.statement)}{BEFORE_THAT}{before.statement}"
            yield Line(text, (position,), (before,), TURNED)


def _withdrawn(changes: Changes) -> Iterator[Line]:
    """What took a side first."""
    for each in sorted(filter(_may_stand, changes.withdrawn), key=lambda each: (not each.label, len(each.statement))):
        yield Line(each.statement, (), (each,), WITHDRAWN)


def _joined(changes: Changes, past: Past, issues: Iterable[Issue]) -> Iterator[Line]:
    """The shortest statement of a side that nobody took before; a question nobody had answered has no new side."""
    taken: dict[str, set[str]] = {}
    for each in past.positions:
        taken.setdefault(each.question, set()).add(each.label)
    for issue in (each for each in issues if each.standing):
        known = taken.get(issue.question, set()) - {""}
        for side in issue.sides:
            fit = [each for each in side.positions if _fit(each) and changes.kinds.get(each.id) != "unchanged"]
            if known and side.label and side.label not in known and fit:
                best = min(fit, key=lambda each: (len(each.statement), each.id))
                yield Line(best.statement, (best,), (), JOINED)


def _positions(issues: Iterable[Issue]) -> tuple[Position, ...]:
    return tuple({each.id: each for issue in issues for each in issue.positions}.values())


def _fit(position: Position) -> bool:
    return position.checks.all_passed and len(position.statement) <= _LONGEST and not goes_on(position.statement)


def _may_stand(before: Earlier) -> bool:
    return not before.reasons and len(before.statement) <= _LONGEST and not goes_on(before.statement)
