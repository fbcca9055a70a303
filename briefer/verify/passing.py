"""Open questions and events ahead of a brief of ours, against the sentences of the articles that it lists. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefer import ahead, unsettled
from briefer.document import told_ahead, told_gap
from briefer.model import Ahead, Article, Gap, Json, Sentence
from briefer.verify import framed, sources
from briefer.verify.fields import records
from briefer.verify.framed import Framed
from briefer.verify.outline import Outline
from briefer.verify.parse import Reference, by_label, plain
from briefer.verify.report import Failure
from briefer.verify.shelf import Shelf

_LABEL = re.compile(r"\[\^([^\]\s]+)\]")
_MARKS = '“”"«»'


def check(outline: Outline, listed: Sequence[Article], end: str, shelf: Shelf) -> Iterator[Failure]:
    """Whether each line is what a sentence of an article says, and in a whole brief none is left out.

    `end` is the last day that the brief covers. Codes: `open`, `watch`, `metadata`.
    """
    gaps, events = _due(listed, end, shelf)
    notes = by_label(outline.notes)
    below = {each.line: each.found["origin"] for each in outline.framed if each.shape is framed.BELOW}
    for shape, due, code in ((framed.GAP, gaps, "open"), (framed.EVENT, events, "watch")):
        left: list[Gap | Ahead] = list(due)
        for each in (line for line in outline.framed if line.shape is shape):
            same = next((one for one in left if _fits(each, one)), None)
            if same is None:
                reason = "no sentence of the articles says this"
                yield Failure(each.line, code, reason, plain(each.found.group()))
                continue
            left.remove(same)
            yield from _cited(each, same, notes, below.get(each.line + 1, ""))
        if left and outline.counts:
            yield Failure(1, code, "a sentence of the articles is left out", left[0].citation.quote)


def _due(listed: Sequence[Article], end: str, shelf: Shelf) -> tuple[tuple[Gap, ...], tuple[Ahead, ...]]:
    distinct = {each.name: each for each in listed}.values()
    told: list[tuple[Article, tuple[Sentence, ...]]] = [
        (each, tuple(said for chunk in shelf.chunks(each.name) for said in chunk.sentences)) for each in distinct
    ]
    gaps = unsettled.gather(gap for one in told for gap in unsettled.find(*one))
    return gaps, ahead.gather((event for one in told for event in ahead.find(*one)), end)


def _fits(line: Framed, due: Gap | Ahead) -> bool:
    """Whether a line says what is due, in all its parts."""
    found = line.found
    if not _same(found["quote"], due.citation.quote):
        return False
    if isinstance(due, Gap):
        return bool(found["told"] == unsettled.KINDS[due.kind])
    return found["date"] == due.date and _same(found["words"], due.words)


def _same(printed: str, words: str) -> bool:
    """Whether what is printed between quotation marks is the article's words."""
    return sources.same(plain(printed)[1:-1], words)


def _cited(line: Framed, same: Gap | Ahead, notes: Mapping[str, Reference], below: str) -> Iterator[Failure]:
    """Whether the footnote quotes the words of the line, and the line below names their article."""
    labels = _LABEL.findall(line.found["marks"])
    cited = [notes[each].quote for each in labels if each in notes]
    if len(cited) != len(labels) or not all(sources.same(each, same.citation.quote) for each in cited):
        yield Failure(line.line, "no-such-reference", "its footnote quotes other words", plain(line.found.group()))
    origin = sources.origin(same.citation.article)
    if not sources.same(plain(below), origin):
        yield Failure(line.line, "metadata", f"the article it cites is of {origin}", plain(below))


def check_json(brief: Json, known: Mapping[str, Article | None], end: str, shelf: Shelf) -> Iterator[Failure]:
    """The open questions and events of a brief.json, where it has any; all of them, in order."""
    ids = {article.name: id_ for id_, article in known.items() if article}
    keys = [key for key in ("open_questions", "watch") if key in brief]
    gaps, events = _due([each for each in known.values() if each], end, shelf) if keys else ((), ())
    due = {"open_questions": [told_gap(each) for each in gaps], "watch": [told_ahead(each) for each in events]}
    by_id = {article.id: ids[article.name] for article in known.values() if article}
    for key in keys:
        said = records(brief, key)
        wrong = [each for each in said if each not in ({**one, "article": by_id[one["article"]]} for one in due[key])]
        if wrong or len(said) != len(due[key]):
            shown = str((wrong or due[key])[0].get("quote"))
            yield Failure(1, "open" if key == "open_questions" else key, "the articles say otherwise", shown)
