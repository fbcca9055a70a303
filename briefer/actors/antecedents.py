"""Whom a pronoun stands for: the nearest source or subject that fits it, and nobody where two may be meant. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefer.actors.given import sex_of_word
from briefer.actors.heard import Heard, Heards, Story
from briefer.actors.people import Person
from briefer.actors.phrase import kernel, on_one_line, role_key
from briefer.actors.roles import HUMAN, OFFICES, ROLES, TITLES, Mention, full_name, may_be_name
from briefer.actors.table import Named, Way, bare
from briefer.attribution.words import PREPOSITIONS, SUBORDINATORS, Word, words
from briefer.model import Holder, Span

PRONOUNS = {"he": "he", "him": "he", "she": "she", "it": "it", "they": "they", "them": "they"}
POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
_NEAR = 4
"""Sentences back in which a pronoun may have its antecedent; news goes further only by name."""


_CONTRASTED = re.compile(r"\b(?:while|whereas|though|although|but|and)\b|;")
"""What parts two clauses with a speaker each."""


class Antecedents:
    """Finds antecedents in a story, among what has been heard so far."""

    def __init__(self, story: Story, heards: Heards) -> None:
        self._story, self._heards = story, heards
        self._subjects: dict[int, tuple[Holder, ...]] = {}
        self._people: dict[tuple[int, str], list[Person]] = {}
        self.strangers: set[str] = set()
        """Names of people who are in the article only as an apposition: "his challenger, Grace Achebe"."""

    def of(self, source: Span, pronoun: str) -> tuple[Holder, ...]:
        """Whom a pronoun stands for: the nearest fitting subject or source, in this sentence, else in those before."""
        here = self._heards.index(source.start)
        inside = self.named_before(source.start) if pronoun == "it" else ()
        if inside:
            return inside
        for index in range(here, max(-1, here - _NEAR - 1), -1):
            if index < here and self._are_two(index, source.start, pronoun):
                return ()
            for holders, span in self._candidates(index, source.start):
                if self._fits(holders, pronoun):
                    if index < here and self._is_only_subject(index, span) and len(self._mentioned(index, pronoun)) > 1:
                        return ()
                    other = index < here and self._another_stands_before(source, pronoun, holders)
                    return () if other else tuple(replace(h, antecedent=h.antecedent or (span,)) for h in holders)
                if self._may_be_meant(holders, span, pronoun, back=here - index):
                    return ()
            if index < here and pronoun in {"he", "she"} and self._is_stranger(index, source.start):
                return ()
            mentioned = self._mentioned(index, pronoun) if index < here else []
            if mentioned:
                return self._introduced(mentioned[0], index) if len(mentioned) == 1 and index == here - 1 else ()
        return ()

    def subject(self, index: int, before: int) -> tuple[Holder, ...]:
        """Whom a sentence begins with: a person, an office or an actor."""
        sentence = self._story.sentences[index]
        if before < sentence.end:
            return self._subject(index, before)
        if index not in self._subjects:
            self._subjects[index] = self._subject(index, before)
        return self._subjects[index]

    def named_before(self, before: int) -> tuple[Holder, ...]:
        """The actor named last before "it" in the same sentence: "… on Pyongyang after it said"."""
        return self._named(before, -1)

    def first_named(self, before: int) -> tuple[Holder, ...]:
        """The actor named first in the sentence: whose "its foreign minister" is, behind "China will …"."""
        return self._named(before, 0)

    def person(self, sequence: Sequence[Word]) -> Person | None:
        """The person whom a phrase names, not one whom it only mentions ("Putin's spokesman", "a friend of Putin")."""
        taken = {i for each in self._actors(sequence) for i in range(each.first, each.last + 1)}
        for index in range(len(sequence) - 1, -1, -1):
            word = sequence[index]
            if not word.capital or index in taken or not self._is_head(sequence, index):
                continue
            near = self._story.who.by_word.get(bare(word.text), ())
            given = sequence[index - 1] if index and index - 1 not in taken else None
            if given is not None and may_be_name(given) and given.text not in TITLES:
                near = tuple(person for person in near if bare(given.text) in person.name.split())
            whole = full_name(sequence[max(0, index - 4) : index + 1])
            named = [person for person in near if whole.endswith(person.name)]
            before = [person for person in near if person.intro.start <= word.start]
            if given is None and not named and len(before) > 1:
                return self._by_surname(before, word.start)
            if named or (near and sequence[0].lower not in {"a", "an", "another"}):
                return (named or before or near)[-1]
        return None

    def _by_surname(self, bearers: Sequence[Person], before: int) -> Person | None:
        """Who is called by a surname that several bear: whom the article gave it first, unless another one is near."""
        near = self._story.sentences[max(0, self._heards.index(before) - 1)].start
        other = any(near <= self._story.given_named(each, before) for each in bearers[1:])
        return None if other else bearers[0]

    def _actors(self, sequence: Sequence[Word]) -> list[Named]:
        return [each for each in self._story.table.find(sequence) if each.way is not Way.LEADER]

    def _is_head(self, sequence: Sequence[Word], index: int) -> bool:
        """Whether the name that ends at a word is the head of its phrase, neither a modifier nor a complement."""
        following = sequence[index + 1] if index + 1 < len(sequence) else None
        if following is not None and (not following.punctuation or bare(sequence[index].text) != sequence[index].text):
            return following.lower in PREPOSITIONS | _AFTER_NAME or following.lower.endswith("ing")
        first = index
        while first > 0 and sequence[first - 1].capital and index - first < 4:
            first -= 1
        taken = {i for each in self._actors(sequence) for i in range(each.first, each.last + 1)}
        return not (first > 1 and sequence[first - 1].lower in PREPOSITIONS and first not in taken)

    def of_person(self, person: Person, antecedent: tuple[Span, ...] = ()) -> Holder:
        """A person as a holder: for the actor whose office they hold, or for themselves."""
        if person.actor is None or person.own_voice:
            return Holder(person.name, antecedent=antecedent)
        return Holder(person.actor.name, person.name, antecedent=antecedent)

    def of_mention(self, mention: Mention, printed: str) -> tuple[Holder, ...]:
        """Whom the mention of an office stands for; `printed` is how the article calls it."""
        person = self._story.who.by_name.get(mention.name)
        if person is None and mention.name:
            parts = set(mention.name.split())
            near = self._story.who.by_word.get(mention.name.split()[-1], ())
            person = next((each for each in near if parts <= set(each.name.split())), None)
        if person is not None:
            return (self.of_person(person, (person.intro,)),)
        if mention.actor is not None:
            return (Holder(mention.actor.name, printed, antecedent=(mention.span,)),)
        if mention.name:
            return ()
        again = self._heards.called(mention.role)
        return (again,) if again else ()

    def _named(self, before: int, which: int) -> tuple[Holder, ...]:
        sequence = self._story.words_before(self._heards.index(before), before)
        found = [each for each in self._story.table.find(sequence) if each.way in {Way.NAME, Way.CAPITAL}]
        if not found:
            return ()
        named = found[which]
        return (Holder(named.actor.name, antecedent=(Span(sequence[named.first].start, sequence[named.last].end),)),)

    def _candidates(self, index: int, before: int) -> Iterator[tuple[tuple[Holder, ...], Span]]:
        """Sources heard in one sentence, the first one first, then the sentence's own subject."""
        sentence = self._story.sentences[index]
        heard = [each for each in self._heards.within(index) if each.span.start < before and each.holders]
        own_first = heard if sentence.end <= before else reversed(heard)
        yield from ((each.holders, each.span) for each in own_first)
        subject = self.subject(index, before)
        if subject:
            yield subject, Span(sentence.start, sentence.end)

    def _subject(self, index: int, before: int) -> tuple[Holder, ...]:
        sentence = self._story.sentences[index]
        for mention in self._story.who.offices_between(sentence.start, sentence.start + 5):
            if mention.span.end <= before:
                return self.of_mention(mention, on_one_line(words(self._story.text, *mention.span)))
        sequence = tuple(word for word in _past_lead(self._story.words_of(index)) if word.end <= before)
        for named in self._story.table.find(sequence):
            if named.first <= 1 and named.way in {Way.NAME, Way.CAPITAL, Way.METONYM}:
                return (Holder(named.actor.name),)
        person = self.person(_leading_name(sequence))
        return (self.of_person(person, (person.intro,)),) if person else ()

    def _mentioned(self, index: int, pronoun: str) -> list[Person]:
        """The people whom a sentence names anywhere, where the pronoun may stand for each of them."""
        if pronoun not in {"he", "she"}:
            return []
        if (index, pronoun) not in self._people:
            self._people[index, pronoun] = self._named_in(index, pronoun)
        return self._people[index, pronoun]

    def _named_in(self, index: int, pronoun: str) -> list[Person]:
        found: list[Person] = []
        for word in self._story.words_of(index):
            near = self._story.who.by_word.get(bare(word.text), ()) if word.capital else ()
            if near and near[0].sex in {"", pronoun} and near[0] not in found:
                found.append(near[0])
        return found

    def _is_only_subject(self, index: int, span: Span) -> bool:
        """Whether a candidate is a sentence's subject who does not speak in it: another whom it names may be meant."""
        sentence = self._story.sentences[index]
        return span == Span(sentence.start, sentence.end)

    def _is_stranger(self, index: int, before: int) -> bool:
        """Whether a sentence has a speaker of whom nothing is known: the next "he" may be theirs."""
        heard = (each for each in self._heards.within(index) if each.span.start < before)
        return any(self._may_be_he(each) for each in heard if len(words(self._story.text, *each.span)) > 1)

    def _are_two(self, index: int, before: int, pronoun: str) -> bool:
        """Whether two people spoke in a sentence, each in a clause of their own: "Ruiz left it, while Berg wrote …"."""
        if pronoun not in {"he", "she"}:
            return False
        heard = [each for each in self._heards.within(index) if each.span.start < before]
        people = [each for each in heard if each.holders and self._fits(each.holders, pronoun)]
        for one, other in pairwise(people):
            between = self._story.text[one.span.end : other.span.start].lower()
            if one.holders[0].names != other.holders[0].names and _CONTRASTED.search(between):
                return True
        return False

    def _may_be_meant(self, holders: tuple[Holder, ...], span: Span, pronoun: str, back: int) -> bool:
        """Whether a source, so many sentences back, may be whom a pronoun stands for; nothing says that it fits."""
        if pronoun == "they":
            return not back and (self._is_joint(span) or self._may_be_they(holders))
        return back <= 1 and pronoun in {"he", "she"} and self._may_be_called(holders)

    def _may_be_they(self, holders: tuple[Holder, ...]) -> bool:
        """Whether "they" may be a body's own people: "the ministry said they offered more"."""
        return len(holders) == 1 and not self._is_human(holders[0])

    def _may_be_called(self, holders: tuple[Holder, ...]) -> bool:
        """Whether a speaker may be somebody of whom only a surname is known: "Holm said he agreed"."""
        if len(holders) != 1 or holders[0].speaker or self._story.table.named(holders[0].actor) is not None:
            return False
        name = holders[0].actor
        return " " not in name and name.isalpha() and not name.isupper() and not _is_group(name)

    def _may_be_he(self, heard: Heard) -> bool:
        if len(heard.holders) != 1:
            return not heard.holders
        [holder] = heard.holders
        known = self._story.table.named(holder.actor) is not None or self._is_human(holder) or _is_group(holder.actor)
        last = holder.actor.split()[-1]
        return not known and last.islower() and last not in _PAPERS

    def _introduced(self, person: Person, index: int) -> tuple[Holder, ...]:
        """Somebody whom a sentence gives with a role for the first time, and so is about."""
        place = self._story.sentences[index]
        here = bool(person.role) and place.start <= person.intro.start < place.end
        return (self.of_person(person, (person.intro,)),) if here else ()

    def _another_stands_before(self, source: Span, pronoun: str, holders: tuple[Holder, ...]) -> bool:
        """Whether the pronoun's own sentence names somebody else before it whom it may as well stand for."""
        if pronoun not in {"he", "she"}:
            return False
        known = {name for holder in holders for name in (holder.actor, holder.speaker)}
        for word in self._story.words_before(self._heards.index(source.start), source.start):
            for person in self._story.who.by_word.get(bare(word.text), ()) if word.capital else ():
                if person.name not in known and person.sex in {"", pronoun} and not self._answers(person, known):
                    return True
        return False

    def _answers(self, person: Person, known: set[str]) -> bool:
        """Whether somebody bears a name of those known: a father and his son are not told apart."""
        return any(word in name.split() for name in known for word in person.name.split())

    def _is_joint(self, span: Span) -> bool:
        return " and " in self._story.text[span.start : span.end] and span.end - span.start < 200

    def _fits(self, holders: tuple[Holder, ...], pronoun: str) -> bool:
        if pronoun == "they":
            many = len(holders) == 1 and not holders[0].speaker and _is_group(holders[0].actor)
            return len(holders) > 1 or (many and self._story.table.named(holders[0].actor) is None)
        if len(holders) != 1:
            return False
        if pronoun == "it":
            return self._is_body(holders[0])
        return self._is_human(holders[0]) and self._sex(holders[0]) in {"", pronoun}

    def _person_of(self, holder: Holder) -> Person | None:
        return self._story.who.by_name.get(holder.speaker) or self._story.who.by_name.get(holder.actor)

    def _is_human(self, holder: Holder) -> bool:
        if self._person_of(holder) is not None or holder.actor in self.strangers:
            return True
        called = (holder.speaker or holder.actor).split()
        if not holder.speaker and self._story.table.named(holder.actor) is not None:
            return False
        return bool(called) and (kernel(" ".join(called)) in _HUMAN or called[0].lower() == "one")

    def _sex(self, holder: Holder) -> str:
        person = self._person_of(holder)
        if person is not None:
            return person.sex
        return next(filter(None, map(sex_of_word, (holder.speaker or holder.actor).split())), "")

    def _is_body(self, holder: Holder) -> bool:
        """Whether "it" may be said of a holder: an actor, a ministry, a name that is no person's."""
        if self._is_human(holder):
            return False
        if self._story.table.named(holder.actor) is not None:
            return True
        proper = [word for word in holder.actor.split() if word[0].isupper()]
        return kernel(holder.speaker or holder.actor) in OFFICES or len(proper) > 1


