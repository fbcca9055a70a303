"""A run with an LLM that is killed, interrupted, or out of disk: the next one asks only for what was not answered."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faultserver import Asked, Behaviour, FaultServer, Slow
from tests.test_llm_line import SEEDS, careful

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = sorted(SEEDS.glob("2017-*.md"))
SLOTS = 2


class Counted:
    """Answers slowly; counts the questions that were answered to the end."""

    def __init__(self) -> None:
        self.answered: Counter[str] = Counter()

    def __call__(self, asked: Asked) -> Behaviour:
        said = careful(asked)
        self.answered[asked.words] += 1
        return Slow(0.06, said)  # type: ignore[arg-type]


def start(folder: Path, address: str, limit: int = 0) -> subprocess.Popen[str]:
    """`briefer generate` in a folder, whose files may grow to so many kilobytes."""
    command = [sys.executable, "-m", "briefer", "generate", *map(str, ARTICLES), "--jobs", str(SLOTS)]
    if limit:
        command = ["bash", "-c", f'ulimit -f {limit}; exec "$@"', "bash", *command]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OPENAI_BASE_URL": address, "BRIEFER_MODEL": "m"}
    return subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and stderr of a process, at its end."""
    said = process.communicate(timeout=40)[1]
    assert "Traceback" not in said
    return process.returncode, said


def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The brief of a run that nothing happens to."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with FaultServer(careful) as server:
        assert ended(start(folder, server.address))[0] == 0
    return (folder / "brief.json").read_bytes()


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)], ids=["kill -9", "Ctrl-C"])
def test_a_run_that_is_stopped_pays_only_for_what_is_in_flight(
    tmp_path: Path, undisturbed: bytes, sign: int, code: int
) -> None:
    model = Counted()
    with FaultServer(model) as server:
        process = start(tmp_path, server.address)
        until(lambda: model.answered.total() >= 4)
        process.send_signal(sign)
        assert ended(process)[0] == code
        assert ended(start(tmp_path, server.address))[0] == 0
    twice = [count for count in model.answered.values() if count > 1]
    # under way in each slot, and just arrived and being written: the signal comes when a request does
    assert len(twice) <= 2 * SLOTS, twice
    assert max(model.answered.values()) <= 2
    assert (tmp_path / "brief.json").read_bytes() == undisturbed


def test_a_full_disk_stops_the_run_in_one_line_and_the_next_one_goes_on(tmp_path: Path, undisturbed: bytes) -> None:
    model = Counted()
    with FaultServer(model) as server:
        code, said = ended(start(tmp_path, server.address, limit=80))
        assert (code, "disk" in said) == (1, True), said
        assert model.answered.total() < 2 * len(ARTICLES)
        assert ended(start(tmp_path, server.address))[0] == 0
    assert sum(count > 1 for count in model.answered.values()) <= 2 * SLOTS
    assert (tmp_path / "brief.json").read_bytes() == undisturbed
