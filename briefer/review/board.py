"""What a reviewer sees of a run: its positions and withheld claims in the order of the brief, and the articles. Pure.

Text of articles and engines is data of the page and nothing else. Characters that a reader cannot see, and that change
what is seen, are replaced one for one, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefer import markup
from briefer.actors import Table
from briefer.decisions import Found, Index, Subject, about, on_record, standing
from briefer.errors import BrieferError
from briefer.evidence import PRINTED_WITH_FLAG
from briefer.model import ACCEPTED, REPORT, TURN, Article, Check, Decision, Field, Json, Span
from briefer.store import Run
from briefer.verify.rewording import borne
from briefer.verify.shelf import Shelf

_LINE = re.compile(r"[^\n]+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_WRAPPED = re.compile(r"[^\n]{160}")
"""What no text has whose lines were broken to fit a page."""
_HIDDEN = re.compile(rf"(?![\n\t\r])(?:{markup.UNSEEN.pattern}|{markup.SURROGATE.pattern})")
REPLACED = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Item:
    """One thing to decide on: its record in the brief, and under which question and side it stands."""

    id: str
    record: Json
    subject: Subject
    question: str
    side: str = ""
    disputed: bool = False
    gone: bool = False
    """Whether an earlier decision has taken it out of the brief."""

    @property
    def withheld(self) -> bool:
        return self.subject.place.withheld


@dataclass(frozen=True)
class Board:
    """A run as a reviewer sees it."""

    run: Run
    table: Table

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its id, in the order of the brief."""
        return items(self.run)

    def states(self, decisions: Iterable[Decision]) -> dict[str, Json]:
        """What stands decided of each item that anything was decided on."""
        found = self.found(decisions)
        return {
            item.id: self._state(item, standing(own))
            for item, own in zip(self.items.values(), found.of, strict=True)
            if own
        }

    def _state(self, item: Item, stands: Mapping[Field, Decision]) -> dict[str, Any]:
        """What is decided of an item; with a wording, what the passages say to it."""
        told = _state(item, stands)
        words = stands[Field.WORDING].value if Field.WORDING in stands and not item.withheld else ""
        if words:
            if (item.id, words) not in self._weighed:
                self._weighed[item.id, words] = self.check(item, words)
            found = self._weighed[item.id, words]
            told["wording"] |= {"verdict": verdict_on(found), "reason": markup.clean(found.reason)}
        return told

    @cached_property
    def _weighed(self) -> dict[tuple[str, str], Check]:
        """Wordings that were held against their passages already, by item and words: the page asks again and again."""
        return {}

    def found(self, decisions: Iterable[Decision]) -> Found:
        """Which decisions are on which item."""
        return self._index.find(about(decisions, self.run.articles))

    def check(self, item: Item, words: str) -> Check:
        """Whether the passages of a position bear a wording out."""
        names = tuple(name for name in (*item.record["holders"], item.record["speaker"]) if name)
        places = tuple(
            (self._articles[each["article"]].name, Span(each["start"], each["end"]))
            for each in item.record["citations"]
        )
        return borne(words, places, names, self._shelf)

    def data(self) -> dict[str, Any]:
        """All that the page shows, but for what is decided."""
        document = self.run.brief
        cited = {each["article"] for item in self.items.values() for each in _passages(item)}
        return {
            "run": self.run.id,
            "title": markup.clean(document["title"]),
            "window": markup.clean(document["window"]),
            "summary": [
                {"text": markup.clean(line["text"]), "items": line["positions"]} for line in document["summary"]
            ],
            "items": [_shown(item) for item in self.items.values()],
            "articles": {id_: _text(each) for id_, each in self._articles.items() if id_ in cited},
        }

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {each.id: each for each in self.run.articles}

    @cached_property
    def _index(self) -> Index:
        return Index([each.subject for each in self.items.values()])

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self.run.articles, self.table)


def items(run: Run) -> dict[str, Item]:
    """All that can be decided on of a run, by id, in the order of the brief.

    Raises BrieferError for a run of a briefer that did not keep where the words of positions stand.
    """
    try:
        return {each.id: each for each in _items(run, {each.id: each for each in run.articles})}
    except KeyError as error:
        why = f"run {run.id} was made by an earlier briefer, which did not keep {error}"
        raise BrieferError(why, "make the brief again with `briefer generate`") from error


