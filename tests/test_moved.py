"""What the bottom line begins with: who turned, what was withdrawn, what is new on a standing question."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer import changes, moved, track
from briefer.cli import app
from briefer.evidence.alone import goes_on
from briefer.model import Brief, Issue, Line, Past
from tests.desk import article, brief

BEFORE = "Russia said the missile was of medium range. Japan said that the missile was an ICBM.\n"
TURNED = "Russia said the missile was an ICBM after all.\n"


def week(text: str, name: str = "before.txt", day: str = "2021-03-04") -> Brief:
    return brief((article(text, name, published=day),))


def led(text: str, before: str = BEFORE, corrected: str = "", standing: bool = False) -> tuple[Line, ...]:
    """What leads the brief of a text a week after another; `corrected` is the earlier article, given again."""
    first, now = week(before), week(text, "now.txt", "2021-03-11")
    again = (article(corrected, "before.txt", published="2021-03-04"),) if corrected else ()
    past = Past("r1", first.window, track.of_now(first.issues), (*now.articles, *again), "2021-03-04")
    found: tuple[Issue, ...] = tuple(replace(issue, standing=standing) for issue in now.issues)
    return moved.moved(changes.compare(past, found), past, found)


def test_who_turned_comes_first_with_what_was_held_before() -> None:
    (line,) = led(TURNED)
    assert line.moved == "Changed"
    assert line.text == (
        "Russia said the missile was an ICBM after all; before that, Russia said the missile was of medium range."
    )
    assert [each.statement for each in (*line.positions, *line.earlier)] == [TURNED.strip(), BEFORE[:44]]


def test_what_an_article_no_longer_says_is_told_as_withdrawn() -> None:
    (line,) = led("Chile said it rained.\n", corrected="Japan said that the missile was an ICBM.\n")
    assert (line.moved, line.text, line.positions) == ("Withdrawn", BEFORE[:44], ())


def test_a_side_of_a_standing_question_that_nobody_took_is_new() -> None:
    (line,) = led("Chile said the missile was an ICBM.\n", before=BEFORE[:44] + "\n", standing=True)
    assert (line.moved, line.text) == ("New side", "Chile said the missile was an ICBM.")


@pytest.mark.parametrize(
    ("text", "before", "standing"),
    [
        pytest.param("Russia said the missile was of medium range.\n", BEFORE, True, id="nothing moved"),
        pytest.param("Chile said the missile was an ICBM.\n", BEFORE, True, id="the side was taken"),
        pytest.param("Chile said the missile was an ICBM.\n", BEFORE[:44] + "\n", False, id="no standing question"),
        pytest.param("Chile said the missile was an ICBM.\n", "Chile said it rained.\n", True, id="unanswered"),
        pytest.param("Russia added that the missile was an ICBM.\n", BEFORE, False, id="a turn that only goes on"),
    ],
)
def test_no_other_sentence_leads(text: str, before: str, standing: bool) -> None:
    assert led(text, before, standing=standing) == ()


def test_at_most_two_sentences_lead() -> None:
    before = "".join(f"{who} said the missile was of medium range. " for who in ("Russia", "Chile", "Norway", "Peru"))
    now = before.replace("of medium range", "an ICBM after all")
    assert [each.moved for each in led(now, before)] == ["Changed", "Changed"]


@pytest.mark.parametrize(
    ("statement", "follows"),
    [
        ("Russia added that the port was closed.", True),
        ("Moscow rejected this.", True),
        ("Moscow rejected that.”", True),
        ("Japan also said that it rained.", True),
        ("Japan went on to say that it rained.", True),
        ("Russia said the port was closed.", False),
        ("Russia said: “We never added that clause.”", False),
        ("Russia said: “We reject this.”", False),
        ("The ministry said that a tax had been added to the price.", False),
        ("China also wants talks.", True),
    ],
)
def test_a_sentence_that_only_follows_another_is_known(statement: str, follows: bool) -> None:
    assert goes_on(statement) is follows


# --- printed, and verified --------------------------------------------------------------------------------------------


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def turned(bare: Path) -> Path:
    """The folder of two weeks of which Russia turned in the second; its brief lies beside it."""
    source = bare / "in"
    source.mkdir()
    (source / "2021-03-04.txt").write_text(BEFORE, encoding="utf-8")
    (source / "2021-03-11.txt").write_text(TURNED, encoding="utf-8")
    for at in ("2021-W09", "2021-W10"):
        assert run("generate", source, "--week", at).exit_code == 0
    return source


@pytest.mark.parametrize("template", ["brief", "one-page", "email"])
def test_each_template_begins_with_it_and_it_verifies(turned: Path, template: str) -> None:
    assert run("generate", turned, "--week", "2021-W10", "--template", template).exit_code == 0
    page = Path(f"{template}.md").read_text(encoding="utf-8")
    assert "## Bottom line\n\n- **Changed:** Russia said the missile was an ICBM after all; before that, Russia" in page
    assert run("verify", f"{template}.md", turned).exit_code == 0
    assert run("verify", "brief.json", turned).exit_code == 0
    html = Path(f"{template}.html").read_text(encoding="utf-8")
    assert "<strong>Changed:</strong> Russia said the missile was an ICBM after all; before that, Russia" in html


@pytest.mark.parametrize("name", ["brief.md", "brief.json"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("**Changed:**|Changed", "**Withdrawn:**|Withdrawn", id="another change"),
        pytest.param("; before that, Russia said the", "; before that, Japan said the", id="another holder"),
        pytest.param("after all; before that, Russia said", "after all; before that, Russia denied", id="a denial"),
    ],
)
def test_a_change_that_was_forged_is_found(turned: Path, name: str, old: str, new: str) -> None:
    text = Path(name).read_text(encoding="utf-8")
    at = name.endswith("json")
    old, new = (each.split("|")[at and "|" in each] for each in (old, new))
    assert old in text
    Path(name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert run("verify", name, turned).exit_code == 4


def test_a_first_brief_says_of_no_sentence_that_something_changed(turned: Path) -> None:
    assert run("generate", turned, "--week", "2021-W09", "--title", "Another series").exit_code == 0
    assert all("moved" not in line for line in json.loads(Path("brief.json").read_text(encoding="utf-8"))["summary"])


@pytest.mark.parametrize("wish", ["Russia said the missile was of medium range", "an ICBM after all"])
def test_what_is_redacted_leaves_the_sentence_that_leads(turned: Path, wish: str) -> None:
    done = run("generate", turned, "--week", "2021-W10", "--redact", wish)
    assert done.exit_code == 0, done.output
    assert wish not in Path("brief.md").read_text(encoding="utf-8")
