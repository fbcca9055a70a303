"""Agreement: what a statement says that its passages do not is named; a fair restatement passes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.evidence.agreement import LiteralNames, agree, altered
from briefer.evidence.amounts import amounts

SHARED = Path(__file__).parents[2] / "shared" / "eval"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared/eval, the evaluation material, is absent")

AID = "Norway will send $35 million and two ships to Ghana in March 2016, the 15-member board said on Tuesday."
SHARE = "About 35 percent of the 2,400 miners joined the strike; at least 12 of them were hurt."
BAN = "Chile has not lifted the ban on imports of timber from Peru."
VOTE = "Delegates from Peru rejected the draft, and Kenya may withdraw its observers."
RATE = "The central bank raised its main rate and tightened the rules for foreign lenders."

DISAGREES = {
    "modality beside the month of May": (
        "In May the quay will open.",
        "In May the quay may open.",
        "modality",
        "may open",
    ),
    "amount of money": ("Norway will send $45 million.", AID, "number", "$45 million"),
    "magnitude": ("Norway will send $35 billion.", AID, "number", "$35 billion"),
    "money for percent": ("The strike cost $35.", SHARE, "number", "$35"),
    "percent for money": ("Norway will send 35 % of its ships.", AID, "number", "35 %"),
    "number in words": ("Norway will send three ships.", AID, "number", "three"),
    "number in a compound": ("The 16-member board said so.", AID, "number", "16"),
    "moved to another subject": (
        "In all, 12 miners joined the strike.",
        "12 guards and 40 miners joined the strike.",
        "number",
        "miner",
    ),
    "year": ("Norway will send ships in 2017.", AID, "date", "2017"),
    "month": ("Norway will send ships in April.", AID, "date", "April"),
    "weekday": ("The board said so on Monday.", AID, "date", "Monday"),
    "bound from the other side": ("At most 12 of them were hurt.", SHARE, "comparative", "12"),
    "name": ("Sweden will send ships to Ghana.", "Norway will send ships to Ghana.", "name", "Sweden"),
    "name inside": ("Norway will send ships to Gambia.", AID, "name", "Gambia"),
    "person": ("Minister Ana Diaz signed.", "Minister Ana Ruiz signed.", "name", "Ana Diaz"),
    "negation lost": ("Chile has lifted the ban on imports of timber.", BAN, "polarity", "lifted"),
    "negation put in": ("The central bank has not raised its main rate.", RATE, "polarity", "not raised"),
    "never": ("The central bank never raised its main rate.", RATE, "polarity", "never"),
    "antonym": (
        "The central bank raised its main rate and eased the rules for foreign lenders.",
        RATE,
        "antonym",
        "eased",
    ),
    "antonym of a verb": ("Delegates from Peru accepted the draft.", VOTE, "antonym", "accepted"),
    "may to will": ("Kenya will withdraw its observers from Peru's delegates.", VOTE, "modality", "may withdraw"),
    "may to plain": (
        "Kenya is to withdraw its observers, delegates from Peru heard.",
        VOTE,
        "modality",
        "may withdraw",
    ),
}

AGREES = {
    "itself": (AID, AID),
    "money otherwise written": ("Norway will send 35 million dollars.", AID),
    "percent otherwise written": ("35 per cent of the miners joined.", SHARE),
    "number in figures": ("Norway will send 2 ships.", AID),
    "number without comma": ("There are 2400 miners.", SHARE),
    "rough number": ("About 2,500 miners work there.", SHARE),
    "month shortened": ("Norway sends ships in March 2016.", "Norway sends ships on Mar. 4, 2016."),
    "May that is no month": ("They may come.", "They may come."),
    "two that sums up": ("The two reached a deal.", "Peru and Chile reached a deal."),
    "one that counts nothing": ("It is one of the rules.", "It is among the rules."),
    "bound kept": ("At least 12 were hurt.", SHARE),
    "part of a name": ("Ruiz signed.", "Minister Ana Ruiz signed."),
    "possessive": ("Norway's ships go to Ghana.", AID),
    "land and people": ("The Chilean ban stays.", "Chile keeps its ban."),
    "acronym": ("The WTO agreed.", "The World Trade Organization agreed."),
    "acronym spelled out": ("The World Trade Organization agreed.", "The WTO agreed."),
    "dotted acronym": ("The U.S. agreed.", "The US agreed."),
    "sentence opener": ("However, ships go to Ghana.", AID),
    "ordinary first word": ("Restrictions on lenders tightened.", RATE),
    "negation kept": ("Chile hasn't lifted the ban on imports.", BAN),
    "negation as a prefix": ("The deal was not popular.", "The deal was unpopular."),
    "negation as a denial": ("Peru did not accept the draft.", VOTE),
    "not only": ("Not only Peru rejected the draft.", VOTE),
    "no doubt": ("There is no doubt that Peru rejected the draft.", VOTE),
    "modality kept": ("Kenya may withdraw its observers.", VOTE),
    "modality weakened": ("Kenya might withdraw its observers.", VOTE),
    "hedge in other words": ("Kenya is considering whether to withdraw its observers.", VOTE),
    "antonym that stands there too": ("It raised rates and lowered fees.", "It raised rates and lowered fees."),
    "synonym": ("Delegates from Peru refused the draft.", VOTE),
    "two passages": ("Norway will send ships; Chile keeps the ban on timber.", AID + " " + BAN),
}


@pytest.mark.parametrize(("statement", "passage", "code", "reason"), DISAGREES.values(), ids=DISAGREES)
def test_what_the_passage_does_not_say_is_named(statement: str, passage: str, code: str, reason: str) -> None:
    check = agree(statement, (passage,), LiteralNames())
    assert check.code == code
    assert reason in check.reason


@pytest.mark.parametrize(("statement", "passage"), AGREES.values(), ids=AGREES)
def test_a_fair_restatement_passes(statement: str, passage: str) -> None:
    assert agree(statement, (passage,), LiteralNames()).reason == ""


@dataclass(frozen=True)
class Aliases:
    """A table of two names for one actor."""

    one: str
    other: str

    def same(self, statement_name: str, passage_text: str) -> bool:
        return statement_name == self.one and self.other in passage_text


def test_a_name_that_the_table_knows_for_the_same_passes() -> None:
    assert agree("Oslo will send two ships.", (AID,), Aliases("Oslo", "Norway")).passed
    assert not agree("Lima will send two ships.", (AID,), Aliases("Oslo", "Norway")).passed


ALTERED = {
    "name": ("Sweden will send two ships to Ghana next spring.", "[-Norway-] {+Sweden+}"),
    "number": ("Norway will send three ships to Ghana next spring.", "[-two-] {+three+}"),
    "negation": ("Norway will not send two ships to Ghana next spring.", "{+not+}"),
    "modal": ("Norway may send two ships to Ghana next spring.", "[-will-] {+may+}"),
    "denial": ("Norway refused to send two ships to Ghana next spring.", "refused"),
    "word of weight": ("Norway will send two tanks to Ghana next spring.", "[-ships-] {+tanks+}"),
    "last word": ("Norway will send two ships to Ghana next autumn.", "[-spring-] {+autumn+}"),
}

UNALTERED = {
    "itself": "Norway will send two ships to Ghana next spring.",
    "a part of it": "send two ships to Ghana next spring",
    "an article": "Norway will send the two ships to Ghana next spring.",
    "a pronoun resolved": "Norway will send two of its ships to Ghana next spring.",
    "a capital": "norway will send two ships to Ghana next spring",
    "a speaker put before": "The minister says Norway will send two ships to Ghana next spring.",
    "another number format": "Norway will send 2 ships to Ghana next spring.",
    "a paraphrase": "Ghana is to receive a pair of Norwegian vessels.",
    "something else": "The bank raised its rate.",
}


@pytest.mark.parametrize(("statement", "diff"), ALTERED.values(), ids=ALTERED)
def test_a_near_copy_that_changes_something_is_shown_as_a_word_diff(statement: str, diff: str) -> None:
    check = altered(statement, ("He said: Norway will send two ships to Ghana next spring.",))
    assert check.code == "altered"
    assert diff in check.reason


@pytest.mark.parametrize("statement", UNALTERED.values(), ids=UNALTERED)
def test_a_copy_with_harmless_differences_passes(statement: str) -> None:
    assert altered(statement, ("He said: Norway will send two ships to Ghana next spring.",)).reason == ""


def test_a_name_exchanged_for_another_name_of_the_same_actor_is_no_alteration() -> None:
    passage = "Oslo will send two ships to Ghana next spring."
    assert altered("Norway will send two ships to Ghana next spring.", (passage,), Aliases("Norway", "Oslo")).passed


AMOUNTS = {
    "money": ("$35 million", [("money", 35e6)]),
    "money with a code": ("US$1.2bn", [("money", 1.2e9)]),
    "euros": ("25 euros", [("money", 25)]),
    "percent": ("35 per cent and 7%", [("percent", 35), ("percent", 7)]),
    "words": ("forty-two ships", [("number", 42)]),
    "two dozen": ("two dozen ships", [("number", 24)]),
    "hyphen": ("a five-hour, 15-member meeting", [("number", 5), ("number", 15)]),
    "year": ("in 2006", [("year", 2006)]),
    "thousands": ("2,006 men", [("number", 2006)]),
    "day and month": ("July 4", [("number", 4), ("month", 7)]),
    "weekday": ("on Tuesday", [("weekday", 1)]),
    "name with a digit": ("COVID-19 and G20", [("number", 19)]),
    "no number": ("no one may march", []),
    "a word that holds a number": ("often, someone, heighten", []),
}


@pytest.mark.parametrize(("text", "found"), AMOUNTS.values(), ids=AMOUNTS)
def test_numbers_and_dates_are_read_whatever_way_they_are_written(text: str, found: list[tuple[str, float]]) -> None:
    assert [(amount.kind, amount.value) for amount in amounts(text)] == found


@given(st.text(max_size=80))
def test_any_statement_is_answered(text: str) -> None:
    agree(text, (text[::-1], text), LiteralNames())
    altered(text, (text[::-1],))
    assert altered(text, (text,)).passed


@needs_shared
def test_every_kind_of_alteration_of_the_sample_sentences_is_caught_and_no_true_copy() -> None:
    items = json.loads((SHARED / "quotes" / "altered.json").read_text())["items"]
    caught = [item["kind"] for item in items if not _agrees(item["q"], item["orig"])]
    assert "verbatim" not in caught
    assert len(caught) >= 220


def _agrees(statement: str, passage: str) -> bool:
    return agree(statement, (passage,), LiteralNames()).passed and altered(statement, (passage,)).passed


# --- days in other words ----------------------------------------------------------------------------------------------

WEDNESDAY = "2017-07-26"
SAME_DAY = {
    "a weekday as a date": ("Norway signed on 25 July 2017.", "Norway signed on Tuesday."),
    "a weekday as a date, the American way": ("Norway signed on July 25.", "Norway signed on Tuesday."),
    "the article's own day": ("Norway signed on 26 July.", "Norway signed on Wednesday."),
    "yesterday": ("Norway signed on Tuesday.", "Norway signed yesterday."),
    "tomorrow": ("Norway signs on 27 July 2017.", "Norway signs tomorrow."),
    "next": ("Norway signs on 31 July 2017.", "Norway signs next Monday."),
    "will": ("Norway will sign on 28 July.", "Norway will sign on Friday."),
    "a date as a weekday": ("Norway signed on Tuesday.", "Norway signed on July 25."),
    "the year of a date": ("Norway signed on 4 July 2017.", "Norway signed on July 4."),
    "last year": ("Norway signed in 2016.", "Norway signed last year."),
    "last month": ("Norway signed in June.", "Norway signed last month."),
    "across the year's end": ("Norway signed in December 2016.", "Norway signed on 30 December 2016."),
}


@pytest.mark.parametrize(("statement", "passage"), SAME_DAY.values(), ids=SAME_DAY.keys())
def test_a_day_may_be_named_in_other_words(statement: str, passage: str) -> None:
    assert agree(statement, (passage,), LiteralNames(), (WEDNESDAY,)).reason == ""
    assert altered(statement, (passage,), None, (WEDNESDAY,)).reason == ""


OTHER_DAY = {
    "the day before": ("Norway signed on 24 July 2017.", "Norway signed on Tuesday."),
    "a week later": ("Norway signed on 1 August 2017.", "Norway signed on Tuesday."),
    "another year": ("Norway signed on 25 July 2016.", "Norway signed on Tuesday."),
    "another month": ("Norway signed in May.", "Norway signed last month."),
    "the past for the future": ("Norway will sign on 21 July.", "Norway will sign on Friday."),
    "another weekday": ("Norway signed on Monday.", "Norway signed on July 25."),
}


@pytest.mark.parametrize(("statement", "passage"), OTHER_DAY.values(), ids=OTHER_DAY.keys())
def test_another_day_is_another_day(statement: str, passage: str) -> None:
    assert not agree(statement, (passage,), LiteralNames(), (WEDNESDAY,)).passed


@pytest.mark.parametrize("day", ["", "2017", "2017-02-31"])
def test_without_the_article_s_day_only_its_own_words_count(day: str) -> None:
    assert not agree("Norway signed on 25 July.", ("Norway signed on Tuesday.",), LiteralNames(), (day,)).passed
    assert agree("Norway signed on Tuesday.", ("Norway signed on Tuesday.",), LiteralNames(), (day,)).passed