def _items(run: Run, articles: Mapping[str, Article]) -> Iterator[Item]:
    document = run.brief
    left = {each["id"]: each for each in document["positions"]}
    issues = sorted(
        document["issues"],
        key=lambda each: (not each.get("standing"), not each["disputed"], each["kind"] not in (TURN, REPORT)),
    )
    for issue in issues:
        for side in issue["sides"]:
            for record in (left.pop(each) for each in side["positions"] if each in left):
                subject = on_record(record, articles)
                yield Item(record["id"], record, subject, issue["question"], side["label"], issue["disputed"])
    for record in left.values():
        yield Item(record["id"], record, on_record(record, articles), "What else was said?")
    for record in run.settings.get("rejected", ()):
        yield Item(record["id"], record, on_record(record, articles), "Rejected before: not in the brief", gone=True)
    for at, record in enumerate(document["withheld"]):
        yield Item(f"w{at}", record, on_record(record, articles, withheld=True), "Withheld: not in the brief")


def _passages(item: Item) -> list[Json]:
    """Where the words of an item stand: its citations, or the span and the nearest passages of a withheld claim."""
    record = item.record
    if not item.withheld:
        return list(record["citations"])
    spans = [*record["source"], *record["cue"], *record["content"]]
    if spans:
        start, end = min(start for start, _ in spans), max(end for _, end in spans)
        return [{"article": record["article"], "start": start, "end": end}]
    return list(record["nearest"]) or [{"article": record["article"], "start": 0, "end": 0}]


def _shown(item: Item) -> dict[str, Any]:
    """An item as the page has it; `place` is for a file of decisions and is never shown."""
    record, place = item.record, item.subject.place
    return {
        "id": item.id,
        "holder": markup.clean(record["holder"]),
        "speaker": markup.clean(record["speaker"]),
        "statement": markup.clean(record["statement"]),
        "status": "withheld" if item.withheld else record["status"],
        "gone": item.gone,
        "reasons": [markup.clean(each) for each in _reasons(item)],
        "question": markup.clean(item.question),
        "side": markup.clean(item.side),
        "disputed": item.disputed,
        "change": record.get("change", ""),
        "passages": [[each["article"], each["start"], each["end"]] for each in _passages(item)],
        "source": record["source"],
        "cue": record["cue"],
        "content": record["content"],
        "place": {key: getattr(place, key) for key in ("article", "name", "holder", "words", "statement", "withheld")},
    }


def _reasons(item: Item) -> list[str]:
    if not item.withheld:
        return list(item.record["reasons"])
    return [item.record["reason"] or item.record["why"]]


def _text(article: Article) -> dict[str, Any]:
    """An article's metadata, and its paragraphs as start, end and words; furniture as start, end and kind."""
    text = _HIDDEN.sub(REPLACED, article.text)
    paragraph = _LINE if _WRAPPED.search(text) else _PARAGRAPH
    return {
        "name": markup.clean(article.name),
        "title": markup.clean(article.title),
        "outlet": markup.clean(article.outlet),
        "published": article.published,
        "paragraphs": [[each.start(), each.end(), each.group()] for each in paragraph.finditer(text)],
        "furniture": [[each.start, each.end, each.kind] for each in article.furniture],
    }


def _state(item: Item, stands: Mapping[Field, Decision]) -> dict[str, Any]:
    """What is decided of an item, by field; `again` where it was accepted in other words than it has now."""
    told: dict[str, Any] = {
        key.value: {"value": markup.clean(each.value), "by": markup.clean(each.by), "at": each.at}
        for key, each in stands.items()
    }
    verdict = stands.get(Field.VERDICT)
    told["again"] = bool(
        verdict
        and verdict.value == ACCEPTED
        and Field.WORDING not in stands
        and not item.subject.says(verdict.place.statement)
    )
    return told


def verdict_on(check: Check) -> str:
    """What becomes of a wording: `borne` out, printed `flagged`, or `refused`, so that the brief keeps its own."""
    return "borne" if check.passed else "flagged" if check.code in PRINTED_WITH_FLAG else "refused"
