"""Batches of the openai engine against a real HTTP server with files and batches; no test here waits."""

from __future__ import annotations

import json
import pickle
import re
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pytest

from briefer import plugins, runners
from briefer.engines import Settings
from briefer.engines.openai import engine, gathering
from briefer.engines.openai.lines import asked, files
from briefer.errors import EngineUnusable
from briefer.model import Job, Message, Price, Problem, Reply, Usage
from briefer.runners import Outcome, batch
from briefer.store import nowhere
from tests.batchserver import CREATED, BatchServer
from tests.faultserver import Asked, Behaviour, Drops, Script, breaks_off, error, ignores_the_schema, refuses, says
from tests.test_openai import KEY, SCHEMA, FakeTime

TOOK = Usage(1, 10, 5, 2)
BATCHED = Usage(1, 10, 5, 2, 10, 5, 2)


def job(number: int) -> Job:
    words = (Message("system", "Find claims."), Message("user", f"S{number} He did."))
    return Job("extract", {"number": number}, SCHEMA, {}, words, f"{number}.txt chunk 1")


JOBS = tuple(job(number) for number in range(5))


def answer(number: int) -> dict[str, Any]:
    return {"claims": [{"sentence": f"S{number}", "kind": kind} for kind in ("asserts", "denies")]}


def number_in(request: Asked) -> int:
    (found,) = re.findall(r"S(\d+) He did", request.words)
    return int(found)


def good(request: Asked) -> Behaviour:
    return says(answer(number_in(request)))


def but(number: int, act: Behaviour) -> Script:
    """Answers well, but one request so."""
    return lambda request: act if number_in(request) == number else good(request)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers speak plain HTTP, so that no certificates are needed, and jobs come at once."""
    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", lambda *args, **more: None)
    monkeypatch.setattr(batch, "_QUIET", 0.02)


@pytest.fixture
def serve() -> Iterator[Callable[..., BatchServer]]:
    servers: list[BatchServer] = []

    def start(*script: Behaviour | Script, **more: Any) -> BatchServer:
        servers.append(BatchServer(*(script or (good,)), **more).__enter__())
        return servers[-1]

    yield start
    for server in servers:
        server.__exit__(None, None, None)


Serve = Callable[..., BatchServer]


class Passing(FakeTime):
    """Time that passes only by sleeping, from when the batches were created."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = type(self.clock)(self.clock.monotonic, lambda: CREATED + self.now, self.sleep, lambda: 0.0)


def run(server: BatchServer, jobs: Sequence[Job] = JOBS, time: Passing | None = None, **more: Any) -> list[Outcome]:
    """What comes of the jobs in a run of its own, whose store is empty."""
    settings = Settings(model="m", base_url=server.address, api_key=KEY, **more)
    made = engine(settings, (time or Passing()).clock)
    with plugins.load("runners", "batch").executor(4) as pool, nowhere() as store:
        outcomes = runners.run(jobs, made, pool, store)
    return [outcomes[each.key] for each in jobs]


def replies(numbers: Sequence[int], usage: Usage = BATCHED) -> list[Reply]:
    return [Reply(job(number).key, answer(number), usage) for number in numbers]


def test_all_jobs_are_answered_by_one_batch_and_none_singly(serve: Serve) -> None:
    server = serve(polls=8)
    time = Passing()
    assert run(server, time=time) == replies(range(5))
    assert sorted(server.submitted) == sorted(each.key for each in JOBS)
    assert not server.asked
    assert len(server.batches) == 1
    assert time.slept == [2.0, 3.0, 4.5, 6.75, 10.125, 15.1875, 22.78125, 34.171875]


def test_polls_are_a_minute_apart_at_most(serve: Serve) -> None:
    time = Passing()
    run(serve(polls=30), time=time)
    assert max(time.slept) == 60.0


def test_a_request_in_a_batch_is_the_one_that_would_be_sent_singly(serve: Serve) -> None:
    server = serve()
    run(server, JOBS[:1])
    engine(Settings(model="m", base_url=server.address)).answer(JOBS[0])
    assert server.batched[0].body == server.asked[0].body
    [created] = server.batches.values()
    assert created["metadata"] == {"briefer": "1"}
    assert created["completion_window"] == "24h"


