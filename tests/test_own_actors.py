"""A person's own actors: the example of docs/usage.md as it stands there, and a bad file in one line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app

PAGE = (Path(__file__).parents[1] / "docs/usage.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```\w* file=(\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
ROWS = [
    tuple(each.strip() for each in row) for row in re.findall(r"^\| (that .*?)\|(.*?)\|(.*?)\|$", PAGE, re.MULTILINE)
]


@pytest.fixture
def folder(bare: Path) -> Path:
    (bare / "harbour.txt").write_text(FILES["harbour.txt"], encoding="utf-8")
    return bare


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def holders() -> list[tuple[str, str]]:
    """For each statement of the example its holder."""
    found = json.loads(run("extract", "harbour.txt").stdout)
    text = FILES["harbour.txt"]
    return [(text[slice(*each["content"][0])], each["holder"]) for each in found["positions"]]


@pytest.mark.parametrize("place", ["actors.toml", "mine.toml"])
def test_the_example_of_the_page_does_what_its_table_says(folder: Path, place: str) -> None:
    assert len(ROWS) == 3
    without = holders()
    (folder / place).write_text(FILES["actors.toml"], encoding="utf-8")
    if place != "actors.toml":
        (folder / "briefer.toml").write_text(f'actors = "{place}"\n', encoding="utf-8")
    withal = holders()
    for row in ROWS:
        words = row[0].removeprefix("that ")
        assert [name for said, name in without if said.removeprefix("that ") == words] == [row[1]]
        assert [name for said, name in withal if said.removeprefix("that ") == words] == [row[2]]


BAD = {
    "an unknown key": (
        "[actor.union]\nname = 'Union'\nalias = ['U']",
        "[actor.union] has no 'alias' (there are: name,",
    ),
    "an unknown kind": (
        "[actor.union]\nname = 'Union'\nkind = 'club'",
        "[actor.union] no kind 'club' (there are: state,",
    ),
    "no name": ("[actor.union]\nkind = 'group'", "[actor.union] has no name"),
    "no TOML": ("[actor.union", "Expected ']' at the end of a table declaration (at"),
    "another table": ("[actors.union]\nname = 'U'", "has no table 'actors' (there are: [actor.ID], not_actors)"),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("command", [["extract", "harbour.txt"], ["generate", "harbour.txt", "-o", "-"]])
def test_a_bad_file_is_one_line(folder: Path, command: list[str], text: str, said: str) -> None:
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    (folder / "briefer.toml").write_text('actors = "mine.toml"\n', encoding="utf-8")
    result = run(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"briefer: mine.toml: {said}")
    assert line.endswith("(docs/actors.md has the format)")


def test_doctor_counts_the_actors(folder: Path) -> None:
    known = re.search(r"actors: (\d+) known$", run("doctor").stdout, re.MULTILINE)
    (folder / "actors.toml").write_text(FILES["actors.toml"], encoding="utf-8")
    more = re.search(r"actors: (\d+) known, 1 of them new in actors\.toml", run("doctor").stdout)
    assert known
    assert more
    assert int(more[1]) == int(known[1]) + 1


def test_doctor_says_what_is_wrong_with_them_beside_everything_else(folder: Path) -> None:
    (folder / "actors.toml").write_text("[actor.union]\nkind = 'club'", encoding="utf-8")
    result = run("doctor")
    assert result.exit_code == 1
    assert "NOT actors: actors.toml: [actor.union] no kind 'club'" in result.stdout
    assert "store" in result.stdout
