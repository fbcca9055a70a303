"""The table of actors: states, bodies, parties, outlets, and every name by which the news calls them.

Read from `briefer/actors.toml`, a user's own file laid over it. Answers which actors a stretch of words names, longest
name first. Knows no article.
"""

from __future__ import annotations

import pkgutil
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from briefer.attribution.words import Word, pieces, rarest_piece, words


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


@dataclass(frozen=True)
class Table:
    """`surfaces`: the first word of a name, then the second or "", to the names that begin so, longest first."""

    actors: tuple[Actor, ...]
    surfaces: Mapping[str, Mapping[str, tuple[_Entry, ...]]]

    def find(
        self, sequence: Sequence[Word], elsewhere: Callable[[], Collection[str]] = frozenset[str]
    ) -> Iterator[Named]:
        """The actors that a sequence of words names, in order, without overlaps.

        A short form ("the North") counts only where the actor is named by a long form in the same sequence, or is one
        of those `elsewhere`, by their ids; of two that share it where one of them is. It never counts before another
        capital: "the North Korean envoy", "the South China Sea".
        """
        end = 0
        found: list[Named] = []
        short = False
        for at in self._beginnings(sequence):
            entry = self._at(sequence, at) if at >= end else None
            if entry is None:
                continue
            surface, actor, way = entry
            if way is Way.SHORT:
                short = True
                found += (Named(at, at + len(surface) - 1, each, way) for each in self._sharing(surface))
            elif actor is not None:
                found.append(Named(at, at + len(surface) - 1, actor, way))
            end = at + len(surface)
        return self._certain(found, elsewhere) if short else iter(found)

    def _beginnings(self, sequence: Sequence[Word]) -> list[int]:
        """The words with which a name may begin. Asked of every word of every article, so by a quick look."""
        surfaces = self.surfaces
        return [
            at
            for at, word in enumerate(sequence)
            if (text := word.text) in surfaces or (text[-1] in POSSESSIVE and bare(text) in surfaces)
        ]

    def _sharing(self, surface: tuple[str, ...]) -> Iterator[Actor]:
        """Those whose short name a surface is."""
        entries = self.surfaces[surface[0]][_second(surface)]
        return (actor for same, actor, way in entries if same == surface and actor and way is Way.SHORT)

    def _certain(self, found: Sequence[Named], elsewhere: Callable[[], Collection[str]]) -> Iterator[Named]:
        """What was found without the short names of nobody, or of two, that the article has named."""
        known = {each.actor.id for each in found if each.way is not Way.SHORT}.union(elsewhere())
        places = Counter(each.first for each in found if each.way is not Way.SHORT or each.actor.id in known)
        for each in found:
            if each.way is not Way.SHORT or (each.actor.id in known and places[each.first] == 1):
                yield each

    def long_named(self, sequence: Sequence[Word]) -> frozenset[str]:
        """The ids of the actors that a sequence names by a long form: beside them their short ones count."""
        return frozenset(each.actor.id for each in self.find(sequence) if each.way is Way.NAME)

    def may_name(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch of a text may name an actor; a quick look, before its words are made."""
        return not self._needed.isdisjoint(pieces(text, start, end))

    @cached_property
    def _needed(self) -> frozenset[str]:
        names = (surface for each in self.surfaces.values() for entries in each.values() for surface, _, _ in entries)
        return frozenset(rarest_piece(" ".join(surface)) for surface in names)

    def find_in(self, text: str) -> tuple[Named, ...]:
        """The same for a text."""
        return tuple(self.find(words(text, 0, len(text))))

    def named(self, name: str) -> Actor | None:
        """The actor that a text names as a whole, or None: "U.S." is the United States, "US officials" nobody.

        A leader's name is a person's.
        """
        sequence = words(name, 0, len(name))
        found = tuple(each for each in self.find(sequence) if each.way is not Way.LEADER)
        whole = found and found[0].first <= _articles(sequence) and found[0].last == len(sequence) - 1
        return found[0].actor if whole else None

    def _at(self, sequence: Sequence[Word], at: int) -> _Entry | None:
        entries = self.surfaces.get(bare(sequence[at].text), {})
        following = bare(sequence[at + 1].text) if at + 1 < len(sequence) else ""
        for entry in (*entries.get(following, ()), *entries.get("", ())):
            surface, _, way = entry
            end = at + len(surface)
            if end > len(sequence):
                continue
            if any(bare(sequence[i].text) != surface[i - at] for i in range(at + 2, end)):
                continue
            if way is not Way.SHORT or end == len(sequence) or not sequence[end].capital:
                return entry
        return None


def _second(surface: tuple[str, ...]) -> str:
    return surface[1] if len(surface) > 1 else ""


def _articles(sequence: Sequence[Word]) -> int:
    return 1 if sequence and sequence[0].lower == "the" else 0


POSSESSIVE = frozenset("s'’")


def bare(word: str) -> str:
    """A word without its possessive: "China's" and "States'" to "China" and "States"."""
    if word[-1:] not in POSSESSIVE:
        return word
    for ending in ("'s", "’s"):
        if word.endswith(ending):
            return word[:-2]
    return word.rstrip("'’") if len(word) > 1 else word


@lru_cache(maxsize=4)
def table(own: str = "") -> Table:
    """The shipped table, with the text of a user's own actors.toml laid over it; what both name is the user's.

    Raises ValueError (tomllib.TOMLDecodeError is one) when the user's text is not such a table.
    """
    document = tomllib.loads((pkgutil.get_data("briefer", "actors.toml") or b"").decode())
    source: dict[str, Any] = document["actor"]
    nobodys: list[str] = document["not_actors"]
    if own:
        mine = tomllib.loads(own)
        _check_top(mine)
        laid_over = _laid_over(source, mine.get("actor", {}))
        # of two actors of one name the first has it: the person's own
        source = {**laid_over, **{key: entry for key, entry in source.items() if key not in laid_over}}
        nobodys = [*nobodys, *mine.get("not_actors", ())]
    actors = {key: Actor(key, entry["name"], entry.get("kind", "group")) for key, entry in source.items()}
    surfaces: dict[str, list[_Entry]] = {}
    for longer in nobodys:
        _add(surfaces, longer, (None, Way.NAME))
    for key, entry in source.items():
        for surface, way in _surfaces(entry):
            _add(surfaces, surface, (actors[key], way))
    return Table(tuple(actors.values()), {first: _by_second(each) for first, each in surfaces.items()})


def _by_second(entries: Sequence[_Entry]) -> dict[str, tuple[_Entry, ...]]:
    """Names that begin with one word by their second one, longest first."""
    found: dict[str, list[_Entry]] = {}
    for entry in sorted(entries, key=lambda one: -len(one[0])):
        found.setdefault(_second(entry[0]), []).append(entry)
    return {second: tuple(each) for second, each in found.items()}


def _add(surfaces: dict[str, list[_Entry]], surface: str, meaning: tuple[Actor | None, Way]) -> None:
    parts = tuple(bare(word.text) for word in words(surface, 0, len(surface)))
    same = surfaces.setdefault(parts[0], [])
    shared = meaning[1] is Way.SHORT
    if all(parts != other[0] or (shared and other[1:] != meaning and other[2] is Way.SHORT) for other in same):
        same.append((parts, *meaning))


def _surfaces(entry: Mapping[str, Any]) -> Iterator[tuple[str, Way]]:
    for key, way in _KEYS:
        value = entry.get(key, ())
        for surface in (value,) if isinstance(value, str) else value:
            if surface.strip():
                yield surface, way


KINDS = ("state", "bloc", "body", "party", "outlet", "group")
_TEXTS = ("name", "kind", "capital")
_SWITCHES = ("also",)
_ENTRY = (*dict.fromkeys(("name", "kind", *(key for key, _ in _KEYS))), *_SWITCHES)
"""The keys of an entry."""


def _check_top(mine: Mapping[str, Any]) -> None:
    unknown = sorted(set(mine) - {"actor", "not_actors"})
    if unknown:
        raise ValueError(f"has no table {unknown[0]!r} (there are: [actor.ID], not_actors)")
    if not mine:
        raise ValueError("has no [actor.ID] table")
    if not isinstance(mine.get("actor", {}), dict):
        raise ValueError("actor is no table; an actor begins with a line [actor.ID]")
    if not _is_list(mine.get("not_actors", [])):
        raise ValueError("not_actors must be a list of strings")


def _laid_over(shipped: Mapping[str, Any], entries: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The entries of a user's own table, each with the keys that it leaves to the shipped one."""
    merged: dict[str, dict[str, Any]] = {}
    for key, entry in entries.items():
        if not isinstance(entry, dict):
            raise ValueError(f"actor.{key} is no table")
        for name, value in entry.items():
            _check(key, name, value)
        merged[key] = {**shipped.get(key, {}), **entry}
        if not merged[key].get("name"):
            raise ValueError(f"[actor.{key}] has no name")
    return merged


def _check(key: str, name: str, value: object) -> None:
    """Raises ValueError for a key that no entry has, or a value that is not of its kind."""
    if name not in _ENTRY:
        raise ValueError(f"[actor.{key}] has no {name!r} (there are: {', '.join(_ENTRY)})")
    if name in _SWITCHES:
        if not isinstance(value, bool):
            raise ValueError(f"[actor.{key}] {name} must be true or false")
    elif name in _TEXTS:
        if not isinstance(value, str):
            raise ValueError(f"[actor.{key}] {name} must be a string")
        if name == "kind" and value not in KINDS:
            raise ValueError(f"[actor.{key}] no kind {value!r} (there are: {', '.join(KINDS)})")
    elif not _is_list(value):
        raise ValueError(f"[actor.{key}] {name} must be a list of strings")


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)
