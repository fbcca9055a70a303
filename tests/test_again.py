"""The same command again: where nothing has changed the brief of the earlier run is written, else it is made anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app, desk, inputs
from briefer.store import open_store
from tests.faultserver import Asked, Behaviour, FaultServer, error
from tests.test_llm_line import SEEDS, careful

UNCHANGED = "nothing has changed since run"
STORY = "OSLO, March 4, 2021 - Norway said the port was shut.\n"


@pytest.fixture
def folder(bare: Path) -> Path:
    (bare / "in").mkdir()
    (bare / "in" / "a.txt").write_text(STORY, encoding="utf-8")
    return bare


def run(*words: object) -> Result:
    result = CliRunner().invoke(app, ["generate", *(str(word) for word in words)])
    assert result.exit_code == 0, result.output
    return result


def test_the_same_command_again_writes_the_same_brief(folder: Path) -> None:
    assert UNCHANGED not in run("in").stderr
    first = {each.name: each.read_bytes() for each in folder.glob("brief.*")}
    for each in folder.glob("brief.*"):
        each.unlink()
    again = run("in")
    assert UNCHANGED in again.stderr
    assert "1 position verified" in again.stderr
    assert {each.name: each.read_bytes() for each in folder.glob("brief.*")} == first


def test_a_brief_made_again_is_the_latest_of_the_runs_by_its_time_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "b.txt").write_text(STORY.replace("port", "road"), encoding="utf-8")
    for second, given in enumerate(("in", "other", "in")):
        monkeypatch.setattr(desk, "now", lambda at=second: f"2021-03-05T10:00:0{at}+00:00")
        run(given)
    listed = CliRunner().invoke(app, ["runs"]).stdout.splitlines()
    assert [line.split()[1] for line in listed] == ["2021-03-05T10:00:02+00:00", "2021-03-05T10:00:01+00:00"]
    with open_store(f"sqlite:///{folder}/.briefer/briefer.db") as kept:
        assert kept.made(kept.run().id) == "2021-03-05T10:00:00+00:00"  # what was known when is told by the first


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: (folder / "in/a.txt").write_text(STORY + "It rained.\n"), id="the text"),
        pytest.param(lambda folder: (folder / "in/b.txt").write_text("Chile left.\n"), id="another article"),
        pytest.param(lambda folder: (folder / "in/a.txt").rename(folder / "in/z.txt"), id="a name"),
        pytest.param(
            lambda folder: (folder / "in/articles.toml").write_text('["a.txt"]\noutlet = "Fjord Post"\n'),
            id="an outlet",
        ),
        pytest.param(lambda folder: (folder / "briefer.toml").write_text('title = "Ports"\n'), id="the title"),
        pytest.param(lambda folder: (folder / "briefer.toml").write_text("jobs = 3\n"), id="questions at once"),
        pytest.param(
            lambda folder: (folder / "actors.toml").write_text('[actor.norway]\nseats = ["Bergen"]\n'), id="actors"
        ),
        pytest.param(
            lambda folder: (folder / "briefer.toml").write_text(
                '[[question]]\nquestion = "Is it shut?"\nwords = ["port"]\n'
            ),
            id="a question",
        ),
    ],
)
def test_whatever_changes_a_brief_makes_it_anew(folder: Path, change: object) -> None:
    run("in")
    assert callable(change)
    change(folder)
    assert UNCHANGED not in run("in").stderr
    assert UNCHANGED in run("in").stderr


def test_another_program_makes_it_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("in")
    monkeypatch.setattr(inputs, "program", lambda: ["another"])
    assert UNCHANGED not in run("in").stderr


def test_other_formats_are_printed_of_the_same_brief(folder: Path) -> None:
    run("in")
    assert UNCHANGED in run("in", "--format", "html", "-o", "page").stderr
    assert (folder / "page" / "brief.html").read_bytes() == (folder / "brief.html").read_bytes()


def test_an_incomplete_brief_is_asked_for_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails = True

    def sometimes(asked: Asked) -> Behaviour:
        return error(400, "not today") if fails else careful(asked)

    monkeypatch.setenv("OPENAI_API_KEY", "sk-some-key")
    with FaultServer(sometimes) as server:
        words = ("generate", str(SEEDS), "--base-url", server.address, "--model", "m")
        assert CliRunner().invoke(app, list(words)).exit_code == 4
        fails = False
        healed = CliRunner().invoke(app, list(words))
        assert healed.exit_code == 0
        assert UNCHANGED not in healed.stderr
        asked = len(server.asked)
        again = CliRunner().invoke(app, list(words))
        assert UNCHANGED in again.stderr
        assert len(server.asked) == asked
    made = json.loads(Path("brief.json").read_text(encoding="utf-8"))["made_with"]
    assert made["requests"] > 0
