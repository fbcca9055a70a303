"""Tells where a verb of saying reports no speech of its subject: names, numbers, requests for silence. Pure."""

from __future__ import annotations

from itertools import pairwise

from briefer.attribution.cues import Cue
from briefer.attribution.sources import Range
from briefer.attribution.units import Unit
from briefer.attribution.words import PARTIES, PREPOSITIONS, PRONOUNS, RELATIVES, SOURCES
from briefer.model import Span


def only_cites(unit: Unit, cue: Cue, content_end: int, later: tuple[int, ...]) -> bool:
    """Whether a source is put in and nothing said: "Reuters, citing an official, said …", "said, citing two pilots"."""
    if unit.words[cue.head].lower not in {"citing", "quoting"}:
        return False
    behind = next((at for at, word in enumerate(unit.words) if word.start >= content_end), len(unit.words))
    border = next((at for at in range(cue.head + 2, behind) if unit.words[at].lower in PREPOSITIONS), behind)
    head = unit.words[border - 1].lower
    if border > cue.head + 1 and {head, head.removesuffix("s")} & (PARTIES | SOURCES):
        return True
    return behind + 1 in later and unit.words[behind].text == ","


def cites(unit: Unit, cue: Cue) -> bool:
    """Whether somebody else's words are passed on: "cited the minister as saying"."""
    following = [word.lower for word in unit.words[cue.head + 1 : cue.head + 16]]
    return any(pair in {("as", "saying"), ("as", "stating")} for pair in pairwise(following))


def only_names(unit: Unit, cue: Cue, source: Range) -> bool:
    """Whether the verb is no speech: a ship called “Hope”, something called a mod, 1,124 pledged delegates."""
    if any("quote" in frame.takes and not frame.phrase for frame in cue.frames) or cue.head + 1 >= len(unit.words):
        return False
    first, head, following = unit.words[source[0]], unit.words[source[1]], unit.words[cue.head + 1]
    named = following.capital or unit.quote_at(cue.head + 1) is not None
    if first.lower in {"a", "an"} and named:
        return True
    if unit.words[cue.head].lower != "called" or cue.first != cue.head or head.capital or head.lower in PRONOUNS:
        return False
    called = head.lower.removesuffix("s")
    return called not in PARTIES | SOURCES and (named or following.lower in {"a", "an", "the"})


def is_number(unit: Unit, cue: Cue, source: Range) -> bool:
    """Whether a phrase only counts: "2,741 ‖confirmed cases"."""
    number = source[0] == source[1] and unit.words[source[0]].text[0].isdigit()
    return number and unit.words[cue.head].lower.endswith("ed") and cue.first == cue.head


def asks_for_silence(unit: Unit, cue: Cue) -> bool:
    """Whether it is only said that somebody is not named: "who asked not to be identified"."""
    following = tuple(word.lower for word in unit.words[cue.head + 1 : cue.head + 4])
    return following == ("not", "to", "be") or (
        cue.first > 0 and unit.words[cue.first - 1].lower in RELATIVES and following[:1] in {("it",), ("them",)}
    )


_POINTING = frozenset("that this it so these those them such".split())


def only_points(unit: Unit, content: tuple[Span, ...]) -> bool:
    """Whether what is said is a word that stands for it: "Norway said that.", "as he said it"."""
    return len(content) == 1 and unit.text[content[0].start : content[0].end].lower() in _POINTING