@pytest.mark.parametrize(
    ("act", "asked_singly"),
    [
        pytest.param(error(500, "oops"), 1, id="a server error"),
        pytest.param(error(429, "too many"), 1, id="a rate limit"),
        pytest.param(Drops(), 1, id="no line at all"),
        pytest.param(ignores_the_schema(), 1, id="no JSON, which is repaired"),
        pytest.param(says({"positions": []}), 1, id="another shape, which is repaired"),
        pytest.param(refuses(), 1, id="a refusal, which is asked again with reassurance"),
    ],
)
def test_what_is_no_answer_is_asked_singly(serve: Serve, act: Behaviour, asked_singly: int) -> None:
    server = serve(but(2, act), singly=good)
    found = run(server)
    assert [*found[:2], *found[3:]] == replies([0, 1, 3, 4])
    assert isinstance(found[2], Reply)
    assert found[2].answer == answer(2)
    assert len(server.asked) == asked_singly
    assert len(server.batches) == 1


def test_what_was_paid_in_the_batch_and_after_it_is_told_apart(serve: Serve) -> None:
    found = run(serve(but(2, says({"positions": []})), singly=good))[2]
    assert isinstance(found, Reply)
    assert found.usage == BATCHED + TOOK


def test_what_fails_singly_as_well_is_a_named_problem(serve: Serve) -> None:
    found = run(serve(but(2, refuses()), singly=refuses()))
    assert [isinstance(each, Reply) for each in found] == [True, True, False, True, True]
    assert isinstance(found[2], Problem)
    assert (found[2].code, found[2].place) == ("refused", "2.txt chunk 1")


def test_of_an_answer_that_broke_off_the_whole_entries_are_kept(serve: Serve) -> None:
    server = serve(but(2, breaks_off(answer(2), 6)))
    found = run(server)[2]
    assert isinstance(found, Reply)
    assert found.broke_off
    assert len(found.answer["claims"]) == 1
    assert not server.asked


@pytest.mark.parametrize("ends", ["expired", "cancelled", "completed"])
@pytest.mark.parametrize("answers", [0, 2])
def test_of_a_partly_processed_batch_what_is_there_is_kept(serve: Serve, ends: str, answers: int) -> None:
    server = serve(ends=ends, answers=answers, singly=good)
    assert run(server) == replies(range(answers)) + replies(range(answers, 5), TOOK)
    assert len(server.asked) == 5 - answers


def test_another_run_takes_what_an_ended_batch_has_and_submits_only_the_rest(serve: Serve) -> None:
    server = serve(ends="expired", answers=2, singly=error(400, "not today"))
    assert [isinstance(each, Reply) for each in run(server)] == [True, True, False, False, False]
    server.ends, server.answers = "completed", None
    assert run(server) == replies(range(5))
    assert sorted(server.submitted) == sorted([*(each.key for each in JOBS), *(each.key for each in JOBS[2:])])
    assert len(server.batched) == 5


def test_nothing_is_submitted_twice_by_another_run(serve: Serve) -> None:
    server = serve()
    assert run(server, JOBS[:3]) == run(server, JOBS[:3])
    assert run(server) == replies(range(5))
    assert run(server) == replies(range(5))
    assert len(server.batches) == 2
    assert len(server.submitted) == len(server.batched) == 5
    assert not server.asked


def test_a_batch_in_progress_is_waited_for_by_another_run(serve: Serve) -> None:
    server = serve()
    name = server.put(next(files((each.key, _body(each)) for each in JOBS)).data.decode())
    server.create({"input_file_id": name, "metadata": {"briefer": "1"}})
    assert run(server) == replies(range(5))
    assert len(server.batches) == 1


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"metadata": {"other": "1"}}, id="of another program"),
        pytest.param({"metadata": None}, id="without a mark"),
        pytest.param({"metadata": {"briefer": "1"}, "created_at": CREATED - 40 * 86_400}, id="too old"),
        pytest.param({"metadata": {"briefer": "1"}, "status": "failed"}, id="failed as a whole"),
        pytest.param({"metadata": {"briefer": "1"}, "input_file_id": "gone"}, id="its file is gone"),
    ],
)
def test_a_batch_that_cannot_help_is_passed_over(serve: Serve, told: dict[str, Any]) -> None:
    server = serve()
    name = server.put(next(files((each.key, _body(each)) for each in JOBS)).data.decode())
    server.create({"input_file_id": name, **told})
    assert run(server) == replies(range(5))
    assert len(server.batches) == 2


