"""The whole line with `--batch`: the same brief for half the money, and nothing paid twice when it is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app
from briefer.runners import batch
from tests.batchserver import BatchServer
from tests.faultserver import Asked, Behaviour, FaultServer, error
from tests.test_llm_line import KEY, SEEDS, careful

HURRIED = ("--engine", "tests.hurried", "--model", "m")
FILES = ("brief.md", "brief.html", "brief.json")

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.delenv("BRIEFER_MODEL", raising=False)
    monkeypatch.setattr(batch, "_QUIET", 0.05)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def server() -> Iterator[BatchServer]:
    with BatchServer(careful, polls=3) as served:
        yield served


def briefs() -> list[bytes]:
    return [Path(name).read_bytes() for name in FILES]


def usual(run: Run) -> list[bytes]:
    """The brief that is made without batches."""
    with FaultServer(careful) as singly:
        result = run("generate", SEEDS, *HURRIED, "--base-url", singly.address, "--store", ":memory:")
    assert result.exit_code == 0, result.output
    return briefs()


def facts(made: bytes) -> dict[str, object]:
    """What a brief says, but not at which port it asked."""
    found: dict[str, object] = json.loads(made)
    return found


def test_the_brief_is_the_one_made_without(run: Run, server: BatchServer) -> None:
    before = usual(run)
    result = run("generate", SEEDS, *HURRIED, "--base-url", server.address, "--batch")
    assert result.exit_code == 0, result.output
    assert briefs() == before
    assert not server.asked
    assert len(server.batches) == 3  # reading; relating and checking; the bottom line
    assert len(server.batched) == 23
    assert "questions go to the endpoint in batches" in result.stderr
    again = run("generate", SEEDS, *HURRIED, "--base-url", server.address, "--batch")
    assert again.exit_code == 0
    assert len(server.batches) == 3
    assert run("verify", "brief.md", SEEDS).exit_code == 0


@pytest.mark.parametrize("killed_at", [1, 2, 3])
def test_killed_after_it_submitted_nothing_is_paid_twice(
    run: Run, server: BatchServer, tmp_path: Path, killed_at: int
) -> None:
    before = usual(run)

    def polls(name: str) -> dict[str, object]:
        """The batch at which it is killed ends only for the next process."""
        server.polls = float("inf") if len(server.batches) == killed_at and not killed else 1
        return BatchServer.poll(server, name)

    killed = False
    server.poll = polls  # type: ignore[method-assign,assignment]
    process = started(server, tmp_path)
    until(lambda: len(server.batches) == killed_at and server.polled[next(reversed(server.batches))] > 1)
    process.kill()
    process.communicate()
    killed = True
    submitted = server.submitted
    result = run("generate", SEEDS, *HURRIED, "--base-url", server.address, "--batch")
    assert result.exit_code == 0, result.output
    assert briefs() == before
    assert server.submitted[: len(submitted)] == submitted
    assert len(set(server.submitted)) == len(server.submitted) == len(server.batched) == 23
    assert not server.asked


def test_interrupted_it_says_in_one_line_that_the_batch_goes_on(run: Run, server: BatchServer, tmp_path: Path) -> None:
    server.polls = float("inf")
    process = started(server, tmp_path)
    until(lambda: server.polled.total() > 1)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    _, last = told.decode().splitlines()
    assert last == (
        "briefer: interrupted; what was submitted goes on at the endpoint, and the same command collects it"
    )
    server.polls = 1
    assert run("generate", SEEDS, *HURRIED, "--base-url", server.address, "--batch").exit_code == 0
    assert len(server.batches) == 3


def started(server: BatchServer, folder: Path) -> subprocess.Popen[bytes]:
    """The command as a process of its own, in the folder."""
    words = ["generate", str(SEEDS), *HURRIED, "--base-url", server.address, "--batch"]
    root = str(Path(__file__).resolve().parent.parent)
    return subprocess.Popen(
        [sys.executable, "-m", "briefer", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_it_costs_half_and_the_plan_says_so(run: Run, server: BatchServer, tmp_path: Path) -> None:
    (tmp_path / "prices.toml").write_text("[m]\ninput = 1.0\noutput = 4.0\n", encoding="utf-8")
    options = (SEEDS, *HURRIED, "--base-url", server.address)
    full, half = (json.loads(run("plan", *options, "--json", *more).stdout) for more in ((), ("--batch",)))
    assert not server.routes
    assert half["cost_at_most"] == pytest.approx(full["cost_at_most"] / 2, abs=1e-6)
    assert (full["batch"], half["batch"]) == (False, True)
    assert "in batches" in run("plan", *options, "--batch").stdout
    singly = facts(usual(run)[2])["made_with"]["cost"]  # type: ignore[index]
    result = run("generate", *options, "--batch", "--max-cost", half["cost_at_most"])
    assert result.exit_code == 0, result.output
    cost = facts(briefs()[2])["made_with"]["cost"]  # type: ignore[index]
    assert cost == singly / 2
    assert cost <= half["cost_at_most"]


def test_the_setting_is_the_switch(run: Run, server: BatchServer, tmp_path: Path) -> None:
    (tmp_path / "briefer.toml").write_text("batch = true\n", encoding="utf-8")
    options = ("extract", SEEDS, *HURRIED, "--base-url", server.address)
    assert run(*options).exit_code == 0
    assert len(server.batches) == 1
    assert len(server.batched) == 11
    assert run(*options, "--no-batch", "--store", ":memory:").exit_code == 0
    assert len(server.asked) == 11


def test_few_articles_are_not_cut_into_sections(run: Run, server: BatchServer) -> None:
    result = run("extract", SEEDS / "2017-07-29-kang-pressure.md", *HURRIED, "--base-url", server.address, "--batch")
    assert result.exit_code == 0
    assert len(server.batched) == 1


@pytest.mark.parametrize("command", ["generate", "extract"])
def test_an_engine_without_batches_is_named(run: Run, command: str) -> None:
    result = run(command, SEEDS, "--engine", "rules", "--batch")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "briefer: the rules engine answers at once and knows no batches; openai does"
        " (leave --batch out, or add --engine openai)"
    )


def test_an_endpoint_without_batches_is_told_in_one_line(run: Run) -> None:
    with FaultServer(careful) as server:
        result = run("generate", SEEDS, *HURRIED, "--base-url", server.address, "--batch")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].endswith("/v1 has no batches (leave --batch out)")
    assert not server.asked


def test_a_question_without_an_answer_is_in_the_coverage_note(run: Run, server: BatchServer, tmp_path: Path) -> None:
    def refuses_one(asked: Asked) -> Behaviour:
        return error(400, "not today") if "Kang" in asked.words and "List who" in asked.words else careful(asked)

    with BatchServer(refuses_one, singly=refuses_one) as picky:
        result = run("generate", SEEDS, *HURRIED, "--base-url", picky.address, "--batch")
    assert result.exit_code == 4
    problems = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))["problems"]
    assert [each["code"] for each in problems].count("bad-request") >= 1
