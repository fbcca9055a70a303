"""Does the article itself say that the holder says so? A part of the holder check. Pure.

"It is not true that Russia supports sanctions", "report that Russia supports sanctions", "if Russia supports sanctions"
and "Russia supports sanctions, nobody said" all hold a source, a cue and a content; in none of them is it said that
Russia supports anything. What is looked at is the whole clause of the attribution, from its source to its content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.attribution.cues import BASE, THIRD, lexicon
from briefer.attribution.words import DETERMINERS, NEGATIVE_SUBJECTS, PRONOUNS, Word, words
from briefer.evidence import turns
from briefer.evidence.integrity import taken_back
from briefer.evidence.reading import Reading
from briefer.model import Attribution, Check, Sentence, Span, failed

NOT_ASSERTED = "not-asserted"


def standing(reading: Reading, found: Attribution) -> Check:
    """Whether the article asserts an attribution. Code: `not-asserted`; the reason quotes what takes it back."""
    clause = _clause(reading, found)
    outer = reading.around(found)
    denied = next((each for each in outer if _is_nobodys(reading, each)), None)
    if denied is not None:
        return _unsaid(f"by {reading.words((*denied.source, *denied.cue))}")
    manner = next(filter(None, (_manner(reading, each) for each in (found, *outer))), "")
    if manner:
        return _unsaid(f"it is said “{manner}”")
    if clause is None:
        return Check()
    sentence, extent = clause
    disguised = _DISGUISED.search(reading.article.text, sentence.start, sentence.end)
    if disguised:
        return _unsaid(
            f"letters of its sentence are not what they seem: “{disguised[0].encode('unicode_escape').decode()}”"
        )
    held_back = _held_back(reading, found.content[0] if found.rule == "passive" else found.source[0])
    if held_back:
        return _unsaid(f"it is said of “{held_back}”")
    named = tuple(span for each in outer for span in each.source)
    check = taken_back(reading.article.text, extent, sentence, named)
    if not check.passed and not (outer and check.code == turns.ATTRIBUTION):
        return _unsaid(check.reason)
    frame = _question(reading, found.source[0], sentence) or _frame(reading, extent.start, sentence)
    return _unsaid(f"cut after “{frame}”") if frame else Check()


def _unsaid(reason: str) -> Check:
    return failed(NOT_ASSERTED, f"the article does not itself say that this is held: {reason}")


def _manner(reading: Reading, found: Attribution) -> str:
    """The word by which a speech is not meant as it stands: "said sarcastically that …"."""
    if not found.cue or found.content[0].start < found.cue[-1].end:
        return ""
    between = reading.article.text[found.cue[-1].end : found.content[0].start].lower().split()
    return next((word for word in between if word in turns.DOUBTFUL or word in _NOT_MEANT), "")


def _held_back(reading: Reading, source: Span) -> str:
    """A source that is only supposed to be one: "Perhaps France", "Everyone except France", "It is doubtful France"."""
    homonyms = lexicon().homonyms
    phrase = words(reading.article.text, *source)
    for at, word in enumerate(phrase):
        if word.capital and at:
            continue
        turning = turns.HEADS.get(word.lower, turns.ATTRIBUTION) != turns.ATTRIBUTION and word.lower not in homonyms
        if turning or word.lower in _NOT_A_NAME or _is_finite(phrase, at):
            return reading.words((source,))
    return ""


def _is_finite(phrase: Sequence[Word], at: int) -> bool:
    """Whether a word of a source is a verb, so that the source is a clause; a bare one only behind who may do it.

    "We know Norway" and "Suppose Norway" are clauses; "state media", "a report from Norway", "the press" are not.
    """
    word = phrase[at]
    entry = lexicon().verbs.get(word.lower)
    if entry is None or not entry[1] & {BASE, THIRD}:
        return False
    before, following = phrase[at - 1] if at else None, phrase[at + 1] if at + 1 < len(phrase) else None
    if before is None:
        return BASE in entry[1] and word.lower not in _NOUNS_TOO | lexicon().homonyms
    if word.lower in lexicon().homonyms:
        return THIRD in entry[1] and following is not None and following.capital and before.lower not in DETERMINERS
    if THIRD in entry[1]:
        return before.lower not in DETERMINERS
    return before.lower in PRONOUNS or (_is_plural(before) and before.lower not in DETERMINERS)


_NOUNS_TOO = frozenset("state press post police order push challenge question counter back label brand request".split())
"""Bare verbs that open a name or a noun: State Senator, Press TV."""


def _is_plural(word: Word) -> bool:
    return not word.capital and word.lower.endswith("s") and not word.lower.endswith(("ss", "'s", "us", "is"))


_NOT_A_NAME = frozenset("except knows know doubtful unlikely suppose everyone anyone whoever whatever".split())


def _is_nobodys(reading: Reading, outer: Attribution) -> bool:
    """Whether nobody made a speech, or it is made up: "no official said that", "a fake tweet said that"."""
    words_of = reading.words(outer.source[:1]).casefold().split()
    return bool(set(words_of[:1]) & NEGATIVE_SUBJECTS or set(words_of) & _MADE_UP)


_MADE_UP = frozenset("fake hoax bogus forged fabricated fictional fictitious satirical spoof parody".split())


_DISGUISED = re.compile(
    r"[A-Za-z][\u200b-\u200d\u2060\ufeff][A-Za-z]|\b(?:[A-Za-z]+[\u0370-\u04ff]|[\u0370-\u04ff]+[A-Za-z])\w*"
)
"""A word with an invisible mark in it, or of Latin letters and look-alikes: "n\u200bot", "n\u043et"."""
_NOT_MEANT = frozenset("sarcastically ironically mockingly facetiously jest".split())
_NEAR = 120
"""Code points before a clause in which its order is looked for."""


def _frame(reading: Reading, start: int, sentence: Span) -> str:
    """The words before a clause that put it into a frame of which nobody says that it holds; or "".

    A clause behind "that" stands only under somebody's saying, or under what takes its truth for granted ("the fact
    that"); one behind "it is …" alike. A label and a colon, or a verb of saying that nobody says, is a frame as well.
    """
    text = reading.article.text
    left = words(text, max(sentence.start, start - _NEAR), start)
    if not left:
        return ""
    shown = " ".join(text[left[max(0, len(left) - _SHOWN)].start : start].split())
    if left[-1].lower == "that":
        said = any(reading.has_cue(Span(word.start, word.end)) for word in left[:-1][-_AUDIENCE:])
        granted = len(left) > 1 and left[-2].lower in _GRANTED
        return "" if said or granted else shown
    if left[-1].lower in {"except", "but"} and len(left) > 1 and left[-2].lower in _EVERYBODY:
        return shown
    if left[-1].text == ":" and not reading.has_cue(Span(left[-2].start, left[-2].end) if len(left) > 1 else sentence):
        return shown if {word.lower for word in left} & _LABELS else ""
    if _IT_IS.search(text[left[0].start : start]):
        return shown
    last = left[-1]
    entry = lexicon().verbs.get(last.lower)
    if entry is None or (last.capital and len(left) > 1) or reading.has_cue(Span(last.start, last.end)):
        return ""
    return shown if any("clause" in frame.takes and not frame.phrase for frame in lexicon().frames[entry[0]]) else ""


def _question(reading: Reading, source: Span, sentence: Span) -> str:
    """The words that make a clause what somebody asks, or nobody knows: "asked how long ‖", "it is unclear when ‖".

    They may be taken for part of the source ("how long Washington").
    """
    text = reading.article.text
    near = words(text, max(sentence.start, source.start - _NEAR), source.end)
    first = next((at for at, word in enumerate(near) if word.start >= source.start), len(near))
    for at in range(max(1, first - _ADVERBS), len(near)):
        asked = any(word.lower in _ASKED for word in near[max(0, at - _AUDIENCE) : at])
        if near[at].lower in _QUESTIONS and asked:
            return " ".join(text[near[max(0, at - _AUDIENCE)].start : near[at].end].split())
    return ""


_ADVERBS = 3
"""Words that may stand between a question word and the subject: "how long", "how very much the"."""
_QUESTIONS = frozenset("how when why where what which who whether if".split())
_ASKED = frozenset(
    "ask asks asked asking question questions questioned questioning wonder wonders wondered wondering inquired "
    "unclear unknown unsure undecided uncertain unsaid guess guessing".split()
)
_GRANTED = frozenset(
    "clear true certain obvious evident known so such sure confirmed shows showed shown proves proved means meant "
    "extent".split()
)
"""Words before "that" with which what follows is taken for granted, or does not depend on it."""
_LABELS = frozenset(
    "myth claim claims false fake hoax joke rumour rumor fiction lie untrue wrong assistant system print output "
    "nonsense correction prompt instructions".split()
)
_EVERYBODY = frozenset("everyone everybody all anyone anybody nobody".split())
_IT_IS = re.compile(
    r"\bit(?:'s|’s| is| was| used to be)(?: \w+){1,3}\s*$|\brumou?r has it\s*$|\b(?:if only|wish)\s*$", re.IGNORECASE
)
_SHOWN = 6
"""Words of a frame that its reason quotes."""
_AUDIENCE = 4
"""Words before "that" among which the verb is looked for: "tell your readers that"."""


def _clause(reading: Reading, found: Attribution) -> tuple[Span, Span] | None:
    """The sentences of an attribution and its extent in them; None where its source stands in another clause."""
    if not found.source or not found.cue or found.rule in {"continued", "participle"}:
        return None
    cue = found.cue[0]
    sentences = reading.sentences_of(cue)
    if not sentences or not _touches(sentences, found.source[0]):
        return None
    parts = [span for span in (found.source[0], *found.cue, *found.content) if _touches(sentences, span)]
    extent = Span(min(span.start for span in parts), max(span.end for span in parts))
    touched = reading.sentences_of(extent)
    return Span(touched[0].start, touched[-1].end), extent


def _touches(sentences: tuple[Sentence, ...], span: Span) -> bool:
    return any(each.start < span.end and span.start < each.end for each in sentences)


def supposed(statement: str, passage: str) -> Check:
    """Whether a passage without a cue turns its own words in a way the statement does not: denies, supposes, asks.

    Without a cue no grammar says what such a word governs, so that any one of them speaks against the statement.
    """
    kept = {word.lower for word in words(statement, 0, len(statement))}
    for word in words(passage, 0, len(passage)):
        turning = _TURNING.get(word.lower) or word.text == "?"
        if turning and word.lower not in kept:
            return _unsaid(f"its sentence has “{word.text}”")
    return Check()


_TURNING = {
    **{word: code for word, code in turns.HEADS.items() if code not in turns.WEAK},
    **dict.fromkeys(turns.DOUBTFUL, turns.DENIAL),
}
