"""What makes an issue the kind that an engine calls it: dispute, change of mind, report against report. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from briefer.model import KINDS, POLICY, REPORT, TURN, Issue, Position, Side, opposed

Wrong = tuple[str, str]
"""Code and message of a problem; () for none."""


def settled(issue: Issue) -> tuple[Issue | None, Wrong | tuple[()]]:
    """The issue as what it is, or None where it is nothing; with what was wrong in how it was called."""
    if issue.kind == TURN:
        turned = _turn(_verified(issue))
        return turned, () if turned else (
            "not-a-turn",
            "a change of mind has no two dated sides of one holder, each with a verified passage",
        )
    if issue.kind == REPORT:
        told = _report(_verified(issue))
        return told, () if told else ("not-reports", "no two articles tell it differently of one source")
    kind = issue.kind if issue.kind in KINDS else POLICY
    disputed = issue.disputed and opposed(side.sure for side in issue.sides)
    wrong = ("not-a-dispute", "a dispute has no two sides by different holders, each with a verified passage")
    shared = issue.common if disputed else ()
    return replace(issue, kind=kind, disputed=disputed, common=shared), wrong if issue.disputed and not disputed else ()


def _verified(issue: Issue) -> Issue:
    """The issue with only those positions on its sides that passed every check."""
    sides = (
        replace(side, positions=tuple(each for each in side.positions if each.checks.all_passed))
        for side in issue.sides
    )
    return replace(issue, sides=tuple(side for side in sides if side.positions))


def turned(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether of two sides, given by the days of their positions, the second one came wholly after the first."""
    return bool(before and after) and all(before) and all(after) and max(before) < min(after)


def _turn(issue: Issue) -> Issue | None:
    """A change of mind, the earlier side first: what one holder said, and the opposite that it said on a later day."""
    if len(issue.sides) != 2:
        return None
    by = _shared(issue.sides)
    sides = [
        replace(side, positions=tuple(each for each in side.positions if by & set(each.holders)))
        for side in issue.sides
    ]
    sides.sort(key=lambda side: min((each.article.published for each in side.positions), default=""))
    if not by or not turned(*([each.article.published for each in side.positions] for side in sides)):
        return None
    return replace(issue, sides=tuple(sides), disputed=False, common=())


def _report(issue: Issue) -> Issue | None:
    """What is told of one source by different articles, an article on one side each."""
    if len(issue.sides) < 2 or not _shared(issue.sides):
        return None
    articles = [_articles(side.positions) for side in issue.sides]
    if any(one & other for at, one in enumerate(articles) for other in articles[:at]):
        return None
    return replace(issue, disputed=False, common=())


def _shared(sides: Sequence[Side]) -> frozenset[str]:
    return reduce(frozenset.intersection, (frozenset(side.holders) for side in sides))


def _articles(positions: Sequence[Position]) -> frozenset[str]:
    return frozenset(citation.article.id for each in positions for citation in each.citations)
