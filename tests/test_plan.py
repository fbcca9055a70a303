"""What a plan says comes true: asked of a real server, the jobs, their tokens and their cost stay within it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app
from tests.faultserver import Asked, Behaviour, FaultServer, error
from tests.test_llm_line import SEEDS, careful

KEY = "sk-a-key-that-must-not-show"
STAGES = ["extract", "check", "relate", "write"]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    (tmp_path / "prices.toml").write_text("[m]\ninput = 1.0\noutput = 4.0\n", encoding="utf-8")
    with FaultServer(careful) as served:
        monkeypatch.setenv("OPENAI_BASE_URL", served.address)
        monkeypatch.setenv("BRIEFER_MODEL", "m")
        yield served


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def planned(*words: object) -> dict[str, object]:
    result = run("plan", *words, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def stages(plan: dict[str, object]) -> dict[str, dict[str, int]]:
    found = plan["stages"]
    assert isinstance(found, list)
    return {each["task"]: each for each in found}


def test_a_plan_asks_nothing_and_bounds_what_is_asked(server: FaultServer) -> None:
    plan = planned(SEEDS)
    assert not server.asked
    before = stages(plan)
    assert list(before) == STAGES
    assert [each["sure"] for each in before.values()] == [True, False, False, False]
    assert before["extract"]["jobs"] == 11
    assert run("generate", SEEDS).exit_code == 0
    assert len(server.asked) <= sum(each["jobs"] for each in before.values())
    made = json.loads(Path("brief.json").read_text(encoding="utf-8"))["made_with"]
    cost = plan["cost_at_most"]
    assert isinstance(cost, float)
    assert 0 < made["cost"] <= cost
    assert made["requests"] == len(server.asked)


def test_what_is_in_the_store_is_not_planned_again(server: FaultServer) -> None:
    assert run("generate", SEEDS).exit_code == 0
    asked = len(server.asked)
    plan = planned(SEEDS)
    assert len(server.asked) == asked
    assert plan["cost_at_most"] == 0
    assert sum(each["known"] for each in stages(plan).values()) == asked
    assert all(each["sure"] and each["known"] == each["jobs"] for each in stages(plan).values())
    text = run("plan", SEEDS).stdout
    assert "0 requests, 100% of the answers are in the store" in text


def test_what_follows_from_known_answers_is_known_as_well(server: FaultServer) -> None:
    assert run("extract", SEEDS).exit_code == 0
    after = stages(planned(SEEDS))
    assert [each["sure"] for each in after.values()] == [True, True, True, False]
    assert after["extract"]["known"] == after["extract"]["jobs"]
    assert after["check"]["jobs"] == 10


def test_without_the_second_opinion_it_is_not_planned(server: FaultServer) -> None:
    assert list(stages(planned(SEEDS, "--no-second-opinion"))) == ["extract", "relate", "write"]


def test_a_model_without_a_price_has_an_unknown_cost(server: FaultServer) -> None:
    assert planned(SEEDS, "--model", "other")["cost_at_most"] is None
    assert "cost unknown: no table has a price for other" in run("plan", SEEDS, "--model", "other").stdout


def test_the_embedded_engine_costs_nothing(server: FaultServer) -> None:
    assert planned(SEEDS, "--engine", "rules")["cost_at_most"] == 0
    assert "no request, $0" in run("plan", SEEDS, "--engine", "rules").stdout


def test_a_malformed_table_of_prices_is_one_line(server: FaultServer) -> None:
    Path("prices.toml").write_text("[m]\ninput = 1\n", encoding="utf-8")
    result = run("plan", SEEDS)
    assert result.exit_code == 1
    assert result.stderr.strip().splitlines()[-1].startswith("briefer: prices.toml: [m] needs input and output")


def test_a_limit_is_never_crossed_and_a_higher_one_goes_on(server: FaultServer) -> None:
    refused = run("generate", SEEDS, "--max-cost", "0.0001")
    assert refused.exit_code == 1
    assert "may cost $" in refused.stderr
    assert not server.asked
    assert run("generate", SEEDS, "--max-cost", "5").exit_code == 0
    assert all(asked.body["max_completion_tokens"] > 1000 for asked in server.asked)
    asked = len(server.asked)
    assert run("generate", SEEDS, "--max-cost", "0").exit_code == 0  # all is in the store
    assert len(server.asked) == asked


def test_a_limit_without_a_price_is_refused_before_anything_is_asked(server: FaultServer) -> None:
    result = run("generate", SEEDS, "--model", "other", "--max-cost", "1")
    assert result.exit_code == 1
    assert "no table has a price for other (give one in prices.toml" in result.stderr
    assert not server.asked


def test_an_endpoint_that_knows_the_older_name_of_the_limit_is_asked_by_it(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def older(asked: Asked) -> Behaviour:
        if "max_completion_tokens" in asked.body:
            return error(400, "Unrecognized request argument supplied: max_completion_tokens")
        return careful(asked)

    with FaultServer(older) as old:
        monkeypatch.setenv("OPENAI_BASE_URL", old.address)
        assert run("generate", SEEDS, "--max-cost", "5", "--jobs", "1").exit_code == 0
    newer = [asked for asked in old.asked if "max_completion_tokens" in asked.body]
    assert 1 <= len(newer) <= 2  # one more was made ready
    assert sum("max_tokens" in asked.body for asked in old.asked) == len(old.asked) - len(newer)


@pytest.mark.parametrize("amount", ["much", "-1", "nan", "inf", "1,50"])
def test_a_limit_that_is_no_amount_is_one_line(server: FaultServer, amount: str) -> None:
    result = run("generate", SEEDS, "--max-cost", amount)
    assert result.exit_code == 1
    assert f"max_cost is {amount!r}" in result.stderr
