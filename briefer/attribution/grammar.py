"""The grammar of attribution: from the words of one unit to who says what. Pure.

What its rules are called, and what each means, stands in `rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from briefer.attribution.borders import has_predicate, trailing_only
from briefer.attribution.contents import Content, content_of
from briefer.attribution.cues import BASE, GERUND, PARTICIPLE, PAST, Cue, Frame, lexicon
from briefer.attribution.finite import is_finite
from briefer.attribution.joined import alternatives
from briefer.attribution.leading import leading_phrase
from briefer.attribution.nospeech import asks_for_silence, cites, is_number, only_cites, only_names, only_points
from briefer.attribution.phrases import ACCORDING, QUOTED_AS, according, nouns, quoted_as
from briefer.attribution.sources import (
    Range,
    group_start,
    qualified,
    source_after,
    source_before,
)
from briefer.attribution.stances import STANCES, passive, standing, turned
from briefer.attribution.units import OPENING, Unit
from briefer.attribution.words import (
    BE,
    CONTRACTED_NOT,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATIONS,
    RELATIVES,
    in_any_case,
    pieces,
    rarest_piece,
)
from briefer.model import Attribution, Kind, Span

_WENT_ON = [[verb, "on", "to"] for verb in ("went", "goes", "go")]


def may_report(text: str, start: int, end: int) -> bool:
    """Whether a stretch has a word that one of the rules needs; a quick look, before its words are made."""
    return not _needed().isdisjoint(pieces(text, start, end))


@cache
def _needed() -> frozenset[str]:
    """For each cue of each rule a piece without which it is not there; of a phrase the longest word has it."""
    known = lexicon()
    words = {max((frame.lemma, *frame.phrase), key=len) for frames in known.frames.values() for frame in frames}
    verbs = (form for form, (lemma, _) in known.verbs.items() if lemma in words)
    return in_any_case(map(rarest_piece, (*words, *verbs, *known.nouns, ACCORDING, *QUOTED_AS, *STANCES)))


def attributions(unit: Unit) -> Iterator[Attribution]:
    """Every attribution of one unit, in the order of its cues."""
    previous: tuple[Range, Attribution] | None = None
    cues = tuple(_cues(unit))
    for cue in cues:
        found = _read(unit, cue, previous, tuple(other.first for other in cues if other.first > cue.head))
        if found is not None:
            previous = found
            yield _with_question(unit, found[1])
    yield from according(unit)
    yield from quoted_as(unit)
    yield from passive(unit)
    yield from standing(unit, tuple(cue.first for cue in cues))
    yield from nouns(unit, tuple(cue.first for cue in cues))


def _cues(unit: Unit) -> Iterator[Cue]:
    verbs = lexicon().verbs
    if verbs.keys().isdisjoint(unit.lowers):
        return
    for at, word in enumerate(unit.words):
        entry = verbs.get(word.lower)
        if entry is None or unit.quoted[at] >= 0 or (word.capital and at > 0):
            continue
        cue = _cue_at(unit, at, lexicon().frames[entry[0]], entry[1])
        if cue is not None:
            yield cue


_BEFORE_NOUN = DETERMINERS - {"some", "many", "both", "most", "all"}


def _cue_at(unit: Unit, at: int, frames: tuple[Frame, ...], inflections: frozenset[str]) -> Cue | None:
    first = group_start(unit, at)
    if [word.lower for word in unit.words[max(0, first - 2) : first]] == ["all", "but"]:
        first -= 2
    helpers = {word.lower for word in unit.words[first:at]}
    before = unit.words[first - 1].lower if first else ""
    following = unit.words[at + 1].lower if at + 1 < len(unit.words) else ""
    if (unit.words[at].lower, following) in lexicon().compounds:
        return None
    if GERUND in inflections:
        if helpers & BE:
            return Cue(first, at, frames)
        return Cue(at, at, frames, participle=True) if before in {",", "and", "by"} else None
    went_on = [word.lower for word in unit.words[max(0, first - 3) : first]]
    if went_on in _WENT_ON and first == at and BASE in inflections:
        return Cue(first - 3, at, frames)
    if before in _BEFORE_NOUN or before == "to" or before.endswith("'s"):
        return None
    if helpers & (DO | MODALS):
        return Cue(first, at, frames) if inflections & {BASE, PARTICIPLE} and not helpers & BE else None
    if helpers & HAVE and inflections & {PARTICIPLE, PAST}:
        return Cue(first, at, frames) if not helpers & BE else None
    if helpers & BE or following == "by":
        return None
    return Cue(first, at, frames) if is_finite(unit, at, before, inflections) else None


def _read(
    unit: Unit, cue: Cue, previous: tuple[Range, Attribution] | None, later: tuple[int, ...]
) -> tuple[Range, Attribution] | None:
    after = not cue.participle and _is_inverted(unit, cue)
    if cue.participle:
        source = _understood(unit, cue, previous)
    elif after:
        source = source_after(unit, cue.head)
    else:
        source = source_before(unit, cue.first)
        if source is not None:
            source, first = qualified(unit, source, cue.first)
            cue = replace(cue, first=first)
        if source is None and _follows_clause(unit, cue):
            source, after = source_after(unit, cue.head), True
        if source is None and cue.first and unit.words[cue.first - 1].lower in {"and", "but"}:
            source = _understood(unit, cue, previous)
    if (
        source is None
        or is_number(unit, cue, source)
        or asks_for_silence(unit, cue)
        or cites(unit, cue)
        or only_names(unit, cue, source)
    ):
        return None
    frames = tuple(frame for frame in cue.frames if "quote" in frame.takes) if _is_open(unit, cue) else cue.frames
    own = unit.words[cue.first - 1].lower not in {"and", "but"} if cue.first else True
    first = min(source[0], cue.first) if own and not cue.participle else cue.first
    content = content_of(unit, frames, (first, cue.head, source[1] if after else -1), later)
    if (
        content is None
        or only_points(unit, content.spans)
        # "it brought the case to court, asking for clarity" does not tell by what it says first what was asked
        or (cue.participle and content.rule == "inverted")
        or (cue.participle and only_cites(unit, cue, content.spans[-1].end, later))
    ):
        return None
    if source[0] and unit.words[source[0] - 1].lower == "what" and unit.text[content.spans[0].start] not in OPENING:
        return None
    with_whom = None if own or cue.participle else _partner(unit, cue)
    return source, _attribution(unit, cue, source, with_whom, content)


_MEETING = frozenset("spoke met talked conferred speaks meets talks".split())


def _partner(unit: Unit, cue: Cue) -> Range | None:
    """With whom the subject has come to terms: "Pompeo spoke with Kang and agreed on the need …"."""
    following = unit.words[cue.head + 1].lower if cue.head + 1 < len(unit.words) else ""
    if cue.frames[0].lemma != "agree" or following not in {"on", "that", "upon"}:
        return None
    for at in range(cue.first - 3, 0, -1):
        if unit.words[at].lower == "with" and any(word.lower in _MEETING for word in unit.words[max(0, at - 3) : at]):
            last = at
            while unit.words[last + 1].capital or unit.words[last + 1].lower in DETERMINERS | {"counterpart"}:
                last += 1
            return (at + 1, last) if unit.words[last].capital else None
    return None


def _is_open(unit: Unit, cue: Cue) -> bool:
    """Whether a position is only possible: "might reject", "could support"; what "will" or "would not" do, is one."""
    group = {word.lower for word in unit.words[cue.first : cue.head]}
    return bool(group & {"may", "might", "could", "can"}) and not group & NEGATIONS


def _follows_clause(unit: Unit, cue: Cue) -> bool:
    """Whether a clause, a comma and a bare verb of saying stand before the source: …, said the minister."""
    at = cue.head
    if cue.first != at or at < 4 or at + 1 >= len(unit.words) or unit.words[at - 1].text != ",":
        return False
    speaks = any("quote" in frame.takes for frame in cue.frames)
    following = unit.words[at + 1]
    return speaks and has_predicate(unit, 0, at - 1) and (following.capital or following.lower in {"the", "a", "an"})


def _understood(unit: Unit, cue: Cue, previous: tuple[Range, Attribution] | None) -> Range | None:
    """The subject that a participle or a second predicate shares with what stands before it."""
    if previous is None:
        return leading_phrase(unit, 0, cue.first) if cue.first else None
    source, speech = previous
    place = unit.words[cue.first].start
    if any(span.start < place < span.end for span in speech.content):
        begin = next(i for i, word in enumerate(unit.words) if word.start >= speech.content[0].start)
        begin += unit.words[begin].lower == "that"
        subject = leading_phrase(unit, begin, cue.first)
        named = subject is not None and any(word.capital for word in unit.words[subject[0] : subject[1] + 1])
        return subject if named else source
    return source


def _with_question(unit: Unit, found: Attribution) -> Attribution:
    """In "asked whether they agreed, she said no" the answer means nothing without what was asked."""
    answer = unit.text[found.content[0].start : found.content[-1].end].lower()
    if answer not in {"no", "yes"}:
        return found
    asked = next((i for i, word in enumerate(unit.words) if word.lower == "asked"), len(unit.words))
    begin = next((i for i in range(asked, len(unit.words)) if unit.words[i].lower in {"if", "whether"}), -1)
    comma = next((i for i in range(max(begin, 0), len(unit.words)) if unit.words[i].text == ","), -1)
    if begin < 0 or comma <= begin:
        return found
    return replace(found, content=(unit.span(begin, comma - 1), *found.content), rule="asked")


def _is_inverted(unit: Unit, cue: Cue) -> bool:
    """Whether the source stands behind the cue: … ," said Lu Kang."""
    if cue.first != cue.head or cue.head + 1 >= len(unit.words) or cue.head == 0:
        return False
    if not any("quote" in frame.takes for frame in cue.frames) or not unit.words[cue.head - 1].punctuation:
        return False
    following = unit.words[cue.head + 1]
    if following.lower in {"that", "he", "she", "they", "it", "we"}:
        return False
    quoted = unit.quote_before(cue.head) is not None
    return quoted and (following.capital or following.lower in DETERMINERS or trailing_only(unit, cue.head + 1))


