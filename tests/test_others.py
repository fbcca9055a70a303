"""Whose stand words tell: who takes a side at all, and what is only mentioned or said of somebody else."""

from __future__ import annotations

import re

import pytest

from briefer.engines.rules.others import only_mentions, speaks_of_another, takes_sides
from tests.desk import NAMES

WALL = re.compile("build a wall|wall", re.IGNORECASE)
UNFIT = re.compile("unfit|not fit", re.IGNORECASE)


@pytest.mark.parametrize("holder", ["Norway", "Ann Berg", "Officials", "Berg's campaign", "Port of Oslo"])
def test_a_party_may_take_sides(holder: str) -> None:
    assert takes_sides(holder, NAMES)


@pytest.mark.parametrize("holder", ["New York Times", "Exit polls taken in Oslo", "Study", "Harbour Post", "E-mail"])
def test_a_paper_and_a_poll_take_none(holder: str) -> None:
    assert not takes_sides(holder, NAMES)


MENTIONED = {
    "another's idea": "Ruiz's idea for a wall useless",
    "another's proposed wall": "people to speak up after Ruiz's proposed wall",
    "his, of one named": "the trouble with Ruiz was his plan for a wall",
    "a condition": "people would leave if they build a wall",
    "a reason": "that just because you build a wall you are no racist",
    "told of others": "that some friends say they will build a wall",
    "a reason to resign": "the judge to resign for planning a wall",
    "a word as a word": "last week he used the word 'wall'",
    "an exception": "an exception to the plan for a wall",
}


@pytest.mark.parametrize("words", MENTIONED.values(), ids=MENTIONED.keys())
def test_a_stand_that_is_only_mentioned_is_not_taken(words: str) -> None:
    assert only_mentions(words, WALL, "Berg", negative=False)


TAKEN = {
    "plainly": "he would build a wall",
    "in the first person": "I think we will build a wall",
    "his own plan": "parts of his plan for a wall could wait",
    "by his own name": "that Berg's plan for a wall was good",
    "after another sentence": "Ruiz's idea was bad. We will build a wall",
    "nothing of it": "the harbour was shut",
}


@pytest.mark.parametrize("words", TAKEN.values(), ids=TAKEN.keys())
def test_a_stand_is_taken_in_ones_own_words(words: str) -> None:
    assert not only_mentions(words, WALL, "Berg", negative=False)


def test_who_is_against_a_proposal_may_name_whose_it_is() -> None:
    assert not only_mentions("Ruiz's proposal for a wall", WALL, "Berg", negative=True)
    assert only_mentions("Ruiz's offer of an exception to the wall", WALL, "Berg", negative=True)


QUESTION = "Is Tom Ruiz fit to lead?"


@pytest.mark.parametrize(
    ("holder", "words", "said"),
    [
        pytest.param("Holm", "Berg unfit", "Holm calls Berg unfit.", id="another"),
        pytest.param("Holm", "that Ruiz was right, and that Berg was unfit", "Holm said so.", id="another named last"),
        pytest.param("Holm", "that she is unfit", "Holm said: “She is unfit.”", id="she, where he is asked about"),
        pytest.param("Holm", "he was not fit to judge", "Holm said he was not fit to judge.", id="the holder"),
    ],
)
def test_a_judgement_on_somebody_else_is_no_answer(holder: str, words: str, said: str) -> None:
    assert speaks_of_another(QUESTION, words, UNFIT, (holder, said))


@pytest.mark.parametrize(
    ("question", "holder", "words", "said"),
    [
        pytest.param(QUESTION, "Holm", "Ruiz is unfit", "Holm said so.", id="who is asked about"),
        pytest.param(QUESTION, "Holm", "this man is unfit", "Holm said so.", id="nobody by name"),
        pytest.param(QUESTION, "Holm", "the Labour nominee unfit", "Holm called him so.", id="a name before a noun"),
        pytest.param(QUESTION, "Holm", "He is unfit.", "Holm said: “He is unfit.”", id="he, in a quotation"),
        pytest.param("Is the port fit for use?", "Holm", "Berg unfit", "Holm said so.", id="a question of nobody"),
    ],
)
def test_a_judgement_on_whom_the_question_names_is_an_answer(question: str, holder: str, words: str, said: str) -> None:
    assert not speaks_of_another(question, words, UNFIT, (holder, said))
