"""What to watch: which words of a sentence name a time ahead, which day they mean, and what is none."""

from __future__ import annotations

import pytest

from briefer import ahead, chunks
from briefer.dates import FILE_NAME
from briefer.model import Ahead, Article
from tests.desk import article

WEDNESDAY = "2017-07-26"


@pytest.mark.parametrize(
    ("sentence", "words", "date"),
    [
        ("The ministers will meet on 7 August.", "on 7 August", "2017-08-07"),
        ("The ministers will meet on August 7th in Lima.", "on August 7th", "2017-08-07"),
        ("The court is due to rule on Aug. 7, 2018.", "on Aug. 7, 2018", "2018-08-07"),
        ("The Council is to vote on Friday.", "on Friday", "2017-07-28"),
        ("Talks are scheduled for Monday.", "for Monday", "2017-07-31"),
        ("The ferry will sail again tomorrow.", "tomorrow", "2017-07-27"),
        ("A second round is planned for next month.", "next month", "2017-08"),
        ("The envoys meet again next week.", "next week", "2017-W31"),
        ("Next Wednesday the ban ends.", "Next Wednesday", "2017-08-02"),
        ("He plans to visit Oslo later this week.", "later this week", "2017-W30"),
        ("Norway will decide by the end of the month.", "the end of the month", "2017-07-31"),
        ("Peru may sign, he added, but not before the end of the month.", "the end of the month", "2017-07-31"),
        ("Elections are expected in September.", "in September", "2017-09"),
        ("The dam is to be finished by December 2023.", "by December 2023", "2023-12"),
        ("Chile will answer within 30 days.", "within 30 days", "2017-08-25"),
        ("Chile will answer in two weeks.", "in two weeks", "2017-W32"),
        ("The deadline is 2017-08-15.", "2017-08-15", "2017-08-15"),
        ("The mission said the court would rule on Monday.", "on Monday", "2017-07-31"),
    ],
)
def test_a_time_ahead_is_resolved_against_the_day_of_its_article(sentence: str, words: str, date: str) -> None:
    assert ahead.times(sentence, WEDNESDAY) == (ahead.Time(words, date),)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministers met on 7 August.",
        "The ministers met on Friday and will meet again.",
        "The Council voted on 24 July.",
        "The ban will remain, the envoy said on Monday.",
        "She said on Friday that she would sign.",
        "They will ask what was done on 7 August.",
        "The launch that was set for Friday was scrubbed.",
        "The debate slated for Friday has been cancelled.",
        "They would have met on Friday.",
        "Norway will not meet Peru on Friday.",
        "There will be no vote on Friday.",
        "It was originally planned for 7 August.",
        "The dam was supposed to open on 7 August.",
        "The delay on Saturday was due to a storm.",
        "He will leave in the 2016 fashion.",
        "The vote is to be on Wednesday.",
        "The plan was made the next month.",
        "It will be ready by 5 June.",
        "The prize will be 7 March horses.",
        "He may go.",
        "The 31 ministers will meet.",
        "",
    ],
)
def test_what_is_past_or_not_sure_gives_nothing(sentence: str) -> None:
    assert ahead.times(sentence, WEDNESDAY) == ()


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("The Council is to vote on Friday.", ""),
        ("The ministers will meet on 7 August.", ""),
        ("The envoys meet again next week.", ""),
        ("Elections are expected in September.", ""),
        ("The court is due to rule on 7 August 2018.", "2018-08-07"),
    ],
)
def test_without_a_day_only_a_date_with_its_year_is_one(sentence: str, date: str) -> None:
    assert [each.date for each in ahead.times(sentence, "")] == [date] * bool(date)


def events(end: str, *articles: Article) -> tuple[Ahead, ...]:
    told = ((each, [said for chunk in chunks.chunk(each) for said in chunk.sentences]) for each in articles)
    return ahead.gather((event for one in told for event in ahead.find(*one)), end)


def test_what_has_passed_when_the_brief_ends_is_no_event_ahead() -> None:
    told = article("The Council is to vote on Friday. Talks go on next week.", published=WEDNESDAY)
    assert [each.date for each in events("2017-07-27", told)] == ["2017-07-28", "2017-W31"]
    assert [each.date for each in events("2017-07-30", told)] == ["2017-W31"]
    assert events("2017-08-06", told) == ()
    assert events("", told) == ()


def test_a_day_from_a_file_name_resolves_nothing() -> None:
    told = article("The Council is to vote on Friday.", published=WEDNESDAY, dated_by=FILE_NAME)
    assert events("2017-07-26", told) == ()


def test_copies_name_an_event_once_and_events_stand_by_date() -> None:
    first = article("The Council is to vote on 9 August.", "b.txt", published="2017-07-26")
    second = article("The Council is to vote on 9 August. Peru will sign on Friday.", "a.txt", published="2017-07-27")
    for order in ((first, second), (second, first)):
        found = events("2017-07-27", *order)
        assert [(each.date, each.citation.article.name) for each in found] == [
            ("2017-07-28", "a.txt"),
            ("2017-08-09", "b.txt"),
        ]


@pytest.mark.parametrize(
    ("when", "last"),
    [("2017-07-28", "2017-07-28"), ("2017-W31", "2017-08-06"), ("2016-02", "2016-02-29"), ("2018", "2018-12-31")],
)
def test_a_time_has_a_last_day(when: str, last: str) -> None:
    assert ahead.last_day(when) == last
