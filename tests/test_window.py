"""Windows of time: weeks, days, and the articles that lie in them."""

from __future__ import annotations

from datetime import date

import pytest

from briefer.errors import BrieferError
from briefer.model import Article
from briefer.window import Covered, Window, late, select, span_of, window

TODAY = date(2017, 8, 2)  # a Wednesday of 2017-W31


def dated(day: str, name: str = "") -> Article:
    return Article(name or f"{day or 'undated'}.txt", day, published=day)


@pytest.mark.parametrize(
    ("week", "start", "end"),
    [
        pytest.param("2017-W30", "2017-07-24", "2017-07-30", id="Monday to Sunday"),
        pytest.param("2017-W01", "2017-01-02", "2017-01-08", id="the first week of a year"),
        pytest.param("2020-W53", "2020-12-28", "2021-01-03", id="a week of two years"),
        pytest.param("last", "2017-07-24", "2017-07-30", id="the last week"),
    ],
)
def test_a_week_is_its_seven_days(week: str, start: str, end: str) -> None:
    found = window(week, "", "", TODAY)
    assert (found.start, found.end) == (start, end)
    assert start in found.label
    assert end in found.label


@pytest.mark.parametrize(
    ("today", "start"),
    [
        pytest.param(date(2017, 7, 31), "2017-07-24", id="on a Monday"),
        pytest.param(date(2017, 8, 6), "2017-07-24", id="on a Sunday"),
        pytest.param(date(2021, 1, 4), "2020-12-28", id="in a new year"),
    ],
)
def test_the_last_week_is_the_whole_one_before_today_s(today: date, start: str) -> None:
    assert window("last", "", "", today).start == start


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2017-07-24", "2017-07-30", Window("2017-07-24", "2017-07-30", "2017-07-24 to 2017-07-30")),
        ("2017-07-24", "", Window("2017-07-24", "", "since 2017-07-24")),
        ("", "2017-07-30", Window("", "2017-07-30", "until 2017-07-30")),
        ("2017-07-24", "2017-07-24", Window("2017-07-24", "2017-07-24", "2017-07-24 to 2017-07-24")),
        ("24 July 2017", "Jul. 30, 2017", Window("2017-07-24", "2017-07-30", "2017-07-24 to 2017-07-30")),
        ("", "", Window()),
    ],
)
def test_days_may_be_open_on_either_side(since: str, until: str, found: Window) -> None:
    assert window("", since, until, TODAY) == found


@pytest.mark.parametrize(
    ("week", "since", "until"),
    [
        pytest.param("2017-W54", "", "", id="a week that is not"),
        pytest.param("2017-W00", "", "", id="week zero"),
        pytest.param("2017-W53", "", "", id="a year without a week 53"),
        pytest.param("0000-W01", "", "", id="the year zero"),
        pytest.param("W30", "", "", id="no year"),
        pytest.param("2017-30", "", "", id="no W"),
        pytest.param("2017-w30", "", "", id="a small w"),
        pytest.param("2017-W30\n", "", "", id="a line break"),
        pytest.param("next", "", "", id="another word"),
        pytest.param("9999-W52", "", "", id="beyond the calendar"),
        pytest.param("2017-W30", "2017-07-24", "", id="a week and a day"),
        pytest.param("last", "", "2017-07-24", id="the last week and a day"),
        pytest.param("", "2017-02-30", "", id="a day that is not"),
        pytest.param("", "04/05/2017", "", id="a day that can be read in two ways"),
        pytest.param("", "yesterday", "", id="no day"),
        pytest.param("", "2017-07-30", "2017-07-24", id="the end before the beginning"),
    ],
)
def test_what_is_no_time_is_a_wrong_setting(week: str, since: str, until: str) -> None:
    with pytest.raises(BrieferError) as caught:
        window(week, since, until, TODAY)
    assert caught.value.hint
    assert "\n" not in str(caught.value)


