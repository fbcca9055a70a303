"""Who holds an office that an article speaks of without a name: "the ambassador", "China's foreign minister". Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefer.actors.antecedents import Antecedents
from briefer.actors.heard import Heards, Story
from briefer.actors.people import Person
from briefer.actors.phrase import on_one_line, role_key
from briefer.actors.roles import HUMAN, Mention
from briefer.actors.table import Actor
from briefer.actors.titles import heads, portfolio, same_office
from briefer.actors.voices import OF_MANY
from briefer.attribution.words import Word
from briefer.model import Holder, Span


class Offices:
    """The offices of one article, and who is known to hold them at a place in it."""

    def __init__(self, story: Story, heards: Heards, before: Antecedents) -> None:
        self._story, self._heards, self._before = story, heards, before

    def definite(self, source: Span, head: str, sequence: Sequence[Word]) -> Holder | None:
        """The ambassador, the ministry, the official: the last one heard or introduced with that role."""
        shown, held = on_one_line(sequence), portfolio(word.text for word in sequence)
        again = self._heards.called(head)
        if again is not None and same_office(held, portfolio(again.speaker or again.actor)):
            return again
        for office in self._mentions(head, held):
            if office.span.start < source.start and (office.name or office.actor):
                bare_office = office.actor if not office.name else None
                one = self._only_one(bare_office, office.role, held) if bare_office else None
                if one is not None:
                    return self._before.of_person(one, (one.intro,))
                return next(iter(self._before.of_mention(office, self._story.printed(office.span))), None)
        person = next(
            (p for p in self._story.who.people if p.role == head and self._holds(p, held, source.start)), None
        )
        if person is not None:
            return self._before.of_person(person, (person.intro,))
        subject = self._before.subject(self._heards.index(source.start), source.start)
        owner = subject[0] if subject else None
        known = owner is not None and head not in HUMAN and self._story.table.named(owner.actor) is not None
        return Holder(owner.actor, shown, antecedent=owner.antecedent) if known and owner else None

    def _mentions(self, head: str, held: frozenset[str]) -> Iterator[Mention]:
        """The mentions of an office, the last one first."""
        found = [each for name in heads(head, held) for each in self._story.who.by_role.get(role_key(name), ())]
        for office in sorted(found, key=lambda each: -each.span.start):
            if same_office(held, portfolio(self._story.printed(office.span))):
                yield office

    def _holds(self, person: Person, held: frozenset[str], before: int) -> bool:
        """Whether somebody was introduced before an offset with an office of a portfolio."""
        return person.intro.start < before and same_office(held, portfolio(self._story.printed(person.intro)))

    def office_holder(self, sequence: Sequence[Word], actor: Actor, role: str) -> Person | None:
        """Who an office of an actor is: the last one named before, or the only one whom the article gives it to."""
        if sequence[0].lower == "the":
            person = self._latest(sequence, actor, role)
            if person is not None:
                return person
        return self._only_one(actor, role, portfolio(word.text for word in sequence))

    def _only_one(self, actor: Actor, role: str, held: frozenset[str]) -> Person | None:
        """The only person to whom the article gives an office of an actor that one at a time holds."""
        if role in OF_MANY:
            return None
        named = [
            person
            for person in self._story.who.people
            if person.actor == actor
            and not person.own_voice
            and role_key(person.role) in map(role_key, heads(role, held))
            and portfolio(self._story.printed(person.intro)) == held
        ]
        return named[0] if len(named) == 1 else None

    def _latest(self, sequence: Sequence[Word], actor: Actor, role: str) -> Person | None:
        """The person of an actor whose name was read last before an offset; for an office, one who holds it."""
        loose = role in {"diplomat", "official", "leader"}
        before, held = sequence[0].start, portfolio(word.text for word in sequence)
        best: tuple[int, Person] | None = None
        for person in self._story.who.people:
            fits = loose or role_key(person.role) in map(role_key, heads(role, held))
            fits = fits and same_office(held, portfolio(self._story.printed(person.intro)))
            if person.actor == actor and not person.own_voice and fits:
                at = self._story.last_named(person, before)
                if at >= 0 and (best is None or at > best[0]):
                    best = at, person
        return best[1] if best else None
