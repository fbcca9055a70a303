"""Positions that no active verb reports: "was rejected by X"; "X is in favour of", "X is against". Pure."""

from __future__ import annotations

from collections.abc import Iterator

from briefer.attribution.borders import content_end
from briefer.attribution.cues import PARTICIPLE, Frame, lexicon
from briefer.attribution.joined import Range
from briefer.attribution.sources import group_start, source_after, source_before
from briefer.attribution.units import Unit
from briefer.attribution.words import (
    BE,
    CONTRACTED_NOT,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    NEGATIONS,
    PARTIES,
    PRONOUNS,
    Word,
    is_adverb,
)
from briefer.model import Attribution, Kind, Span

_POSITIONS = frozenset((Kind.SUPPORTS, Kind.OPPOSES, Kind.DENIES))
_CLEAR = frozenset(
    "support back endorse favor favour approve embrace accept agree consent assent oppose object".split()
)
"""Verbs whose negation is the opposite position; who did not condemn it or did not hail it takes none."""
_OPEN = frozenset("may might could can should must to".split())
_BETWEEN = 6
"""Words between a participle and its "by": "denounced as a farce by"."""
_COMPLEMENT = 14
"""Words of a complement behind the agent: "by the union as too costly"."""
_STANDS = {
    ("in", "favour", "of"): Kind.SUPPORTS,
    ("in", "favor", "of"): Kind.SUPPORTS,
    ("in", "support", "of"): Kind.SUPPORTS,
    ("supportive", "of"): Kind.SUPPORTS,
    ("opposed", "to"): Kind.OPPOSES,
    ("against",): Kind.OPPOSES,
    ("open", "to"): Kind.OFFERS,
    ("willing", "to"): Kind.OFFERS,
    ("ready", "to"): Kind.OFFERS,
    ("prepared", "to"): Kind.OFFERS,
    ("unwilling", "to"): Kind.OPPOSES,
}
STANCES = tuple(map(" ".join, _STANDS))
_OPENERS = frozenset(phrase[0] for phrase in _STANDS)
_IS = BE - {"being", "be"}
_IDIOMS = frozenset(
    ("the law", "the rules", "the odds", "the clock", "the wall", "the ropes", "the grain", "the constitution", "time")
)
"""What somebody may be against without a position."""


def turned(kind: Kind, lemma: str = "") -> Kind:
    """What a negation makes of a position; `lemma` is its verb, empty where it is no verb's."""
    if lemma and lemma not in _CLEAR:
        return Kind.ASSERTS
    return Kind.SUPPORTS if kind is Kind.OPPOSES else Kind.OPPOSES


_NOT = NEGATIONS | CONTRACTED_NOT


def passive(unit: Unit) -> Iterator[Attribution]:
    """… was rejected by X (as …); … and welcomed by Y"""
    if "by" not in unit.lowers:
        return
    subject: Range | None = None
    helped = (0, 0)
    for at in range(1, len(unit.words) - 2):
        frame = _participle(unit, at)
        if frame is None:
            continue
        first = group_start(unit, at)
        helpers = {word.lower for word in unit.words[first:at]}
        second = unit.words[at - 1].lower in COORDINATORS and subject is not None
        if not second:
            subject = source_before(unit, first) if helpers & BE and not helpers & _OPEN else None
            helped = first, at - 1
        by = _by(unit, at)
        agent = _agent(unit, by) if by > 0 and subject is not None else None
        if agent is None or subject is None or _only_points(unit, subject):
            continue
        negated = bool(helpers & _NOT) and not second
        yield Attribution(
            (unit.span(*agent),),
            (unit.span(*helped), unit.span(at, by)) if second else (unit.span(first, by),),
            (unit.span(*subject), *_complement(unit, agent[1] + 1)),
            "passive",
            turned(frame.kind, frame.lemma) if negated else frame.kind,
        )


def _participle(unit: Unit, at: int) -> Frame | None:
    """The frame of a verb of position whose participle word `at` is; None for any other word."""
    entry = lexicon().verbs.get(unit.words[at].lower)
    if entry is None or PARTICIPLE not in entry[1] or unit.quoted[at] >= 0 or unit.words[at].capital:
        return None
    frames = (each for each in lexicon().frames[entry[0]] if each.kind in _POSITIONS and not each.phrase)
    return next((each for each in frames if "np" in each.takes and not each.prepositions), None)


def _by(unit: Unit, participle: int) -> int:
    """The "by" that names who did it, or -1."""
    for at in range(participle + 1, min(participle + 2 + _BETWEEN, len(unit.words) - 1)):
        word = unit.words[at]
        if word.lower == "by":
            return at
        opens = at > participle + 1 or word.lower in {"as", "on", "in", "also"} or is_adverb(word)
        if not opens or word.punctuation or unit.quoted[at] >= 0 or word.lower in BE | COORDINATORS:
            return -1
    return -1


_BEHIND_AGENT = DAYS | {"in", "on"}


def _agent(unit: Unit, by: int) -> Range | None:
    """Who did it, where that is somebody who may hold a position: a name, or a group of people."""
    found = source_after(unit, by)
    if found is None:
        return None
    first, last = found
    while last > first and (is_adverb(unit.words[last]) or unit.words[last].lower in _BEHIND_AGENT):
        last -= 1
    verb = next((at for at in range(first + 1, last + 1) if _ends_agent(unit, at)), last + 1)
    agent = first, verb - 1
    return agent if verb > first and _is_party(unit, agent) else None


