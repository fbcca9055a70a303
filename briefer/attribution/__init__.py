"""Who said what: reads attributions off news English by grammar and lexicon, offline and deterministic.

In: a text and the sentences of its story. Out: attributions as spans of that text, in order, with the rule that found
each. Does not know actors: whom a source stands for is `briefer.actors`' matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefer.attribution.grammar import attributions
from briefer.attribution.units import Unit, units
from briefer.model import Attribution, Kind, Sentence

VERSION = "1"
"""Part of the job key of the `rules` engine: raise it with every change of grammar or lexicon."""


def find(text: str, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Every attribution in a text, in the order of its contents' first words."""
    found: list[Attribution] = []
    paragraph = -1
    for unit in units(text, sentences):
        quote = unit.only_quote
        last = _last_speech(found)
        if quote is not None and last >= 0:
            speech = found[last]
            if unit.paragraph == paragraph:
                found[last] = replace(speech, content=(*speech.content, quote))
            else:
                found.append(Attribution(speech.source, (), (quote,), "continued", Kind.ASSERTS))
        else:
            found.extend(_distinct(attributions(unit)))
        paragraph = unit.paragraph
    return tuple(sorted(found, key=lambda each: (each.content[0].start, each.content[-1].end)))


def _last_speech(found: Sequence[Attribution]) -> int:
    """The attribution that a quotation standing alone goes on with: the last one, when it quotes."""
    for at in range(len(found) - 1, -1, -1):
        if found[at].rule in {"quote-before", "quote-after", "split-quote", "continued"}:
            return at
        if found[at].rule not in {"participle", "noun"}:
            break
    return -1


def _distinct(found: Iterable[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    for each in found:
        if not any(each.content == other.content and each.source == other.source for other in kept):
            kept.append(each)
    return kept


__all__ = ["VERSION", "Unit", "find", "units"]
