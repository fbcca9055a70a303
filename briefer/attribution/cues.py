"""The lexicon of attribution cues: which word forms report, what they take as content, what kind of position they make.

Read from `cues.toml` beside this file, once. Knows words, not sentences.
"""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefer.attribution.inflection import forms, plural
from briefer.model import Kind

PAST, THIRD, BASE, PARTICIPLE, GERUND = "past", "third", "base", "participle", "gerund"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which a verb reports: its kind, what it takes, and the prepositions that belong to it."""

    lemma: str
    kind: Kind
    takes: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    phrase: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb in its unit: words `first` to `last` with auxiliaries; `head` is the verb itself."""

    first: int
    head: int
    frames: tuple[Frame, ...]
    participle: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cues.

    `verbs`: form to (lemma, inflections); `frames`: lemma to its frames; `nouns`: form to kind; `homonyms`: forms of
    verbs that are more often nouns, those of `nouns` among them; `compounds`: pairs of words that are one noun;
    `light`: noun form to the words that make a verb of it ("made the").
    """

    verbs: Mapping[str, tuple[str, frozenset[str]]]
    frames: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, Kind]
    homonyms: frozenset[str]
    compounds: frozenset[tuple[str, str]]
    light: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    source = tomllib.loads((pkgutil.get_data(__package__, "cues.toml") or b"").decode())
    frames: dict[str, list[Frame]] = {}
    for frame in (*_phrases(source["phrase"]), *_verbs(source["verb"])):
        frames.setdefault(frame.lemma, []).append(frame)
    verbs: dict[str, tuple[str, set[str]]] = {}
    for lemma in frames:
        for form, inflection in _inflected(lemma):
            verbs.setdefault(form, (lemma, set()))[1].add(inflection)
    nouns = {form: Kind(kind) for kind, names in source["noun"].items() for n in names for form in (n, plural(n))}
    return Lexicon(
        {form: (lemma, frozenset(kinds)) for form, (lemma, kinds) in verbs.items()},
        {lemma: tuple(each) for lemma, each in frames.items()},
        nouns,
        frozenset((*nouns, *source["homonym"]["forms"])),
        frozenset((first, second) for first, second in map(str.split, source["homonym"]["compounds"])),
        dict(_light(nouns, source)),
    )


def _light(nouns: Iterable[str], source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    verbs = {noun: verb for verb, names in source["light"].items() for noun in names}
    plurals = {plural(noun): noun for noun in nouns}
    for form in nouns:
        singular = plurals.get(form, form)
        bare = singular != form or form in source["uncountable"]["nouns"]
        yield form, verbs.get(singular, "made") + ("" if bare else " the")


def past(form: str) -> str:
    """The past tense of a verb form that the lexicon knows: "saying" to "said"; other words unchanged."""
    entry = lexicon().verbs.get(form.lower())
    if entry is None:
        return form
    known = {inflection: other for other, inflections in _forms(entry[0]) for inflection in inflections}
    return known.get(PAST, form)


def _forms(lemma: str) -> Iterator[tuple[str, frozenset[str]]]:
    return ((form, kinds) for form, (base, kinds) in lexicon().verbs.items() if base == lemma)


def _verbs(tables: Mapping[str, Any]) -> Iterator[Frame]:
    for table in tables.values():
        for lemma in table["verbs"]:
            yield Frame(lemma, Kind(table["kind"]), frozenset(table["takes"]), frozenset(table.get("with", ())))


def _phrases(table: Mapping[str, list[str]]) -> Iterator[Frame]:
    for kind, phrases in table.items():
        for phrase in phrases:
            lemma, *rest = phrase.split()
            yield Frame(lemma, Kind(kind), frozenset(("clause", "np", "quote")), phrase=tuple(rest))


def _inflected(lemma: str) -> Iterator[tuple[str, str]]:
    """The forms of a verb with the name of each inflection."""
    made = forms(lemma)
    yield from zip((lemma, *made), (BASE, THIRD, PAST, PARTICIPLE, GERUND), strict=True)
