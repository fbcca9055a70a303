"""The rules of the grammar by name: the form each reads, what it means, a sentence that it fires on. A pure table.

`Attribution.rule` has the name; `briefer extract --explain` prints form and meaning; docs/attribution.md lists all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, the form of words it reads (X the source), its meaning in one line, and an example."""

    name: str
    form: str
    meaning: str
    example: str


_ALL = (
    Rule("quote-before", "“…,” X said", "a quotation, then who said it", "“The port is shut,” Norway's envoy said."),
    Rule("quote-after", "X said: “…”", "who says it, then the quotation", "Norway's envoy said: “The port is shut.”"),
    Rule(
        "split-quote",
        "“…,” X said, “…”",
        "a quotation that source and cue stand in the middle of",
        "“The port,” Norway's envoy said, “will stay shut.”",
    ),
    Rule(
        "continued",
        "“…” (behind a quotation of X's)",
        "a quotation that stands alone and goes on with the last speaker's",
        "“The port is shut,” Norway's envoy said.\n\n“Nobody will open it this year.”",
    ),
    Rule(
        "clause",
        "X said (that) …",
        "source, cue, and a clause of what is said, with or without “that”",
        "Norway said that the port was shut.",
    ),
    Rule(
        "inverted",
        "…, X said",
        "what is said, then or around it source and cue, without quotation marks or only partly in them",
        "The port was shut on Monday, Norway's envoy said.",
    ),
    Rule(
        "infinitive",
        "X urged Y to …",
        "source, cue, and what somebody is to do",
        "Norway urged Chile to open the port.",
    ),
    Rule(
        "object",
        "X rejected …",
        "source, cue, and a noun phrase that the cue takes as its object",
        "Norway rejected the new tariff.",
    ),
    Rule(
        "passive",
        "… was rejected by X",
        "what somebody is for or against, and behind “by” who it is",
        "The new tariff was rejected by Norway.",
    ),
    Rule(
        "participle",
        "…, adding that …",
        "a cue in “-ing” that shares the source of the clause before it",
        "Norway shut the port, adding that it would stay so.",
    ),
    Rule(
        "according",
        "…, according to X",
        "what is said, and “according to” with the source, before or behind it",
        "The port was shut, according to Norway's envoy.",
    ),
    Rule(
        "asked",
        "asked whether …, X said no",
        "a bare yes or no, with the question that it answers",
        "Asked whether the port would open, Norway's envoy said no.",
    ),
    Rule(
        "quoted-as",
        "X was quoted as saying …",
        "somebody's words as another reports them",
        "Norway's envoy was quoted as saying the port was shut.",
    ),
    Rule(
        "noun",
        "X's claim that …",
        "a noun of saying with a possessor, and a clause with “that”",
        "Chile dismissed Norway's claim that the port was shut.",
    ),
)
RULES: Mapping[str, Rule] = MappingProxyType({each.name: each for each in _ALL})
"""Every rule by its name, direct speech first."""
