"""Disputes of policy that no table knows: one party wants done what another opposes, to the same thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from briefer.actors import Table
from briefer.attribution.words import CLOSED, DAYS, words
from briefer.engines.rules.actions import Form, falls_with, known, opposite
from briefer.engines.rules.axes import plain
from briefer.engines.rules.naming import asked, party
from briefer.engines.rules.proposals import Proposal, proposals
from briefer.engines.rules.standing import MOST_IDS
from briefer.evidence.opposites import STOP
from briefer.issues import turned
from briefer.model import POLICY, TURN, Json, opposed

_YEAR = 366
"""Days between two articles from which on a policy is another one."""
_GENERIC = frozenset(
    "sanction tariff plan measure deal agreement talk force troop law bill proposal resolution aid restriction export "
    "import trade support vote border weapon ban tax treaty pact budget spending rule people move step way "
    "change legislation reform policy programme program project initiative idea effort decision".split()
)
"""Things of which there are many: alone they are the same only within an article."""
_BESIDE = 2
"""Telling words that the longer of two things may have beside the only one that they share."""
_SHARES = frozenset("part parts half share most rest number all any some more".split())
"""How much of a thing, which makes it no other thing."""


@dataclass(frozen=True)
class _Thing:
    """What an action is done to: telling words and names; numbers; the actors that are to do it."""

    units: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    doers: frozenset[str]
    weak: bool = False
    bare: bool = False
    """Whether what is done to it is not in the table, or not named at all: one word in common is not enough then."""


@dataclass(frozen=True)
class _Read:
    """A proposal with what it comes to: wanted or not, the action by its name, the thing."""

    made: Proposal
    wants: tuple[tuple[bool, str, _Thing], ...]

    @property
    def id(self) -> str:
        return str(self.made.position["id"])

    @property
    def order(self) -> tuple[str, ...]:
        """An order that does not depend on that of the articles."""
        at = self.made.position
        return str(at["words"]), str(at["holder"]), str(at["date"]), str(at["says"])


def issues(positions: Sequence[Json], names: Table) -> Iterator[Json]:
    """The disputes of policy among positions, those with the most holders first; each position in one of them."""
    read = sorted(
        (_read(each, names) for one in positions if _takes_sides(one, names) for each in proposals(one, names)),
        key=lambda each: each.order,
    )
    used: set[str] = set()
    found = [(one, _with(one, read), _against(one, read)) for one in read if one.made.wanted]
    found.sort(key=lambda each: -len(_holders(each[1])) - len(_holders(each[2])))
    for one, alike, contrary in found:
        own = _left(alike, used)
        others = _left(contrary, used | {each.id for each in own})
        if one.id not in used and opposed((_holders(own), _holders(others))):
            used.update(each.id for each in (*own, *others))
            sides = (("for", own), ("against", others))
            yield {
                "question": asked(one.made, [each.made for each in (*own, *others)]),
                "kind": POLICY,
                "disputed": True,
                "sides": [{"label": label, "ids": _ids(side)} for label, side in sides],
                "common": [],
            }

    yield from _turns(read)


def _turns(read: Sequence[_Read]) -> Iterator[Json]:
    """Who wanted something done until a day and opposes it from a later day on, or the other way round."""
    told: set[tuple[str, str]] = set()
    for one in read if len({str(each.made.position["date"]) for each in read}) > 1 else ():
        holder = one.made.holder
        contrary = [each for each in read if one.made.wanted and each.made.holder == holder and _contrary(one, each)]
        alike = [each for each in _with(one, read) if each.made.holder == holder] if contrary else []
        sides = sorted((("for", alike), ("against", contrary)), key=lambda each: _days(each[1])[:1])
        question = asked(one.made, [each.made for each in (*alike, *contrary)]) if contrary else ""
        if contrary and turned(*(_days(side) for _, side in sides)) and (holder, question) not in told:
            told.add((holder, question))
            yield {
                "question": f"Has {party(holder)} changed sides: {question[:1].lower()}{question[1:]}",
                "kind": TURN,
                "disputed": False,
                "sides": [{"label": label, "ids": _ids(side)} for label, side in sides],
                "common": [],
            }


def _days(side: Sequence[_Read]) -> list[str]:
    return sorted(str(each.made.position["date"]) for each in side)


def _takes_sides(position: Json, names: Table) -> bool:
    """A paper reports."""
    actor = names.named(position["holder"])
    return actor is None or actor.kind != "outlet"


def _ids(side: Sequence[_Read]) -> list[str]:
    return list(dict.fromkeys(each.id for each in side))[:MOST_IDS]


def _holders(side: Sequence[_Read]) -> set[str]:
    return {each.made.holder for each in side}


def _left(side: Sequence[_Read], used: AbstractSet[str]) -> list[_Read]:
    return [each for each in side if each.id not in used]


def _with(one: _Read, every: Sequence[_Read]) -> list[_Read]:
    """Those that want the same done to the same thing."""
    return [
        each
        for each in every
        if each is one
        or any(
            mine == its and wanted == wants and _same(thing, other, _near(one, each) and bool(mine))
            for wanted, mine, thing in one.wants[:1]
            for wants, its, other in each.wants[:1]
        )
    ]


def _against(one: _Read, every: Sequence[_Read]) -> list[_Read]:
    return [each for each in every if not _is_told_by_both(one, each) and _contrary(one, each)]


def _is_told_by_both(one: _Read, other: _Read) -> bool:
    """Whether two positions are of one holder, or one sentence under two of its names."""
    here, there = (each.made.position for each in (one, other))
    names = set(here["holder"].split()) & set(there["holder"].split())
    words = plain(here["words"]), plain(there["words"])
    again = here["place"] == there["place"] and (words[0] in words[1] or words[1] in words[0]) and bool(names)
    return one.made.holder == other.made.holder or again


def _contrary(one: _Read, other: _Read) -> bool:
    """Whether what the one wants is what the other opposes, or the undoing of what it wants."""
    if not _same_time(str(one.made.position["date"]), str(other.made.position["date"])):
        return False
    return any(
        _same(thing, its, _near(one, other) and bool(action and what))
        and (
            (wanted and not wants and falls_with(action, what))
            or (wants and not wanted and falls_with(what, action))
            or (wanted and wants and opposite(action, what))
        )
        for wanted, action, thing in one.wants
        for wants, what, its in other.wants
    )


def _near(one: _Read, other: _Read) -> bool:
    here, there = (str(each.made.position["place"]).split(".")[0] for each in (one, other))
    return here == there


def _same_time(one: str, other: str) -> bool:
    if not (one and other):
        return True
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= _YEAR


def _same(one: _Thing, other: _Thing, near: bool) -> bool:
    """Whether two things are one: all that the shorter one says stands in the other, and it is not any of its kind."""
    for mine, its in ((one.names, other.names), (one.numbers, other.numbers)):
        if mine and its and not (mine <= its or its <= mine):
            return False
    if one.doers and other.doers and not one.doers & other.doers:
        return False
    if not (one.units <= other.units or other.units <= one.units):
        return False
    shared, equal = one.units & other.units, one.units == other.units
    if not shared or (not shared - (one.names & other.names) and not equal):
        return False
    if one.weak or other.weak:
        return len(shared) > 1 or (equal and not one.bare and not other.bare)
    beside = len(one.units ^ other.units)
    return len(shared) > 1 or bool(shared and (near or (beside <= _BESIDE and not shared & _GENERIC)))


def _read(made: Proposal, names: Table) -> _Read:
    years = frozenset(re.findall(r"\b(?:19|20)\d\d\b", str(made.position["words"])))
    thing = _thing(f"{made.what} {made.behind}", made.who, years, names)
    thing = replace(thing, weak=not (made.action.verb or made.action.done), bare=not made.action.name)
    wants = [(made.wanted, made.action.name, thing)]
    inner = re.match(r"(?:the |a |an |its |their |any )?(\w+) (?:on|of|to|in) (.+)", made.what)
    action = known((inner[1].lower(),), 0, Form.NOUN) if inner else None
    doing = re.match(r"(\w+ing) (?:the |a |an |its |their )?(.+)", made.what)
    if doing and not action and (action := known((doing[1].lower(),), 0, Form.GERUND)):
        inner = doing
    if inner and action and made.action.name in _UNDOING | _DOING:
        wanted = made.wanted != (made.action.name in _UNDOING)
        wants.append((wanted, action.name, _thing(f"{inner[2]} {made.behind}", made.who, years, names)))
    return _Read(made, tuple(wants))


_UNDOING = frozenset(("lift", "end", "cancel"))
_DOING = frozenset(("keep", "impose", "extend", "tighten", "continue", "resume"))
"""Actions on an action: who wants a ban lifted does not want the ban."""


def _thing(what: str, who: str, years: frozenset[str], names: Table) -> _Thing:
    tokens = words(what, 0, len(what))
    found = names.find_in(what)
    covered = {at for each in found for at in range(each.first, each.last + 1)}
    named = {each.actor.name for each in found}
    units: set[str] = set(named)
    numbers: set[str] = set()
    for at, each in enumerate(tokens):
        if at in covered or each.punctuation or each.lower in STOP | CLOSED | DAYS:
            continue
        if each.text[0].isdigit():
            numbers.add(each.lower)
        elif each.capital and at and not re.fullmatch(r"[A-Z][a-z]{3,}s", each.text):
            named.add(each.lower)
            units.add(each.lower)
        elif len(each.lower) > 2 and each.lower not in _SHARES:
            units.add(_singular(each.lower))
    return _Thing(frozenset(units), frozenset(named), frozenset(numbers) | years, _doers(who, names))


def _singular(word: str) -> str:
    """A noun without its plural: what is done to is told apart more strictly than what is done."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _doers(who: str, names: Table) -> frozenset[str]:
    """The actors that are to do it; whoever is no actor may be any of them, but a name by itself is somebody."""
    found = frozenset(each.actor.name for each in names.find_in(who))
    return found or (frozenset((who,)) if who.istitle() else frozenset())
