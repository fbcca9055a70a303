"""Whether two texts affirm, deny and weaken alike, word by word: statement and passages in, what disagrees out.

A word of the statement is compared with its like in the passages: is it under a negation there and not here, under a
weak modal there and stated flatly here, does its opposite stand there in its place? Only words and their neighbours
are looked at, no grammar: what it reports is worth a reader's look, what it passes is not proven.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from briefer.evidence.fold import folded_text
from briefer.evidence.opposites import DENIALS, HEDGES, NEGATIONS, PREFIX, STOP, WEAK_MODALS, antonyms, stem

_TOKEN = re.compile(r"[^\W_]+(?:['.][^\W_]+)*|[.;:!?]")
_MONTH = "may (month)"
_BEFORE_MONTH = frozenset(
    "in of since until till by early mid late last next this before after from to on through".split()
)
_REACH = 5
"""How many words before a word may negate or weaken it, within its clause."""
_ALIKE = 2
"""How many neighbours of weight two places must share to be taken for the same thing said."""
_LONG = 5
_NEAR = 8
"""How far around a word its neighbours are compared."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word: lower case, its stem, and how it stands: under a negation, under a hedge, right after a weak modal."""

    text: str
    stem: str
    negated: bool
    hedged: bool
    modal: str = ""


@dataclass(frozen=True)
class Words:
    """The words of a text with where each stem stands."""

    words: tuple[Word, ...]
    places: dict[str, list[int]] = field(default_factory=dict)

    @cached_property
    def texts(self) -> frozenset[str]:
        return frozenset(word.text for word in self.words)

    def near(self, at: int) -> set[str]:
        """The stems of weight around a word."""
        around = self.words[max(0, at - _NEAR) : at] + self.words[at + 1 : at + 1 + _NEAR]
        return {word.stem for word in around if word.text not in STOP and word.stem}


def words_of(*texts: str) -> Words:
    """All words of the texts, as one list."""
    words: list[Word] = []
    for text in texts:
        words += _tagged(_tokens(folded_text(text)))
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word.stem, []).append(at)
    return Words(tuple(words), places)


def _tokens(text: str) -> list[str]:
    """The words of a text in lower case; the month of May under a name of its own, since it hedges nothing."""
    found = _TOKEN.findall(text)
    lower = [each.lower() for each in found]
    for at, word in enumerate(found):
        beside = lower[at - 1] if at else "", lower[at + 1] if at + 1 < len(lower) else ""
        if word == "May" and (beside[0] in _BEFORE_MONTH or any(each[:1].isdigit() for each in beside)):
            lower[at] = _MONTH
    return lower


def is_negation(word: str, following: str = "") -> bool:
    """Whether a word negates: "not only" and "no doubt" do not."""
    if word in ("not", "no") and following in ("only", "just", "doubt", "matter", "merely", "longer than"):
        return False
    return word in NEGATIONS or word.endswith("n't")


def _tagged(found: Sequence[str]) -> list[Word]:
    """Each word with the negation, hedge and modal that reach it; a stop between clauses ends their reach."""
    words: list[Word] = []
    negation = hedge = modal = -99
    for at, text in enumerate(found):
        if text in ".;:!?":
            negation = hedge = modal = -99
            words.append(Word(text, "", False, False))
            continue
        following = found[at + 1] if at + 1 < len(found) else ""
        weak = found[modal] if modal >= 0 and at - modal <= 2 and text not in STOP else ""
        words.append(Word(text, stem(text), at - negation <= _REACH, at - hedge <= _REACH + 3, weak))
        if is_negation(text, following) or text in DENIALS:
            negation = at
        if text in HEDGES:
            hedge = at
        if text in WEAK_MODALS:
            modal = at
        elif text not in STOP and not text.endswith("ly"):
            modal = -99
    return words


def polarity_differs(statement: Words, passages: Words) -> str:
    """A word that the one text negates and the other does not; empty where there is none."""
    for at, word in enumerate(statement.words):
        following = statement.words[at + 1].text if at + 1 < len(statement.words) else ""
        if is_negation(word.text, following) and not _is_negated_there(statement, at, passages):
            return f'"{word.text} {following}" is not in the passage'
    return _lost_negation(statement, passages)


