"""The agreement check: does a statement say what its passages say?

In: the statement, the passages it rests on, and who knows which names are the same. Out: a Check naming what disagrees.
Deterministic, by what can be read off the words: numbers with their units, dates, names, polarity, opposites, modality,
bounds. It cannot tell that a claim follows from a passage; it tells where it surely departs from one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefer.evidence import polarity
from briefer.evidence.alteration import altered
from briefer.evidence.amounts import CALENDAR, Amount, amounts
from briefer.evidence.calendar import implied
from briefer.evidence.fold import folded_text
from briefer.evidence.naming import NAME, LiteralNames, Names, roots
from briefer.evidence.opposites import OPENERS, STOP, stem
from briefer.model import Check, failed

_CAPITALISED = re.compile(rf"{NAME}(?:\s+{NAME})*")
_ORDINARY_END = re.compile(r"(?:ly|ing|ed|ers|ors|ists|ions|ments|ities|ness|als|ants|ents|ism|age|ure|ment|tion)$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[.!?][\"']\s+|\n\s*|^\W+)$")
_LONGEST_ACRONYM = 8
_ROUGH = 0.1
"""How far from a passage's number one that the statement calls rough may lie."""


def agree(statement: str, passages: tuple[str, ...], names: Names, days: tuple[str, ...] = ()) -> Check:
    """Whether `statement` says nothing that its passages do not say, as far as words can tell.

    `days` are the days of the passages' articles (ISO 8601, or empty), one for each: what "on Tuesday" means there.

    Codes, in the order they are looked for: number, date, comparative, name, polarity, antonym, modality.
    """
    whole = "\n".join(passages)
    said = amounts(statement)
    given = (*amounts(whole), *(each for pair in zip(passages, days, strict=False) for each in implied(*pair)))
    found = _numbers(said, given) or _bounds(said, given) or _names(statement, whole, names)
    if found:
        return failed(*found)
    here, there = polarity.words_of(statement), polarity.words_of(*passages)
    for code, differs in (
        ("polarity", polarity.polarity_differs),
        ("antonym", polarity.antonym_stands),
        ("modality", polarity.modality_rises),
    ):
        reason = differs(here, there)
        if reason:
            return failed(code, reason)
    return Check()


# --- numbers and dates ------------------------------------------------------------------------------------------------


def _numbers(said: Iterable[Amount], given: tuple[Amount, ...]) -> tuple[str, str] | None:
    for amount in said:
        equal = [other for other in given if _equal(amount, other)]
        code = "date" if amount.kind in ("year", "month", "weekday") else "number"
        if not equal and not _is_pair(amount, given):
            return code, f'"{amount.surface}" is not in the passage'
        moved = _moved(amount, equal, given) if equal else ""
        if moved:
            return "number", f'"{amount.surface}" counts {moved}, which the passage counts otherwise'
    return None


def _is_pair(amount: Amount, given: tuple[Amount, ...]) -> bool:
    """Whether "two" only sums up what the passage names one by one: nothing there counts the same things otherwise."""
    return amount.surface.lower() == "two" and not any(_counted(amount) & _counted(other) for other in given)


def _equal(said: Amount, given: Amount) -> bool:
    kinds = {said.kind, given.kind}
    if said.value == given.value:
        return len(kinds) == 1 or kinds in ({"number", "year"}, {"number", "money"})
    rough = said.bound == "near" and len(kinds) == 1 and said.kind in ("number", "money", "percent")
    return rough and abs(said.value - given.value) <= _ROUGH * given.value


def _moved(amount: Amount, equal: list[Amount], given: tuple[Amount, ...]) -> str:
    """What the number counts, where the passage counts that by another number and never by this one."""
    counted = _counted(amount)
    if not counted or any(not other.counted or counted & _counted(other) for other in equal):
        return ""
    others = [other for other in given if other.value != amount.value and other.kind == amount.kind]
    taken = {each for other in others for each in counted & _counted(other)}
    return next((word for word in amount.counted if stem(word) in taken), "")


def _counted(amount: Amount) -> set[str]:
    return {stem(word) for word in amount.counted if word not in STOP and len(word) > 2}


def _bounds(said: Iterable[Amount], given: tuple[Amount, ...]) -> tuple[str, str] | None:
    opposite = {"low": "high", "high": "low"}
    for amount in said:
        equal = [other for other in given if _equal(amount, other)]
        if amount.bound in opposite and equal and all(other.bound == opposite[amount.bound] for other in equal):
            return "comparative", f'the passage bounds "{amount.surface}" from the other side'
    return None


# --- names ------------------------------------------------------------------------------------------------------------


def _names(statement: str, passage: str, names: Names) -> tuple[str, str] | None:
    folded, given = folded_text(statement), folded_text(passage)
    present = {root for word in re.findall(r"[\w.&-]+", given) for root in roots(word)}
    initials = _initials(given)
    for phrase in _phrases(folded, given):
        missing = [
            word for word in phrase.split() if not roots(word) & present and word.replace(".", "") not in initials
        ]
        if not missing or names.same(phrase, passage):
            continue
        if all(names.same(word, passage) for word in missing) or _spelled_out(phrase, given):
            continue
        return "name", f'"{phrase}" is not in the passage'
    return None


def _phrases(folded: str, given: str) -> Iterator[str]:
    """The names of a statement; a word that only begins its sentence counts unless it looks ordinary."""
    lower = {word.lower() for word in re.findall(r"\w+", given)}
    for found in _CAPITALISED.finditer(folded):
        words = [word.strip(".'-").removesuffix("'s") for word in re.split(r"\s+|-(?=[A-Z])", found.group())]
        if _SENTENCE_START.search(folded[: found.start()]):
            first = words[0].lower()
            if first in STOP or first in OPENERS or first in lower or (len(words) == 1 and _is_ordinary(first)):
                words = words[1:]
        words = [word for word in words if len(word) > 1 and word.lower() not in STOP | CALENDAR]
        if words:
            yield " ".join(words)


def _is_ordinary(word: str) -> bool:
    return bool(_ORDINARY_END.search(word))


def _initials(text: str) -> set[str]:
    """The acronyms that capitalised names in the text may be shortened to."""
    found = set()
    for phrase in re.findall(r"(?:[A-Z]\w+(?:\s+(?:of|for|the|and)\s+|[\s-]+))+[A-Z]\w+", text):
        capitals = [word[0] for word in re.split(r"[\s-]+", phrase) if word[0].isupper()]
        found |= {
            "".join(capitals[start:end])
            for start in range(len(capitals))
            for end in range(start + 2, min(start + _LONGEST_ACRONYM, len(capitals)) + 1)
        }
    return found


def _spelled_out(phrase: str, given: str) -> bool:
    """Whether the passage has the acronym of a name that the statement spells out."""
    capitals = "".join(word[0] for word in phrase.split() if word[0].isupper())
    return len(capitals) > 1 and re.search(rf"\b{'[.]?'.join(map(re.escape, capitals))}\b", given) is not None


__all__ = ["LiteralNames", "Names", "agree", "altered"]
