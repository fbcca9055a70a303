"""Attributions without a finite verb of saying: according to X; X was quoted as saying; X's claim that … Pure."""

from __future__ import annotations

from collections.abc import Iterator

from briefer.attribution.appositions import behind_source
from briefer.attribution.borders import LEADING, has_predicate
from briefer.attribution.contents import content_of
from briefer.attribution.cues import lexicon
from briefer.attribution.sources import LONGEST, Range, group_start, source_before
from briefer.attribution.subjects import skip_trailing
from briefer.attribution.units import Unit
from briefer.attribution.words import (
    BE,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
)
from briefer.model import Attribution, Kind, Span

ACCORDING = "according"


def according(unit: Unit) -> Iterator[Attribution]:
    """…, according to X; According to X, …"""
    if ACCORDING not in unit.lowers:
        return
    for at in range(len(unit.words) - 2):
        phrase = unit.words[at].lower, unit.words[at + 1].lower
        if phrase != (ACCORDING, "to") or unit.quoted[at] >= 0:
            continue
        source = _until_pause(unit, at + 2)
        if source is None:
            continue
        spans = _around(unit, at, source[1])
        if spans and not (at == 0 and unit.text[spans[0].start : spans[0].end].startswith("and ")):
            yield Attribution((unit.span(*source),), (unit.span(at, at + 1),), spans, "according")


def _until_pause(unit: Unit, first: int) -> Range | None:
    last, end = first, min(len(unit.words), first + LONGEST)
    while last < end and unit.quoted[last] < 0 and unit.words[last].text not in ",.;:!?–—()":
        last += 1
    return (first, last - 1) if last > first else None


_HELPERS = BE | HAVE | DO | MODALS


def _around(unit: Unit, cue: int, last: int) -> tuple[Span, ...]:
    """What stands before the cue and after the source, without the commas that part them."""
    spans = []
    if cue > 0:
        end = cue - 1 if unit.words[cue - 1].text == "," else cue
        first = 1 if unit.words[0].lower in {"but", "and"} else 0
        if end > first:
            spans.append(unit.span(first, end - 1))
    rest = last + 1
    if rest + 2 < len(unit.words) and unit.words[rest].text == ",":
        rest = max(rest, behind_source(unit, rest) if not spans else -1)
        end = len(unit.words) - 1 if unit.words[-1].text in ".!?" else len(unit.words)
        joins = unit.words[rest + 1].lower in {"but", "unless", "until", "because", "if", "although"} or (
            spans and unit.words[cue - 2].lower in _HELPERS  # "One of them was, according to the police, armed"
        )
        if not spans or joins or not has_predicate(unit, 0, cue):
            spans.append(unit.span(rest + 1, end - 1))
    return tuple(spans)


QUOTED_AS = frozenset(("quoted", "cited", "quotes", "cites"))


def quoted_as(unit: Unit) -> Iterator[Attribution]:
    """X was quoted as saying …; the paper quoted X as saying …"""
    if "as" not in unit.lowers or QUOTED_AS.isdisjoint(unit.lowers):
        return
    for at in range(1, len(unit.words) - 3):
        if unit.words[at].lower not in QUOTED_AS or unit.quoted[at] >= 0:
            continue
        saying = next((i for i in range(at + 2, min(at + 16, len(unit.words) - 1)) if _as_saying(unit, i)), -1)
        if saying < 0:
            continue
        passive = unit.words[at - 1].lower in BE
        first = group_start(unit, at)
        source = source_before(unit, first) if passive else _until_pause(unit, at + 1)
        content = content_of(unit, lexicon().frames["say"], (source[0], saying, -1), ()) if source else None
        if source is not None and content is not None:
            last = min(source[1], saying - 2) if not passive else source[1]
            cue = unit.span(first if passive else saying - 1, saying)
            yield Attribution((unit.span(source[0], last),), (cue,), content.spans, "quoted-as")


def _as_saying(unit: Unit, at: int) -> bool:
    return unit.words[at].lower in {"saying", "stating"} and unit.words[at - 1].lower == "as"


def nouns(unit: Unit, cues: tuple[int, ...] = ()) -> Iterator[Attribution]:
    """X's claim that …; a claim by X that …; concerns among X that …

    `cues` are the first words of the verbs of saying, with which the reporter may go on.
    """
    known = lexicon().nouns
    if "that" not in unit.lowers or known.keys().isdisjoint(unit.lowers):
        return
    for at, word in enumerate(unit.words):
        if word.lower not in known or unit.quoted[at] >= 0 or word.capital:
            continue
        that = next((i for i in range(at + 1, min(at + 9, len(unit.words))) if unit.words[i].lower == "that"), -1)
        if that >= 0 and that + 1 < len(unit.words) and unit.words[that + 1].lower in BE | HAVE | DO | MODALS:
            continue
        if that < 0 or that + 2 >= len(unit.words) or any(w.punctuation for w in unit.words[at + 1 : that]):
            continue
        source = _noun_source(unit, at, that)
        content = content_of(
            unit,
            lexicon().frames["show"],
            (source[0] if source else at, that - 1, -1),
            tuple(cue for cue in cues if cue > that),
        )
        if source is not None and content is not None and not _swallows(unit, source, at, content.spans[-1].end):
            kind = known.get(word.lower, Kind.ASSERTS)
            yield Attribution((unit.span(*source),), (unit.span(at, at),), content.spans, "noun", kind)


def _noun_source(unit: Unit, noun: int, that: int) -> Range | None:
    if that > noun + 2 and unit.words[noun + 1].lower in {"by", "from", "on", "of", "among"}:
        between = unit.words[noun + 2 : that]
        plain = not any(w.lower in PRONOUNS | DAYS | BE | HAVE or lexicon().verbs.get(w.lower) for w in between)
        return (noun + 2, skip_trailing(unit, noun + 2, that - 1)) if plain else None
    if that == noun + 1 and noun > 0:
        first = noun - 1
        if unit.words[first].lower.endswith(("'s", "s'")):
            while first > 0 and _goes_on_left(unit, first - 1):
                first -= 1
            return first, noun - 1
        if unit.words[first].lower in {"his", "her", "its", "their"}:
            return first, first
    return None


def _swallows(unit: Unit, source: Range, noun: int, end: int) -> bool:
    """Whether the noun is the subject and what was said runs to the sentence's end: the main verb stands inside it."""
    first = min(source[0], noun)
    opens = first == 0 or all(word.lower in DETERMINERS | COORDINATORS for word in unit.words[:first])
    rest = [word for word in unit.words if word.start >= end and not word.punctuation]
    return opens and not rest


def _goes_on_left(unit: Unit, at: int) -> bool:
    """Whether a possessor's name goes on to the left: not over what leads into its clause ("Despite China's …")."""
    word = unit.words[at]
    return word.lower in {"the", "of"} or (word.capital and word.lower not in PREPOSITIONS | LEADING | SUBORDINATORS)
