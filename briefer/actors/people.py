"""Who appears in one article: people with the roles that say for whom they speak, offices without a name. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefer.actors.roles import HUMAN, Mention, mentions, names
from briefer.actors.table import Actor, Table, Way, bare
from briefer.attribution.words import words
from briefer.model import Sentence, Span


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named: `intro` is the span that first gives name and role."""

    name: str
    actor: Actor | None
    intro: Span
    role: str
    own_voice: bool = False

    def answers_to(self, word: str) -> bool:
        return word in self.name.split()


@dataclass(frozen=True, slots=True)
class Present:
    """Those who appear, in the order in which they first do."""

    people: tuple[Person, ...]
    offices: tuple[Mention, ...]


def present(text: str, sentences: Sequence[Sentence], table: Table, sources: Iterable[Span]) -> Present:
    """Who appears in a text: people introduced with a role first, then sources that are names."""
    people: dict[str, Person] = {}
    offices: list[Mention] = []
    for sentence in sentences:
        sequence = words(text, sentence.start, sentence.end)
        for mention in mentions(sequence, table):
            offices.append(mention)
            if mention.name:
                _introduce(people, mention)
        for named in table.find(sequence):
            if named.way is Way.LEADER:
                span = Span(sequence[named.first].start, sequence[named.last].end)
                name = " ".join(bare(word.text) for word in sequence[named.first : named.last + 1])
                people.setdefault(name, Person(name, None, span, ""))
    for span in sources:
        sequence = words(text, *span)
        for first, end in names(sequence, table):
            name = " ".join(bare(word.text) for word in sequence[first:end])
            if not any(set(name.split()) <= set(known.split()) for known in people):
                people[name] = Person(name, None, Span(sequence[first].start, sequence[end - 1].end), "")
    bound = (_by_office(text, sentences, person, offices) for person in people.values())
    return Present(tuple(bound), tuple(offices))


def _introduce(people: dict[str, Person], mention: Mention) -> None:
    parts = set(mention.name.split())
    for name, known in people.items():
        if parts <= set(name.split()):
            if known.actor is None and mention.actor is not None:
                people[name] = replace(known, actor=mention.actor, intro=mention.span, role=mention.role)
            return
    actor = None if mention.own_voice else mention.actor
    people[mention.name] = Person(mention.name, actor, mention.span, mention.role, mention.own_voice)


def _by_office(text: str, sentences: Sequence[Sentence], person: Person, offices: Sequence[Mention]) -> Person:
    """Somebody named without a role right after an office without a name, and called by that office later on.

    "China's ambassador spoke out … Cui Tiankai told … The ambassador …"
    """
    if person.actor is not None or person.role or person.own_voice:
        return person
    here = next((i for i, each in enumerate(sentences) if person.intro.start < each.end), 0)
    since = sentences[max(0, here - 2)].start
    unnamed = [each for each in offices if each.actor and not each.name and each.role in HUMAN]
    near = [each for each in unnamed if since <= each.span.start < person.intro.start]
    if len(near) != 1:
        return person
    if f"the {near[0].role}" not in text[person.intro.end :].casefold():
        return person
    return replace(person, actor=near[0].actor, role=near[0].role, intro=near[0].span)
