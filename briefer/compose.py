"""The `write` task and the brief: verified positions and issues become one object that every format prints. Pure.

A sentence of the bottom line stands only when it names positions it was shown and says nothing that their passages do
not; every other one is withheld as a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from briefer.evidence import why
from briefer.evidence.alone import FALLS, leaning
from briefer.extract import one_line
from briefer.issues import numbered
from briefer.jobs import Asker, items, record, text
from briefer.model import Changes, Check, Issue, Job, Line, Position, Problem, Reply, Side
from briefer.tokens import estimate

TASK = "write"
SCHEMA = record(summary=items(record(text=text(700), ids=items({"type": "string", "pattern": "^P[0-9]{1,4}$"}, 12)), 8))
_MOST_LINES = 6
_MOST_CHANGES = 3
"""Changes that the bottom line begins with."""
BUDGET = 8000
"""Tokens of positions in the prompt, as `tokens.estimate` counts them."""
_AROUND = 30
"""Tokens that a prompt adds to a position."""

Lead = tuple[Position, ...]
"""The positions that make one change since the brief before."""
Agree = Callable[[str, tuple[Position, ...]], Check]
"""Whether a sentence says nothing beyond the passages of its positions."""


def shown(issues: Sequence[Issue], budget: int = BUDGET) -> tuple[tuple[Issue, ...], tuple[Position, ...]]:
    """The issues with as much of each as fits into a prompt of `budget` tokens, and these positions.

    Only verified positions: the first of every side, in the order of the issues, then the second, and so on.
    """
    taken: dict[str, Position] = {}
    left = budget
    for rank in range(max((len(side.positions) for issue in issues for side in issue.sides), default=0)):
        for position in (
            side.positions[rank] for issue in issues for side in issue.sides if rank < len(side.positions)
        ):
            size = _AROUND + estimate(position.statement) + estimate(position.words)
            if position.checks.all_passed and position.id not in taken and size <= left:
                taken[position.id] = position
                left -= size
    kept = tuple(
        replace(issue, sides=sides)
        for issue in issues
        if (sides := tuple(held for side in issue.sides if (held := _only(side, taken)).positions))
    )
    return kept, tuple(taken.values())


def _only(side: Side, taken: Mapping[str, Position]) -> Side:
    return replace(side, positions=tuple(position for position in side.positions if position.id in taken))


def leads(changes: Changes | None, positions: Sequence[Position]) -> tuple[Lead, ...]:
    """The verified positions of the changes that the bottom line begins with, the most important first."""
    known = {each.id: each for each in positions if each.checks.all_passed}
    moves = changes.moves if changes else ()
    found = (tuple(known[id_] for id_ in move.positions if id_ in known) for move in moves)
    return tuple(each for each in found if each)[:_MOST_CHANGES]


def ask(
    title: str,
    issues: Sequence[Issue],
    positions: Sequence[Position],
    asker: Asker,
    *,
    grades: Sequence[str] = (),
    first: Sequence[Lead] = (),
) -> Job:
    """The job that asks for the bottom line; `grades` are what a pack calls positions, the weightiest first.

    `first` are the changes to begin with. Without any the job is the one that it was before.
    """
    known = numbered(positions)
    told = known.payload()
    if grades:
        told = [{**each, "grade": known.by_id[each["id"]].grade} for each in told]
    ids = {position.id: name for name, position in known.by_id.items()}
    payload: dict[str, object] = {
        "title": title,
        "issues": [
            {
                "question": issue.question,
                "kind": issue.kind,
                "disputed": issue.disputed,
                "sides": [
                    {"label": side.label, "ids": [ids[position.id] for position in side.positions]}
                    for side in issue.sides
                ],
            }
            for issue in issues
            if issue.sides
        ],
        "positions": told,
    }
    if grades:
        payload["grades"] = list(grades)
    changed = [own for lead in first if (own := [ids[each.id] for each in lead if each.id in ids])]
    if changed:
        payload["changes"] = changed
    return asker.job(TASK, payload, SCHEMA, "write")


def read(
    reply: Reply, positions: Sequence[Position], agree: Agree, first: Sequence[Lead] = ()
) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The bottom line of a reply, each sentence checked against the positions it names; the changes `first` lead it."""
    known = numbered(positions).by_id
    lines: list[Line] = []
    problems: list[Problem] = []
    entries = reply.answer.get("summary")
    if not isinstance(entries, list):
        return (), (Problem("reply-shape", "the reply has no list of sentences", TASK),)
    for entry in entries:
        sentence, ids = _said(entry)
        held = tuple(known[each] for each in dict.fromkeys(ids) if each in known)
        reason = _refused(sentence, held, len(held) == len(set(ids)), agree)
        if reason:
            problems.append(Problem("summary-withheld", reason, TASK))
        else:
            lines.append(Line(sentence, held))
    lines = _led(lines, first)
    if len(lines) > _MOST_LINES:
        message = f"the bottom line has {len(lines)} sentences; the first {_MOST_LINES} are printed"
        problems.append(Problem("summary-long", message, TASK))
    return tuple(lines[:_MOST_LINES]), tuple(problems)


def _led(lines: Sequence[Line], first: Sequence[Lead]) -> list[Line]:
    """The sentences with those on changes first; a change that none tells has the briefest statement of its own."""
    told: list[Line] = []
    for lead in first:
        ids = {each.id for each in lead}
        own = [each for each in (*told, *lines) if not ids.isdisjoint(held.id for held in each.positions)]
        alone = [each for each in lead if leaning(each.statement) < FALLS]
        if own:
            told += () if own[0] in told else own[:1]
        elif alone:
            best = min(alone, key=lambda each: (leaning(each.statement), len(each.statement), each.id))
            told.append(Line(best.statement, (best,)))
    return [*told, *(each for each in lines if each not in told)]


def _said(entry: object) -> tuple[str, list[str]]:
    """The sentence of an entry and the ids that it names; nothing where they are of other types."""
    said = entry if isinstance(entry, dict) else {}
    sentence, ids = said.get("text"), said.get("ids")
    return one_line(sentence), [str(each) for each in ids] if isinstance(ids, list) else []


def _refused(sentence: str, held: tuple[Position, ...], all_known: bool, agree: Agree) -> str:
    if not sentence or not held:
        return "a sentence of the bottom line names no verified position"
    if not all_known:
        return "a sentence of the bottom line names a position that does not exist"
    check = agree(sentence, held)
    return "" if check.passed else f"a sentence of the bottom line was left out: {why(check.code)}"
