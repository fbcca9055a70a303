"""Copies of one story: what is one, what is none, and that copies weigh nothing."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from briefer import chunks, document, issues, origins
from briefer.model import Article, Brief, Family
from briefer.window import in_order
from tests.desk import article, brief, seeds

STORY = (
    "OSLO, March 4 - Norway said on Thursday that the cod quota of the northern bank would stay as it is.",
    "The minister told reporters that scientists had counted fewer young fish than in any year since the war.",
    "Chile rejected the count. Its envoy said that the survey had been made in the wrong month and by the wrong ships.",
    "Boats from both countries have fished on the bank since the treaty was signed in the harbour of Bergen.",
    "The parties meet again in May, and neither side expects that a deal is near, the envoy added.",
)
OTHER = (
    "LIMA, March 4 - Peru opened a second railway across the mountains, and the first train was late by four hours.",
    "Engineers blamed snow near the upper tunnel, where the old line had been closed for most of the winter.",
    "Villages on the way had waited for the train with music, flags and rather a lot of roasted maize.",
    "The president told the crowd that the coast and the forest were now one country, and then missed the train back.",
)


def printed(*paragraphs: str, name: str = "a.txt", outlet: str = "A", day: str = "2021-03-04") -> Article:
    return article("\n\n".join(paragraphs) + "\n", name, outlet=outlet, published=day)


def found(*articles: Article) -> tuple[Family, ...]:
    return origins.families((each, chunks.sentences(each)) for each in articles)


ORIGINAL = printed(*STORY)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(STORY, id="the same"),
        pytest.param(STORY[:4], id="its end left out"),
        pytest.param((STORY[0], *STORY[2:]), id="a paragraph left out"),
        pytest.param(("Fish row goes on", *STORY), id="a headline"),
        pytest.param((*STORY, "Our harbour has another story on page 4, and a map of the bank."), id="a line more"),
        pytest.param((*STORY[:4], STORY[4].replace("near", "close")), id="a word changed"),
        pytest.param(tuple(each.replace("'", "’").replace(" - ", " — ") for each in STORY), id="typography"),
        pytest.param(tuple(each.upper() for each in STORY), id="capitals"),
    ],
)
def test_a_copy_is_known(copy: Sequence[str]) -> None:
    other = printed(*copy, name="b.txt", outlet="B")
    (family,) = found(ORIGINAL, other)
    assert {each.name for each in family.articles} == {"a.txt", "b.txt"}
    assert origins.sourcing((ORIGINAL, other), (family,)) == (2, 1)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(OTHER, id="another story"),
        pytest.param((OTHER[0], STORY[2], *OTHER[1:]), id="one that quotes a paragraph"),
        pytest.param((*STORY[:2], *OTHER, "And so on it went, until the evening and into the night."), id="a round-up"),
        pytest.param((STORY[0],), id="its first paragraph alone"),
        pytest.param(("It rained.",), id="two words"),
    ],
)
def test_another_story_is_no_copy(other: Sequence[str]) -> None:
    assert not found(ORIGINAL, printed(*other, name="b.txt"))


def test_a_round_up_joins_no_two_stories() -> None:
    both = printed(*STORY, *OTHER, name="c.txt", day="2021-03-05")
    names = [{each.name for each in family.articles} for family in found(ORIGINAL, printed(*OTHER, name="b.txt"), both)]
    assert not [each for each in names if {"a.txt", "b.txt"} <= each]


def test_short_articles_are_copies_only_where_they_are_the_same() -> None:
    one, same, near = (printed(f"It rained in {town} today.", name=f"{at}.txt") for at, town in enumerate("XXY"))
    assert [[each.name for each in family.articles] for family in found(one, same, near)] == [["0.txt", "1.txt"]]


def test_what_differs_is_shown_with_those_who_have_it() -> None:
    changed = printed(*STORY[:4], STORY[4].replace("near", "close"), name="b.txt", outlet="B")
    shorter = printed(*STORY[:3], STORY[4], name="c.txt", outlet="C")
    (family,) = found(ORIGINAL, changed, shorter)
    told = {each.citation.quote: [one.name for one in each.articles] for each in family.differing}
    assert told == {
        STORY[3]: ["b.txt", "a.txt"],
        STORY[4]: ["a.txt", "c.txt"],
        STORY[4].replace("near", "close"): ["b.txt"],
    }


def test_neither_order_nor_names_make_another_family() -> None:
    articles = [
        ORIGINAL,
        printed(*STORY[:4], name="b.txt", outlet="B"),
        printed(*STORY[1:], name="c.txt", outlet="C", day="2021-03-05"),
        printed(*OTHER, name="d.txt"),
    ]
    first = [[each.sha256 for each in family.articles] for family in found(*articles)]
    assert len(first[0]) == 3
    turn = random.Random(1)  # noqa: S311 - shuffles, and hides nothing
    for _ in range(20):
        names = turn.sample("abcdefgh", 4)
        renamed = [replace(each, name=f"{name}.txt") for each, name in zip(articles, names, strict=True)]
        turn.shuffle(renamed)
        assert [[each.sha256 for each in family.articles] for family in found(*renamed)] == first


def test_an_article_without_an_outlet_is_one_of_its_own() -> None:
    one, other = printed("It rained.", outlet=""), printed("It snowed.", name="b.txt", outlet="")
    assert origins.sourcing((one, one, other), ()) == (2, 2)


# --- copies in a brief ------------------------------------------------------------------------------------------------


def told(made: Brief) -> dict[str, Any]:
    """What a brief says, whatever files are called and however many copies there are."""
    object_ = document.as_dict(made)
    statements = {each["id"]: (each["holder"], each["statement"], each["status"]) for each in object_["positions"]}
    return {
        "summary": [each["text"] for each in object_["summary"]],
        "positions": sorted(statements.values()),
        "issues": [
            (
                each["question"],
                each["disputed"],
                each["kind"],
                sorted(map(statements.get, each["common"])),
                side["label"],
                side["holders"],
                sorted(map(statements.get, side["positions"])),
            )  # type: ignore[type-var, arg-type]
            for each in object_["issues"]
            for side in each["sides"]
        ],
        "origins": sorted((each["origins"], each["statement"]) for each in object_["positions"]),
    }


def by_day(articles: Sequence[Article]) -> tuple[Article, ...]:
    return in_order(articles)


@pytest.mark.parametrize("at", range(len(seeds())))
def test_an_article_that_is_given_twice_adds_no_dispute_and_no_weight(at: int) -> None:
    twice = replace(seeds()[at], name="zz.txt", outlet="Another Post", twin=1)
    assert told(brief(by_day((*seeds(), twice)))) == told(brief(by_day(seeds())))


def test_other_names_and_another_order_change_nothing() -> None:
    turn = random.Random(2)  # noqa: S311 - shuffles, and hides nothing
    first = brief(by_day(seeds()))
    for _ in range(3):
        articles = [replace(each, name=f"{turn.random()}.txt") for each in seeds()]
        turn.shuffle(articles)
        made = brief(by_day(articles))
        assert told(made) == told(first)
        plain = [re.sub(r'"name": "[^"]*"', "", json.dumps(document.as_dict(each))) for each in (made, first)]
        assert plain[0] == plain[1]


def test_an_unrelated_article_changes_no_other_position_and_no_side() -> None:
    first, more = told(brief(by_day(seeds()))), told(brief(by_day((*seeds(), printed(*OTHER, name="x.txt")))))
    assert set(first["positions"]) <= set(more["positions"])
    assert set(first["origins"]) <= set(more["origins"])
    asked = [each for each in first["issues"] if each[0] != issues.OTHER]
    assert len(asked) > 15
    assert [each for each in more["issues"] if each[0] != issues.OTHER] == asked
