"""Whom each source of an article stands for: sources are resolved once, in the order of the text, each with the help of
those before it. What cannot be told is answered with nobody, never with a guess. Pure, and linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from briefer.actors.people import Person, Present
from briefer.actors.roles import HUMAN, OFFICES, OWN_VOICE, ROLES, Mention
from briefer.actors.table import Actor, Named, Table, Way, bare
from briefer.attribution.words import PREPOSITIONS, Word, words
from briefer.model import Holder, Sentence, Span

_PRONOUNS = {"he": "he", "she": "he", "him": "he", "it": "it", "they": "they", "them": "they"}
_POSSESSIVES = {"his": "he", "her": "he", "its": "it", "their": "they"}
_BOTH = frozenset({"two sides", "both sides", "two countries", "both countries", "two men", "both men", "two leaders"})
_DOCUMENTS = frozenset("statement commentary communique letter organisation organization body".split())
_NEAR = 4
"""Sentences back in which a pronoun may have its antecedent; news goes further only by name."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A source that has been resolved: where, in which sentence, whom it stands for."""

    span: Span
    sentence: int
    holders: tuple[Holder, ...]


class Discourse:
    """Resolves the sources of one article. Feed them in the order of the text; forget it afterwards."""

    def __init__(self, text: str, sentences: Sequence[Sentence], table: Table, who: Present) -> None:
        self._text, self._sentences, self._table, self._who = text, sentences, table, who
        self._starts = [sentence.start for sentence in sentences]
        self._heard: list[Heard] = []

    def resolve(self, source: Span) -> tuple[Holder, ...]:
        """Whom a source stands for: several where it joins them, none where unclear."""
        sequence = words(self._text, *source)
        holders = self._resolved(source, sequence) if sequence else ()
        self._heard.append(Heard(source, self._index(source.start), holders))
        return holders

    def _resolved(self, source: Span, sequence: Sequence[Word]) -> tuple[Holder, ...]:
        plain = _plain(sequence).lower()
        if plain in _BOTH:
            return self._both()
        if len(sequence) == 1 and sequence[0].lower in _PRONOUNS | _POSSESSIVES:
            word = sequence[0].lower
            return self._antecedent(source, _PRONOUNS.get(word) or _POSSESSIVES[word])
        parts = _parts(sequence)
        if len(parts) > 1:
            each = [self._phrase(source, part) for part in parts]
            if all(holder and self._is_known(holder) for holder in each):
                return tuple(holder for holder in each if holder)
        holder = self._phrase(source, sequence)
        return (self._cited_by(holder, source),) if holder else ()

    # --- phrases --------------------------------------------------------------------------------------------------

    def _phrase(self, source: Span, sequence: Sequence[Word]) -> Holder | None:
        sequence = _without_apposition(sequence)
        return (
            self._introduced(sequence)
            or self._owned(source, sequence)
            or self._named_person(sequence)
            or self._part_of(source, sequence)
            or self._named_actor(source, sequence)
            or self._unnamed(source, sequence)
        )

    def _introduced(self, sequence: Sequence[Word]) -> Holder | None:
        """The person whose name stands in an apposition behind this very role: "the ambassador, Nikki Haley, said"."""
        start, end = sequence[0].start, sequence[-1].end
        for mention in self._who.offices:
            if mention.name and start <= mention.span.start <= start + 4 and end <= mention.span.end:
                return next(iter(self._of_mention(mention)), None)
        return None

    def _owned(self, source: Span, sequence: Sequence[Word]) -> Holder | None:
        """Her ministry, one of its diplomats: the actor of whoever the possessive stands for."""
        at = next((i for i, word in enumerate(sequence) if word.lower in _POSSESSIVES), -1)
        if at < 0 or any(word.capital for word in sequence[at + 1 :]):
            return None
        pronoun = _POSSESSIVES[sequence[at].lower]
        owners = self._first_named(source.start) if pronoun == "it" else ()
        owners = owners or self._antecedent(source, pronoun)
        if len(owners) != 1:
            return None
        owner = owners[0]
        shown = " ".join((*(_low(w) for w in sequence[:at]), f"{owner.actor}'s", *(w.text for w in sequence[at + 1 :])))
        return Holder(owner.actor, shown, owner.via, owner.antecedent)

    def _named_person(self, sequence: Sequence[Word]) -> Holder | None:
        person = self._person(sequence)
        return self._of_person(person) if person else None

    def _person(self, sequence: Sequence[Word]) -> Person | None:
        named = (each for each in self._table.find(sequence) if each.way is not Way.LEADER)
        taken = {i for each in named for i in range(each.first, each.last + 1)}
        whole = " ".join(bare(word.text) for word in sequence)
        for person in reversed(self._who.people):
            if person.name in whole:
                return person
        for index in range(len(sequence) - 1, -1, -1):
            word = sequence[index]
            if not word.capital or index in taken or bare(word.lower) in ROLES:
                continue
            near = [person for person in self._who.people if person.answers_to(bare(word.text))]
            if near:
                before = [person for person in near if person.intro.start <= word.start]
                return (before or near)[-1]
        return None

    def _of_person(self, person: Person, antecedent: tuple[Span, ...] = ()) -> Holder:
        if person.actor is None or person.own_voice:
            return Holder(person.name, antecedent=antecedent)
        return Holder(person.actor.name, person.name, antecedent=antecedent)

    def _part_of(self, source: Span, sequence: Sequence[Word]) -> Holder | None:
        """An official of the ministry, one of the diplomats: the actor of what follows "of the"."""
        of = next((i for i, word in enumerate(sequence) if word.lower in {"of", "for"}), -1)
        if of < 1 or sequence[of + 1 : of + 2] == () or sequence[of + 1].lower != "the":
            return None
        if any(True for _ in self._table.find(sequence)):
            return None
        owner = self._phrase(source, sequence[of + 1 :])
        if owner is None or sequence[0].lower == "one":
            return owner
        known = self._table.named(owner.actor) is not None
        return Holder(owner.actor, _on_one_line(sequence), owner.via, owner.antecedent) if known else None

    def _named_actor(self, source: Span, sequence: Sequence[Word]) -> Holder | None:
        found = self._head_actor(sequence)
        if found is None:
            return None
        rest = sequence[found.last + 1 :]
        heads = {bare(word.lower) for word in rest}
        if heads & OWN_VOICE:
            return Holder(_plain(sequence))
        if found.actor.kind == "outlet" or not (rest or found.way is Way.METONYM):
            return Holder(found.actor.name)
        if rest and sequence[0].lower == "the" and bare(rest[-1].lower) in HUMAN:
            person = self._latest(sequence[0].start, found.actor, bare(rest[-1].lower))
            if person is not None:
                return self._of_person(person, (person.intro,))
        shown = _on_one_line(sequence)
        return Holder(found.actor.name, shown if heads & OFFICES or found.way is Way.METONYM else "")

    def _head_actor(self, sequence: Sequence[Word]) -> Named | None:
        """The actor that a phrase speaks for: before its first preposition, an outlet before a state."""
        border = next((i for i in range(len(sequence)) if _ends_head(sequence, i)), len(sequence))
        found = [each for each in self._table.find(sequence) if each.first < border]
        found = found or [each for each in self._short(sequence) if each.first < border]
        outlets = [each for each in found if each.actor.kind == "outlet"]
        return (outlets or found or [None])[0]

    def _short(self, sequence: Sequence[Word]) -> list[Named]:
        """Short names ("the North") of actors whose long names stand in the article."""
        shift = len(self._long_names)
        found = self._table.find((*self._long_names, *sequence))
        return [
            replace(each, first=each.first - shift, last=each.last - shift) for each in found if each.first >= shift
        ]

    @cached_property
    def _long_names(self) -> tuple[Word, ...]:
        seen: dict[str, tuple[Word, ...]] = {}
        everything = words(self._text, 0, len(self._text))
        for each in self._table.find(everything):
            if each.way is Way.NAME:
                seen.setdefault(each.actor.id, everything[each.first : each.last + 1])
        return tuple(word for part in seen.values() for word in part)

    def _unnamed(self, source: Span, sequence: Sequence[Word]) -> Holder | None:
        """Phrases that name nobody: the official, the ministry in Moscow, the statement, analysts."""
        border = next((i for i, word in enumerate(sequence) if i and word.lower in PREPOSITIONS), len(sequence))
        head = bare(sequence[border - 1].lower)
        seat = next(iter(self._table.find(sequence[border:])), None)
        if head in OFFICES and seat is not None and seat.way is Way.CAPITAL and seat.first == 1:
            return Holder(seat.actor.name, _on_one_line(sequence))
        if sequence[0].lower in {"the", "this", "that"}:
            if head in _DOCUMENTS:
                return next(iter(self._antecedent(source, "it")), None)
            if head in OFFICES:
                return self._definite(source, head, _on_one_line(sequence))
            again = self._heard_as(head)
            if again is not None:
                return again
        phrase = _plain(sequence)
        return Holder(phrase[:1].upper() + phrase[1:]) if phrase else None

    def _definite(self, source: Span, head: str, shown: str) -> Holder | None:
        """The ambassador, the ministry, the official: the last one heard or introduced with that role."""
        again = self._heard_as(head)
        if again is not None:
            return again
        for office in reversed([each for each in self._who.offices if each.span.start < source.start]):
            if not _same_role(office.role, head):
                continue
            person = next((each for each in self._who.people if each.name == office.name), None)
            if person is not None:
                return self._of_person(person, (person.intro,))
            if office.actor is not None:
                return Holder(office.actor.name, self._printed(office.span), antecedent=(office.span,))
        person = next((p for p in self._who.people if p.role == head and p.intro.start < source.start), None)
        if person is not None:
            return self._of_person(person, (person.intro,))
        subject = self._subject(self._index(source.start), source.start)
        owner = subject[0] if subject else None
        known = owner is not None and head not in HUMAN and self._table.named(owner.actor) is not None
        return Holder(owner.actor, shown, antecedent=owner.antecedent) if known and owner else None

    def _heard_as(self, head: str) -> Holder | None:
        """The last single holder who was called by this word: "a senior official" for "the official"."""
        for heard in reversed(self._heard):
            called = heard.holders[0].speaker or heard.holders[0].actor if len(heard.holders) == 1 else ""
            kernel = re.split(r" (?:of|for|at|in|from|to) ", called)[0].split()
            if kernel and _same_role(bare(kernel[-1].lower()), head):
                return replace(heard.holders[0], antecedent=heard.holders[0].antecedent or (heard.span,))
        return None

    def _latest(self, before: int, actor: Actor, role: str) -> Person | None:
        """The person of an actor whose name was read last before an offset; for an office, one who holds it."""
        best: tuple[int, Person] | None = None
        for person in self._who.people:
            fits = role in {"diplomat", "official", "leader"} or _same_role(person.role, role)
            if person.actor == actor and not person.own_voice and fits:
                at = max((self._text.rfind(part, 0, before) for part in person.name.split()), default=-1)
                if at >= 0 and (best is None or at > best[0]):
                    best = at, person
        return best[1] if best else None

    def _cited_by(self, holder: Holder, source: Span) -> Holder:
        """The official whom an outlet cites in the same sentence holds the position; the outlet passes it on."""
        actor = self._table.named(holder.actor)
        if actor is None or actor.kind != "outlet":
            return holder
        sentence = self._sentences[self._index(source.start)]
        sequence = words(self._text, sentence.start, sentence.end)
        citing = next((i for i, word in enumerate(sequence) if word.lower in {"citing", "quoting"}), -1)
        if citing < 0:
            return holder
        end = next((i for i in range(citing + 1, len(sequence)) if sequence[i].punctuation), len(sequence))
        cited = self._phrase(source, sequence[citing + 1 : end]) if end > citing + 1 else None
        return replace(cited, via=(holder.actor,)) if cited else holder

    # --- pronouns -------------------------------------------------------------------------------------------------

    def _antecedent(self, source: Span, pronoun: str) -> tuple[Holder, ...]:
        """Whom a pronoun stands for: the nearest fitting subject or source, in this sentence, else in those before."""
        here = self._index(source.start)
        if pronoun == "it":
            inside = self._named_before(here, source.start)
            if inside:
                return inside
        for index in range(here, max(-1, here - _NEAR - 1), -1):
            for holders, span in self._candidates(index, source.start):
                if self._fits(holders, pronoun):
                    return tuple(replace(each, antecedent=each.antecedent or (span,)) for each in holders)
        return ()

    def _candidates(self, index: int, before: int) -> Iterator[tuple[tuple[Holder, ...], Span]]:
        """Sources heard in one sentence, the first one first, then the sentence's own subject."""
        sentence = self._sentences[index]
        heard = [each for each in self._heard if each.sentence == index and each.span.start < before and each.holders]
        own_first = heard if sentence.end <= before else reversed(heard)
        yield from ((each.holders, each.span) for each in own_first)
        subject = self._subject(index, before)
        if subject:
            yield subject, Span(sentence.start, sentence.end)

    def _subject(self, index: int, before: int) -> tuple[Holder, ...]:
        """Whom a sentence begins with: a person, an office or an actor."""
        sentence = self._sentences[index]
        for mention in self._who.offices:
            if sentence.start <= mention.span.start <= sentence.start + 4 and mention.span.end <= before:
                return self._of_mention(mention)
        sequence = words(self._text, sentence.start, min(sentence.end, before))
        for named in self._table.find(sequence[:6]):
            if named.first <= 1 and named.way in {Way.NAME, Way.CAPITAL, Way.METONYM}:
                return (Holder(named.actor.name),)
        person = self._person(sequence[:3]) if sequence and sequence[0].capital else None
        return (self._of_person(person, (person.intro,)),) if person else ()

    def _of_mention(self, mention: Mention) -> tuple[Holder, ...]:
        person = next((each for each in self._who.people if each.name == mention.name), None) if mention.name else None
        if person is not None:
            return (self._of_person(person, (person.intro,)),)
        if mention.actor is not None:
            return (Holder(mention.actor.name, self._printed(mention.span), antecedent=(mention.span,)),)
        again = self._heard_as(mention.role)
        return (again,) if again else ()

    def _fits(self, holders: tuple[Holder, ...], pronoun: str) -> bool:
        if pronoun == "they":
            many = len(holders) == 1 and holders[0].actor.lower().endswith("s") and not holders[0].speaker
            return len(holders) > 1 or (many and self._table.named(holders[0].actor) is None)
        if len(holders) != 1:
            return False
        return self._is_human(holders[0]) == (pronoun == "he")

    def _is_human(self, holder: Holder) -> bool:
        named = any(person.name in {holder.speaker, holder.actor} for person in self._who.people)
        phrase = re.split(r" (?:of|for|at|in|from|to) ", holder.speaker)[0].split()
        return named or (bool(phrase) and (bare(phrase[-1].lower()) in HUMAN or phrase[0].lower() == "one"))

    def _named_before(self, index: int, before: int) -> tuple[Holder, ...]:
        """The actor named last before "it" in the same sentence: "… on Pyongyang after it said"."""
        sequence = words(self._text, self._sentences[index].start, before)
        found = [each for each in self._table.find(sequence) if each.way in {Way.NAME, Way.CAPITAL}]
        if not found:
            return ()
        span = Span(sequence[found[-1].first].start, sequence[found[-1].last].end)
        return (Holder(found[-1].actor.name, antecedent=(span,)),)

    def _first_named(self, before: int) -> tuple[Holder, ...]:
        """The actor named first in the sentence: whose "its foreign minister" is, behind "China will …"."""
        sentence = self._sentences[self._index(before)]
        sequence = words(self._text, sentence.start, before)
        named = next((each for each in self._table.find(sequence) if each.way in {Way.NAME, Way.CAPITAL}), None)
        if named is None:
            return ()
        return (Holder(named.actor.name, antecedent=(Span(sequence[named.first].start, sequence[named.last].end),)),)

    def _both(self) -> tuple[Holder, ...]:
        """The two sides: the last source that joined two holders, however far back."""
        for heard in reversed(self._heard):
            if len(heard.holders) == 2:
                return tuple(replace(holder, antecedent=(heard.span,)) for holder in heard.holders)
        return ()

    def _is_known(self, holder: Holder) -> bool:
        named = self._table.named(holder.actor) is not None
        return named or any(person.name in {holder.speaker, holder.actor} for person in self._who.people)

    def _index(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _printed(self, span: Span) -> str:
        return _on_one_line(words(self._text, *span))


def _ends_head(sequence: Sequence[Word], at: int) -> bool:
    word = sequence[at]
    follows = at + 1 < len(sequence) and sequence[at + 1].lower in PREPOSITIONS
    return word.lower in PREPOSITIONS - {"of"} or (word.lower.endswith("ed") and follows)


def _parts(sequence: Sequence[Word]) -> list[Sequence[Word]]:
    """The phrases that commas and a last "and" join; the phrase itself where nothing is joined."""
    joined = any(word.lower == "and" for word in sequence)
    parts: list[Sequence[Word]] = []
    first = 0
    for index, word in enumerate(sequence):
        if word.lower == "and" or (joined and word.text == ","):
            if index > first:
                parts.append(sequence[first:index])
            first = index + 1
    last = sequence[first:]
    if parts and last and last[0].lower == "other":
        last = last[1:]
    return [*parts, last] if last else parts


def _without_apposition(sequence: Sequence[Word]) -> Sequence[Word]:
    comma = next((i for i, word in enumerate(sequence) if word.text == ","), len(sequence))
    return sequence[:comma] if comma > 0 else sequence


def _plain(sequence: Sequence[Word]) -> str:
    """A phrase without its article, on one line."""
    return _on_one_line(sequence[1:] if len(sequence) > 1 and sequence[0].lower in {"the", "a", "an"} else sequence)


def _on_one_line(sequence: Sequence[Word]) -> str:
    """A phrase with its article in lower case: "the State Department"."""
    return re.sub(r"\s+([.,])", r"\1", " ".join(_low(word) for word in sequence))


def _low(word: Word) -> str:
    return word.lower if word.lower in {"the", "a", "an", "one", "some", "two", "three", "senior"} else word.text


def _same_role(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"spokesman", "spokeswoman", "spokesperson"}
