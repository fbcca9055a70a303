"""Makes jobs: a payload with its prompt, its schema and the identity of the engine that will answer. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from briefer.model import Job, Json, Message

Prompt = Callable[[str, Json], tuple[Message, ...]]
"""Renders the prompt of a task for a payload; () for an engine that reads only payloads."""


def no_prompt(task: str, payload: Json) -> tuple[Message, ...]:  # noqa: ARG001 - a Prompt that has nothing to say
    """The prompt of an engine that reads only payloads."""
    return ()


@dataclass(frozen=True, slots=True)
class Asker:
    """What every job of one run shares."""

    identity: Json
    prompt: Prompt = field(default=no_prompt)

    def job(self, task: str, payload: Json, schema: Json, place: str) -> Job:
        return Job(task, payload, schema, self.identity, self.prompt(task, payload), place)


def text(limit: int) -> Json:
    """The schema of a string of at most `limit` code points."""
    return {"type": "string", "maxLength": limit}


def items(schema: Json, most: int) -> Json:
    """The schema of an array of at most `most` things."""
    return {"type": "array", "items": schema, "maxItems": most}


def either(*schemas: Json) -> Json:
    """The schema of what fits one of these at least. Their first properties differ: some endpoints refuse others."""
    return {"anyOf": list(schemas)}


def record(**properties: Json) -> Json:
    """The schema of an object that has exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
