"""Questions and labels that an engine words: they assert nothing, but may name and number only what is there. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefer.actors import Table
from briefer.attribution.cues import lexicon
from briefer.attribution.words import CLOSED
from briefer.evidence.fold import folded_text
from briefer.model import Position

_NAME = re.compile(r"(?<![\w.])[A-Z][\w'-]*(?: [A-Z][\w'-]*)*|\d[\d.,]*")
_COMMON = CLOSED.union(
    "yes only more less further fewer tougher stronger weaker stricter softer full partial keep ease lift tighten "
    "stay leave go talk talks dialogue diplomacy pressure sanctions force military peaceful peace war deal "
    "agreement progress gone good bad open doubted denied likely unlikely possible impossible true false right "
    "wrong enough first later now never always immediate gradual conditional unconditional new old joint common "
    "general special economic political legal illegal acceptable unacceptable necessary unnecessary sufficient "
    "insufficient long short medium hydrogen nuclear missile test launch satellite trade oil fuel aid "
    "humanitarian exemptions exempt permitted forbidden lawful unlawful intercontinental lower higher".split(),
)
_OPENING = frozenset(
    "What Which Who Whose When Where Why How Is Are Was Were Do Does Did Has Have Had Should Can Could Will Would May "
    "Must The A An In On At For Against Talks Oil Sanctions".split()
)


def label_check(table: Table) -> Callable[[str, tuple[Position, ...]], bool]:
    """Whether every name and number of a question or label stands in its positions or in the passages they rest on."""

    def fits(text: str, positions: tuple[Position, ...]) -> bool:
        known = " ".join(
            part
            for each in positions
            for part in (*each.holders, each.speaker, each.statement, *(c.quote for c in each.citations))
        )
        return names_only(text, known, table)

    return fits


def names_only(text: str, known: str, table: Table) -> bool:
    """Whether every name and number of a text stands in what is known, an actor by any of its names."""
    actors = {found.actor.id for found in table.find_in(known)}
    known = folded_text(known).casefold()
    folded = folded_text(text)
    if any(found.actor.id not in actors for found in table.find_in(folded)):
        return False
    return all(_stands(name, known, table) for name in _names(folded))


def _names(text: str) -> list[str]:
    found = []
    for match in _NAME.finditer(text):
        name = match[0].rstrip(".,")
        if match.start() == 0:
            first, _, rest = name.partition(" ")
            name = rest if is_ordinary(first) else name
        if name:
            found.append(name)
    return found


def is_ordinary(word: str) -> bool:
    """Whether a capital at the beginning is only that: a word of the language and no name."""
    plain = word.lower()
    return word in _OPENING or plain in _COMMON or plain in lexicon().verbs or plain in lexicon().nouns


def _stands(name: str, known: str, table: Table) -> bool:
    if table.named(name.removesuffix("'s")) is not None or (name.isupper() and name.isalpha()):
        return True  # actors have been looked up by all their names; an acronym may be spelt out in the passage
    return re.search(rf"(?<!\w){re.escape(name.casefold().removesuffix(chr(39) + 's'))}(?!\w)", known) is not None
