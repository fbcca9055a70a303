"""What `briefer doctor` finds out about an endpoint. Settings in, findings in plain words out.

Sends a handful of requests of a few tokens each, and raises nothing for what is wrong with the endpoint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefer.engines import Settings
from briefer.engines.openai.asking import OpenAIEngine
from briefer.engines.openai.endpoint import REAL_CLOCK, Clock, Endpoint, NoSuchPath, RequestFailed
from briefer.engines.openai.failures import MODEL
from briefer.engines.openai.wire import Rung
from briefer.errors import EngineUnusable, JobFailed
from briefer.model import Job, Json, Message

_LONGEST_TRIAL = 60.0
_MOST_NAMES = 8
_TRIAL_SCHEMA: Json = {
    "type": "object",
    "properties": {"briefer_trial_word": {"type": "string", "maxLength": 12}},
    "required": ["briefer_trial_word"],
    "additionalProperties": False,
}
"""The name is one that no model comes upon by itself, so a reply that has it shows that the schema was read."""
_RUNG_NAMES = {Rung.JSON_SCHEMA: "json_schema", Rung.JSON_OBJECT: "json_object", Rung.TEXT: "plain text"}
RUNGS = frozenset((*_RUNG_NAMES.values(), "batches"))
"""The findings that say how an endpoint can be asked, not whether."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found out: what was looked at, whether it is as it should be, and one line to read."""

    what: str
    ok: bool
    words: str


def probe(settings: Settings, clock: Clock = REAL_CLOCK) -> tuple[Finding, ...]:
    """Is the endpoint reachable, which models has it, which way of asking for JSON works, how long is its context?

    Does it take batches? The findings are called endpoint, model, json_schema, json_object, plain text, replies,
    context and batches; those that cannot be found out after something else is wrong are left out.
    """
    settings = replace(settings, timeout=min(settings.timeout, _LONGEST_TRIAL))
    endpoint = Endpoint(settings, clock)
    try:
        listed = endpoint.models()
    except (EngineUnusable, JobFailed) as error:
        return (Finding("endpoint", False, str(error)),)
    lists = f"lists {len(listed)} models" if listed else "does not list its models"
    reached = Finding("endpoint", True, f"{endpoint.host} answers and {lists}")
    engine = OpenAIEngine(settings, clock)
    chosen = _of_model(engine, listed)
    if not chosen.ok:
        return reached, chosen
    try:
        rungs = tuple(_of_rung(engine, rung) for rung in Rung)
    except EngineUnusable as error:
        return reached, chosen, Finding("replies", False, str(error))
    return reached, chosen, *rungs, _of_replies(rungs), _of_context(listed, engine.model), _of_batches(endpoint)


def _of_model(engine: OpenAIEngine, listed: tuple[Mapping[str, Any], ...]) -> Finding:
    names = tuple(str(one["id"]) for one in listed)
    try:
        model = engine.model
    except (EngineUnusable, JobFailed) as error:
        return Finding("model", False, str(error))
    if not names:
        return Finding("model", True, f"{model}; the endpoint does not list its models, so this is not checked")
    if any(model in (one["id"], *_aliases(one)) for one in listed):
        return Finding("model", True, f"{model} is there")
    some = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
    return Finding("model", False, f"{model} is not among those the endpoint offers: {some} (check {MODEL})")


def _aliases(listed: Mapping[str, Any]) -> tuple[str, ...]:
    aliases = listed.get("aliases")
    return tuple(map(str, aliases)) if isinstance(aliases, list) else ()


def _of_rung(engine: OpenAIEngine, rung: Rung) -> Finding:
    name = _RUNG_NAMES[rung]
    prompt = Path(__file__).with_name("trial.md").read_text(encoding="utf-8").strip()
    job = Job("trial", {}, _TRIAL_SCHEMA, engine.identity, (Message("user", prompt),))
    try:
        wrong = engine.ask_once(job, rung)
    except RequestFailed as refused:
        return Finding(name, False, f"refused: {refused.why.words}")
    except JobFailed as error:
        return Finding(name, False, str(error))
    if wrong:
        return Finding(name, False, f"answered, but not as asked: the {wrong[0]}")
    return Finding(name, True, "works")


def _of_replies(rungs: tuple[Finding, ...]) -> Finding:
    best = next((finding.what for finding in rungs if finding.ok), "")
    if not best:
        return Finding("replies", False, "no way of asking gives usable JSON; try another model")
    held = "the endpoint holds them to the schema" if best == _RUNG_NAMES[Rung.JSON_SCHEMA] else "checked, and repaired"
    return Finding("replies", True, f"briefer will ask by {best}; {held}")


def _of_batches(endpoint: Endpoint) -> Finding:
    """Whether the endpoint keeps a list of batches; it is only looked at."""
    try:
        body = endpoint.send(lambda client, limit: client.batches.with_raw_response.list(limit=1, timeout=limit))
    except NoSuchPath:
        return Finding("batches", False, "this endpoint has none, so --batch does not work here")
    except RequestFailed as refused:
        return Finding("batches", False, f"refused: {refused.why.words}")
    except (EngineUnusable, JobFailed) as error:
        return Finding("batches", False, str(error))
    if not isinstance(body.get("data"), list):
        return Finding("batches", False, "the endpoint does not list them, so --batch does not work here")
    return Finding("batches", True, "the endpoint takes them: --batch asks at half the price, within a day")


def _of_context(listed: tuple[Mapping[str, Any], ...], model: str) -> Finding:
    """Servers tell the context size under various names, of which the first here is the one in force."""
    entry = next((one for one in listed if model in (one["id"], *_aliases(one))), {})
    meta = entry.get("meta")
    told = {**entry, **(meta if isinstance(meta, Mapping) else {})}
    for name in ("n_ctx", "max_model_len", "context_length", "max_context_length", "context_window", "n_ctx_train"):
        if isinstance(told.get(name), int):
            return Finding("context", True, f"{told[name]} tokens")
    return Finding("context", True, "the endpoint does not tell its size")
