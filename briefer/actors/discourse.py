"""Whom each source of an article stands for. Pure, and linear in the text.

Sources are resolved once, in the order of the text, each with the help of those before it. What cannot be told is
answered with nobody, never with a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from briefer.actors.antecedents import POSSESSIVES, PRONOUNS, Antecedents
from briefer.actors.heard import Heards, Story
from briefer.actors.people import Person, Present
from briefer.actors.phrase import (
    belongs_to_other_head,
    head_end,
    low,
    on_one_line,
    parts,
    plain,
    role_key,
    without_apposition,
)
from briefer.actors.resolution import Resolution
from briefer.actors.roles import BODIES, HUMAN, OFFICES, OWN_VOICE, is_out_of_office
from briefer.actors.table import Actor, Named, Table, Way, bare
from briefer.attribution.words import NEGATIVE_SUBJECTS, PREPOSITIONS, Word, words
from briefer.model import Holder, Sentence, Span

_APPOSITION = re.compile(
    r",\s+(?:(?:the|a|an|former|retired)\s+)?(?:[a-z][\w-]*\s+){0,4}(?:(?:Sir|Dame|Mr|Mrs|Ms|Dr|Gen|Sen|Rep)\.?\s+)?"
    r"([A-Z][\w'’-]+(?:\s+[A-Z][\w'’.-]*){1,2}),"
)
"""A person's name between commas, with or without a role of lower-case words before it."""
_SPEAKERS = frozenset("i we you us me who which".split())
_BOTH = frozenset({"two sides", "both sides", "two countries", "both countries", "two men", "both men", "two leaders"})
_SPOKESMEN = frozenset("spokesman spokeswoman spokesperson spokespeople ministry government".split())
_DOCUMENTS = frozenset("statement commentary communique letter organisation organization body".split())


