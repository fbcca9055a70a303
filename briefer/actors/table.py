"""The table of actors: states, bodies, parties, outlets, and every name by which the news calls them.

Read from `briefer/actors.toml`, a user's own file laid over it. Answers which actors a stretch of words names, longest
name first. Knows no article.
"""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from briefer.attribution.words import Word, words


class Way(StrEnum):
    """How a surface names its actor."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    METONYM = "metonym"
    LEADER = "leader"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Actor:
    """One entry: `kind` is state, bloc, body, party, outlet or group."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Named:
    """Words `first` to `last` (both included) of a sequence name `actor`."""

    first: int
    last: int
    actor: Actor
    way: Way


_KEYS = (
    ("name", Way.NAME),
    ("aliases", Way.NAME),
    ("demonyms", Way.DEMONYM),
    ("capital", Way.CAPITAL),
    ("seats", Way.CAPITAL),
    ("metonyms", Way.METONYM),
    ("leaders", Way.LEADER),
    ("short", Way.SHORT),
)

_Entry = tuple[tuple[str, ...], Actor | None, Way]
"""The words of a name, whose it is (None: nobody's, as "Latin America"), and how it names them."""


@dataclass(frozen=True, slots=True)
class Table:
    """`surfaces`: the first word of a name to the names that begin with it, longest first."""

    actors: tuple[Actor, ...]
    surfaces: Mapping[str, tuple[_Entry, ...]]

    def find(self, sequence: Sequence[Word]) -> Iterator[Named]:
        """The actors that a sequence of words names, in order, without overlaps.

        A short form ("the North") counts only where the actor's full name stands in the same sequence, and never before
        another capital: "the North Korean envoy", "the South China Sea".
        """
        at = 0
        found: list[Named] = []
        while at < len(sequence):
            entry = self._at(sequence, at) if bare(sequence[at].text) in self.surfaces else None
            if entry is None:
                at += 1
                continue
            surface, actor, way = entry
            if actor is not None:
                found.append(Named(at, at + len(surface) - 1, actor, way))
            at += len(surface)
        known = {each.actor.id for each in found if each.way is not Way.SHORT}
        return (each for each in found if each.way is not Way.SHORT or each.actor.id in known)

    def find_in(self, text: str) -> tuple[Named, ...]:
        """The same for a text."""
        return tuple(self.find(words(text, 0, len(text))))

    def may_be_short(self, sequence: Sequence[Word]) -> bool:
        """Whether a word of a sequence may begin a short form."""
        return any(entry[2] is Way.SHORT for word in sequence for entry in self.surfaces.get(bare(word.text), ()))

    def named(self, name: str) -> Actor | None:
        """The actor that a text names as a whole, or None: "U.S." is the United States, "US officials" nobody.

        A leader's name is a person's.
        """
        sequence = words(name, 0, len(name))
        found = tuple(each for each in self.find(sequence) if each.way is not Way.LEADER)
        whole = found and found[0].first <= _articles(sequence) and found[0].last == len(sequence) - 1
        return found[0].actor if whole else None

    def _at(self, sequence: Sequence[Word], at: int) -> _Entry | None:
        entries = self.surfaces.get(bare(sequence[at].text), ())
        following = bare(sequence[at + 1].text) if entries and at + 1 < len(sequence) else ""
        for entry in entries:
            surface, _, way = entry
            end = at + len(surface)
            if end > len(sequence) or (end > at + 1 and surface[1] != following):
                continue
            if any(bare(sequence[i].text) != surface[i - at] for i in range(at + 2, end)):
                continue
            if way is not Way.SHORT or end == len(sequence) or not sequence[end].capital:
                return entry
        return None


def _articles(sequence: Sequence[Word]) -> int:
    return 1 if sequence and sequence[0].lower == "the" else 0


_POSSESSIVE = frozenset("s'’")


def bare(word: str) -> str:
    """A word without its possessive: "China's" and "States'" to "China" and "States"."""
    if word[-1:] not in _POSSESSIVE:
        return word
    for ending in ("'s", "’s"):
        if word.endswith(ending):
            return word[:-2]
    return word.rstrip("'’") if len(word) > 1 else word


@lru_cache(maxsize=4)
def table(own: str = "") -> Table:
    """The shipped table, with the text of a user's own actors.toml laid over it.

    Raises ValueError (tomllib.TOMLDecodeError is one) when the user's text is not such a table.
    """
    document = tomllib.loads((pkgutil.get_data("briefer", "actors.toml") or b"").decode())
    source: dict[str, Any] = document["actor"]
    if own:
        source = {**source, **_laid_over(source, own)}
    actors = {key: Actor(key, entry["name"], entry.get("kind", "group")) for key, entry in source.items()}
    surfaces: dict[str, list[_Entry]] = {}
    for longer in document["not_actors"]:
        _add(surfaces, longer, (None, Way.NAME))
    for key, entry in source.items():
        for surface, way in _surfaces(entry):
            _add(surfaces, surface, (actors[key], way))
    longest_first = {first: tuple(sorted(each, key=lambda one: -len(one[0]))) for first, each in surfaces.items()}
    return Table(tuple(actors.values()), longest_first)


def _add(surfaces: dict[str, list[_Entry]], surface: str, meaning: tuple[Actor | None, Way]) -> None:
    parts = tuple(bare(word.text) for word in words(surface, 0, len(surface)))
    same = surfaces.setdefault(parts[0], [])
    if all(parts != other[0] for other in same):
        same.append((parts, *meaning))


def _surfaces(entry: Mapping[str, Any]) -> Iterator[tuple[str, Way]]:
    for key, way in _KEYS:
        value = entry.get(key, ())
        for surface in (value,) if isinstance(value, str) else value:
            if surface.strip():
                yield surface, way


def _laid_over(shipped: Mapping[str, Any], own: str) -> dict[str, dict[str, Any]]:
    """The entries of a user's own table, each with the keys that it leaves to the shipped one."""
    entries = tomllib.loads(own).get("actor")
    if not isinstance(entries, dict):
        raise ValueError("has no [actor.ID] table")
    merged: dict[str, dict[str, Any]] = {}
    for key, entry in entries.items():
        if not isinstance(entry, dict):
            raise ValueError(f"actor.{key} is no table")
        merged[key] = {**shipped.get(key, {}), **entry}
        for name, value in merged[key].items():
            _check(key, name, value)
        if not merged[key].get("name"):
            raise ValueError(f"[actor.{key}] has no name")
    return merged


def _check(key: str, name: str, value: object) -> None:
    if name == "also":
        return
    several = isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)
    if name in {"name", "kind", "capital"}:
        if not isinstance(value, str):
            raise ValueError(f"[actor.{key}] {name} must be a string")
    elif not several:
        raise ValueError(f"[actor.{key}] {name} must be a list of strings")
