"""Finds what was said: the quotation or clause that a cue governs, without the cue and the reporter's own words. Pure.

A rule that does not fit answers None, so that the next frame of the cue is tried.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefer.attribution.adverbials import is_infinitive, skip_adverbials
from briefer.attribution.appositions import subject_end
from briefer.attribution.borders import (
    LOOK_AHEAD,
    behind_audience,
    content_end,
    has_finite_verb,
    has_predicate,
    is_present,
    trailing_only,
)
from briefer.attribution.cues import GERUND, Frame, lexicon
from briefer.attribution.finite import SAYING
from briefer.attribution.units import Unit
from briefer.attribution.words import (
    AUXILIARIES,
    BE,
    COORDINATORS,
    DAYS,
    HAVE,
    MODALS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)
from briefer.model import Kind, Span

_COMPLEMENTIZERS = frozenset("that how whether if what why where".split())
Bounds = tuple[int, int, int]
"""First word of source and cue, the verb, and the last word of a source that follows it (or -1)."""


@dataclass(frozen=True, slots=True)
class Content:
    """The spans said, the rule that found them, and how many words after the verb belong to the cue."""

    spans: tuple[Span, ...]
    rule: str
    kind: Kind
    cue_words: int = 0


def content_of(unit: Unit, frames: tuple[Frame, ...], bounds: Bounds, later: tuple[int, ...]) -> Content | None:
    """What a cue governs; `later` are the first words of the cues behind it, where another's speech may begin."""
    first, head, source_end = bounds
    if _is_within_relative(unit, first):
        return None
    start = max(head, source_end) + 1
    speaks = tuple(frame for frame in frames if "quote" in frame.takes and _phrase_end(unit, frame, start) >= 0)
    for frame in speaks[:1]:
        found = _quote_before(unit, frame, first, start)
        if found:
            return found
    if speaks and _stands_between_commas(unit, first, _phrase_end(unit, speaks[0], start)):
        return _inverted(unit, speaks[0], first, start)
    for frame in frames:
        found = _right(unit, frame, start, later)
        if found:
            return found
    return _inverted(unit, speaks[0], first, start) if speaks else None


def _is_within_relative(unit: Unit, first: int) -> bool:
    """Whether source and cue stand behind a pronoun that what is said needs: "people whom, he said, they feared"."""
    return first > 1 and unit.words[first - 1].text == "," and unit.words[first - 2].lower in RELATIVES | {"that"}


def _phrase_end(unit: Unit, frame: Frame, start: int) -> int:
    """The word behind the words that a frame adds to its verb ("made clear"), or -1 where they do not follow it."""
    end = start + len(frame.phrase)
    return end if tuple(word.lower for word in unit.words[start:end]) == frame.phrase else -1


def _stands_between_commas(unit: Unit, first: int, after: int) -> bool:
    """Whether source and cue are put into the middle of what is said: "Without them, he said, …"."""
    if not 0 < first < after < len(unit.words) or not unit.words[first - 1].text == unit.words[after].text == ",":
        return False
    return unit.quote_at(after + 1) is None or _is_main_clause(unit, first - 1)


_LEADS = PREPOSITIONS | SUBORDINATORS


def _is_main_clause(unit: Unit, end: int) -> bool:
    """Whether the words up to `end` are a clause of their own, and no "When asked" or "Speaking in Oslo"."""
    opening = unit.words[0].lower
    leads = opening in _LEADS or opening.endswith(("ing", "ed"))
    return not leads and has_predicate(unit, 0, end)


def _quote_before(unit: Unit, frame: Frame, first: int, start: int) -> Content | None:
    quote = unit.quote_before(first)
    if quote is None:
        return None
    opening = next(i for i, word in enumerate(unit.words) if word.start == quote.start)
    lead = unit.words[opening - 1] if opening else None
    if lead is not None and not (lead.punctuation or lead.lower in COORDINATORS):
        return _inverted(unit, frame, first, start)
    spans = [quote]
    follows = _quote_after_pause(unit, start)
    if follows is not None:
        spans.append(follows)
    return Content(tuple(spans), "split-quote" if follows else "quote-before", frame.kind)


def _quote_after_pause(unit: Unit, at: int) -> Span | None:
    for index in range(at, min(at + LOOK_AHEAD, len(unit.words))):
        quote = unit.quote_at(index)
        if quote is not None:
            return quote if unit.words[index - 1].text in ",:.;" else None
        if unit.words[index].lower == "that":
            return None
    return None


_HELPERS = BE | HAVE | MODALS


