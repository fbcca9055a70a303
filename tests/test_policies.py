"""Disputes of policy that no table of questions knows: one wants done what another opposes, to the same thing.

All sentences are our own. Each pair is two articles of the same days.
"""

from __future__ import annotations

import pytest

from tests.desk import article, brief

DISPUTES = {
    "steel": (
        "Canada called on the European Union to lift its tariffs on steel imports.",
        "Germany rejected calls to lift the tariffs on steel imports, saying prices would collapse.",
        "Should the European Union lift its tariffs on steel imports?",
        ("Canada", "Germany"),
    ),
    "glyphosate": (
        "The European Commission proposed a ban on glyphosate from January.",
        "Poland said glyphosate should not be banned before farmers have an alternative.",
        "Should glyphosate be banned?",
        ("European Union", "Poland"),
    ),
    "migrants": (
        "Italy urged other states to share out migrants rescued in the Mediterranean.",
        "Hungary refused to share out migrants rescued in the Mediterranean.",
        "Should other states share out migrants rescued in the Mediterranean?",
        ("Italy", "Hungary"),
    ),
    "vote": (
        "The election commission said the presidential vote should be postponed because ballot papers had not arrived.",
        "The African Union rejected any postponement of the presidential vote.",
        "Should the presidential vote be postponed?",
        ("Election commission", "African Union"),
    ),
    "arms": (
        "Norway demanded a halt to arms exports to Saudi Arabia.",
        "Britain said it would not halt arms exports to Saudi Arabia.",
        "Should arms exports to Saudi Arabia be halted?",
        ("Norway", "United Kingdom"),
    ),
    "budget": (
        "Finland said defence spending must be raised to two percent of output.",
        "Belgium said it was against raising defence spending while hospitals were short of staff.",
        "Should defence spending be raised?",
        ("Finland", "Belgium"),
    ),
    "vaccine": (
        "The World Health Organization recommended that patents on the vaccine be waived.",
        "Switzerland opposes a waiver of patents on the vaccine.",
        "Should patents on the vaccine be waived?",
        ("World Health Organization", "Switzerland"),
    ),
    "coal": (
        "Denmark wants coal subsidies to be phased out by 2025.",
        "Australia argued that phasing out coal subsidies by 2025 would be a mistake.",
        "Should coal subsidies be phased out?",
        ("Denmark", "Australia"),
    ),
    "troops": (
        "Mali's government asked France to withdraw its troops from the north of Mali.",
        "France said its troops must stay in the north of Mali.",
        "Should France withdraw its troops from the north of Mali?",
        ("Mali", "France"),
    ),
}
"""Two sentences, the question that they dispute, and who is for and who against."""

NONE = {
    "another object": (
        "France said that sanctions on Syria should be eased.",
        "The United States said it opposed any easing of sanctions on Iran.",
    ),
    "the same side": (
        "Norway demanded a halt to arms exports to Saudi Arabia.",
        "Sweden backed a halt to arms exports to Saudi Arabia.",
    ),
    "another time": (
        "In 2009, Finland said defence spending must be cut to balance the 2010 budget.",
        "Belgium said it was against cutting defence spending in the 2018 budget.",
    ),
    "a view of somebody else's": (
        "Denmark wants coal subsidies to be phased out.",
        "Norway said that Poland opposed phasing out coal subsidies and hoped for a compromise.",
    ),
    "a condition": (
        "Canada called on the European Union to lift its tariffs on steel imports.",
        "Germany said it would oppose lifting the tariffs on steel imports if dumping went on.",
    ),
    "another action": (
        "The European Commission proposed a ban on glyphosate.",
        "Poland said it opposed a tax on glyphosate.",
    ),
    "each of itself": (
        "Kenya said it would ban plastic bags from next year.",
        "Canada said it would not ban plastic bags.",
    ),
    "only asked": (
        "The election commission said the vote should be postponed.",
        "The African Union asked whether the vote should be postponed.",
    ),
    "opposed to neither": (
        "Italy urged other states to share out migrants rescued at sea.",
        "Hungary said it would not oppose sharing out migrants rescued at sea.",
    ),
    "never opposed": (
        "The World Health Organization recommended that patents on the vaccine be waived.",
        "Switzerland said it had never opposed a waiver of patents on the vaccine.",
    ),
}
"""Two sentences that dispute nothing."""


def disputes(one: str, other: str, day: str = "2017-07-25") -> list[tuple[str, str, list[tuple[str, tuple[str, ...]]]]]:
    """The disputes of two articles: question, kind, and the holders of each side by its label."""
    made = brief([article(one, "a.txt", published="2017-07-24"), article(other, "b.txt", published=day)])
    return [
        (each.question, each.kind, [(side.label, side.holders) for side in each.sides])
        for each in made.issues
        if each.disputed
    ]


@pytest.mark.parametrize("name", DISPUTES)
def test_who_wants_what_another_opposes_disputes_a_policy(name: str) -> None:
    one, other, question, (wants, opposes) = DISPUTES[name]
    assert disputes(one, other) == [(question, "policy", [("for", (wants,)), ("against", (opposes,))])]


@pytest.mark.parametrize("name", DISPUTES)
def test_it_is_the_same_dispute_whichever_article_comes_first(name: str) -> None:
    one, other, question, _ = DISPUTES[name]
    assert [found[0] for found in disputes(other, one)] == [question]


def test_who_said_that_it_opposes_easing_stands_against_it_under_a_question_of_the_table() -> None:
    one = "France said that sanctions on Syria should be eased to help rebuild the country."
    other = "The United States said it opposed any easing of sanctions on Syria until a political transition begins."
    question = "Should sanctions on Syria be kept and tightened, or eased?"
    sides = [("keep or tighten", ("United States",)), ("ease, or no more", ("France",))]
    assert disputes(one, other) == disputes(other, one) == [(question, "policy", sides)]


@pytest.mark.parametrize("name", NONE)
def test_nothing_is_disputed_by(name: str) -> None:
    assert disputes(*NONE[name]) == []


def test_a_policy_of_more_than_a_year_ago_is_another_one() -> None:
    one, other, *_ = DISPUTES["coal"]
    assert disputes(one, other, "2019-07-25") == []
