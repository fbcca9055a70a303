"""Standing questions: read from briefer.toml, asked of every engine, first in the brief, also unanswered."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefer import config, document, evidence, issues, packs, questions
from briefer.cli import app
from briefer.errors import BrieferError
from briefer.model import Answer, Brief, Issue, Job, Json, Position, Question, Side
from briefer.pipeline import generate
from briefer.verify.brief import Shelf, verify
from tests.desk import ASKER, NAMES, ORDER, SEEDS, Says, article, desk
from tests.samples import ICBM, MEDIUM, POSITIONS, SECONDARY, STEPS, WANG
from tests.test_verify_tampering import printed

MISSILE = Question(
    "Was the missile of 4 July an ICBM?",
    "fact",
    words=("missile", "weapon*"),
    sides=(Answer("an ICBM", ("ICBM", "intercontinental")), Answer("of shorter range", ("medium range",))),
)
OIL = Question("What does China say about oil?", "policy", actors=("China",), words=("oil", "fuel"))
FISH = Question("Will Norway send fish to Cuba?", "policy", words=("fish*",))

TEXT = """Parties differ over the missile

Russia said the missile was of medium range. Japan said that the missile was an ICBM.

Chile said that the missile might have been an ICBM. Norway said that the weapons were old.

China said that it would sell no more oil. Japan said that oil was cheap.
"""


def asked(text: str, *wanted: Question, engine: Says | None = None) -> Brief:
    order = replace(ORDER, questions=wanted)
    return generate((article(text, published="2017-07-26"),), (), order, desk(engine))


def sides(issue: Issue) -> dict[str, tuple[str, ...]]:
    return {side.label: side.holders for side in issue.sides}


def test_standing_questions_come_first_in_their_order_and_words() -> None:
    made = asked(TEXT, OIL, FISH, MISSILE)
    assert [each.question for each in made.issues[:3]] == [OIL.text, FISH.text, MISSILE.text]
    assert [each.standing for each in made.issues] == [True] * 3 + [False] * (len(made.issues) - 3)


def test_positions_are_put_on_the_sides_by_their_words() -> None:
    (issue, *_) = asked(TEXT, MISSILE).issues
    assert sides(issue) == {"an ICBM": ("Japan",), "of shorter range": ("Russia",), "": ("Chile", "Norway")}
    assert issue.disputed


def test_only_the_actors_that_are_asked_about_answer() -> None:
    (issue, *_) = asked(TEXT, OIL).issues
    assert [each.holder for each in issue.positions] == ["China"]
    assert not issue.disputed


def test_a_question_that_nobody_answers_stays() -> None:
    (issue, *_) = asked(TEXT, FISH).issues
    assert (issue.sides, issue.disputed) == ((), False)
    assert "### Will Norway send fish to Cuba?\n\nNothing was found this time.\n" in printed(
        document.as_dict(asked(TEXT, FISH))
    )


def test_it_stays_too_where_there_is_no_position_at_all() -> None:
    made = asked("It rained.\n", FISH)
    assert [each.question for each in made.issues] == [FISH.text]
    assert not made.positions


def test_no_position_is_lost_or_doubled() -> None:
    made = asked(TEXT, MISSILE, OIL, FISH)
    placed = [position.id for issue in made.issues for position in issue.positions]
    assert sorted(placed) == sorted(each.id for each in made.positions)


def test_without_sides_those_of_the_question_that_asks_the_same_are_taken() -> None:
    wanted = Question("Was the missile an ICBM?", "fact", words=("missile",))
    (issue, *_) = asked(TEXT, wanted).issues
    assert issue.disputed
    assert sides(issue)["of shorter range"] == ("Russia",)


def test_without_questions_the_job_is_the_one_that_it_was() -> None:
    assert "questions" not in issues.ask(POSITIONS, ASKER).payload


def test_a_model_is_asked_them_in_the_prompt() -> None:
    payload = issues.ask(POSITIONS, ASKER, questions.payload((MISSILE, OIL))).payload
    prompt = packs.messages(packs.load("default"), issues.TASK, payload)[-1].content
    assert all(words in prompt for words in (MISSILE.text, "of shorter range", OIL.text, "Of: China.", "oil, fuel"))
    plain = packs.messages(packs.load("default"), issues.TASK, issues.ask(POSITIONS, ASKER).payload)
    assert not any("every week" in each.content for each in plain)


def test_what_a_model_answers_is_put_into_the_person_s_words() -> None:
    def relate(job: Job) -> Json:
        ids = {each["holder"]: each["id"] for each in job.payload["positions"] if "missile" in each["says"]}
        return {
            "issues": [
                {
                    "question": MISSILE.text.upper(),
                    "kind": "policy",
                    "disputed": False,
                    "sides": [
                        {"label": "OF SHORTER RANGE", "ids": [ids["Russia"]]},
                        {"label": "An ICBM", "ids": [ids["Japan"]]},
                        {"label": "Cuba knows", "ids": [ids["Chile"]]},
                    ],
                }
            ]
        }

    (issue, *_) = asked(TEXT, MISSILE, engine=Says(relate=relate)).issues
    assert (issue.question, issue.kind, issue.disputed) == (MISSILE.text, "fact", True)
    assert sides(issue) == {"an ICBM": ("Japan",), "of shorter range": ("Russia",), "": ("Chile",)}


def test_several_replies_on_one_question_become_one_issue() -> None:
    parts = (
        Issue(MISSILE.text, "fact", (Side("an ICBM", (ICBM,)), Side("", (WANG,)))),
        Issue("Something else?", "fact", (Side("", (STEPS,)),)),
        Issue(MISSILE.text, "fact", (Side("of shorter range", (MEDIUM,)), Side("an ICBM", (SECONDARY, ICBM)))),
    )
    first, other = questions.settled(parts, (MISSILE,))
    assert [(side.label, side.positions) for side in first.sides] == [
        ("an ICBM", (ICBM, SECONDARY)),
        ("of shorter range", (MEDIUM,)),
        ("", (WANG,)),
    ]
    assert (first.disputed, other.question) == (True, "Something else?")


def test_a_person_s_own_words_may_name_what_positions_do_not() -> None:
    def nothing(text: str, positions: tuple[Position, ...]) -> bool:
        return False

    fits = questions.trusted(nothing, (MISSILE,))
    assert fits(MISSILE.text, ())
    assert fits("an ICBM", ())
    assert not fits("Did Cuba win?", ())
    assert not evidence.label_check(NAMES)("Did Cuba win?", (ICBM,))


# --- the file ---------------------------------------------------------------------------------------------------------

FILE = """
[[question]]
question = "Was the missile of 4 July an ICBM?"
kind = "fact"
words = ["missile", "weapon*"]
[[question.side]]
label = "an ICBM"
words = ["ICBM", "intercontinental"]
[[question.side]]
label = "of shorter range"
words = ["medium range"]