class Discourse:
    """Resolves the sources of one article. Feed them in the order of the text; forget it afterwards."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], table: Table, who: Present, speak_of: Mapping[Span, Span]
    ) -> None:
        self._table, self._who, self._speak_of = table, who, speak_of
        self._story = Story(text, sentences, table, who)
        self._heards = Heards(sentences)
        self._before = Antecedents(self._story, self._heards)

    def resolve(self, source: Span) -> tuple[Holder, ...]:
        """Whom a source stands for: several where it joins them, none where unclear."""
        sequence = words(self._story.text, *source)
        holders = self._resolved(source, sequence) if sequence else ()
        if source in self._speak_of:
            holders = self._of_whom_it_speaks(holders, sequence, self._heards.holders(self._speak_of[source]))
        self._heards.add(source, holders)
        return holders

    def _of_whom_it_speaks(
        self, holders: tuple[Holder, ...], sequence: Sequence[Word], told: tuple[Holder, ...]
    ) -> tuple[Holder, ...]:
        """A spokesman of nobody's is that of whoever he says to have spoken: "China opposes it, a spokesman said"."""
        if len(holders) != 1 or len(told) != 1 or holders[0].by != Resolution.AS_PRINTED:
            return holders
        actor = self._table.named(told[0].actor)
        if actor is None or actor.kind == "outlet" or bare(sequence[-1].lower) not in _SPOKESMEN:
            return holders
        return (Holder(actor.name, on_one_line(sequence), antecedent=told[0].antecedent, by=Resolution.SPOKESMAN),)

    def _resolved(self, source: Span, sequence: Sequence[Word]) -> tuple[Holder, ...]:
        if plain(sequence).lower() in _BOTH:
            return tuple(_by(Resolution.BOTH_SIDES, each) for each in self._heards.both())
        if sequence[0].lower in NEGATIVE_SUBJECTS or (len(sequence) == 1 and sequence[0].lower in _SPEAKERS):
            return ()
        pronoun = {**PRONOUNS, **POSSESSIVES}.get(sequence[0].lower) if len(sequence) == 1 else None
        if pronoun:
            return tuple(_by(Resolution.PRONOUN, each) for each in self._before.of(source, pronoun))
        if any(word.lower == "or" for word in sequence) and self._table.named(on_one_line(sequence)) is None:
            return ()
        joined = parts(sequence)
        if len(joined) > 1 and self._table.named(on_one_line(sequence)) is None:
            each = tuple(filter(None, (self._phrase(source, part) for part in joined)))
            if len(each) == len(joined) and all(map(self._is_known, each)):
                return each
            if each and self._is_known(each[0]) and not any(word.lower in PREPOSITIONS for word in joined[0]):
                return ()
        holder = self._phrase(source, sequence)
        return (self._cited_by(holder, source),) if holder else ()

    def _phrase(self, source: Span, sequence: Sequence[Word]) -> Holder | None:
        sequence = without_apposition(sequence)
        ways: tuple[tuple[Resolution | None, Callable[[], Holder | None]], ...] = (
            (Resolution.ROLE_AND_NAME, lambda: self._introduced(sequence)),
            (Resolution.APPOSITION, lambda: self._in_apposition(sequence)),
            (Resolution.POSSESSIVE, lambda: self._owned(source, sequence)),
            (Resolution.PERSONS_OFFICE, lambda: self._persons_office(sequence)),
            (Resolution.PERSON, lambda: self._named_person(sequence)),
            (Resolution.PART, lambda: self._part_of(source, sequence)),
            (None, lambda: self._named_actor(sequence)),
            (None, lambda: self._unnamed(source, sequence)),
        )
        for way, resolved in ways:
            holder = resolved()
            if holder is not None:
                return _by(way, holder) if way else holder
        return None

    def _introduced(self, sequence: Sequence[Word]) -> Holder | None:
        """The person whose name stands in an apposition behind this very role: "the ambassador, Nikki Haley, said"."""
        start, end = sequence[0].start, sequence[-1].end
        for mention in self._who.offices_between(start, start + 5):
            if mention.name and end <= mention.span.end:
                return next(iter(self._before.of_mention(mention, "")), None)
        return None

    def _in_apposition(self, sequence: Sequence[Word]) -> Holder | None:
        """The person whose name stands behind a role that no table knows: "his main challenger, Grace Achebe, said"."""
        if sequence[-1].capital or any(True for _ in self._table.find(sequence)):
            return None
        found = _APPOSITION.match(self._story.text, sequence[-1].end)
        name = found[1] if found else ""
        if not name or self._table.named(name) is not None or set(name.split()) & BODIES:
            return None
        person = self._who.by_name.get(name)
        if person is not None:
            return self._before.of_person(person)
        self._before.strangers.add(name)
        return Holder(name)

    def _owned(self, source: Span, sequence: Sequence[Word]) -> Holder | None:
        """Her ministry, one of its diplomats, Haley's spokesman: the actor of whoever the possessive stands for."""
        at = next((i for i, word in enumerate(sequence) if word.lower in POSSESSIVES), -1)
        if at < 0 or any(word.capital for word in sequence[at + 1 :]):
            return None
        pronoun = POSSESSIVES[sequence[at].lower]
        owners = self._before.first_named(source.start) if pronoun == "it" else ()
        owners = owners or self._before.of(source, pronoun)
        if len(owners) != 1 or not self._lends_its_voice(owners[0], sequence):
            return None
        owner = owners[0]
        shown = " ".join((*(low(w) for w in sequence[:at]), f"{owner.actor}'s", *(w.text for w in sequence[at + 1 :])))
        return Holder(owner.actor, shown, owner.via, owner.antecedent)

    def _lends_its_voice(self, owner: Holder, sequence: Sequence[Word]) -> bool:
        """Whether what belongs to somebody speaks for them: a state's ministry does, a man's daughter does not."""
        if bare(sequence[-1].lower).removesuffix("s") in _SPEAKING or sequence[0].lower == "one":
            return True
        return owner.speaker == "" and self._table.named(owner.actor) is None and owner.actor not in self._who.by_name

    def _persons_office(self, sequence: Sequence[Word]) -> Holder | None:
        """Haley's spokesman speaks for Haley's state, Trump's lawyer for himself."""
        if any(word.lower in POSSESSIVES for word in sequence):
            return None
        head = bare(sequence[-1].lower)
        whose = next((i for i, word in enumerate(sequence[:-1]) if bare(word.text) != word.text), -1)
        if whose < 0 and head in {"administration", "government"}:
            whose = len(sequence) - 2
        if whose < 0 or sequence[-1].capital or head not in OFFICES:
            return None
        person = self._before.person((*sequence[:whose], _without_possessive(sequence[whose])))
        if person is None or person.actor is None or person.own_voice:
            return None
        return Holder(person.actor.name, on_one_line(sequence))

    def _named_person(self, sequence: Sequence[Word]) -> Holder | None:
        person = self._before.person(sequence)
        return self._before.of_person(person) if person else None

    def _part_of(self, source: Span, sequence: Sequence[Word]) -> Holder | None:
        """An official of the ministry, one of the diplomats: the actor of what follows "of the"."""
        of = next((i for i, word in enumerate(sequence) if word.lower in {"of", "for"}), -1)
        if of < 1 or sequence[of + 1 : of + 2] == () or sequence[of + 1].lower != "the":
            return None
        if any(True for _ in self._table.find(sequence)) or sum(w.lower in {"of", "for"} for w in sequence) > 1:
            return None
        owner = self._phrase(source, sequence[of + 1 :])
        if owner is None or sequence[0].lower == "one":
            return owner
        known = self._table.named(owner.actor) is not None
        return Holder(owner.actor, on_one_line(sequence), owner.via, owner.antecedent) if known else None

    def _named_actor(self, sequence: Sequence[Word]) -> Holder | None:
        found = self._head_actor(sequence)
        if found is None:
            return None
        rest = sequence[found.last + 1 :]
        heads = {bare(word.lower) for word in rest}
        owned = bare(sequence[found.last].text) != sequence[found.last].text and found.actor.kind != "outlet"
        if owned and rest and not any(each.removesuffix("s") in _SPEAKING | _ARMED for each in heads):
            return _as_printed(plain(sequence))
        if heads & OWN_VOICE or is_out_of_office(sequence) or (found.way is Way.DEMONYM and _is_other_body(rest)):
            return _as_printed(plain(sequence))
        if rest and found.actor.kind == "state" and not _speaks_for_state(rest):
            return _as_printed(plain(sequence))
        if found.actor.kind == "outlet" or not (rest or found.way is Way.METONYM):
            return _by(Resolution(found.way.value), Holder(found.actor.name))
        if rest and sequence[0].lower == "the" and bare(rest[-1].lower) in HUMAN:
            person = self._latest(sequence[0].start, found.actor, bare(rest[-1].lower))
            if person is not None:
                return _by(Resolution.ROLE, self._before.of_person(person, (person.intro,)))
        shown = on_one_line(sequence)
        speaker = shown if heads & OFFICES or found.way is Way.METONYM else ""
        return _by(Resolution(found.way.value), Holder(found.actor.name, speaker))

    def _head_actor(self, sequence: Sequence[Word]) -> Named | None:
        """The actor that a phrase speaks for: before its first preposition, an outlet before a state."""
        border = head_end(sequence)
        found = [each for each in self._table.find(sequence) if each.first < border]
        found = found or [each for each in self._story.short(sequence) if each.first < border]
        found = [each for each in found if not _is_surname(sequence, each)]
        found = [each for each in found if not belongs_to_other_head(sequence, each.first)]
        outlets = [each for each in found if each.actor.kind == "outlet"]
        return next(iter(outlets or found), None)

    def _unnamed(self, source: Span, sequence: Sequence[Word]) -> Holder | None:
        """Phrases that name nobody: the official, the ministry in Moscow, the statement, analysts."""
        border = next((i for i, word in enumerate(sequence) if i and word.lower in PREPOSITIONS), len(sequence))
        head = bare(sequence[border - 1].lower)
        seat = next(iter(self._table.find(sequence[border:])), None)
        if head in OFFICES and seat is not None and seat.way is Way.CAPITAL and seat.first == 1:
            return _by(Resolution.CAPITAL, Holder(seat.actor.name, on_one_line(sequence)))
        if sequence[0].lower in {"the", "this", "that"}:
            if head in _DOCUMENTS and border <= 2:
                body = next(iter(self._before.of(source, "it")), None)
                return _by(Resolution.ROLE, body) if body else None
            if head in OFFICES and not _is_proper(sequence, border):
                definite = self._definite(source, head, on_one_line(sequence))
                return _by(Resolution.ROLE, definite) if definite else None
            again = self._heards.called(head)
            if again is not None:
                return _by(Resolution.ROLE, again)
        phrase = plain(sequence)
        return _as_printed(phrase[:1].upper() + phrase[1:]) if phrase else None

    def _definite(self, source: Span, head: str, shown: str) -> Holder | None:
        """The ambassador, the ministry, the official: the last one heard or introduced with that role."""
        again = self._heards.called(head)
        if again is not None:
            return again
        for office in reversed(self._who.by_role.get(role_key(head), ())):
            if office.span.start < source.start and (office.name or office.actor):
                return next(iter(self._before.of_mention(office, self._printed(office.span))), None)
        person = next((p for p in self._who.people if p.role == head and p.intro.start < source.start), None)
        if person is not None:
            return self._before.of_person(person, (person.intro,))
        subject = self._before.subject(self._heards.index(source.start), source.start)
        owner = subject[0] if subject else None
        known = owner is not None and head not in HUMAN and self._table.named(owner.actor) is not None
        return Holder(owner.actor, shown, antecedent=owner.antecedent) if known and owner else None

    def _latest(self, before: int, actor: Actor, role: str) -> Person | None:
        """The person of an actor whose name was read last before an offset; for an office, one who holds it."""
        loose = role in {"diplomat", "official", "leader"}
        best: tuple[int, Person] | None = None
        for person in self._who.people:
            fits = loose or role_key(person.role) == role_key(role)
            if person.actor == actor and not person.own_voice and fits:
                at = self._story.last_named(person, before)
                if at >= 0 and (best is None or at > best[0]):
                    best = at, person
        return best[1] if best else None

    def _cited_by(self, holder: Holder, source: Span) -> Holder:
        """The official whom an outlet cites in the same sentence holds the position; the outlet passes it on."""
        actor = self._table.named(holder.actor)
        if actor is None or actor.kind != "outlet":
            return holder
        sequence = self._story.words_of(self._heards.index(source.start))
        citing = next((i for i, word in enumerate(sequence) if word.lower in {"citing", "quoting"}), -1)
        if citing < 0:
            return holder
        end = next((i for i in range(citing + 1, len(sequence)) if sequence[i].punctuation), len(sequence))
        cited = self._phrase(source, sequence[citing + 1 : end]) if end > citing + 1 else None
        return _by(Resolution.CITED, replace(cited, via=(holder.actor,))) if cited else holder

    def _is_known(self, holder: Holder) -> bool:
        named = self._table.named(holder.actor) is not None
        return named or holder.speaker in self._who.by_name or holder.actor in self._who.by_name

    def _printed(self, span: Span) -> str:
        return on_one_line(words(self._story.text, *span))


