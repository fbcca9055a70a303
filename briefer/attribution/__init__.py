"""Who said what: reads attributions off news English by grammar and lexicon, offline and deterministic.

In: a text and the sentences of its story. Out: attributions as spans of that text, in order, with the rule that found
each. Does not know actors: whom a source stands for is `briefer.actors`' matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefer.attribution.grammar import attributions, may_report
from briefer.attribution.marks import plain
from briefer.attribution.units import units
from briefer.model import Attribution, Sentence, Span

VERSION = "10"
"""Part of the job key of the `rules` engine: raise it with every change of grammar or lexicon."""


LONGEST = 3000
"""Code points of a sentence: what is longer has lost its full stops, and its grammar with them."""
_QUOTING = frozenset(("quote-before", "quote-after", "split-quote", "continued"))
_REPORTING = frozenset(("clause", "inverted"))


def find(text: str, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Every attribution in a text, in the order of its contents' first words."""
    found: list[Attribution] = []
    goes_on: dict[int, list[Span]] = {}
    speech = paragraph = -1
    for unit in units(text, [each for each in sentences if each.end - each.start <= LONGEST], may_report):
        again = unit.paragraph == paragraph
        paragraph = unit.paragraph
        if not unit.words:
            continue
        quote = unit.only_quote
        if quote is None or speech < 0 or not (again or found[speech].rule in _QUOTING):
            found.extend(_distinct(attributions(unit)))
            speech = _last_speech(found, speech)
        elif again and found[speech].rule in _QUOTING:
            goes_on.setdefault(speech, []).append(quote)
        else:
            found.append(Attribution(found[speech].source, (), (quote,), "continued"))
            speech = len(found) - 1
    for at, quotes in goes_on.items():
        found[at] = replace(found[at], content=(*found[at].content, *quotes))
    return tuple(sorted(found, key=lambda each: (each.content[0].start, each.content[-1].end)))


def _last_speech(found: Sequence[Attribution], known: int) -> int:
    """The speech that a quotation standing alone goes on with: the last one found, or -1 where another rule spoke last.

    `known` is the answer as it was before the last unit was read.
    """
    for at in range(len(found) - 1, known, -1):
        if found[at].rule in _QUOTING | _REPORTING:
            return at
        if found[at].rule not in {"participle", "noun"}:
            return -1
    return known


def _distinct(found: Iterable[Attribution]) -> list[Attribution]:
    kept = {(each.source, each.content): each for each in reversed(tuple(found))}
    return list(reversed(kept.values()))


__all__ = ["LONGEST", "VERSION", "find", "plain"]
