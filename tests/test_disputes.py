"""Signals by which the embedded engine finds disputes: numbers, charges, who is against what another is for."""

from __future__ import annotations

from typing import Any

import pytest

from briefer.engines.rules.charges import against, opponents
from briefer.evidence.figures import differ, figures
from tests.desk import NAMES, article, brief


def disputes(*texts: str) -> list[Any]:
    made = brief([article(text, f"{at}.txt", published="2017-07-26") for at, text in enumerate(texts)])
    return [
        (each.question, each.kind, [(side.label, side.holders) for side in each.sides])
        for each in made.issues
        if each.disputed
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the missile flew 998 kilometers over the sea", "the missile flew 900 km over the sea"),
        ("the blast killed 12 soldiers in the harbour town", "the blast killed 40 soldiers in the harbour town"),
        ("14 people were killed in the harbour fire", "16 people were killed in the harbour fire"),
        ("the reactor ran at 40 percent of its full power", "the reactor ran at 90 percent of its full power"),
        ("at least 40 soldiers died in the harbour fire", "12 soldiers died in the harbour fire"),
    ],
)
def test_two_texts_number_the_same_thing_differently(one: str, other: str) -> None:
    assert any(differ(here, there) for here in figures(one) for there in figures(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("the missile flew 998 kilometers over the sea", "the missile flew 998 km over the sea", id="same"),
        pytest.param("the blast killed 12 soldiers in town", "the blast injured 40 soldiers in town", id="other deed"),
        pytest.param("the blast killed 12 soldiers in town", "the blast killed 40 sailors in town", id="other unit"),
        pytest.param("at least 12 soldiers died in the fire", "40 soldiers died in the fire", id="a lower bound"),
        pytest.param("about 40 soldiers died in the fire", "41 soldiers died in the fire", id="a round number"),
        pytest.param("12 soldiers died in the fire in Oslo", "40 soldiers died in the fire in Lima", id="other place"),
        pytest.param("12 soldiers died in the fire on Monday", "40 soldiers died in the fire on Friday", id="a day"),
        pytest.param("12 soldiers died in the fire", "another 40 soldiers died in the fire", id="one of several"),
        pytest.param("12 soldiers may have died in the fire", "40 soldiers died in the fire", id="only possible"),
        pytest.param("12 soldiers met in the hall", "40 soldiers died in the fire", id="something else"),
        pytest.param("of 12 soldiers 3 soldiers died in the fire", "40 soldiers died in the fire", id="two of a unit"),
        pytest.param("the fire of 2016 burnt the pier", "the fire of 2017 burnt the pier", id="years"),
    ],
)
def test_no_difference_is_told_where_both_may_hold(one: str, other: str) -> None:
    assert not any(differ(here, there) for here in figures(one) for there in figures(other))


def test_two_parties_that_number_it_differently_dispute_a_fact() -> None:
    told = "said the missile flew {} kilometers over the sea."
    text = f"Norway {told.format(998)}\n\nChile {told.format(900)}"
    assert disputes(text) == [
        (
            "Is it right that the missile flew 998 kilometers over the sea, or 900 kilometers?",
            "fact",
            [("998 kilometers", ("Norway",)), ("900 kilometers", ("Chile",))],
        )
    ]


def test_who_rejects_the_charges_disputes_them() -> None:
    text = (
        "Norway said Chile violated the fishing ban with illegal nets.\n\nChile rejected the accusations as baseless."
    )
    assert disputes(text) == [
        ("Are the charges against Chile borne out?", "fact", [("they are", ("Norway",)), ("they are not", ("Chile",))])
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Norway said Chile violated the fishing ban.\n\nPeru rejected the accusations as baseless.",
            id="another one",
        ),
        pytest.param("Norway said Chile was a friend.\n\nChile rejected the accusations as baseless.", id="no charge"),
        pytest.param("Norway said Chile violated the ban.\n\nChile rejected the offer.", id="no rejection of charges"),
        pytest.param(
            "A judge wrote that denying citizenship to the islanders violated the constitution.\n\n"
            "The Supreme Court declined to hear a case about the citizenship of the islanders.",
            id="who declines to hear a case",
        ),
        pytest.param(
            "Norway said the talks on the fishing quota were making progress.\n\n"
            "Chile said the details of the fishing quota had not been set.",
            id="more and less of the same",
        ),
    ],
)
def test_nobody_is_opposed_in(text: str) -> None:
    assert disputes(text) == []


def test_a_charge_is_told_with_its_target_and_its_neighbours() -> None:
    clauses = (
        "We thank the Secretary for his briefing,",
        "and we hope for a peaceful solution through dialogue.",
        "Russia has violated the border with its troops,",
        "seized buildings in the east",
        "and refused to stop the attacks.",
    )
    found = against(clauses, "Norway", NAMES)
    assert [each.clause for each in found] == [2, 3, 4]
    assert {each.target for each in found} == {"Russia"}


@pytest.mark.parametrize(
    ("targets", "found"),
    [
        (["Russia"] * 3, {"Russia"}),
        (["Russia"] * 2, set()),
        (["Russia"] * 30 + ["Chile"] * 3, {"Russia"}),
        (["", "", ""], set()),
    ],
)
def test_an_opponent_is_named_several_times_and_in_a_fair_share(targets: list[str], found: set[str]) -> None:
    assert opponents(targets) == found


FLEW = "Russia's defence ministry said the missile flew {} kilometers over the sea."


def reports(*articles: tuple[str, str]) -> list[Any]:
    """Reports that differ, of articles given by day and text; none of them is a dispute."""
    made = brief([article(text, f"{at}.txt", published=day) for at, (day, text) in enumerate(articles)])
    assert not any(each.disputed for each in made.issues)
    return [[(side.label, side.holders) for side in each.sides] for each in made.issues if each.kind == "report"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("2017-07-05", "2017-07-05"), ("2017-07-05", "2017-07-06"), ("", "")],
    ids=["day", "next", "none"],
)
def test_two_articles_that_number_the_same_source_differently_are_report_against_report(one: str, other: str) -> None:
    assert reports((one, FLEW.format(998)), (other, FLEW.format(900))) == [
        [("998 kilometers", ("Russia",)), ("900 kilometers", ("Russia",))]
    ]


@pytest.mark.parametrize(
    "articles",
    [
        pytest.param([("2017-07-05", FLEW.format(998)), ("2017-07-12", FLEW.format(900))], id="a week later"),
        pytest.param([("2017-07-05", FLEW.format(998)), ("", FLEW.format(900))], id="one day unknown"),
        pytest.param([("2017-07-05", FLEW.format(998)), ("2017-07-05", FLEW.format(998))], id="the same number"),
        pytest.param([("2017-07-05", FLEW.format(998) + "\n\n" + FLEW.format(900))], id="one article"),
    ],
)
def test_no_report_is_against_another_in(articles: list[tuple[str, str]]) -> None:
    assert reports(*articles) == []
