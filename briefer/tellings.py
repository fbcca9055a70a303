"""Reports against each other: what two articles tell differently of one event in the reporters' own words. Pure.

Articles with their sentences and attributions go in, `Telling`s come out: how many were killed, hurt, held and so on,
and on which day it was. What somebody is cited with is theirs and no report; what may be of another event is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from briefer.evidence import Reading
from briefer.evidence.amounts import CALENDAR, MONTHS, Amount, amounts
from briefer.evidence.calendar import days
from briefer.evidence.figures import Figure, differ, figures
from briefer.evidence.opposites import STOP, stem
from briefer.model import Article, Citation, Sentence, Span, Telling

_LEAD = 5
"""Sentences at the head of a story: what it is about stands there, and the tolls that it tells of it."""
_MODIFIED = r"(?:(?!(?:and|or|but|while|after|with|including)\b)[\w'-]+\s+){0,4}?"
_WERE = r"(?:(?:were|was|are|is|have been|had been|has been|being|have|had|has|would be)\s+)?(?:\w+ly\s+)?"
_BOUND = r"(?:(?:at least|about|around|roughly|more than|over|nearly|almost|some|up to|as many as|an estimated)\s+)?"


@dataclass(frozen=True, slots=True)
class _Deed:
    """What is counted: how that is asked, and the words behind and before a number that say so."""

    asked: str
    behind: re.Pattern[str]
    before: re.Pattern[str]


def _deed(asked: str, behind: str, before: str) -> _Deed:
    return _Deed(
        asked,
        re.compile(rf"\s*{_MODIFIED}{_WERE}(?:{behind})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{before})\s+{_BOUND}$", re.IGNORECASE),
    )


_DEEDS = (
    _deed(
        "How many were killed",
        "killed|dead|died|dies|deaths?|fatalities|lost their lives|perished|drowned",
        "kill(?:s|ed|ing)|claim(?:s|ed|ing) the lives of|death toll (?:of|at|to|is|was|reached|stood at|rose to)"
        "|deaths? of",
    ),
    _deed(
        "How many were injured",
        "injured|wounded|hurt|injuries",
        "(?:injur|wound)(?:es|ed|ing|s)|hurting|hurt",
    ),
    _deed("How many are missing", "missing|unaccounted for", r"missing(?: were| are)?"),
    _deed("How many were arrested", "arrested|detained|arrests|in custody", "arrest(?:s|ed|ing)|detain(?:s|ed|ing)"),
    _deed("How many were evacuated", "evacuated|displaced|homeless", "evacuat(?:es|ed|ing)|displac(?:es|ed|ing)"),
    _deed("How many were rescued", "rescued", "rescu(?:es|ed|ing)"),
)
_PEOPLE = frozenset(
    stem(each)
    for each in "people person persons passengers workers civilians others residents victims men women migrants "
    "individuals dead killed died injured wounded were have deaths fatalities lives".split()
)
_PARTIAL = re.compile(
    r"\b(?:including|among|another|others?|additional|of (?:them|whom|those|which)|since|in (?:19|20)\d\d|anniversary"
    rf"|last (?:year|month|week|{'|'.join(MONTHS)})|previous|earlier|average|may|might|could|would|feared|believed|if"
    r"|so far this year|annually|a year|a day|every|wave of|spate of|series of)\b",
    re.IGNORECASE,
)
"""Words by which a number is part of another, of another time, or only possible."""
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_APART_DAYS = 1
_SHARED = 3
"""Telling words, names among them, that the heads of two stories of one event share at least."""
_SHARE = 0.35
"""The part of the shorter head that this is, at least."""
_NAME = re.compile(r"(?<=[^\W\d_] )[A-Z][\w-]+|(?<=[,;] )[A-Z][\w-]+")
"""A capital within a sentence."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_PLAIN = frozenset(
    "people person killed dead died injured wounded least least more than over were been have after before said says "
    "according reported police officials authorities news monday tuesday wednesday thursday friday saturday sunday "
    "today yesterday week year month january february march april june july august september october november "
    "december".split()
)


