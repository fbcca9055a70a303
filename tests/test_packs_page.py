"""docs/packs.md is true: the pack on the page passes its check, and does in a brief what the page says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer import assets, grades
from briefer.cli import app
from briefer.model import Kind, Modality

PAGE = (Path(__file__).parents[1] / "docs" / "packs.md").read_text(encoding="utf-8")
FILES = re.findall(r"^```\w+ file=(\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def shipping(bare: Path) -> Path:
    for path, text in FILES:
        (bare / path).parent.mkdir(exist_ok=True)
        (bare / path).write_text(text, encoding="utf-8")
    return bare / "shipping"


def test_the_pack_on_the_page_passes_its_check(shipping: Path) -> None:
    result = run("packs", "check", shipping)
    assert result.exit_code == 0, result.output
    assert len(FILES) == 3


def test_it_changes_a_brief_as_the_page_says(shipping: Path, bare: Path) -> None:
    (bare / "a.txt").write_text(
        "Chile said that the fees would double.\n\nPeru said that it rained.\n\n"
        "Chile's trade minister, Luis Rey, warned that ships may be seized.\n",
        encoding="utf-8",
    )
    assert run("generate", "a.txt", "--pack", shipping).exit_code == 0
    brief = json.loads(Path("brief.json").read_text(encoding="utf-8"))
    order = [each["id"] for side in brief["issues"][-1]["sides"] for each in _held(brief, side)]
    called = {each["id"]: each["grade"] for each in brief["positions"]}
    assert [called[each] for each in order] == ["a danger to ships", "a cost", ""]
    assert run("verify", "brief.md", "a.txt").exit_code == 0


def _held(brief: dict[str, list[dict[str, str]]], side: dict[str, list[str]]) -> list[dict[str, str]]:
    by_id = {each["id"]: each for each in brief["positions"]}
    return [by_id[each] for each in side["positions"]]


def test_the_page_lists_every_pack_and_every_condition() -> None:
    for name in assets.packs():
        assert f"| `{name}` |" in PAGE
    for key in set(grades.KEYS) - {"label", "withhold"}:
        assert f"| `{key}` |" in PAGE
    for value in (*Kind, *Modality, *grades.Speaker):
        assert f"`{value}`" in PAGE
