"""Does the article itself say that the holder says so? A part of the holder check. Pure.

"It is not true that Russia supports sanctions", "report that Russia supports sanctions", "if Russia supports sanctions"
and "Russia supports sanctions, nobody said" all hold a source, a cue and a content; in none of them is it said that
Russia supports anything. What is looked at is the whole clause of the attribution, from its source to its content.
"""

from __future__ import annotations

from briefer.attribution.cues import lexicon
from briefer.attribution.words import NEGATIVE_SUBJECTS, words
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
    if clause is None:
        return Check()
    sentence, extent = clause
    named = tuple(span for each in outer for span in each.source)
    check = taken_back(reading.article.text, extent, sentence, named)
    if not check.passed and not (outer and check.code == turns.ATTRIBUTION):
        return _unsaid(check.reason)
    sayer = _sayer(reading, extent.start, sentence)
    return _unsaid(f"cut after “{sayer}”") if sayer else Check()


def _unsaid(reason: str) -> Check:
    return failed(NOT_ASSERTED, f"the article does not itself say that this is held: {reason}")


def _is_nobodys(reading: Reading, outer: Attribution) -> bool:
    """Whether nobody made a speech, or it is made up: "no official said that", "a fake tweet said that"."""
    words_of = reading.words(outer.source[:1]).casefold().split()
    return bool(set(words_of[:1]) & NEGATIVE_SUBJECTS or set(words_of) & _MADE_UP)


_MADE_UP = frozenset("fake hoax bogus forged fabricated fictional fictitious satirical spoof parody".split())


_NEAR = 120
"""Code points before a clause in which its order is looked for."""


def _sayer(reading: Reading, start: int, sentence: Span) -> str:
    """The words before a clause that begin with a verb of saying which nobody says: an order, a wish, a passive."""
    text = reading.article.text
    left = words(text, max(sentence.start, start - _NEAR), start)
    linked = bool(left) and left[-1].lower == "that"
    for word in reversed(left[:-1][-_AUDIENCE:] if linked else left[-1:]):
        entry = lexicon().verbs.get(word.lower)
        if entry is None or (word.capital and word is not left[0]):
            continue
        if any("clause" in frame.takes and not frame.phrase for frame in lexicon().frames[entry[0]]):
            said = reading.has_cue(Span(word.start, word.end))
            return "" if said else " ".join(text[word.start : start].split())
    return ""


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
