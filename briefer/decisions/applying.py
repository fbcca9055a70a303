"""Decisions applied to the positions and issues of a brief: what is rejected leaves, what is pinned comes first. Pure.

A reviewer's wording crosses the trust border as an engine's does: where it contradicts its passage it is not printed,
and the coverage note says so; where it goes beyond it, it is printed with its flag.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefer.decisions import find, on_position, on_withheld, plain, standing, threads
from briefer.evidence import PRINTED_WITH_FLAG
from briefer.issues import Fits, narrowed
from briefer.model import (
    ACCEPTED,
    OTHER,
    REJECTED,
    Check,
    Decision,
    Field,
    Issue,
    Line,
    Position,
    Problem,
    Review,
    Reviewed,
    Tally,
    Withheld,
)

Ruling = Callable[[str, Position], Check]
"""Whether the passages of a position bear a wording out."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Positions and the issues they answer, before or after decisions."""

    positions: tuple[Position, ...]
    issues: tuple[Issue, ...]
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """What is left after decisions; `review` is None where there were none."""

    positions: tuple[Position, ...]
    issues: tuple[Issue, ...]
    review: Review | None = None
    problems: tuple[Problem, ...] = field(default=())


def applied(judged: Judged, decisions: Sequence[Decision], ruling: Ruling, fits: Fits) -> Applied:
    """Positions and issues as the decisions want them; `fits` says whether a question may still be asked so."""
    found = find(decisions, [*map(on_position, judged.positions), *map(on_withheld, judged.withheld)])
    stands = [standing(each) for each in found.of[: len(judged.positions)]]
    lost = tuple(last for thread in threads(found.lost) for last in standing(thread).values())
    if not any(stands) and not lost:
        return Applied(judged.positions, judged.issues)
    now: dict[str, Position] = {}
    of: dict[str, Reviewed] = {}
    rejected: list[Position] = []
    problems: list[Problem] = []
    for position, decided in zip(judged.positions, stands, strict=True):
        if _value(decided, Field.VERDICT) == REJECTED:
            rejected.append(position)
            continue
        held, said = _worded(position, decided, ruling)
        now[position.id] = held
        problems += said
        if decided:
            original = "" if held is position else position.statement
            of[held.id] = Reviewed(decided, original, _is_current(position, decided))
    pinned = {id_ for id_, each in of.items() if each.pinned}
    review = Review(
        tallies=tuple(_tallies(of.values(), [each for each in stands if _value(each, Field.VERDICT) == REJECTED])),
        of=of,
        rejected=tuple(rejected),
        open=sum(not ({Field.VERDICT, Field.WORDING} & set(each)) for each in stands),
        again=sum(not each.current for each in of.values()),
        lost=lost,
    )
    return Applied(
        _first(now.values(), pinned),
        _issues(judged.issues, now, pinned, fits),
        review,
        (*problems, *map(_is_lost, lost)),
    )


def _value(decided: Mapping[Field, Decision], of: Field) -> str:
    return decided[of].value if of in decided else ""


def _is_current(position: Position, decided: Mapping[Field, Decision]) -> bool:
    """Whether what was accepted is what is printed; a reviewer's own words need no other acceptance."""
    if _value(decided, Field.VERDICT) != ACCEPTED or _value(decided, Field.WORDING):
        return True
    return plain(decided[Field.VERDICT].place.statement) == plain(position.statement)


def _worded(
    position: Position, decided: Mapping[Field, Decision], ruling: Ruling
) -> tuple[Position, tuple[Problem, ...]]:
    """A position in the reviewer's words, as far as its passages bear them out."""
    words = _value(decided, Field.WORDING)
    if not words or words == position.statement:
        return position, ()
    check = ruling(words, position)
    if check.passed or check.code in PRINTED_WITH_FLAG:
        return replace(position, statement=words, checks=replace(position.checks, agreement=check)), ()
    by = decided[Field.WORDING]
    message = f"the words that {by.by} gave a position on {by.day} are not printed: {check.reason}"
    return position, (Problem("rewording-withheld", message, position.article.name),)


def _is_lost(decision: Decision) -> Problem:
    """What to say of a decision that finds nothing; a claim's own words stay out of the brief."""
    what = _DONE.get(decision.field, decision.value)
    where = "a withheld claim" if decision.place.withheld else f"a position of {decision.place.holder}"
    message = f"{where}, {what} by {decision.by} on {decision.day}, is not found any more"
    return Problem("decision-lost", message, decision.place.name)


_DONE = {Field.WORDING: "reworded", Field.PINNED: "pinned", Field.COMMENT: "commented on"}


def _first(positions: Iterable[Position], pinned: set[str]) -> tuple[Position, ...]:
    return tuple(sorted(positions, key=lambda each: each.id not in pinned))


def _issues(issues: Iterable[Issue], now: Mapping[str, Position], pinned: set[str], fits: Fits) -> tuple[Issue, ...]:
    """The issues over what is left, within each kind those with a pinned position first."""
    left = (narrowed(issue, now, fits) for issue in issues)
    kept = [
        replace(issue, sides=tuple(replace(side, positions=_first(side.positions, pinned)) for side in issue.sides))
        for issue in left
        if issue.sides or issue.standing
    ]

    def rank(issue: Issue) -> tuple[bool, bool, bool, bool]:
        has = any(each.id in pinned for each in issue.positions)
        own = not issue.standing
        return own, own and not issue.disputed, own and issue.question == OTHER, own and not has

    return tuple(sorted(kept, key=rank))


def _tallies(kept: Iterable[Reviewed], rejected: Iterable[Mapping[Field, Decision]]) -> Iterator[Tally]:
    """What each reviewer decided, the latest first: acceptances of other words, and words not printed, are none."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    days: dict[str, str] = defaultdict(str)
    for each in (*kept, *(Reviewed(decided) for decided in rejected)):
        void = {Field.VERDICT: not each.current, Field.WORDING: not each.original}
        for key, made in each.decided.items():
            days[made.by] = max(days[made.by], made.day)
            counts[made.by][made.value if key is Field.VERDICT else key.value] += not void.get(key)
    for by in sorted(days, key=lambda name: (days[name], name), reverse=True):
        of = counts[by]
        yield Tally(by, days[by], of[ACCEPTED], of[REJECTED], of[Field.WORDING], of[Field.PINNED])


Holds = Callable[[Line], bool]
"""Whether a sentence holds by its passages, as `verify` would have it."""


def bottom_line(
    applied: Applied, written: Sequence[Line], holds: Holds
) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """What was written, what rests on a pinned position first; one that is in no sentence has its own.

    A sentence that joins a reviewer's words to others has to hold as a whole, or is left out.
    """
    of = applied.review.of if applied.review else {}
    pinned = [each for each in applied.positions if each.id in of and of[each.id].pinned]
    reworded = {id_ for id_, each in of.items() if each.original}
    kept = [line for line in written if not reworded & {each.id for each in line.positions} or holds(line)]
    first = [each.id for each in pinned]
    kept.sort(key=lambda line: min((first.index(each.id) for each in line.positions if each.id in first), default=9999))
    told = {each.id for line in kept for each in line.positions}
    own = tuple(Line(each.statement, (each,)) for each in pinned if each.id not in told)
    message = "a sentence of the bottom line was left out: it does not hold with what a reviewer reworded"
    return (*own, *kept), (Problem("summary-withheld", message, "write"),) * (len(written) - len(kept))
