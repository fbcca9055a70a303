"""The changes that lead the bottom line, against the sides and the section on changes of the same brief. Pure.

What stood in the brief before cannot be told from this one; that its words are in its articles is checked as for all.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefer.model import CORRECTED, NEW_SIDE, TURNED, Json
from briefer.verify import sources
from briefer.verify.fields import records, strings
from briefer.verify.outline import Card, Entry, Outline
from briefer.verify.report import Failure
from briefer.verify.shape import BEFORE, MOVED, OPENED, WITHDRAWN


def check(outline: Outline) -> Iterator[Failure]:
    """Codes: `change` for a line below a sentence of the bottom line, `track` for the heading of a card."""
    for card in outline.changes if not outline.excerpt else ():
        if card.heading.startswith(OPENED) and not _opened(card, outline):
            yield Failure(card.line, "track", "no such side is taken in this brief", card.heading)
    for entry in outline.summary:
        if MOVED.match(entry.origin) and not _told(entry, outline):
            yield Failure(entry.line, "change", "no such change stands under what changed", entry.origin)


def _opened(card: Card, outline: Outline) -> bool:
    """Whether a side has the label that the heading names, and holds what stands below it."""
    for issue in outline.issues:
        for side in issue.sides:
            if sources.same(card.heading, f"{OPENED}{issue.question} {side.label}"):
                said = [(each.said, each.references) for each in side.entries]
                return all((each.said, each.references) in said for each in card.entries)
    return False


def _told(entry: Entry, outline: Outline) -> bool:
    """Whether a card says the same of a passage that the sentence rests on; a choice of the brief need not show it."""
    found = MOVED.match(entry.origin)
    cards = [each for each in outline.changes if each.heading]
    if found is None or (outline.excerpt and not cards):
        return found is not None
    if found["holder"]:
        return any(_turned(each, found["holder"], found["before"]) and _shares(each, entry) for each in cards)
    if found["side"]:
        return any(sources.same(each.heading, OPENED + found["side"]) and _shares(each, entry) for each in cards)
    return bool(outline.excerpt) or any(each.heading.startswith(WITHDRAWN) and each.entries for each in cards)


def _turned(card: Card, holder: str, before: str) -> bool:
    labels = dict.fromkeys(each["label"] for entry in card.entries if (each := BEFORE.match(entry.origin)))
    return card.heading.startswith(f"{holder}: ") and ", ".join(labels) == before


def _shares(card: Card, entry: Entry) -> bool:
    now = {each.label for told in card.entries if not BEFORE.match(told.origin) for each in told.references}
    return any(each.label in now for each in entry.references)


def check_json(brief: Json) -> Iterator[Failure]:
    """Whether each change of a brief.json is of positions on the side that it names. `line` counts changes."""
    changes = brief.get("changes")
    asked = {str(each.get("question")): records(each, "sides") for each in records(brief, "issues")}
    for line, move in enumerate(records(changes, "moves") if isinstance(changes, dict) else (), start=1):
        own = set(strings(move, "positions"))
        sides = [each for each in asked.get(str(move.get("question")), ()) if each.get("label") == move.get("label")]
        held = {each for side in sides for each in strings(side, "positions")}
        who = {name for side in sides for name in strings(side, "holders")}
        before = records(move, "before")
        kind = move.get("kind")
        if not own or not own <= held or kind not in (TURNED, NEW_SIDE, CORRECTED):
            yield Failure(line, "track", "its positions do not stand on this side", str(move.get("question")))
        elif bool(before) == (kind == NEW_SIDE) or (kind == NEW_SIDE and set(strings(move, "holders")) != who):
            yield Failure(line, "track", "a new side is one that nobody took before, of all its holders", str(kind))
        elif any(not set(strings(move, "holders")) & set(strings(each, "holders")) for each in before):
            yield Failure(line, "track", "it is another holder who said it before", str(move.get("holders")))
        elif kind == TURNED and any(each.get("label") in ("", move.get("label")) for each in before):
            yield Failure(line, "track", "it stood on that side before", str(move.get("question")))
