"""How far a position holds: asserted, will, can, may, should, must, or under a condition, by its modal words. Pure.

The first modal word of the main clause decides, a condition before all. What stands in a relative or subordinate
clause says nothing of the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefer.attribution.words import DETERMINERS, RELATIVES, SUBORDINATORS, Word, words
from briefer.model import Attribution, Modality, Span

_MODALS = {
    **dict.fromkeys("may might could perhaps possibly maybe likely probably".split(), Modality.MAY),
    **dict.fromkeys("can cannot can't couldn't".split(), Modality.CAN),
    **dict.fromkeys("should shouldn't ought".split(), Modality.SHOULD),
    **dict.fromkeys("must mustn't".split(), Modality.MUST),
    **dict.fromkeys("will won't shall".split(), Modality.WILL),
    **dict.fromkeys("would wouldn't".split(), Modality.CONDITIONAL),
}
_PHRASES = {
    **dict.fromkeys((("has", "to"), ("have", "to"), ("had", "to")), Modality.MUST),
    **dict.fromkeys((("needs", "to"), ("need", "to"), ("needed", "to")), Modality.SHOULD),
    ("going", "to"): Modality.WILL,
}
_OPENERS = frozenset('"“„«')
_DEEDS = frozenset(("object", "infinitive", "passive"))
"""Rules whose cue is what the holder does, and not only says: "could not support the draft"."""


def modality(text: str, content: Sequence[Span], governing: Attribution | None = None) -> Modality:
    """The modality of a content in a text and of the attribution that governs it; `asserted` without a modal word.

    "Would" in reported speech is the reporter's "will", in quoted speech a condition: "said it would sign" is `will`.
    """
    said = [word for span in content for word in words(text, *span)]
    if _is_conditional(said):
        return Modality.CONDITIONAL
    deed = governing is not None and governing.rule in _DEEDS
    found = _first([word for span in governing.cue for word in words(text, *span)]) if governing and deed else None
    if found:
        return found
    found = _first(_main(said)) or Modality.ASSERTED
    quoted = bool(content) and text[content[0].start : content[0].start + 1] in _OPENERS
    return Modality.WILL if found is Modality.CONDITIONAL and not (quoted or _is_unreal(said)) else found


def _is_conditional(said: Sequence[Word]) -> bool:
    """Whether a condition is among the words; "whether", "even if" and "as if" are none."""
    lower = [word.lower for word in said]
    if lower[:1] == ["if"] and "," not in lower:
        lower = lower[1:]
    pairs = tuple(pairwise(("", *lower)))
    return any(word in {"if", "unless"} and before not in {"even", "as"} for before, word in pairs) or (
        ("provided", "that") in pairs
    )


def _is_unreal(said: Sequence[Word]) -> bool:
    """Whether "would have" is said of what did not happen: "would have paid", but not "would have to pay"."""
    lower = [word.lower for word in said]
    return any(
        one in {"would", "wouldn't"} and other == "have" and lower[at + 2 : at + 3] != ["to"]
        for at, (one, other) in enumerate(pairwise(lower))
    )


_SUBORDINATING = SUBORDINATORS - {"than", "so"}


def _main(said: Sequence[Word]) -> list[Word]:
    """The words up to the first subordinate clause; one that leads in is passed over up to its comma."""
    first = 1 if said and said[0].lower == "that" else 0
    if said[first:] and said[first].lower in SUBORDINATORS - {"so"}:
        first = next((at + 1 for at, word in enumerate(said) if word.text == ","), first + 1)
    end = next((at for at in range(first + 1, len(said)) if said[at].lower in _SUBORDINATING), len(said))
    return list(said[first:end])


def _first(said: Sequence[Word]) -> Modality | None:
    for at, word in enumerate(said):
        before, behind = (said[i].lower if 0 <= i < len(said) else "" for i in (at - 1, at + 1))
        if (word.lower, behind) in _PHRASES and before not in DETERMINERS:
            return _PHRASES[word.lower, behind]
        if word.lower.endswith("'ll"):
            return Modality.WILL
        found = _MODALS.get(word.lower)
        relative = before in RELATIVES or (before == "that" and at > 1)
        if found and not relative and not (word.capital and at) and before not in _NOUN_BEFORE:
            return Modality.CAN if word.lower == "could" and behind == "not" else found
    return None


_NOUN_BEFORE = frozenset("a an the his her its their our my your any no every political military free good".split())
"""Words before "will", "might" and "can" that make nouns of them."""
