"""Who held what on which question over all briefs of a series, step by step; and `briefer track`."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from briefer import track
from briefer.cli import app
from briefer.model import Citation, Earlier
from briefer.store import open_store, schema
from tests.desk import article

ASKED = "Will the port open?"
WINDOWS = tuple((f"r{week}", f"2021-W{week:02}") for week in range(1, 7))


def held(week: int, label: str, statement: str = "", holder: str = "Norway") -> tuple[str, Earlier]:
    said = statement or f"{holder} said it was {label}."
    found = article(said, f"{week}.txt", published=f"2021-01-{week * 7:02}")
    return f"r{week}", Earlier(f"p{week}{label}", (holder,), said, ASKED, label, (Citation(found, 0, len(said), 1),))


def told(*said: tuple[str, Earlier]) -> list[tuple[str, ...]]:
    """Each step in short: its kind, first and last window, how many briefs and silent ones, and what was said."""
    (chain,) = track.chains([("Norway", ASKED)], WINDOWS, said)
    return [
        (each.kind, each.since[-1], each.until[-1], f"{each.briefs}/{each.silent}", *(one.label for one in each.said))
        for each in chain.steps
    ]


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        pytest.param([held(1, "open")], [("first", "1", "1", "1/0", "open")], id="once"),
        pytest.param(
            [held(1, "open"), held(2, "open"), held(3, "open")],
            [("first", "1", "1", "1/0", "open"), ("unchanged", "2", "3", "2/0")],
            id="unchanged weeks are one step",
        ),
        pytest.param(
            [held(1, "open"), held(2, "shut")],
            [("first", "1", "1", "1/0", "open"), ("changed", "2", "2", "1/0", "shut")],
            id="another side",
        ),
        pytest.param(
            [held(1, "open"), held(2, "open"), held(2, "shut"), held(3, "open")],
            [("first", "1", "1", "1/0", "open"), ("also", "2", "2", "1/0", "shut"), ("unchanged", "3", "3", "1/0")],
            id="another side beside the first one",
        ),
        pytest.param(
            [held(1, "open"), held(2, "shut"), held(3, "open")],
            [
                ("first", "1", "1", "1/0", "open"),
                ("changed", "2", "2", "1/0", "shut"),
                ("changed", "3", "3", "1/0", "open"),
            ],
            id="there and back",
        ),
        pytest.param(
            [held(1, "open"), held(4, "open"), held(5, "open")],
            [("first", "1", "1", "1/0", "open"), ("unchanged", "4", "5", "2/2")],
            id="silent for two briefs",
        ),
        pytest.param(
            [held(1, "open"), held(2, "", "Norway said it rained."), held(3, "shut")],
            [("first", "1", "1", "1/0", "open"), ("changed", "3", "3", "1/1", "shut")],
            id="what takes no side is no step where sides are taken",
        ),
        pytest.param(
            [held(1, "open", holder="Chile"), held(2, "shut")],
            [("first", "2", "2", "1/0", "shut")],
            id="another holder's side is no change",
        ),
    ],
)
def test_a_chain_has_a_step_for_each_move(said: list[tuple[str, Earlier]], steps: list[tuple[str, ...]]) -> None:
    assert told(*said) == steps


def test_without_sides_a_step_is_what_was_not_said_before() -> None:
    again = "Norway said that the northern port would stay shut until May 3."
    steps = told(
        held(1, "", "Norway said the northern port would stay shut until May 3."),
        held(2, "", again),
        held(3, "", again.replace("would", "would not")),
        held(4, "", again.replace("3", "4")),
    )
    assert [each[0] for each in steps] == ["first", "unchanged", "further", "further"]


def test_the_order_of_what_is_told_changes_nothing() -> None:
    said = [held(1, "open"), held(2, "open"), held(2, "shut"), held(4, "shut")]
    assert told(*said) == told(*reversed(said))


def test_briefs_of_other_series_are_passed_over() -> None:
    assert not track.chains([("Norway", ASKED)], WINDOWS, [("elsewhere", held(1, "open")[1])])


# --- in the brief -----------------------------------------------------------------------------------------------------

QUESTION = """
title = "Ports"
[[question]]
question = "Will the port open?"
words = ["port"]
[[question.side]]
label = "it opens"
words = ["open*"]
[[question.side]]
label = "it stays shut"
words = ["shut"]
"""
STORIES = {
    "2021-03-02": "Norway said the port would stay shut. Chile said the port would open.",
    "2021-03-09": "Norway said on Monday that the port would be kept shut. Chile said it rained.",
    "2021-03-16": "Norway said the port would be opened in May, not before. Chile said the port would open on Friday.",
}


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def three_weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three weeks of a series, briefed one after the other."""
    folder = tmp_path_factory.mktemp("series")
    (folder / "in").mkdir()
    (folder / "briefer.toml").write_text(QUESTION, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for at, (day, text) in enumerate(STORIES.items(), start=9):
            (folder / "in" / f"{day}.txt").write_text(f"{text}\n", encoding="utf-8")
            made = run("generate", "in", "--week", f"2021-W{at:02}", "--engine", "rules")
            assert made.exit_code == 0, made.output
    return folder


@pytest.fixture
def weekly(three_weeks: Path, bare: Path) -> Path:
    """A copy of the series to work on."""
    shutil.copytree(three_weeks, bare, dirs_exist_ok=True)
    return bare


def test_the_third_brief_tells_who_held_what_since_the_first(weekly: Path) -> None:
    page = Path("brief.md").read_text(encoding="utf-8")
    section = page[page.index("## Over the weeks") : page.index("## Standing questions")]
    assert re.findall(r"^### .*", section, re.MULTILINE) == ["### Norway: " + ASKED, "### Chile: " + ASKED]
    assert re.findall(r"^  \*(.*?)(?:: 2021.*)?\*$", section, re.MULTILINE) == [
        "first, 2021-W09, it stays shut",
        "unchanged, 2021-W10, 1 brief",
        "changed, 2021-W11, it opens",
        "first, 2021-W09, it opens",
        "unchanged, 2021-W11, 1 brief, not heard in 1 brief before",
    ]
    for each in ("brief.md", "brief.json"):
        assert run("verify", each, "in").exit_code == 0
    assert "Over the weeks" in Path("brief.html").read_text(encoding="utf-8")


def test_a_citation_of_an_earlier_week_leads_somewhere_in_the_page(weekly: Path) -> None:
    page = Path("brief.html").read_text(encoding="utf-8")
    assert set(re.findall(r'href="#(c\d+)"', page)) == set(re.findall(r'id="(c\d+)"', page))


def test_the_first_brief_has_nothing_to_tell_of_other_weeks(bare: Path) -> None:
    (bare / "a.txt").write_text("OSLO, March 4, 2021 - Norway said the port was shut.\n", encoding="utf-8")
    assert run("generate", "a.txt").exit_code == 0
    assert "Over the weeks" not in Path("brief.md").read_text(encoding="utf-8")
    assert json.loads(Path("brief.json").read_text(encoding="utf-8"))["track"]["chains"] == []


@pytest.mark.parametrize(
    ("now", "then"),
    [
        pytest.param("### Norway: Will the port open?", "### Chile: Will the port open?", id="holder"),
        pytest.param("### Norway: Will the port open?", "### Norway: Will it rain?", id="question"),
        pytest.param("first, 2021-W09, it stays shut", "first, 2021-W10, it stays shut", id="week"),
        pytest.param("first, 2021-W09, it stays shut", "first, 2021-W09, it opens", id="side"),
        pytest.param("first, 2021-W09, it stays shut", "changed, 2021-W09, it stays shut", id="kind"),
        pytest.param("changed, 2021-W11, it opens", "changed, 2021-W11, it stays shut", id="last side"),
        pytest.param("changed, 2021-W11, it opens", "also, 2021-W12, it opens", id="last week"),
        pytest.param("unchanged, 2021-W10, 1 brief", "unchanged, 2021-W10, 7 briefs", id="count"),
        pytest.param("unchanged, 2021-W10, 1 brief", "unchanged, 2021-W08, 1 brief", id="order"),
        pytest.param("2021-03-02.txt, 2 March 2021*", "2021-03-02.txt, 3 March 2021*", id="day"),
        pytest.param("would stay shut. [^", "would not stay shut. [^", id="words"),
    ],
)
def test_an_edit_of_what_was_held_is_seen(weekly: Path, now: str, then: str) -> None:
    page = Path("brief.md").read_text(encoding="utf-8")
    at = page.index("## Over the weeks")
    assert now in page[at:]
    Path("forged.md").write_text(page[:at] + page[at:].replace(now, then, 1), encoding="utf-8")
    assert run("verify", "forged.md", "in").exit_code == 4


def chain_of(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["track"]["chains"][0]
    return found


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda of: chain_of(of).update(holder="Chile"), id="holder"),
        pytest.param(lambda of: chain_of(of).update(question="Will it rain?"), id="question"),
        pytest.param(lambda of: chain_of(of).update(briefs=9), id="briefs"),
        pytest.param(lambda of: chain_of(of)["steps"].pop(), id="a step struck out"),
        pytest.param(lambda of: chain_of(of)["steps"][0].update(kind="also"), id="kind"),
        pytest.param(lambda of: chain_of(of)["steps"][0].update(since="2021-W08"), id="week"),
        pytest.param(lambda of: chain_of(of)["steps"][1].update(said=chain_of(of)["steps"][0]["said"]), id="said"),
        pytest.param(lambda of: chain_of(of)["steps"][0]["said"][0].update(statement="Norway left."), id="words"),
        pytest.param(lambda of: chain_of(of)["steps"][0]["said"][0].update(date="2021-03-03"), id="day"),
        pytest.param(lambda of: chain_of(of)["steps"][0]["said"][0].update(label="it opens"), id="side"),
        pytest.param(lambda of: of["track"]["articles"][0].update(published="2021-01-01"), id="its article"),
        pytest.param(lambda of: chain_of(of).pop("steps"), id="no steps"),
        pytest.param(lambda of: of["track"].update(chains=[{}]), id="an empty chain"),
    ],
)
def test_an_edit_of_the_object_is_seen(weekly: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(Path("brief.json").read_text(encoding="utf-8"))
    edit(document)
    Path("forged.json").write_text(json.dumps(document), encoding="utf-8")
    assert run("verify", "forged.json", "in").exit_code in (1, 4)


def test_what_was_flagged_then_is_flagged_again(bare: Path) -> None:
    """A position that is only partly verified keeps its sign in every later brief that repeats it."""
    (bare / "in").mkdir()
    (bare / "briefer.toml").write_text(QUESTION, encoding="utf-8")
    doubted = "Norway claims that the port is shut, which Chile denied.\n"
    for at, day in ((9, "2021-03-02"), (10, "2021-03-09")):
        (bare / "in" / f"{day}.txt").write_text(doubted if at == 9 else "Norway said the port was shut.\n", "utf-8")
        assert run("generate", "in", "--week", f"2021-W{at:02}").exit_code == 0
    page = Path("brief.md").read_text(encoding="utf-8")
    section = page[page.index("## Over the weeks") :].split("\n## ")[0]
    assert "⚠ partly verified" in section
    assert run("verify", "brief.md", "in").exit_code == 0
    Path("bold.md").write_text(re.sub(r"  \*\*⚠.*\n", "", page, count=1), encoding="utf-8")
    assert run("verify", "bold.md", "in").exit_code == 4


TRACKED = ("editions", "covered", "tracked")


# --- in the store -----------------------------------------------------------------------------------------------------


def as_of_version_two(db: sqlite3.Connection) -> None:
    """Makes a store what it was before there were rows of series."""
    of_then = {"replies", "articles", "runs", "endpoints", "migrations"}
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table not in of_then:
            db.execute(f"DROP TABLE {table}")
    db.execute("DELETE FROM migrations WHERE number >= 3")


def test_an_older_store_fills_its_rows_from_the_runs_it_keeps(weekly: Path) -> None:
    store = weekly / ".briefer" / "briefer.db"
    tables = TRACKED
    with sqlite3.connect(store) as db:
        before = {each: sorted(db.execute(f"SELECT * FROM {each}")) for each in tables}
        as_of_version_two(db)
    with open_store(f"sqlite:///{store}") as kept:
        assert [each.label[:8] for each in kept.editions("Ports", "rules")] == ["2021-W09", "2021-W10", "2021-W11"]
    with sqlite3.connect(store) as db:
        assert {each: sorted(db.execute(f"SELECT * FROM {each}")) for each in tables} == before
        assert len(before["tracked"]) == 5


def test_a_migration_that_cannot_be_filled_changes_nothing(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = weekly / ".briefer" / "briefer.db"
    with sqlite3.connect(store) as db:
        as_of_version_two(db)

    def stopped(db: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(schema, "FILLS", {3: stopped})
        with pytest.raises(KeyboardInterrupt):
            open_store(f"sqlite:///{store}")
    with open_store(f"sqlite:///{store}") as kept:
        assert len(kept.editions("Ports", "rules")) == 3


def test_a_week_made_again_takes_the_place_of_what_it_was(weekly: Path) -> None:
    (weekly / "in" / "2021-03-03.txt").write_text("Chile said the port was shut.\n", encoding="utf-8")
    assert run("generate", "in", "--week", "2021-W09").exit_code == 0
    assert run("generate", "in", "--week", "2021-W11").exit_code == 0
    found = json.loads(Path("brief.json").read_text(encoding="utf-8"))["track"]["chains"]
    chile = next(each for each in found if each["holder"] == "Chile")
    assert sorted(one["label"] for one in chile["steps"][0]["said"]) == ["it opens", "it stays shut"]


@pytest.mark.parametrize("damage", ["brief = '{'", "brief = '[]'", "brief = '{\"positions\": [{}]}'"])
def test_a_run_that_does_not_read_keeps_no_store_from_being_brought_up(weekly: Path, damage: str) -> None:
    store = weekly / ".briefer" / "briefer.db"
    with sqlite3.connect(store) as db:
        as_of_version_two(db)
        db.execute(f"UPDATE runs SET {damage} WHERE place = 2")
    with open_store(f"sqlite:///{store}") as kept:
        assert [each.label[:8] for each in kept.editions("Ports", "rules")] in (
            ["2021-W09", "2021-W11"],
            ["2021-W09", "2021-W10", "2021-W11"],
        )
        assert len(kept.runs()) == 3
