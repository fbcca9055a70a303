"""The offline brief of the sample corpus against a careful reader's own, tests/data/seeds_reading.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefer import readers
from briefer.cli import app
from briefer.evidence.fold import fold
from briefer.evidence.span import locate
from briefer.model import Span

ROOT = Path(__file__).resolve().parent.parent
READING = json.loads((ROOT / "tests/data/seeds_reading.json").read_text(encoding="utf-8"))

NOT_READ = 4
"""Positions of the reading that the embedded engine may miss: what somebody does without saying it ("sided with")."""


@pytest.fixture(scope="module")
def lines() -> dict[str, Any]:
    result = CliRunner().invoke(app, ["extract", str(ROOT / "seeds"), "--engine", "rules"])
    assert result.exit_code == 0, result.output
    return {line["article"]: line for line in map(json.loads, result.stdout.splitlines())}


def test_nearly_every_position_that_a_reader_finds_is_found_with_its_holder(lines: dict[str, Any]) -> None:
    texts = {article.name: fold(article.text) for article in readers.read([ROOT / "seeds"])[0]}
    missed = []
    for wanted in READING["positions"]:
        place = locate(texts[wanted["article"]], wanted["quote"]).span
        holders = [
            position["holder"]
            for position in lines[wanted["article"]]["positions"]
            if any(place.overlaps(Span(*span)) for span in position["content"])
        ]
        if not any(wanted["holder"].lower() in holder.lower() or holder in wanted["holder"] for holder in holders):
            missed.append((wanted["article"], wanted["holder"], holders, wanted["quote"]))
    assert len(missed) <= NOT_READ, missed


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("ICBM", {"United States", "Western powers"}, {"Russia"}),
        ("secondary sanctions", {"United States"}, {"China"}),
        ("tightened, or eased", {"United States", "Japan", "South Korea"}, {"China", "Russia", "North Korea"}),
        ("doing enough", {"United States"}, {"China"}),
        ("hydrogen", {"North Korea"}, {"South Korea", "United States"}),
        ("being prepared", {"Japan"}, {"North Korea"}),
    ],
)
def test_the_disputes_that_a_reader_finds_have_the_right_holders_on_each_side(
    question: str, one: set[str], other: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["generate", str(ROOT / "seeds"), "--engine", "rules", "-o", "brief.json"])
    assert result.exit_code == 0, result.output
    brief = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    issue = next(each for each in brief["issues"] if question in each["question"])
    assert issue["disputed"]
    sides = [set(side["holders"]) for side in issue["sides"][:2]]
    assert one <= sides[0]
    assert other <= sides[1]
    assert not sides[0] & other - one
    assert not sides[1] & one - other
