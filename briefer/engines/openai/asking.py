"""One job to one reply: how the endpoint is asked for the schema, what a bad reply gets, what a broken-off one leaves.

An endpoint enforces a schema, promises only JSON, or neither; which, shows what it does. So the engine starts on the
strictest rung, steps down as soon as a request is refused for its format or a reply ignores the schema, and stays
there. Every reply is checked here against the schema; a wrong one is sent back with what is wrong, at most twice.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from briefer.engines import Settings
from briefer.engines.openai.endpoint import Clock, Endpoint, RequestFailed
from briefer.engines.openai.failures import MODEL, Remedy
from briefer.engines.openai.reading import complete_items, objects
from briefer.engines.openai.schema import Violation, violations
from briefer.errors import EngineUnusable, JobFailed
from briefer.model import Job, Json, Message, Problem, Reply, Usage

_TEMPERATURE = 0.0
_REPAIRS = 2
_LONGEST_ECHO = 4000
"""Characters of a wrong reply that are sent back with the repair request."""
_MOST_WRONGS = 5
_MOST_NAMES = 5


class Rung(IntEnum):
    """How an endpoint is asked for JSON, strictest first."""

    JSON_SCHEMA = 0
    JSON_OBJECT = 1
    TEXT = 2


@dataclass(frozen=True, slots=True)
class _Said:
    """One reply of the model. `sure` is false when a stricter rung may have failed for another reason than format."""

    rung: Rung
    text: str
    stop: str
    refusal: str
    usage: Usage
    sure: bool


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A reply that cannot be used, and why."""

    text: str
    why: tuple[Violation, ...]

    def __str__(self) -> str:
        return "\n".join(f"- {one}" for one in self.why[:_MOST_WRONGS])


class OpenAIEngine:
    """Answers jobs from any thread; pickles."""

    reads_prompts = True

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._endpoint = Endpoint(settings, clock)
        self._model = settings.model
        self._lock = threading.Lock()
        self._rung = Rung.JSON_SCHEMA
        self._proven = False
        self._takes_temperature = True

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_lock": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _lock=threading.Lock())

    @property
    def identity(self) -> Json:
        """Asks the endpoint for its only model when none was named; raises EngineUnusable when it has not just one."""
        return {
            "kind": "openai",
            "host": self._endpoint.host,
            "model": self.model,
            "temperature": _TEMPERATURE,
            "wording": _wording(),
        }

    @property
    def model(self) -> str:
        with self._lock:
            if not self._model:
                self._model = _only(self._endpoint)
            return self._model

    @property
    def rung(self) -> Rung:
        """The rung on which the next job starts."""
        return self._rung

    def stop(self) -> None:
        """Give up what waits for another try."""
        self._endpoint.stop()

    def answer(self, job: Job) -> Reply:
        """Raises JobFailed with the code refused, content-filter, truncated, unusable-reply, or that of a Failure."""
        rung, usage, wrong, sure = self._rung, Usage(), _Wrong("", ()), True
        for _ in range(1 + _REPAIRS):
            said = self._ask(job, rung, wrong)
            rung, usage, sure = said.rung, usage + said.usage, sure and said.sure
            _stop_if_withheld(said)
            answer, why = _read(said.text, job.schema)
            if not why:
                self._learn(rung, sure)
                return Reply(job.key, answer, usage)
            if said.stop in ("length", "max_tokens"):
                return _salvage(said.text, job, usage)
            wrong = _Wrong(said.text, why)
            if rung < Rung.TEXT and any(one.shape for one in why):
                rung = Rung(rung + 1)
        raise JobFailed("unusable-reply", self._endpoint.redact(f"still wrong after {_REPAIRS} repairs: {why[0]}"))

    def ask_once(self, job: Job, rung: Rung) -> tuple[Violation, ...]:
        """What is wrong with the reply to `job` on this very rung, without repair and without learning from it.

        Raises RequestFailed when the endpoint refuses the rung, JobFailed and EngineUnusable as `answer`.
        """
        body, tries = self._put(job, rung, _Wrong("", ()), impatient=True)
        said = _said(body, rung, tries, sure=True)
        _stop_if_withheld(said)
        return _read(said.text, job.schema)[1]

    def _ask(self, job: Job, rung: Rung, wrong: _Wrong) -> _Said:
        refused, sure = 0, True
        while True:
            rung = max(rung, self._rung)
            try:
                body, tries = self._put(job, rung, wrong, impatient=rung < Rung.TEXT and not self._proven)
            except RequestFailed as failed:
                refused += failed.tries
                if rung is Rung.TEXT or failed.why.remedy is Remedy.NO_TEMPERATURE:
                    raise JobFailed(failed.why.code, f"{self._endpoint.host} refuses: {failed.why.words}") from None
                rung = Rung(rung + 1)
                if failed.why.remedy is Remedy.OTHER_FORMAT:
                    self._step_down_to(rung)
                else:
                    sure = False
                continue
            # A request that went through at once after a bare 500 shows that the 500 was about the format.
            return _said(body, rung, refused + tries, sure or tries == 1)

    def _put(self, job: Job, rung: Rung, wrong: _Wrong, *, impatient: bool) -> tuple[Json, int]:
        """The endpoint's body and the requests it took; asks again without a temperature where that is the trouble."""
        request = self._request(job, rung, wrong)
        try:
            return self._endpoint.ask(request, impatient)
        except RequestFailed as failed:
            if failed.why.remedy is not Remedy.NO_TEMPERATURE or "temperature" not in request:
                raise
            refused = failed.tries
        self._takes_temperature = False
        body, tries = self._endpoint.ask(self._request(job, rung, wrong), impatient)
        return body, refused + tries

    def _request(self, job: Job, rung: Rung, wrong: _Wrong) -> dict[str, Any]:
        messages = [{"role": message.role, "content": message.content} for message in _messages(job, rung, wrong)]
        request: dict[str, Any] = {"model": self.model, "messages": messages}
        if self._takes_temperature:
            request["temperature"] = _TEMPERATURE
        if rung is Rung.JSON_OBJECT:
            request["response_format"] = {"type": "json_object"}
        elif rung is Rung.JSON_SCHEMA:
            described = {"name": job.task, "strict": True, "schema": job.schema}
            request["response_format"] = {"type": "json_schema", "json_schema": described}
        return request

    def _step_down_to(self, rung: Rung) -> None:
        with self._lock:
            if rung > self._rung:
                self._rung, self._proven = rung, False

    def _learn(self, rung: Rung, sure: bool) -> None:
        """A valid reply came on `rung`: start there from now on, unless the way down to it may have been a hiccup."""
        if sure:
            self._step_down_to(rung)
        with self._lock:
            self._proven = self._proven or rung == self._rung


