"""--second-engine: what both engines found is marked, what only the second did is listed, and the brief verifies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from briefer import concurrence
from briefer.cli import app
from tests import desk
from tests.faultserver import Asked, Behaviour, FaultServer, says
from tests.test_llm_line import careful

ARTICLE = (
    "OSLO, March 4, 2021 - Norway said that the port was shut.\n\nChile said that fees may rise.\n\n"
    "Peru denied that it had asked for a delay.\n"
)


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path("brief.json").read_text(encoding="utf-8"))
    return found


def misses_one(asked: Asked) -> Behaviour:
    """A careful model that does not see what Chile said."""
    answer = careful(asked)
    if "List who holds which position" not in asked.words:
        return answer
    positions = json.loads(answer.text or "")["positions"]  # type: ignore[union-attr]
    return says({"positions": [each for each in positions if each["holder"] != "Chile"]})


@pytest.fixture
def two(bare: Path, monkeypatch: pytest.MonkeyPatch) -> FaultServer:
    """A brief by a model that misses one of three positions, with the embedded engine as the second one."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-some-key")
    (bare / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with FaultServer(misses_one) as server:
        result = run("generate", "a.txt", "--base-url", server.address, "--model", "m", "--second-engine", "rules")
    assert result.exit_code == 0, result.output
    return server


def test_what_both_found_is_marked_and_what_one_found_is_listed(two: FaultServer) -> None:
    brief = read()
    assert {each["holder"]: each["both_engines"] for each in brief["positions"]} == {"Norway": True, "Peru": True}
    told = brief["second_engine"]
    assert (told["engine"], told["both"]) == ("rules", 2)
    assert [each["statement"] for each in told["only"]] == ["Chile said that fees may rise."]
    page = Path("brief.md").read_text(encoding="utf-8")
    assert page.count("both engines*") == 2
    section = page.split("## Found by the rules engine only")[1].split("\n## ")[0]
    assert "- Chile said that fees may rise. [^" in section
    assert "Chile said that fees may rise." in Path("brief.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["brief.md", "brief.json"])
def test_such_a_brief_verifies_and_a_changed_word_is_found(two: FaultServer, name: str) -> None:
    checked = run("verify", name, "a.txt")
    assert checked.exit_code == 0, checked.output
    text = Path(name).read_text(encoding="utf-8")
    for old, new in (("fees may rise", "fees may fall"), ("Chile said that", "Peru said that")):
        assert old in text
        Path(name).write_text(text.replace(old, new), encoding="utf-8")
        checked = run("verify", name, "a.txt")
        assert checked.exit_code == 4, checked.output


def test_it_asks_nothing_more_and_is_remembered(two: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = len(two.asked)
    with FaultServer(misses_one) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        before = read()
        assert run("regenerate").exit_code == 0
        again = read()
        assert again["second_engine"] == before["second_engine"]
    assert len(two.asked) == asked


def test_without_a_second_engine_a_brief_says_nothing_of_one(bare: Path) -> None:
    (bare / "a.txt").write_text(ARTICLE, encoding="utf-8")
    run("generate", "a.txt")
    assert "second_engine" not in read()
    assert not any("both_engines" in each for each in read()["positions"])
    assert "both engines" not in Path("brief.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["--engine", "rules", "--second-engine", "rules"], "and so is the first", id="the same"),
        pytest.param(["--engine", "rules", "--second-engine", "openai"], "asks nobody", id="one that is paid"),
        pytest.param(["--second-engine", "gpt"], "no engine named 'gpt'", id="none"),
    ],
)
def test_a_second_engine_that_makes_no_sense_is_one_line(bare: Path, words: list[str], told: str) -> None:
    (bare / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = run("generate", "a.txt", *words)
    assert result.exit_code == 1
    assert told in result.stderr
    assert not Path("brief.md").exists()


def test_the_same_words_under_another_holder_are_no_agreement() -> None:
    from dataclasses import replace

    found = desk.brief([desk.article(ARTICLE)]).positions
    norway = next(each for each in found if each.holder == "Norway")
    other = replace(norway, holder="Sweden", holders=("Sweden",))
    told = concurrence.compare("x", found, (*(each for each in found if each is not norway), other))
    assert norway.id not in told.both
    assert [each.holder for each in told.only] == ["Sweden"]