def _body(each: Job) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": one.role, "content": one.content} for one in each.messages]}


@pytest.mark.parametrize(
    ("complaint", "formats"),
    [
        pytest.param("response_format is not supported", ["json_schema", "json_object"], id="format"),
        pytest.param("temperature is not supported", ["json_schema", "json_schema"], id="temperature"),
    ],
)
def test_a_request_that_the_endpoint_wants_put_otherwise_goes_into_another_batch(
    serve: Serve, complaint: str, formats: list[str]
) -> None:
    def picky(request: Asked) -> Behaviour:
        disliked = request.format == "json_schema" if "format" in complaint else "temperature" in request.body
        return error(400, complaint) if disliked else good(request)

    server = serve(picky)
    assert run(server) == replies(range(5))
    assert [request.format for request in server.batched[::5]] == formats
    assert not server.asked


ROUTES = ["GET /batches", "POST /files", "POST /batches", "GET /batches/", "GET /files/content"]


@pytest.mark.parametrize("route", ROUTES)
def test_a_connection_that_breaks_pays_nothing_twice(serve: Serve, route: str) -> None:
    server = serve(drops={route: 2})
    assert run(server) == replies(range(5))
    assert len(server.batches) == 1
    assert server.routes.count(route) >= 3 or route == "POST /batches"


def test_a_poll_that_fails_for_long_does_not_end_the_run(serve: Serve) -> None:
    server = serve(drops={"GET /batches/": 20})
    assert run(server) == replies(range(5))


@pytest.mark.parametrize("route", ["GET /batches", "POST /files", "POST /batches"])
@pytest.mark.parametrize("status", [404, 405])
def test_an_endpoint_without_batches_is_named_in_one_line(serve: Serve, route: str, status: int) -> None:
    server = serve(refuses={route: status})
    with pytest.raises(EngineUnusable) as stopped:
        run(server)
    assert stopped.value.message == f"{server.address.partition('://')[2]} has no batches"
    assert stopped.value.hint == "leave --batch out"
    assert not server.asked


@pytest.mark.parametrize("route", ["POST /files", "POST /batches", "GET /batches", "GET /files/content"])
def test_an_endpoint_that_goes_on_failing_stops_the_run_and_another_one_goes_on(serve: Serve, route: str) -> None:
    server = serve(refuses={route: 500})
    with pytest.raises(EngineUnusable, match="run the same command again") as stopped:
        run(server)
    assert KEY not in str(stopped.value)
    submitted = len(server.batches)
    server.refuses = {}
    assert run(server) == replies(range(5))
    assert len(server.batches) == submitted or not submitted
    assert not server.asked


def test_a_batch_that_fails_as_a_whole_stops_the_run_with_the_words_of_the_endpoint(serve: Serve) -> None:
    server = serve(ends="failed", words=f"Enqueued token limit reached for {KEY}")
    with pytest.raises(EngineUnusable, match=r"refuses batch_2: Enqueued token limit reached for \[secret\]"):
        run(server)
    server.ends = "completed"
    assert run(server) == replies(range(5))


def test_a_batch_that_never_ends_is_given_up_after_its_time(serve: Serve) -> None:
    time = Passing()
    with pytest.raises(EngineUnusable, match="has not ended batch_2 in its time"):
        run(serve(polls=float("inf")), time=time)
    assert 25 * 3600 < time.now < 27 * 3600


def test_results_that_are_gone_are_asked_singly(serve: Serve) -> None:
    server = serve(singly=good)
    server.poll = lambda name: {**BatchServer.poll(server, name), "output_file_id": "gone"}  # type: ignore[method-assign]
    assert run(server) == replies(range(5), TOOK)


def test_many_requests_go_in_several_batches(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "files", partial(files, most=2))
    server = serve()
    assert run(server) == replies(range(5))
    assert len(server.batches) == 3
    assert len(set(server.submitted)) == len(server.submitted) == 5


