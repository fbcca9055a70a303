"""Whether a statement stays with its passages: its subject is the holder, and its words are found in them. Pure.

The agreement check knows departures when it sees them; this one asks for support, so that what no table foresees is
noticed too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.actors import Table
from briefer.attribution.cues import lexicon
from briefer.attribution.words import CLOSED, words
from briefer.evidence.fold import folded_text
from briefer.evidence.labels import is_ordinary
from briefer.evidence.names import name_words
from briefer.model import Check, failed

_FEW = 0.2
"""Share of a statement's words that may be its own: synonyms of a paraphrase. It is printed with a flag then."""
_STEM = 5
_NEUTRAL = frozenset(
    "say tell add note state explain report announce declare remark observe comment write be make take put".split()
)
_PLAIN = CLOSED.union(
    "also asked according that this these those their there them its his her with from have been being than then "
    "position positions whereas said stated".split(),
)


def leads_with(statement: str, names: Sequence[str], table: Table) -> Check:
    """Whether the statement's first name is one of `names`, by any name of the same actor. Code: `subject`."""
    sequence = words(statement, 0, len(statement))
    start = 1 if sequence and sequence[0].lower in {"the", "a", "an", "one"} else 0
    if start >= len(sequence) or not sequence[start].capital:
        return Check()
    lead = sequence[start : start + 6]
    named = next((each for each in table.find(lead) if each.first == 0), None)
    allowed = {word for name in names for word in name_words(name)}
    if named is not None:
        if any(table.named(name) == named.actor or named.actor.name in name for name in names):
            return Check()
        if name_words(lead[0].text) & allowed:
            return Check()
        return failed("subject", f"the statement speaks of {named.actor.name} first, who does not hold this")
    if name_words(lead[0].text) & allowed or is_ordinary(lead[0].text):
        return Check()
    return failed("subject", f"the statement speaks of {lead[0].text} first, who does not hold this")


def supported(statement: str, passages: Sequence[str], names: Sequence[str], table: Table) -> Check:
    """Whether the statement's content words stand in the passages or the holder's names, by their stems.

    Codes: `unsupported` (more than a few do not), `own-words` (a few do not).
    """
    own, share = own_words(statement, passages, names, table)
    if not own:
        return Check()
    shown = ", ".join(dict.fromkeys(own))
    if len(own) > 1 and share > _FEW:
        return failed("unsupported", f"the passage has nothing of: {shown}")
    return failed("own-words", f"not in the words of the passage: {shown}")


def own_words(
    statement: str, passages: Sequence[str], names: Sequence[str], table: Table
) -> tuple[tuple[str, ...], float]:
    """The content words of a statement that stand in no passage and in no name, and their share of all of them."""
    known = {stem for text in (*passages, *names) for stem in _stems(text)}
    known |= {
        stem for text in (*passages, *names) for found in table.find_in(text) for stem in _stems(found.actor.name)
    }
    content = _content(statement)
    own = tuple(word for word in content if _stem(word) not in known and not _same_actor(word, passages, table))
    return own, len(own) / len(content) if content else 0.0


def _content(text: str) -> list[str]:
    found = re.findall(r"[^\W\d_][\w'-]{2,}", folded_text(text))
    return [word for word in found if word.lower() not in _PLAIN and not _is_neutral(word.lower())]


def _is_neutral(word: str) -> bool:
    """Whether a verb says no more than that somebody spoke: to doubt, to joke, to fear is to say more."""
    known = lexicon().verbs.get(word)
    return known is not None and known[0] in _NEUTRAL


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in re.findall(r"[^\W\d_][\w'-]*", folded_text(text))]


def _stem(word: str) -> str:
    return word.lower().removesuffix("'s")[:_STEM]


def _same_actor(word: str, passages: Sequence[str], table: Table) -> bool:
    actor = table.named(word.removesuffix("'s"))
    return actor is not None and any(found.actor == actor for text in passages for found in table.find_in(text))
