"""Which words make a noun phrase that may be the subject of a verb of saying. Pure; looks at no other clause."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.attribution.cues import GERUND, lexicon
from briefer.attribution.units import Unit
from briefer.attribution.words import (
    ADVERBS,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    Word,
    contracted,
)

_OPENERS = frozenset("however meanwhile instead moreover nevertheless still otherwise likewise".split())
_SURNAMES = frozenset(("May", "March", "June"))


def opens_clause(word: Word) -> bool:
    """Whether an adverb leads into a clause: "Meanwhile, …"."""
    return word.lower in ADVERBS or word.lower in _OPENERS


def skip_trailing(unit: Unit, first: int, last: int) -> int:
    """The last word of a phrase without what only dates it: "Japan last week"."""
    while last > first:
        word = unit.words[last]
        dated = word.lower in DAYS and not (word.text in {"may", "march"} or _is_surname(unit, last))
        if dated or word.text.isdigit() or word.lower in _DATING:
            last -= 1
        else:
            break
    return last


_DATING = {"on", "in", "last", "this", "week", "month", "year"} | ADVERBS | _OPENERS


def _is_surname(unit: Unit, at: int) -> bool:
    """Whether a word that may be a month or a verb stands behind a given name or a title: Theresa May."""
    before = unit.words[at - 1]
    return unit.words[at].text in _SURNAMES and before.capital and before.lower not in DAYS


def is_noun_phrase(phrase: Sequence[Word]) -> bool:
    """Whether a phrase may be somebody who speaks, by its first and last words."""
    first, head = phrase[0], phrase[-1]
    if len(phrase) == 1:
        return _speaks_alone(head)
    if contracted(first.lower) in PRONOUNS and phrase[1].lower not in _WITH_PRONOUNS:
        return False
    if head.lower in _NO_HEADS:
        return False
    if head.punctuation or head.lower in PREPOSITIONS or head.lower in _NO_NOUNS:
        return False
    if contracted(first.lower) in _NO_BEGINNINGS or first.lower in PREPOSITIONS:
        return False
    if first.lower.endswith("ed") and phrase[1].lower in PREPOSITIONS:
        return False
    if head.lower.endswith(_COMPOUND):
        return False
    entry = lexicon().verbs.get(first.lower)
    return not (entry and entry[1] == {GERUND})


_COMPOUND = ("-owned", "-based", "-led", "-backed", "-run", "-born")
_NO_HEADS = {"us", "me", "him", "them"} | COORDINATORS | SUBORDINATORS
_NO_NOUNS = DETERMINERS - {"some", "many", "both", "others"}
_NO_BEGINNINGS = frozenset("there to not according including because maybe".split())
_WITH_PRONOUNS = frozenset("and all both alone himself herself themselves itself ourselves".split())
"""What may follow a pronoun within one subject; anything else is its verb."""
_ALONE = frozenset(
    "it others some many both everyone everybody anyone someone somebody who police people data "
    "staff management media women men children parliament congress opposition evidence they he she we i you "
    "nobody none neither".split()
)
"""Words in lower case that are a subject without an article; of other nouns only a plural is one."""
_THIRD_PERSON = frozenset(
    "takes helps goes runs comes gets makes gives keeps puts seems remains becomes means looks turns brings holds "
    "tries uses lets leads starts works plays wins loses faces sees knows needs likes moves chokes does "
    "has is was".split()
)
_NO_SUBJECTS = {"us", "me", "him", "them"} | COORDINATORS | SUBORDINATORS | PREPOSITIONS


def _speaks_alone(word: Word) -> bool:
    """Whether one word is a subject: a name, a plural, a pronoun; "push", "won" and "available" are parts of others."""
    lower = word.lower
    if word.punctuation or lower in _NO_SUBJECTS:
        return False
    if lower in _ALONE or contracted(lower) in PRONOUNS:
        return True
    if lower in DETERMINERS or lower[0].isdigit() or lower in {"there", "to", "not"}:
        return False
    entry = lexicon().verbs.get(lower)
    if entry and entry[1] == {GERUND}:
        return False
    plural = lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s")) and lower not in _THIRD_PERSON
    return word.capital or plural
