"""Numbers told differently: by two parties, a dispute of fact; of one party by two articles, report against report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from briefer.engines.rules.axes import plain
from briefer.evidence.figures import Figure, differ, figures
from briefer.model import FACT, REPORT, Json, Kind

_LONGEST = 110


def issues(positions: Sequence[Json]) -> Iterator[Json]:
    """One issue for each number that is told otherwise; a position stands in one of them.

    By another holder it is a dispute of fact; by the same one in another article of these days, report against report.
    """
    told = [(each, figures(plain(each["words"]))) for each in positions if each["kind"] == Kind.ASSERTS]
    used: set[str] = set()
    for kind, fits in ((FACT, _of_another), (REPORT, _told_again)):
        for at, (one, here) in enumerate(told):
            for figure in here if one["id"] not in used else ():
                others = [
                    (each, found)
                    for each, there in told[at + 1 :]
                    if each["id"] not in used and fits(one, each)
                    if (found := next((found for found in there if differ(figure, found)), None))
                ]
                if others:
                    used.update((one["id"], *(each["id"] for each, _ in others)))
                    yield _issue(kind, (one, figure), others)
                    break


def _of_another(one: Json, other: Json) -> bool:
    return bool(one["holder"] != other["holder"])


def _told_again(one: Json, other: Json) -> bool:
    """Whether another article passes on the same holder's words, at the same time: a later number is news."""
    apart = one["place"].split(".")[0] != other["place"].split(".")[0]
    return bool(apart and one["holder"] == other["holder"] and _close(one["date"], other["date"]))


def _close(one: str, other: str) -> bool:
    """Whether two days are the same or next to each other; two that are unknown are not told apart."""
    if not (one and other):
        return one == other
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= 1


def _issue(kind: str, first: tuple[Json, Figure], others: Sequence[tuple[Json, Figure]]) -> Json:
    """The issue, a side for each number that is told."""
    sides: dict[str, list[str]] = {first[1].told: [first[0]["id"]]}
    for each, found in others:
        sides.setdefault(found.told, []).append(each["id"])
    return {
        "question": asked(plain(first[0]["words"]), first[1].told, others[0][1].told),
        "kind": kind,
        "disputed": kind == FACT,
        "sides": [{"label": label, "ids": ids} for label, ids in list(sides.items())[:6]],
        "common": [],
    }


def asked(words: str, told: str, otherwise: str) -> str:
    """The question of a number: the clause that tells it, where that is short, with the other number behind it."""
    clause = words.strip(' .,;:"“”').removeprefix("that ")
    if len(clause) > _LONGEST or any(mark in clause for mark in '"“”…;?'):
        return f"Which is right: {told}, or {otherwise}?"
    if clause.startswith(("The ", "A ", "An ", told)):
        clause = clause[0].lower() + clause[1:]
    return f"Is it right that {clause}, or {otherwise}?"
