"""Statements taken out of a brief with all that bears them out: a brief.json goes in, another comes out. Pure.

It is done before anything is printed, so that no format, property or archive can hold what was taken out. Whatever
else rests on the same passage goes with it, since its quotation would say the same; so does a sentence of the bottom
line, a problem or a withheld claim that repeats the words. What cannot be taken out is refused, not let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from briefer import tables
from briefer.errors import BrieferError
from briefer.model import Json, Span, opposed, silent

_SHORTEST = 12
"""Characters from which on words are looked for everywhere; fewer are no statement's own."""
_WORD = re.compile(r"\w+")
_IN_ADDRESS = re.compile(r"%[0-9a-f]{2}")
_MASK = "█"
_KEPT = "\n"


class Passage(NamedTuple):
    """Where redacted words stand: the id of an article, and a span of its text."""

    article: str
    span: Span


@dataclass(frozen=True)
class Redacted:
    """A document without what was taken out of it; `passages` and `words` are what its articles must not show."""

    document: Json
    ids: frozenset[str] = frozenset()
    passages: tuple[Passage, ...] = ()
    words: tuple[str, ...] = ()

    def says(self, text: str) -> bool:
        """Whether a text says what was taken out."""
        folded = _folded(text)
        return any(each in folded for each in self.words)


