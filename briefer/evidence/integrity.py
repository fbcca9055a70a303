"""The integrity check: is a span cut out of its sentence so that its meaning turns?

In: the article's text, the span, its sentence, and the spans that the brief names anyway (holder and cue). Out: a Check
whose reason quotes the words cut off. Both edges are looked at within the clause: from the left cut back over words
that carry no weight to the word that governs the span ("It's not ‖ enough"), and at the right cut for what comes next
("agreed ‖ only if"). Whole sentences and clauses between their punctuation have nothing there, so they pass.
The tables are in `turns`. It reads English; in other languages it finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from briefer.evidence import turns
from briefer.model import Check, Span, failed

_WORD = re.compile(r"[^\W_]+(?:['\u2019.][^\W_]+)*")
_ASIDE = re.compile(r",[^,.;:!?\"\u201c\u201d]{3,45},$")
_BORDER = re.compile(r"[^\s\u2018\u201c\"'\[(-]")
_OPENING = re.compile(r"[\s(\[]*[\"\u201c\u2018'][\s(\[]*$")
_CLOSING = re.compile(r"\s*[.,!?;:\u2026]*[\"\u201d\u2019'](?!\w)")
_FRONTED = re.compile(
    r"[\s\"'\u2018\u201c]*(?:but |and |that |so )?(?:"
    r"(?:if|unless|until|provided|assuming|supposing|as long as|on condition|should)\b"
    r"|once (?!an? |the |\w+ (?:was|were|had) )\b"
    r"|(?:perhaps|maybe|possibly|in theory|on paper)\b"
    r"|(?:had|should|were) (?:it|he|she|they|we|I|the \w+|[A-Z]\w+) "
    r"|in (?:a|an|the|his|her|its|their|one) (?:[\w-]+ ){0,3}"
    r"(?:novel|film|movie|play|sketch|satire|story|dreams?|game|simulation|scenario|exercise|drill|universe)\b"
    r")[^.;:!?]*,\s*$",
    re.IGNORECASE,
)
"""What leads into a clause and takes from it that it is so: a condition, a doubt, a fiction."""
_HAD = re.compile(r"(?:^|[.;:,]\s+|\b(?:but|and)\s+)[\"'\u2018\u201c]?(Had|had|Should|should|Were|were)\s+$")
"""An inverted condition: "Had ‖ China opposed it, …"."""
_FAR = 2000
"""Code points of a sentence that are looked at on each side of a span; beyond lies a table or a list, no clause."""
_SENTENCE_END = re.compile(r"[.!?;\u2026][\"\u201d\u2019')\]]*\s")

_RIGHT_SOURCE = re.compile(r"\s*,\s+(?P<said>[^,.;:!?\"\u201c\u201d]{3,90})")


_OR_SO = re.compile(
    r"\s*,\s+(?:or so\b|supposedly\b|allegedly\b|reportedly\b|apparently\b|it (?:seems|appears|is said)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word left of the cut, the gap to the next word or the cut, and whether the brief names it anyway."""

    text: str
    span: Span
    gap: str
    own: bool


def clipped(text: str, span: Span, sentence: Span, own: tuple[Span, ...] = ()) -> Check:
    """Whether `span` lacks words of its clause without which it says something else.

    `sentence` is the stretch of whole sentences that the span lies in. Codes: clipped-negation, -denial, -hedge,
    -condition, -attribution, -question. `own` are spans that may be cut off without penalty.
    """
    return next(
        (check for check in (_left(text, span, sentence, own), _right(text, span, sentence, own)) if check), Check()
    )


def taken_back(text: str, clause: Span, sentence: Span, own: tuple[Span, ...] = ()) -> Check:
    """Whether a whole clause, source and cue and all, is denied, doubted, supposed or asked by what stands around it.

    What else its speaker adds behind it takes nothing back. The codes are those of `clipped`.
    """
    left = _left(text, clause, sentence, own)
    if left is not None:
        return left
    right = text[clause.end : min(sentence.end, clause.end + _FAR)]
    if _asks(text, clause, sentence) or text[clause.end - 1] == "?":
        return failed(turns.QUESTION, "cut before the question mark")
    if _OR_SO.match(right):
        return failed(turns.HEDGE, f'cut before "{_ahead(right)}"')
    source = _RIGHT_SOURCE.match(right)
    doubted = source and {word.lower() for word in _WORD.findall(source["said"])} & turns.DOUBTFUL
    return failed(turns.ATTRIBUTION, f'cut before "{_ahead(right)}"') if doubted else Check()


# --- left edge --------------------------------------------------------------------------------------------------------


