"""What a brief says does not hang on how files are named or ordered, on articles about something else, or on copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.model import Article, Brief
from tests.desk import article, brief, seeds

UNRELATED = article(
    "The museum of Valparaíso said that its new wing would open in spring.\n\n"
    "Its director, Ana Ruiz, told reporters that the roof had been repaired.",
    "museum.txt",
    title="Museum opens a wing",
)


def said(made: Brief) -> list[object]:
    """All that a brief says: issues with their sides and holders, positions with their passages; no file names."""
    issues = [
        (
            each.question,
            each.kind,
            each.disputed,
            sorted((side.label, sorted(one.id for one in side.positions)) for side in each.sides),
            sorted(one.id for one in each.common),
        )
        for each in made.issues
    ]
    positions = sorted(
        (each.id, each.status, sorted((c.article.sha256, c.start, c.end) for c in each.citations))
        for each in made.positions
    )
    return [sorted(issues), positions, len(made.families), len(made.withheld)]


def weights(made: Brief) -> list[object]:
    """Disputes with the sides and their holders, and how many positions stand on each."""
    return sorted(
        (each.question, sorted((side.label, sorted(side.holders), len(side.positions)) for side in each.sides))
        for each in made.issues
        if each.disputed or each.kind in ("self-contradiction", "report")
    )


WHOLE = brief(seeds())


@settings(max_examples=3, deadline=None)
@given(st.permutations(range(len(seeds()))))
def test_the_order_of_the_articles_changes_nothing(order: Sequence[int]) -> None:
    assert said(brief([seeds()[at] for at in order])) == said(WHOLE)


@settings(max_examples=3, deadline=None)
@given(st.permutations(range(len(seeds()))))
def test_the_names_of_the_files_change_nothing(names: Sequence[int]) -> None:
    renamed = [replace(each, name=f"{name:02}.txt") for each, name in zip(seeds(), names, strict=True)]
    assert said(brief(renamed)) == said(WHOLE)


def test_an_unrelated_article_changes_no_other_position_and_no_side() -> None:
    more = brief((*seeds(), UNRELATED))
    known = {each.id for each in WHOLE.positions}
    assert {each.id for each in more.positions if each.article.name != UNRELATED.name} == known
    others = [replace(each, sides=tuple(replace(side, positions=kept) for side in each.sides
                                        if (kept := tuple(p for p in side.positions if p.id in known))))
              for each in more.issues]  # fmt: skip
    assert said(replace(more, issues=tuple(each for each in others if each.sides), positions=WHOLE.positions)) == said(
        WHOLE
    )


@pytest.mark.parametrize("copied", seeds()[::3], ids=lambda each: each.name)
def test_a_copy_of_an_article_adds_no_dispute_and_no_weight(copied: Article) -> None:
    made = brief((*seeds(), replace(copied, name="copy.txt", outlet="Another Paper")))
    assert weights(made) == weights(WHOLE)
    assert {each.id for each in made.positions} == {each.id for each in WHOLE.positions}
