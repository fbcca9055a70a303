"""What the bottom line says has changed, against what the brief itself tells of changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from briefer.evidence.clauses import BEFORE_THAT, same_words
from briefer.model import JOINED, TURNED, WITHDRAWN, Json
from briefer.verify import shape
from briefer.verify.fields import records, strings
from briefer.verify.outline import Outline
from briefer.verify.report import Failure


def check(outline: Outline) -> Iterator[Failure]:
    """Code: `moved`. A choice of a brief does not print all its changes, and is not looked at."""
    if outline.excerpt:
        return
    now = {same_words(each.said) for each in outline.changes if not each.origin.startswith(shape.BEFORE)}
    before, lost = (
        {same_words(each.said) for each in outline.changes if each.origin.startswith(begins)}
        for begins in (shape.BEFORE, shape.WITHDRAWN)
    )
    joined = {
        same_words(each.said)
        for issue in outline.issues
        if issue.section == shape.STANDING
        for side in issue.sides
        if side.label
        for each in side.entries
    }
    for entry in (each for each in outline.summary if each.moved):
        first, _, then = entry.said.partition(BEFORE_THAT)
        known = {
            TURNED: same_words(first) in now and same_words(then) in before,
            WITHDRAWN: same_words(entry.said) in lost,
            JOINED: same_words(entry.said) in joined and outline.compared,
        }
        if not known[entry.moved]:
            yield Failure(entry.line, "moved", f"the brief tells of no such change: {entry.moved}", entry.said)


def check_json(brief: Json) -> Iterator[Failure]:
    """The same for a brief.json, where a sentence names what it rests on."""
    changes = brief.get("changes")
    told = changes if isinstance(changes, dict) else {}
    turned = {str(each["id"]): str(each["before"]["id"]) for each in records(told, "changed")}
    lost = {str(each["id"]) for each in records(told, "withdrawn")}
    joined = {
        id_
        for issue in records(brief, "issues")
        if issue.get("standing")
        for side in records(issue, "sides")
        if side.get("label")
        for id_ in strings(side, "positions")
    }
    for number, line in enumerate(records(brief, "summary"), start=1):
        own, earlier = strings(line, "positions"), strings(line, "earlier")
        known = {
            TURNED: bool(own) and [turned.get(each) for each in own] == earlier,
            WITHDRAWN: not own and bool(earlier) and lost.issuperset(earlier),
            JOINED: bool(told) and bool(own) and not earlier and joined.issuperset(own),
        }
        if "moved" in line and not known.get(str(line["moved"])):
            reason = f"the brief tells of no such change: {line['moved']}"
            yield Failure(number, "moved", reason, str(line.get("text")))
