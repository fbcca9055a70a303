"""Answers with recorded replies: for tests, for demonstrations, and for running again without an endpoint.

The file is JSON lines, in two kinds that may be mixed. Blank lines are skipped.

- `{"key": "…", "answer": {…}}`: the answer to the job with this key, or to the question with it, see `question`
- `{"task": "extract", "place": "a.txt chunk 1", "answer": {…}}`: by hand, for the task's job at that place
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.engines import Engine, Settings
from briefer.errors import BrieferError, JobFailed
from briefer.model import Job, Json, Reply

_SHAPE = 'each line must be {"key", "answer"} or {"task", "place", "answer"}, the answer an object'

_Name = str | tuple[str, str]


RUNNER = "serial"


def question(job: Job) -> str:
    """The key of what is asked, whoever is asked and however it is worded: of task, payload and schema alone.

    A job's own key names the engine, which a recording from another engine could never match.
    """
    return Job(job.task, job.payload, job.schema, {}).key


@dataclass(frozen=True)
class ReplayEngine:
    """`answers` by key, and by task and place."""

    sha256: str
    answers: Mapping[_Name, Json]

    reads_prompts = False

    @property
    def identity(self) -> Json:
        return {"kind": "replay", "sha256": self.sha256}

    def answer(self, job: Job) -> Reply:
        """The recorded reply; raises JobFailed with the code not-recorded when there is none."""
        for name in (job.key, question(job), (job.task, job.place)):
            if name in self.answers:
                return Reply(job.key, self.answers[name])
        raise JobFailed(
            "not-recorded", f"no reply is recorded for {job.task} at {job.place!r} (question {question(job)})"
        )


def engine(settings: Settings) -> Engine:
    """The engine for the recording at `settings.replies`; BrieferError when that is missing or not a recording."""
    if not settings.replies:
        raise BrieferError("the engine 'replay' needs recorded replies", "set `replies` to the path of their file")
    path = Path(settings.replies)
    try:
        recorded = path.read_bytes()
        lines = recorded.decode("utf-8-sig").split("\n")
    except OSError as error:
        raise BrieferError(f"cannot read the recorded replies {path}: {error.strerror}", "is the path right?") from None
    except UnicodeDecodeError:
        raise BrieferError(f"the recorded replies {path} are not UTF-8 text", _SHAPE) from None
    return ReplayEngine(hashlib.sha256(recorded).hexdigest(), _answers(lines, path))


def _answers(lines: list[str], path: Path) -> dict[_Name, Json]:
    answers: dict[_Name, Json] = {}
    for number, line in enumerate(lines, start=1):
        for name, answer in _read(line, f"{path} line {number}") if line.strip() else ():
            if answers.setdefault(name, answer) != answer:
                raise BrieferError(f"{path} line {number} gives another answer to {name}", "remove one of the two")
    return answers


def _read(line: str, place: str) -> Iterator[tuple[_Name, Json]]:
    try:
        record: Any = json.loads(line)
    except ValueError as error:
        raise BrieferError(f"{place} is not JSON: {error}", _SHAPE) from None
    match record:
        case {"key": str(key), "answer": dict(answer)}:
            yield key, answer
        case {"task": str(task), "place": str(at), "answer": dict(answer)}:
            yield (task, at), answer
        case _:
            raise BrieferError(f"{place} is not a recorded reply", _SHAPE)
