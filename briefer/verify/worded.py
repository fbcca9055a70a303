"""A position in an engine's own words against its passages: does it need a flag, does it stand at all? Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefer.actors import Table
from briefer.evidence import PRINTED_WITH_FLAG
from briefer.evidence.agreement import agree
from briefer.evidence.names import ActorNames
from briefer.evidence.support import supported
from briefer.model import Check
from briefer.verify.shelf import Passage


class Worded(NamedTuple):
    """`support` fails where the passages have nothing of a statement, `flag` where it has to say that it is doubted."""

    support: Check
    flag: Check


def worded(statement: str, passages: Sequence[Passage], table: Table) -> Worded:
    """What a statement needs whose words are not ours. The names it may bring are the articles', never the brief's."""
    texts, names = tuple(each.text for each in passages), _named(passages, table)
    support = supported(statement, texts, names, table)
    checks = (agree(statement, texts, ActorNames(table, names), tuple(each.day for each in passages)), support)
    return Worded(
        support if support.code == "unsupported" else Check(),
        next((each for each in checks if each.code in PRINTED_WITH_FLAG), Check()),
    )


def _named(passages: Sequence[Passage], table: Table) -> tuple[str, ...]:
    """Who speaks in passages, or passes it on, and whom they name."""
    speak = (
        name
        for passage in passages
        for each in passage.said()
        for holder in passage.reading.cast.holders(each)
        for name in holder.names
    )
    named = (found.actor.name for each in passages for found in table.find_in(each.text))
    return tuple(dict.fromkeys((*speak, *named)))
