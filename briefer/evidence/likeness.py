"""Whether two statements of one holder say the same in other words. Pure, and in doubt they do not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from briefer.evidence.fold import folded_text

_ALIKE = 0.6
"""Share of common words from which on two statements say the same."""
_PLAIN = frozenset(
    "the a an of to in on for and or that this it its is was were be been had has have said says he she they we "
    "his her their also would will with as at by".split()
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|den(?:y|ie[sd])|rejects?|rejected|oppos\w+|against|refus\w+"
    r"|ruled? out|fail\w*)\b|n't\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def plain(text: str) -> str:
    """A statement without what differs in print: case, typography, marks at its edges."""
    return " ".join(folded_text(text).casefold().split()).strip(".\"' ")


def alike(one: str, other: str) -> bool:
    """Whether two statements share most of their words, all of their numbers, and whether they deny."""
    here, there = _parts(one), _parts(other)
    if here.plain == there.plain:
        return True
    if (here.numbers, here.denies) != (there.numbers, there.denies):
        return False
    return _shared(here, there) >= _ALIKE


def likeness(one: str, other: str) -> float:
    """Share of the telling words of two statements that both have, whatever they deny: 0 to 1."""
    return _shared(_parts(one), _parts(other))


def _shared(here: _Parts, there: _Parts) -> float:
    either = here.words | there.words
    return len(here.words & there.words) / len(either) if either else 0.0


class _Parts(NamedTuple):
    plain: str
    numbers: tuple[str, ...]
    denies: bool
    words: frozenset[str]


@lru_cache(maxsize=8192)  # each statement is held against many
def _parts(text: str) -> _Parts:
    said = plain(text)
    words = frozenset(word.strip(",.;:'\"()") for word in said.split()) - _PLAIN - {""}
    return _Parts(said, tuple(sorted(_NUMBER.findall(said))), len(_NEGATION.findall(said)) % 2 == 1, words)
