"""What to do about an endpoint's error. Status and body of one HTTP answer in, a Failure out; pure.

Endpoints agree on little but the status: one says 400 to a response format it does not know, another 500; one says
404 to a wrong model, another 400. So status and words are looked up together, in one table, and the first row wins.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

KEY, MODEL, ADDRESS = "OPENAI_API_KEY", "--model", "--base-url"


class Remedy(Enum):
    """What helps against a failure."""

    WAIT = auto()
    """Ask again later; the endpoint has too much to do."""
    OTHER_FORMAT = auto()
    """Ask for the reply in a less strict format."""
    OTHER_LIMIT = auto()
    """Say by its other name how many tokens an answer may have."""
    NO_TEMPERATURE = auto()
    """Ask without a temperature: the model has only one."""
    SETTING = auto()
    """Nothing but another setting; `Failure.setting` names it."""
    NONE = auto()
    """Nothing; this job cannot be answered."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request got no answer: `code` as of JobFailed, `words` one line of the endpoint's own."""

    status: int
    remedy: Remedy
    code: str
    words: str
    setting: str = ""

    @property
    def may_be_the_format(self) -> bool:
        """The endpoint did not say what it disliked; llama-cpp-python answers a bare 500 to a response format."""
        return self.status in (400, 422, 500) and self.code in ("bad-request", "endpoint-error")


_TOO_LONG = (
    r"context_length|context length|context window|context size|maximum context|prompt is too long|request too large"
    r"|string_above_max"
)
_FORMAT = r"response_format|json_schema|json_object|json mode|structured.output|guided|grammar|schema"
_NO_MODEL = (
    r"model_not_found|no such model|(unknown|invalid) model"
    r"|model\b.{0,120}(not found|not exist|not available|not supported|no access|unknown)"
)
_ANY = range(400, 600)
_REJECTED = (400, 404, 415, 422, 500, 501)
_RULES: tuple[tuple[range | tuple[int, ...], str, Remedy, str, str], ...] = (
    # statuses, words in the body, remedy, code, setting
    ((402,), "", Remedy.SETTING, "no-credit", KEY),
    ((403, 429), r"insufficient_quota", Remedy.SETTING, "no-credit", KEY),
    (_ANY, _TOO_LONG, Remedy.NONE, "too-long", ""),
    ((413,), "", Remedy.NONE, "too-long", ""),
    ((400, 403, 422), r"content_filter|content_policy|content management policy", Remedy.NONE, "content-filter", ""),
    ((401,), "", Remedy.SETTING, "no-access", KEY),
    ((400,), r"api[ _-]?key", Remedy.SETTING, "no-access", KEY),
    (_REJECTED, _FORMAT, Remedy.OTHER_FORMAT, "bad-request", ""),
    ((400, 422), r"max_(?:completion_)?tokens", Remedy.OTHER_LIMIT, "bad-request", ""),
    ((400, 422), r"temperature", Remedy.NO_TEMPERATURE, "bad-request", ""),
    ((400, 403, 404, 422), _NO_MODEL, Remedy.SETTING, "no-model", MODEL),
    ((403,), "", Remedy.SETTING, "no-access", KEY),
    ((404, 405), "", Remedy.SETTING, "no-endpoint", ADDRESS),
    ((429,), "", Remedy.WAIT, "rate-limited", ""),
    ((408, 504, 524), "", Remedy.WAIT, "timeout", ""),
    ((425, *range(500, 600)), "", Remedy.WAIT, "endpoint-error", ""),
    (_ANY, "", Remedy.NONE, "bad-request", ""),
)


def failure(status: int, body: Any) -> Failure:
    """Judge an HTTP answer with this status and body (decoded JSON, or text)."""
    whole = body if isinstance(body, str) else json.dumps(_without_echo(body), ensure_ascii=False)
    words = _words(body) or f"HTTP {status}"
    for statuses, pattern, remedy, code, setting in _RULES:
        if status in statuses and re.search(pattern, whole, re.IGNORECASE):
            return Failure(status, remedy, code, words, setting)
    return Failure(status, Remedy.NONE, "bad-request", words)


def _without_echo(body: Any) -> Any:
    """FastAPI's errors repeat the whole request as `input`; its words say nothing about the cause."""
    if isinstance(body, dict):
        return {name: _without_echo(value) for name, value in body.items() if name != "input"}
    return [_without_echo(value) for value in body] if isinstance(body, list) else body


def _words(body: Any) -> str:
    """The endpoint's message, one line of at most 200 characters."""
    while isinstance(body, dict):
        body = next((body[name] for name in ("error", "message", "detail", "msg") if body.get(name)), "")
    if isinstance(body, list):
        return _words(body[0]) if body else ""
    text = re.sub(r"<[^>]*>", " ", body) if isinstance(body, str) else json.dumps(body)
    return " ".join(text.split())[:200]
