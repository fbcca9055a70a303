"""Does a statement take the stand that its passage takes? Part of the agreement check. Pure.

The grammar says what the holder does in the passage: denies, opposes, supports. A statement in other words has to be
against what the holder is against, and may not leave out under what condition.
"""

from __future__ import annotations

from briefer.attribution.cues import lexicon
from briefer.attribution.words import words
from briefer.evidence import turns
from briefer.model import Attribution, Check, Kind, failed

_AGAINST = frozenset((Kind.DENIES, Kind.OPPOSES))
_CONDITIONS = frozenset("if unless until provided only without except".split())
_OPPOSED = frozenset("against condemned criticised criticized rejection opposition objection objections denial".split())


def stance(statement: str, found: Attribution, text: str) -> Check:
    """Whether a statement is against what `found`, an attribution of `text`, is against. Codes: polarity, condition."""
    said = {word.lower for word in words(statement, 0, len(statement))}
    if found.kind in _AGAINST and not any(_is_against(word) for word in said):
        return failed("polarity", "the passage has the holder against it, and the statement does not")
    spans = (*found.cue, *found.content)
    given = [word.lower for span in spans for word in words(text, span.start, span.end)]
    dropped = next((word for word in given if word in _CONDITIONS and word not in said), "")
    return failed("condition", f"the statement leaves out “{dropped}”") if dropped else Check()


def _is_against(word: str) -> bool:
    if turns.HEADS.get(word) in {turns.DENIAL, turns.NEGATION} or word in _OPPOSED or word.endswith("n't"):
        return True
    known = lexicon().verbs.get(word)
    return known is not None and any(frame.kind in _AGAINST for frame in lexicon().frames[known[0]])
