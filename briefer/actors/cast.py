"""The cast of one article: everybody who appears in it, and whom each of its sources stands for. Pure.

In: the text, its sentences, the actor table, the attributions. Out: holders. What cannot be resolved has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from briefer.actors.discourse import Discourse
from briefer.actors.media import is_medium
from briefer.actors.people import Person, Present, present
from briefer.actors.table import Named, Table, bare
from briefer.attribution import statements
from briefer.attribution.words import RELATIVES, Word, words
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
    story: tuple[Sentence, ...] = ()

    def holders(self, found: Attribution) -> tuple[Holder, ...]:
        """Whom the source of an attribution stands for, with the neutral voices that pass it on.

        Speech inside speech: "sources say that officials refused" is the officials' position, via the sources.
        """
        holders = tuple(dict.fromkeys(each for span in found.source for each in self.resolved.get(span, ())))
        reporters = self._passing_on(found)
        if not reporters or any(self.is_party(each) for each in reporters):
            return holders
        own = {(each.actor.casefold(), each.speaker.casefold()) for each in holders}
        others = [each for each in reporters if (each.actor.casefold(), each.speaker.casefold()) not in own]
        via = dict.fromkeys(name for each in others for name in (_in_running_text(each.actor), *each.via))
        return tuple(
            replace(each, via=(*each.via, *(name for name in via if name not in each.via))) for each in holders
        )

    def reporters(self, found: Attribution) -> tuple[Holder, ...]:
        """Those inside whose words an attribution stands; none where the article itself reports it."""
        around = self.around(found)
        return self.resolved.get(around.source[0], ()) if around and around.source else ()

    def _passing_on(self, found: Attribution) -> tuple[Holder, ...]:
        """The reporters, each with whoever passes on their own words in turn."""
        around = self.around(found)
        outer = self.reporters(around) if around else ()
        if not outer or any(self.is_party(each) for each in outer):
            return self.reporters(found)
        via = tuple(_in_running_text(name) for each in outer for name in (each.actor, *each.via))
        return tuple(replace(each, via=(*each.via, *via)) for each in self.reporters(found))

    def around(self, found: Attribution) -> Attribution | None:
        """The shortest attribution inside whose content another stands."""
        return self._around.get(found.place)

    @cached_property
    def _around(self) -> Mapping[Span, Attribution]:
        """For the place of an attribution the shortest other one inside whose content it stands."""
        speeches = sorted((span, at) for at, each in enumerate(self.found) for span in each.content)
        places = sorted((each.place, at) for at, each in enumerate(self.found))
        lengths = [sum(end - start for start, end in each.content) for each in self.found]
        inner: dict[Span, Attribution] = {}
        opened: list[tuple[Span, int]] = []
        following = 0
        for place, own in places:
            while following < len(speeches) and speeches[following][0].start <= place.start:
                opened.append(speeches[following])
                following += 1
            opened = [each for each in opened if each[0].end > place.start]
            around = [at for span, at in opened if at != own and span.covers(place)]
            if around:
                inner[place] = self.found[min(around, key=lengths.__getitem__)]
        return inner

    def is_party(self, holder: Holder) -> bool:
        """Whether somebody has a position of their own to colour what they report: all but outlets and loose groups."""
        actor = self.table.named(holder.actor)
        if actor is not None:
            return actor.kind != "outlet"
        return holder.speaker in self._names or holder.actor in self._names or not _is_loose(holder.actor)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(person.name for person in self.people)

    @cached_property
    def by_word(self) -> Mapping[str, tuple[Person, ...]]:
        """Each word of a name to the people who bear it, in the order in which they first appear."""
        return Present(self.people, ()).by_word

    def named(self, sequence: Sequence[Word]) -> Iterator[Named]:
        """The actors that words of the article name, by short names too."""
        return self.table.find(sequence, lambda: self._long_named)

    @cached_property
    def _long_named(self) -> frozenset[str]:
        return self.table.long_named(words(self.text, 0, len(self.text)))

    @cached_property
    def _parts_of_names(self) -> frozenset[str]:
        return frozenset(word for name in self._names for word in name.split())

    def _is_always_capital(self, word: str) -> bool:
        """Whether a word stands with a capital inside sentences, and nowhere without: a name, whoever knows it.

        A headline does not count: every word of it may have a capital.
        """
        said = [self.text[start:end] for start, end, _ in self.story]
        small = word[:1].lower() + word[1:]
        inside = any(word in each and word in _INSIDE.findall(each) for each in said)
        return inside and not any(small in each and small in _SMALL.findall(each) for each in said)

    def sentence(self, found: Attribution, holders: tuple[Holder, ...] = ()) -> str:
        """The attribution as one plain sentence; "" where nobody can be named as its holder."""
        holders = holders or self.holders(found)
        found = self._own_speech(found, holders) or found
        return statements.sentence(self.text, found, holders, self._begins_with_name(found)) if holders else ""

    def _own_speech(self, found: Attribution, holders: tuple[Holder, ...]) -> Attribution | None:
        """The holders' own speech that a speaker of theirs passes on whole: "China said it agreed, its envoy said"."""
        inner = self._whole.get(found.content[0])
        if found.rule != "inverted" or len(found.content) > 1 or inner is None or inner.rule != "clause":
            return None
        if self.text[inner.cue[-1].end - 4 : inner.cue[-1].end] not in _SAID:
            return None
        same = {each.actor for each in self.holders(inner)} == {each.actor for each in holders}
        return inner if same else None

    @cached_property
    def _whole(self) -> Mapping[Span, Attribution]:
        return _whole(self.found)

    def renamed(self, found: Attribution, statement: str) -> str:
        """The attribution's sentence, where a statement is that sentence but for how it calls the holder; else "".

        A chunk may know less of somebody than its article: "the ambassador said …" there, the ambassador's name here.
        """
        holders = self.holders(found)
        told = self._own_speech(found, holders) or found
        rest = statements.tail(self.text, told, holders, self._begins_with_name(told)) if holders else ""
        if not rest or not statement.endswith(rest):
            return ""
        printed = " ".join(self.text[start:end] for start, end in found.source)
        known = {*_words(printed), *(word for each in holders for name in each.names for word in _words(name))}
        return self.sentence(found, holders) if _words(statement[: -len(rest)]) <= known else ""

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
        if first.text in self._parts_of_names or (first.capital and self._is_always_capital(first.text)):
            return True
        return len(sequence) > 1 and sequence[1].capital and not sequence[1].text.isupper()


