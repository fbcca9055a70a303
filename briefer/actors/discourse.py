"""Whom each source of an article stands for. Pure, and linear in the text.

Sources are resolved once, in the order of the text, each with the help of those before it. What cannot be told is
answered with nobody, never with a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from briefer.actors.antecedents import POSSESSIVES, PRONOUNS, Antecedents
from briefer.actors.heard import Heards, Story
from briefer.actors.media import is_medium, is_source
from briefer.actors.nobody import is_nobody
from briefer.actors.offices import Offices
from briefer.actors.people import Present
from briefer.actors.phrase import (
    belongs_to_other_head,
    head_end,
    low,
    on_one_line,
    owner_of,
    parts,
    plain,
    without_apposition,
    without_owner_mark,
    without_title,
)
from briefer.actors.resolution import Resolution
from briefer.actors.roles import BODIES, HUMAN, OFFICES, OWN_VOICE, is_out_of_office
from briefer.actors.table import Named, Table, Way, bare
from briefer.actors.voices import (
    HEADS,
    INSTITUTIONS,
    SPEAKING,
    is_indefinite,
    is_name,
    is_only_some,
    is_other_body,
    is_proper,
    is_shorter,
    is_surname,
    speaks_for_actor,
    without_possessive,
)
from briefer.attribution.words import NEGATIVE_SUBJECTS, PREPOSITIONS, SOURCES, Word, contracted, words
from briefer.model import Holder, Sentence, Span

_APPOSITION = re.compile(
    r",\s+(?:(?:the|a|an|former|retired)\s+)?(?:[a-z][\w-]*\s+){0,4}(?:(?:Sir|Dame|Mr|Mrs|Ms|Dr|Gen|Sen|Rep)\.?\s+)?"
    r"([A-Z][\w'’-]+(?:\s+(?:(?:al|el)-)?[A-Z][\w'’.-]*){1,3}),"
)
"""A person's name between commas, with or without a role of lower-case words before it."""
_SPEAKERS = frozenset("i we you us me who which".split())
_SOMEBODYS = frozenset((*POSSESSIVES, "my", "our", "your"))
"""Whose words before a phrase these are has to be known, unless it is a paper."""
_PAPERS = SOURCES | {"release", "website", "poll", "polling", "records", "account"}
_IN_SHORT = frozenset("Commission Treasury Parliament Court Council Ministry Department Agency Bank Fund Union".split())
"""Last words of names by which a body is called, once it has been named."""
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
        self._offices = Offices(self._story, self._heards, self._before)

    def resolve(self, source: Span) -> tuple[Holder, ...]:
        """Whom a source stands for: several where it joins them, none where unclear."""
        sequence = without_owner_mark(words(self._story.text, *source))
        holders = self._resolved(source, sequence) if sequence else ()
        if source in self._speak_of:
            holders = self._of_whom_it_speaks(holders, sequence, self._heards.holders(self._speak_of[source]))
        holders = tuple(self._with_name(source, each) for each in holders)
        self._heards.add(source, holders)
        return holders

    def _with_name(self, source: Span, holder: Holder) -> Holder:
        """A holder who is named by their role with the place of their name, where neither source nor role has it."""
        person = self._who.by_name.get(holder.speaker) if holder.by == Resolution.ROLE else None
        place = self._story.first_named(person) if person else None
        if (
            person is None
            or place is None
            or any(self._story.names(span, person) for span in (source, *holder.antecedent))
        ):
            return holder
        return replace(holder, antecedent=(*holder.antecedent, place))

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
        first = contracted(sequence[0].lower)
        if first in NEGATIVE_SUBJECTS or (len(sequence) == 1 and first in _SPEAKERS):
            return ()
        pronoun = {**PRONOUNS, **POSSESSIVES}.get(first) if len(sequence) == 1 else None
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
        through = next((i for i, word in enumerate(sequence) if i and word.lower == "via"), len(sequence))
        holder = self._phrase(source, sequence[:through])
        if holder is not None and through + 1 < len(sequence):
            return (replace(holder, via=(*holder.via, plain(sequence[through + 1 :]))),)
        return (self._cited_by(holder, source),) if holder else ()

    def _phrase(self, source: Span, sequence: Sequence[Word]) -> Holder | None:
        sequence = without_apposition(sequence)
        ways: tuple[tuple[Resolution | None, Callable[[], Holder | None]], ...] = (
            (Resolution.ROLE_AND_NAME, lambda: self._introduced(sequence)),
            (Resolution.APPOSITION, lambda: self._in_apposition(sequence)),
            (Resolution.POSSESSIVE, lambda: self._owned(source, sequence)),
            (Resolution.PERSONS_OFFICE, lambda: self._persons_office(sequence)),
            (Resolution.PERSON, lambda: self._named_person(sequence)),
            (Resolution.PART, lambda: self._speaks_for(sequence)),
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
        border = next((i for i, word in enumerate(sequence) if i and word.lower in PREPOSITIONS), len(sequence))
        role = bare(sequence[border - 1].lower) in OFFICES | OWN_VOICE | HEADS
        if (sequence[-1].capital and not role) or any(True for _ in self._table.find(sequence)):
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
        if len(owners) != 1:
            return None
        owner, rest = owners[0], tuple(word.text for word in sequence[at + 1 :])
        if self._lends_its_voice(owner, sequence):
            shown = " ".join((*map(low, sequence[:at]), owner_of(owner.actor), *rest))
            return Holder(owner.actor, shown, owner.via, owner.antecedent)
        if at or is_nobody(sequence[1:]) or (pronoun == "it" and sequence[-1].lower in _PAPERS):
            return None
        return Holder(
            " ".join((f"{owner.speaker or owner.actor}'s", *rest)), via=owner.via, antecedent=owner.antecedent
        )

    def _lends_its_voice(self, owner: Holder, sequence: Sequence[Word]) -> bool:
        """Whether what belongs to somebody speaks for them: a state's ministry does, a man's daughter does not."""
        if bare(sequence[-1].lower).removesuffix("s") in SPEAKING or sequence[0].lower == "one":
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
        person = self._before.person((*sequence[:whose], without_possessive(sequence[whose])))
        if person is None or person.actor is None or person.own_voice:
            return None
        return Holder(person.actor.name, on_one_line(sequence))

    def _named_person(self, sequence: Sequence[Word]) -> Holder | None:
        person = self._before.person(sequence)
        return self._before.of_person(person) if person else None

    def _speaks_for(self, sequence: Sequence[Word]) -> Holder | None:
        """A spokesman for the German economy ministry, the ambassador of Norway: the actor behind "for" or "of"."""
        at = next((i for i, word in enumerate(sequence) if word.lower in PREPOSITIONS), -1)
        if at < 1 or sequence[at].lower not in {"of", "for"} or at + 1 >= len(sequence):
            return None
        if bare(sequence[at - 1].lower).removesuffix("s") not in HUMAN or is_out_of_office(sequence):
            return None
        if any(word.lower in PREPOSITIONS for word in sequence[at + 1 :]) or any(self._table.find(sequence[:at])):
            return None
        owner = self._named_actor(sequence[at + 1 :])
        actor = self._table.named(owner.actor) if owner else None
        return Holder(actor.name, on_one_line(sequence)) if actor and actor.kind != "outlet" else None

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
        if heads & OWN_VOICE or is_out_of_office(sequence) or (found.way is Way.DEMONYM and is_other_body(rest)):
            return _as_printed(plain(sequence))
        if rest and found.actor.kind != "outlet" and not speaks_for_actor(rest, found):
            return _as_printed(plain(sequence))
        if not rest and is_only_some(sequence, found):
            return _as_printed(_opened(plain(sequence)))
        if found.actor.kind == "outlet" or not (rest or found.way is Way.METONYM):
            return _by(Resolution(found.way.value), Holder(found.actor.name))
        office = rest[: head_end(rest)]
        if office and bare(office[-1].lower) in HUMAN and not is_indefinite(sequence):
            person = self._offices.office_holder(sequence, found.actor, bare(office[-1].lower))
            if person is not None:
                return _by(Resolution.ROLE, self._before.of_person(person, (person.intro,)))
        shown = on_one_line(sequence)
        speaker = shown if heads & (OFFICES | INSTITUTIONS) or found.way is Way.METONYM else ""
        return _by(Resolution(found.way.value), Holder(found.actor.name, speaker))

    def _head_actor(self, sequence: Sequence[Word]) -> Named | None:
        """The actor that a phrase speaks for: before its first preposition, an outlet before a state."""
        border = head_end(sequence)
        found = [each for each in self._table.find(sequence) if each.first < border]
        found = found or [each for each in self._story.short(sequence) if each.first < border]
        found = found or self._called_in_short(sequence)
        found = [each for each in found if not is_surname(sequence, each)]
        found = [each for each in found if not belongs_to_other_head(sequence, each.first)]
        outlets = [each for each in found if each.actor.kind == "outlet"]
        return next(iter(outlets or found), None)

    def _called_in_short(self, sequence: Sequence[Word]) -> list[Named]:
        """The body that a phrase calls by the last word of its name: "the Commission", of the European Commission."""
        at = int(sequence[0].lower in {"the", "a", "an"})
        if len(sequence) <= at or bare(sequence[at].text) not in _IN_SHORT:
            return []
        if at + 1 < len(sequence) and (sequence[at + 1].capital or sequence[at + 1].lower in PREPOSITIONS):
            return []
        bodies = {each.actor: each for each in self._story.named_before(sequence[0].start, bare(sequence[at].text))}
        return [replace(each, first=at, last=at) for each in bodies.values()] if len(bodies) == 1 else []

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
            if head in OFFICES and not is_proper(sequence, border):
                known = self._offices.definite(source, head, sequence[:border])
                if known is not None:
                    return _by(Resolution.ROLE, known)
                return _as_printed(plain(sequence)) if is_name(sequence) else None
            again = self._heards.called(head)
            if again is not None and is_shorter(sequence[1 : border - 1], again):
                return _by(Resolution.ROLE, again)
        if is_nobody(sequence) or (sequence[0].lower in _SOMEBODYS and head not in _PAPERS):
            return None
        sequence = without_title(sequence)
        phrase = plain(sequence)
        return _as_printed(_opened(phrase)) if phrase else None

    def _cited_by(self, holder: Holder, source: Span) -> Holder:
        """The official whom an outlet cites in the same sentence holds the position; the outlet passes it on."""
        actor = self._table.named(holder.actor)
        if not (actor.kind == "outlet" if actor else is_medium(holder.actor)):
            return holder
        sequence = self._story.words_of(self._heards.index(source.start))
        citing = next((i for i, word in enumerate(sequence) if word.lower in {"citing", "quoting"}), -1)
        if citing < 0:
            return holder
        end = next((i for i in range(citing + 1, len(sequence)) if sequence[i].punctuation), len(sequence))
        cited = self._phrase(source, sequence[citing + 1 : end]) if end > citing + 1 else None
        speaks = cited is not None and (self._is_known(cited) or is_source(sequence[citing + 1 : end]))
        return _by(Resolution.CITED, replace(cited, via=(holder.actor,))) if cited and speaks else holder

    def _is_known(self, holder: Holder) -> bool:
        named = self._table.named(holder.actor) is not None
        return named or holder.speaker in self._who.by_name or holder.actor in self._who.by_name


def _by(way: Resolution, holder: Holder) -> Holder:
    """A holder with how it was told that it is they."""
    return replace(holder, by=way)


def _opened(phrase: str) -> str:
    """A phrase with a capital: it is a name in the brief."""
    return phrase[:1].upper() + phrase[1:]


def _as_printed(phrase: str) -> Holder:
    return Holder(phrase, by=Resolution.AS_PRINTED)
