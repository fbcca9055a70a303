"""For whom a phrase speaks by the form of its words: the actor it names, somebody else, or one of many. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from briefer.actors.phrase import head_end
from briefer.actors.roles import OFFICES
from briefer.actors.table import Named, Way, bare
from briefer.actors.titles import PORTFOLIOS
from briefer.attribution.words import DETERMINERS, Word
from briefer.model import Holder

SPEAKING = frozenset(role.removesuffix("s") for role in OFFICES) | frozenset(("side", "office", "team", "camp"))
"""Words for those who speak for an actor."""
_ARMED = frozenset("army navy military force guard police treasury cabinet state".split())
INSTITUTIONS = _ARMED - {"state"}
"""Institutions that speak for a state, and are named beside it."""
HEADS = frozenset("head boss founder owner executive manager organiser organizer coach captain ceo".split())
"""Other words for somebody who leads something."""


_SOME = frozenset(
    "a an some many several few two three four five six seven eight nine ten dozens hundreds numerous most fellow "
    "ordinary individual other one another".split()
)


def is_only_some(sequence: Sequence[Word], named: Named) -> bool:
    """Whether a demonym means people and not their state or party: many Americans, a Democrat; not "the Chinese"."""
    before = {word.lower for word in sequence[: named.first]}
    if named.actor.kind not in {"state", "party", "bloc"} or "the" in before:
        return False
    people = named.way is Way.DEMONYM or named.actor.kind == "party"
    word = sequence[named.last].text
    plural = named.actor.kind == "state" and named.way is Way.DEMONYM and word.endswith("s") and not word.isupper()
    return people and bool(before & _SOME or (plural and not before))


def is_surname(sequence: Sequence[Word], named: Named) -> bool:
    """Whether a capital or an outlet is somebody's surname: Denzel Washington, Michael Bloomberg."""
    if not named.first or named.first != named.last or not (named.way is Way.CAPITAL or named.actor.kind == "outlet"):
        return False
    before = sequence[named.first - 1]
    plain_name = bare(before.text) == before.text and before.lower != "the" and before.lower not in OFFICES
    return before.capital and plain_name


def is_proper(sequence: Sequence[Word], border: int) -> bool:
    """Whether a phrase is a proper name with a complement: the Directorate General of Civil Aviation."""
    return sequence[border - 1].capital and border + 1 < len(sequence) and sequence[-1].capital


_VOICES = SPEAKING | _ARMED


def is_other_body(rest: Sequence[Word]) -> bool:
    """Whether what follows a demonym is the name of a body that is not the state: the Tunisian League for …"""
    name = list(takewhile(lambda word: word.capital, rest))
    return bool(name) and bare(name[-1].lower).removesuffix("s") not in _VOICES


def speaks_for_actor(rest: Sequence[Word], named: Named) -> bool:
    """Whether what follows an actor's name speaks for it: its officials and ministries do, its voters and firms do not.

    Its papers do as well; "EU states" and "European governments" are others than the bloc, and its allies are not it.
    """
    head = bare(rest[head_end(rest) - 1].lower) if head_end(rest) else bare(rest[0].lower)
    if head in _MANY or (head in ("state", "states") and named.actor.kind != "state"):
        return False
    if named.actor.kind == "bloc" and named.way is Way.DEMONYM and head.endswith("s"):
        return False
    speaks = head.removesuffix("s") in _VOICES or (any(word.capital for word in rest) and _has_office(rest))
    return speaks or (named.actor.kind != "state" and head.removesuffix("s") in _PAPERS)


def _has_office(rest: Sequence[Word]) -> bool:
    """Whether a ministry or an office stands among the words behind a name: "US State Department in Oslo"."""
    return any(bare(word.lower).removesuffix("s") in _VOICES for word in rest)


_MANY = frozenset("states governments countries members".split())
_PAPERS = frozenset("report statement letter study survey document resolution charter rule press release".split())


def is_indefinite(sequence: Sequence[Word]) -> bool:
    """Whether a phrase names one of several: a senior official, two diplomats."""
    opening = sequence[0].lower
    return opening in DETERMINERS - {"the", "its", "their"} or opening in {"one", "two", "three", "senior", "unnamed"}


OF_MANY = frozenset("official diplomat leader member aide adviser advisor representative delegate negotiator".split())
"""Roles that several people hold at once."""


def is_shorter(between: Sequence[Word], known: Holder) -> bool:
    """Whether a phrase says no more of somebody than is known: "the union" of a rail union, no other campaign."""
    said = set((known.speaker or known.actor).lower().split())
    return all(bare(word.lower) in said for word in between)


def is_name(sequence: Sequence[Word]) -> bool:
    """Whether a phrase is a body's proper name by more than its office: the Emergencies Ministry."""
    proper = [bare(word.lower) for word in sequence if word.capital]
    own = [word for word in proper[:-1] if word not in OFFICES | PORTFOLIOS | {"the", "state", "national", "general"}]
    return bool(own) and sequence[-1].capital


def without_possessive(word: Word) -> Word:
    """A word as its owner's name: “Haley's” as “Haley”."""
    return word._replace(text=bare(word.text), lower=bare(word.lower))