def _only(endpoint: Endpoint) -> str:
    names = tuple(one["id"] for one in endpoint.models())
    if len(names) == 1:
        return str(names[0])
    some = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
    offer = f"offers {len(names)} models" if names else "does not say which models it has"
    raise EngineUnusable(f"{endpoint.host} {offer}", f"give {MODEL}: {some}" if names else f"give {MODEL}")


def _messages(job: Job, rung: Rung, wrong: _Wrong) -> tuple[Message, ...]:
    """The job's messages, with the schema in words where the endpoint is not given it otherwise."""
    schema = json.dumps(job.schema, ensure_ascii=False)
    if wrong.why:
        repair = _template("repair").substitute(wrong=wrong, schema=schema)
        if not wrong.text:  # some endpoints refuse an empty message
            return _with_added(job.messages, -1, repair)
        return (*job.messages, Message("assistant", wrong.text[:_LONGEST_ECHO]), Message("user", repair))
    if rung is Rung.JSON_SCHEMA:
        return job.messages
    # In the first message, which is the same for all jobs of a task, so that prompt caches keep working.
    return _with_added(job.messages, 0, _template("schema_in_prompt").substitute(schema=schema))


def _with_added(messages: tuple[Message, ...], place: int, text: str) -> tuple[Message, ...]:
    changed = list(messages or (Message("user", ""),))
    changed[place] = Message(changed[place].role, f"{changed[place].content}\n\n{text}".lstrip())
    return tuple(changed)


def _said(body: Mapping[str, Any], rung: Rung, requests: int, sure: bool) -> _Said:
    """Parse a chat completion; what is missing in it is empty."""
    choice = _object(next(iter(body.get("choices") or ()), {}))
    message = _object(choice.get("message"))
    content = message.get("content") or ""
    if isinstance(content, list):
        content = "".join(str(_object(part).get("text", "")) for part in content)
    usage = _object(body.get("usage"))
    return _Said(
        rung,
        str(content),
        str(choice.get("finish_reason") or ""),
        str(message.get("refusal") or ""),
        Usage(
            requests,
            _number(usage.get("prompt_tokens")),
            _number(usage.get("completion_tokens")),
            _number(_object(usage.get("prompt_tokens_details")).get("cached_tokens")),
        ),
        sure,
    )


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _stop_if_withheld(said: _Said) -> None:
    if said.stop == "content_filter":
        raise JobFailed("content-filter", "the endpoint's content filter withheld the answer")
    if said.refusal:
        raise JobFailed("refused", "the model refused to answer this part")  # its words are not for the brief


def _read(text: str, schema: Json) -> tuple[Json, tuple[Violation, ...]]:
    """The first object in the reply that is valid; else the likeliest one with what is wrong with it."""
    empty = "is empty" if not text.strip() else "is not a JSON object"
    first: tuple[Json, tuple[Violation, ...]] = {}, (Violation("answer", empty, True),)
    for number, answer in enumerate(objects(text)):
        why = violations(answer, schema)
        if not why:
            return answer, ()
        first = first if number else (answer, why)
    return first


def _salvage(text: str, job: Job, usage: Usage) -> Reply:
    """What a reply that broke off still holds: the whole and valid items of the array in which it did."""
    found, name = complete_items(text)
    properties = job.schema.get("properties", {})
    of_item = properties.get(name, {}).get("items", {})
    kept = [item for item in found.get(name, ()) if not violations(item, of_item)]
    missing = [other for other in job.schema.get("required", ()) if other not in found]
    answer = {other: [] for other in missing if properties.get(other, {}).get("type") == "array"} | dict(found)
    answer[name] = kept
    if not kept or violations(answer, job.schema):
        raise JobFailed("truncated", "the answer broke off before anything in it was complete")
    words = f"the answer broke off after {len(kept)} whole items of {name!r}; what would have followed is missing"
    return Reply(job.key, answer, usage, (Problem("reply-truncated", words, job.place),))


@cache
def _template(name: str) -> Template:
    return Template(Path(__file__).with_name(f"{name}.md").read_text(encoding="utf-8").strip())


@cache
def _wording() -> str:
    """Names what is said to the model beside the job's own messages, so that other words make other jobs."""
    whole = "\n".join(_template(name).template for name in ("schema_in_prompt", "repair"))
    return hashlib.sha256(whole.encode()).hexdigest()[:12]