[[question]]
question = "Will Norway send fish to Cuba?"
words = ["fish*"]

[[question]]
question = "What does China say about oil?"
actors = ["China"]
words = ["oil", "fuel"]
"""


def load(folder: Path, text: str) -> tuple[Question, ...]:
    (folder / config.FILE).write_text(text, encoding="utf-8")
    return config.load(folder, {}, {}).questions


def test_the_file_has_questions_as_tables(tmp_path: Path) -> None:
    assert load(tmp_path, FILE) == (MISSILE, FISH, OIL)


ASKS = '[[question]]\nquestion = "Who rains?"\n'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('question = "Who rains?"', id="no table"),
        pytest.param("[question]\nquestion = 'Who rains?'", id="one table"),
        pytest.param('[[question]]\nwords = ["rain"]', id="no question"),
        pytest.param('[[question]]\nquestion = "It rains."\nwords = ["rain"]', id="no question mark"),
        pytest.param('[[question]]\nquestion = "What else was said?"\nwords = ["rain"]', id="a question of ours"),
        pytest.param(ASKS, id="nothing to look for"),
        pytest.param(ASKS + 'words = "rain"', id="words that are no list"),
        pytest.param(ASKS + 'words = [" * "]', id="an empty word"),
        pytest.param(ASKS + "actors = [3]", id="an actor that is a number"),
        pytest.param(ASKS + 'words = ["rain"]\nkind = "moral"', id="another kind"),
        pytest.param(ASKS + 'words = ["rain"]\nholder = "Chile"', id="another key"),
        pytest.param(ASKS + 'words = ["rain"]\nside = "yes"', id="a side that is no table"),
        pytest.param(ASKS + 'words = ["rain"]\n[[question.side]]\nwords = ["yes"]', id="a side without a label"),
        pytest.param(ASKS + 'words = ["r"]\nside = [{ label = "yes" }, { label = "Yes" }]', id="a label twice"),
        pytest.param((ASKS + 'words = ["rain"]\n') * 2, id="a question twice"),
    ],
)
def test_what_is_no_question_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(BrieferError) as caught:
        load(tmp_path, text)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_a_single_small_word_of_a_side_alone_puts_nothing_under_a_question() -> None:
    """Sides are told apart by them; many an answer to something else is "against", "open" or "welcome"."""
    side = Answer("it stays shut", ("shut",))
    port = Question("Will the port open?", "policy", words=("port",), sides=(side, Answer("it opens", ("open*",))))
    text = "Norway said the port would stay shut. Chile said that its mines would open in May.\n"
    assert sides(asked(text, port).issues[0]) == {"it stays shut": ("Norway",)}


# --- week by week -----------------------------------------------------------------------------------------------------


@pytest.fixture
def weeks(bare: Path) -> dict[str, Any]:
    """The briefs of both sample weeks with two standing questions, by format."""
    Path(config.FILE).write_text(f"articles = [{str(SEEDS)!r}]\n{FILE}", encoding="utf-8")
    for week in ("2017-W30", "2017-W31"):
        assert CliRunner().invoke(app, ["generate", "--week", week, "-o", f"{week}/"]).exit_code == 0
    return {
        f"{week}.{suffix}": Path(week, f"brief.{suffix}").read_text(encoding="utf-8")
        for week in ("2017-W30", "2017-W31")
        for suffix in ("md", "json", "html")
    }


def test_questions_stay_comparable_week_by_week(weeks: dict[str, str]) -> None:
    first, second = (json.loads(weeks[f"{week}.json"]) for week in ("2017-W30", "2017-W31"))
    for made in (first, second):
        assert [each["question"] for each in made["issues"][:3]] == [MISSILE.text, FISH.text, OIL.text]
    gone = {(each["question"], each["label"]) for each in second["changes"]["gone"]}
    assert (MISSILE.text, "an ICBM") in gone
    (oil,) = (each["before"] for each in second["changes"]["changed"] if each["before"]["question"] == OIL.text)
    assert oil["label"] == "do not limit them"
    held = {side["label"]: side["holders"] for side in second["issues"][0]["sides"]}
    assert (held["an ICBM"], held["of shorter range"]) == (["Western powers"], ["Russia"])
    for nothing in (weeks["2017-W31.md"], weeks["2017-W31.html"]):
        assert nothing.count("Nothing was found this time.") == 1
    assert "\nAlso said:\n\n**" in weeks["2017-W31.md"]
    assert "<h4>also said</h4>" in weeks["2017-W31.html"]


def test_a_brief_with_them_verifies_and_an_edit_does_not(weeks: dict[str, str]) -> None:
    from briefer import readers

    shelf = Shelf(readers.read([SEEDS])[0], NAMES)
    assert [name for name, text in weeks.items() if "html" not in name and not verify(text, shelf).ok] == []
    page = weeks["2017-W30.md"]
    edits = (
        ("**of shorter range** — Russia", "**of shorter range** — China", "side"),
        (" disputes · ", "0 disputes · ", "count"),
    )
    for old, new, code in edits:
        assert old in page, old
        assert code in {each.code for each in verify(page.replace(old, new, 1), shelf).failures}
    made = json.loads(weeks["2017-W30.json"])
    made["issues"][0]["disputed"] = not made["issues"][0]["disputed"]
    assert "side" in {each.code for each in verify(json.dumps(made), shelf).failures}
