"""The files of a batch, JSON lines both: requests by their keys out, answers by their keys in; pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from briefer.engines.openai.failures import Failure, failure
from briefer.model import Json

URL: Final = "/v1/chat/completions"
MOST_REQUESTS, MOST_BYTES = 50_000, 200_000_000
"""What a file may hold, by OpenAI's reference of `POST /batches`."""


@dataclass(frozen=True, slots=True)
class File:
    """Requests of one batch as JSON lines, with their keys; `manner` is how all of them are put: one without words."""

    keys: frozenset[str]
    data: bytes
    manner: Json


@dataclass(frozen=True, slots=True)
class Line:
    """What a batch says of one request: the body of an answer, or why there is none; both empty where it only ended."""

    key: str
    body: Json = field(default_factory=dict)
    why: Failure | None = None


def files(requests: Iterable[tuple[str, Json]], most: int = MOST_REQUESTS, size: int = MOST_BYTES) -> Iterator[File]:
    """The requests by key, as files of at most so many of them and so many bytes."""
    keys: list[str] = []
    lines: list[bytes] = []
    manner: Json = {}
    held = 0
    for key, body in requests:
        line = json.dumps({"custom_id": key, "method": "POST", "url": URL, "body": body}).encode() + b"\n"
        if keys and (len(keys) == most or held + len(line) > size):
            yield File(frozenset(keys), b"".join(lines), manner)
            keys, lines, held = [], [], 0
        manner = manner if keys else _manner(body)
        keys.append(key)
        lines.append(line)
        held += len(line)
    if keys:
        yield File(frozenset(keys), b"".join(lines), manner)


def answers(text: str, redact: Callable[[str], str]) -> Iterator[Line]:
    """The lines of an output or error file; others are passed over. `redact` takes secrets out of errors."""
    for said in map(decoded, text.split("\n")):
        if "custom_id" in said:
            yield _line(said, redact)


def asked(text: str) -> tuple[frozenset[str], Json]:
    """The keys in an input file, and how its requests are put."""
    lines = [line for line in map(decoded, text.split("\n")) if "custom_id" in line]
    body = lines[0].get("body") if lines else None
    return frozenset(str(line["custom_id"]) for line in lines), _manner(body if isinstance(body, dict) else {})


def decoded(text: str) -> Json:
    """The JSON object that a text is; an empty one where it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def why(error: Any, status: int, redact: Callable[[str], str]) -> Failure:
    """What to do about an error that the endpoint put into a file or into the description of a batch."""
    text = redact(json.dumps(error))
    return failure(status, decoded(text) or text)


def _line(said: Json, redact: Callable[[str], str]) -> Line:
    key, response = str(said["custom_id"]), said.get("response")
    if not isinstance(response, dict) or not isinstance(response.get("body"), dict):
        return Line(key)
    status, body = response.get("status_code"), response["body"]
    if status == 200 and body.get("choices"):
        return Line(key, body)
    return Line(key, why=why(body, status if isinstance(status, int) else 500, redact))


def _manner(body: Mapping[str, Any]) -> Json:
    return {name: value for name, value in body.items() if name != "messages"}
