"""The page on the weekly brief is a script: its files and commands, in order, do what it says that they do."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefer.cli import app, generate
from briefer.store import open_store

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "weekly.md"
BLOCK = re.compile(
    r"^```(?P<kind>\w+)(?: (?P<key>\w+)=(?P<value>[^\n]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


def on(day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Says that it is noon of a day."""

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Clock:
            return cls.fromisoformat(f"{day}T12:00:00").replace(tzinfo=tz)

    monkeypatch.setattr(generate, "datetime", Clock)


def run(command: str) -> str:
    """What a command prints; it has to do what it was told."""
    name, *words = shlex.split(command)
    assert name == "briefer"
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, f"{command}: {result.output}"
    return result.stdout


def stands(lines: str, text: str) -> bool:
    """Whether lines stand in a text one after the other, each perhaps with more behind it."""
    return re.search(r"[^\n]*\n".join(re.escape(line) for line in lines.strip("\n").split("\n")), text) is not None


def test_the_page_is_true_from_its_first_line_to_its_last(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = 0
    for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        key, value, body = block["key"], block["value"], block["body"]
        if block["kind"] == "sh":
            if key == "day":
                on(value, monkeypatch)
            for line in body.splitlines():
                run(line)
                done += 1
        elif key == "file":
            Path(value).write_text(body, encoding="utf-8")
        elif key == "in":
            assert stands(body, Path(value).read_text(encoding="utf-8")), f"not in {value}: {body}"
        elif key == "printed":
            assert stands(body, run(value)), f"{value} prints {run(value)}, and not: {body}"
    assert done > 12


# --- an empty week, a late article without a window, two at once ------------------------------------------------------

STORY = "OSLO, {day} - Norway said the port was {how}.\n"


def story(day: str, how: str, text: str = STORY) -> None:
    Path("in").mkdir(exist_ok=True)
    Path("in", f"{day}.txt").write_text(text.format(day=day, how=how), encoding="utf-8")


def made(week: str = "") -> dict[str, object]:
    run(f"briefer generate in {f'--week {week}' if week else ''} -o out")
    found: dict[str, object] = json.loads(Path("out/brief.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("between", "said"),
    [
        pytest.param("", "there is no brief of 2021-03-08 to 2021-03-14", id="no article, no brief"),
        pytest.param(
            "There is nothing to tell.\n", "nothing was held in 2021-W10 (2021-03-08 to 2021-03-14)", id="no position"
        ),
    ],
)
def test_after_an_empty_week_the_last_full_one_is_compared_with(bare: Path, between: str, said: str) -> None:
    story("2021-03-02", "shut")
    made("2021-W09")
    if between:
        story("2021-03-09", "", between)
        assert made("2021-W10")["positions"] == []
    story("2021-03-16", "open")
    told = made("2021-W11")["changes"]
    assert isinstance(told, dict)
    assert (told["since"][:8], told["between"]) == ("2021-W09", said)
    assert said in Path("out/brief.md").read_text(encoding="utf-8")
    run("briefer verify out/brief.md in")


def test_what_comes_late_without_a_window_is_late_and_not_new(bare: Path) -> None:
    story("2021-03-02", "shut")
    story("2021-03-09", "shut")
    made()
    story("2021-03-03", "", "OSLO, {day} - Chile said the port was open.\n")
    story("2021-03-16", "", "OSLO, {day} - Peru said the port was open.\n")
    told = made()
    kinds = {each["holder"]: each["change"] for each in told["positions"]}  # type: ignore[attr-defined]
    assert kinds == {"Norway": "unchanged", "Chile": "late", "Peru": "new"}
    assert " 1 new · 1 late · " in Path("out/brief.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "withdrawn"),
    [
        pytest.param("OSLO, 2021-03-02 - Norway said nothing of the port.\n", 1, id="corrected"),
        pytest.param("OSLO, March 24, 2021 - Norway said nothing of the port.\n", 0, id="another day under its name"),
    ],
)
def test_a_name_that_is_used_again_withdraws_nothing(bare: Path, text: str, withdrawn: int) -> None:
    Path("in").mkdir()
    Path("in/news.txt").write_text("OSLO, March 2, 2021 - Norway said the port was shut.\n", encoding="utf-8")
    made("2021-W09")
    Path("in/news.txt").write_text(text.replace("2021-03-02", "March 2, 2021"), encoding="utf-8")
    story("2021-03-09", "shut", "OSLO, {day} - Chile said that it had left.\n")
    told = made("2021-W10")["changes"]
    assert isinstance(told, dict)
    assert len(told["withdrawn"]) == withdrawn


def test_two_commands_at_once_on_one_series_are_both_kept(bare: Path) -> None:
    for week, day in ((9, "2021-03-02"), (10, "2021-03-09"), (11, "2021-03-16")):
        story(day, "shut" if week % 2 else "open")

    def one(week: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "briefer", "generate", "in", "--week", week, "-o", week],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(one, ("2021-W09", "2021-W10", "2021-W11", "2021-W11")))
    assert [(each.returncode, "bug" in each.stderr) for each in done] == [(0, False)] * 4, [e.stderr for e in done]
    with open_store("sqlite:///.briefer/briefer.db") as kept:
        assert [each.label[:8] for each in kept.editions("Policy brief", "rules")] == [
            "2021-W09",
            "2021-W10",
            "2021-W11",
        ]
    assert made("2021-W11")["changes"] is not None


def test_a_full_disk_while_a_run_is_kept_leaves_the_series_as_it_was(bare: Path) -> None:
    story("2021-03-02", "shut")
    made("2021-W09")
    with open_store("sqlite:///.briefer/briefer.db") as kept:
        before = kept.run()
        kept._db.execute(f"PRAGMA max_page_count = {kept._rows('PRAGMA page_count')[0][0]}")
        huge = {**before.brief, "title": "x" * 1_000_000}
        with pytest.raises(Exception, match="disk is full"):
            kept.keep_run(type(before)("other", *(getattr(before, each) for each in before.__slots__[1:7]), huge, ()))
        assert [each.id for each in kept.runs()] == [before.id]
        assert [each.run for each in kept.editions("Policy brief", "rules")] == [before.id]
        assert kept.positions(before.id)


def test_a_trial_of_one_article_and_of_another_pack_change_nothing_of_the_next_week(bare: Path) -> None:
    story("2021-03-02", "shut")
    story("2021-03-04", "shut")
    story("2021-03-09", "open")
    run("briefer generate in --week 2021-W09 -o w")
    before = made("2021-W10")["changes"]
    run("briefer generate in/2021-03-02.txt -o trial")
    run("briefer generate in --week 2021-W09 --pack sceptical-editor -o other")
    assert made("2021-W10")["changes"] == before
    run("briefer verify out/brief.json in")
