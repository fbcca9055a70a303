"""Dates that a text states, and weeks."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from briefer import dates, furniture

STORY = "\n\nThe ministers met for an hour and signed nothing. More talks are planned.\n"


def published(text: str) -> tuple[str, str]:
    return dates.published(text, furniture.find(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "date 2016-03-02 The ministers met for an hour.", ("2016-03-02", "leading date"), id="export prefix"
        ),
        pytest.param(" date: 2016-03-02 The ministers met.", ("2016-03-02", "leading date"), id="export prefix, colon"),
        pytest.param("Wednesday, March 2, 2016" + STORY, ("2016-03-02", "first line"), id="weekday first line"),
        pytest.param("2 March 2016" + STORY, ("2016-03-02", "first line"), id="day first"),
        pytest.param(
            "Ministers part without a deal\n\nMar. 2, 2016" + STORY, ("2016-03-02", "first line"), id="under the title"
        ),
        pytest.param("2016-03-02 14:05 GMT" + STORY, ("2016-03-02", "first line"), id="iso stamp"),
        pytest.param("Published 2nd March 2016" + STORY, ("2016-03-02", "published stamp"), id="labelled"),
        pytest.param(
            "Published: March 2, 2016 | Updated: March 9, 2016" + STORY,
            ("2016-03-02", "published stamp"),
            id="both in one",
        ),
        pytest.param(
            STORY + "\nPosted on March 2, 2016\n", ("2016-03-02", "published stamp"), id="labelled at the foot"
        ),
        pytest.param(
            "OSLO, March 2, 2016 (Fjord Press) - Ministers met." + STORY, ("2016-03-02", "dateline"), id="dateline"
        ),
        pytest.param(
            "OSLO, 2 March 2016 — Ministers met." + STORY, ("2016-03-02", "dateline"), id="dateline, day first"
        ),
    ],
)
def test_the_day_of_publication_is_read_where_the_text_states_it(text: str, expected: tuple[str, str]) -> None:
    assert published(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Updated 10:15 PM CET, Wed, Mar 2, 2016" + STORY, id="updated stamp"),
        pytest.param("Last updated: March 2, 2016" + STORY, id="last updated"),
        pytest.param("Modified March 2, 2016" + STORY, id="modified"),
        pytest.param("On March 2, 2016, the ministers met in Oslo." + STORY, id="a day in a sentence"),
        pytest.param("They met.\n\nMarch 2, 2016\n\nThey met again.", id="a day alone within the story"),
        pytest.param("OSLO, March 2 (Fjord Press) - Ministers met." + STORY, id="no year"),
        pytest.param("Wednesday\n\nThey met." + STORY, id="weekday only"),
        pytest.param("10:15 PM" + STORY, id="a time only"),
        pytest.param("February 30, 2016" + STORY, id="no such day"),
        pytest.param("3 hours ago" + STORY, id="relative"),
        pytest.param("We met on Wed. and again in May." + STORY, id="words that look like days"),
        pytest.param("dated 2016-03-02 was the letter, he said." + STORY, id="another word before the day"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_day_is_made_up_where_none_is_stated(text: str) -> None:
    assert published(text) == ("", "")


def test_an_updated_stamp_gives_the_day_of_the_update() -> None:
    text = "Updated 10:15 PM CET, Wed, Mar 2, 2016" + STORY
    assert dates.updated(text, furniture.find(text)) == "2016-03-02"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2016-03-02-oslo.txt", "2016-03-02"),
        ("wire/oslo_2016-03-02.txt", "2016-03-02"),
        ("2016-03-02/oslo.txt", "2016-03-02"),
        ("2016-03-02/2016-03-05.txt", "2016-03-05"),
        ("2016-13-02.txt", ""),
        ("12016-03-02.txt", ""),
        ("2016-03-021.txt", ""),
        ("000_b2d9-20160302.txt", ""),
        ("oslo.txt", ""),
    ],
)
def test_a_day_in_a_file_name_counts_only_when_written_in_full(name: str, day: str) -> None:
    assert dates.in_name(name) == day


@pytest.mark.parametrize(
    "value",
    [
        date(2016, 3, 2),
        datetime(2016, 3, 2, 23, 59),  # noqa: DTZ001 - YAML gives such
        "2016-03-02",
        "2016-03-02T23:59:00+01:00",
        "2016-03-02 23:59",
        "2016-03-02T23:59:00Z",
        "20160302",
        "2016/3/2",
        "March 2, 2016",
        "2 Mar 2016",
        "2nd of March 2016",
        "Wed, 02 Mar 2016 23:59:00 GMT",
        " 2016-03-02 ",
    ],
)
def test_iso_reads_a_day_as_it_is_written(value: object) -> None:
    assert dates.iso(value) == "2016-03-02"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "04/05/2016",
        "2016",
        "March 2016",
        "2016-02-30",
        "yesterday",
        "We",
        20160302,
        3.5,
        True,
        None,
        [],
        "x" * 500,
    ],
    ids=repr,
)
def test_iso_refuses_what_is_not_one_day(value: object) -> None:
    with pytest.raises(ValueError, match="not a date"):
        dates.iso(value)


@pytest.mark.parametrize(
    ("day", "week"),
    [("2017-07-26", "2017-W30"), ("2016-01-01", "2015-W53"), ("2018-12-31", "2019-W01"), ("2017-07-30", "2017-W30")],
)
def test_a_day_lies_in_its_iso_week_and_in_that_weeks_window(day: str, week: str) -> None:
    assert dates.week_of(day) == week
    start, end = dates.window(week)
    assert start <= day <= end
    assert dates.week_of(start) == dates.week_of(end) == week


def test_a_window_runs_from_monday_to_sunday() -> None:
    assert dates.window("2017-W30") == ("2017-07-24", "2017-07-30")


@pytest.mark.parametrize(
    "week", ["2017-W54", "2017-W00", "2017-30", "2017W30", "W30", "last", "", "2017-W3", "0000-W01"]
)
def test_a_window_refuses_what_is_no_week(week: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)week|year"):
        dates.window(week)


@pytest.mark.parametrize("day", ["", "2017-02-30", "soon"])
def test_week_of_refuses_what_is_no_day(day: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        dates.week_of(day)