_HAPPENED = re.compile(
    r"\b(?P<verb>broke out|struck|crashed|exploded|sank|capsized|collapsed|derailed|erupted|landed|launched|fired"
    r"|tested|opened fire|was (?:shot|killed|arrested|attacked|launched|fired|tested|signed|hit)|signed|resigned|died"
    r"|voted)\b"
    r"[^.;:,]{0,70}?\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
"""What happened on a day of the week, in one clause."""


@dataclass(frozen=True)
class _Told:
    """What an article tells of its event, with the sentence: `what` is equal where two tell of the same thing.

    `answer` is a number, a day in ISO 8601, or a figure that has to be held against another one.
    """

    what: str
    asked: str
    answer: Amount | str | Figure
    unit: str
    sentence: Sentence
    told: str


@dataclass(frozen=True)
class Story:
    """What of an article its tellings are made of: the names and words of its head, and the numbers told there."""

    article: Article
    names: frozenset[str]
    words: frozenset[str]
    told: tuple[_Told, ...]
    head: str


def read(reading: Reading) -> Story:
    """The head of an article's story, and what it tells there in its own words."""
    text, head = reading.article.text, reading.sentences[:_LEAD]
    said = " ".join(text[each.start : each.end] for each in head)
    title = reading.article.title
    names = {found.actor.name for found in reading.cast.table.find_in(said)} | set(_NAME.findall(said))
    words = {stem(word.lower()) for word in _WORD.findall(f"{title} {said}") if word.lower() not in STOP | _PLAIN}
    told = [each for sentence in head for each in _all(reading, sentence)]
    single = [each for each in told if len({_value(one) for one in told if one.what == each.what}) == 1]
    once = tuple({each.what: each for each in reversed(single)}.values())
    return Story(
        reading.article, frozenset(each for each in names if each.lower() not in CALENDAR), frozenset(words), once, said
    )


def _value(told: _Told) -> object:
    """What has to be one for all that an article tells of a thing, or it tells of several."""
    match told.answer:
        case Amount(value=value):
            return value
        case Figure(amount=amount):
            return amount.value
        case day:
            return day


def _all(reading: Reading, sentence: Sentence) -> Iterator[_Told]:
    """What a sentence tells of its event where nobody is cited with it."""
    text = reading.article.text[sentence.start : sentence.end]
    day = reading.article.published
    if _PARTIAL.search(text) or any(each != day[:4] for each in _YEAR.findall(text)):
        return
    deeds = set()
    for told, start, end in _tolls(text, sentence):
        if _is_own(reading, Span(sentence.start + start, sentence.start + end)):
            deeds.add(told.unit)
            yield told
    happened = _HAPPENED.search(text)
    when = days(text, day)
    if happened and len(when) == 1 and _is_own(reading, Span(sentence.start, sentence.end)):
        verb = stem(happened["verb"].lower())
        yield _Told(f"day {verb}", "On which day did it happen", when[0].date, "", sentence, when[0].date)
    if not deeds and _is_own(reading, Span(sentence.start, sentence.end)):
        for each in figures(" ".join(text.split())):
            yield _Told(f"figure {each.unit}", "", each, each.unit, sentence, each.told)


def _is_own(reading: Reading, span: Span) -> bool:
    """Whether nobody is cited with any of a span."""
    return not any(part.overlaps(span) for each in reading.reported_in(span) for part in each.content)


def _tolls(text: str, sentence: Sentence) -> Iterator[tuple[_Told, int, int]]:
    """The numbers of a sentence that count a deed, with where they stand."""
    at = 0
    for amount in amounts(text):
        start = text.find(amount.surface, at)
        if start < 0 or amount.kind != "number":
            continue
        at = start + len(amount.surface.rstrip(",."))
        deed = _deed_of(text, start, at)
        if deed is None or re.match(r"[-,]", text[at:]):
            continue  # a "25-year-old", somebody "27, from Lima"
        counted = amount.counted[0] if amount.counted else ""
        unit = "" if counted in STOP or stem(counted) in _PEOPLE else stem(counted)
        bound = re.search(rf"{_BOUND}$", text[:start], re.IGNORECASE)
        told = " ".join(f"{bound[0] if bound else ''}{text[start:at]}".lower().split())
        yield _Told(deed.asked, deed.asked, amount, unit, sentence, told), start, at


def _deed_of(text: str, start: int, end: int) -> _Deed | None:
    """What a number counts, by the words before it, else by those behind it."""
    before = next((each for each in _DEEDS if each.before.search(text[:start])), None)
    return before or next((each for each in _DEEDS if each.behind.match(text[end:])), None)


def gather(stories: Iterable[Story]) -> tuple[Telling, ...]:
    """What two stories or more tell differently, each with the passage; those on one thing stand together, by date."""
    told: dict[str, dict[tuple[str, str], Telling]] = {}
    telling = (each for each in stories if each.told)
    for one, other in combinations(sorted(telling, key=lambda each: (each.article.published, each.article.sha256)), 2):
        for here, there in _differing(one, other):
            asked = _asked(here, there, one, other)
            for story, number in ((one, here), (other, there)):
                told.setdefault(asked, {}).setdefault((story.article.id, number.told), _telling(story, number, asked))
    return tuple(each for asked in sorted(told) for each in told[asked].values())


def _telling(story: Story, number: _Told, asked: str) -> Telling:
    at = number.sentence
    return Telling(Citation(story.article, at.start, at.end, at.paragraph), asked, " ".join(number.told.split()))


def _differing(one: Story, other: Story) -> Iterator[tuple[_Told, _Told]]:
    if one.article.sha256 == other.article.sha256 or not _same_event(one, other):
        return
    for here in one.told:
        for there in other.told:
            if here.what == there.what and _apart(here, there):
                yield here, there


def _apart(one: _Told, other: _Told) -> bool:
    """Whether two answers to the same cannot both be right."""
    match one.answer, other.answer:
        case Amount() as here, Amount() as there:
            return (one.unit == other.unit or not (one.unit and other.unit)) and _cannot_both(here, there)
        case Figure() as here, Figure() as there:
            return differ(here, there)
        case here, there:
            return here != there


def _cannot_both(one: Amount, other: Amount) -> bool:
    """Whether two numbers differ by more than rounding; "at least" is a number told, and 20 is another."""
    if one.value == other.value:
        return False
    rounded = "" not in (one.bound, other.bound) or any(each.bound and each.value % 10 == 0 for each in (one, other))
    return not rounded or abs(one.value - other.value) > 0.1 * max(one.value, other.value)


def _same_event(one: Story, other: Story) -> bool:
    """Whether two stories are of the same days, and their heads share enough names and words to be of one event."""
    if not _close(one.article.published, other.article.published):
        return False
    names, shared = one.names & other.names, one.words & other.words
    return (
        len(names) > 0
        and len(names) >= _SHARE * min(len(one.names), len(other.names))
        and len(shared) >= _SHARED
        and len(shared) >= _SHARE * min(len(one.words), len(other.words))
    )


def _close(one: str, other: str) -> bool:
    if not (one and other):
        return one == other
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= _APART_DAYS


def _asked(here: _Told, there: _Told, one: Story, other: Story) -> str:
    """The question that is answered differently, with the place that both stories name."""
    if not here.asked:
        return f"Which is right: {here.told}, or {there.told}?"
    heads = [" ".join(each.head.split()) for each in (one, other)]
    places = (
        found[0]
        for name in sorted(one.names & other.names, key=lambda each: min(head.find(each) % len(head) for head in heads))
        for head in heads
        if (found := re.search(rf"\b(?:in|at|near|off) (?:the )?{re.escape(name)}\b", head))
    )
    return f"{here.asked} {next(places, '')}".strip() + "?"