_LEADS = PREPOSITIONS | SUBORDINATORS


def _past_lead(sequence: tuple[Word, ...]) -> tuple[Word, ...]:
    """The first words of a sentence, without what leads into it: "After three days, Trump …"."""
    if sequence[0].lower in _LEADS:
        comma = next((at for at, word in enumerate(sequence[:16]) if word.text == ","), -1)
        return sequence[comma + 1 : comma + 7]
    return sequence[:6]


def _leading_name(sequence: tuple[Word, ...]) -> tuple[Word, ...]:
    """The capitalised words that a sentence begins with, where they are its subject: no "Trump campaign officials"."""
    end = next((at for at, word in enumerate(sequence) if not word.capital), len(sequence))
    modifies = end < len(sequence) and bare(sequence[end].lower).removesuffix("s") in _FOLLOWERS
    return () if modifies else sequence[:end]


def _is_group(called: str) -> bool:
    """Whether a phrase is a group of people without a name: "diplomatic sources", "Analysts", but not "Texas"."""
    *before, last = called.split()
    return last.endswith("s") and (last.lower() in ROLES | _GROUPS or (bool(before) and last.islower()))


_PAPERS = frozenset("report statement letter study survey poll document paper newspaper agency account".split())
_GROUPS = frozenset(
    "sources prosecutors researchers scientists protesters investigators doctors supporters opponents rebels authors "
    "organisers organizers leaders pilots workers unions companies lawyers economists activists".split()
)
_FOLLOWERS = {role.removesuffix("s") for role in ROLES} | frozenset("campaign supporter team ally voter lawyer".split())
_AFTER_NAME = frozenset("both himself herself who all".split())
_HUMAN = frozenset(map(role_key, HUMAN | {"head", "boss", "founder", "owner", "manager", "captain", "coach"}))
