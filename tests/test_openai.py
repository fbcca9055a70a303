"""The openai engine against a real HTTP server that behaves well or badly; no test here waits."""

from __future__ import annotations

import pickle
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from briefer import runners
from briefer.engines import Settings
from briefer.engines.openai import Clock, engine, probe
from briefer.engines.openai.wire import Rung
from briefer.errors import EngineUnusable, JobFailed
from briefer.model import Job, Message, Reply, Usage
from tests.batchserver import BatchServer
from tests.faultserver import (
    Behaviour,
    Drops,
    Fails,
    FaultServer,
    Hangs,
    Says,
    Script,
    Slow,
    after_thinking,
    breaks_off,
    echoes_the_key,
    error,
    fenced_with_chatter,
    filters,
    ignores_the_schema,
    knows_only,
    refuses,
    says,
)

KEY = "sk-very-secret-0123456789"
SCHEMA = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "maxItems": 5,
            "items": {
                "type": "object",
                "properties": {
                    "sentence": {"type": "string", "pattern": "^S[0-9]{1,3}$"},
                    "kind": {"type": "string", "enum": ["asserts", "denies"]},
                },
                "required": ["sentence", "kind"],
                "additionalProperties": False,
            },
        },
        "remarks": {"type": "array", "items": {"type": "string", "maxLength": 20}},
    },
    "required": ["claims"],
    "additionalProperties": False,
}
ANSWER = {"claims": [{"sentence": "S1", "kind": "asserts"}, {"sentence": "S2", "kind": "denies"}]}
WRONG_SHAPE: dict[str, Any] = {"positions": []}
WRONG_PATTERN = {"claims": [{"sentence": "first", "kind": "asserts"}]}
JOB = Job(
    "extract", {}, SCHEMA, {}, (Message("system", "Find claims."), Message("user", "S1 He did.")), "a.txt chunk 1"
)


