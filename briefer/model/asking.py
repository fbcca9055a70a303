"""What is asked of an engine and what it answers: jobs, replies, and what they take."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from functools import cached_property
from operator import add
from typing import NamedTuple

from briefer.model.articles import Json, Problem


class Message(NamedTuple):
    role: str
    content: str


@dataclass(frozen=True)
class Job:
    """One question to an engine. `place` is for messages only; `key` is the hash of all that the answer depends on."""

    task: str
    payload: Json
    schema: Json
    identity: Json
    messages: tuple[Message, ...] = ()
    place: str = ""

    @cached_property
    def key(self) -> str:
        """SHA-256 of the canonical JSON of everything but `place`."""
        whole = [self.task, self.payload, self.schema, self.identity, self.messages]
        canonical = json.dumps(whole, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Usage:
    """What answering took: tokens as the endpoint reports them, requests sent. All 0 for `rules`."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    batch_prompt_tokens: int = 0
    """Of the tokens above, those that were answered in a batch; so the next two."""
    batch_completion_tokens: int = 0
    batch_cached_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(*map(add, astuple(self), astuple(other)))


BROKE_OFF, TOO_LONG = "reply-truncated", "too-long"
"""A reply's problems when its question was too large: what it holds is whole, and more is to be asked."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs, in USD per million tokens; `cached` is input that the endpoint has seen before."""

    input: float
    cached: float
    output: float

    def of(self, usage: Usage) -> float:
        """USD for what was used; what was answered in a batch costs half."""
        _, *tokens = astuple(usage)
        return self._listed(*tokens[:3]) - self._listed(*tokens[3:]) / 2

    def _listed(self, prompt: int, completion: int, cached: int) -> float:
        found = min(cached, prompt)
        return ((prompt - found) * self.input + found * self.cached + completion * self.output) / 1_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """An engine's answer to the job with this key: a JSON object, parsed and nothing more. Untrusted."""

    key: str
    answer: Json
    usage: Usage = Usage()
    problems: tuple[Problem, ...] = ()

    @property
    def broke_off(self) -> bool:
        return any(problem.code in (BROKE_OFF, TOO_LONG) for problem in self.problems)
