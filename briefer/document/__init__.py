"""The brief as brief.json has it, schema briefer.brief/1: a Brief goes in, a JSON object comes out.

This object is all that a format ever sees, so that a stored run renders again without its articles. Strings are as
they are in the article; making them inert is the format's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from briefer import tables
from briefer.document.passages import told_ahead, told_gap, told_place, told_telling
from briefer.document.past import told_changes, track
from briefer.document.sources import told_article, told_origin
from briefer.document.statements import told_checks, told_days, told_position, told_spans, told_withheld
from briefer.model import Article, Brief, Issue, Line, Made, Position, Problem, Review, Side, Withheld, silent

__all__ = [
    "EXTRACT_SCHEMA",
    "SCHEMA",
    "as_dict",
    "extract_line",
    "rejected",
    "told_ahead",
    "told_days",
    "told_gap",
    "told_origin",
    "told_place",
    "told_telling",
    "track",
]

SCHEMA = "briefer.brief/1"
EXTRACT_SCHEMA = "briefer.extract/1"


def as_dict(brief: Brief) -> dict[str, Any]:
    """The contract of the outside (docs, DESIGN section 5). Every position that is used must be in `positions`."""
    open_, watch = [told_gap(each) for each in brief.gaps], [told_ahead(each) for each in brief.ahead]
    reviewed = {"review": told_review(brief.review)} if brief.review else {}
    told = {
        "schema": SCHEMA,
        "title": brief.title,
        "window": brief.window,
        "marking": "",
        "redacted": 0,
        "made_with": _made(brief.made),
        **reviewed,
        **_second(brief),
        "summary": [_line(line) for line in brief.summary],
        "issues": [_issue(issue, brief.issues) for issue in brief.issues],
        "positions": [told_position(position, brief) for position in brief.positions],
        "matrix": {},
        "timeline": [],
        "reports": [told_telling(each) for each in brief.tellings],
        "open_questions": open_,
        "watch": watch,
        "withheld": [told_withheld(item) for item in brief.withheld],
        "articles": [told_article(article) for article in brief.articles],
        "outlets": [],
        "origins": [told_origin(family, lambda article: article.id) for family in brief.families],
        "coverage": asdict(brief.coverage),
        "problems": [_problem(item) for item in brief.problems],
        "changes": told_changes(brief.changes) if brief.changes else None,
        "track": track(brief.chains),
    }
    return tables.added_up(told)


def rejected(brief: Brief) -> list[dict[str, Any]]:
    """The positions that a reviewer has rejected, as records: no brief prints them, a review shows them."""
    return [told_position(each, brief) for each in brief.review.rejected] if brief.review else []


def _line(line: Line) -> dict[str, Any]:
    """A sentence of the bottom line; `moved` and `earlier` only where it tells what changed."""
    told: dict[str, Any] = {"text": line.text, "positions": _ids(line.positions)}
    if line.moved:
        told |= {"moved": line.moved, "earlier": [each.id for each in line.earlier]}
    return told


def _ids(positions: Iterable[Position]) -> list[str]:
    return [position.id for position in positions]


def _made(made: Made) -> dict[str, Any]:
    """`cost` is in USD, to a millionth: 0 when nothing was asked, null when nobody knows it."""
    return {
        "version": made.version,
        "engine": made.engine,
        "model": made.model,
        "pack": made.pack,
        "pack_sha256": made.pack_sha256,
        "pack_purpose": made.pack_purpose,
        "pack_emphasis": made.pack_emphasis,
        "pack_followed": made.pack_followed,
        "pack_grades": list(made.pack_grades),
        "requests": made.usage.requests,
        "tokens": made.usage.prompt_tokens + made.usage.completion_tokens,
        "cached_tokens": made.usage.cached_tokens,
        "cost": None if made.cost is None else round(made.cost, 6) or 0,
    }


def _second(brief: Brief) -> dict[str, Any]:
    """What a second engine found, only where one was asked."""
    if not brief.second:
        return {}
    only = [told_position(each, brief) for each in brief.second.only]
    both = sum(each.id in brief.second.both for each in brief.positions)
    return {"second_engine": {"engine": brief.second.engine, "both": both, "only": only}}


def _issue(issue: Issue, issues: Iterable[Issue]) -> dict[str, Any]:
    """`silent` is who takes sides on other questions beside those of a dispute, and is not heard on it."""
    parties = ([(side.label, side.holders) for side in each.sides] for each in issues)
    return {
        "id": issue.id,
        "question": issue.question,
        "disputed": issue.disputed,
        "standing": issue.standing,
        "kind": issue.kind,
        "sides": [_side(side) for side in issue.sides],
        "common": _ids(issue.common),
        "silent": list(silent((who for side in issue.sides for who in side.holders), parties))
        if issue.disputed
        else [],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"label": side.label, "holders": list(side.holders), "positions": _ids(side.positions)}


def told_review(review: Review) -> dict[str, Any]:
    """What reviewers decided of the whole brief."""
    totals = {
        key: sum(getattr(each, key) for each in review.tallies)
        for key in ("accepted", "rejected", "reworded", "pinned")
    }
    return {
        "reviewers": [asdict(each) for each in review.tallies],
        **totals,
        "open": review.open,
        "again": review.again,
        "lost": len(review.lost),
    }


def extract_line(
    article: Article, positions: Iterable[Position], withheld: Iterable[Withheld], problems: Iterable[Problem]
) -> dict[str, Any]:
    """One article's line of `briefer extract`, schema briefer.extract/1."""
    return {
        "schema": EXTRACT_SCHEMA,
        "article": article.name,
        "sha256": article.sha256,
        "positions": [
            {
                "holder": each.holder,
                "speaker": each.speaker,
                "statement": each.statement,
                "kind": each.kind.value,
                "modality": each.modality.value,
                "about": each.about,
                "source": told_spans(each.source),
                "cue": told_spans(each.cue),
                "content": told_spans(each.content),
                "checks": told_checks(each.checks),
                "status": each.status,
                "reasons": list(each.checks.reasons),
            }
            for each in positions
        ],
        "withheld": [{**told_withheld(each), "article": article.name} for each in withheld],
        "problems": [_problem(each) for each in problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "message": problem.message, "place": problem.place}