DAYS = ("2017-07-23", "2017-07-24", "2017-07-30", "2017-07-31", "")


@pytest.mark.parametrize(
    ("span", "kept"),
    [
        pytest.param(Window("2017-07-24", "2017-07-30"), ["2017-07-24", "2017-07-30"], id="both days included"),
        pytest.param(Window("2017-07-30", ""), ["2017-07-30", "2017-07-31"], id="open at the end"),
        pytest.param(Window("", "2017-07-23"), ["2017-07-23"], id="open at the beginning"),
        pytest.param(Window("2018-01-01", "2018-01-02"), [], id="nothing in it"),
    ],
)
def test_an_undated_article_is_in_no_window_and_said_so(span: Window, kept: list[str]) -> None:
    articles, problems = select([dated(day) for day in DAYS], span)
    assert [each.published for each in articles] == kept
    assert [(each.code, each.place) for each in problems] == [("undated", "undated.txt")]
    assert "articles.toml" in problems[0].message


def test_an_undated_article_is_read_where_that_is_wanted_and_named_all_the_same() -> None:
    articles, (problem,) = select([dated(day) for day in DAYS], Window("2017-07-24", "2017-07-30"), undated_too=True)
    assert [each.published for each in articles] == ["2017-07-24", "2017-07-30", ""]
    assert (problem.code, problem.place) == ("undated", "undated.txt")
    assert "articles.toml" in problem.message


def covered(start: str, *articles: Article) -> Covered:
    return Covered(start, frozenset(each.sha256 for each in articles), frozenset(each.name for each in articles))


@pytest.mark.parametrize(
    ("series", "named"),
    [
        pytest.param([], [], id="the first brief of a series"),
        pytest.param([covered("2017-07-17", dated("2017-07-23"))], [], id="all were read"),
        pytest.param([covered("2017-07-17")], ["2017-07-23.txt"], id="not read"),
        pytest.param([covered("2017-07-24")], [], id="older than the series"),
        pytest.param([covered("2017-07-10", dated("2017-07-12")), covered("2017-07-20")], ["2017-07-23.txt"], id="two"),
        pytest.param([covered("2017-07-17", Article("2017-07-23.txt", "else"))], ["2017-07-23.txt"], id="corrected"),
        pytest.param([covered("2017-07-17", Article("moved.txt", "2017-07-23"))], [], id="renamed"),
    ],
)
def test_an_article_that_comes_late_is_named(series: list[Covered], named: list[str]) -> None:
    found = late([dated(day) for day in DAYS], Window("2017-07-24", "2017-07-30"), series)
    assert [each.place for each in found] == named
    assert all(each.code == "late" and "--week 2017-W29" in each.message for each in found)


def test_without_a_beginning_nothing_is_late() -> None:
    assert not late([dated("2017-07-23")], Window("", "2017-07-30"), [covered("2017-07-17")])


def test_without_a_window_every_article_is_kept_in_its_order() -> None:
    articles = tuple(dated(day) for day in reversed(DAYS))
    assert select(articles, Window())[0] == articles


def test_without_a_window_an_undated_article_is_kept_and_named_with_what_to_do() -> None:
    articles = (dated(""), dated("2017-07-24"))
    kept, (problem,) = select(articles, Window())
    assert kept == articles
    assert (problem.code, problem.place) == ("undated", "undated.txt")
    assert "articles.toml" in problem.message


@pytest.mark.parametrize(
    ("days", "label"),
    [
        (DAYS, "2017-07-23 to 2017-07-31, 1 undated"),
        (("2017-07-24", "2017-07-24"), "2017-07-24"),
        (("2017-07-24", "", ""), "2017-07-24, 2 undated"),
        (("",), "undated"),
        ((), "undated"),
    ],
    ids=str,
)
def test_a_brief_without_a_window_names_the_days_of_its_articles(days: tuple[str, ...], label: str) -> None:
    assert span_of([dated(day) for day in days]) == label
