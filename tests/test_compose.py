"""The bottom line: a sentence stands only on positions that were shown, and says no more than their passages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefer import compose, evidence, packs
from briefer.model import Check, Issue, Json, Line, Position, Reply, Side, failed
from tests.desk import ASKER, NAMES, brief, seeds
from tests.samples import CLEAN, ICBM, MEDIUM, POSITIONS, SECONDARY, STEPS, WANG

ISSUES = (
    Issue("Was it an ICBM?", "fact", (Side("yes", (ICBM,)), Side("no", (MEDIUM,))), disputed=True),
    Issue("What else was said?", "policy", (Side("", (SECONDARY, STEPS)),)),
)


def agrees(sentence: str, positions: tuple[Position, ...]) -> Check:
    return failed("number", f"{sentence} is not in the passage") if "Zubrowka" in sentence else Check()


def line(text: object, *ids: object) -> Json:
    return {"text": text, "ids": list(ids)}


def read(*entries: object) -> tuple[tuple[Line, ...], list[str]]:
    lines, problems = compose.read(Reply("", {"summary": list(entries)}), POSITIONS, agrees)
    assert all(each.message and "\n" not in each.message and "Zubrowka" not in each.message for each in problems)
    return lines, [each.code for each in problems]


def test_asks_with_the_issues_by_the_short_ids_of_their_positions() -> None:
    payload = compose.ask("The week", ISSUES, POSITIONS, ASKER).payload
    assert payload["title"] == "The week"
    assert [each["id"] for each in payload["positions"]] == [f"P{number}" for number in range(1, 9)]
    assert payload["issues"] == [
        {
            "question": "Was it an ICBM?",
            "kind": "fact",
            "disputed": True,
            "sides": [{"label": "yes", "ids": ["P1"]}, {"label": "no", "ids": ["P2"]}],
        },
        {
            "question": "What else was said?",
            "kind": "policy",
            "disputed": False,
            "sides": [{"label": "", "ids": ["P3", "P5"]}],
        },
    ]


def test_a_sentence_that_agrees_stands_with_its_positions() -> None:
    lines, problems = read(line("They disagree\n over the missile.", "P1", "P2", "P1"))
    assert not problems
    assert lines == (Line("They disagree over the missile.", (ICBM, MEDIUM)),)


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(line("They disagree."), id="no ids"),
        pytest.param(line("They disagree.", "P99"), id="an unknown id"),
        pytest.param(line("They disagree.", "P1", "P99"), id="an unknown id beside a known one"),
        pytest.param(line("They disagree.", "p1"), id="an id in another case"),
        pytest.param(line("They disagree.", ICBM.id), id="an id that was not shown"),
        pytest.param(line("They disagree.", 1), id="a number for an id"),
        pytest.param(line("They disagree.", ["P1"]), id="a list for an id"),
        pytest.param({"text": "They disagree.", "ids": "P1"}, id="a string for the ids"),
        pytest.param({"text": "They disagree.", "ids": 1}, id="a number for the ids"),
        pytest.param({"text": "They disagree.", "ids": {"P1": 1}}, id="an object for the ids"),
        pytest.param({"text": "They disagree."}, id="no list of ids"),
        pytest.param({"ids": ["P1"]}, id="no text"),
        pytest.param(line("", "P1"), id="an empty text"),
        pytest.param(line(" \n ", "P1"), id="a blank text"),
        pytest.param(line(5, "P1"), id="a number for the text"),
        pytest.param(line({"text": "Zubrowka"}, "P1"), id="an object for the text"),
        pytest.param(line("Zubrowka has 9 ships.", "P1"), id="a text that does not agree"),
        pytest.param("They disagree. [P1]", id="a string"),
        pytest.param(None, id="null"),
        pytest.param([], id="a list"),
    ],
)
def test_any_other_sentence_is_a_problem_and_not_printed(entry: object) -> None:
    lines, problems = read(entry, line("They disagree.", "P2"))
    assert problems == ["summary-withheld"]
    assert [each.positions for each in lines] == [(MEDIUM,)]


@pytest.mark.parametrize(
    "answer", [{}, {"summary": None}, {"summary": "They disagree. [P1]"}, {"summary": {}}], ids=str
)
def test_a_reply_of_another_shape_is_a_problem(answer: Json) -> None:
    lines, problems = compose.read(Reply("", answer), POSITIONS, agrees)
    assert not lines
    assert [each.code for each in problems] == ["reply-shape"]


def test_an_empty_summary_is_no_problem() -> None:
    assert read() == ((), [])


def test_a_bottom_line_is_short() -> None:
    lines, _ = read(*[line(f"They disagree again, {number}.", "P1") for number in range(10_000)])
    assert len(lines) <= 8


@pytest.fixture(scope="module")
def real() -> tuple[Position, ...]:
    """Of the sample corpus: Nikki Haley's position on the Chinese talks, and Liu Jieyi's."""
    positions = brief(seeds()).positions
    wanted = ("we're constantly in touch", "it requires time")
    return tuple(next(each for each in positions if words in each.words.casefold()) for words in wanted)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("{0}", ["P1"], id="one statement"),
        pytest.param("{1}", ["P2"], id="the other statement"),
    ],
)
def test_a_checked_statement_stands_in_the_bottom_line(text: str, ids: list[str], real: tuple[Position, ...]) -> None:
    said = text.format(*(each.statement for each in real))
    reply = Reply("", {"summary": [line(said, *ids)]})
    lines, problems = compose.read(reply, real, evidence.sentence_check(NAMES))
    assert not problems
    assert [each.text for each in lines] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "Nikki Haley (United States) said the talks with 14 states were moving.",
        "France said things were moving.",
        "Nikki Haley (United States) said that Zubrowka was moving.",
        "Liu Jieyi (China) said: “We are not making progress.”",
        "Zebras are grazing on the moon, and nobody has told the harbour master about it.",
    ],
)
def test_what_the_passages_do_not_say_is_not_printed(text: str, real: tuple[Position, ...]) -> None:
    reply = Reply("", {"summary": [line(text, "P1", "P2")]})
    lines, problems = compose.read(reply, real, evidence.sentence_check(NAMES))
    assert not lines
    assert [each.code for each in problems] == ["summary-withheld"]


def test_the_bottom_line_is_written_from_verified_positions_alone() -> None:
    doubted = replace(ICBM, checks=replace(CLEAN, agreement=failed("modality", "because")))
    issue = Issue("How far did it fly?", "fact", (Side("far", (doubted, WANG)), Side("near", (doubted,))))
    of, on = compose.shown((issue,))
    assert on == (WANG,)
    assert [side.positions for each in of for side in each.sides] == [(WANG,)]


@pytest.mark.parametrize(("budget", "count"), [(0, 0), (120, 1), (100_000, 4)])
def test_what_does_not_fit_into_the_prompt_is_left_out_side_by_side(budget: int, count: int) -> None:
    issue = Issue("What now?", "policy", (Side("one", (ICBM, WANG)), Side("other", (MEDIUM, SECONDARY))))
    of, on = compose.shown((issue,), budget)
    assert len(on) == count
    assert on == (ICBM, MEDIUM, WANG, SECONDARY)[:count]
    assert bool(of) == bool(count)


def test_only_a_brief_that_leads_with_changes_asks_otherwise_than_a_first_one() -> None:
    first = compose.ask("The week", ISSUES, POSITIONS, ASKER)
    led = compose.ask("The week", ISSUES, POSITIONS, ASKER, (), (Line(ICBM.statement, (ICBM,), (), "Changed"),))
    assert "told" not in first.payload
    assert led.payload == {**first.payload, "told": ["P1"]}
    asked = [packs.messages(packs.load("default"), "write", each.payload)[-1].content for each in (first, led)]
    assert ["not to be repeated: P1" in each for each in asked] == [False, True]


@pytest.mark.parametrize("leads", [0, 1, 2])
def test_a_bottom_line_keeps_its_length_and_says_nothing_twice(leads: int) -> None:
    led = (Line("a", (ICBM,), (), "Changed"), Line("b", (), (), "Withdrawn"))[:leads]
    written = tuple(Line(str(number), (MEDIUM,)) for number in range(6))
    assert len(compose.below(led, written)) == 6 - leads
    assert [each.text for each in compose.below(led, (Line("c", (ICBM,)), Line("d", (ICBM, MEDIUM))))] == (
        ["d"] if leads else ["c", "d"]
    )
