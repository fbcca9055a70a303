"""The phrases of a clause: where what an action is done to begins and ends. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.attribution.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, Word, is_adverb
from briefer.engines.rules.actions import Form, known, named
from briefer.engines.rules.governing import ADJUNCTS, BEHIND, SHOULD, WILL


@dataclass(frozen=True)
class Phrases:
    """The words of a clause of a text, and its phrases by the numbers of their words."""

    text: str
    tokens: tuple[Word, ...]

    @property
    def lower(self) -> tuple[str, ...]:
        return tuple(each.lower for each in self.tokens)

    def words(self, begin: int, end: int) -> str:
        """The article's words from one up to another."""
        return self.text[self.tokens[begin].start : self.tokens[end - 1].end] if begin < end else ""

    def object(self, begin: int) -> tuple[int, int]:
        """Where the object's own phrase ends, and where all that belongs to it does."""
        end = self.phrase_end(begin)
        what = next((at for at in range(begin + 1, end) if self.lower[at] in BEHIND), end)
        return what, end

    def phrase_end(self, begin: int) -> int:
        """Where a phrase ends: before an aim, a joined verb, a circumstance."""
        for at in range(begin, len(self.tokens)):
            word = self.lower[at]
            joined = word in {"and", "or"} and at + 1 < len(self.tokens) and self.is_verb(at + 1)
            if joined or word in ADJUNCTS or (word == "to" and self.is_infinitive(at)):
                return at
        return len(self.tokens)

    def is_verb(self, at: int) -> bool:
        """Whether a word behind "and" begins another deed."""
        action = named(self.lower, at, Form.PARTICIPLE)
        return action is not None or self.lower[at] in SHOULD | WILL | PRONOUNS | AUXILIARIES

    def is_infinitive(self, at: int) -> bool:
        """Whether "to" stands before a verb and not before the one to whom something goes."""
        behind = at + 1
        if behind >= len(self.tokens) or self.tokens[behind].capital or self.lower[behind] in DETERMINERS:
            return False
        if known(self.lower, behind, Form.BASE):
            return True
        plural = self.lower[behind].endswith("s")
        return not (plural or self.ends(behind + 1)) and named(self.lower, behind, Form.BASE) is not None

    def has_object(self, begin: int) -> bool:
        """Whether a phrase begins at a place."""
        return begin < len(self.tokens) and not (self.ends(begin) or is_adverb(self.tokens[begin]))

    def ends(self, at: int) -> bool:
        """Whether a phrase ends before a place."""
        return at >= len(self.tokens) or self.lower[at] in PREPOSITIONS or self.lower[at] in {"to", "and", "or"}
