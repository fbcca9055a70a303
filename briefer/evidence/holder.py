"""The holder check: is the position the claimed holder's? Only a cue that governs the words can say so. Pure.

Words that one party says about another are the speaker's position: the holder is whoever stands at the cue, never
whoever is spoken about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefer.actors import Table
from briefer.evidence.names import name_words
from briefer.evidence.reading import Reading
from briefer.evidence.standing import standing, supposed
from briefer.model import Attribution, Check, Claim, Holder, Span, failed

_JOINT = re.compile(r"\s*(?:,|;|/|\band\b|&)\s*")


@dataclass(frozen=True, slots=True)
class Held:
    """The outcome: who holds the position by the article's own account, and whether the claim said so."""

    holders: tuple[Holder, ...]
    check: Check


def held(reading: Reading, governing: Attribution | None, claim: Claim, sentences: Span) -> Held:
    """Compares the holder that a claim names with the source of the attribution that governs the words.

    Codes: `no-cue` (nobody is said to hold these words), `unresolved` (the source stands for nobody the article names),
    `wrong-holder` (they are somebody else's), `hearsay` (only another party says that the holder holds it),
    `not-asserted` (the article denies, doubts, supposes or orders it).
    """
    name = claim.holder or claim.speaker
    if governing is None:
        return _without_cue(reading, name, claim.statement, sentences)
    source = governing.source[0] if governing.source else None
    printed = " ".join(reading.article.text[source.start : source.end].split()) if source else "nobody"
    holders = reading.cast.holders(governing)
    if not holders:
        return Held((), failed("unresolved", f"whom “{printed}” stands for cannot be told from the article"))
    table = reading.cast.table
    hearsay = _hearsay(reading, governing, holders)
    if hearsay:
        return Held(holders, hearsay)
    asserted = standing(reading, governing)
    if not asserted.passed:
        return Held(holders, asserted)
    if any(name.casefold() == each.actor.casefold() for each in holders) and len(holders) == 1:
        return Held(holders, Check())
    if all(any(_same(part, holder, table) for holder in holders) for part in _parts(name, table)):
        return Held(holders, Check())
    who = " and ".join(holder.actor for holder in holders)
    return Held(holders, failed("wrong-holder", f"the words are attributed to “{printed}” ({who}), not to {name}"))


def _hearsay(reading: Reading, governing: Attribution, holders: tuple[Holder, ...]) -> Check | None:
    """What one party says that another holds is the speaker's position, and printed as the speaker's."""
    around = reading.cast.around(governing)
    if around is not None and around.source and not reading.cast.reporters(governing):
        who, whom = reading.words(around.source[:1]), " and ".join(each.actor for each in holders)
        return failed("hearsay", f"it is “{who}”, whoever that is, that says this of {whom}")
    reporters = [each for each in reading.cast.reporters(governing) if reading.cast.is_party(each)]
    if not reporters or {each.actor for each in holders} & {each.actor for each in reporters}:
        return None
    who, whom = (" and ".join(each.actor for each in some) for some in (reporters, holders))
    return failed("hearsay", f"it is {who} that says this of {whom}")


def _without_cue(reading: Reading, name: str, statement: str, sentences: Span) -> Held:
    """A holder who is named beside the words may be the right one, but no cue says so."""
    table = reading.cast.table
    passage = reading.article.text[sentences.start : sentences.end]
    turned = supposed(statement, passage)
    if not turned.passed:
        return Held((), turned)
    named = {found.actor.name for found in table.find_in(passage)}
    parts = _parts(name, table)
    if parts and all((known := table.named(part)) is not None and known.name in named for part in parts):
        holders = tuple(Holder(known.name) for part in parts if (known := table.named(part)) is not None)
        return Held(holders, failed("no-cue", "no cue in the passage says that these words are the holder's"))
    return Held((), failed("no-cue", f"nobody in the passage is said to hold this, least of all {name}"))


def _parts(name: str, table: Table) -> list[str]:
    if table.named(name) is not None:
        return [name]
    return [part for part in _JOINT.split(name) if part]


def _same(name: str, holder: Holder, table: Table) -> bool:
    """Whether a claimed name means a resolved holder: the same actor, or a name's words among the holder's."""
    if name.casefold() in {holder.actor.casefold(), holder.speaker.casefold()}:
        return True
    actor = table.named(name)
    if actor is not None:
        return actor.name == holder.actor
    words = name_words(name)
    return bool(words) and words <= name_words(f"{holder.actor} {holder.speaker}")
