"""The brief as brief.json has it, schema briefer.brief/1: a Brief goes in, a JSON object comes out.

This object is all that a format ever sees, so that a stored run renders again without its articles. Strings are as
they are in the article; making them inert is the format's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from briefer import ahead, dates, origins, tables, unsettled
from briefer.evidence.calendar import days
from briefer.evidence.reasons import why
from briefer.fragments import link
from briefer.model import (
    REPORT,
    Ahead,
    Article,
    Brief,
    Chain,
    Changes,
    Checks,
    Citation,
    Earlier,
    Family,
    Field,
    Gap,
    Issue,
    Made,
    Position,
    Problem,
    Review,
    Side,
    Span,
    Telling,
    Withheld,
    silent,
)

SCHEMA = "briefer.brief/1"
EXTRACT_SCHEMA = "briefer.extract/1"


def as_dict(brief: Brief) -> dict[str, Any]:
    """The contract of the outside (docs, DESIGN section 5). Every position that is used must be in `positions`."""
    open_, watch = [told_gap(each) for each in brief.gaps], [told_ahead(each) for each in brief.ahead]
    reviewed = {"review": _review(brief.review)} if brief.review else {}
    told = {
        "schema": SCHEMA,
        "title": brief.title,
        "window": brief.window,
        "marking": "",
        "redacted": 0,
        "made_with": _made(brief.made),
        **reviewed,
        **_second(brief),
        "summary": [{"text": line.text, "positions": _ids(line.positions)} for line in brief.summary],
        "issues": [_issue(issue, brief.issues) for issue in brief.issues],
        "positions": [_position(position, brief) for position in brief.positions],
        "matrix": {},
        "timeline": [],
        "reports": [told_telling(each) for each in brief.tellings],
        "open_questions": open_,
        "watch": watch,
        "withheld": [_withheld(item) for item in brief.withheld],
        "articles": [_article(article) for article in brief.articles],
        "outlets": [],
        "origins": [told_origin(family, lambda article: article.id) for family in brief.families],
        "coverage": asdict(brief.coverage),
        "problems": [_problem(item) for item in brief.problems],
        "changes": _changes(brief.changes) if brief.changes else None,
        "track": track(brief.chains),
    }
    return tables.added_up(told)


def _ids(positions: Iterable[Position]) -> list[str]:
    return [position.id for position in positions]


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


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


def _position(position: Position, brief: Brief) -> dict[str, Any]:
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
        "citations": [_citation(citation) for citation in position.citations],
        "source": _spans(position.source),
        "cue": _spans(position.cue),
        "content": _spans(position.content),
        "checks": _checks(position.checks),
        "status": position.status,
        "reasons": list(position.checks.reasons),
        **({"both_engines": position.id in brief.second.both} if brief.second else {}),
        **_reviewed(position, brief),
    }


def told_gap(gap: Gap) -> dict[str, Any]:
    """An open question; `told` is how its kind is printed."""
    return {"id": gap.id, "kind": gap.kind, "told": unsettled.KINDS[gap.kind], **_citation(gap.citation)}


def told_telling(telling: Telling) -> dict[str, Any]:
    """What one of several articles tells otherwise than the others in the reporter's own words."""
    said = {"kind": REPORT, "question": telling.asked, "told": telling.told}
    return {"id": telling.id, **said, **_citation(telling.citation)}


def told_ahead(event: Ahead) -> dict[str, Any]:
    """`until` is the last day of what `date` names: the day itself, or the end of a week, month or year."""
    until = ahead.last_day(event.date)
    return {"id": event.id, "date": event.date, "until": until, "words": event.words, **_citation(event.citation)}


def _second(brief: Brief) -> dict[str, Any]:
    """What a second engine found, only where one was asked."""
    if not brief.second:
        return {}
    only = [_position(each, brief) for each in brief.second.only]
    both = sum(each.id in brief.second.both for each in brief.positions)
    return {"second_engine": {"engine": brief.second.engine, "both": both, "only": only}}


