"""Passages of articles as brief.json has them, alone or as an open question or an event ahead. Pure."""

from __future__ import annotations

from typing import Any

from briefer import ahead, unsettled
from briefer.fragments import link
from briefer.model import REPORT, Ahead, Citation, Gap, Telling


def told_citation(citation: Citation) -> dict[str, Any]:
    """A passage: its quote is cut from the article here."""
    return {
        "article": citation.article.id,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "match": citation.match.value,
        "paragraph": citation.paragraph,
        "line": citation.line,
        **told_place(citation),
    }


def told_place(citation: Citation) -> dict[str, Any]:
    """Where a passage can be opened in its source: `page` where that has pages, `link` where it has an address."""
    address = link(citation.article, citation.start, citation.end)
    return {**({"page": citation.page} if citation.page else {}), **({"link": address} if address else {})}


def told_gap(gap: Gap) -> dict[str, Any]:
    """An open question; `told` is how its kind is printed."""
    return {"id": gap.id, "kind": gap.kind, "told": unsettled.KINDS[gap.kind], **told_citation(gap.citation)}


def told_telling(telling: Telling) -> dict[str, Any]:
    """What one of several articles tells otherwise than the others in the reporter's own words."""
    said = {"kind": REPORT, "question": telling.asked, "told": telling.told}
    return {"id": telling.id, **said, **told_citation(telling.citation)}


def told_ahead(event: Ahead) -> dict[str, Any]:
    """`until` is the last day of what `date` names: the day itself, or the end of a week, month or year."""
    until = ahead.last_day(event.date)
    return {"id": event.id, "date": event.date, "until": until, "words": event.words, **told_citation(event.citation)}
