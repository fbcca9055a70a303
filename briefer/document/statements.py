"""Positions as brief.json has them, with what the checks and a reviewer say of them, and what was withheld. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefer import dates, origins
from briefer.document.passages import told_citation
from briefer.evidence.calendar import days
from briefer.evidence.reasons import why
from briefer.model import Article, Brief, Checks, Field, Position, Span, Withheld


def told_position(position: Position, brief: Brief) -> dict[str, Any]:
    """A position with what the whole brief knows of it: copies, changes, a second engine, a review."""
    changes = brief.changes
    outlets, came_from = origins.sourcing((each.article for each in position.citations), brief.families)
    return {
        "id": position.id,
        "holder": position.holder,
        "holders": list(position.holders),
        "speaker": position.speaker,
        "statement": position.statement,
        "kind": position.kind.value,
        "modality": position.modality.value,
        "about": position.about,
        "paraphrase": position.paraphrase,
        "date": position.article.published,
        "days": told_days(position.statement, position.article),
        "outlets": outlets,
        "origins": came_from,
        "grade": position.grade,
        "change": changes.kinds.get(position.id, "") if changes else "",
        "citations": [told_citation(citation) for citation in position.citations],
        "source": told_spans(position.source),
        "cue": told_spans(position.cue),
        "content": told_spans(position.content),
        "checks": told_checks(position.checks),
        "status": position.status,
        "reasons": list(position.checks.reasons),
        **({"both_engines": position.id in brief.second.both} if brief.second else {}),
        **told_reviewed(position, brief),
    }


def told_reviewed(position: Position, brief: Brief) -> dict[str, Any]:
    """What is decided of one position, perhaps nothing; `original` are the program's words where it has others now."""
    held = brief.review.of.get(position.id) if brief.review else None
    if brief.review is None or held is None:
        return {}
    comment = held.decided.get(Field.COMMENT) if brief.review.comments else None
    return {
        "review": {
            "verdict": held.value(Field.VERDICT) if held.current else "",
            "pinned": held.pinned,
            "reworded_by": held.decided[Field.WORDING].by if held.original else "",
            "original": held.original,
            "comment": comment.value if comment else "",
            "comment_by": comment.by if comment else "",
        }
    }


def told_days(statement: str, article: Article) -> list[dict[str, str]]:
    """The days that the words of a statement mean: none where its article's own day is only read from a file name."""
    day = "" if article.dated_by == dates.FILE_NAME else article.published
    return [each._asdict() for each in days(statement, day)]


def told_withheld(item: Withheld) -> dict[str, Any]:
    """The only place where an engine's own words leave the program; pages for readers print `why` and nothing else."""
    return {
        "holder": item.claim.holder,
        "speaker": item.claim.speaker,
        "statement": item.claim.statement,
        "article": item.claim.chunk.article.id,
        "reason": item.reason,
        "code": item.code,
        "why": why(item.code),
        "checks": told_checks(item.checks),
        "source": told_spans(item.source),
        "cue": told_spans(item.cue),
        "content": told_spans(item.content),
        "nearest": [told_citation(citation) for citation in item.nearest],
    }


def told_checks(checks: Checks) -> dict[str, str]:
    """The verdict of each check, by its name."""
    names = ("span", "integrity", "agreement", "holder")
    return {name: each.verdict.value for name, each in zip(names, checks.each(), strict=True)}


def told_spans(spans: Iterable[Span]) -> list[list[int]]:
    """Start and end of each."""
    return [[span.start, span.end] for span in spans]
