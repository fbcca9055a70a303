"""Whom a position speaks of beside its holders: "China must act" is about China. Pure.

An engine may say whom; that counts only where the passage names them. Otherwise, and for the embedded engine always,
it is read off the content: whoever is its subject, else whom something is done to or wanted of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.actors import Person
from briefer.actors.table import Way, bare
from briefer.attribution.cues import lexicon
from briefer.attribution.words import (
    AUXILIARIES,
    CLOSED,
    DETERMINERS,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    Word,
    is_adverb,
    words,
)
from briefer.evidence.fold import folded_text
from briefer.evidence.names import name_words
from briefer.evidence.reading import Reading
from briefer.model import Holder, Span

_SUBJECT, _OBJECT, _VENUE, _PLACE = range(4)
"""What a name is in its clause, the best answer first; a venue is a body whose paper or meeting is spoken of."""
_WHERE = frozenset("in near inside within outside across around via through throughout".split())
_VENUES = frozenset(("body", "bloc"))


_LOOK_BACK = 60
"""Words before a name in which the end of the sentence before is looked for."""


class _Mention(NamedTuple):
    """Somebody named at words `first` to `last`: as a brief prints them, and the actor's kind or ""."""

    first: int
    last: int
    name: str
    kind: str


def about(
    reading: Reading,
    claimed: str,
    holders: Sequence[Holder],
    content: Sequence[Span],
    passages: Sequence[Span],
    rule: str = "",
) -> str:
    """The actor or person that a position is about, never one of its `holders`; "" for nobody.

    `claimed` is an engine's word for it, empty where it has none; `rule` the one that found the content.
    """
    own = {name.casefold() for holder in holders for name in holder.names}
    said = _verified(reading, claimed, passages)
    if said and said.casefold() not in own:
        return said
    sequence = [word for span in content for word in words(reading.article.text, *span)]
    first = _OBJECT if rule == "object" else _SUBJECT
    named = tuple(_mentions(reading, sequence))
    verbs = [at for at, word in enumerate(sequence) if _is_verb(word)] if named else []
    found = [(max(first, _part(sequence, each, verbs)), each.name) for each in named]
    fit = [each for each in found if each[0] != _PLACE and each[1].casefold() not in own]
    return min(fit, key=lambda each: each[0])[1] if fit else ""


def is_named(reading: Reading, name: str, passages: Sequence[Span]) -> bool:
    """Whether passages name somebody whom a brief calls so."""
    return bool(name) and _verified(reading, name, passages) == name


def _verified(reading: Reading, claimed: str, passages: Sequence[Span]) -> str:
    """An engine's word as a brief prints it, where the passages name whom it means; otherwise ""."""
    sought = name_words(claimed)
    if not sought:
        return ""
    actor = reading.cast.table.named(claimed)
    person = next((each for each in reading.cast.people if sought <= name_words(each.name)), None)
    name = actor.name if actor else _called(person) if person else claimed
    text = reading.article.text
    if any(each.name == name for span in passages for each in _mentions(reading, words(text, *span))):
        return name
    printed = any(_holds(text[start:end], claimed) for start, end in passages)
    return claimed if printed and not (actor or person) else ""


def _holds(passage: str, phrase: str) -> bool:
    """Whether a phrase stands in a passage word by word, typography and case aside."""
    there, sought = (" ".join(re.findall(r"[\w'-]+", folded_text(each).casefold())) for each in (passage, phrase))
    return f" {sought} " in f" {there} "


def _called(person: Person) -> str:
    """Whoever holds an office stands for whose it is, as a holder does."""
    return person.name if person.actor is None or person.own_voice else person.actor.name


def _mentions(reading: Reading, sequence: Sequence[Word]) -> Iterator[_Mention]:
    """The actors and people whom words of the article name, in order."""
    found = [
        _Mention(each.first, each.last, each.actor.name, each.actor.kind)
        for each in reading.cast.named(sequence)
        if each.way is not Way.LEADER  # who is a person of the article like any other
    ]
    taken = {at for each in found for at in range(each.first, each.last + 1)}
    for at, word in enumerate(sequence):
        near = reading.cast.by_word.get(bare(word.text), ()) if word.capital and at not in taken else ()
        if near:
            found.append(_Mention(at, at, _called(near[-1]), ""))
    return iter(sorted(found))


_GOVERNING = PREPOSITIONS | {"to"}


def _part(sequence: Sequence[Word], named: _Mention, verbs: Sequence[int]) -> int:
    """What a name is in its clause, by the words before its phrase and the one behind it; `verbs` are in order."""
    before = named.first - 1
    while before >= 0 and _is_of_phrase(sequence[before]):
        before -= 1
    modifies = _modifies(sequence, named.last)
    governed = before >= 0 and sequence[before].lower in _GOVERNING
    where = _WHERE | {"at"} if named.kind in _VENUES else _WHERE
    in_name = any(word.capital for word in sequence[named.last + 1 : named.last + 2])
    if governed and sequence[before].lower in where and (in_name or not modifies):
        return _PLACE
    behind = bisect_left(verbs, named.first)
    last_verb = verbs[behind - 1] if behind else -1
    since = sequence[max(last_verb, named.first - _LOOK_BACK) : named.first]
    subject = not governed and (last_verb < 0 or any(word.text in ".!?;" for word in since))
    if modifies and named.kind in _VENUES:
        return _SUBJECT if subject and behind < len(verbs) else _VENUE
    if named.kind == "outlet" and not subject:
        return _PLACE
    return _SUBJECT if subject else _OBJECT


def _is_of_phrase(word: Word) -> bool:
    adjective = word.lower.endswith(("al", "ic", "ive", "ous")) or word.lower in _ADJECTIVES
    return word.capital or word.lower in DETERMINERS or adjective


_ADJECTIVES = frozenset("new former other more tougher own".split())


_NO_NOUN = CLOSED | {"to"}


def _modifies(sequence: Sequence[Word], last: int) -> bool:
    """Whether a name only tells whose or of what kind the noun behind it is: the US draft, China's border."""
    if bare(sequence[last].text) != sequence[last].text:
        return True
    behind = sequence[last + 1] if last + 1 < len(sequence) else None
    if behind is None or behind.punctuation or is_adverb(behind):
        return False
    return behind.lower not in _NO_NOUN and not _is_verb(behind)


_VERBS = AUXILIARIES | IRREGULAR_PASTS


def _is_verb(word: Word) -> bool:
    known = lexicon().verbs
    cue = word.lower in known and word.lower not in lexicon().homonyms
    return word.lower in _VERBS or cue or (word.lower.endswith("ed") and not word.capital)
