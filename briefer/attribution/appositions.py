"""Finds phrases put in between commas: "the lobby, a group of producers, wants"; "Ruiz, the mayor, the port". Pure."""

from __future__ import annotations

from briefer.attribution.borders import has_finite_verb, is_predicate
from briefer.attribution.cues import GERUND, lexicon
from briefer.attribution.units import Unit
from briefer.attribution.words import COORDINATORS, DETERMINERS, NEGATIONS, RELATIVES, is_adverb

_LONGEST = 30
"""Words a phrase between commas may have."""
_FORMER = frozenset(
    "former now then currently formerly president chairman chairwoman head leader director including especially".split()
)
"""Words that open an apposition without an article: "Ana Ruiz, former head of the union, said"."""


def subject_end(unit: Unit, begin: int) -> int:
    """The comma that closes an apposition to the subject of a clause that begins with word `begin`, or -1.

    "‖ the lobby, a group of producers, ‖ wants": before it there is no verb, and right behind it there is one.
    """
    opening = next((at for at in unit.joints_after(begin) if unit.words[at].text == ","), -1)
    if opening < 0 or opening + 1 >= len(unit.words) or not _opens(unit, opening + 1):
        return -1
    if has_finite_verb(unit, begin, opening):
        return -1
    return next((at for at in _commas(unit, opening) if _verb_follows(unit, at)), -1)


def behind_source(unit: Unit, comma: int) -> int:
    """The comma that closes an apposition to a name before `comma`, where a clause of its own follows, or -1.

    "According to Ruiz, the mayor, ‖ the port is shut"; not "According to Ruiz, the port, the pier and the road are".
    """
    if not unit.words[comma - 1].capital or not _opens(unit, comma + 1):
        return -1
    closing = next(iter(_commas(unit, comma)), -1)
    if closing < 0 or closing + 2 >= len(unit.words) or unit.words[closing + 1].lower in COORDINATORS:
        return -1
    relative = unit.words[comma + 1].lower in RELATIVES
    if not relative and has_finite_verb(unit, comma + 1, closing):
        return -1
    return closing if has_finite_verb(unit, closing + 1, len(unit.words)) and not _lists(unit, closing + 1) else -1


def _opens(unit: Unit, at: int) -> bool:
    word = unit.words[at].lower
    return unit.quoted[at] < 0 and word in (DETERMINERS - {"that", "this"}) | RELATIVES | _FORMER


def _commas(unit: Unit, opening: int) -> tuple[int, ...]:
    found = (at for at in unit.joints_after(opening) if unit.words[at].text in ",;")
    return tuple(at for at in found if at - opening <= _LONGEST)


def _verb_follows(unit: Unit, comma: int) -> bool:
    at = comma + 1
    while at < len(unit.words) and (is_adverb(unit.words[at]) or unit.words[at].lower in NEGATIONS):
        at += 1
    if at >= len(unit.words) or unit.quoted[at] >= 0 or unit.words[at].capital or unit.words[at].text == ",":
        return False
    entry = lexicon().verbs.get(unit.words[at].lower)
    return is_predicate(unit, at) and not (entry is not None and entry[1] <= {GERUND})


def _lists(unit: Unit, begin: int) -> bool:
    """Whether the clause behind goes on with a list of subjects: "the pier and the road are shut"."""
    first = next((at for at in range(begin, len(unit.words)) if is_predicate(unit, at)), len(unit.words))
    article = unit.words[begin].lower in DETERMINERS
    return article and any(unit.words[at].lower == "and" for at in range(begin, first))
