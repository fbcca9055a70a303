"""The cast of one article: everybody who appears in it, and whom each of its sources stands for. Pure.

In: the text, its sentences, the actor table, the attributions. Out: holders. What cannot be resolved has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefer.actors.discourse import Discourse
from briefer.actors.people import Person, present
from briefer.actors.table import Table
from briefer.attribution import statements
from briefer.attribution.words import words
from briefer.model import Attribution, Holder, Sentence, Span

_LIMIT = 12
"""People whom a later chunk is told of: the latest ones."""


@dataclass(frozen=True)
class Cast:
    """People in the order in which they first appear, and for each source span its holders."""

    text: str
    table: Table
    found: tuple[Attribution, ...]
    people: tuple[Person, ...]
    resolved: Mapping[Span, tuple[Holder, ...]]

    def holders(self, found: Attribution) -> tuple[Holder, ...]:
        """Whom the source of an attribution stands for, with the neutral voices that pass it on.

        Speech inside speech: "sources say that officials refused" is the officials' position, via the sources.
        """
        holders = self.resolved.get(found.source[0], ()) if found.source else ()
        reporters = self.reporters(found)
        if not reporters or any(self.is_party(each) for each in reporters):
            return holders
        via = tuple(_in_running_text(each.actor) for each in reporters)
        return tuple(replace(each, via=(*each.via, *via)) for each in holders)

    def reporters(self, found: Attribution) -> tuple[Holder, ...]:
        """Those inside whose words an attribution stands; none where the article itself reports it."""
        place = (found.cue or found.content)[0]
        around = [each for each in self.found if each is not found and any(s.covers(place) for s in each.content)]
        if not around:
            return ()
        inner = min(around, key=lambda each: sum(end - start for start, end in each.content))
        return self.resolved.get(inner.source[0], ()) if inner.source else ()

    def is_party(self, holder: Holder) -> bool:
        """Whether somebody has a position of their own to colour what they report: all but outlets and loose groups."""
        actor = self.table.named(holder.actor)
        if actor is not None:
            return actor.kind != "outlet"
        return any(person.name in {holder.speaker, holder.actor} for person in self.people)

    def sentence(self, found: Attribution) -> str:
        """The attribution as one plain sentence; "" where nobody can be named as its holder."""
        holders = self.holders(found)
        return statements.sentence(self.text, found, holders, self._begins_with_name(found)) if holders else ""

    def earlier(self, offset: int) -> tuple[tuple[str, str], ...]:
        """Name and role or actor of those introduced before `offset`, the latest last: what a later chunk must know."""
        known = [person for person in self.people if person.intro.start < offset]
        return tuple((p.name, p.actor.name if p.actor else p.role) for p in known[-_LIMIT:])

    def _begins_with_name(self, found: Attribution) -> bool:
        sequence = words(self.text, *found.content[0])[:4]
        if not sequence:
            return True
        first = sequence[0]
        if any(named.first == 0 for named in self.table.find(sequence)) or first.text.isupper():
            return True
        if any(person.answers_to(first.text) for person in self.people):
            return True
        return len(sequence) > 1 and sequence[1].capital and not sequence[1].text.isupper()


def cast(text: str, sentences: Sequence[Sentence], table: Table, found: Sequence[Attribution]) -> Cast:
    """The cast of a text whose attributions are found."""
    sources = sorted({span for each in found for span in each.source})
    who = present(text, sentences, table, sources)
    discourse = Discourse(text, sentences, table, who)
    return Cast(text, table, tuple(found), who.people, {span: discourse.resolve(span) for span in sources})


def _in_running_text(name: str) -> str:
    """A group's name inside a sentence: "diplomatic sources"; names that are proper stay."""
    following = name.split()[1:2]
    proper = name[:2].isupper() or not following or following[0][0].isupper()
    return name if proper else name[0].lower() + name[1:]
