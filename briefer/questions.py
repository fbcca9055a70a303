"""The standing questions of a series: what the person asks every week, whatever the articles say. Pure.

They come first, in the person's order and words, also when nothing was said on them; their sides keep their labels, so
that one week's answers can be held against another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from briefer.issues import Fits
from briefer.model import OTHER, Answer, Issue, Json, Position, Question, Side, opposed

_KEYS = ("question", "kind", "actors", "words", "side")
_KINDS = ("fact", "policy")


def parse(tables: object) -> tuple[Question, ...]:
    """The questions of the `[[question]]` tables of briefer.toml. Raises ValueError, in one line, for what is none."""
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise ValueError("a question is a table; write [[question]] above it")
    questions = tuple(_question(each) for each in tables)
    asked = [_plain(each.text) for each in questions]
    twice = next((each.text for at, each in enumerate(questions) if asked.index(asked[at]) < at), "")
    if twice:
        raise ValueError(f"{twice!r} is asked twice")
    return questions


def payload(questions: Iterable[Question]) -> list[Json]:
    """The questions as an engine sees them."""
    return [
        {
            "question": each.text,
            "kind": each.kind,
            "actors": list(each.actors),
            "words": list(each.words),
            "sides": [{"label": side.label, "words": list(side.words)} for side in each.sides],
        }
        for each in questions
    ]


def pattern(words: Sequence[str]) -> str:
    """A pattern for any of some words; one that ends with * may go on, and a hyphen is as good as a space."""
    return "|".join(_word(each) for each in sorted(words, key=len, reverse=True)) or "(?!)"


@cache
def _word(word: str) -> str:
    stem = word.rstrip("*")
    plain = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", stem)))
    return rf"(?<!\w){plain}" + (r"\w*" if word.endswith("*") else r"(?!\w)")


def tables(questions: Iterable[Question]) -> list[Json]:
    """The questions as tables that `parse` reads back."""
    return [{"side" if key == "sides" else key: value for key, value in table.items()} for table in payload(questions)]


def trusted(fits: Fits, questions: Sequence[Question]) -> Fits:
    """Whether words may be printed as a question or label: the person's own may, whatever they name."""
    own = {_plain(text) for each in questions for text in (each.text, *(side.label for side in each.sides))}

    def may(text: str, positions: tuple[Position, ...]) -> bool:
        return _plain(text) in own or fits(text, positions)

    return may


def settled(issues: Sequence[Issue], questions: Sequence[Question]) -> tuple[Issue, ...]:
    """The issues with the standing ones first, each in the person's words; one that nobody answers has no side."""
    answered: dict[str, list[Issue]] = {_plain(each.text): [] for each in questions}
    others: list[Issue] = []
    for issue in issues:
        answered.get(_plain(issue.question), others).append(issue)
    return (*(_standing(each, answered[_plain(each.text)]) for each in questions), *others)


def _standing(question: Question, issues: Sequence[Issue]) -> Issue:
    """What several replies say on a question as one issue; it is disputed where those of two labels are opposed."""
    labels = {_plain(each.label): each.label for each in question.sides}
    held: dict[str, dict[str, Position]] = {label: {} for label in labels.values()}
    for side in (side for issue in issues for side in issue.sides):
        label = labels.get(_plain(side.label), "") if labels else side.label
        held.setdefault(label, {}).update({each.id: each for each in side.positions})
    taken: set[str] = set()
    sides = []
    for label in sorted(held, key=lambda each: not each):
        own = tuple(each for id_, each in held[label].items() if id_ not in taken)
        taken.update(held[label])
        if own:
            sides.append(Side(label, own))
    disputed = opposed(side.holders for side in sides if side.label)
    return Issue(question.text, question.kind, tuple(sides), disputed, standing=True)


def _question(table: Mapping[str, object]) -> Question:
    text = _text(table, "question")
    if not text.endswith("?") or text == OTHER:
        raise ValueError(f"{text!r} is no question of yours; it ends with a question mark")
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise ValueError(f"{text!r} has no {unknown[0]!r} (there are: {', '.join(_KEYS)})")
    kind = table.get("kind", "policy")
    if kind not in _KINDS:
        raise ValueError(f"{text!r}: kind is fact or policy")
    sides = table.get("side", [])
    if not isinstance(sides, list) or not all(isinstance(each, dict) for each in sides):
        raise ValueError(f"{text!r}: a side is a table; write [[question.side]] above it")
    answers = tuple(Answer(_text(each, "label"), _words(each, "words", text)) for each in sides)
    if len({_plain(each.label) for each in answers}) != len(answers):
        raise ValueError(f"{text!r} has two sides of one label")
    asked = Question(text, str(kind), _words(table, "actors", text), _words(table, "words", text), answers)
    if not asked.actors and not asked.words:
        raise ValueError(f"{text!r} needs actors or words to look for")
    return asked


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"a question lacks its {key}")
    return " ".join(value.split())


def _words(table: Mapping[str, object], key: str, asked: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip(" *") for each in value):
        raise ValueError(f'{asked!r}: {key} is a list, such as {key} = ["…"]')
    return tuple(" ".join(each.split()) for each in value)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
