"""Who appears in one article: people with the roles that say for whom they speak, offices without a name. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from briefer.actors.given import TELLING, sex, sex_of_word
from briefer.actors.phrase import role_key
from briefer.actors.roles import HUMAN, ROLES, Mention, full_name, mentions, names
from briefer.actors.table import Actor, Table, Way, bare
from briefer.attribution.words import PREPOSITIONS, Word, in_any_case, pieces, rarest_piece, words
from briefer.model import Sentence, Span

_MOST = 400
"""People one article may introduce; what names more is a list, and whoever comes later stays unknown."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named: `intro` is the span that first gives name and role, `sex` "he", "she" or empty."""

    name: str
    actor: Actor | None
    intro: Span
    role: str
    own_voice: bool = False
    sex: str = ""


@dataclass(frozen=True)
class Present:
    """Those who appear, in the order in which they first do."""

    people: tuple[Person, ...]
    offices: tuple[Mention, ...]

    @cached_property
    def by_word(self) -> Mapping[str, tuple[Person, ...]]:
        """Each word of a name to the people who bear it, in order of appearance."""
        found: dict[str, tuple[Person, ...]] = {}
        for person in self.people:
            for word in dict.fromkeys(person.name.split()):
                found[word] = (*found.get(word, ()), person)
        return found

    @cached_property
    def by_name(self) -> Mapping[str, Person]:
        """Full names to people."""
        return {person.name: person for person in self.people}

    @cached_property
    def by_role(self) -> Mapping[str, tuple[Mention, ...]]:
        """Roles to the mentions of them, in the order of the text."""
        found: dict[str, list[Mention]] = {}
        for mention in self.offices:
            found.setdefault(role_key(mention.role), []).append(mention)
        return {role: tuple(each) for role, each in found.items()}

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(sorted(mention.span.start for mention in self.offices))

    @cached_property
    def _in_order(self) -> tuple[Mention, ...]:
        return tuple(sorted(self.offices, key=lambda each: each.span.start))

    def offices_between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin at an offset from `start` to `end`, the latter not included."""
        return self._in_order[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def present(text: str, sentences: Sequence[Sentence], table: Table, sources: Iterable[Span]) -> Present:
    """Who appears in a text: people introduced with a role first, then sources that are names."""
    roll = _Roll()
    offices: list[Mention] = []
    addressed: dict[str, str] = {}
    for start, end, _ in sentences:
        if not (table.may_name(text, start, end) or _may_introduce(text, start, end)):
            continue
        sequence = words(text, start, end)
        found = tuple(table.find(sequence))
        offices += roll.introduced(mentions(sequence, found))
        for named in (each for each in found if each.way is Way.LEADER):
            roll.name(sequence, named.first, named.last + 1)
        addressed.update(_addressed(sequence))
    called: set[str] = set()
    for span in sources:
        sequence = words(text, *span)
        if len(sequence) == 1 and sequence[0].capital and not any(table.find(sequence)):
            called.add(bare(sequence[0].text))
        for first, end in names(sequence, tuple(table.find(sequence))):
            if not (first and sequence[first - 1].lower in PREPOSITIONS):
                roll.name(sequence, first, end)
    unknown = {name for name in called if not roll.knows(name)}
    for phrase, first, end in _full_names(text, sentences, table, unknown):
        roll.name(phrase, first, end)
    binding = _Binding(text, sentences, tuple(offices), addressed)
    return Present(tuple(map(binding.person, roll.people.values())), tuple(offices))


_NEEDED = in_any_case(map(rarest_piece, ROLES | TELLING))


def _may_introduce(text: str, start: int, end: int) -> bool:
    """Whether a stretch has a role or a form of address; a quick look, before its words are made."""
    return not _NEEDED.isdisjoint(pieces(text, start, end))


def _full_names(
    text: str, sentences: Sequence[Sentence], table: Table, surnames: set[str]
) -> Iterator[tuple[Sequence[Word], int, int]]:
    """The one full name that a text gives each surname, and gives first, where a source is only called by it.

    A sentence's first word is no given name unless the table of given names has it: "Rival Acme".
    """
    found: dict[str, dict[str, tuple[Sequence[Word], int, int]]] = {}
    opened: dict[str, int] = {}
    sought = frozenset(map(rarest_piece, surnames))
    for sentence in sentences if surnames else ():
        if sought.isdisjoint(pieces(text, sentence.start, sentence.end)):
            continue
        sequence = words(text, sentence.start, sentence.end)
        named = [word for word in sequence if bare(word.text) in surnames]
        if not named:
            continue
        for word in named:
            opened.setdefault(bare(word.text), word.start)
        for begin, end in names(sequence, tuple(table.find(sequence))):
            placed = begin > 0 and sequence[begin - 1].lower in PREPOSITIONS and end - begin > 2
            first = begin + placed
            surname, given = bare(sequence[end - 1].text), sequence[first].text
            known = sex(given) or (first > 0 and not given.endswith(("-based", "-born", "-led", "-owned")))
            if surname in surnames and known:
                name = full_name(sequence[first:end])
                found.setdefault(surname, {}).setdefault(name, (sequence, first, end))
    for surname, each in found.items():
        phrase, first, end = next(iter(each.values()))
        if len(each) == 1 and phrase[end - 1].start == opened[surname]:
            yield phrase, first, end


def _addressed(sequence: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Surnames with what their form of address tells: Mr. Kim, Ms. Kang."""
    for title, name in pairwise(sequence):
        if name.text[0].isupper() and (told := sex_of_word(title.text)):
            yield bare(name.text), told


