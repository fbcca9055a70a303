"""Looks into the words of a source: its parts, its head, how it prints. Pure; knows no article and no actor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.actors.roles import OFFICES
from briefer.actors.table import bare
from briefer.attribution.words import PREPOSITIONS, Word

_LOWERED = frozenset("the a an one some two three senior".split())
_BEFORE_COMPLEMENT = re.compile(r" (?:of|for|at|in|from|to) ")
_SPOKESPEOPLE = frozenset(("spokesman", "spokeswoman", "spokesperson"))


def head_end(sequence: Sequence[Word]) -> int:
    """The word behind the head of a phrase: at its first preposition, "of" apart, or its participle."""
    return next((at for at in range(len(sequence)) if _ends_head(sequence, at)), len(sequence))


_PARTS = PREPOSITIONS - {"of"}


def _ends_head(sequence: Sequence[Word], at: int) -> bool:
    word = sequence[at]
    follows = at + 1 < len(sequence) and sequence[at + 1].lower in PREPOSITIONS
    return word.lower in _PARTS or (word.lower.endswith("ed") and follows)


def belongs_to_other_head(sequence: Sequence[Word], at: int) -> bool:
    """Whether an actor at word `at` only tells where the head is from: ABC of Australia, but not the king of Jordan."""
    of = next((i for i in range(at - 1, 0, -1) if sequence[i].lower == "of"), -1)
    return of > 0 and bare(sequence[of - 1].lower).removesuffix("s") not in _SPEAKING_HEADS


_SPEAKING_HEADS = OFFICES | frozenset("republic kingdom side authoritie".split())


def parts(sequence: Sequence[Word]) -> list[Sequence[Word]]:
    """The phrases that commas and a last "and" join; the phrase itself where nothing is joined."""
    joined = any(word.lower == "and" for word in sequence)
    found: list[Sequence[Word]] = []
    first = 0
    for index, word in enumerate(sequence):
        if word.lower == "and" or (joined and word.text == ","):
            if index > first:
                found.append(sequence[first:index])
            first = index + 1
    last = sequence[first:]
    if found and last and last[0].lower == "other":
        last = last[1:]
    if found and found[0][0].lower == "both" and len(found[0]) > 1:
        found[0] = found[0][1:]
    return [*found, last] if last else found


def without_apposition(sequence: Sequence[Word]) -> Sequence[Word]:
    """What stands before the first comma."""
    comma = next((i for i, word in enumerate(sequence) if word.text == ","), len(sequence))
    return sequence[:comma] if comma > 0 else sequence


def plain(sequence: Sequence[Word]) -> str:
    """A phrase without its article, on one line."""
    while len(sequence) > 1 and sequence[0].punctuation:
        sequence = sequence[1:]
    return on_one_line(sequence[1:] if len(sequence) > 1 and sequence[0].lower in {"the", "a", "an"} else sequence)


def on_one_line(sequence: Sequence[Word]) -> str:
    """A phrase with its article in lower case, spaced as printed: "the State Department", "28% of them"."""
    made = ""
    for before, word in zip((None, *sequence), sequence, strict=False):
        made += (" " if before is not None and word.start > before.end else "") + low(word)
    return made


_THEMSELVES = frozenset("himself herself itself themselves".split())


def without_owner_mark(sequence: Sequence[Word]) -> Sequence[Word]:
    """A phrase without what only follows it: "the judges'" as "the judges", "Norway itself" as "Norway"."""
    if len(sequence) > 1 and sequence[-1].lower in _THEMSELVES:
        sequence = sequence[:-1]
    last = sequence[-1] if sequence else None
    if last is None or bare(last.text) == last.text or last.punctuation:
        return sequence
    return (*sequence[:-1], last._replace(text=bare(last.text), lower=bare(last.lower)))


def owner_of(name: str) -> str:
    """A name as that of an owner: "Norway's", "the United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


_HONORIFICS = frozenset("mr. mrs. ms. dr. sen. rep. gov. gen. sgt. col. lt. prof. rev. mr mrs ms dr".split())


def without_title(sequence: Sequence[Word]) -> Sequence[Word]:
    """A name without its form of address: "Mr. Clarke" as "Clarke"."""
    titled = len(sequence) > 1 and sequence[0].lower in _HONORIFICS and sequence[1].capital
    return sequence[1:] if titled else sequence


def low(word: Word) -> str:
    """A word as it stands inside a sentence."""
    return word.lower if word.lower in _LOWERED else word.text


def kernel(called: str) -> str:
    """The word that says what somebody is: "official" of "a senior official of the ministry"; empty for none."""
    words = _BEFORE_COMPLEMENT.split(called)[0].split()
    return role_key(bare(words[-1].lower())) if words else ""


def role_key(role: str) -> str:
    """One name for roles that are the same: spokesman, spokeswoman, spokesperson."""
    return "spokesperson" if role in _SPOKESPEOPLE else role
