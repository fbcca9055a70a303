"""What every engine promises. An engine is found by being in its folder; none is named here."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from types import ModuleType

import pytest

from briefer import plugins
from briefer.engines import Engine, Settings
from briefer.errors import EngineUnusable, JobFailed
from briefer.model import Job

SECRET = "sk-secret"
JOB = Job("no-such-task", {}, {"type": "object"}, {"kind": "test"})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """What any engine could ask for; the address refuses every connection."""
    replies = tmp_path / "replies.jsonl"
    replies.write_text(json.dumps({"key": "0" * 64, "task": "extract", "answer": {"claims": []}}) + "\n")
    return Settings(
        model="m",
        base_url="http://127.0.0.1:9/v1",
        api_key=SECRET,
        replies=str(replies),
        timeout=0.2,
    )


@pytest.fixture(params=plugins.names("engines"))
def module(request: pytest.FixtureRequest) -> ModuleType:
    return plugins.load("engines", request.param)


@pytest.fixture
def engine(module: ModuleType, settings: Settings) -> Engine:
    made: Engine = module.engine(settings)
    return made


def test_says_what_it_is(module: ModuleType) -> None:
    assert module.__doc__


def test_identity_is_json_and_names_its_kind(engine: Engine) -> None:
    assert json.loads(json.dumps(engine.identity)) == dict(engine.identity)
    assert engine.identity["kind"]


def test_identity_is_the_same_for_the_same_settings(module: ModuleType, settings: Settings) -> None:
    assert module.engine(settings).identity == module.engine(settings).identity


def test_identity_and_representation_hold_no_secret(engine: Engine) -> None:
    assert SECRET not in json.dumps(engine.identity)
    assert SECRET not in repr(engine)


def test_knows_whether_it_reads_prompts(engine: Engine) -> None:
    assert isinstance(engine.reads_prompts, bool)


def test_pickles_to_wherever_a_runner_runs(engine: Engine) -> None:
    copy = pickle.loads(pickle.dumps(engine))
    assert (copy.identity, copy.reads_prompts) == (engine.identity, engine.reads_prompts)


def test_answers_or_says_in_its_own_words_that_it_cannot(engine: Engine) -> None:
    said = "answered"
    try:
        assert engine.answer(JOB).key == JOB.key
    except (JobFailed, EngineUnusable) as error:
        said = str(error)
    assert said
    assert SECRET not in said
