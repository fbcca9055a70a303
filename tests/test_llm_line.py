"""The whole line with an LLM endpoint: a real HTTP server, the real client, prompts as they are shipped.

The model behind the server is a careful one (it reads the prompt that it is sent and answers by grammar) or a bad one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer.actors import table
from briefer.cli import app
from briefer.engines.rules import extract, relate
from briefer.model import Json
from tests.faultserver import Asked, Behaviour, FaultServer, error, pointer, says
from tests.llama import llama

__all__ = ["llama"]  # a fixture is found by its name in the module that uses it

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
KEY = "sk-a-key-that-must-not-show"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.delenv("BRIEFER_MODEL", raising=False)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def fenced(asked: Asked) -> str:
    """What stands between the fences of the user's message, and nowhere else."""
    user = asked.messages[-1]["content"]
    found = re.search(r"<<<([0-9a-f]{16})\n(.*)\n\1>>>", user, re.DOTALL)
    assert found, user
    return found[2]


def careful(asked: Asked) -> Behaviour:
    """A model that answers from nothing but the prompt."""
    text = fenced(asked)
    if "List who holds which position" in asked.words:
        paragraphs = [re.findall(r"^(S\d+) (.*)$", part, re.MULTILINE) for part in text.split("\n\n")]
        found = extract.answer({"paragraphs": [part for part in paragraphs if part]}, table())["positions"]
        return says({"positions": [pointer(each) for each in found]})
    if "Group them under the questions" in asked.words:
        return says(relate.answer({"positions": _positions(text)}, table()))
    if "Say of each statement" in asked.words:
        return says(
            {"verdicts": [{"id": each, "borne_out": "yes"} for each in re.findall(r"^C\d+", text, re.MULTILINE)]}
        )
    held = _positions(text)
    return says({"summary": [{"text": each["says"], "ids": [each["id"]]} for each in held[:3]]})


def _positions(text: str) -> list[Json]:
    pattern = r"^(P\d+) \[(.*?)(?:, article (\S+))?\] (?:(.*?), (\w+): )?(.*?) \| words: (.*)$"
    names = ("id", "date", "place", "holder", "kind", "says", "words")
    found = [dict(zip(names, each, strict=True)) for each in re.findall(pattern, text, re.MULTILINE)]
    # the prompt says "undated" where the embedded engine is given nothing
    dated = [{**each, "date": each["date"].replace("undated", "")} for each in found]
    return [{**each, "kind": each["kind"] or "asserts", "speaker": ""} for each in dated]


def test_a_careful_model_gets_a_verified_brief(run: Run, tmp_path: Path) -> None:
    with FaultServer(careful) as server:
        result = run("generate", SEEDS, "--base-url", server.address, "--model", "m")
        assert result.exit_code == 0, result.output
        assert len(server.asked) == 23  # eleven chunks, a second opinion on each of ten stories, relate, write
    brief = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert brief["made_with"]["engine"] == "openai"
    assert brief["made_with"]["tokens"] == 23 * 15
    assert len(brief["positions"]) > 60
    assert sum(issue["disputed"] for issue in brief["issues"]) >= 5
    assert len(brief["summary"]) == 3
    assert run("verify", "brief.md", SEEDS).exit_code == 0


def test_nothing_is_asked_twice_and_other_prompts_ask_only_what_changed(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "mine"
    pack.mkdir()
    (pack / "pack.toml").write_text('name = "mine"\npurpose = "Other words at the end"\n', encoding="utf-8")
    stress = '{% extends "default/write.md.j2" %}{% block stress %}Be brief.\n{% endblock %}'
    (pack / "write.md.j2").write_text(stress, encoding="utf-8")
    with FaultServer(careful) as server:
        options = ("--base-url", server.address, "--model", "m")
        run("generate", SEEDS, *options)
        first = len(server.asked)
        run("generate", SEEDS, *options)
        assert len(server.asked) == first
        assert run("generate", SEEDS, *options, "--pack", pack).exit_code == 0
        assert len(server.asked) == first + 1
        assert run("generate", SEEDS, *options, "--pack", "sanctions-lawyer").exit_code == 0
        assert len(server.asked) > first + 11


def test_a_second_opinion_speaks_against_a_statement_and_never_for_one(run: Run, tmp_path: Path) -> None:
    def doubts_the_first(asked: Asked) -> Behaviour:
        if "Say of each statement" not in asked.words:
            return careful(asked)
        names = re.findall(r"^C\d+", fenced(asked), re.MULTILINE)
        return says({"verdicts": [{"id": each, "borne_out": "no" if each == "C1" else "yes"} for each in names]})

    # whole chunks: the model of this test knows nothing of who was introduced before
    options = ("generate", SEEDS / "2017-07-29-kang-pressure.md", "--model", "m", "--jobs", "1")
    with FaultServer(doubts_the_first) as server:
        assert run(*options, "--base-url", server.address).exit_code == 0
        doubted = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))["positions"]
        assert run("verify", "brief.md", SEEDS).exit_code == 0
        assert run("verify", "brief.json", SEEDS).exit_code == 0
        asked = len(server.asked)
        assert run(*options, "--base-url", server.address, "--no-second-opinion").exit_code == 0
        plain = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))["positions"]
        # the statements were asked about already; only who leads the bottom line may be asked anew
        assert len(server.asked) <= asked + 2
    assert [each["status"] for each in doubted].count("partly verified") == 1
    assert all(each["status"] == "verified" for each in plain)
    [flagged] = [each for each in doubted if each["status"] != "verified"]
    assert flagged["reasons"] == ["a second reading by the engine does not find all of it in the passage"]