@pytest.mark.parametrize(
    ("most", "size", "counts"),
    [(3, 10**6, [3, 2]), (10, 10**6, [5]), (1, 10**6, [1] * 5), (10, 250, [2, 2, 1]), (10, 1, [1] * 5)],
)
def test_files_keep_to_both_limits(most: int, size: int, counts: list[int]) -> None:
    made = list(files(((str(number), {"model": "m", "messages": []}) for number in range(5)), most, size))
    assert [len(each.keys) for each in made] == counts
    assert all(len(each.data) <= size or len(each.keys) == 1 for each in made)
    assert [asked(each.data.decode()) for each in made] == [(each.keys, {"model": "m"}) for each in made]


def test_what_is_left_to_ask_goes_into_a_batch_of_its_own(serve: Serve) -> None:
    server = serve()
    made = engine(Settings(model="m", base_url=server.address), Passing().clock)
    with plugins.load("runners", "batch").executor(4) as pool, nowhere() as store:
        outcomes = runners.run(JOBS[:2], made, pool, store, then=lambda done, _: JOBS[2:] if done == JOBS[0] else ())
    assert len(outcomes) == 5
    assert len(server.batches) == 2
    assert server.routes.count("GET /batches") == 1


PRICES = "[m]\ninput = 100.0\noutput = 1000.0\n"
PRICE = Price(100.0, 100.0, 1000.0)


def test_a_batch_costs_half() -> None:
    assert PRICE.of(BATCHED) == PRICE.of(TOOK) / 2
    assert PRICE.of(BATCHED + TOOK) == PRICE.of(TOOK) * 1.5
    assert Price(8.0, 2.0, 0.0).of(Usage(1, 1_000_000, 0, 500_000, 1_000_000, 0, 500_000)) == 2.5


def test_a_usage_of_an_older_version_is_read() -> None:
    assert Usage(requests=1, prompt_tokens=10, completion_tokens=5, cached_tokens=2) == TOOK


def test_a_batch_that_could_cost_too_much_is_not_submitted(serve: Serve) -> None:
    server = serve()
    with pytest.raises(EngineUnusable, match="--max-cost"):
        run(server, max_cost=2.0, prices=PRICES)
    assert not server.files
    # five requests of at most 1024 tokens and some, at half of 1000 USD per million
    assert run(server, max_cost=2.8, prices=PRICES) == replies(range(5))


def test_a_batch_of_an_earlier_run_is_collected_without_a_budget(serve: Serve) -> None:
    server = serve()
    run(server)
    assert run(server, max_cost=0.0, prices=PRICES) == replies(range(5))


def test_what_a_batch_took_is_settled_before_more_is_asked(serve: Serve) -> None:
    server = serve(but(2, error(500, "oops")), singly=good)
    assert all(isinstance(each, Reply) for each in run(server, max_cost=2.8, prices=PRICES))


def test_a_stop_wakes_what_polls(serve: Serve) -> None:
    server = serve(polls=float("inf"))
    made = engine(Settings(model="m", base_url=server.address))

    def interrupted() -> Iterator[Job]:
        yield from JOBS
        while not server.batches:
            threading.Event().wait(0.01)
        raise KeyboardInterrupt

    with plugins.load("runners", "batch").executor(4) as pool, nowhere() as store, pytest.raises(KeyboardInterrupt):
        runners.run(interrupted(), made, pool, store)
    assert not [each for each in threading.enumerate() if each.name.startswith("briefer")]


def test_a_bug_while_gathering_reaches_the_caller() -> None:
    class Broken:
        identity = {"kind": "broken"}  # noqa: RUF012
        reads_prompts = False

        def gather(self, jobs: Sequence[Job]) -> Iterator[Job]:
            yield jobs[0]
            raise KeyError("oops")

        def answer(self, job: Job) -> Reply:
            return Reply(job.key, {})

    with plugins.load("runners", "batch").executor(4) as pool, nowhere() as store:
        with pytest.raises(KeyError, match="oops"):
            runners.run(JOBS, Broken(), pool, store)
        assert store.reply(JOBS[1].key) is None


def test_the_engine_pickles(serve: Serve) -> None:
    server = serve()
    made = engine(Settings(model="m", base_url=server.address), Passing().clock)
    assert pickle.loads(pickle.dumps(engine(Settings(model="m", base_url=server.address)))).identity == made.identity


def test_the_key_is_in_no_file_of_the_endpoint(serve: Serve) -> None:
    server = serve()
    run(server)
    assert KEY not in json.dumps([server.files, server.batches])
