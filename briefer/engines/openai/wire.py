"""A job as the body of a request, and the body of an answer as what was said. Values in, values out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from briefer.engines.openai.reading import complete_items, objects
from briefer.engines.openai.schema import Violation, violations
from briefer.model import Job, Json, Message, Usage

_TEMPLATES = ("schema_in_prompt", "repair", "reassure")
_LONGEST_ECHO = 4000
"""Characters of a wrong reply that are sent back with the repair request."""
_MOST_WRONGS = 5


class Rung(IntEnum):
    """How an endpoint is asked for JSON, strictest first."""

    JSON_SCHEMA = 0
    JSON_OBJECT = 1
    TEXT = 2


@dataclass(frozen=True, slots=True)
class Said:
    """One reply of the model. `sure` is false when a stricter rung may have failed for another reason than format."""

    rung: Rung
    text: str
    stop: str
    refusal: str
    usage: Usage
    sure: bool

    @property
    def at_length(self) -> bool:
        """Whether it stopped because it had reached the length it may have."""
        return self.stop in ("length", "max_tokens")


@dataclass(frozen=True, slots=True)
class Before:
    """What the question is asked again after: a reply that cannot be used and why, or a refusal."""

    text: str = ""
    why: tuple[Violation, ...] = ()
    refused: bool = False

    @property
    def wrong(self) -> str:
        return "\n".join(f"- {one}" for one in self.why[:_MOST_WRONGS])


FIRST = Before()


def response_format(job: Job, rung: Rung) -> Json:
    """How the endpoint is asked for JSON on this rung; nothing on the last one."""
    if rung is Rung.JSON_OBJECT:
        return {"response_format": {"type": "json_object"}}
    if rung is Rung.JSON_SCHEMA:
        described = {"name": job.task, "strict": True, "schema": job.schema}
        return {"response_format": {"type": "json_schema", "json_schema": described}}
    return {}


def messages(job: Job, rung: Rung, before: Before) -> tuple[Message, ...]:
    """The job's messages, with the schema in words where the endpoint is not given it otherwise."""
    schema = json.dumps(job.schema, ensure_ascii=False, separators=(",", ":"))
    if before.why:
        repair = _template("repair").substitute(wrong=before.wrong, schema=schema)
        if not before.text:  # some endpoints refuse an empty message
            return _with_added(job.messages, -1, repair)
        return (*job.messages, Message("assistant", before.text[:_LONGEST_ECHO]), Message("user", repair))
    asked = _with_added(job.messages, -1, _template("reassure").template) if before.refused else job.messages
    if rung is Rung.JSON_SCHEMA:
        return asked
    # In the first message, which is the same for all jobs of a task, so that prompt caches keep working.
    return _with_added(asked, 0, _template("schema_in_prompt").substitute(schema=schema))


def _with_added(messages: tuple[Message, ...], place: int, text: str) -> tuple[Message, ...]:
    changed = list(messages or (Message("user", ""),))
    changed[place] = Message(changed[place].role, f"{changed[place].content}\n\n{text}".lstrip())
    return tuple(changed)


def said(body: Mapping[str, Any], rung: Rung, requests: int, sure: bool) -> Said:
    """Parse a chat completion; what is missing in it is empty."""
    choice = _object(next(iter(body.get("choices") or ()), {}))
    message = _object(choice.get("message"))
    content = message.get("content") or ""
    if isinstance(content, list):
        content = "".join(str(_object(part).get("text", "")) for part in content)
    return Said(
        rung,
        str(content),
        str(choice.get("finish_reason") or ""),
        str(message.get("refusal") or ""),
        Usage(requests) + usage(body),
        sure,
    )


def usage(body: Mapping[str, Any]) -> Usage:
    """The tokens that a chat completion says it took; 0 requests."""
    told = _object(body.get("usage"))
    return Usage(
        0,
        _number(told.get("prompt_tokens")),
        _number(told.get("completion_tokens")),
        _number(_object(told.get("prompt_tokens_details")).get("cached_tokens")),
    )


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def read(text: str, schema: Json) -> tuple[Json, tuple[Violation, ...]]:
    """The first object in the reply that is valid; else the likeliest one with what is wrong with it."""
    empty = "is empty" if not text.strip() else "is not a JSON object"
    first: tuple[Json, tuple[Violation, ...]] = {}, (Violation("answer", empty, True),)
    for number, answer in enumerate(objects(text)):
        why = violations(answer, schema)
        if not why:
            return answer, ()
        first = first if number else (answer, why)
    return first


def whole_items(text: str, schema: Json) -> Json:
    """What a reply that broke off still holds: the whole and valid items of the array in which it did; {} for none."""
    found, name = complete_items(text)
    properties = schema.get("properties", {})
    of_item = properties.get(name, {}).get("items", {})
    kept = [item for item in found.get(name, ()) if not violations(item, of_item)]
    missing = [other for other in schema.get("required", ()) if other not in found]
    answer = {other: [] for other in missing if properties.get(other, {}).get("type") == "array"} | dict(found)
    answer[name] = kept
    return answer if kept and not violations(answer, schema) else {}


@cache
def _template(name: str) -> Template:
    return Template(Path(__file__).with_name(f"{name}.md").read_text(encoding="utf-8").strip())


@cache
def wording() -> str:
    """Names what is said to the model beside the job's own messages, so that other words make other jobs."""
    whole = "\n".join(_template(name).template for name in _TEMPLATES)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]
