"""Cuts an article into sentences and into chunks of whole paragraphs within a token budget: article in, spans out.

Every code point that is not white space is in exactly one sentence or in one furniture span. Borders depend on the text
alone, never on which tokenizer could be loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise

from briefer import paragraphs as layout
from briefer.model import Article, Chunk, Sentence, Span
from briefer.tokens import estimate

BUDGET = 1500
"""Tokens, as `tokens.estimate` counts them."""
_WITHIN = 0.5
"""Weight that a section may be larger or smaller by, so that it ends with a paragraph."""

_STARTERS = frozenset(
    re.findall(
        r"\w+",
        "A After All Also Although An And Another As Asked At Because Before Both But By Despite During"
        " Earlier Even For From Had He Her Here His How However I If In It Its Just Last Later Meanwhile More"
        " Most My Neither No Not Nor Now On Once One Only Or Other Our She Since So Some Still Such That The"
        " Their Then There These They This Those Though Thus To Under Until We What When Where Whether While"
        " Who Why With Yet You Your",
    )
)
"""Words that begin a sentence after "U.S." and seldom go on with one."""
_STOP = re.compile(r"(?<![.!?…。！？])[.!?…]++[\"”’'»)\]]*+(?=\s++[\"“‘'«(\[]*+[^\W_a-z])")
"""A full stop with the marks that close around it, before what may begin a sentence."""
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Cpl|Sgt|Adm|Gov|Govs|Sen|Sens|Rep|Reps|Amb|Pres|Hon|Rev|Fr|St|Supt"
    r"|Messrs|Mt|Ft|Atty|vs|v|al-)\.\Z"
)
_BEFORE_NUMBER = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|Art|Sec|Res|para|pp?|approx|ca)\.\Z"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[^\W\d_]\.)+[^\W\d_]|\b[^\W\d_a-z]|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Ph\.D|Bros|Univ|Dept|Assn|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.\Z"
)
_AFTER_QUESTION = re.compile(
    r"(?:[\w.'’-]+ ){1,6}?(?:said|says|asked|asks|told|added|wrote|tweeted|replied|shouted|wondered|exclaimed)\b"
)
_CLOSING = re.compile(r"\s*[”»)\]’]+(?=\s|\Z)")
_FOLD = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ud800-\udfff]")
_NEAR = 40
"""Code points that are looked at on each side of a full stop."""
_LONGEST_STRETCH = 10_000
"""Code points of a paragraph that are cut into sentences at once; no paragraph of news is longer."""


def paragraphs(article: Article) -> tuple[Span, ...]:
    """The story's paragraphs in order; what is left of a paragraph beside furniture counts as one."""
    found: list[Span] = []
    marks = iter(article.furniture)
    mark = next(marks, None)
    for paragraph in layout.split(article.text):
        start = paragraph.start
        while mark and mark.start < paragraph.end:
            found.append(layout.strip(article.text, start, max(start, mark.start)))
            start = max(start, min(mark.end, paragraph.end))
            if mark.end > paragraph.end:
                break
            mark = next(marks, None)
        found.append(layout.strip(article.text, start, paragraph.end))
    return tuple(span for span in found if span.start < span.end)


def sentences(article: Article) -> tuple[Sentence, ...]:
    """The story's sentences in order, each with the number of its paragraph."""
    return tuple(
        Sentence(start, end, number)
        for number, paragraph in enumerate(paragraphs(article), start=1)
        for start, end in _sentences(article.text, paragraph)
    )


def chunk(article: Article, budget: int = BUDGET) -> tuple[Chunk, ...]:
    """The article's story in chunks of at most `budget` estimated tokens; none where the article has no story.

    Paragraphs stay whole where they fit, else sentences do, else the sentence is cut at white space. A single word that
    is larger than the budget makes a chunk of its own. Raises ValueError for a budget below 1.
    """
    if budget < 1:
        raise ValueError(f"no room for any words in a budget of {budget} tokens")
    chunks: list[Chunk] = []
    held: list[Sentence] = []
    tokens = 0
    for part, size in _parts(article, budget):
        if held and tokens + size > budget:
            chunks.append(_chunk(article, len(chunks), held, tokens))
            held, tokens = [], 0
        held += part
        tokens += size
    if held:
        chunks.append(_chunk(article, len(chunks), held, tokens))
    return tuple(chunks)


def sections(whole: Chunk, weights: Sequence[float], count: int) -> tuple[Chunk, ...]:
    """A chunk in `count` parts of about equal weight, in fewer where it has fewer sentences; `weights` are theirs.

    Parts end with a paragraph where one ends near by.
    """
    count = min(count, len(whole.sentences))
    reached = list(accumulate(weights))
    fair = reached[-1] / count
    ends: list[int] = []
    for number in range(1, count):
        first, last = (ends[-1] if ends else 0) + 1, len(reached) - count + number
        ends.append(min(range(first, last + 1), key=partial(_misfit, whole, reached, number * fair)))
    return tuple(part(whole, start, end) for start, end in pairwise((0, *ends, len(reached)))) if ends else (whole,)


def _misfit(whole: Chunk, reached: Sequence[float], aim: float, at: int) -> float:
    """How badly a part would end before the sentence `at`: weight away from where it should, and within a paragraph."""
    within = whole.sentences[at].paragraph == whole.sentences[at - 1].paragraph
    return abs(reached[at - 1] - aim) + within * _WITHIN


def halves(whole: Chunk) -> tuple[Chunk, ...]:
    """A chunk in two parts, between the two paragraphs or else sentences nearest its middle; () for one sentence."""
    borders = range(1, len(whole.sentences))
    if not borders:
        return ()
    starts = whole.sentences
    between = [at for at in borders if starts[at - 1].paragraph != starts[at].paragraph]
    middle = (whole.start + whole.end) / 2
    at = min(between or borders, key=lambda at: abs(starts[at].start - middle))
    return part(whole, 0, at), part(whole, at, len(starts))


