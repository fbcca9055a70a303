"""`generate --as-of`: a past brief made again of what was known then, from the store alone."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app
from tests.faultserver import FaultServer
from tests.test_llm_line import SEEDS as SAMPLES
from tests.test_llm_line import careful

STORIES = {
    "2021-03-02": "Norway said the missile was an ICBM.",
    "2021-03-09": "Norway said the missile was of medium range. Chile said it rained.",
    "2021-03-16": "Norway said the missile was of medium range, and no more.",
}
WEEKS = ("2021-W09", "2021-W10", "2021-W11")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def made(*words: object) -> dict[str, Any]:
    result = run("generate", *words)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(Path("brief.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def series(bare: Path) -> tuple[dict[str, Any], ...]:
    """The briefs of three weeks; the articles are gone, and so is what was written."""
    folder = bare / "in"
    folder.mkdir()
    found = []
    for week, (day, text) in zip(WEEKS, STORIES.items(), strict=True):
        (folder / f"{day}.txt").write_text(f"{text}\n", encoding="utf-8")
        found.append(made("in", "--week", week))
    shutil.rmtree(folder)
    for each in bare.glob("brief.*"):
        each.unlink()
    return tuple(found)


def ids() -> list[str]:
    """The runs in the store, in the order in which they were made."""
    return [each["id"] for each in reversed(json.loads(run("runs", "--json").stdout))]


def dated(store: Path, days: Sequence[str]) -> None:
    """Says that the runs were first made on these days, in the order of their weeks."""
    with sqlite3.connect(store) as db:
        for (run_id,), day in zip(
            db.execute("SELECT run FROM editions ORDER BY last_day").fetchall(), days, strict=True
        ):
            db.execute("UPDATE editions SET made_at = ? WHERE run = ?", (f"{day}T08:00:00+00:00", run_id))


def test_a_run_is_made_again_word_for_word(series: tuple[dict[str, Any], ...]) -> None:
    for run_id, then in zip(ids(), series, strict=True):
        result = run("generate", "--as-of", run_id)
        assert result.exit_code == 0, result.output
        assert "word for word" in result.stderr
        assert json.loads(Path("brief.json").read_text(encoding="utf-8")) == then


@pytest.mark.parametrize(
    ("day", "which"),
    [
        pytest.param("2021-03-16", 2, id="the last day of its articles"),
        pytest.param("2021-03-15", 1, id="the day before"),
        pytest.param("9 March 2021", 1, id="in words"),
        pytest.param("2021-03-02", 0, id="the first day"),
        pytest.param("2021-12-31", 2, id="long after"),
    ],
)
def test_a_day_before_the_series_began_counts_by_the_days_of_articles(
    series: tuple[dict[str, Any], ...], day: str, which: int
) -> None:
    assert made("--as-of", day) == series[which]


def test_a_day_of_the_series_counts_by_when_a_brief_was_made(series: tuple[dict[str, Any], ...]) -> None:
    dated(Path(".briefer/briefer.db"), ("2021-03-08", "2021-04-20", "2021-04-21"))
    assert made("--as-of", "2021-04-19") == series[0]
    assert made("--as-of", "2021-04-20") == series[1]
    last = made("--as-of", "2021-04-21", "--week", "2021-W11")
    assert last == series[2]


def test_a_week_made_again_later_is_as_it_was_before_that(bare: Path) -> None:
    folder = bare / "in"
    folder.mkdir()
    (folder / "2021-03-02.txt").write_text("Norway said the port was shut.\n", encoding="utf-8")
    first = made("in", "--week", "2021-W09")
    (folder / "2021-03-03.txt").write_text("Chile said the missile was an ICBM.\n", encoding="utf-8")
    late = made("in", "--week", "2021-W09")
    with sqlite3.connect(".briefer/briefer.db") as db:
        db.execute("UPDATE editions SET made_at = '2021-03-08T08:00:00+00:00' WHERE held = 1")
        db.execute("UPDATE editions SET made_at = '2021-03-10T08:00:00+00:00' WHERE held = 2")
    assert made("--as-of", "2021-03-09") == first
    assert made("--as-of", "2021-03-10") == late


def test_what_a_corrected_article_withdrew_is_withdrawn_again(bare: Path) -> None:
    folder = bare / "in"
    folder.mkdir()
    (folder / "2021-03-02.txt").write_text("Norway said the missile was an ICBM.\n", encoding="utf-8")
    made("in", "--week", "2021-W09")
    (folder / "2021-03-02.txt").write_text("Norway said nothing of the missile.\n", encoding="utf-8")
    (folder / "2021-03-09.txt").write_text("Chile said it rained.\n", encoding="utf-8")
    second = made("in", "--week", "2021-W10")
    assert len(second["changes"]["withdrawn"]) == 1
    shutil.rmtree(folder)
    assert made("--as-of", ids()[-1]) == second


def test_looking_back_keeps_nothing(series: tuple[dict[str, Any], ...]) -> None:
    before = run("runs", "--json").stdout
    made("--as-of", "2021-03-09")
    assert run("runs", "--json").stdout == before


def test_another_title_or_question_of_now_changes_nothing(series: tuple[dict[str, Any], ...]) -> None:
    question = '[[question]]\nquestion = "Does it rain?"\nwords = ["rain*"]\n'
    Path("briefer.toml").write_text(f'title = "Other"\n{question}', encoding="utf-8")
    assert made("--as-of", ids()[0]) == series[0]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param(["--as-of", "2021-03-01"], 1, "had no brief on 2021-03-01", id="before the first"),
        pytest.param(["--as-of", "2021-03-09", "--title", "No"], 1, "the series 'No'", id="another series"),
        pytest.param(["--as-of", "2021-03-09", "--week", "2021-W11"], 1, "of 2021-W11", id="a week to come"),
        pytest.param(["--as-of", "zz"], 1, "no run 'zz'", id="no run"),
        pytest.param(["in", "--as-of", "2021-03-09"], 2, "out of the store", id="with articles"),
        pytest.param(["--as-of", "2021-03-09", "--undated", "include"], 2, "--undated", id="with undated ones"),
    ],
)
def test_what_cannot_be_looked_back_at_is_said_in_one_line(
    series: tuple[dict[str, Any], ...], words: list[str], code: int, said: str
) -> None:
    result = run("generate", *words)
    assert result.exit_code == code
    assert said in result.stderr
    assert not Path("brief.md").exists()


def test_a_run_has_its_own_week(series: tuple[dict[str, Any], ...]) -> None:
    result = run("generate", "--as-of", ids()[0], "--week", "2021-W09")
    assert result.exit_code == 1
    assert "has its own week" in result.stderr


def test_a_model_is_not_asked_again(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-some-key")
    with FaultServer(careful) as server:
        how = ("--base-url", server.address, "--model", "m")
        then = made(SAMPLES, *how)
        asked = len(server.asked)
        assert made("--as-of", ids()[0], *how) == then
        pack = Path("mine")
        pack.mkdir()
        (pack / "pack.toml").write_text('name = "mine"\npurpose = "Ports"\n', encoding="utf-8")
        (pack / "extract.md.j2").write_text("Say who says what, in other words than before.\n", encoding="utf-8")
        other = run("generate", "--as-of", ids()[0], *how, "--pack", "mine")
        assert other.exit_code in (1, 4), other.output
        assert len(server.asked) == asked
