"""Answers `relate`: puts positions under the questions of `axes.toml` and opposes those that stand on different sides.

Beside the table: what one party opposes or denies and another supports, asserts or demands in the same words is a
dispute of its own, named by those words.
"""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from briefer.actors import Table
from briefer.attribution.statements import with_article
from briefer.engines.rules import standing
from briefer.model import Json, Kind, opposed

_NEGATIVE = frozenset((Kind.OPPOSES, Kind.DENIES))
_POSITIVE = frozenset((Kind.SUPPORTS, Kind.DEMANDS, Kind.OFFERS, Kind.AGREES, Kind.ASSERTS))
_OPPOSING = re.compile(r"\b(?:against|object|oppos|reject|resist|condemn|not|never|unaccept|groundless)", re.IGNORECASE)
"""Words by which a pattern has taken the opposition into account already."""
_HEDGE = re.compile(r"\b(?:might|may|perhaps|possibly|whether or not)\b", re.IGNORECASE)


_MOST, _MOST_IDS = 40, standing.MOST_IDS
"""Issues, and positions on one side, that the reply's schema has room for."""


@dataclass(frozen=True)
class Axis:
    """One question of the table with its sides: label and patterns. Compiled when first asked: few of them are."""

    question: str
    kind: str
    needed: str
    topics: str
    about: bool
    hedged: str
    patterns: tuple[tuple[str, str], ...]

    @cached_property
    def needs(self) -> re.Pattern[str]:
        return re.compile(self.needed, re.IGNORECASE)

    @cached_property
    def topic(self) -> re.Pattern[str]:
        return re.compile(self.topics, re.IGNORECASE)

    @cached_property
    def sides(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((label, re.compile(pattern, re.IGNORECASE)) for label, pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Placed:
    """A position on a side (or -1: on the question, but on no side) of a question."""

    id: str
    question: str
    axis: Axis
    side: int


@cache
def axes() -> tuple[Axis, ...]:
    """The shipped table, in its order."""
    source = tomllib.loads((pkgutil.get_data(__package__, "axes.toml") or b"").decode())
    return tuple(
        Axis(
            entry["question"],
            entry["kind"],
            entry["needs"],
            entry.get("topic", ""),
            entry.get("by") == "about",
            entry.get("hedged", ""),
            tuple((side["label"], "|".join(side["patterns"])) for side in entry["side"]),
        )
        for entry in source["axis"]
    )


def answer(payload: Json, names: Table) -> Json:
    """The issues of a `relate` payload, those with opposed sides first."""
    positions = payload["positions"]
    target = _target(positions, names)
    usable = tuple(axis for axis in axes() if any(axis.topic.search(_plain(each["says"])) for each in positions))

    def side(question: Json, position: Json) -> int:
        return _standing_side(question, position, names)

    def elsewhere(position: Json) -> tuple[str, str]:
        found = next(_place(position, usable, names, target), None)
        labels = [*(label for label, _ in found.axis.sides), found.axis.hedged] if found else []
        return (found.axis.question, labels[found.side]) if found and found.side >= 0 else ("", "")

    first, taken = standing.issues(
        payload, names, side, elsewhere, [each.question for each in usable if not each.about]
    )
    positions = [each for each in positions if each["id"] not in taken]
    placed = [found for position in positions for found in _place(position, usable, names, target)]
    placed.extend(_answering(positions, placed))
    questions: dict[str, list[Placed]] = {}
    for each in placed:
        questions.setdefault(each.question, []).append(each)
    by_id = {position["id"]: position for position in positions}
    issues = [_issue(question, group, by_id) for question, group in questions.items()]
    issues.extend(_opposed(positions, {each.id for each in placed}))
    return {"issues": [*first, *sorted(issues, key=lambda issue: (not issue["disputed"], -_weight(issue)))][:_MOST]}


def _standing_side(question: Json, position: Json, names: Table) -> int:
    """The side of a person's own question on which a position stands, as on one of our table; -1 for none."""
    sides = tuple((each["label"], standing.pattern(each["words"])) for each in question["sides"])
    axis = Axis(question["question"], question["kind"], "", "", False, "", sides)
    words, said = _plain(position["words"]), _plain(position["says"])
    side = _side(axis, words, said, Kind(position["kind"]) in _NEGATIVE)
    if axis.kind == "fact" and _HEDGE.search(words):
        return -1
    of_another = side >= 0 and _is_of_another(position, axis.sides[side][1], axis.kind == "policy", names)
    return -1 if of_another else side


def _place(position: Json, usable: Sequence[Axis], names: Table, target: str) -> Iterator[Placed]:
    words, said = _plain(position["words"]), _plain(position["says"])
    negative = Kind(position["kind"]) in _NEGATIVE
    outlet = names.named(position["holder"])
    if outlet is not None and outlet.kind == "outlet":
        return  # a paper reports, it takes no side
    for axis in usable:
        if not axis.needs.search(said):
            continue
        side = _side(axis, words, said, negative)
        placed = 0 <= side < len(axis.sides)
        if side < 0 or (placed and _is_of_another(position, axis.sides[side][1], axis.kind == "policy", names)):
            continue
        question = _question(axis, position, side, names, target)
        if question:
            yield Placed(position["id"], question, axis, side)
            return


def _side(axis: Axis, words: str, said: str, negative: bool) -> int:
    """The side whose pattern matches the longest stretch of the words, else of the whole sentence; -1 for none.

    The side behind the last one is that of those who leave it open.
    """
    side, matched = _longest(axis, words)
    flips = negative and len(axis.sides) == 2 and not axis.about and not _OPPOSING.search(matched)
    if side < 0:
        side, _ = _longest(axis, said)
        flips = False
    if side >= 0 and axis.hedged and _HEDGE.search(words):
        return len(axis.sides)
    return 1 - side if side >= 0 and flips else side


def _longest(axis: Axis, text: str) -> tuple[int, str]:
    found = [max((m[0] for m in pattern.finditer(text)), key=len, default="") for _, pattern in axis.sides]
    longest = max(found, key=len)
    alone = longest and sum(len(each) == len(longest) for each in found) == 1
    return (found.index(longest), longest) if alone else (-1, "")


_SEEN_AS = re.compile(
    r"\b(?:see|view|regard|consider|call|describe|perceive|brand|label)\w*\b[^.;,]{0,20}\bas\b[^.;,]{0,10}$",
    re.IGNORECASE,
)
"""What stands before words that are another's judgement: "what the US sees as …"."""
_OWNED = re.compile(
    r"(?:'s|s')\s+(?!\w+\s+to\b|(?:move|plan|decision|proposal|push|effort|call|attempt|refusal|bid|offer|demand|pressure)s?\b)",
    re.IGNORECASE,
)
"""A state as the owner of what is spoken of, and not of something that it does: "China's sanctions", no "move to"."""


_SAYS = re.compile(
    r"\b(?:said|says|saying|told|claim(?:s|ed)|insist(?:s|ed)|maintain(?:s|ed)|argu(?:es|ed)|stat(?:es|ed)|believ(?:es|ed))\b",
    re.IGNORECASE,
)
"""What another party says of a fact is not said by who reports it: "Japan said Russia had said that …"."""


def _is_of_another(position: Json, pattern: re.Pattern[str], policy: bool, names: Table) -> bool:
    """Whether the words report what another state wants, does or thinks: "analysts said Beijing is reluctant to …"."""
    words = _plain(position["words"])
    found = pattern.search(words)
    before = words[: found.start()] if found else ""
    if _SEEN_AS.search(before):
        return True
    subject = next((each for each in names.find_in(before) if each.first <= 2), None)
    if subject is None or _OWNED.search(before) or Kind(position["kind"]) is not Kind.ASSERTS:
        return False
    another = subject.actor.kind == "state" and subject.actor.name not in position["holder"]
    return another and (policy or _SAYS.search(before) is not None)


def _question(axis: Axis, position: Json, side: int, names: Table, target: str) -> str:
    if not axis.about:
        aimed = {"{target}": f" on {target}", "{to}": f" to {target}"}
        question = axis.question
        for mark, words in aimed.items():
            question = question.replace(mark, words if target else "")
        return question
    about = position["holder"] if side == 1 else _spoken_about(position, names)
    return axis.question.replace("{about}", with_article(about)) if about and " and " not in about else ""


def _spoken_about(position: Json, names: Table) -> str:
    """The first state that the words name beside the holder: whom a charge is aimed at."""
    for named in names.find_in(position["words"]):
        if named.actor.kind in {"state", "bloc"} and named.actor.name != position["holder"]:
            return named.actor.name
    return ""


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
        if position["id"] in known or position["kind"] not in _NEGATIVE or not _PAPER.search(_plain(position["words"])):
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
    aimed: Counter[str] = Counter()
    pattern = re.compile(
        r"(?:sanctions|pressure|measures|curbs|resolution|penalties)\w*\s+(?:on|against|targeting)\s+", re.IGNORECASE
    )
    for position in positions:
        text = _plain(position["says"])
        for found in pattern.finditer(text):
            named = names.find_in(text[found.end() : found.end() + 60])
            if named and named[0].first <= 1:
                aimed[named[0].actor.name] += 1
    return aimed.most_common(1)[0][0] if aimed else ""


def _issue(question: str, group: Sequence[Placed], by_id: Mapping[str, Json]) -> Json:
    axis = group[0].axis
    sides = []
    for index, label in enumerate((*(label for label, _ in axis.sides), axis.hedged)):
        ids = [each.id for each in group if each.side == index][:_MOST_IDS]
        if ids:
            sides.append({"label": label, "ids": ids})
    holders = [{by_id[each.id]["holder"] for each in group if each.side == index} for index in range(2)]
    disputed = opposed(holders)
    return {"question": question, "kind": axis.kind, "disputed": disputed, "sides": sides}


def _opposed(positions: Sequence[Json], taken: set[str]) -> Iterator[Json]:
    """Disputes that no axis knows: one party opposes or denies what another's words hold."""
    free = [(position, _stems(position["words"])) for position in positions if position["id"] not in taken]
    held = [(position, stems) for position, stems in free if Kind(position["kind"]) in _POSITIVE]
    used: set[str] = set()
    for against, stems in free:
        if Kind(against["kind"]) not in _NEGATIVE or _is_only_a_name(against["words"]):
            continue
        others = [each for each, own in held if each["id"] not in used and _same_object(stems, own)]
        others = [each for each in others if _is_anothers(each, against)][:_MOST_IDS]
        if others:
            used.update(each["id"] for each in others)
            yield {
                "question": _asked(against),
                "kind": "fact" if against["kind"] == Kind.DENIES else "policy",
                "disputed": True,
                "sides": [
                    {"label": "for", "ids": [each["id"] for each in others]},
                    {"label": "against", "ids": [against["id"]]},
                ],
            }


def _is_anothers(position: Json, against: Json) -> bool:
    """Whether somebody else holds it, in words that do not merely repeat what is opposed."""
    apart = position["holder"] != against["holder"]
    return apart and _plain(against["words"]) not in _plain(position["words"])


def _same_object(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = one & other
    return len(shared) >= 3 and len(shared) * 2 >= min(len(one), len(other))


_COMMON = frozenset(
    "that this with from have been will would could should about their there which what when were they them than into "
    "over after before also more most some such only other said says nations united north south security council "
    "resolution sanctions country countries government".split()
)


def _stems(text: str) -> frozenset[str]:
    found = (word.lower() for word in re.findall(r"[^\W\d_]{4,}", text))
    return frozenset(word[:6] for word in found if word not in _COMMON)


def _asked(against: Json) -> str:
    """The question of a dispute that no axis knows, in the words of the party that is against."""
    if _plain(against["words"]).startswith("to "):
        return f"Should {with_article(against['holder'])} {_short(against['words'])}?"
    return f"For or against: {_short(against['words'])}?"


def _is_only_a_name(words: str) -> bool:
    """Whether an object is somebody, and so no question: "criticized President Donald Trump"."""
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]{3,}", words))


def _short(words: str) -> str:
    plain = re.sub(r"^(?:that|to)\s+|[\"“”]", "", _plain(words)).strip(' .,;:“”"')
    return plain if len(plain) <= 90 else plain[:88].rsplit(" ", 1)[0] + " …"


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _weight(issue: Json) -> int:
    return sum(len(side["ids"]) for side in issue["sides"])
