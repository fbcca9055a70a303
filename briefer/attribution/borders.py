"""Finds where reported speech ends: the last word before the reporter, or another speaker, goes on. Pure."""

from __future__ import annotations

from bisect import bisect_right

from briefer.attribution.cues import BASE, GERUND, lexicon
from briefer.attribution.units import Unit
from briefer.attribution.words import (
    AUDIENCE,
    AUXILIARIES,
    CLOSED,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    is_adverb,
)

_REPORTERS_OWN = frozenset("according citing quoting following amid despite".split())
_ARTICLES = frozenset({"a", "an", "the"})
_OPENS_CONTRAST = frozenset("while whereas though although".split())
LOOK_AHEAD = 16
"""Words behind a cue in which its adverbials, its audience and its "that" may stand."""


def content_end(unit: Unit, begin: int, later: tuple[int, ...], noun: bool = False, inserted: int = -1) -> int:
    """The last word of what was said from word `begin` on.

    `later` are the first words of the cues behind it; `noun` says that a noun phrase was said and not a clause, so that
    a second predicate is the reporter's; `inserted` is the comma that closes an apposition to the clause's subject.
    """
    end = len(unit.words)
    led, aside = _is_led(unit, begin), _is_aside(unit, begin)
    for at in unit.joints_after(max(begin, inserted, _lead_end(unit, begin))):
        if (
            _reporter_returns(unit, at, later, noun)
            or (led and _main_clause(unit, at))
            or (aside and _verb_returns(unit, at))
        ):
            end = at
            break
    last = end - 1
    while last >= begin and unit.quoted[last] < 0 and _closes(unit, last):
        last -= 1
    return last


def _closes(unit: Unit, at: int) -> bool:
    """Whether the last word of what was said is only a mark, or joins on what is not part of it."""
    return unit.words[at].text in ".!?,;:–—-" or unit.words[at].lower in _JOINS


_JOINS = frozenset(("and", "but", "or"))


def _lead_end(unit: Unit, begin: int) -> int:
    """The comma behind a clause that leads into what is said: "found that when the first one left‖,‖ another came"."""
    opening = begin + (unit.words[begin].lower == "that")
    if opening >= len(unit.words) or unit.words[opening].lower not in _LEADING_CLAUSES:
        return -1
    return next((at for at in unit.joints_after(opening) if unit.words[at].text == ","), -1)


_LEADING_CLAUSES = frozenset("when if because once unless although though while since until whenever".split())
_TRAILING = PREPOSITIONS | DAYS | AUDIENCE | {"last", "this", "earlier", "the"}


def trailing_only(unit: Unit, at: int) -> bool:
    """Whether nothing but adverbials ("on Tuesday", "in a statement", "told reporters") follows from word `at` on."""
    if at >= len(unit.words) or unit.words[at].text in ".!?,;":
        return True
    word = unit.words[at]
    if not (word.lower in _TRAILING or is_adverb(word)):
        return False
    for each in unit.words[at : at + LOOK_AHEAD]:
        if each.text in ".!?,;":
            return True
        if each.lower in AUXILIARIES or each.lower == "that":
            return False
    return at + LOOK_AHEAD >= len(unit.words)


def has_predicate(unit: Unit, begin: int, end: int) -> bool:
    """Whether a stretch is a clause of its own and not only the subject or adverbial of what comes later."""
    return any(is_predicate(unit, at) for at in range(begin, end))


def has_finite_verb(unit: Unit, begin: int, end: int) -> bool:
    """The same, where a word that is more often a noun ("lobby", "plan") counts only behind a plural."""
    return any(is_predicate(unit, at) and not _may_be_noun(unit, at) for at in range(begin, end))


def _may_be_noun(unit: Unit, at: int) -> bool:
    word = unit.words[at].lower
    entry = lexicon().verbs.get(word)
    if entry is None:
        return False
    before = unit.words[at - 1].lower if at else ""
    plural = before in PRONOUNS or (before.endswith("s") and not before.endswith(("ss", "'s", "us", "is")))
    return word in lexicon().homonyms or (entry[1] == {BASE} and not plural)


def is_predicate(unit: Unit, at: int) -> bool:
    """Whether a word is the verb of a clause, as far as its form and the word before it tell."""
    word = unit.words[at].lower
    if word in AUXILIARIES or word in _IS or word.endswith(_CONTRACTED):
        return True
    known = word.endswith("ed") or word in IRREGULAR_PASTS or word in lexicon().verbs
    return known and not (at and (unit.words[at].capital or unit.words[at - 1].lower in DETERMINERS))


def is_present(unit: Unit, at: int) -> bool:
    """Whether a word that no table knows is the present tense of a verb: "the ban ‖works", "sanctions ‖hurt Europe".

    Only where a clause is due: a singular noun and a word in -s, or a plural noun and a bare word with its object.
    """
    word, before = unit.words[at], unit.words[at - 1] if at else None
    if before is None or word.capital or word.punctuation or unit.quoted[at] >= 0 or before.punctuation:
        return False
    if word.lower in _CLOSED or before.lower in _NO_VERB_BEHIND or before.lower.endswith(_ADJECTIVE):
        return False
    if _ends_in_s(word.lower):
        return not _ends_in_s(before.lower)
    following = unit.words[at + 1] if at + 1 < len(unit.words) else None
    governs = following is None or following.capital or following.punctuation or following.lower in _CLOSED
    return _ends_in_s(before.lower) and governs and not (is_adverb(word) or word.lower.endswith(("ing", "ed", "ly")))


