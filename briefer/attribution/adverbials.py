"""Skips what stands between a cue and what was said: when, where and to whom. Pure."""

from __future__ import annotations

from briefer.attribution.borders import LOOK_AHEAD, has_finite_verb
from briefer.attribution.cues import Frame
from briefer.attribution.units import Unit
from briefer.attribution.words import (
    AUDIENCE,
    AUXILIARIES,
    CLOSED,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    is_adverb,
)

_TELLERS = frozenset("tell warn remind inform assure advise convince".split())


def is_infinitive(unit: Unit, at: int) -> bool:
    """Whether "to" and a verb begin with word `at`."""
    if unit.words[at].lower != "to" or at + 1 >= len(unit.words):
        return False
    following = unit.words[at + 1]
    return not (following.capital or following.lower in DETERMINERS or following.lower.endswith("ing"))


_HOURS = frozenset("morning afternoon evening night".split())


_WHEN = DAYS | _HOURS


def skip_adverbials(unit: Unit, frame: Frame, at: int) -> int:
    """The word at which what was said begins: behind when, where and to whom it was said."""
    begin = at
    while begin < len(unit.words) and (is_adverb(unit.words[begin]) or unit.words[begin].lower in _WHEN):
        begin += 1
    that = _that_ahead(unit, frame, begin)
    if that >= 0:
        return that
    if frame.lemma in _TELLERS:
        begin = _skip_audience(unit, begin)
    while begin + 1 < len(unit.words) and unit.words[begin].lower in {"on", "last", "this"}:
        if unit.words[begin + 1].lower not in DAYS | {"week", "month", "year"}:
            break
        begin += 2
    if "clause" in frame.takes and not frame.prepositions:
        begin = _past_place(unit, begin)
    if begin < len(unit.words) and unit.words[begin].text == ":":
        begin += 1
    return begin


def _past_place(unit: Unit, begin: int) -> int:
    """The word behind where or when it was said: "said ‖in a statement on Monday ‖the port was shut"."""
    at = begin
    while at + 2 < len(unit.words) and unit.words[at].lower in _PLACED:
        end = at + 1 + (unit.words[at + 1].lower in DETERMINERS)
        while end < len(unit.words) and end - at <= _PHRASE and not _ends_place(unit, end):
            end += 1
        if end >= len(unit.words) or end - at > _PHRASE or unit.words[end].punctuation or unit.quoted[end] >= 0:
            return begin
        at = end
    clause = at > begin and unit.words[at].lower in DETERMINERS | PRONOUNS | {"there"}
    return at if clause and has_finite_verb(unit, at, min(len(unit.words), at + LOOK_AHEAD)) else begin


def _ends_place(unit: Unit, at: int) -> bool:
    word = unit.words[at]
    return word.punctuation or word.lower in _OPENS_CLAUSE


_PLACED = frozenset("in on at via during".split())
_PHRASE = 7
"""Words of a place or time behind a cue."""
_OPENS_CLAUSE = DETERMINERS | PRONOUNS | _PLACED | AUXILIARIES | {"there", "of", "that"}


def _that_ahead(unit: Unit, frame: Frame, begin: int) -> int:
    """The "that" behind adverbials or an audience, or -1 when what follows the cue is something else."""
    if begin >= len(unit.words) or not frame.takes & {"clause", "that"}:
        return -1
    opening = unit.words[begin]
    if "inf" in frame.takes and is_infinitive(unit, begin):
        return -1
    if not (
        opening.lower in PREPOSITIONS | AUDIENCE | {"last", "this"} or frame.lemma in _TELLERS or opening.text == ","
    ):
        return -1
    for at in range(begin, min(begin + LOOK_AHEAD, len(unit.words))):
        word = unit.words[at]
        if word.lower in {"that", "whether", "how"}:
            return at
        infinitive = "inf" in frame.takes and is_infinitive(unit, at)
        if infinitive or word.text in ".;:!?" or word.lower in AUXILIARIES or unit.quoted[at] >= 0:
            return -1
    return -1


_NO_NOUN = CLOSED - DETERMINERS


def _skip_audience(unit: Unit, begin: int) -> int:
    """The word behind an audience: "told ‖the court ‖it was late", "told ‖Kyodo ‖the talks had failed"."""
    at = begin
    named = listed = False
    while at < min(begin + 6, len(unit.words)):
        word = unit.words[at]
        if word.lower in AUDIENCE:
            return at + 1
        if at == begin and word.text.isupper() and len(word.text) > 1 and _is_capital(unit, at + 1, at + 2):
            return at + 1
        if at > begin and word.lower in DETERMINERS | PRONOUNS and (named or listed):
            return at
        if word.punctuation or word.lower in _NO_NOUN:
            break
        if word.capital and listed and not named and unit.words[begin].lower in DETERMINERS:
            return at
        named = named or word.capital
        listed = listed or not (word.capital or word.lower in DETERMINERS)
        if listed and not named and unit.words[begin].lower not in DETERMINERS:
            break
        at += 1
    return begin


def _is_capital(unit: Unit, *places: int) -> bool:
    return all(at < len(unit.words) and unit.words[at].capital and unit.quoted[at] < 0 for at in places)
