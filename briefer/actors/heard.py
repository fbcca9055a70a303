"""What has been heard in an article so far: the sources that are resolved, by sentence and by what they were called."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

from briefer.actors.people import Person, Present
from briefer.actors.phrase import kernel, on_one_line, role_key
from briefer.actors.table import Named, Table, bare
from briefer.attribution.words import Word, words
from briefer.model import Holder, Sentence, Span

_SAME_SENTENCE = 8
"""Sources of one sentence that are looked at; a sentence with more is a list."""
_RECENT = 8
"""Sentences whose words are kept at hand."""
_LOOK_BACK = 80
"""Words before a pronoun in its own sentence."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A source that has been resolved: where, and whom it stands for."""

    span: Span
    holders: tuple[Holder, ...]


class Heards:
    """The sources heard so far, in the order of the text."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._starts = [sentence.start for sentence in sentences]
        self._by_sentence: dict[int, list[Heard]] = {}
        self._by_kernel: dict[str, Heard] = {}
        self._joint: Heard | None = None

    def add(self, span: Span, holders: tuple[Holder, ...]) -> None:
        """Notes a source and whom it stands for, be it nobody."""
        heard = Heard(span, holders)
        self._by_sentence.setdefault(self.index(span.start), []).append(heard)
        if len(holders) == 1:
            self._by_kernel[kernel(holders[0].speaker or holders[0].actor)] = heard
        if len(holders) == 2:
            self._joint = heard

    def index(self, offset: int) -> int:
        """The sentence in which an offset stands."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def within(self, index: int) -> Sequence[Heard]:
        """The last sources heard in one sentence."""
        return self._by_sentence.get(index, ())[-_SAME_SENTENCE:]

    def holders(self, span: Span) -> tuple[Holder, ...]:
        """Whom a source stands for that has been heard; nobody where it has not."""
        return next((each.holders for each in self.within(self.index(span.start)) if each.span == span), ())

    def called(self, head: str) -> Holder | None:
        """The last single holder who was called by this word: "a senior official" for "the official"."""
        heard = self._by_kernel.get(role_key(head))
        if heard is None:
            return None
        holder = heard.holders[0]
        return replace(holder, antecedent=holder.antecedent or (heard.span,))

    def both(self) -> tuple[Holder, ...]:
        """The two sides: the last source that joined two holders, however far back."""
        joint = self._joint
        return tuple(replace(holder, antecedent=(joint.span,)) for holder in joint.holders) if joint else ()


class Story:
    """The article that sources are resolved in: its words, who appears in it, the actors that it names."""

    def __init__(self, text: str, sentences: Sequence[Sentence], table: Table, who: Present) -> None:
        self.text, self.sentences, self.table, self.who = text, sentences, table, who
        self._recent: dict[int, tuple[Word, ...]] = {}

    def words_of(self, index: int) -> tuple[Word, ...]:
        """The words of one sentence."""
        if index not in self._recent:
            if len(self._recent) >= _RECENT:
                del self._recent[next(iter(self._recent))]
            sentence = self.sentences[index]
            self._recent[index] = words(self.text, sentence.start, sentence.end)
        return self._recent[index]

    def words_before(self, index: int, offset: int) -> tuple[Word, ...]:
        """The words of one sentence that end before an offset, the last ones of a long sentence."""
        found = self.words_of(index)
        end = bisect_right(found, offset, key=attrgetter("end"))
        return found[max(0, end - _LOOK_BACK) : end]

    def printed(self, span: Span) -> str:
        """The words of a span on one line."""
        return on_one_line(words(self.text, *span))

    @cached_property
    def _everything(self) -> tuple[Word, ...]:
        return words(self.text, 0, len(self.text))

    @cached_property
    def _long_named(self) -> frozenset[str]:
        return self.table.long_named(self._everything)

    def short(self, sequence: Sequence[Word]) -> Iterator[Named]:
        """The actors that a phrase names, by short names too."""
        return self.table.find(sequence, lambda: self._long_named)

    def named_before(self, offset: int, last: str) -> Iterator[Named]:
        """The actors named before an offset by a name of several words that ends with one."""
        words = self._everything
        several = (each for each in self._long if each.last > each.first and words[each.last].end <= offset)
        return (each for each in several if bare(words[each.last].text) == last)

    @cached_property
    def _long(self) -> tuple[Named, ...]:
        return tuple(self.table.find(self._everything))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word of somebody's name stands in the text."""
        found: dict[str, list[int]] = {word: [] for word in self.who.by_word}
        for word in self._everything:
            name = word.text.removesuffix("'s").removesuffix("’s")
            if name in found:
                found[name].append(word.start)
        return found

    def first_named(self, person: Person) -> Span | None:
        """Where somebody's family name is first read."""
        family = person.name.split()[-1]
        places = self._places.get(family, [])
        return Span(places[0], places[0] + len(family)) if places else None

    def names(self, span: Span, person: Person) -> bool:
        """Whether somebody's family name stands in a span."""
        return person.name.split()[-1] in self.text[span.start : span.end]

    def given_named(self, person: Person, before: int) -> int:
        """Where somebody's given name was last read before an offset, or -1."""
        places = self._places.get(person.name.split()[0], [])
        at = bisect_left(places, before)
        return places[at - 1] if at else -1

    def last_named(self, person: Person, before: int) -> int:
        """Where somebody's name was last read before an offset, or -1."""
        last = -1
        for word in person.name.split():
            places = self._places.get(word, [])
            at = bisect_left(places, before)
            last = max(last, places[at - 1] if at else -1)
        return last
