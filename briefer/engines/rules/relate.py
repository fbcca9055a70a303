"""Answers `relate`: puts positions under the questions of `axes.toml` and opposes those that stand on different sides.

Beside the table: what one party opposes or denies and another is for in the same words (`against.py`), and what two
parties number differently (`figures.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefer.actors import Table
from briefer.attribution.statements import with_article
from briefer.engines.rules import against, charges, figures, policies, standing
from briefer.engines.rules.axes import HEDGE, NEGATIVE, Axis, News, Placed, aimed_at, place, plain, side_of
from briefer.engines.rules.others import is_of_another, only_mentions, speaks_of_another, takes_sides
from briefer.model import TURN, Json, Kind, opposed
from briefer.questions import pattern

_MOST, _MOST_IDS = 40, standing.MOST_IDS
"""Issues, and positions on one side, that the reply's schema has room for."""


def answer(payload: Json, names: Table) -> Json:
    """The issues of a `relate` payload, those with opposed sides first."""
    positions = payload["positions"]
    target = _target(positions, names)
    news = News(positions)

    def side(question: Json, position: Json) -> int:
        return _standing_side(question, position, names)

    def elsewhere(position: Json) -> tuple[str, str]:
        found = next(place(position, news.axes(position), names, target), None)
        labels = [*(label for label, _ in found.axis.sides), found.axis.hedged] if found else []
        return (found.axis.question, labels[found.side]) if found and found.side >= 0 else ("", "")

    table = dict.fromkeys(axis.question for each in positions for axis in news.axes(each) if not axis.about)
    first, taken = standing.issues(payload, names, side, elsewhere, tuple(table))
    positions = [each for each in positions if each["id"] not in taken]
    placed = [found for position in positions for found in place(position, news.axes(position), names, target)]
    placed.extend(_answering(positions, placed))
    questions: dict[str, list[Placed]] = {}
    for each in placed:
        questions.setdefault(each.question, []).append(each)
    by_id = {position["id"]: position for position in positions}
    issues = [_issue(question, group, by_id) for question, group in questions.items()]
    issues = [_with_common(issue, questions[issue["question"]][0].axis, positions) for issue in issues]
    # a question of the table that nobody disputes takes nothing from an answer to a charge
    disputed = {each for issue in issues if issue["disputed"] for side in issue["sides"] for each in side["ids"]}
    undisputed = [each for each in positions if each["id"] not in disputed]
    answered = [*charges.issues(undisputed, names)]
    spent = {each for issue in answered for side in issue["sides"] for each in side["ids"]}
    answered.extend(policies.issues([each for each in undisputed if each["id"] not in spent], names))
    charged = {each for issue in answered for side in issue["sides"] for each in side["ids"]}
    issues = [left for issue in issues if (left := _without(issue, charged))["sides"]]
    issues.extend(answered)
    issues.extend(turn for question, group in questions.items() for turn in _turns(question, group, by_id))
    taken = charged | {each.id for each in placed}
    free = [each for each in positions if each["id"] not in taken]
    issues.extend(against.issues(free))
    issues.extend(figures.issues(free))
    return {"issues": [*first, *sorted(issues, key=lambda issue: (not issue["disputed"], -_weight(issue)))][:_MOST]}


def _without(issue: Json, ids: set[str]) -> Json:
    """An issue without some positions, and without the sides that nobody else takes."""
    sides = [{**side, "ids": [each for each in side["ids"] if each not in ids]} for side in issue["sides"]]
    return {**issue, "sides": [side for side in sides if side["ids"]]}


def _standing_side(question: Json, position: Json, names: Table) -> int:
    """The side of a person's own question on which a position stands, as on one of our table; -1 for none."""
    sides = tuple((each["label"], pattern(each["words"])) for each in question["sides"])
    axis = Axis(question["question"], question["kind"], "", "", False, "", sides)
    words, said, kind = plain(position["words"]), plain(position["says"]), Kind(position["kind"])
    holder, policy = position["holder"], axis.kind == "policy"
    side = side_of(axis, words, said, kind)
    if side < 0 or not takes_sides(holder, names) or (not policy and HEDGE.search(words)):
        return -1
    # the words may match another side's pattern than the one that the position stands on: who is against that one
    told = [
        pattern
        for _, pattern in axis.sides
        if is_of_another(words, pattern, (holder, kind), policy, names)
        or only_mentions(words, pattern, f"{holder} {position['speaker']}", kind in NEGATIVE)
        or (not policy and speaks_of_another(axis.question, words, pattern, (f"{holder} {position['speaker']}", said)))
    ]
    return -1 if told else side


