"""The `check` task: an engine that reads gives a second opinion on each statement. Pure.

It can only speak against: what our own checks doubt stays doubted, and is not asked about. A statement that a second
reading does not find in its passages is printed with its flag. The reason is ours; no word of the reply is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefer.jobs import Asker, items, record
from briefer.model import Job, Position, Problem, Reply, failed

TASK = "check"
SCHEMA = record(
    verdicts=items(
        record(
            id={"type": "string", "pattern": "^C[0-9]{1,2}$"},
            borne_out={"type": "string", "enum": ["yes", "no"]},
        ),
        40,
    )
)
CODE = "second-opinion"
_REASON = "a second reading by the engine does not find all of it in the passage"
_AT_ONCE = 20
"""Statements of one job."""

Batch = tuple[Position, ...]


def batches(positions: Sequence[Position]) -> tuple[Batch, ...]:
    """The positions to ask about, by article, so that another article asks nothing again."""
    clean: dict[str, list[Position]] = {}
    for position in positions:
        if position.checks.all_passed:
            clean.setdefault(position.article.id, []).append(position)
    return tuple(
        tuple(held[start : start + _AT_ONCE]) for held in clean.values() for start in range(0, len(held), _AT_ONCE)
    )


def ask(batch: Batch, asker: Asker) -> Job:
    """The job that asks of each statement whether its passages bear it out."""
    statements = [
        {
            "id": f"C{number}",
            "says": position.statement,
            "passages": [citation.quote for citation in position.citations],
        }
        for number, position in enumerate(batch, start=1)
    ]
    return asker.job(TASK, {"statements": statements}, SCHEMA, batch[0].article.name)


def left(batch: Batch, outcome: Reply | Problem) -> tuple[Batch, ...]:
    """The statements to ask about again, since a reply broke off before them; halves where it had none."""
    if isinstance(outcome, Problem) or not outcome.broke_off or len(batch) < 2:
        return ()
    silent = tuple(each for each, verdict in zip(batch, _verdicts(outcome, batch), strict=True) if not verdict)
    middle = len(batch) // 2
    return (silent,) if len(silent) < len(batch) else (batch[:middle], batch[middle:])


def read_all(
    steps: Iterable[tuple[Batch, Reply | Problem, bool]],
) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """The ids of the positions that replies speak against, and what went wrong.

    Each step is a batch, the outcome of its job, and whether what that leaves open was asked in a further step.
    """
    doubted: frozenset[str] = frozenset()
    problems: list[Problem] = []
    for batch, outcome, parts in steps:
        if isinstance(outcome, Problem):
            problems.append(Problem("check-failed", outcome.message, batch[0].article.name))
            continue
        against, silent = read(outcome, batch)
        doubted |= against
        problems += () if parts else (*outcome.problems, *silent)
    return doubted, tuple(problems)


def read(reply: Reply, batch: Batch) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """The ids of the positions that the reply speaks against; and a problem where it is silent on some."""
    verdicts = _verdicts(reply, batch)
    doubted = frozenset(each.id for each, verdict in zip(batch, verdicts, strict=True) if verdict == "no")
    silent = verdicts.count("")
    message = f"no second opinion on {silent} of {len(batch)} statements"
    return doubted, (Problem("reply-shape", message, batch[0].article.name),) if silent else ()


def _verdicts(reply: Reply, batch: Batch) -> list[str]:
    """What the reply says of each statement, in order; empty where it says nothing."""
    entries = reply.answer.get("verdicts")
    said = {
        entry["id"]: entry["borne_out"]
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, dict) and isinstance(entry.get("id"), str) and entry.get("borne_out") in ("yes", "no")
    }
    return [str(said.get(f"C{number}", "")) for number in range(1, len(batch) + 1)]


def flagged(positions: Sequence[Position], doubted: frozenset[str]) -> tuple[Position, ...]:
    """The positions, those of these ids with the second opinion as their flag."""
    return tuple(
        replace(each, checks=replace(each.checks, agreement=failed(CODE, _REASON))) if each.id in doubted else each
        for each in positions
    )
