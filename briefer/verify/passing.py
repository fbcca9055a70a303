"""Reports, open questions and events ahead of a brief of ours, against the sentences of its articles. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefer import ahead, tellings, unsettled
from briefer.document import told_ahead, told_gap, told_telling
from briefer.model import Ahead, Article, Gap, Json, Sentence, Telling
from briefer.tables import PASSING
from briefer.verify import framed, sources
from briefer.verify.fields import records
from briefer.verify.framed import Framed
from briefer.verify.outline import Outline
from briefer.verify.parse import Reference, by_label, plain
from briefer.verify.report import Failure
from briefer.verify.shelf import Shelf

_Passing = Telling | Gap | Ahead
_LABEL = re.compile(r"\[\^([^\]\s]+)\]")
_MARKS = '“”"«»'


def check(outline: Outline, listed: Sequence[Article], end: str, shelf: Shelf) -> Iterator[Failure]:
    """Whether each line is what a sentence of an article says, and in a whole brief none is left out.

    `end` is the last day that the brief covers. Codes: `reports`, `open`, `watch`, `metadata`.
    """
    due_all = _due(listed, end, shelf)
    notes = by_label(outline.notes)
    below = {each.line: each.found["origin"] for each in outline.framed if each.shape is framed.BELOW}
    shapes = (framed.TELLING, "reports"), (framed.GAP, "open"), (framed.EVENT, "watch")
    for (shape, code), due in zip(shapes, due_all, strict=True):
        left = list(due)
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


def _due(listed: Sequence[Article], end: str, shelf: Shelf) -> tuple[tuple[_Passing, ...], ...]:
    """What the articles tell differently, leave open, and name ahead."""
    distinct = {each.name: each for each in listed}.values()
    told: list[tuple[Article, tuple[Sentence, ...]]] = [
        (each, tuple(said for chunk in shelf.chunks(each.name) for said in chunk.sentences)) for each in distinct
    ]
    gaps = unsettled.gather(gap for one in told for gap in unsettled.find(*one))
    reports = tellings.gather(tellings.read(shelf.reading(each.name)) for each in distinct)
    return reports, gaps, ahead.gather((event for one in told for event in ahead.find(*one)), end)


def _fits(line: Framed, due: _Passing) -> bool:
    """Whether a line says what is due, in all its parts."""
    found = line.found
    if not _same(found["quote"], due.citation.quote):
        return False
    if isinstance(due, Gap):
        return bool(found["told"] == unsettled.KINDS[due.kind])
    if isinstance(due, Telling):
        return plain(found["asked"]) == due.asked and plain(found["told"]) == due.told
    return found["date"] == due.date and _same(found["words"], due.words)


def _same(printed: str, words: str) -> bool:
    """Whether what is printed between quotation marks is the article's words."""
    return sources.same(plain(printed)[1:-1], words)


def _cited(line: Framed, same: _Passing, notes: Mapping[str, Reference], below: str) -> Iterator[Failure]:
    """Whether the footnote quotes the words of the line, and the line below names their article."""
    labels = _LABEL.findall(line.found["marks"])
    cited = [notes[each].quote for each in labels if each in notes]
    if len(cited) != len(labels) or not all(sources.same(each, same.citation.quote) for each in cited):
        yield Failure(line.line, "no-such-reference", "its footnote quotes other words", plain(line.found.group()))
    origin = sources.origin(same.citation.article)
    if not sources.same(plain(below), origin):
        yield Failure(line.line, "metadata", f"the article it cites is of {origin}", plain(below))


def _told(passing: _Passing) -> Json:
    match passing:
        case Telling():
            return told_telling(passing)
        case Gap():
            return told_gap(passing)
        case _:
            return told_ahead(passing)


def check_json(brief: Json, known: Mapping[str, Article | None], end: str, shelf: Shelf) -> Iterator[Failure]:
    """The reports, open questions and events of a brief.json, where it has any; all of them, in order."""
    ids = {article.name: id_ for id_, article in known.items() if article}
    keys = [key for key in PASSING if key in brief]
    found = _due([each for each in known.values() if each], end, shelf) if keys else ()
    due = {key: [_told(each) for each in said] for key, said in zip(PASSING, found, strict=False)}
    by_id = {article.id: ids[article.name] for article in known.values() if article}
    for key in keys:
        said = records(brief, key)
        wrong = [each for each in said if each not in ({**one, "article": by_id[one["article"]]} for one in due[key])]
        if wrong or len(said) != len(due[key]):
            shown = str((wrong or due[key])[0].get("quote"))
            yield Failure(1, "open" if key == "open_questions" else key, "the articles say otherwise", shown)
