"""Issues of a brief.json against its positions: ids, sides, holders, and the names in questions and labels. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefer.evidence.labels import names_only
from briefer.issues import turned
from briefer.model import REPORT, TURN, Issue, Json, opposed, silent
from briefer.verify.fields import records, strings
from briefer.verify.parse import Reference
from briefer.verify.report import Failure
from briefer.verify.shelf import Shelf


def check_sides(issue: Json, positions: Mapping[str, Json], made: bool) -> Iterator[Failure]:
    """Whether the sides of an issue name those who hold their positions, and a dispute has two."""
    question = str(issue.get("question"))
    sides = records(issue, "sides")
    if made and issue.get("id") != Issue(question, "", ()).id:
        yield Failure(1, "label", "the question is not the one that its id was made of", question)
    held: list[set[str]] = []
    for side in sides:
        ids = strings(side, "positions")
        lost = [each for each in ids if each not in positions]
        if lost:
            yield Failure(1, "no-such-position", f"a side names {lost[0]}, which is no position", question)
        names = dict.fromkeys(name for each in ids if each in positions for name in strings(positions[each], "holders"))
        held.append(set(names))
        if "holders" in side and strings(side, "holders") != list(names):
            reason = f"the positions of this side are held by {', '.join(names) or 'nobody'}"
            yield Failure(1, "side", reason, f"{question} {side.get('label')}: {side['holders']}")
    labelled = [names for side, names in zip(sides, held, strict=True) if side.get("label")]
    if issue.get("standing") is True and bool(issue.get("disputed")) != opposed(labelled):
        yield Failure(1, "side", "a standing question is disputed where its sides have different holders", question)
    if issue.get("disputed") and not opposed(held):
        yield Failure(1, "side", "a dispute has two sides by different holders", question)
    yield from _told(issue, sides, held, positions)


def _told(
    issue: Json, sides: Sequence[Json], held: Sequence[set[str]], positions: Mapping[str, Json]
) -> Iterator[Failure]:
    """What is of one holder, or of one source, is called so and no dispute; common ground is of those in a dispute."""
    question = str(issue.get("question"))
    if issue.get("kind") in (TURN, REPORT) and (issue.get("disputed") or len(held) < 2 or not set.intersection(*held)):
        yield Failure(1, "side", "its sides are not of one holder, or it is called a dispute", question)
    if issue.get("kind") == TURN and not _turned(sides, positions):
        yield Failure(1, "side", "its second side is not of a later day than its first", question)
    heard = {name for names in held for name in names}
    for each in strings(issue, "common"):
        if each not in positions or not issue.get("disputed") or not heard & set(strings(positions[each], "holders")):
            yield Failure(1, "common", "nobody who takes a side of this dispute holds it", f"{question} {each}")


def _turned(sides: Sequence[Json], positions: Mapping[str, Json]) -> bool:
    ids = (strings(side, "positions") for side in sides)
    days = [[str(positions[each].get("date")) for each in own if each in positions] for own in ids]
    return len(days) == 2 and turned(*days)


def silences(issues: Sequence[Json]) -> Iterator[Failure]:
    """Whether those who are called silent take sides on other questions, and are not heard on this one."""
    parties = [
        [(str(side.get("label") or ""), strings(side, "holders")) for side in records(issue, "sides")]
        for issue in issues
    ]
    for issue in (each for each in issues if "silent" in each):
        own = [holder for side in records(issue, "sides") for holder in strings(side, "holders")]
        due = list(silent(own, parties)) if issue.get("disputed") else []
        if issue["silent"] != due:
            reason = f"not heard on it: {', '.join(due) or 'nobody who takes sides'}"
            yield Failure(1, "silent", reason, str(issue.get("question")))


def named(
    issues: Sequence[Json],
    positions: Mapping[str, Json],
    cited: Mapping[str, tuple[Reference, ...]],
    shelf: Shelf,
) -> Iterator[Failure]:
    """Whether questions and labels name and number only what their positions do."""

    def words(ids: Sequence[str]) -> str:
        found = (positions[each] for each in ids if each in positions)
        said = (
            part
            for each in found
            for part in (*strings(each, "holders"), str(each.get("speaker", "")), str(each["statement"]))
        )
        quotes = (reference.quote for each in ids for reference in cited.get(each, ()))
        return " ".join((*said, *quotes))

    for issue in (each for each in issues if each.get("standing") is not True):
        sides = records(issue, "sides")
        every = [each for side in sides for each in strings(side, "positions")]
        labels = [(str(side.get("label") or ""), strings(side, "positions")) for side in sides]
        for text, ids in ((str(issue.get("question") or ""), every), *labels):
            if text and ids and not names_only(text, words(ids), shelf.table):
                yield Failure(1, "label", "it names what its positions do not", text)