_PAPER = re.compile(
    r"\b(?:the|this|that|their)\s+(?:\w+\s+){0,3}(?:statement|proposal|draft|resolution|text|plan|paper)\b",
    re.IGNORECASE,
)
"""A paper that has been spoken of before."""
_JUST_BEFORE = 2
"""Paragraphs before a rejection in which its paper is looked for."""


def _answering(positions: Sequence[Json], placed: Sequence[Placed]) -> Iterator[Placed]:
    """Who rejects the paper that another party has just put forward stands against what that party wants."""
    known = {each.id: each for each in placed}
    for at, position in enumerate(positions):
        if position["id"] in known or position["kind"] not in NEGATIVE or not _PAPER.search(plain(position["words"])):
            continue
        for other in reversed(positions[:at]):
            offer = known.get(other["id"]) if other["kind"] == Kind.OFFERS else None
            if offer is None or not _shortly_before(other, position) or other["holder"] == position["holder"]:
                continue
            if len(offer.axis.sides) == 2 and 0 <= offer.side < 2 and offer.axis.kind == "policy":
                yield Placed(position["id"], offer.question, offer.axis, 1 - offer.side)
            break


def _shortly_before(one: Json, other: Json) -> bool:
    (article, first), (same, second) = (each["place"].split(".") for each in (one, other))
    return article == same and 0 <= int(second) - int(first) <= _JUST_BEFORE


def _target(positions: Sequence[Json], names: Table) -> str:
    """The actor that measures are aimed at: named most often behind "sanctions on", "pressure on", …"""
    aimed = Counter(each for position in positions for each in aimed_at(plain(position["says"]), names))
    return max(aimed, key=lambda each: (aimed[each], each), default="")


def _issue(question: str, group: Sequence[Placed], by_id: Mapping[str, Json]) -> Json:
    axis = group[0].axis
    sides = []
    for index, label in enumerate((*(label for label, _ in axis.sides), axis.hedged)):
        ids = [each.id for each in group if each.side == index][:_MOST_IDS]
        if ids:
            sides.append({"label": label, "ids": ids})
    holders = [{by_id[each.id]["holder"] for each in group if each.side == index} for index in range(2)]
    disputed = not axis.degrees and opposed(holders)
    return {"question": question, "kind": axis.kind, "disputed": disputed, "sides": sides, "common": []}


def _with_common(issue: Json, axis: Axis, positions: Sequence[Json]) -> Json:
    """A dispute with what a holder of one side says as the other one does: "keep up pressure, and return to talks"."""
    if not issue["disputed"]:
        return issue
    holder = {each["id"]: each["holder"] for each in positions}
    held = {side["label"]: {holder[each] for each in side["ids"]} for side in issue["sides"]}
    stand = {each for side in issue["sides"] for each in side["ids"]}
    common = [
        each["id"]
        for each in positions
        if each["id"] not in stand
        for (label, _), pattern in zip(axis.sides, axis.shared, strict=True)
        if any(each["holder"] in held[other] - held.get(label, set()) for other in held if other != label)
        and pattern.search(plain(each["words"]))
    ]
    return {**issue, "common": list(dict.fromkeys(common))[:_MOST_IDS]}


def _turns(question: str, group: Sequence[Placed], by_id: Mapping[str, Json]) -> Iterator[Json]:
    """Who stood on one side of a question until a day, and on the other one from a later day on."""
    axis = group[0].axis
    for holder in dict.fromkeys(by_id[each.id]["holder"] for each in group if not axis.passing):
        own = [
            [each for each in group if each.side == side and by_id[each.id]["holder"] == holder] for side in range(2)
        ]
        days = [[by_id[each.id]["date"] for each in side] for side in own]
        if not all(side and all(side) for side in days):
            continue
        first = next((at for at in range(2) if max(days[at]) < min(days[1 - at])), -1)
        if first >= 0:
            asked = question[:1].lower() + question[1:]
            yield {
                "question": f"Has {with_article(holder)} changed sides: {asked}",
                "kind": TURN,
                "disputed": False,
                "sides": [
                    {"label": axis.sides[at][0], "ids": [each.id for each in own[at]][:_MOST_IDS]}
                    for at in (first, 1 - first)
                ],
                "common": [],
            }


def _weight(issue: Json) -> int:
    return sum(len(side["ids"]) for side in issue["sides"])
