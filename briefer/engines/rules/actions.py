"""What is done in politics, in all its forms: the table `actions.toml`, and which action a word or two name. Pure."""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from briefer.attribution.words import CLOSED
from briefer.evidence.opposites import stem


class Form(Enum):
    """How a word names an action."""

    BASE = "base"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Action:
    """An action as words name it: `name` is equal for what comes to the same, `verb` is the very one, "" if unknown.

    `length` counts the words that name it: two for "phase out".
    """

    name: str
    verb: str
    length: int = 1
    done: str = ""
    """The participle as it is printed, of a verb that the table does not know."""


@dataclass(frozen=True)
class _Table:
    forms: dict[tuple[str, str, Form], tuple[str, str]]
    opposites: dict[str, frozenset[str]]
    weaker: dict[str, frozenset[str]]
    moves: frozenset[str]
    participles: dict[str, str]


def known(lower: Sequence[str], at: int, form: Form) -> Action | None:
    """The action of the table that the words at a place name in a form; None for others, and behind the last word."""
    forms = _table().forms
    for length in (2, 1):
        key = (*lower[at : at + length], *("",) * (2 - length), form)
        if len(key) == 3 and key in forms:
            return Action(*forms[key], length)
    return None


def named(lower: Sequence[str], at: int, form: Form) -> Action | None:
    """As `known`; a verb that is not in the table is known by its stem. None for what cannot be that form at all."""
    return known(lower, at, form) or (_unknown(lower[at], form) if at < len(lower) else None)


def opposite(one: str, other: str) -> bool:
    """Whether who wants one action does not want the other."""
    table = _table().opposites
    return other in table.get(one, ()) or one in table.get(other, ())


def falls_with(wanted: str, opposed: str) -> bool:
    """Whether who opposes an action opposes what is wanted: that action, or a stronger one."""
    return wanted == opposed or opposed in _table().weaker.get(wanted, ())


def moves(name: str) -> bool:
    """Whether an action takes what it is done from or to behind its verb."""
    return name in _table().moves


def participle(verb: str) -> str:
    """The past participle of a verb, phrasal ones with their particle."""
    head, _, particle = verb.partition(" ")
    return f"{_table().participles.get(head) or _regular(head)} {particle}".strip()


def _unknown(word: str, form: Form) -> Action | None:
    if word in CLOSED or not word.isalpha() or len(word) < 3 or form is Form.NOUN:
        return None
    if form is Form.GERUND and not (word.endswith("ing") and len(word) > 5):
        return None
    if form is Form.PARTICIPLE and not (word.endswith("ed") and len(word) > 4):
        return None
    done = word if form is Form.PARTICIPLE else ""
    return Action(stem(word), word if form is Form.BASE else "", 1, done)


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if len(verb) > 2 and verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def _gerund(verb: str) -> str:
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"


@cache
def _table() -> _Table:
    source = tomllib.loads((pkgutil.get_data(__package__ or "", "actions.toml") or b"").decode())
    doubled = frozenset(source["doubled"]["verbs"])
    irregular: dict[str, list[str]] = source["irregular"]
    found = _Table({}, {}, {}, frozenset(n for n, each in source["action"].items() if each.get("moves")), {})
    for name, each in source["action"].items():
        found.opposites[name] = frozenset(each.get("opposite", ()))
        found.weaker[name] = frozenset(each.get("weaker", ()))
        for verb in each["verbs"]:
            head, _, particle = verb.partition(" ")
            twice = head + head[-1] if head in doubled else head
            past, done = irregular.get(head) or (_regular(twice), _regular(twice))
            found.participles[head] = done
            for form, words in (
                (Form.BASE, (head,)),
                (Form.PARTICIPLE, (past, done)),
                (Form.GERUND, (_gerund(twice),)),
            ):
                found.forms.update({(word, particle, form): (name, verb) for word in words})
        found.forms.update({(noun, "", Form.NOUN): (name, verb) for noun, verb in each["nouns"].items()})
    return found