def _left(text: str, span: Span, sentence: Span, own: tuple[Span, ...]) -> Check | None:
    sentence = Span(max(sentence.start, span.start - _FAR), sentence.end)
    left = text[sentence.start : span.start]
    fragment = text[span.start : span.end]
    fronted = _FRONTED.match(_last_sentence(left))
    if fronted and fragment[:1] not in '"\u201c' and not left.rstrip().endswith(('"', "\u201d")):
        return failed(turns.CONDITION, f'cut after "{_short(fronted.group().strip())}"')
    supposed = _HAD.search(left)
    if supposed and "?" not in text[span.end - 1 : sentence.end]:
        return failed(turns.CONDITION, f'cut after "{supposed[1]}"')
    words = _words_left(left, sentence.start, own)
    if not words or _is_speech(words[-1].gap, fragment):
        return None
    first = _WORD.findall(fragment[:200])[:7]
    head = _governing(words, [word.lower().replace("\u2019", "'") for word in first])
    if head is None:
        return None
    at, code = head
    return failed(code, f'cut after "{_short(text[words[max(0, at - 1)].span.start : span.start].strip())}"')


def _last_sentence(left: str) -> str:
    return _SENTENCE_END.split(left)[-1]


def _is_speech(gap: str, fragment: str) -> bool:
    """Whether quoted speech begins at the cut: a mark, and then a capital."""
    return bool(_OPENING.search(gap)) and fragment[:1].isupper()


def _words_left(left: str, offset: int, own: tuple[Span, ...]) -> list[_Word]:
    """The words of the clause left of the cut, back to its nearest border; a short aside between commas is skipped."""
    aside = _ASIDE.search(left.rstrip())
    if aside:
        left = left[: aside.start()] + " "
    found = list(_WORD.finditer(left))
    words: list[_Word] = []
    for at in range(len(found) - 1, max(-1, len(found) - 13), -1):
        end = found[at + 1].start() if at + 1 < len(found) else len(left)
        gap = left[found[at].end() : end]
        if _BORDER.search(gap) or "\n\n" in gap or (words and re.search(r"[\"\u201c(\[]", gap)):
            break
        span = Span(offset + found[at].start(), offset + found[at].end())
        words.insert(0, _Word(_plain(found[at].group(), at), span, gap, any(o.overlaps(span) for o in own)))
    return words


def _plain(word: str, at: int) -> str:
    """A word as the tables have it; "May" inside a sentence is the month."""
    return "the month" if word in ("May", "Will") and at else word.lower().replace("\u2019", "'")


def _governing(words: list[_Word], fragment: list[str]) -> tuple[int, str] | None:
    """The index and code of the head that governs the fragment, or None."""
    last = words[-1]
    if last.gap.endswith("-"):
        return (len(words) - 1, turns.NEGATION) if last.text in turns.PREFIXES else None
    end = len(words)
    linked = fragment[:1] == ["that"] or last.text == "that"
    if fragment and fragment[0] in turns.FINITE:
        end = _before_subject(words)
        linked = end < len(words) and words[end - 1].text == "that"
    if linked:
        found = _carrier(words, end)
        if found is not None:
            return found
    return _walk(words, end, fragment if end == len(words) else ["that"])


def _before_subject(words: list[_Word]) -> int:
    """Where the clause begins whose subject is left of the cut: after "that" or "if", or after a verb of claiming."""
    for at in range(len(words) - 1, max(-1, len(words) - 7), -1):
        word = words[at].text
        claims = at < len(words) - 1 and word in turns.CLAIMS | turns.THOUGHTS and not _is_noun(words, at)
        if word in turns.COMPLEMENTIZERS or claims:
            return at + 1
        if word in turns.PREPOSITIONS and len(words) - at > 4:
            break
    return len(words)


def _carrier(words: list[_Word], end: int) -> tuple[int, str] | None:
    """The head of a that-clause that stands off behind a prepositional phrase: "concerns in Washington that ‖"."""
    stop = end - 1 if words[end - 1].text == "that" else end
    for at in range(stop - 1, max(-1, stop - 7), -1):
        word = words[at]
        after = words[at + 1].text if at + 1 < stop else ""
        if word.own or (after and after not in turns.PREPOSITIONS):
            continue
        if word.text in turns.CARRIERS or word.text in turns.CLAIMS | turns.THOUGHTS | turns.DENIALS:
            stronger = _walk(words, at, [word.text])
            return stronger or (at, turns.HEADS.get(word.text, turns.ATTRIBUTION))
        if word.text in turns.SAYINGS | turns.PROOFS:
            return _anonymous(words, at) or _walk(words, at, ["that"])
    return None


def _walk(words: list[_Word], end: int, fragment: list[str]) -> tuple[int, str] | None:
    """Back from `end` over words without weight to the first head."""
    to_follows = fragment[:1] == ["to"]
    following = fragment[0] if fragment else ""
    for at in range(end - 1, -1, -1):
        word = words[at]
        code = _code(words, at, following, fragment if at == end - 1 else [])
        if code and not word.own:
            stronger = _walk(words, at, [word.text]) if code in turns.WEAK else None
            return stronger if stronger and stronger[1] not in turns.WEAK else (at, code)
        if not (word.own or _is_step(word.text, to_follows, following)):
            return None
        to_follows = word.text == "to" or (to_follows and word.text.endswith("ly"))
        following = word.text
    return None


