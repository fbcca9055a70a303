"""The bottom line where nothing is disputed: one statement of each article, and none that says nothing by itself."""

from __future__ import annotations

from typing import Any

import pytest

from briefer.engines.rules import write
from briefer.model import OTHER

LONG = "Norway said the northern port would stay shut until the ice was gone."


def position(number: int, says: str, place: str = "", **more: Any) -> dict[str, Any]:
    usual = {"holder": "Norway", "speaker": "", "kind": "asserts", "place": place or f"{number}.1"}
    return {"id": f"P{number}", "says": says, **usual, **more}


def told(*positions: dict[str, Any]) -> list[str]:
    side = {"label": "", "ids": [each["id"] for each in positions]}
    issue = {"question": OTHER, "kind": "policy", "disputed": False, "sides": [side]}
    summary = write.answer({"title": "", "issues": [issue], "positions": list(positions)})["summary"]
    return [line["ids"][0] for line in summary]


def test_each_article_has_a_sentence_and_the_one_that_says_most_comes_first() -> None:
    assert told(position(1, LONG), position(2, LONG, "2.1"), position(3, LONG, "2.2")) == ["P2", "P1"]


def test_there_are_five_at_most() -> None:
    assert len(told(*(position(number, LONG) for number in range(1, 9)))) == 5


@pytest.mark.parametrize(
    "says",
    [
        pytest.param("Norway said it was dangerous to go there at all in such a winter.", id="points back"),
        pytest.param("Norway embraced fishing.", id="too short"),
        pytest.param("Norway said " + "and so on " * 40, id="too long"),
    ],
)
def test_what_says_nothing_by_itself_is_not_told_beside_what_does(says: str) -> None:
    assert told(position(1, says), position(2, LONG)) == ["P2"]


def test_a_brief_that_says_next_to_nothing_has_a_bottom_line() -> None:
    assert told(position(1, "Norway embraced fishing."), position(2, "Norway called it off.")) == ["P2"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param({"speaker": "Norway's envoy", "place": "1.9"}, {}, id="who speaks for somebody"),
        pytest.param({"kind": "demands", "place": "1.9"}, {}, id="a commitment"),
        pytest.param({}, {"place": "1.4"}, id="nearer to the top"),
    ],
)
def test_which_of_an_article_is_told(better: dict[str, Any], worse: dict[str, Any]) -> None:
    assert told(position(1, LONG, "1.2") | worse, position(2, LONG, "1.2") | better) == ["P2"]
