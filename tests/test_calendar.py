"""Days that the words of a statement mean, where that is sure."""

from __future__ import annotations

import pytest

from briefer.document import told_days
from briefer.evidence.calendar import days
from tests.desk import article

WEDNESDAY = "2017-07-26"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Haley told the Council on Tuesday that time was short.", [("on Tuesday", "2017-07-25")]),
        ("China said on Wednesday that it would help.", [("on Wednesday", "2017-07-26")]),
        ("The envoy met her in Geneva on Thursday.", [("on Thursday", "2017-07-20")]),
        ("China rejected the limits last Thursday.", [("last Thursday", "2017-07-20")]),
        ("Russia said the missile of July 4 flew far.", [("July 4", "2017-07-04")]),
        (
            "Russia said on Monday that the test of 3 March failed.",
            [("on Monday", "2017-07-24"), ("3 March", "2017-03-03")],
        ),
        ("Japan said the launch of 30 December 2015 failed.", [("30 December 2015", "2015-12-30")]),
        ("The ministry said yesterday that it was over.", [("yesterday", "2017-07-25")]),
        ("The ministry said Tuesday that it was over.", [("Tuesday", "2017-07-25")]),
        ("Haley told reporters Monday night.", [("Monday", "2017-07-24")]),
    ],
)
def test_words_that_mean_a_day_are_given_with_it(text: str, found: list[tuple[str, str]]) -> None:
    assert [tuple(each) for each in days(text, WEDNESDAY)] == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Russia said that the fleet would leave port on Friday.", id="to come"),
        pytest.param("Russia will answer on Friday.", id="will"),
        pytest.param("The talks are on Friday.", id="now"),
        pytest.param("The talks scheduled on Friday were put off.", id="planned"),
        pytest.param("The talks were planned for Friday.", id="for"),
        pytest.param("He demanded an answer on Friday.", id="an answer to come"),
        pytest.param("Next Friday is a holiday.", id="next"),
        pytest.param("China rejected the limits last Tuesday.", id="yesterday, or a week before"),
        pytest.param("Haley said: “We talked on Monday.”", id="a weekday in a quotation"),
        pytest.param('Haley said: "It ends today."', id="today in a quotation"),
        pytest.param("Russia said it may rain in May.", id="a month"),
        pytest.param("Russia said 30 February was a good day.", id="no day"),
        pytest.param("Today's Russia is another, it said.", id="an age"),
        pytest.param("Russia waited.", id="nothing"),
        pytest.param("Russia said Monday would be a holiday.", id="a day that something is said of"),
        pytest.param("Russia said Monday's talks were put off.", id="the talks of a day"),
        pytest.param("Russia said Friday at the latest.", id="a limit"),
    ],
)
def test_what_is_not_sure_means_no_day(text: str) -> None:
    assert days(text, WEDNESDAY) == ()


@pytest.mark.parametrize("day", ["", "2017-13-01", "Wednesday"])
def test_without_a_day_of_the_article_no_words_mean_one(day: str) -> None:
    assert days("China said on Monday that July 4 was fine.", day) == ()


@pytest.mark.parametrize(("dated_by", "count"), [("front matter", 1), ("dateline", 1), ("file name", 0)])
def test_the_day_in_a_file_name_is_not_sure_enough(dated_by: str, count: int) -> None:
    found = article("Rain.", published=WEDNESDAY, dated_by=dated_by)
    assert len(told_days("China said on Monday that it rained.", found)) == count
