"""The embedded engine: answers the same jobs with the same JSON as an LLM, with no key and no network.

A module a task; each has one function `answer` from payload to answer. Deterministic: its version is in the job key.
"""

from __future__ import annotations

import hashlib
import pkgutil
from dataclasses import dataclass
from functools import cache

from briefer import attribution
from briefer.actors import table
from briefer.engines import Settings
from briefer.engines.rules import extract, relate, write
from briefer.errors import JobFailed
from briefer.model import Job, Json, Reply

_VERSION = "11"
RUNNER = "serial"


@dataclass(frozen=True, slots=True)
class Rules:
    """Grammar, lexicon and tables; see `briefer.attribution` for how speech is found. `actors` is the person's own."""

    actors: str = ""
    reads_prompts: bool = False

    @property
    def identity(self) -> Json:
        return {
            "kind": "rules",
            "version": _VERSION,
            "attribution": attribution.VERSION,
            "tables": _tables(self.actors),
        }

    def answer(self, job: Job) -> Reply:
        names = table(self.actors)
        match job.task:
            case "extract":
                answer, problems = extract.read(job.payload, names)
                return Reply(job.key, answer, problems=problems)
            case "relate":
                return Reply(job.key, relate.answer(job.payload, names))
            case "write":
                return Reply(job.key, write.answer(job.payload))
        raise JobFailed("unknown-task", f"the rules engine has no answer to {job.task!r}")


@cache
def _tables(own: str) -> str:
    """A hash of the tables that answers depend on, so that an edited line of them is a new question."""
    files = ("briefer", "actors.toml"), ("briefer.attribution", "cues.toml")
    own_files = tuple((__package__, name) for name in ("axes.toml", "actions.toml"))
    whole = [pkgutil.get_data(package, name) or b"" for package, name in (*files, *own_files)]
    return hashlib.sha256(b"\0".join((*whole, own.encode()))).hexdigest()[:16]


def engine(settings: Settings) -> Rules:
    """The engine, with the person's own actors laid over the shipped ones."""
    return Rules(settings.actors)
