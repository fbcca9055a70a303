"""Which names mean the same: the actor table as the agreement check asks for it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefer.actors import Table
from briefer.evidence.fold import folded_text


@dataclass(frozen=True, slots=True)
class ActorNames:
    """Names through the table: "the US" in a statement is the passage's "Washington".

    `allowed` are the names that the passage's own source was resolved to: holder, speaker, and who passed it on.
    """

    table: Table
    allowed: tuple[str, ...] = ()

    def same(self, statement_name: str, passage_text: str) -> bool:
        """Whether the passage names whom the statement names, by this or another name."""
        words = folded_text(statement_name).split()
        if any(_within(words, folded_text(allowed).split()) for allowed in self.allowed):
            return True
        actor = self.table.named(statement_name)
        if actor is None:
            return False
        return any(found.actor.id == actor.id for found in self.table.find_in(passage_text))


_TITLES = frozenset("the a an mr ms mrs dr".split())


def name_words(name: str) -> frozenset[str]:
    """The words of a name for comparison: typography and case folded, titles and the possessive left out."""
    words = (word.removesuffix("'s") for word in re.findall(r"[\w'-]+", folded_text(name).casefold()))
    return frozenset(word for word in words if word not in _TITLES)


def _within(words: list[str], whole: list[str]) -> bool:
    """Whether the words stand in the name in their order, side by side."""
    return any(whole[at : at + len(words)] == words for at in range(len(whole) - len(words) + 1))
