"""Issues of a brief.json against its positions: ids, sides, holders, and the names in questions and labels. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefer.evidence.labels import names_only
from briefer.model import Issue, Json, opposed, silent
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
