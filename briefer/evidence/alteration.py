"""Near-verbatim statements: where a statement repeats a passage almost word for word, what did it change?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from briefer.evidence.amounts import amounts
from briefer.evidence.calendar import implied
from briefer.evidence.fold import folded_text
from briefer.evidence.naming import LiteralNames, Names
from briefer.evidence.opposites import DENIALS, HEDGES, STOP, stem
from briefer.evidence.polarity import is_negation
from briefer.evidence.turns import SAYINGS
from briefer.model import Check, failed

SAME = 0.8
"""The share of a statement's words that must stand in one region of a passage for it to count as a repetition of it."""

_TOKEN = re.compile(r"[^\W_]+(?:[.'\u2019,-][^\W_]+)*%?")
_PRONOUNS = frozenset(
    "he she it they him her them his its their we us our i my me you your this that these those who".split()
)
_STRONG = frozenset("will must shall would should may might could can only all every most least always".split())
_SHOWN = 8
_FEW = 2
_LONGEST = 120
"""Words of a statement beyond which it is no sentence any more; comparing would cost their square."""


def altered(statement: str, passages: tuple[str, ...], names: Names | None = None, days: tuple[str, ...] = ()) -> Check:
    """Whether a statement that nearly repeats a passage changes a name, number, negation, modal or word of weight.

    Articles, tense, capitals, verbs of saying, resolved pronouns, what `names` holds for the same, and a day named in
    other words (`days` are those of the passages' articles) may differ. Code `altered`; the reason is a word diff:
    `[-words of the passage-] {+words of the statement+}`.
    """
    said = _TOKEN.findall(folded_text(statement))
    if len(said) > _LONGEST:
        return Check()
    for passage, day in zip_longest(passages, days, fillvalue=""):
        given = _TOKEN.findall(folded_text(passage))
        changes = list(_changes(said, given))
        meant = {(each.kind, each.value) for each in implied(passage, day)}
        diff = next((change for change in changes if _matters(*change, names or LiteralNames(), meant)), None)
        if not diff and len(changes) == 1 and _exchanges(*changes[0]):
            diff = changes[0]
        if diff:
            return failed("altered", " ".join(_shown(*diff)))
    return Check()


def _changes(said: list[str], given: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The differing words (passage, statement) inside the region that the statement repeats; none if it does not."""
    low, known = [word.lower() for word in said], [word.lower() for word in given]
    blocks = [block for block in SequenceMatcher(None, known, low, autojunk=False).get_matching_blocks() if block.size]
    if not blocks:
        return
    region = blocks[-1].a + blocks[-1].size - blocks[0].a
    same = sum(block.size for block in blocks)
    if same < SAME * len(said) or same < (SAME - 0.1) * region:
        return
    at_given, at_said = blocks[0].a - (blocks[0].b == 1 and blocks[0].a > 0), 0
    for block in blocks:
        if block.b > at_said or block.a > at_given:
            yield given[at_given : block.a], said[at_said : block.b]
        at_given, at_said = block.a + block.size, block.b + block.size
    if at_said < len(said):
        yield given[at_given : at_given + len(said) - at_said], said[at_said:]


def _matters(given: list[str], said: list[str], names: Names, meant: set[tuple[str, float]]) -> bool:
    """Whether a difference changes what is said."""
    if _resolves(given, said):
        return False
    here, there = {word.lower() for word in said}, {word.lower() for word in given}
    if _negations(said) != _negations(given) or (here ^ there) & (_STRONG | DENIALS) or (there - here) & HEDGES:
        return True
    return _recounts(_counts(said), _counts(given), meant) or _renames(given, said, names)


def _recounts(said: set[tuple[str, float]], given: set[tuple[str, float]], meant: set[tuple[str, float]]) -> bool:
    """Whether other numbers or days are named, and not the same day in other words."""
    return bool(said - given - meant) or any(kind not in _DATES for kind, _ in given - said)


_DATES = frozenset(("weekday", "month", "year"))


def _counts(words: list[str]) -> set[tuple[str, float]]:
    return {(each.kind, each.value) for each in amounts(" ".join(words))}


def _renames(given: list[str], said: list[str], names: Names) -> bool:
    """Whether one name stands for another."""
    new = [word for word in said if word[0].isupper() and word not in given]
    old = " ".join(word for word in given if word[0].isupper() and word not in said)
    return bool(new and old) and not names.same(" ".join(new), old)


def _exchanges(given: list[str], said: list[str]) -> bool:
    """Whether one word of weight, or two, stand in the place of others that are no form of them.

    Asked only of a statement's single difference: one with several is a paraphrase, whose words may differ.
    """
    if _resolves(given, said) or (_counts(said) and _counts(given)):
        return False
    new, old = (
        {stem(word) for word in words if word[0].islower() and word not in STOP | SAYINGS} for words in (said, given)
    )
    return 0 < len(new) <= _FEW and 0 < len(old) <= _FEW and not new & old


def _resolves(given: list[str], said: list[str]) -> bool:
    """Whether the statement only puts a name for a pronoun, or the other way round."""
    return (
        all(word.lower() in _PRONOUNS for word in given)
        and bool(given)
        and all(word[0].isupper() or word.lower() in STOP for word in said)
    )


def _negations(words: list[str]) -> int:
    return sum(is_negation(word.lower()) for word in words)


def _shown(given: list[str], said: list[str]) -> Iterator[str]:
    if given:
        yield f"[-{' '.join(given[:_SHOWN])}-]"
    if said:
        yield f"{{+{' '.join(said[:_SHOWN])}+}}"