class _Roll:
    """The people of an article as they are read off it, each under the name that first gives them."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self._by_word: dict[str, list[str]] = {}

    def introduced(self, found: Iterable[Mention]) -> Iterator[Mention]:
        """The mentions, each person among them added."""
        for mention in found:
            if mention.name:
                self._introduce(mention)
            yield mention

    def _introduce(self, mention: Mention) -> None:
        """Adds whom a role names, or gives a role to one who was named without."""
        known = self._known(mention.name)
        if known is None:
            actor = None if mention.own_voice else mention.actor
            self._add(Person(mention.name, actor, mention.span, mention.role, mention.own_voice))
        elif known.actor is None and mention.actor is not None:
            self.people[known.name] = replace(known, actor=mention.actor, intro=mention.span, role=mention.role)

    def name(self, sequence: Sequence[Word], first: int, end: int) -> None:
        """Adds somebody named by words `first` up to `end` without a role."""
        name = full_name(sequence[first:end])
        known = self._known(name)
        if known is None:
            self._add(Person(name, None, Span(sequence[first].start, sequence[end - 1].end), ""))
        elif known.name.endswith(f" {name}") and " " in name and sex(name) and not sex(known.name):
            self._shorten(known, name)

    def _shorten(self, known: Person, name: str) -> None:
        """Calls somebody by the name that begins with a given one: "Donald Trump" of "Leaders Rip Donald Trump"."""
        self.people = {
            name if each == known.name else each: replace(person, name=name) if person == known else person
            for each, person in self.people.items()
        }
        for word in known.name.split():
            self._by_word[word] = [name if each == known.name else each for each in self._by_word[word]]
        for word in set(known.name.split()) - set(name.split()):
            self._by_word[word].remove(name)

    def knows(self, word: str) -> bool:
        """Whether somebody bears a word as a name."""
        return word in self._by_word

    def _known(self, name: str) -> Person | None:
        parts = name.split()
        longer = (each for each in self._by_word.get(parts[0], ()) if set(parts) <= set(each.split()))
        return self.people.get(next(longer, ""))

    def _add(self, person: Person) -> None:
        if len(self.people) < _MOST:
            self.people[person.name] = person
            for word in person.name.split():
                self._by_word.setdefault(word, []).append(person.name)


@dataclass(frozen=True)
class _Binding:
    """What binds people to their offices and their sex once the whole text is read."""

    text: str
    sentences: Sequence[Sentence]
    offices: tuple[Mention, ...]
    addressed: Mapping[str, str]

    def person(self, person: Person) -> Person:
        told = self.addressed.get(person.name.split()[-1], "")
        return replace(self._by_office(person), sex=told or sex(person.name, person.role))

    def _by_office(self, person: Person) -> Person:
        """Somebody named without a role right after an office without a name, and called by that office later on.

        "China's ambassador spoke out … Cui Tiankai told … The ambassador …"
        """
        if person.actor is not None or person.role or person.own_voice:
            return person
        here = bisect_right(self._ends, person.intro.start)
        since = self.sentences[max(0, here - 2)].start if self.sentences else 0
        starts = [each.span.start for each in self._unnamed]
        unnamed = self._unnamed[bisect_left(starts, since) : bisect_left(starts, person.intro.start)]
        if len(unnamed) != 1 or self._last_called.get(unnamed[0].role, -1) < person.intro.end:
            return person
        return replace(person, actor=unnamed[0].actor, role=unnamed[0].role, intro=unnamed[0].span)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(sentence.end for sentence in self.sentences)

    @cached_property
    def _unnamed(self) -> tuple[Mention, ...]:
        found = (each for each in self.offices if each.actor and not each.name and each.role in HUMAN)
        return tuple(sorted(found, key=lambda each: each.span.start))

    @cached_property
    def _last_called(self) -> Mapping[str, int]:
        """Where the text last says "the ambassador", "the official"; by role."""
        return {found[1].lower(): found.start() for found in re.finditer(r"\b[Tt]he ([\w-]+)", self.text)}
