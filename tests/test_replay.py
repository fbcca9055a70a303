"""Recorded replies are found by key, by question, or by task and place; a bad recording is named with its line."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefer.engines import Settings
from briefer.engines.replay import engine, question
from briefer.errors import BrieferError, JobFailed
from briefer.model import Job, Message

JOB = Job("extract", {"sentences": ["S1"]}, {"type": "object"}, {"kind": "replay"}, (), "a.txt chunk 1")
ANSWER = {"claims": [1]}

Record = Callable[..., Settings]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    def write(*lines: dict[str, Any] | str) -> Settings:
        path = tmp_path / "replies.jsonl"
        texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return Settings(replies=str(path))

    return write


@pytest.mark.parametrize(
    "line",
    [
        pytest.param({"key": JOB.key, "answer": ANSWER}, id="key"),
        pytest.param({"key": JOB.key, "task": "extract", "answer": ANSWER}, id="key and more"),
        pytest.param({"key": question(JOB), "answer": ANSWER}, id="question"),
        pytest.param({"task": "extract", "place": "a.txt chunk 1", "answer": ANSWER}, id="task and place"),
    ],
)
def test_a_recorded_reply_is_found_by(record: Record, line: dict[str, Any]) -> None:
    reply = engine(record("", line, "  ")).answer(JOB)
    assert (reply.key, reply.answer, reply.usage.requests, reply.problems) == (JOB.key, ANSWER, 0, ())


@pytest.mark.parametrize(
    "line",
    [
        pytest.param({"key": "0" * 64, "answer": ANSWER}, id="another key"),
        pytest.param({"task": "relate", "place": "a.txt chunk 1", "answer": ANSWER}, id="another task"),
        pytest.param({"task": "extract", "place": "a.txt chunk 2", "answer": ANSWER}, id="another place"),
        pytest.param("", id="an empty recording"),
    ],
)
def test_a_job_without_a_recorded_reply_fails_as_not_recorded(record: Record, line: dict[str, Any] | str) -> None:
    with pytest.raises(JobFailed, match=r"extract at 'a.txt chunk 1'") as failed:
        engine(record(line)).answer(JOB)
    assert failed.value.code == "not-recorded"


def test_a_key_goes_before_a_place(record: Record) -> None:
    by_place = {"task": "extract", "place": "a.txt chunk 1", "answer": {"by": "place"}}
    assert engine(record(by_place, {"key": JOB.key, "answer": {"by": "key"}})).answer(JOB).answer == {"by": "key"}


def test_a_question_is_the_same_whoever_is_asked_and_in_whatever_words() -> None:
    other = replace(JOB, identity={"kind": "openai"}, messages=(Message("user", "Find claims."),), place="elsewhere")
    assert question(other) == question(JOB)
    assert other.key != JOB.key
    assert question(replace(JOB, payload={})) != question(JOB)


def test_identity_changes_with_the_recording(record: Record) -> None:
    one = engine(record({"key": "a", "answer": {}})).identity
    other = engine(record({"key": "b", "answer": {}})).identity
    assert one["kind"] == other["kind"] == "replay"
    assert one["sha256"] != other["sha256"]
    assert not engine(record()).reads_prompts


def test_the_engine_pickles_with_its_recording(record: Record) -> None:
    made = engine(record({"key": JOB.key, "answer": ANSWER}))
    assert pickle.loads(pickle.dumps(made)).answer(JOB) == made.answer(JOB)


def test_the_same_line_twice_is_fine(record: Record) -> None:
    line = {"key": JOB.key, "answer": ANSWER}
    assert engine(record(line, line)).answer(JOB).answer == ANSWER


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        pytest.param(["{"], "line 1 is not JSON", id="not JSON"),
        pytest.param([{"key": "a", "answer": {}}, "[]"], "line 2 is not a recorded reply", id="an array"),
        pytest.param([{"answer": {}}], "line 1 is not a recorded reply", id="no name"),
        pytest.param([{"task": "extract", "answer": {}}], "line 1 is not a recorded reply", id="task without place"),
        pytest.param([{"key": "a"}], "line 1 is not a recorded reply", id="no answer"),
        pytest.param([{"key": "a", "answer": "yes"}], "line 1 is not a recorded reply", id="answer not an object"),
        pytest.param([{"key": 1, "answer": {}}], "line 1 is not a recorded reply", id="key not a string"),
        pytest.param(
            [{"key": "a", "answer": {}}, {"key": "a", "answer": {"b": 1}}], "line 2 gives another", id="two answers"
        ),
    ],
)
def test_a_line_that_is_no_recorded_reply_is_named(record: Record, lines: list[Any], words: str) -> None:
    with pytest.raises(BrieferError, match=words) as stopped:
        engine(record(*lines))
    assert stopped.value.hint


@pytest.mark.parametrize(
    ("content", "words"),
    [pytest.param(None, "cannot read", id="missing"), pytest.param(b"\xff\xfe", "not UTF-8", id="not text")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "replies.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BrieferError, match=words) as stopped:
        engine(Settings(replies=str(path)))
    assert str(path) in stopped.value.message
    assert stopped.value.hint


def test_without_a_file_the_setting_is_named() -> None:
    with pytest.raises(BrieferError, match="needs recorded replies"):
        engine(Settings())
