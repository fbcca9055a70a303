"""`briefer extract` again with a model: lines of unchanged articles come back, and never an old one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefer import pipeline
from briefer.cli import app, inputs
from tests.faultserver import Asked, Behaviour, FaultServer, refuses
from tests.test_llm_line import careful

STORIES = {
    "a.txt": "OSLO, March 4, 2021 - Norway said the port was shut.\n",
    "b.txt": "LIMA, March 4, 2021 - Chile's minister Ana Berg said the talks would go on.\n",
}
STORE = ".briefer/briefer.db"


@pytest.fixture
def folder(bare: Path) -> Path:
    (bare / "in").mkdir()
    for name, text in STORIES.items():
        (bare / "in" / name).write_text(text, encoding="utf-8")
    return bare


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the articles that the line reads from now on."""
    names: list[str] = []
    real = pipeline.extracted

    def noting(articles: tuple[pipeline.Article, ...], desk: pipeline.Desk) -> tuple[pipeline.Extracted, ...]:
        names.extend(each.name for each in articles)
        return real(articles, desk)

    monkeypatch.setattr(pipeline, "extracted", noting)
    return names


def extract(server: FaultServer, code: int = 0) -> str:
    words = ["extract", "in", "--base-url", server.address, "--model", "m"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == code, result.output
    return result.stdout


def test_the_same_command_again_prints_the_same_and_weighs_nothing(folder: Path, weighed: list[str]) -> None:
    with FaultServer(careful) as server:
        first = extract(server)
        assert [json.loads(line)["article"] for line in first.splitlines()] == weighed == ["a.txt", "b.txt"]
        asked = len(server.asked)
        assert extract(server) == first
        assert (len(weighed), len(server.asked)) == (2, asked)


def reply_changes(folder: Path) -> None:
    with sqlite3.connect(folder / STORE) as db:
        db.execute("UPDATE replies SET answer = replace(answer, 'Norway', 'Sweden')")


def reply_goes(folder: Path) -> None:
    with sqlite3.connect(folder / STORE) as db:
        db.execute("DELETE FROM replies WHERE answer LIKE '%Norway%'")


@pytest.mark.parametrize(
    ("change", "anew"),
    [
        pytest.param(reply_changes, ["a.txt"], id="a reply"),
        pytest.param(reply_goes, ["a.txt"], id="a reply that is gone"),
        pytest.param(lambda it: (it / "in/a.txt").write_text("Norway left.\n"), ["a.txt"], id="the text"),
        pytest.param(lambda it: (it / "in/a.txt").rename(it / "in/z.txt"), ["z.txt"], id="the name"),
        pytest.param(lambda it: (it / "in/c.txt").write_text("Peru left.\n"), ["c.txt"], id="one article more"),
        pytest.param(
            lambda it: (it / "in/articles.toml").write_text('["b.txt"]\noutlet = "Fjord Post"\n'),
            ["b.txt"],
            id="outlet",
        ),
        pytest.param(
            lambda it: (it / "actors.toml").write_text('[actor.norway]\nseats = ["Bergen"]\n'),
            ["a.txt", "b.txt"],
            id="actors",
        ),
        pytest.param(
            lambda it: (it / "briefer.toml").write_text('pack = "sanctions-lawyer"\n'), ["a.txt", "b.txt"], id="prompts"
        ),
    ],
)
def test_what_a_line_depends_on_makes_it_anew(
    folder: Path, weighed: list[str], change: Callable[[Path], object], anew: list[str]
) -> None:
    with FaultServer(careful) as server:
        extract(server)
        weighed.clear()
        change(folder)
        extract(server)
        assert weighed == anew
        extract(server)
        assert weighed == anew


def test_another_program_makes_all_of_them_anew_and_drops_the_old(
    folder: Path, weighed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer(careful) as server:
        extract(server)
        monkeypatch.setattr(inputs, "program", lambda: ["another"])
        extract(server)
    assert len(weighed) == 4
    with sqlite3.connect(folder / STORE) as db:
        assert db.execute("SELECT COUNT(*) FROM lines").fetchone() == (2,)


def test_an_article_without_an_answer_is_tried_again(folder: Path, weighed: list[str]) -> None:
    def refuses_norway(asked: Asked) -> Behaviour:
        return refuses() if "Norway said" in asked.words else careful(asked)

    with FaultServer(refuses_norway) as server:
        extract(server, 4)
        weighed.clear()
        extract(server, 4)
    assert weighed == ["a.txt"]
