"""Takes a sentence that says what several hold apart: what a clause is, and when two say the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from briefer.evidence.fold import folded_text

BEFORE_THAT = "; before that, "
"""Between what somebody holds now and what the same held in an earlier brief."""
_BORDER = re.compile(rf", (?:while|whereas|but) |{BEFORE_THAT}|; ")
_END = re.compile(r"[.!?,\"' ]+$")
_OPENING = re.compile(r"^(?:while|whereas|but) ")


def same_words(text: str) -> str:
    """A statement for comparison: typography, its last mark and the first letter's case folded, nothing else."""
    plain = " ".join(folded_text(text).split())
    return _END.sub("", plain[:1].lower() + plain[1:])


def clauses(sentence: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The clauses of a sentence in order; one that is `known`, as `same_words` writes it, is not cut further."""
    found: list[str] = []
    rest = _OPENING.sub("", sentence)
    while rest:
        borders = [(each.start(), each.end()) for each in _BORDER.finditer(rest)] + [(len(rest), len(rest))]
        whole = (pair for pair in reversed(borders) if same_words(rest[: pair[0]]) in known)
        end, following = next(whole, borders[0])
        found.append(rest[:end])
        rest = rest[following:]
    return tuple(found)