def redacted(document: Json, wanted: Iterable[str]) -> Redacted:
    """The document without the positions that `wanted` names, by their ids or by words of theirs.

    `redacted` in it counts them. Raises BrieferError for a wish that fits nothing, and where words would stay.
    """
    wishes = tuple(filter(None, (each.strip() for each in wanted)))
    if not wishes:
        return Redacted(document)
    chosen = [each for wish in wishes for each in _meant(document, wish)]
    passages = tuple(dict.fromkeys(where for each in chosen for where in _evidence(each, document, chosen)))
    sweep = _Sweep(passages, _words(chosen, wishes, document))
    gone = [each for each in document["positions"] if sweep.bears(each)]
    sweep = _Sweep(passages, sweep.words, frozenset(each["id"] for each in (*chosen, *gone)))
    left = _settled(sweep.document(document))
    left["redacted"] = document.get("redacted", 0) + len(document["positions"]) - len(left["positions"])
    for place, text in _strings(left, ""):
        if sweep.says(text):
            raise BrieferError(f"redacted words would still stand in the brief ({place})", "redact that as well")
    return Redacted(left, sweep.ids, passages, sweep.words)


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with a block in the place of each character of these spans; its length and its lines stay."""
    made = list(text)
    for span in spans:
        for at in range(span.start, min(span.end, len(made))):
            if made[at] not in _KEPT:
                made[at] = _MASK
    return "".join(made)


def _meant(document: Json, wish: str) -> list[Json]:
    told = [*document["positions"], *_earlier(document)]
    found = [each for each in told if each["id"] == wish]
    words = _folded(wish)
    if not found and len(words) >= _SHORTEST:
        found = [each for each in told if any(words in _folded(said) for said in _said(each))]
    if not found:
        if len(words) < _SHORTEST:
            too_short = f"nothing to redact: no position has the id {wish!r}, which is too short for words"
            raise BrieferError(too_short, f"give {_SHORTEST} characters of its words or more, or an id of brief.json")
        hint = f"give the id of a position (brief.json has them), or {_SHORTEST} characters of its words or more"
        raise BrieferError(f"nothing to redact: no position is or says {wish!r}", hint)
    return found


def _earlier(document: Json) -> list[Json]:
    """The positions of earlier briefs that this one repeats, wherever they stand in it."""
    others = {key: value for key, value in document.items() if key not in ("positions", "issues", "withheld")}
    return [each for each in _records(others) if "citations" in each and "statement" in each]


def _records(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, Mapping):
        yield dict(value)
        for each in value.values():
            yield from _records(each)
    elif isinstance(value, list):
        for each in value:
            yield from _records(each)


def _said(position: Json) -> list[str]:
    return [position["statement"], *(each["quote"] for each in position["citations"])]


def _evidence(position: Json, document: Json, chosen: list[Json]) -> Iterator[Passage]:
    """The passage that bears a position, and of the others those that no other position rests on."""
    first, *rest = (_where(each) for each in position["citations"])
    yield first
    ids = {each["id"] for each in chosen}
    others = [_where(each) for other in document["positions"] if other["id"] not in ids for each in other["citations"]]
    yield from (each for each in rest if not any(_touch(each, other) for other in others))


def _where(citation: Json) -> Passage:
    return Passage(citation["article"], Span(citation["start"], citation["end"]))


def _touch(one: Passage, other: Passage) -> bool:
    return one.article == other.article and one.span.overlaps(other.span)


def _words(chosen: Iterable[Json], wishes: Iterable[str], document: Json) -> tuple[str, ...]:
    """What must not be said anywhere: the statements, the words of their first passages, and what was asked for."""
    ids = {each["id"] for each in document["positions"]}
    texts = [text for each in chosen for text in (each["statement"], each["citations"][0]["quote"])]
    texts += [wish for wish in wishes if wish not in ids]
    return tuple(dict.fromkeys(folded for each in texts if len(folded := _folded(each)) >= _SHORTEST))


def _folded(text: str) -> str:
    """The words alone, so that neither typography nor the address of a passage, which spells it, hides them."""
    return " ".join(_WORD.findall(_IN_ADDRESS.sub(" ", text.casefold())))


@dataclass(frozen=True)
class _Sweep:
    """Goes through a document and leaves out what rests on the passages, names the ids or says the words."""

    passages: tuple[Passage, ...]
    words: tuple[str, ...]
    ids: frozenset[str] = frozenset()

    def says(self, text: str) -> bool:
        return len(text) >= _SHORTEST and any(each in _folded(text) for each in self.words)

    def bears(self, record: Mapping[str, Any]) -> bool:
        """Whether a record is to go: by what it is, cites or says, itself or in what makes it up."""
        if record.get("id") in self.ids or self._cites(record) or self._spans(record):
            return True
        if "text" in record and self.ids & set(record.get("positions", ())):
            return True
        return any(self.says(each) for each in record.values() if isinstance(each, str))

    def _cites(self, record: Mapping[str, Any]) -> bool:
        cited = [*record.get("citations", ()), *record.get("nearest", ())]
        if isinstance(record.get("before"), Mapping):
            cited += record["before"].get("citations", ())
        if {"article", "start", "end"} <= record.keys():
            cited.append(record)
        return any(_touch(_where(each), passage) for each in cited for passage in self.passages)

    def _spans(self, record: Mapping[str, Any]) -> bool:
        """Whether a position or a withheld claim is about words that are to go."""
        article = record.get("article") or next((each["article"] for each in record.get("citations", ())), "")
        spans = [Span(*each) for key in ("cue", "content") for each in record.get(key, ()) if isinstance(each, list)]
        return any(_touch(Passage(article, span), passage) for span in spans for passage in self.passages)

    def document(self, document: Json) -> dict[str, Any]:
        left: dict[str, Any] = {key: self._left(value) for key, value in document.items() if key != "articles"}
        # an article stays, whatever its headline says: positions are left that cite it
        left["articles"] = [
            {key: "" if key == "title" and self.says(value) else value for key, value in each.items()}
            for each in document["articles"]
        ]
        return {key: left[key] for key in document}

    def _left(self, value: Any) -> Any:
        if isinstance(value, list):
            kept = (each for each in value if not (isinstance(each, str) and each in self.ids))
            return [self._left(each) for each in kept if not (isinstance(each, Mapping) and self.bears(each))]
        if isinstance(value, Mapping):
            return {key: self._left(each) for key, each in value.items()}
        return value


def _settled(document: dict[str, Any]) -> dict[str, Any]:
    """What follows from what is left: sides without positions, disputes without sides, counts."""
    by_id = {each["id"]: each for each in document["positions"]}
    for issue in document["issues"]:
        issue["sides"] = [_side(side, by_id) for side in issue["sides"] if side["positions"]]
        issue["disputed"] = issue["disputed"] and opposed(side["holders"] for side in issue["sides"] if side["label"])
    left = {each["id"] for each in _earlier(document)}
    document["summary"] = [each for each in document["summary"] if left.issuperset(each.get("earlier", ()))]
    document["issues"] = [each for each in document["issues"] if each["sides"] or each.get("standing")]
    parties = [[(side["label"], side["holders"]) for side in each["sides"]] for each in document["issues"]]
    for issue in document["issues"]:
        own = [who for side in issue["sides"] for who in side["holders"]]
        issue["silent"] = list(silent(own, parties)) if issue["disputed"] else []
    if document.get("changes"):
        for kind in {"new", "late", "unchanged"} & document["changes"].keys():
            document["changes"][kind] = sum(each["change"] == kind for each in by_id.values())
    return tables.added_up(document)


def _side(side: dict[str, Any], by_id: Mapping[str, Json]) -> dict[str, Any]:
    holding = {who for each in side["positions"] for who in by_id[each]["holders"]}
    return {**side, "holders": [who for who in side["holders"] if who in holding]}


def _strings(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place.strip("."), value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _strings(each, f"{place}.{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from _strings(each, f"{place} {number}")