def cast(text: str, sentences: Sequence[Sentence], table: Table, found: Sequence[Attribution]) -> Cast:
    """The cast of a text whose attributions are found."""
    sources = sorted({span for each in found for span in each.source if text[span.start : span.end] not in RELATIVES})
    who = present(text, sentences, table, sources)
    discourse = Discourse(text, sentences, table, who, _speak_of(found))
    resolved = {span: discourse.resolve(span) for span in sources}
    return Cast(text, table, tuple(found), who.people, resolved, tuple(sentences))


_SAID = frozenset(("said", "says"))
_INSIDE = re.compile(r"(?<=[a-z,] )([A-Z][^\W\d_]+)")
_SMALL = re.compile(r"(?<![\w./@-])[a-z][^\W\d_]+(?!\.\w)")  # and no part of an address


def _whole(found: Sequence[Attribution]) -> Mapping[Span, Attribution]:
    """Attributions by all the words from their source to the end of what is said."""
    return {Span(each.source[0].start, each.content[-1].end): each for each in found if each.source}


def _speak_of(found: Sequence[Attribution]) -> Mapping[Span, Span]:
    """For a source behind somebody's own speech ("China opposes it, a spokesman said") the source of that speech."""
    inner = _whole(found)
    return {
        each.source[0]: inner[said].source[0]
        for each in found
        if each.rule == "inverted" and each.source
        if (said := Span(each.content[0].start, each.content[-1].end)) in inner
    }


def _words(name: str) -> set[str]:
    """The words of a name in lower case, without "the", "and" and what says whose."""
    return {bare(word.lower) for word in words(name, 0, len(name)) if not word.punctuation} - {"the", "a", "an", "and"}


_LOOSE = frozenset(
    "source diplomat official report report insider analyst expert observer media newspaper paper agency people person "
    "reporter journalist document statement account article release".split()
)


def _is_loose(name: str) -> bool:
    """Whether somebody unnamed only passes on what is said: "diplomatic sources linked to the council"."""
    loose = any(word.removesuffix("s") in _LOOSE for word in name.casefold().split()) and "'s" not in name
    return loose or is_medium(name)


def _in_running_text(name: str) -> str:
    """A group's name inside a sentence: "diplomatic sources"; names that are proper stay."""
    first, *following = name.split()[:2] or [""]
    proper = name[:2].isupper() or "'" in first or not following or following[0][0].isupper()
    return name if proper else name[0].lower() + name[1:]