def _attribution(unit: Unit, cue: Cue, source: Range, partner: Range | None, content: Content) -> Attribution:
    last = cue.head + content.cue_words
    neither = alternatives(unit, source) if content.kind in _STANDS else (source,)
    negated = len(neither) > 1 or _is_negated(unit, cue)
    named = (*neither, *((partner,) if partner else ()))
    return Attribution(
        source=(*(unit.span(*each) for each in named), *_relative(unit, cue)),
        cue=(*_pair_words(unit, source, neither), unit.span(cue.first, last)),
        content=content.spans,
        rule="participle" if cue.participle else content.rule,
        kind=turned(content.kind, cue.frames[0].lemma) if negated else content.kind,
    )


def _pair_words(unit: Unit, source: Range, named: tuple[Range, ...]) -> tuple[Span, ...]:
    """The "neither" and the "nor" between two sources, which belong to their cue."""
    if len(named) < 2:
        return ()
    return unit.span(source[0], source[0]), unit.span(named[0][1] + 1, named[0][1] + 1)


def _relative(unit: Unit, cue: Cue) -> tuple[Span, ...]:
    """The "who" by which a name and its own clause are joined."""
    at = cue.first - 1
    return (unit.span(at, at),) if at > 0 and unit.words[at].lower in RELATIVES else ()


_STANDS = frozenset((Kind.SUPPORTS, Kind.AGREES, Kind.OPPOSES))
"""Kinds that a negation turns into the opposite position; the others it only takes away."""


_NOT = NEGATIONS | CONTRACTED_NOT


def _is_negated(unit: Unit, cue: Cue) -> bool:
    group = [word.lower for word in unit.words[cue.first : cue.head]]
    return any(word in _NOT and not (at and group[at - 1] == "but") for at, word in enumerate(group))