def _inverted(unit: Unit, frame: Frame, first: int, start: int) -> Content | None:
    """…, X said; and …, X said, … where the speech goes on behind the cue."""
    after = _phrase_end(unit, frame, start)
    if first < 2 or after < 0 or not trailing_only(unit, after if frame.phrase else behind_audience(unit, start - 1)):
        return None
    last = first - 1
    quoted = unit.quoted[last] >= 0
    if not quoted and unit.words[last].text not in ",;":
        return None
    begin = _begin(unit, last)
    predicate = has_finite_verb(unit, begin, last) and unit.words[last - 1].lower not in _HELPERS
    rest = _goes_on(unit, after, bare=not predicate)
    if last <= begin or (rest is None and (last - begin < 2 or not (quoted or predicate))):
        return None
    spans = [Span(unit.words[begin].start, unit.words[last].end if quoted else unit.words[last - 1].end)]
    if rest is not None:
        spans.append(rest)
    return Content(tuple(spans), "inverted", frame.kind, after - start)


def _begin(unit: Unit, last: int) -> int:
    """The first word of a clause that ends at `last`: behind a semicolon, or a dash that no other one closes."""
    free = [at for at in range(last) if unit.quoted[at] < 0]
    pause = next((at for at in reversed(free) if unit.words[at].text == ";"), -1)
    dashes = [at for at in free if unit.words[at].text in "–—-"]
    return max(pause, dashes[0] if len(dashes) == 1 else -1) + 1


def _goes_on(unit: Unit, after: int, bare: bool) -> Span | None:
    """What follows an inserted "he said": a quotation, a condition, a reason, or, behind a bare subject, the rest."""
    comma = next((at for at in unit.joints_after(after - 1) if unit.words[at].text in ",;"), -1)
    if comma < 0 or comma + 2 >= len(unit.words) or unit.words[comma].text == ";":
        return None
    quote = unit.quote_at(comma + 1)
    if quote is not None and comma == after:
        return quote
    following = unit.words[comma + 1].lower
    joined = following in _GOES_ON and not any(_reports(unit, at) for at in range(comma + 2, len(unit.words)))
    if not joined and not (bare and comma == after):
        return None
    end = content_end(unit, comma + 1, ())
    return unit.span(comma + 1, end) if end > comma else None


def _reports(unit: Unit, at: int) -> bool:
    """Whether a word is a verb of saying, so that another's speech may begin around it."""
    entry = lexicon().verbs.get(unit.words[at].lower)
    if entry is None or unit.quoted[at] >= 0:
        return False
    return any("quote" in frame.takes and not frame.phrase for frame in lexicon().frames[entry[0]])


_GOES_ON = frozenset("but unless until because if although though provided while and nor or whether since as".split())


def _right(unit: Unit, frame: Frame, start: int, later: tuple[int, ...]) -> Content | None:
    at = _phrase_end(unit, frame, start)
    if at < 0:
        return None
    quote = _direct(unit, at) if "quote" in frame.takes else None
    if quote is not None:
        return Content((quote,), "quote-after", frame.kind, at - start)
    begin = skip_adverbials(unit, frame, at)
    if begin >= len(unit.words) or _is_anothers(unit, at, begin, later):
        return None
    extra = at - start
    if frame.lemma == "vote" and begin + 1 < len(unit.words) and unit.words[begin + 1].capital:
        return None
    if not frame.phrase and unit.words[begin].lower in frame.prepositions and not is_infinitive(unit, begin):
        begin, extra = begin + 1, begin - start + 1
        rule = "object" if begin < len(unit.words) and not unit.words[begin].punctuation else ""
    else:
        rule = _fits(unit, frame, begin)
    if not rule:
        return None
    inserted = subject_end(unit, begin) if rule in {"clause", "bare"} else -1
    behind = tuple(cue for cue in later if cue > max(begin, inserted + 1))
    end = content_end(unit, begin, behind, rule == "object", inserted)
    if rule == "bare":
        rule = _bare(unit, frame, begin, end)
    return Content((unit.span(begin, end),), rule, frame.kind, extra) if rule and end >= begin else None


def _is_anothers(unit: Unit, at: int, begin: int, later: tuple[int, ...]) -> bool:
    """Whether a second verb stands before what seems to be said: "agreed, but ‖insisted‖ that …"."""
    return any(at < cue < begin and unit.words[cue - 1].lower in COORDINATORS for cue in later)