def rejected(brief: Brief) -> list[dict[str, Any]]:
    """The positions that a reviewer has rejected, as records: no brief prints them, a review shows them."""
    return [_position(each, brief) for each in brief.review.rejected] if brief.review else []


def told_origin(family: Family, name: Callable[[Article], str]) -> dict[str, Any]:
    """A story that was printed several times; `name` gives the id of an article."""
    return {
        "articles": [name(each) for each in family.articles],
        "outlets": list(origins.outlets(family)),
        "differing": [
            {"in": [name(each) for each in one.articles], **_citation(one.citation), "article": name(one.articles[0])}
            for one in family.differing
        ],
    }


def _review(review: Review) -> dict[str, Any]:
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


def _reviewed(position: Position, brief: Brief) -> dict[str, Any]:
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


def _changes(changes: Changes) -> dict[str, Any]:
    """What is otherwise than in the brief before; `articles` are those that its positions cite."""
    counts = Counter(changes.kinds.values())
    told = (*changes.before.values(), *changes.gone, *changes.withdrawn)
    cited = {citation.article.id: citation.article for each in told for citation in each.citations}
    return {
        "since": changes.since,
        "between": changes.between,
        "run": changes.run,
        "new": counts["new"],
        "late": counts["late"],
        "unchanged": counts["unchanged"],
        "changed": [{"id": id_, "before": _earlier(each)} for id_, each in changes.before.items()],
        "gone": [_earlier(each) for each in changes.gone],
        "withdrawn": [_earlier(each) for each in changes.withdrawn],
        "articles": [_article(article) for article in cited.values()],
    }


def track(chains: Sequence[Chain]) -> dict[str, Any]:
    """Who held what on which question, brief by brief; `articles` are those that it cites."""
    cited = {
        citation.article.id: citation.article
        for chain in chains
        for step in chain.steps
        for each in step.said
        for citation in each.citations
    }
    return {
        "chains": [
            {
                "holder": chain.holder,
                "question": chain.question,
                "briefs": chain.briefs,
                "steps": [
                    {
                        "kind": step.kind,
                        "since": step.since,
                        "until": step.until,
                        "briefs": step.briefs,
                        "silent": step.silent,
                        "said": [_earlier(each) for each in step.said],
                    }
                    for step in chain.steps
                ],
            }
            for chain in chains
        ],
        "articles": [_article(article) for article in cited.values()],
    }


def _earlier(each: Earlier) -> dict[str, Any]:
    return {
        "id": each.id,
        "holders": list(each.holders),
        "statement": each.statement,
        "question": each.question,
        "label": each.label,
        "date": each.article.published,
        "citations": [_citation(citation) for citation in each.citations],
        "reasons": list(each.reasons),
    }


def _citation(citation: Citation) -> dict[str, Any]:
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


def _checks(checks: Checks) -> dict[str, str]:
    names = ("span", "integrity", "agreement", "holder")
    return {name: each.verdict.value for name, each in zip(names, checks.each(), strict=True)}


def _withheld(item: Withheld) -> dict[str, Any]:
    """The only place where an engine's own words leave the program; pages for readers print `why` and nothing else."""
    return {
        "holder": item.claim.holder,
        "speaker": item.claim.speaker,
        "statement": item.claim.statement,
        "article": item.claim.chunk.article.id,
        "reason": item.reason,
        "code": item.code,
        "why": why(item.code),
        "checks": _checks(item.checks),
        "source": _spans(item.source),
        "cue": _spans(item.cue),
        "content": _spans(item.content),
        "nearest": [_citation(citation) for citation in item.nearest],
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "name": article.name,
        "sha256": article.sha256,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
        "dated_by": article.dated_by,
        "stated": dates.stated(article.dated_by),
        "updated": article.updated,
        "cited": 0,
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
                "source": _spans(each.source),
                "cue": _spans(each.cue),
                "content": _spans(each.content),
                "checks": _checks(each.checks),
                "status": each.status,
                "reasons": list(each.checks.reasons),
            }
            for each in positions
        ],
        "withheld": [{**_withheld(each), "article": article.name} for each in withheld],
        "problems": [_problem(each) for each in problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "message": problem.message, "place": problem.place}
