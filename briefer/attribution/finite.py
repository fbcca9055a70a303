"""Tells a verb of saying from a noun or participle of the same form: "the five states", "critics claim". Pure."""

from __future__ import annotations

from briefer.attribution.cues import BASE, PAST, THIRD, lexicon
from briefer.attribution.units import Unit
from briefer.attribution.words import AUXILIARIES, CLOSED, DETERMINERS, PREPOSITIONS, PRONOUNS, Word

SAYING = frozenset("say believe argue insist think".split())
"""Verbs whose base form is never a noun, so that it is a finite verb behind a plural subject."""
_NUMBERS = frozenset("two three four five six seven eight nine ten several many more other few".split())
_SAID = frozenset("said say says".split())
_PLURAL_SUBJECTS = frozenset("they we i you people police some many others both most critics".split())


_BEFORE_NOUN = PREPOSITIONS | DETERMINERS


_OBJECTS = PRONOUNS | DETERMINERS


_PREDICATES = AUXILIARIES | _SAID


def is_finite(unit: Unit, at: int, before: str, inflections: frozenset[str]) -> bool:
    """Whether word `at` is the verb of its clause; `before` is the word before its verb group."""
    word = unit.words[at]
    following = unit.words[at + 1] if at + 1 < len(unit.words) else None
    noun = word.lower in lexicon().homonyms
    if PAST in inflections and not (noun or BASE in inflections):
        return before not in PREPOSITIONS
    if noun and (before in _NUMBERS or before[:1].isdigit()):
        return False
    named = at > 0 and unit.words[at - 1].capital
    clear = following is not None and (following.lower == "that" or unit.quote_at(at + 1) is not None)
    if {PAST, BASE} <= inflections and not noun:
        return before not in _BEFORE_NOUN
    if noun and following is not None and (following.lower in _PREDICATES or _governs(unit, at + 1)):
        return False
    if THIRD in inflections:
        return (clear or named or _governs_name(unit, at)) if noun else before not in PREPOSITIONS
    if BASE in inflections and at > 0:
        subject = unit.words[at - 1 : at]
        if lexicon().verbs[word.lower][0] in SAYING:
            subject = unit.words[max(0, at - 8) : at]
        plural = any(_is_plural(each) for each in subject) or (named and _joined_before(unit, at))
        governs = following is not None and following.lower in _OBJECTS
        return plural and (clear or governs or not noun)
    return False


def _governs(unit: Unit, at: int) -> bool:
    """Whether word `at` is plainly a verb of saying itself, so that what stands before it is its subject."""
    word = unit.words[at].lower
    known = lexicon().verbs.get(word)
    if word in _PASTS:
        return True
    if known is None or word in lexicon().homonyms or unit.quoted[at] >= 0:
        return False
    return PAST in known[1] or (BASE in known[1] and at + 1 < len(unit.words) and unit.words[at + 1].lower == "that")


def _governs_name(unit: Unit, at: int) -> bool:
    """Whether a form that may be a noun stands between a singular noun and a name: "the minister ‖claims Norway"."""
    before, following = unit.words[at - 1], unit.words[at + 1] if at + 1 < len(unit.words) else None
    if at < 2 or following is None or before.punctuation or before.lower in CLOSED or _is_plural(before):
        return False
    return unit.words[at - 2].lower in DETERMINERS and following.capital


def _joined_before(unit: Unit, at: int) -> bool:
    """Whether two names stand before a word: "France and Germany oppose"."""
    for joint in range(at - 2, max(0, at - 6), -1):
        word = unit.words[joint]
        if word.lower == "and":
            return unit.words[joint - 1].capital and unit.words[joint + 1].capital
        if word.punctuation or not (word.capital or word.lower in DETERMINERS):
            return False
    return False


def _is_plural(word: Word) -> bool:
    if word.lower in _PLURAL_SUBJECTS:
        return True
    return word.lower.endswith("s") and not word.lower.endswith(("ss", "'s", "us", "is")) and not word.text.isupper()


def is_finite_verb(unit: Unit, at: int) -> bool:
    """Whether word `at` is any finite verb, of saying or not, as far as its form and its neighbours tell."""
    word = unit.words[at]
    if word.capital and (at or word.lower not in AUXILIARIES):
        return False
    if word.lower in AUXILIARIES:
        return True
    before = unit.words[at - 1] if at else None
    following = unit.words[at + 1].lower if at + 1 < len(unit.words) else ""
    if before and (before.lower in DETERMINERS or before.lower in PREPOSITIONS or before.lower == "to"):
        return False
    entry = lexicon().verbs.get(word.lower)
    if entry is None:
        return _looks_past(word, before, unit.words[at + 1].text if at + 1 < len(unit.words) else "")
    if word.lower in lexicon().homonyms:
        governs = following in PRONOUNS or _is_capital(unit, at + 1)
        return before is not None and governs and (before.capital or THIRD in entry[1])
    if following in {"by", "of", "with", "at", "in"}:
        return False
    return bool(entry[1] & {PAST, THIRD}) or (entry[0] in SAYING and not (before and before.capital))


def _is_capital(unit: Unit, at: int) -> bool:
    return at < len(unit.words) and unit.words[at].capital


def _looks_past(word: Word, before: Word | None, following: str) -> bool:
    """Whether a word that is no cue is the past tense of a verb, and no participle behind its noun."""
    if word.lower in _PASTS:
        return following != "by"
    if word.lower in _TRANSITIVE_PASTS:
        return following in DETERMINERS or (following[:1].isupper() and before is not None)
    if not word.lower.endswith("ed") or before is None:
        return False
    if before.lower in PRONOUNS and following in DETERMINERS:
        return True
    if word.lower in _PARTICIPLES:
        return False
    return following in DETERMINERS or (following in PREPOSITIONS - {"by"} and before.capital)


_PASTS = frozenset(
    "went came took gave began ran saw spoke became knew fell rose drew grew chose flew threw met".split()
)
_TRANSITIVE_PASTS = frozenset("heard held made sent built led lost sold kept left won paid brought bought".split())
_PARTICIPLES = frozenset(
    "based located headquartered called named led backed aimed linked affiliated allied owned sponsored charged "
    "accused involved interviewed briefed tasked convened released published united elected appointed".split()
)
