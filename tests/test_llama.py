"""The openai engine against llama.cpp's own server: what it says is noise, how it is asked and held is real."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from briefer.engines import Settings
from briefer.engines.openai import engine, probe
from briefer.engines.openai.schema import violations
from briefer.errors import EngineUnusable
from briefer.model import Job, Message
from tests.llama import CONTEXT, llama

__all__ = ["llama"]  # a fixture is found by its name in the module that uses it

pytestmark = pytest.mark.server

SCHEMA = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "object",
                "properties": {
                    "holder": {"type": "string", "maxLength": 12},
                    "sentences": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {"type": "string", "pattern": "^S[0-9]{1,3}$"},
                    },
                    "kind": {"type": "string", "enum": ["asserts", "denies"]},
                },
                "required": ["holder", "sentences", "kind"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["claims"],
    "additionalProperties": False,
}


def job(text: str = "S1 The missile was an ICBM, Seoul said.") -> Job:
    return Job("extract", {"text": text}, SCHEMA, {}, (Message("system", "Find claims."), Message("user", text)))


@pytest.fixture
def settings(llama: str) -> Settings:
    return Settings(model="noise", base_url=llama, timeout=30.0)


def test_a_reply_is_held_to_the_schema(settings: Settings) -> None:
    reply = engine(settings).answer(job())
    assert violations(reply.answer, SCHEMA) == ()
    assert reply.answer["claims"]
    assert reply.usage.requests == 1
    assert reply.usage.prompt_tokens > 50
    assert reply.usage.completion_tokens > 10


def test_threads_get_their_replies(settings: Settings) -> None:
    made = engine(settings)
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(made.answer, [job(f"S1 Sentence {number}.") for number in range(8)]))
    assert all(violations(reply.answer, SCHEMA) == () for reply in replies)


def test_the_only_model_is_found(settings: Settings) -> None:
    assert engine(replace(settings, model="")).identity["model"] == "noise"


def test_a_prompt_beyond_the_context_is_too_long(settings: Settings) -> None:
    reply = engine(settings).answer(job("word " * CONTEXT))
    assert [each.code for each in reply.problems] == ["too-long"]


def test_an_address_without_v1_at_a_wrong_path_is_named(settings: Settings) -> None:
    with pytest.raises(EngineUnusable) as stopped:
        engine(replace(settings, base_url=settings.base_url + "/wrong")).answer(job())
    assert "--base-url" in stopped.value.hint


def test_doctor_finds_the_schema_enforced_and_the_context_told(settings: Settings) -> None:
    findings = {finding.what: finding for finding in probe(settings)}
    assert findings["endpoint"].ok
    assert findings["model"].ok
    assert findings["json_schema"].ok
    assert findings["replies"].ok
    assert findings["context"].words == f"{CONTEXT} tokens"


def test_doctor_names_the_model_that_is_there(settings: Settings) -> None:
    findings = {finding.what: finding for finding in probe(replace(settings, model="another"))}
    assert "noise" in findings["model"].words
