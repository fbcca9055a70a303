"""What the agreement check asks about names, and the answer that needs no actor table."""

from __future__ import annotations

import re
from typing import Protocol

from briefer.evidence.fold import folded_text

NAME = r"(?<!\w)(?![a-z\d_])\w(?:[\w&'-]|\.(?=\w))*"
"""One word of a name: it begins with no small letter and no digit."""

_ENDINGS = (("n", ""), ("an", ""), ("ian", ""), ("ese", "a"), ("ese", ""), ("ian", "ia"), ("i", ""), ("ish", ""))
_SHORTEST = 3


class Names(Protocol):
    """Knows whether a name in a statement is one that a passage uses."""

    def same(self, statement_name: str, passage_text: str) -> bool: ...


class LiteralNames:
    """Only the name as it stands, word by word; for use without an actor table."""

    def same(self, statement_name: str, passage_text: str) -> bool:
        present = {root for word in re.findall(NAME, folded_text(passage_text)) for root in roots(word)}
        return all(roots(word) & present for word in re.split(r"[\s-]+", statement_name))


def roots(word: str) -> set[str]:
    """The forms under which a name is compared: without dots and possessive, and as land and people: China, Chinese."""
    plain = word.replace(".", "").removesuffix("'s").strip("-'").lower()
    found = {plain, plain.removesuffix("s")}
    for ending, land in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending) + _SHORTEST:
            found.add(plain.removesuffix(ending) + land)
    return found | set(plain.split("-")) - {""}