class FakeTime:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self._lock = threading.Lock()
        self.clock = Clock(lambda: self.now, lambda: 1_500_000_000.0 + self.now, self.sleep, lambda: 0.0)

    def sleep(self, stopped: threading.Event, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.now += seconds


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers here speak plain HTTP, and reading the certificates takes each client 30 ms."""
    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", lambda *args, **more: None)


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def serve() -> Iterator[Callable[..., FaultServer]]:
    servers: list[FaultServer] = []

    def start(*script: Behaviour | Script, **more: Any) -> FaultServer:
        servers.append(FaultServer(*script, **more).__enter__())
        return servers[-1]

    yield start
    for server in servers:
        server.__exit__(None, None, None)


Serve = Callable[..., FaultServer]


def settings(server: FaultServer, **more: Any) -> Settings:
    return replace(Settings(model="m", base_url=server.address, api_key=KEY, timeout=5.0), **more)


# --- a good endpoint --------------------------------------------------------------------------------------------------


def test_a_good_endpoint_is_asked_once_with_the_schema_as_response_format(serve: Serve, time: FakeTime) -> None:
    server = serve(says(ANSWER))
    reply = engine(settings(server), time.clock).answer(JOB)
    (asked,) = server.asked
    assert (reply.key, reply.answer, reply.problems) == (JOB.key, ANSWER, ())
    assert reply.usage == Usage(requests=1, prompt_tokens=10, completion_tokens=5, cached_tokens=2)
    assert asked.body["response_format"]["json_schema"] == {"name": "extract", "strict": True, "schema": SCHEMA}
    assert asked.body["messages"] == [
        {"role": "system", "content": "Find claims."},
        {"role": "user", "content": "S1 He did."},
    ]
    assert (asked.body["model"], asked.body["temperature"]) == ("m", 0.0)
    assert asked.headers["authorization"] == f"Bearer {KEY}"


def test_identity_names_host_model_and_temperature_and_no_secret(serve: Serve) -> None:
    made = engine(Settings(model="m", base_url="http://me:hidden-word@127.0.0.1:1/v1/", api_key=KEY))
    assert {**made.identity, "wording": ""} == {
        "kind": "openai",
        "host": "127.0.0.1:1/v1",
        "model": "m",
        "temperature": 0.0,
        "wording": "",
    }
    assert made.reads_prompts


def test_an_engine_that_has_learned_pickles_and_still_answers(serve: Serve, time: FakeTime) -> None:
    server = serve(knows_only(("",), 400, "response_format is not supported", says(ANSWER)))
    made = engine(settings(server), Clock(jitter=no_jitter))
    made.answer(JOB)
    copy = pickle.loads(pickle.dumps(made))
    assert copy.answer(JOB).answer == ANSWER
    assert server.formats == ["json_schema", "json_object", "", ""]


def no_jitter() -> float:
    return 0.0


def test_importing_the_engine_does_not_import_the_client() -> None:
    code = "import sys, briefer.engines.openai; print(sorted({'openai', 'httpx2', 'tiktoken'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- replies in odd dress ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(fenced_with_chatter(ANSWER), id="fence and chatter"),
        pytest.param(after_thinking(ANSWER), id="think block"),
        pytest.param(Says(f"so …</think>{says(ANSWER).text}"), id="think block without its start"),
        pytest.param(Says("\ufeff \n" + str(says(ANSWER).text) + "\n"), id="byte order mark and blanks"),
        pytest.param(Says(f"Answer: {says(ANSWER).text} Hope it helps!"), id="bare chatter"),
        pytest.param(Says(f"{says(WRONG_SHAPE).text}\nNo, rather:\n{says(ANSWER).text}"), id="second thoughts"),
    ],
)
def test_an_answer_in_odd_dress_is_taken_as_it_is(serve: Serve, time: FakeTime, said: Says) -> None:
    server = serve(said)
    assert engine(settings(server), time.clock).answer(JOB).answer == ANSWER
    assert len(server.asked) == 1


def test_raw_control_characters_in_strings_are_tolerated(serve: Serve, time: FakeTime) -> None:
    server = serve(Says('{"claims": [], "remarks": ["two\nlines\t"]}'))
    assert engine(settings(server), time.clock).answer(JOB).answer["remarks"] == ["two\nlines\t"]


# --- the ladder -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "status", "message", "formats"),
    [
        pytest.param(
            ("json_object", ""), 400, "json_schema is not supported", ["json_schema", "json_object"], id="400"
        ),
        pytest.param(("json_object", ""), 422, "response_format: bad", ["json_schema", "json_object"], id="422"),
        pytest.param(("",), 400, "Unknown field response_format", ["json_schema", "json_object", ""], id="400 to text"),
        pytest.param(("",), 500, "Internal Server Error", ["json_schema", "json_object", ""], id="bare 500 to text"),
        pytest.param(("",), 400, "Bad Request", ["json_schema", "json_object", ""], id="bare 400 to text"),
    ],
)
def test_a_rejected_format_steps_down_at_once_and_for_good(
    serve: Serve, time: FakeTime, known: tuple[str, ...], status: int, message: str, formats: list[str]
) -> None:
    server = serve(knows_only(known, status, message, says(ANSWER)))
    made = engine(settings(server), time.clock)
    assert made.answer(JOB).usage.requests == len(formats)
    assert made.answer(JOB).answer == ANSWER
    assert server.formats == [*formats, formats[-1]]
    assert time.slept == []
    assert '"pattern":"^S[0-9]{1,3}$"' in server.asked[-1].messages[0]["content"]


def test_a_schema_that_is_ignored_is_put_into_words_and_remembered(serve: Serve, time: FakeTime) -> None:
    server = serve(ignores_the_schema(), says(ANSWER))
    made = engine(settings(server), time.clock)
    assert made.answer(JOB).answer == ANSWER
    assert made.answer(JOB).answer == ANSWER
    assert server.formats == ["json_schema", "json_object", "json_object"]
    assert "answer is not a JSON object" in server.asked[1].words


def test_a_wrong_detail_is_repaired_without_stepping_down(serve: Serve, time: FakeTime) -> None:
    server = serve(says(WRONG_PATTERN), says(ANSWER))
    made = engine(settings(server), time.clock)
    assert made.answer(JOB).answer == ANSWER
    made.answer(JOB)
    assert server.formats == ["json_schema"] * 3
    assert "answer.claims[0].sentence must match ^S[0-9]{1,3}$" in server.asked[1].words
    assert server.asked[1].messages[-2] == {"role": "assistant", "content": says(WRONG_PATTERN).text}


def test_a_sick_server_does_not_cost_the_schema(serve: Serve, time: FakeTime) -> None:
    sick = Fails(500, "Internal Server Error")
    server = serve(sick, sick, sick, says(ANSWER))
    made = engine(settings(server), time.clock)
    made.answer(JOB)
    made.answer(JOB)
    assert server.formats == ["json_schema", "json_object", "", "", "json_schema"]


def test_a_rung_that_has_worked_is_tried_again_after_a_bare_500(serve: Serve, time: FakeTime) -> None:
    server = serve(says(ANSWER), Fails(500, "Internal Server Error"), says(ANSWER))
    made = engine(settings(server), time.clock)
    made.answer(JOB)
    made.answer(JOB)
    assert server.formats == ["json_schema"] * 3
    assert time.slept == [1.0]


def test_a_model_with_only_one_temperature_is_asked_without(serve: Serve, time: FakeTime) -> None:
    unsupported = error(400, "Unsupported value: 'temperature' does not support 0 with this model.")
    server = serve(lambda asked: unsupported if "temperature" in asked.body else says(ANSWER))
    made = engine(settings(server), time.clock)
    assert made.answer(JOB).usage.requests == 2
    made.answer(JOB)
    assert ["temperature" in asked.body for asked in server.asked] == [True, False, False]
    assert server.formats == ["json_schema"] * 3


def test_many_threads_learn_the_rung_together(serve: Serve, time: FakeTime) -> None:
    server = serve(knows_only(("",), 400, "response_format is not supported", says(ANSWER)))
    made = engine(settings(server), time.clock)
    with ThreadPoolExecutor(8) as pool:
        assert all(reply.answer == ANSWER for reply in pool.map(made.answer, [JOB] * 40))
    assert server.formats.count("") == 40
    assert server.formats.count("json_object") <= 8


# --- repairs ----------------------------------------------------------------------------------------------------------


def test_two_repairs_are_asked_for_and_no_more(serve: Serve, time: FakeTime) -> None:
    server = serve(says(WRONG_SHAPE))
    with pytest.raises(JobFailed, match="lacks the property 'claims'") as failed:
        engine(settings(server), time.clock).answer(JOB)
    assert failed.value.code == "unusable-reply"
    assert len(server.asked) == 3


def test_usage_counts_the_repairs_and_the_tries_too(serve: Serve, time: FakeTime) -> None:
    server = serve(Fails(503), says(WRONG_PATTERN), says(WRONG_PATTERN), says(ANSWER))
    reply = engine(settings(server), time.clock).answer(JOB)
    assert reply.usage == Usage(requests=4, prompt_tokens=30, completion_tokens=15, cached_tokens=6)


def test_an_empty_reply_is_asked_for_again_without_an_empty_message(serve: Serve, time: FakeTime) -> None:
    server = serve(Says(""), says(ANSWER))
    assert engine(settings(server), time.clock).answer(JOB).answer == ANSWER
    assert [message["role"] for message in server.asked[1].messages] == ["system", "user"]
    assert "answer is empty" in server.asked[1].words


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="no choices"),
        pytest.param({"choices": []}, id="empty choices"),
        pytest.param({"choices": [{"message": None}], "usage": None}, id="no message"),
        pytest.param({"choices": [{"message": {"content": None}}], "usage": {"prompt_tokens": None}}, id="no content"),
    ],
)
def test_a_hollow_completion_counts_as_an_empty_reply(serve: Serve, time: FakeTime, body: dict[str, Any]) -> None:
    server = serve(Fails(200, body), says(ANSWER))
    assert engine(settings(server), time.clock).answer(JOB).answer == ANSWER


def test_content_in_parts_is_joined(serve: Serve, time: FakeTime) -> None:
    parts = [{"type": "text", "text": part} for part in ('{"claims"', ": []}")]
    server = serve(Fails(200, {"choices": [{"message": {"content": parts}, "finish_reason": "stop"}]}))
    assert engine(settings(server), time.clock).answer(JOB).answer == {"claims": []}


# --- replies that end early -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        pytest.param(breaks_off(ANSWER, 2), 2, id="only the brackets missing"),
        pytest.param(breaks_off(ANSWER, 10), 1, id="in the second item"),
        pytest.param(Says('{"claims": [{"sentence": "S1", "kind": "denies"}, {"se', "length"), 1, id="in a name"),
        pytest.param(
            Says('<think>…</think>```json\n{"claims": [{"sentence": "S1", "kind": "denies"},', "length"), 1, id="fenced"
        ),
        pytest.param(
            Says('{"claims" {"sentence": "S1", "kind": "denies"}, {"sentence": "S2", "kind": "denies"}, {"sen'),
            2,
            id="without the marks before the array, and without its end",
        ),
        pytest.param(
            Says(
                '{"claims": [{"sentence": "first", "kind": "denies"}, {"sentence": "S1", "kind": "denies"}, {', "length"
            ),
            1,
            id="an invalid item is left out",
        ),
    ],
)
def test_a_reply_that_breaks_off_keeps_its_whole_items_and_says_so(
    serve: Serve, time: FakeTime, said: Says, kept: int
) -> None:
    reply = engine(settings(serve(said)), time.clock).answer(JOB)
    (problem,) = reply.problems
    assert len(reply.answer["claims"]) == kept
    assert (problem.code, problem.place) == ("reply-truncated", "a.txt chunk 1")
    assert f"{kept} whole items" in problem.message


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(Says('{"claims": [{"sentence": "S1", "ki', "length"), id="in the first item"),
        pytest.param(Says('{"claims"', "length"), id="before the array"),
        pytest.param(Says("<think> Well, let me see {", "length"), id="in its thoughts"),
        pytest.param(Says("", "length"), id="before anything"),
    ],
)
def test_a_reply_with_nothing_whole_says_that_it_broke_off(serve: Serve, time: FakeTime, said: Says) -> None:
    server = serve(said)
    reply = engine(settings(server), time.clock).answer(JOB)
    assert (reply.answer, [each.code for each in reply.problems]) == ({}, ["reply-truncated"])
    assert reply.usage.completion_tokens == 5
    assert len(server.asked) == 1


def test_a_reply_that_breaks_off_short_of_its_limit_keeps_its_whole_items_too(serve: Serve, time: FakeTime) -> None:
    server = serve(Says(str(says(ANSWER).text)[:-10]))
    reply = engine(settings(server), time.clock).answer(JOB)
    assert reply.answer == {"claims": ANSWER["claims"][:1]}
    assert reply.broke_off
    assert len(server.asked) == 1


def test_a_whole_answer_at_the_length_limit_is_no_problem(serve: Serve, time: FakeTime) -> None:
    reply = engine(settings(serve(says(ANSWER, stop="length"))), time.clock).answer(JOB)
    assert (reply.answer, reply.problems) == (ANSWER, ())


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        pytest.param(filters(), "content-filter", id="filter"),
        pytest.param(
            error(400, "The response was filtered", code="content_filter"), "content-filter", id="filter by 400"
        ),
        pytest.param(Fails(410, "Gone"), "bad-request", id="unknown"),
    ],
)
def test_what_asking_again_cannot_help_fails_the_job_at_once(
    serve: Serve, time: FakeTime, behaviour: Behaviour, code: str
) -> None:
    server = serve(behaviour)
    with pytest.raises(JobFailed) as failed:
        engine(settings(server), time.clock).answer(JOB)
    assert failed.value.code == code
    assert (len(server.asked), time.slept) == (1, [])
    assert "\n" not in str(failed.value)


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(error(400, "too many", code="context_length_exceeded"), id="context length"),
        pytest.param(error(400, "request (9 tokens) exceeds the available context size"), id="llama.cpp"),
        pytest.param(Fails(413, "Payload Too Large"), id="413"),
    ],
)
def test_a_prompt_beyond_the_context_gets_a_reply_that_says_so(
    serve: Serve, time: FakeTime, behaviour: Behaviour
) -> None:
    server = serve(behaviour)
    reply = engine(settings(server), time.clock).answer(JOB)
    assert (reply.answer, [each.code for each in reply.problems]) == ({}, ["too-long"])
    assert (len(server.asked), time.slept) == (1, [])


def test_a_refusal_that_passes_costs_one_more_request(serve: Serve, time: FakeTime) -> None:
    server = serve(refuses(), says(ANSWER))
    reply = engine(settings(server), time.clock).answer(JOB)
    assert (reply.answer, reply.usage.requests, reply.problems) == (ANSWER, 2, ())
    first, second = (asked.messages for asked in server.asked)
    assert second[0] == first[0]
    assert "not asked to agree" in second[-1]["content"]


def test_a_model_that_refuses_twice_is_a_named_failure(serve: Serve, time: FakeTime) -> None:
    server = serve(refuses())
    with pytest.raises(JobFailed) as failed:
        engine(settings(server), time.clock).answer(JOB)
    assert (failed.value.code, len(server.asked), time.slept) == ("refused", 2, [])


def test_one_wrong_reply_does_not_cost_a_rung_that_has_worked(serve: Serve, time: FakeTime) -> None:
    server = serve(says(ANSWER), ignores_the_schema(), says(ANSWER))
    made = engine(settings(server), time.clock)
    for _ in range(3):
        made.answer(JOB)
    assert server.formats == ["json_schema"] * 4


def test_what_an_endpoint_takes_is_remembered_for_the_next_run(serve: Serve, time: FakeTime) -> None:
    server = serve(knows_only(("",), 400, "response_format is not supported", says(ANSWER)))
    first, second = (engine(settings(server), time.clock) for _ in range(2))
    assert first.learned == {}
    first.answer(JOB)
    second.recall(first.learned)
    second.answer(JOB)
    assert server.formats == ["json_schema", "json_object", "", ""]


@pytest.mark.parametrize("told", [{}, {"rung": 7}, {"rung": "text"}, {"rung": None, "temperature": 3}])
def test_a_memory_that_makes_no_sense_is_passed_over(serve: Serve, time: FakeTime, told: dict[str, Any]) -> None:
    server = serve(says(ANSWER))
    made = engine(settings(server), time.clock)
    made.recall(told)
    made.answer(JOB)
    assert server.formats == ["json_schema"]


# --- waiting and trying again -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        pytest.param({"Retry-After": "7"}, 7.0, id="seconds"),
        pytest.param({"Retry-After": "0.5"}, 0.5, id="half a second"),
        pytest.param({"Retry-After": "300"}, 300.0, id="five minutes"),
        pytest.param({"Retry-After": "Fri, 14 Jul 2017 02:42:40 GMT"}, 160.0, id="date"),
        pytest.param({"Retry-After": "Fri, 14 Jul 2000 02:42:40 GMT"}, 2.0, id="date gone by"),
        pytest.param({"Retry-After": "soon"}, 2.0, id="unreadable"),
        pytest.param({}, 2.0, id="no header"),
    ],
)
def test_a_429_with_retry_after_waits_as_long_as_told(
    serve: Serve, time: FakeTime, headers: dict[str, str], waited: float
) -> None:
    server = serve(Fails(429, "slow down", headers), says(ANSWER))
    assert engine(settings(server), time.clock).answer(JOB).usage.requests == 2
    assert time.slept == [waited]


def test_a_wait_beyond_ten_minutes_stops_the_run_and_says_how_long(serve: Serve, time: FakeTime) -> None:
    server = serve(Fails(429, "slow down", {"Retry-After": "7200"}))
    with pytest.raises(EngineUnusable, match="120 minutes"):
        engine(settings(server), time.clock).answer(JOB)
    assert (len(server.asked), time.slept) == (1, [])


@pytest.mark.parametrize(
    ("behaviour", "code", "waits"),
    [
        pytest.param(Fails(429, "slow down"), "rate-limited", [2.0, 4.0, 8.0, 16.0, 32.0], id="429"),
        pytest.param(Fails(503, "loading"), "endpoint-error", [1.0, 2.0, 4.0, 8.0, 16.0], id="503"),
        pytest.param(Fails(529, "overloaded"), "endpoint-error", [1.0, 2.0, 4.0, 8.0, 16.0], id="529"),
        pytest.param(Fails(504, "gateway timeout"), "timeout", [1.0, 2.0, 4.0, 8.0, 16.0], id="504"),
        pytest.param(Drops(), "connection-lost", [1.0, 2.0, 4.0, 8.0, 16.0], id="reset"),
        pytest.param(Drops(midway=True), "connection-lost", [1.0, 2.0, 4.0, 8.0, 16.0], id="dropped midway"),
        pytest.param(Fails(200, ""), "endpoint-error", [1.0, 2.0, 4.0, 8.0, 16.0], id="empty success"),
        pytest.param(
            Fails(200, {"error": {"code": 429, "message": "upstream"}}),
            "rate-limited",
            [2.0, 4.0, 8.0, 16.0, 32.0],
            id="429 within a 200",
        ),
    ],
)
def test_what_may_pass_is_tried_six_times_in_all(
    serve: Serve, time: FakeTime, behaviour: Behaviour, code: str, waits: list[float]
) -> None:
    server = serve(behaviour)
    with pytest.raises(JobFailed) as failed:
        engine(settings(server), time.clock).answer(JOB)
    assert (failed.value.code, len(server.asked), time.slept) == (code, 6, waits)


@pytest.mark.parametrize("trouble", [Fails(502, "<html>bad</html>"), Drops(), Hangs(1.0)], ids=["502", "reset", "hang"])
def test_an_endpoint_that_recovers_costs_only_time(serve: Serve, time: FakeTime, trouble: Behaviour) -> None:
    server = serve(trouble, says(ANSWER))
    reply = engine(settings(server, timeout=0.2), time.clock).answer(JOB)
    assert (reply.answer, reply.problems, reply.usage.requests, time.slept) == (ANSWER, (), 2, [1.0])


def test_while_others_are_answered_a_request_does_not_wait_ever_longer(serve: Serve, time: FakeTime) -> None:
    server = serve(Fails(503), says(ANSWER), Fails(503), says(ANSWER))
    other = replace(JOB, messages=(Message("user", "S1 She did."),))

    def sleep(stopped: threading.Event, seconds: float) -> None:
        time.sleep(stopped, seconds)
        if len(time.slept) == 1:
            made.answer(other)

    made = engine(settings(server), replace(time.clock, sleep=sleep))
    made.answer(JOB)
    assert time.slept == [1.0, 0.5]


def test_after_a_timeout_the_next_try_may_take_longer(serve: Serve, time: FakeTime) -> None:
    slow = Slow(0.3, says(ANSWER))
    assert engine(settings(serve(slow, slow), timeout=0.2), time.clock).answer(JOB).usage.requests == 2


def test_waits_are_drawn_out_by_up_to_a_half(serve: Serve, time: FakeTime) -> None:
    server = serve(Fails(503), says(ANSWER))
    engine(settings(server), replace(time.clock, jitter=lambda: 1.0)).answer(JOB)
    assert time.slept == [1.5]


def test_a_429_to_one_thread_slows_all_of_them_down(serve: Serve, time: FakeTime) -> None:
    server = serve(Fails(429, "slow down", {"Retry-After": "9"}), says(ANSWER))
    made = engine(settings(server), replace(time.clock, sleep=(held := Held(time)).sleep))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(made.answer, JOB)
        assert held.asleep.wait(5)
        second = pool.submit(made.answer, JOB)
        assert held.both.wait(5)
        assert len(server.asked) == 1, "the second thread must not ask during the pause"
        held.go.set()
        assert first.result().answer == second.result().answer == ANSWER
    assert sorted(held.slept) == [9.0, 9.0]


@pytest.mark.parametrize("told", [{"Retry-After": "500"}, {}], ids=["as the endpoint says", "between tries"])
def test_an_interrupt_wakes_what_waits_for_another_try(serve: Serve, told: dict[str, str]) -> None:
    server = serve(*[Fails(503, "busy", told)] * 9)
    asleep = threading.Event()

    def sleep(stopped: threading.Event, seconds: float) -> bool:
        asleep.set()
        return stopped.wait(60)

    made = engine(settings(server), Clock(sleep=sleep))

    class Interrupted(ThreadPoolExecutor):
        """Lets the first job fall asleep and is interrupted at the second, as by Ctrl-C."""

        def submit(self, *args: Any, **kwargs: Any) -> Any:
            if asleep.is_set():
                raise KeyboardInterrupt
            future = super().submit(*args, **kwargs)
            assert asleep.wait(5)
            return future

    with Interrupted(1) as pool, pytest.raises(KeyboardInterrupt):
        runners.run((JOB, replace(JOB, task="other")), made, pool, Nothing())
    assert len(server.asked) == 1


class Nothing:
    """A store that knows and keeps nothing."""

    def reply(self, key: str) -> Reply | None:
        return None

    def keep(self, job: Job, reply: Reply) -> None:
        raise AssertionError("there is nothing to keep")


class Held:
    """Sleeps that last until the test lets them go; then their time has passed."""

    def __init__(self, time: FakeTime) -> None:
        self.time = time
        self.slept: list[float] = []
        self.asleep, self.both, self.go = threading.Event(), threading.Event(), threading.Event()

    def sleep(self, stopped: threading.Event, seconds: float) -> None:
        self.slept.append(seconds)
        (self.both if self.asleep.is_set() else self.asleep).set()
        self.go.wait(5)
        self.time.now = max(self.time.now, seconds)


# --- wrong settings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behaviour", "setting"),
    [
        pytest.param(error(401, "Incorrect API key"), "OPENAI_API_KEY", id="401"),
        pytest.param(error(403, "Forbidden"), "OPENAI_API_KEY", id="403"),
        pytest.param(error(400, "API key not valid. Please pass a valid API key."), "OPENAI_API_KEY", id="400 key"),
        pytest.param(error(402, "Insufficient balance"), "OPENAI_API_KEY", id="402"),
        pytest.param(error(429, "quota", code="insufficient_quota"), "OPENAI_API_KEY", id="quota used up"),
        pytest.param(error(404, "The model `m` does not exist", code="model_not_found"), "--model", id="404 model"),
        pytest.param(error(404, 'model "m" not found, try pulling it first'), "--model", id="404 Ollama"),
        pytest.param(error(400, "invalid model ID"), "--model", id="400 model"),
        pytest.param(Fails(404, "404 page not found"), "--base-url", id="404 path"),
        pytest.param(Fails(405, "Method Not Allowed"), "--base-url", id="405"),
        pytest.param(Fails(200, "<!doctype html><title>Open WebUI</title>"), "--base-url", id="a web page"),
    ],
)
def test_a_wrong_setting_stops_the_run_at_once_and_is_named(
    serve: Serve, time: FakeTime, behaviour: Behaviour, setting: str
) -> None:
    server = serve(behaviour)
    with pytest.raises(EngineUnusable) as stopped:
        engine(settings(server), time.clock).answer(JOB)
    assert setting in stopped.value.hint
    assert "\n" not in str(stopped.value)
    assert (len(server.asked), time.slept) == (1, [])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_an_address_where_nobody_listens_is_named_after_three_tries(time: FakeTime) -> None:
    address = f"http://127.0.0.1:{free_port()}/v1"
    with pytest.raises(EngineUnusable, match=f"cannot reach {address}") as stopped:
        engine(Settings(model="m", base_url=address), time.clock).answer(JOB)
    assert "--base-url" in stopped.value.hint
    assert time.slept == [0.25, 0.5]


def test_an_endpoint_that_goes_away_in_the_run_stops_it(serve: Serve, time: FakeTime) -> None:
    with FaultServer(says(ANSWER), Drops()) as server:
        made = engine(settings(server), time.clock)
        made.answer(JOB)
    with pytest.raises(EngineUnusable, match="cannot reach"):
        made.answer(JOB)
    assert len(time.slept) == 5


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        pytest.param({"base_url": "localhost:8080/v1"}, "--base-url", id="no scheme"),
        pytest.param({"base_url": "http://127.0.0.1:port/v1"}, "--base-url", id="no port"),
        pytest.param({"base_url": "http:///v1"}, "--base-url", id="no host"),
        pytest.param({"base_url": "", "api_key": ""}, "OPENAI_API_KEY", id="default endpoint without a key"),
        pytest.param({"api_key": "“sk-pasted”"}, "OPENAI_API_KEY", id="typographic quotes round the key"),
        pytest.param({"api_key": "sk-one\nsk-two"}, "OPENAI_API_KEY", id="two lines"),
    ],
)
def test_a_setting_that_cannot_be_right_is_named_before_anything_is_sent(changed: dict[str, Any], named: str) -> None:
    wrong = replace(Settings(model="m", base_url="http://127.0.0.1:1/v1", api_key=KEY), **changed)
    with pytest.raises(EngineUnusable) as stopped:
        engine(wrong).answer(JOB)
    assert named in stopped.value.hint
    assert "sk-" not in str(stopped.value)


def test_a_key_with_a_line_end_after_it_is_used_without(serve: Serve, time: FakeTime) -> None:
    server = serve(says(ANSWER))
    engine(settings(server, api_key=f" {KEY}\n"), time.clock).answer(JOB)
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"


def test_no_key_is_fine_for_an_endpoint_of_ones_own(serve: Serve, time: FakeTime) -> None:
    assert engine(settings(serve(says(ANSWER)), api_key=""), time.clock).answer(JOB).answer == ANSWER


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 503])
def test_a_key_that_the_endpoint_echoes_is_cut_out(serve: Serve, time: FakeTime, status: int) -> None:
    with pytest.raises((JobFailed, EngineUnusable)) as failed:
        engine(settings(serve(echoes_the_key(status))), time.clock).answer(JOB)
    assert KEY not in str(failed.value)
    assert "[secret]" in str(failed.value)
    assert failed.value.__cause__ is None


def test_a_key_in_the_model_s_answer_is_cut_out_of_the_error(serve: Serve, time: FakeTime) -> None:
    with pytest.raises(JobFailed, match=r"\[secret\]") as failed:
        engine(settings(serve(says({**ANSWER, KEY: 1}))), time.clock).answer(JOB)
    assert KEY not in str(failed.value)


# --- which model ------------------------------------------------------------------------------------------------------


def test_the_only_model_is_used_when_none_is_named(serve: Serve, time: FakeTime) -> None:
    server = serve(says(ANSWER), models=({"id": "the-one"},))
    made = engine(settings(server, model=""), time.clock)
    assert made.identity["model"] == "the-one"
    made.answer(JOB)
    assert server.asked[0].body["model"] == "the-one"


@pytest.mark.parametrize(
    ("models", "words"),
    [
        pytest.param((), "does not say which models it has (give --model)", id="none"),
        pytest.param(({"id": "a"}, {"id": "b"}), "offers 2 models (give --model: a, b)", id="two"),
        pytest.param(
            tuple({"id": f"m{number}"} for number in range(9)),
            "offers 9 models (give --model: m0, m1, m2, m3, m4, …)",
            id="nine",
        ),
    ],
)
def test_several_models_or_none_ask_for_a_choice(serve: Serve, models: tuple[dict[str, str], ...], words: str) -> None:
    server = serve(says(ANSWER), models=models)
    with pytest.raises(EngineUnusable) as stopped:
        _ = engine(settings(server, model="")).identity
    assert str(stopped.value).endswith(words)


# --- briefer doctor ---------------------------------------------------------------------------------------------------

TRIAL = {"briefer_trial_word": "yes"}


def found(server: FaultServer, time: FakeTime, **more: Any) -> dict[str, tuple[bool, str]]:
    return {finding.what: (finding.ok, finding.words) for finding in probe(settings(server, **more), time.clock)}


def test_probe_finds_a_good_endpoint_good(serve: Serve, time: FakeTime) -> None:
    findings = found(serve(says(TRIAL), models=({"id": "m", "max_model_len": 4096},)), time)
    assert [what for what, (ok, _) in findings.items() if not ok] == ["batches"]
    assert findings["context"][1] == "4096 tokens"
    assert "json_schema" in findings["replies"][1]


def test_probe_tells_which_way_of_asking_works(serve: Serve, time: FakeTime) -> None:
    script = knows_only(("json_object", ""), 400, "json_schema is not supported", says(TRIAL))
    findings = found(serve(script, models=({"id": "m"},)), time)
    assert findings["json_schema"] == (False, "refused: json_schema is not supported")
    assert findings["json_object"][0]
    assert "json_object" in findings["replies"][1]
    assert findings["context"][1] == "the endpoint does not tell its size"


def test_probe_sees_a_schema_that_is_ignored(serve: Serve, time: FakeTime) -> None:
    findings = found(serve(lambda asked: says(TRIAL) if asked.format == "" else says({"word": "hello"})), time)
    assert not findings["json_schema"][0]
    assert "not as asked" in findings["json_schema"][1]
    assert findings["plain text"] == (True, "works")


def test_probe_does_without_a_temperature_where_it_must(serve: Serve, time: FakeTime) -> None:
    unsupported = error(400, "Unsupported value: 'temperature' does not support 0 with this model.")
    findings = found(serve(lambda asked: unsupported if "temperature" in asked.body else says(TRIAL)), time)
    assert findings["json_schema"] == (True, "works")


def test_probe_says_whether_batches_work(serve: Serve, time: FakeTime) -> None:
    assert found(serve(says(TRIAL)), time)["batches"] == (
        False, "this endpoint has none, so --batch does not work here"
    )  # fmt: skip
    with BatchServer(lambda asked: says(TRIAL)) as server:
        assert found(server, time)["batches"][0]
        assert server.batches == {}


def test_what_a_refused_question_took_is_counted(serve: Serve, time: FakeTime) -> None:
    server = serve(replace(refuses(), usage=(70, 5, 0)))
    made = engine(settings(server), time.clock)
    for _ in range(2):
        with pytest.raises(JobFailed):
            made.answer(JOB)
    assert made.unanswered == Usage(4, 280, 20)


def test_probe_says_when_nothing_works(serve: Serve, time: FakeTime) -> None:
    assert not found(serve(ignores_the_schema()), time)["replies"][0]


def test_probe_says_what_an_endpoint_offers_instead_of_a_missing_model(serve: Serve, time: FakeTime) -> None:
    server = serve(says(TRIAL), models=({"id": "a"}, {"id": "b"}))
    findings = found(server, time)
    assert findings["model"] == (False, "m is not among those the endpoint offers: a, b (check --model)")
    assert server.asked == []


def test_probe_names_an_address_that_cannot_be_reached(time: FakeTime) -> None:
    (finding,) = probe(Settings(model="m", base_url=f"http://127.0.0.1:{free_port()}/v1"), time.clock)
    assert (finding.what, finding.ok) == ("endpoint", False)
    assert "--base-url" in finding.words


def test_probe_goes_on_where_models_are_not_listed(serve: Serve, time: FakeTime) -> None:
    findings = found(serve(says(TRIAL), models=None), time)
    assert findings["model"][0]
    assert findings["replies"][0]


def test_probe_names_the_address_where_nothing_is_served_under_it(serve: Serve, time: FakeTime) -> None:
    findings = found(serve(Fails(404, "404 page not found"), models=None), time)
    assert not findings["replies"][0]
    assert "--base-url" in findings["replies"][1]


def test_probe_names_a_wrong_key(serve: Serve, time: FakeTime) -> None:
    findings = found(serve(error(401, "Incorrect API key")), time)
    assert "OPENAI_API_KEY" in findings["replies"][1]


def test_the_rungs_are_in_order_of_strictness() -> None:
    assert list(Rung) == [Rung.JSON_SCHEMA, Rung.JSON_OBJECT, Rung.TEXT]