def _bare(unit: Unit, frame: Frame, begin: int, end: int) -> str:
    """The rule of a content without "that": a clause where it has a verb, else an object, if the cue takes one."""
    if has_predicate(unit, begin, end + 1):
        return "clause"
    if (
        frame.lemma in SAYING
        and "clause" in frame.takes
        and any(is_present(unit, at) for at in range(begin + 1, end + 1))
    ):
        return "clause"
    return "object" if "np" in frame.takes else ""


def _fits(unit: Unit, frame: Frame, begin: int) -> str:
    """The rule by which word `begin` opens what the frame takes, "bare" where that is to be seen; empty for none."""
    word = unit.words[begin]
    if frame.phrase:
        return "" if word.punctuation else "object"
    clause = "clause" in frame.takes
    if (clause or "that" in frame.takes) and word.lower in _COMPLEMENTIZERS and not _points(unit, begin):
        return "clause"
    if _is_empty_object(unit, begin):
        return ""
    if "inf" in frame.takes and _infinitive_object(unit, begin):
        return "infinitive"
    if clause and word.lower in {"yes", "no"} and unit.words[begin + 1 : begin + 2]:
        return "clause" if unit.words[begin + 1].punctuation else "bare"
    opens = not word.punctuation or unit.quoted[begin] >= 0 or word.text in "$£€"
    if not opens or (word.lower in _CLOSED and not (clause and _counts(unit, begin))):
        return ""
    if clause and word.lower not in DAYS:
        return "bare"
    return "object" if "np" in frame.takes and not frame.prepositions else ""


def _points(unit: Unit, begin: int) -> bool:
    """Whether a "that" is all that a cue has, because the reporter goes on behind it: "disputes that, saying …"."""
    if unit.words[begin].lower != "that" or [word.text for word in unit.words[begin + 1 : begin + 2]] != [","]:
        return False
    following = unit.words[begin + 2].lower if begin + 2 < len(unit.words) else ""
    return following in lexicon().verbs and GERUND in lexicon().verbs[following][1]


def _counts(unit: Unit, begin: int) -> bool:
    """Whether a preposition opens a number: "said ‖at least 71 people", "said ‖about ten", "said ‖up to half"."""
    opening = " ".join(word.lower for word in unit.words[begin : begin + 2])
    following = unit.words[begin + 1].text if begin + 1 < len(unit.words) else ""
    number = following[:1].isdigit() or following in _NUMBERS
    return opening in {"at least", "at most", "up to"} or (unit.words[begin].lower in _ABOUT and number)


_ABOUT = frozenset("about around over under between within".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten half dozens hundreds thousands".split())
_CLOSED = PREPOSITIONS | RELATIVES | COORDINATORS | AUXILIARIES | _COMPLEMENTIZERS | {"to", "as", "so"}
_POINTERS = frozenset("it them this these those him her so".split())
_FILLERS = frozenset("little nothing more much anything something so".split())


def _is_empty_object(unit: Unit, begin: int) -> bool:
    """Whether the object only points: "defended that step", "wanted it to", "doubted it"."""
    rest = [word for word in unit.words[begin : begin + 4] if not word.punctuation]
    if not rest or (rest[0].lower in _FILLERS and len(unit.words) - begin <= 3):
        return True
    pointing = rest[0].lower in _POINTERS and len(rest) <= 2
    return pointing or (rest[0].lower == "that" and len(rest) == 2)


def _infinitive_object(unit: Unit, begin: int) -> bool:
    for at in range(begin, min(begin + 12, len(unit.words))):
        word = unit.words[at]
        if word.lower == "to":
            return is_infinitive(unit, at)
        if word.punctuation or word.lower in AUXILIARIES or word.lower == "that":
            return False
    return False


_OPENS_PREDICATE = _COMPLEMENTIZERS | AUXILIARIES


def _direct(unit: Unit, at: int) -> Span | None:
    quote = unit.quote_at(at)
    if quote is not None:
        return quote if _is_speech(unit, quote) else None
    pause = next((i for i in range(at, min(at + LOOK_AHEAD, len(unit.words))) if unit.words[i].text in ",:"), -1)
    if pause < 0 or any(word.lower in _OPENS_PREDICATE for word in unit.words[at:pause]):
        return None
    return unit.quote_at(pause + 1)


def _is_speech(unit: Unit, quote: Span) -> bool:
    """Whether a quotation right behind the cue is the whole of what was said and not the start of a clause."""
    rest = [word for word in unit.words if word.start >= quote.end]
    return not rest or rest[0].punctuation or rest[0].lower in COORDINATORS | PREPOSITIONS