def part(whole: Chunk, first: int, end: int) -> Chunk:
    """The chunk's sentences from `first` up to `end`, by their index in it."""
    held = whole.sentences[first:end]
    tokens = sum(estimate(whole.text_of(sentence)) for sentence in held)
    paragraphs = " to ".join(dict.fromkeys((f"paragraph {held[0].paragraph}", f"{held[-1].paragraph}")))
    words = f"{paragraphs}, from character {held[0].start}"
    return Chunk(whole.article, whole.index, held[0].start, held[-1].end, held, tokens, words)


def _chunk(article: Article, index: int, held: Sequence[Sentence], tokens: int) -> Chunk:
    return Chunk(article, index, held[0].start, held[-1].end, tuple(held), tokens)


def _parts(article: Article, budget: int) -> Iterator[tuple[list[Sentence], int]]:
    """What must not be divided, with its tokens: paragraphs, or the sentences of one that is too large."""
    paragraph: list[tuple[Sentence, int]] = []
    for sentence in sentences(article):
        if paragraph and paragraph[-1][0].paragraph != sentence.paragraph:
            yield from _fitting(paragraph, budget)
            paragraph = []
        paragraph += _cut(article.text, sentence, budget)
    yield from _fitting(paragraph, budget)


def _fitting(paragraph: Sequence[tuple[Sentence, int]], budget: int) -> Iterator[tuple[list[Sentence], int]]:
    total = sum(size for _, size in paragraph)
    if paragraph and total <= budget:
        yield [sentence for sentence, _ in paragraph], total
    else:
        yield from (([sentence], size) for sentence, size in paragraph)


def _cut(text: str, sentence: Sentence, budget: int) -> Iterator[tuple[Sentence, int]]:
    """The sentence with its tokens, cut at white space into pieces within the budget where it is larger."""
    start, end, paragraph = sentence
    while start < end:
        stop = end if end - start <= 2 * budget else _word_end(text, start, start + 4 * budget, end)
        size = estimate(text[start:stop])
        room = stop - start
        while size > budget and room > 1:
            room //= 2
            shorter = _word_end(text, start, start + room, stop)
            if shorter < stop:
                stop = shorter
                size = estimate(text[start:stop])
        yield Sentence(*layout.strip(text, start, stop), paragraph), size
        start = layout.strip(text, stop, end).start if stop < end else end


def _word_end(text: str, start: int, limit: int, end: int) -> int:
    """Where the last word ends that ends at or before `limit`; the end of the first word where that is longer."""
    if limit >= end:
        return end
    for place in range(limit, start, -1):
        if text[place].isspace():
            return place
    space = re.compile(r"\s").search(text, limit, end)
    return space.start() if space else end


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of one paragraph: where sentencex or a full stop says so, unless that is an abbreviation's."""
    words = _FOLD.sub(" ", text[paragraph.start : paragraph.end])
    ends = set(_boundaries(words))
    ends |= {found.end() for found in _STOP.finditer(words) if not _is_ellipsis(found.group())}
    start = 0
    for end in sorted(ends):
        inner = layout.strip(words, start, _after_closing(words, end))
        if inner.end > start and _ends_sentence(words, inner):
            yield Span(paragraph.start + inner.start, paragraph.start + inner.end)
            start = inner.end
    rest = layout.strip(words, start, len(words))
    if rest.start < rest.end:
        yield Span(paragraph.start + rest.start, paragraph.start + rest.end)


def _boundaries(words: str) -> Iterator[int]:
    """Where sentencex ends the sentences of a paragraph.

    It takes time in the square of what it is given, so a long paragraph is read a stretch at a time, each from the end
    of the last sentence that the one before holds whole.
    """
    from sentencex import get_sentence_boundaries

    start = 0
    while start < len(words):
        stop = min(len(words), start + _LONGEST_STRETCH)
        ends = [start + int(found["end_index"]) for found in get_sentence_boundaries("en", words[start:stop])]
        whole = ends if stop == len(words) else [end for end in ends[:-1] if end > start]
        yield from whole
        start = whole[-1] if whole and stop < len(words) else stop


def _after_closing(words: str, end: int) -> int:
    """The end of a sentence with the closing marks that stand apart after it."""
    found = _CLOSING.match(words, end)
    return found.end() if found else end


def _is_ellipsis(stop: str) -> bool:
    return "…" in stop or "..." in stop


def _ends_sentence(words: str, sentence: Span) -> bool:
    """Whether a sentence ends here, by the words at its end and those that follow."""
    before = words[max(sentence.start, sentence.end - _NEAR) : sentence.end]
    after = words[sentence.end : sentence.end + 2 * _NEAR]
    following = after.lstrip()
    if not any(map(str.isalpha, before)) or not any(map(str.isalnum, following)):
        return False
    if len(following) == len(after) and before[-1] not in "。！？」』”":
        return False
    return not _goes_on(before, following)


def _goes_on(before: str, following: str) -> bool:
    """Whether what follows a full stop belongs to the sentence before it."""
    first = following.lstrip("\"“‘'«([")
    if first[:1].islower() or _TITLE.search(before):
        return True
    if first[:1].isdigit() and _BEFORE_NUMBER.search(before):
        return True
    if _ABBREVIATION.search(before):
        word = re.match(r"\w*(?!\.)", first)
        return first == following and not (word and word.group() in _STARTERS)
    asked = re.search(r"[?!][\"”’']+\Z", before)
    return before.endswith((" ...", " …")) or bool(asked and _AFTER_QUESTION.match(following))
