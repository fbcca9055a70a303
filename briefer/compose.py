"""The `write` task and the brief: verified positions and issues become one object that every format prints. Pure.

A sentence of the bottom line stands only when it names positions it was shown and says nothing that their passages do
not; every other one is withheld as a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from briefer.evidence import why
from briefer.extract import one_line
from briefer.issues import numbered
from briefer.jobs import Asker, items, record, text
from briefer.model import Check, Issue, Job, Line, Position, Problem, Reply, Side
from briefer.tokens import estimate

TASK = "write"
SCHEMA = record(summary=items(record(text=text(700), ids=items({"type": "string", "pattern": "^P[0-9]{1,4}$"}, 12)), 8))
_MOST_LINES = 6
BUDGET = 8000
"""Tokens of positions in the prompt, as `tokens.estimate` counts them."""
_AROUND = 30
"""Tokens that a prompt adds to a position."""

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


def ask(
    title: str,
    issues: Sequence[Issue],
    positions: Sequence[Position],
    asker: Asker,
    grades: Sequence[str] = (),
    leads: Sequence[Line] = (),
) -> Job:
    """The job that asks for the bottom line; `grades` are what a pack calls positions, the weightiest first.

    Sentences that lead it tell some positions already; without any, the job is that of a first brief.
    """
    known = numbered(positions)
    shown_as = known.payload()
    if grades:
        shown_as = [{**each, "grade": known.by_id[each["id"]].grade} for each in shown_as]
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
        "positions": shown_as,
    }
    if grades:
        payload["grades"] = list(grades)
    told = [ids[each.id] for line in leads for each in line.positions if each.id in ids]
    if told:
        payload["told"] = told
    return asker.job(TASK, payload, SCHEMA, "write")


def below(leads: Sequence[Line], lines: Sequence[Line]) -> tuple[Line, ...]:
    """What is printed below the sentences that lead, without what these say and within the length of a bottom line."""
    said = {each.id for line in leads for each in line.positions}
    kept = [line for line in lines if not {each.id for each in line.positions} <= said]
    return tuple(kept[: _MOST_LINES - len(leads)])


def read(reply: Reply, positions: Sequence[Position], agree: Agree) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The bottom line of a reply, each sentence checked against the positions it names."""
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
    if len(lines) > _MOST_LINES:
        message = f"the bottom line has {len(lines)} sentences; the first {_MOST_LINES} are printed"
        problems.append(Problem("summary-long", message, TASK))
    return tuple(lines[:_MOST_LINES]), tuple(problems)


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