def test_without_an_answer_the_second_opinion_is_missed_and_the_brief_stands(run: Run, tmp_path: Path) -> None:
    def silent(asked: Asked) -> Behaviour:
        return error(400, "not today") if "Say of each statement" in asked.words else careful(asked)

    with FaultServer(silent) as server:
        result = run("generate", SEEDS / "2017-07-29-kang-pressure.md", "--model", "m", "--base-url", server.address)
    brief = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert result.exit_code == 4
    assert brief["positions"]
    assert "check-failed" in {each["code"] for each in brief["problems"]}


def test_the_next_run_asks_as_this_endpoint_wants_to_be_asked(run: Run) -> None:
    def knows_text_only(asked: Asked) -> Behaviour:
        return error(400, "response_format is not supported") if asked.format else careful(asked)

    articles = sorted(SEEDS.glob("2017-07-2*.md"))
    with FaultServer(knows_text_only) as server:
        for article in articles[:2]:
            assert run("generate", article, "--base-url", server.address, "--model", "m").exit_code == 0
        first = [asked.format for asked in server.asked if asked.format]
        assert 0 < len(first) <= 16
        before = len(server.asked)
        run("generate", articles[2], "--base-url", server.address, "--model", "m")
        assert not any(asked.format for asked in server.asked[before:])


def test_the_static_part_of_every_extract_prompt_is_the_same(run: Run) -> None:
    with FaultServer(careful) as server:
        run("generate", SEEDS, "--base-url", server.address, "--model", "m", "--jobs", "1")
        system = {asked.messages[0]["content"] for asked in server.asked[:11]}
        formats = {json.dumps(asked.body["response_format"], sort_keys=True) for asked in server.asked[:11]}
    assert len(system) == len(formats) == 1


def test_one_article_that_fails_is_named_and_the_others_are_briefed(run: Run, tmp_path: Path) -> None:
    def refuses_one(asked: Asked) -> Behaviour:
        from tests.faultserver import refuses

        return refuses() if "Cui Tiankai" in asked.messages[-1]["content"] and "S1 " in asked.words else careful(asked)

    with FaultServer(refuses_one) as server:
        options = ("--base-url", server.address, "--model", "m")
        result = run("generate", SEEDS, *options)
        assert result.exit_code == 4
        assert "refused" in result.stderr
        # what was refused was paid for as well
        taken = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))["made_with"]["tokens"]
        assert taken == 15 * len(server.asked)
        assert run("generate", SEEDS, *options, "--allow-partial").exit_code == 0
    brief = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert brief["coverage"]["failed"] == 1
    assert any("cui-secondary-sanctions" in problem["place"] for problem in brief["problems"])
    assert len(brief["positions"]) > 50
    assert "cui-secondary-sanctions" in (tmp_path / "brief.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("status", "message", "said"),
    [(401, "bad key", "OPENAI_API_KEY"), (404, "The model `m` does not exist", "--model")],
)
def test_a_wrong_setting_is_one_line(run: Run, status: int, message: str, said: str) -> None:
    with FaultServer(error(status, message)) as server:
        result = run("generate", SEEDS, "--base-url", server.address, "--model", "m")
    assert result.exit_code == 1
    assert said in result.stderr
    assert KEY not in result.output


def test_the_key_stands_nowhere(run: Run, tmp_path: Path) -> None:
    with FaultServer(careful) as server:
        result = run("generate", SEEDS, "--base-url", server.address, "--model", "m")
    assert KEY not in result.output
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or KEY.encode() not in path.read_bytes()


def test_doctor_tells_what_an_endpoint_can_do(run: Run) -> None:
    with FaultServer(says({"word": "yes"}), models=({"id": "m"},)) as server:
        result = run("doctor", "--base-url", server.address, "--model", "m", "--json")
    whats = {finding["what"] for finding in json.loads(result.stdout)}
    assert len(whats) > 5


@pytest.mark.server
def test_a_real_server_that_talks_noise_gets_nothing_into_the_brief(run: Run, tmp_path: Path, llama: str) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Russia said on Tuesday that the missile was only medium-range.\n", encoding="utf-8")
    result = run("generate", article, "--base-url", llama, "--model", "tiny", "--allow-partial")
    assert result.exit_code == 0, result.output
    brief = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert brief["positions"] == []
    assert brief["made_with"]["tokens"] > 500
    assert sum(brief["coverage"][key] for key in ("done", "empty", "failed")) == 1