def _ends_agent(unit: Unit, at: int) -> bool:
    """Whether a word begins another predicate: "by France and welcomed by Germany"."""
    word = unit.words[at]
    if word.lower != "and":
        return not word.capital and word.lower in _SECOND
    following = unit.words[at + 1] if at + 1 < len(unit.words) else None
    return (
        following is None or following.lower in lexicon().verbs or not (following.capital or _is_group(following.lower))
    )


_SECOND = frozenset("as for over because while but".split())


def _is_group(word: str) -> bool:
    return word in PARTIES or word.removesuffix("s") in PARTIES or word in {"the", "a", "some", "many", "several"}


def _is_party(unit: Unit, phrase: Range) -> bool:
    """Whether a phrase names somebody, or a body or group that takes positions; no vote, no mail, no year."""
    found = unit.words[phrase[0] : phrase[1] + 1]
    head = next(
        (at for at, word in enumerate(found) if at and word.lower in {"of", "in", "at", "for", "from"}), len(found)
    )
    named = found[head - 1]
    if any(word.lower in PRONOUNS for word in found) or named.lower in DAYS:
        return False
    return _is_group(named.lower) or (named.capital and not named.text[0].isdigit())


def _only_points(unit: Unit, subject: Range) -> bool:
    """Whether a subject has no words of its own: it, he, this."""
    return subject[0] == subject[1] and unit.words[subject[0]].lower in PRONOUNS | {"this", "that", "these", "those"}


def _complement(unit: Unit, at: int) -> tuple[Span, ...]:
    """What is said of it behind the agent: "as too costly", "for its cost"."""
    if at + 1 >= len(unit.words) or unit.words[at].lower not in {"as", "for", "over"} or unit.quoted[at] >= 0:
        return ()
    end = at + 1
    while end < len(unit.words) and end - at < _COMPLEMENT and not _ends_complement(unit, end):
        end += 1
    return (unit.span(at, end - 1),) if end > at + 1 else ()


def _ends_complement(unit: Unit, at: int) -> bool:
    word = unit.words[at]
    return unit.quoted[at] < 0 and (word.punctuation or word.lower in COORDINATORS | BE | {"while", "who", "which"})


def _stands(unit: Unit) -> Iterator[tuple[Range, Range, int, Kind]]:
    """Source, cue, first word of content and kind of "X is in favour of …", "X is against …"."""
    if _OPENERS.isdisjoint(unit.lowers) or _IS.isdisjoint(unit.lowers):
        return
    for at in range(1, len(unit.words) - 2):
        if unit.words[at].lower not in _IS or unit.quoted[at] >= 0:
            continue
        found = _stand_at(unit, at)
        if found is not None:
            yield found


_BEFORE_STANCE = NEGATIONS | {"all"}


def _stand_at(unit: Unit, verb: int) -> tuple[Range, Range, int, Kind] | None:
    at = verb + 1
    while at < len(unit.words) and (is_adverb(unit.words[at]) or unit.words[at].lower in _BEFORE_STANCE):
        at += 1
    for phrase, kind in _STANDS.items():
        end = at + len(phrase)
        if end >= len(unit.words) or tuple(word.lower for word in unit.words[at:end]) != phrase:
            continue
        first = group_start(unit, verb)
        source = source_before(unit, first)
        helpers = {word.lower for word in unit.words[first:at]}
        if source is None or helpers & _OPEN or not _may_stand(unit, source, end):
            return None
        negated = bool(helpers & _NOT)
        doing = phrase[-1] == "to" and kind is not Kind.SUPPORTS and _is_bare(unit.words[end])
        if phrase[0] in {"willing", "ready", "prepared", "unwilling"} and not doing:
            return None
        last = end - 2 if doing else end - 1
        return source, (first, last), last + 1, turned(kind) if negated else kind
    return None


def _is_bare(word: Word) -> bool:
    """Whether a word behind "to" may be a verb: "willing to ‖talk", not "opposed to ‖the plan"."""
    return not (word.capital or word.punctuation or word.lower in DETERMINERS or word.lower.endswith("ing"))


def _may_stand(unit: Unit, source: Range, content: int) -> bool:
    """Whether a subject takes positions, and what follows may be the object of one."""
    following = unit.words[content]
    if following.punctuation and unit.quoted[content] < 0:
        return False
    if " ".join(word.lower for word in unit.words[content : content + 2]) in _IDIOMS:
        return False
    person = source[0] == source[1] and unit.words[source[0]].lower in {"he", "she", "they", "we", "i"}
    return person or _is_party(unit, source)


def standing(unit: Unit, cues: tuple[int, ...]) -> Iterator[Attribution]:
    """X is in favour of …; X is against …"""
    for source, cue, begin, kind in _stands(unit):
        end = content_end(unit, begin, tuple(each for each in cues if each > begin), noun=True)
        if end >= begin:
            yield Attribution((unit.span(*source),), (unit.span(*cue),), (unit.span(begin, end),), "object", kind)