def _is_negated_there(statement: Words, at: int, passages: Words) -> bool:
    """Whether what a negation of the statement governs is negated in the passages too, or said by an opposite there."""
    clause = takewhile(lambda word: word.stem, statement.words[at + 1 : at + 1 + _REACH])
    governed = [word for word in clause if word.text not in STOP][:2]
    if not governed or any(other in passages.texts for word in governed for other in _prefixed(word.text)):
        return True
    known = [word for word in governed if word.stem in passages.places]
    if not known:
        return any(is_negation(word.text) or word.text in DENIALS for word in passages.words)
    if any(passages.words[place].negated for word in known for place in passages.places[word.stem]):
        return True
    around = statement.near(at)
    opposed = {other for word in governed for other in antonyms().get(word.stem, ())}
    return any(other in passages.places and passages.near(passages.places[other][0]) & around for other in opposed)


def _lost_negation(statement: Words, passages: Words) -> str:
    """A word that every like passage negates, beside the same neighbours, and the statement does not."""
    for at, word in enumerate(statement.words):
        if not word.stem or word.text in STOP or word.negated or word.stem not in passages.places:
            continue
        places = passages.places[word.stem]
        if not all(passages.words[place].negated and _first_negated(passages, place) for place in places):
            continue
        around = statement.near(at)
        if all(len(passages.near(place) & around) >= _ALIKE for place in places) and not _denied(
            statement, at, passages
        ):
            return f'the passage negates "{word.text}"'
    return ""


def _first_negated(passages: Words, place: int) -> bool:
    """Whether the word is the first of weight after its negation."""
    for word in reversed(passages.words[max(0, place - _REACH) : place]):
        if is_negation(word.text):
            return True
        if word.text not in STOP and not word.text.endswith("ly"):
            return False
    return False


def _denied(statement: Words, at: int, passages: Words) -> bool:
    """Whether the statement denies or narrows what stands around a word in a way of its own."""
    window = statement.words[max(0, at - 10) : at + 6]
    return any(
        is_negation(word.text)
        or word.text in DENIALS
        or word.text in ("only", "little", "few")
        or (PREFIX.sub("", word.text) != word.text and PREFIX.sub("", word.text) in passages.texts)
        for word in window
    )


def antonym_stands(statement: Words, passages: Words) -> str:
    """A word of the statement in whose place the passages have its opposite; empty where there is none."""
    for at, word in enumerate(statement.words):
        if not word.stem or word.stem in passages.places:
            continue
        opposed = [other for other in antonyms().get(word.stem, ()) if other in passages.places]
        opposed += [stem(other) for other in _prefixed(word.text) if other in passages.texts]
        around = statement.near(at)
        for place in (place for other in opposed for place in passages.places[other]):
            there = passages.words[place]
            if there.negated == word.negated and len(passages.near(place) & around) >= _ALIKE:
                return f'"{word.text}" where the passage has "{there.text}"'
    return ""


def _prefixed(text: str) -> tuple[str, ...]:
    """A word without its negating prefix, or with one."""
    bare = PREFIX.sub("", text)
    if bare != text:
        return (bare,)
    return tuple(prefix + text for prefix in ("un", "in", "im", "dis", "ir", "non")) if len(text) >= _LONG else ()


def modality_rises(statement: Words, passages: Words) -> str:
    """A word that every like passage puts under a weak modal and the statement states flatly, or empty."""
    for at, word in enumerate(statement.words):
        if not word.stem or word.text in STOP or word.hedged or word.stem not in passages.places:
            continue
        places = passages.places[word.stem]
        modals = [passages.words[place].modal for place in places]
        if not all(modals) or not word.text.isalpha() or word.text.endswith("ing"):
            continue
        there, here = passages.near(places[0]), statement.near(at)
        if there & here and len(there & here) >= min(_ALIKE, len(there), len(here)):
            return f'the passage has "{modals[0]} {word.text}"'
    return ""