def _code(words: list[_Word], at: int, following: str, fragment: list[str]) -> str:
    """What is lost with the word at `at`, given the word after it; empty where nothing is."""
    word = words[at].text
    if (word, following) in turns.HARMLESS or (at and (words[at - 1].text, word) in turns.HARMLESS):
        return ""
    pair = turns.PHRASES.get((word, following)) or (
        turns.PHRASES.get((words[at - 1].text, word)) if at and fragment else None
    )
    if pair:
        return pair
    if word.endswith("n't"):
        return turns.NEGATION
    if word in turns.CARRIERS and (word not in turns.HEADS or _is_noun(words, at)):
        return turns.ATTRIBUTION if "that" in (following, *fragment) or following == "of" else ""
    if word in turns.ANONYMOUS or (word in turns.SAYINGS and fragment):
        return ""
    if word in turns.PLANS - turns.THOUGHTS and following == "to":
        return turns.HEDGE
    return turns.HEADS.get(word, "")


def _is_noun(words: list[_Word], at: int) -> bool:
    return bool(at) and words[at - 1].text in {
        "the",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "such",
        "any",
        "of",
    }


def _anonymous(words: list[_Word], at: int) -> tuple[int, str] | None:
    """Whether the saying at `at` is nobody's in particular: "officials said that ‖"."""
    before = next((index for index in range(at - 1, max(-1, at - 3), -1) if words[index].text not in turns.STEPS), -1)
    if before >= 0 and words[before].text in turns.ANONYMOUS and not words[before].own and not words[at].own:
        return before, turns.ATTRIBUTION
    return None


def _is_step(word: str, to_follows: bool, following: str) -> bool:
    if word in turns.STEPS or (word.endswith("ly") and len(word) > 4):
        return True
    return (to_follows and word in turns.CATENATIVES) or (following == "that" and word in turns.SAYINGS | turns.PROOFS)


# --- right edge -------------------------------------------------------------------------------------------------------


def _right(text: str, span: Span, sentence: Span, own: tuple[Span, ...]) -> Check | None:
    sentence = Span(sentence.start, min(sentence.end, span.end + _FAR))
    right = text[span.end : sentence.end]
    last = text[span.end - 1]
    if last in "?!" or (last in ".;" and right[:1].isspace()) or last in '"\u201d':
        return None
    if _asks(text, span, sentence):
        return failed(turns.QUESTION, "cut before the question mark")
    if _CLOSING.match(right) or _SENTENCE_END.match(right + " "):
        return None
    for match, code in _right_turns():
        found = match(right)
        if found and not _owned(Span(span.end, span.end + found.end()), own):
            return failed(code, f'cut before "{_ahead(right)}"')
    return _right_source(right, span.end, own)


@cache
def _right_turns() -> tuple[tuple[Callable[[str], re.Match[str] | None], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE).match, code) for pattern, code in turns.RIGHT)


def _asks(text: str, span: Span, sentence: Span) -> bool:
    """Whether the span's sentence goes on to a question mark that the span lacks."""
    rest = text[span.end : sentence.end]
    mark = re.search(r"[.;:!?\"\u201d]", rest)
    return bool(mark) and mark.group() == "?" if mark else False


_OWN_CONTENT = frozenset("that how whether if could would may might will can is are was were has have had".split())
"""Words behind a saying that open what it says: ", but analysts suggested that …" is not about the words before."""


def _right_source(right: str, offset: int, own: tuple[Span, ...]) -> Check | None:
    """Whether a saying by nobody in particular, or one that the article doubts, is cut off: "‖, officials said"."""
    found = _RIGHT_SOURCE.match(right)
    if not found or _owned(Span(offset + found.start("said"), offset + found.end("said")), own):
        return None
    if re.match(r"\s*,?\s*(?:that|how|whether)\b", right[found.end() :]):
        return None  # it says what comes behind it
    words = [word.lower() for word in _WORD.findall(found["said"])][:12]
    says = next((at for at, word in enumerate(words[:7]) if word in turns.REPORTING), -1)
    if words[:1] and _opens_another(words[0]):
        return None
    if says < 0 or (says + 1 < len(words) and words[says + 1] in _OWN_CONTENT):
        return None
    nobody = set(words[: says + 2]) & turns.ANONYMOUS or (words[says] == "according" and set(words) & turns.ANONYMOUS)
    doubted = set(words) & turns.DOUBTFUL or words[says].endswith("edly")
    if nobody or doubted or words[says] in turns.CLAIMS | turns.THOUGHTS:
        return failed(turns.ATTRIBUTION, f'cut before "{_ahead(right)}"')
    return None


def _opens_another(word: str) -> bool:
    """Whether a word behind a comma opens what is not about the words before: "‖, while some say", "‖, arguing"."""
    return word in _OPENERS or (word.endswith("ing") and word not in _NAMES_SOURCE)


_OPENERS = frozenset("while whereas although though who which whose".split())
_NAMES_SOURCE = frozenset("citing quoting according".split())


def _owned(span: Span, own: tuple[Span, ...]) -> bool:
    return any(span.overlaps(other) for other in own)


def _short(words: str) -> str:
    """The last words before a cut, at most eight."""
    parts = words.split()
    return " ".join(parts[-8:])


def _ahead(right: str) -> str:
    """The first words after a cut, at most six."""
    return " ".join(right.split()[:6]).lstrip(" ,").rstrip(" ,.;")
