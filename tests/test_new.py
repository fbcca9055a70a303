"""`briefer new`, and the weekly job with the file that it writes."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer import config
from briefer.cli import app
from tests.desk import SEEDS


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_the_file_that_is_written_is_one_and_names_every_setting(bare: Path) -> None:
    result = run("new")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "briefer generate --week last" in result.stderr
    text = Path("briefer.toml").read_text(encoding="utf-8")
    assert config.load(bare, {}, {}).articles == ("in/",)
    everything = tomllib.loads(re.sub(r"^# (?=\[|\w+ = )", "", text, flags=re.MULTILINE))
    assert set(everything) == set(config._KEYS)
    usual = ("jobs", "pack", "second_opinion", "store")
    assert [str(everything[key]).lower() for key in usual] == ["8", "default", "true", ".briefer/briefer.db"]


def test_a_file_that_is_there_stays_as_it_is(bare: Path) -> None:
    Path("briefer.toml").write_text("jobs = 3\n", encoding="utf-8")
    result = run("new")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert Path("briefer.toml").read_text(encoding="utf-8") == "jobs = 3\n"
    assert not Path("in").exists()


def test_a_folder_that_cannot_be_written_is_one_line(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    result = run("new")
    assert result.exit_code == 1
    assert "briefer.toml: Permission denied" in result.stderr


def test_with_it_a_week_is_one_command_and_verifies(bare: Path) -> None:
    assert run("new").exit_code == 0
    shutil.copytree(SEEDS, "in", dirs_exist_ok=True)
    for week in ("2017-W30", "2017-W31"):
        result = run("generate", "--week", week, "-o", "briefs/")
        assert result.exit_code == 0, result.stderr
    assert "## What changed" in Path("briefs/brief.md").read_text(encoding="utf-8")
    assert run("verify", "briefs/brief.md", "in/").exit_code == 0
    assert run("plan", "--week", "2017-W30").exit_code == 0


def test_a_path_goes_before_the_file(bare: Path) -> None:
    Path("briefer.toml").write_text('articles = ["nowhere/"]\n', encoding="utf-8")
    Path("a.txt").write_text("Norway said it rained.\n", encoding="utf-8")
    assert run("generate").exit_code == 1
    assert run("generate", "a.txt").exit_code == 0


@pytest.mark.parametrize("command", ["generate", "plan"])
def test_without_articles_the_error_says_where_they_can_stand(bare: Path, command: str) -> None:
    result = run(command)
    assert result.exit_code == 2
    assert 'articles = ["in/"]' in result.stderr
    assert "briefer new" in result.stderr


@pytest.mark.parametrize("value", ["3", "true", "[3]", '[""]', '{ in = "x" }', '[["in"]]'])
def test_what_is_no_list_of_paths_is_refused(bare: Path, value: str) -> None:
    Path("briefer.toml").write_text(f"articles = {value}\n", encoding="utf-8")
    result = run("generate")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_one_path_needs_no_list_and_may_hold_a_comma(bare: Path) -> None:
    Path("briefer.toml").write_text('articles = "rain, snow.txt"\n', encoding="utf-8")
    Path("rain, snow.txt").write_text("Norway said it rained.\n", encoding="utf-8")
    assert run("generate").exit_code == 0
