"""Kinds of issues beside disputes of two holders: a change of mind, reports that differ; and common ground."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefer import issues
from briefer.model import Issue, Json, Position, Reply, failed
from tests.desk import article
from tests.samples import held


def fits(text: str, positions: tuple[Position, ...]) -> bool:
    return True


def side(*ids: object, label: object = "") -> Json:
    return {"label": label, "ids": list(ids)}


def asked(*sides: object, question: object = "Should it stay?", disputed: object = True, kind: str = "fact") -> Json:
    return {"question": question, "kind": kind, "disputed": disputed, "sides": list(sides)}


STAY = "Norland said the tariff must stay. Sudmark wanted it lifted."
GO = "Norland said the tariff must go. Sudmark was glad."


def dated(text: str, day: str, holder: str, words: str) -> Position:
    return held(article(text, f"{day or 'none'}-{len(words)}.txt", published=day), holder, words, words)


EARLY = dated(STAY, "2017-07-20", "Norland", "Norland said the tariff must stay.")
OTHERS = dated(STAY, "2017-07-20", "Sudmark", "Sudmark wanted it lifted.")
LATE = dated(GO, "2017-07-27", "Norland", "Norland said the tariff must go.")
SAME_DAY = dated(GO, "2017-07-20", "Norland", "Norland said the tariff must go.")
UNDATED = dated(GO, "", "Norland", "Norland said the tariff must go.")


def told(kind: str, one: Position, other: Position, *, disputed: bool = False) -> tuple[Issue, list[str]]:
    """What is made of two sides that a reply gives; the position that stands on the first side comes first."""
    entry = {**asked(side("P1", label="a"), side("P2", label="b"), kind=kind), "disputed": disputed}
    found, problems = issues.read(Reply("", {"issues": [entry]}), (one, other), fits)
    return found[0], [each.code for each in problems]


class TestKinds:
    @pytest.mark.parametrize("disputed", [False, True])
    def test_who_says_the_opposite_on_a_later_day_contradicts_itself_and_is_no_dispute(self, disputed: bool) -> None:
        issue, problems = told("self-contradiction", EARLY, LATE, disputed=disputed)
        assert (issue.kind, issue.disputed, problems) == ("self-contradiction", False, [])
        assert [each.positions for each in issue.sides] == [(EARLY,), (LATE,)]

    def test_the_earlier_side_comes_first_whatever_the_reply_says(self) -> None:
        issue, _ = told("self-contradiction", LATE, EARLY)
        assert [(each.label, each.positions) for each in issue.sides] == [("b", (EARLY,)), ("a", (LATE,))]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            pytest.param(EARLY, OTHERS, id="two holders"),
            pytest.param(EARLY, SAME_DAY, id="the same day"),
            pytest.param(EARLY, UNDATED, id="a day that nobody knows"),
        ],
    )
    def test_nobody_contradicts_itself_with(self, one: Position, other: Position) -> None:
        issue, problems = told("self-contradiction", one, other)
        assert problems == ["not-a-turn"]
        assert issue.question == issues.OTHER
        assert set(issue.positions) == {one, other}

    def test_two_articles_that_tell_it_differently_of_one_source_are_a_report_and_no_dispute(self) -> None:
        issue, problems = told("report", EARLY, SAME_DAY, disputed=True)
        assert (issue.kind, issue.disputed, problems) == ("report", False, [])

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            pytest.param(OTHERS, LATE, id="two sources"),
            pytest.param(EARLY, replace(EARLY, statement="It must."), id="one article"),
        ],
    )
    def test_no_report_is_against_another_with(self, one: Position, other: Position) -> None:
        issue, problems = told("report", one, other)
        assert problems == ["not-reports"]
        assert set(issue.positions) == {one, other}


FLAGGED = replace(OTHERS, checks=replace(OTHERS.checks, agreement=failed("modality", "it has may")))
"""A position that is printed with its flag."""


class TestFlagged:
    def test_a_dispute_needs_a_verified_position_on_each_side(self) -> None:
        issue, problems = told("fact", EARLY, FLAGGED, disputed=True)
        assert (issue.disputed, problems) == (False, ["not-a-dispute"])
        assert set(issue.positions) == {EARLY, FLAGGED}

    def test_beside_a_verified_one_it_stays_on_its_side(self) -> None:
        entry = asked(side("P1", label="a"), side("P2", "P3", label="b"))
        found, problems = issues.read(Reply("", {"issues": [entry]}), (EARLY, OTHERS, FLAGGED), fits)
        assert (found[0].disputed, problems) == (True, ())
        assert found[0].sides[1].positions == (OTHERS, FLAGGED)

    def test_a_change_of_mind_does_not_rest_on_it(self) -> None:
        flagged = replace(LATE, checks=FLAGGED.checks)
        issue, problems = told("self-contradiction", EARLY, flagged)
        assert problems == ["not-a-turn"]
        assert set(issue.positions) == {EARLY, flagged}


class TestCommonGround:
    BOTH = held(
        article("Norland and Sudmark agreed that the tariff needs a review.", "c.txt"),
        "Norland and Sudmark",
        "Norland and Sudmark agreed that the tariff needs a review.",
        "that the tariff needs a review",
        holders=("Norland", "Sudmark"),
    )

    def ground(self, *also: str, question: str = "Should the tariff be under review?") -> tuple[Position, ...]:
        entry = {**asked(side("P1", label="keep"), side("P2", label="lift"), question=question), "common": list(also)}
        found, _ = issues.read(Reply("", {"issues": [entry]}), (EARLY, OTHERS, self.BOTH, LATE), fits)
        return found[0].common

    def test_is_what_opposed_holders_say_together_on_the_question(self) -> None:
        assert self.ground() == (self.BOTH,)

    def test_is_not_what_they_say_together_on_something_else(self) -> None:
        assert self.ground(question="Should the harbour be dredged for ferries?") == ()

    def test_is_what_an_engine_names_of_those_who_take_sides(self) -> None:
        assert self.ground("P4", question="Should it be?") == (LATE,)

    @pytest.mark.parametrize("name", ["P1", "P2", "P9", "", None], ids=str)
    def test_is_not_what_stands_on_a_side_or_does_not_exist(self, name: object) -> None:
        assert self.ground(name, question="Should it be?") == ()  # type: ignore[arg-type]

    def test_is_not_what_somebody_else_says(self) -> None:
        stranger = replace(LATE, holder="Chile", holders=("Chile",))
        entry = {**asked(side("P1", label="keep"), side("P2", label="lift")), "common": ["P3"]}
        found, _ = issues.read(Reply("", {"issues": [entry]}), (EARLY, OTHERS, stranger), fits)
        assert found[0].common == ()

    def test_is_none_where_nobody_is_opposed(self) -> None:
        entry = {**asked(side("P1", label="keep"), disputed=False), "common": ["P2"]}
        found, _ = issues.read(Reply("", {"issues": [entry]}), (EARLY, self.BOTH), fits)
        assert found[0].common == ()