def _by(way: Resolution, holder: Holder) -> Holder:
    """A holder with how it was told that it is they."""
    return replace(holder, by=way)


def _as_printed(phrase: str) -> Holder:
    return Holder(phrase, by=Resolution.AS_PRINTED)


def _is_surname(sequence: Sequence[Word], named: Named) -> bool:
    """Whether a capital or an outlet is somebody's surname: Denzel Washington, Michael Bloomberg."""
    if not named.first or named.first != named.last or not (named.way is Way.CAPITAL or named.actor.kind == "outlet"):
        return False
    before = sequence[named.first - 1]
    plain_name = bare(before.text) == before.text and before.lower != "the" and before.lower not in OFFICES
    return before.capital and plain_name


def _is_proper(sequence: Sequence[Word], border: int) -> bool:
    """Whether a phrase is a proper name with a complement: the Directorate General of Civil Aviation."""
    return sequence[border - 1].capital and border + 1 < len(sequence) and sequence[-1].capital


def _is_other_body(rest: Sequence[Word]) -> bool:
    """Whether what follows a demonym is the name of a body that is not the state: the Tunisian League for …"""
    name = list(takewhile(lambda word: word.capital, rest))
    return bool(name) and bare(name[-1].lower).removesuffix("s") not in _SPEAKING | _ARMED


_ARMED = frozenset("army navy military force guard police treasury cabinet state".split())


def _speaks_for_state(rest: Sequence[Word]) -> bool:
    """Whether what follows a nation speaks for it: its officials and ministries do, its voters and firms do not."""
    return any(bare(word.lower).removesuffix("s") in _SPEAKING | _ARMED for word in rest)


def _without_possessive(word: Word) -> Word:
    return word._replace(text=bare(word.text), lower=bare(word.lower))


_SPEAKING = frozenset(role.removesuffix("s") for role in OFFICES) | frozenset(("side", "office", "team", "camp"))
