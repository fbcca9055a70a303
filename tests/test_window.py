"""Windows of time: weeks, days, and the articles that lie in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefer.errors import BrieferError
from briefer.model import Article
from briefer.readers import read
from briefer.window import Covered, Window, doubts, late, select, span_of, window

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


HEAD = "OSLO, March 2, 2021 - Norway said it would stay.\n"
STAYS = "Norway said it would stay.\n"


def front(text: str = STAYS, **stated: str) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in stated.items()) + f"---\n{text}"


@pytest.mark.parametrize(
    ("name", "text", "day", "by"),
    [
        pytest.param("a.md", front(published="2021-03-04"), "2021-03-04", "front matter", id="front matter"),
        pytest.param("a.md", front(HEAD, published="2021-03-04"), "2021-03-04", "front matter", id="before a dateline"),
        pytest.param("2021-03-09.txt", HEAD, "2021-03-02", "dateline", id="a dateline before a file name"),
        pytest.param("2021-03-09.txt", STAYS, "2021-03-09", "file name", id="a file name"),
        pytest.param("a.md", front(url="https://example.org/2021/03/02/ships"), "", "", id="an address"),
        pytest.param("a.md", front(updated="2021-03-04"), "", "", id="an update alone"),
        pytest.param("a.txt", f"Updated 10:15 PM CET, Wed, Mar 3, 2021\n\n{STAYS}", "", "", id="an update stamp alone"),
        pytest.param("a.txt", f"OSLO, March 2, 2021 / BERGEN, March 9, 2021 - {STAYS}", "", "", id="two datelines"),
        pytest.param("a.md", front(date="2021-01-04T00:30:00+09:00"), "2021-01-04", "front matter", id="east of here"),
        pytest.param("a.md", front(date="2020-12-31T23:30:00-08:00"), "2020-12-31", "front matter", id="west of here"),
    ],
)
def test_the_day_of_an_article_is_the_one_it_states_best(
    name: str, text: str, day: str, by: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ((found,), _) = read([tmp_path])
    assert (found.published, found.dated_by) == (day, by)


DOUBTFUL = {
    "a.md: front matter and address": front(published="2021-03-04", url="https://example.org/2021/03/09/ships"),
    "a.md: address long before": front(published="2021-03-14", url="https://example.org/2021/03/09/ships"),
    "a.md: front matter and dateline": front(HEAD, published="2021-03-14"),
    "a.md: updated before it was published": front(published="2021-03-04", updated="2021-03-01"),
    "2021-02-01.txt: a file before its dateline": HEAD,
    "a.txt: a day to come": HEAD.replace("2021", "2199"),
}
SURE = {
    "a.md: a dateline of the day before": front(HEAD, published="2021-03-03"),
    "a.md: an address of the day after": front(published="2021-03-04", url="https://example.org/2021/03/05/ships"),
    "2021-05-01.txt: a file that was downloaded later": HEAD,
    "a.md: updated later": front(published="2021-03-04", updated="2021-03-09"),
    "a.md: only a front matter": front(published="2021-03-04"),
    "a.txt: only an update": f"Updated 10:15 PM CET, Wed, Mar 3, 2021\n\n{STAYS}",
}


def doubted(case: str, text: str, folder: Path, span: Window) -> list[str]:
    (folder / case.partition(":")[0]).write_text(text, encoding="utf-8")
    return [each.message for each in doubts(read([folder])[0], span, date(2026, 1, 1))]


@pytest.mark.parametrize(("case", "text"), DOUBTFUL.items(), ids=DOUBTFUL)
def test_days_that_contradict_each_other_are_named(case: str, text: str, tmp_path: Path) -> None:
    (message,) = doubted(case, text, tmp_path, Window())
    assert "articles.toml" in message


@pytest.mark.parametrize(("case", "text"), SURE.items(), ids=SURE)
def test_days_that_go_together_are_not(case: str, text: str, tmp_path: Path) -> None:
    assert not doubted(case, text, tmp_path, Window())


def test_what_the_person_wrote_down_is_not_doubted(tmp_path: Path) -> None:
    (tmp_path / "articles.toml").write_text('["a.md"]\npublished = 2021-03-04\n', encoding="utf-8")
    assert not doubted("a.md", front(HEAD, url="https://example.org/2021/07/09/ships"), tmp_path, Window())


@pytest.mark.parametrize(
    ("url", "guess"),
    [
        pytest.param("https://example.org/2021/03/02/ships", "2021-03-02", id="a day"),
        pytest.param("https://example.org/a/2021/mar/02/x", "2021-03-02", id="in words"),
        pytest.param("https://example.org/2021-03-02-ships", "2021-03-02", id="in one part"),
        pytest.param("https://example.org/2021/13/02/x", "", id="no such month"),
        pytest.param("https://example.org/2021/03/ships", "", id="a month alone"),
        pytest.param("https://example.org/?d=/2021/03/02/", "", id="a day that is asked for"),
    ],
)
def test_the_day_in_an_address_is_said_to_be_a_guess(url: str, guess: str) -> None:
    ((problem,), kept) = (select([Article("a.txt", STAYS, url=url)], Window())[at] for at in (1, 0))
    assert kept[0].published == ""
    assert problem.message.partition("its address has ")[2].rstrip(")") == guess


@pytest.mark.parametrize(
    ("span", "named"),
    [
        pytest.param(Window("2021-03-01", "2021-03-07"), True, id="the day it is taken to be of"),
        pytest.param(Window("2021-03-08", "2021-03-14"), True, id="the other one"),
        pytest.param(Window("2021-03-15", "2021-03-21"), False, id="neither"),
    ],
)
def test_an_article_that_may_be_of_another_week_is_named_in_both(span: Window, named: bool, tmp_path: Path) -> None:
    case = next(iter(DOUBTFUL))
    assert bool(doubted(case, DOUBTFUL[case], tmp_path, span)) == named


def test_a_week_of_two_years_has_the_articles_of_both_and_knows_what_is_late() -> None:
    span = window("2020-W53", "", "", TODAY)
    days = [dated(day) for day in ("2020-12-27", "2020-12-28", "2020-12-31", "2021-01-01", "2021-01-03", "2021-01-04")]
    assert [each.published for each in select(days, span)[0]] == [
        "2020-12-28",
        "2020-12-31",
        "2021-01-01",
        "2021-01-03",
    ]
    (problem,) = late(days, window("2021-W01", "", "", TODAY), [covered("2020-12-28", *days[1:4])])
    assert (problem.place, "--week 2020-W53" in problem.message) == ("2021-01-03.txt", True)