def _ends_in_s(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "'s", "us", "is"))


_CLOSED = CLOSED | DAYS | frozenset("as than then more most less fewer what who which that too".split())
_ADJECTIVE = ("al", "ful", "ous", "ive", "ic", "able", "ible", "less", "ary", "ese", "ish", "ian")
_BEFORE_NOUN = frozenset(
    "same other new old right wrong good bad kind nice last first only own many few several two three four five six "
    "seven eight nine ten".split()
)
_NO_VERB_BEHIND = _CLOSED | _BEFORE_NOUN


_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'d", "'m")
_IS = frozenset("it's he's she's that's there's what's who's here's let's".split())


def _is_led(unit: Unit, begin: int) -> bool:
    """Whether a cue stands in a clause that leads into another: "When Trump announced his candidacy, he …"."""
    first = 1 if unit.words[0].lower in COORDINATORS else 0
    opens = unit.words[first].lower in _LEADS_IN
    return opens and not any(word.text in ",;:" for word in unit.words[first:begin])


def _is_aside(unit: Unit, begin: int) -> bool:
    """Whether a cue stands in a clause put between a subject and its verb: "Germany, which opposes the ban, …"."""
    at = next((at for at in range(begin - 1, -1, -1) if unit.words[at].punctuation), -1)
    stands = at > 0 and unit.words[at].text == "," and unit.words[at + 1].lower in RELATIVES
    return stands and not has_predicate(unit, 0, at)


def _verb_returns(unit: Unit, at: int) -> bool:
    """Whether the verb for which the subject before an aside has waited follows a comma."""
    return unit.words[at].text == "," and unit.quoted[at + 1 : at + 2] == (-1,) and is_predicate(unit, at + 1)


LEADING = frozenset("despite contrary notwithstanding given amid following".split())
"""Words that lead in with a noun: "Despite China's promise that …, Japan said …"."""
_LEADS_IN = (SUBORDINATORS - {"so", "than", "lest"}) | LEADING


_SUBJECTS = PRONOUNS | DETERMINERS - {"that"}


def _main_clause(unit: Unit, at: int) -> bool:
    """Whether a comma ends a clause that led in: what follows begins as a subject does."""
    if unit.words[at].text != "," or at + 2 >= len(unit.words) or unit.quoted[at + 1] >= 0:
        return False
    following = unit.words[at + 1]
    return following.capital or following.lower in _SUBJECTS


def _reporter_returns(unit: Unit, at: int, later: tuple[int, ...], noun: bool) -> bool:
    if at + 1 >= len(unit.words):
        return False
    behind = bisect_right(later, at)
    ahead = later[behind] if behind < len(later) else -1
    word = unit.words[at].lower
    if word in ",;":
        return _returns_after_pause(unit, at, ahead, noun)
    if ahead < 0:
        return False
    if word in {"and", "but"}:
        return _new_predicate(unit, at, ahead, noun)
    return word in _OPENS_CONTRAST or unit.words[at + 1].lower == "as"


_CONTRASTS = _OPENS_CONTRAST | {"but"}


def _returns_after_pause(unit: Unit, at: int, ahead: int, noun: bool) -> bool:
    following = unit.words[at + 1].lower
    if ahead == at + 1 or following in _REPORTERS_OWN or _is_gerund_cue(unit, at + 1):
        return True
    if following in {"and", "but"} and (ahead == at + 2 or (noun and _is_past(unit, at + 2))):
        return True
    if ahead < 0:
        return False
    if unit.words[at].text == ";" or following in _CONTRASTS:
        return True
    if following in {"a", "an"} and ahead - at <= 5:
        return True
    plain = not any(each.text == "," for each in unit.words[at + 1 : ahead])
    led = unit.words[0].lower in SUBORDINATORS
    return plain and (led or (ahead - at <= 12 and trailing_only(unit, behind_audience(unit, ahead))))


def behind_audience(unit: Unit, cue: int) -> int:
    """The word behind a cue, and behind the name of whom it tells: "told Reuters"."""
    at = cue + 1
    if unit.words[cue].lower in {"told", "tells", "tell"}:
        while at < len(unit.words) and (unit.words[at].capital or unit.words[at].lower == "the"):
            at += 1
    return at


def _new_predicate(unit: Unit, at: int, cue: int, noun: bool) -> bool:
    """Whether "and" opens another's speech: … and Wang rejected …, … and added that …"""
    before, between = unit.words[at - 1], unit.words[at + 1 : cue]
    if not between:
        following = unit.words[cue + 1].lower if cue + 1 < len(unit.words) else ""
        clear = following == "that" or unit.quote_at(cue + 1) is not None
        return noun or clear or unit.words[cue].lower in {"added", "adds"}
    named = between[0].capital or between[0].lower in PRONOUNS or (before.text == "," and between[0].lower in _ARTICLES)
    return named and len(between) <= 6 and not before.capital and not any(each.punctuation for each in between)


def _is_past(unit: Unit, at: int) -> bool:
    return at < len(unit.words) and unit.words[at].lower.endswith("ed") and not unit.words[at].capital


def _is_gerund_cue(unit: Unit, at: int) -> bool:
    entry = lexicon().verbs.get(unit.words[at].lower)
    return entry is not None and GERUND in entry[1]
