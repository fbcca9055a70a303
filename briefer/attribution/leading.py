"""Finds the subject that a clause begins with, for a verb without one: "Pompeo flew in, saying …". Pure."""

from __future__ import annotations

from briefer.attribution.cues import PAST, THIRD, lexicon
from briefer.attribution.finite import is_finite_verb
from briefer.attribution.subjects import is_noun_phrase, opens_clause
from briefer.attribution.units import Unit
from briefer.attribution.words import (
    AUXILIARIES,
    COORDINATORS,
    DAYS,
    IRREGULAR_PASTS,
    PARTIES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SOURCES,
    SUBORDINATORS,
    Word,
    contracted,
    is_adverb,
)

Range = tuple[int, int]


def leading_phrase(unit: Unit, first: int, before: int) -> Range | None:
    """The subject of a clause that begins with word `first`, when its verb is not known: "Pompeo also spoke …"."""
    first = _past_lead(unit, first, before)
    if first >= before or unit.words[first].lower in _ASKING or _is_parted(unit, first, before):
        return None
    if contracted(unit.words[first].lower) in PRONOUNS:
        return first, first
    last = first
    while last < before and not unit.words[last].punctuation and not _ends_subject(unit, first, last):
        last += 1
    phrase = unit.words[first:last]
    return (first, last - 1) if phrase and is_noun_phrase(phrase) and not _is_told_of(unit, last) else None


_ASKING = frozenset("how what why where when which there".split())


def _is_parted(unit: Unit, first: int, before: int) -> bool:
    """Whether a colon stands between a clause and a verb, or the clause in a quotation: it lends no subject then."""
    between = range(first, before)
    return unit.quoted[first] >= 0 or any(unit.words[at].text == ":" and unit.quoted[at] < 0 for at in between)


def _is_told_of(unit: Unit, verb: int) -> bool:
    """Whether the verb behind a subject is a passive with an agent, who is the one to speak: "was called … by Ruiz"."""
    if verb >= len(unit.words) or unit.words[verb].lower not in {"was", "were", "is", "are"}:
        return False
    return any(word.lower == "by" for word in unit.words[verb + 1 : verb + 5])


_LEADING = PREPOSITIONS | SUBORDINATORS
_TIMES = frozenset(
    "later earlier ago week month year night day morning afternoon evening summer winter spring autumn fall".split()
)
_PAUSES = frozenset((",", "–", "—", "-", "―", "--"))


def _past_lead(unit: Unit, first: int, before: int) -> int:
    """The first word behind what leads into a clause: "But", "Hours later,", "In April,", "Facing a vote,"."""
    while first < before:
        word = unit.words[first]
        if word.lower in COORDINATORS or word.punctuation or opens_clause(word) or _is_lone_adverb(word):
            first += 1
            continue
        pause = next((at for at in range(first, before) if unit.words[at].text in _PAUSES), -1)
        if pause < 0:
            return before if _is_participle(unit, first) else first
        part = unit.words[first:pause]
        dated = len(part) <= 4 and (part[-1].lower in _TIMES or word.lower in DAYS or part[-1].lower in DAYS)
        dateline = unit.words[pause].text != "," and all(each.text.isupper() or each.punctuation for each in part)
        short = len(part) == 2 and part[1].text == "." and word.capital  # "…, Va., "
        leads = word.lower in _LEADING or _is_participle(unit, first)
        if not (leads or dated or dateline or short):
            return first
        first = pause + 1
    return first


_FIRST_ADVERBS = frozenset("here first second third perhaps maybe together even then there's".split())


def _is_lone_adverb(word: Word) -> bool:
    """An adverb that opens its sentence, so with a capital: "Recently", "Nearly", "Here"."""
    return word.lower in _FIRST_ADVERBS or (word.lower.endswith("ly") and word.lower not in _NO_ADVERBS)


_NO_ADVERBS = frozenset(
    "family rally july italy ally reply bully anomaly assembly emily kelly billy sally molly".split()
)
_NO_PARTICIPLES = frozenset("king beijing sterling boeing according united".split())


def _is_participle(unit: Unit, at: int) -> bool:
    """Whether a clause begins with a participle and what belongs to it: "Facing a vote", "Chastened by the report"."""
    word = unit.words[at]
    following = unit.words[at + 1] if at + 1 < len(unit.words) else None
    if following is None or word.lower in _NO_PARTICIPLES or (following.capital and not word.lower.endswith("ing")):
        return False
    if word.lower.endswith("ed"):
        return following.lower in _LEADING
    gerund = word.lower.endswith("ing") and len(word.lower) > 5
    return gerund and following.lower not in AUXILIARIES and not is_finite_verb(unit, at + 1)


_PARTS = PREPOSITIONS - {"of"}
_NOT_INSIDE = RELATIVES | PRONOUNS


def _ends_subject(unit: Unit, first: int, at: int) -> bool:
    word = unit.words[at]
    if at > first and unit.words[at - 1].lower.endswith(("'s", "s'")) and not word.punctuation:
        return False
    if is_adverb(word) or is_finite_verb(unit, at) or word.lower in _PARTS:
        return True
    if at > first and word.lower in _NOT_INSIDE:
        return True
    named = any(each.capital for each in unit.words[first:at])
    ends = named and not word.capital and word.lower not in {"and", "of", "the"}
    return ends and not _is_head(unit, first, at)


_CALLED = PARTIES | SOURCES | frozenset("nominee candidate front-runner frontrunner officer member voter ally".split())


def _is_head(unit: Unit, first: int, at: int) -> bool:
    """Whether a word in lower case behind a capital is the noun that this only describes: "Local authorities"."""
    word = unit.words[at].lower
    if word in _CALLED or word.removesuffix("s") in _CALLED:
        return True
    describes = all(_describes(each) for each in unit.words[first:at] if each.capital)
    inflected = lexicon().verbs.get(word, ("", frozenset()))[1] & {PAST, THIRD}
    return describes and not (word.endswith("ed") or word in IRREGULAR_PASTS or inflected)


_DESCRIBING = frozenset("other former early late local senior more some many several most few such new top".split())
_ADJECTIVES = ("al", "ern", "ic", "ous", "ive", "ary", "ear", "ful", "less", "ish", "lic")


def _describes(word: Word) -> bool:
    """Whether a word that opens a sentence is an adjective by its form, and no name."""
    return word.lower in _DESCRIBING or (len(word.lower) > 4 and word.lower.endswith(_ADJECTIVES))
