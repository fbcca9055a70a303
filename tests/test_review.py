"""The reviewer's server: whoever is not its own page gets nothing; what it answers is kept before it is answered."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from briefer.cli import app as commands
from briefer.document import as_dict, rejected
from briefer.errors import BrieferError
from briefer.model import Brief, Field
from briefer.review.app import HEADERS, LARGEST, app
from briefer.review.board import Board, items
from briefer.review.ledger import Ledger
from briefer.review.static import page
from briefer.store import Run, Store, nowhere
from tests.desk import NAMES, article
from tests.reviewing import MISSILE, QUOTA, decided, held, made, served

TOKEN = "right-token-of-this-run"
HOST = "127.0.0.1:8730"
AT = "2017-07-31T09:30:00.000Z"
SCRIPT = article(
    "Norway said the quota is </script><script>window.pwned = 1</script> and <img src=x onerror=alert(1)> fair.\n\n"
    "Chile said the 𝔮uota <!-- that is ' \u202e & \x1b[31m]]> is unfair.",
    "<img src=x onerror=alert(2)>.txt",
    title="</title><script>window.pwned = 2</script>",
)


def run_of(brief: Brief) -> Run:
    settings = {"rejected": rejected(brief)}
    return Run(
        "abc",
        "2017-07-30T12:00:00+00:00",
        brief.title,
        "rules",
        "",
        "default",
        settings,
        as_dict(brief),
        brief.articles,
    )


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str

    @property
    def told(self) -> Any:
        return json.loads(self.body)


class Desk:
    """A server without a socket: requests go in as ASGI has them."""

    def __init__(self, store: Store, brief: Brief) -> None:
        self.store = store
        self.board = Board(run_of(brief), NAMES)
        self.ledger = Ledger(self.board, store, "Ann")
        self.app = app(self.ledger, TOKEN, (HOST, "localhost:8730"))
        self.first = next(iter(self.board.items))

    def ask(self, path: str, body: object = None, *, method: str = "", **headers: str) -> Answer:
        """The answer to a request; `sec_fetch_site="none"` and the like are its headers, a host is given."""
        sent = {"host": HOST, **{key.replace("_", "-"): value for key, value in headers.items()}}
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        bare, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method or ("GET" if body is None else "POST"),
            "scheme": "http",
            "path": bare,
            "raw_path": bare.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(key.encode(), value.encode("latin-1")) for key, value in sent.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8730),
        }
        found: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": data, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            found.append(message)

        asyncio.run(self.app(scope, receive, send))  # type: ignore[arg-type]
        told = {key.decode(): value.decode() for key, value in found[0]["headers"]}
        return Answer(found[0]["status"], told, b"".join(each.get("body", b"") for each in found[1:]).decode())

    def decide(self, **said: object) -> Answer:
        """A decision as the page sends it."""
        whole = {"item": self.first, "field": "verdict", "value": "accepted", "at": AT, **said}
        return self.ask(f"/{TOKEN}/decide", whole, origin=f"http://{HOST}", content_type="application/json")


@pytest.fixture
def desk() -> Iterator[Desk]:
    with nowhere() as store:
        yield Desk(store, made(QUOTA, MISSILE))


# --- who is let in ----------------------------------------------------------------------------------------------------

PATHS = ("/", "/review.js", "/review.css", "/board.json", "/states.json")


@pytest.mark.parametrize("path", PATHS)
def test_the_page_gets_what_it_asks_for_under_a_strict_policy(desk: Desk, path: str) -> None:
    answer = desk.ask(f"/{TOKEN}{path}", sec_fetch_site="same-origin")
    assert answer.status == 200
    assert {key: answer.headers[key] for key in HEADERS} == HEADERS
    assert "no-store" in answer.headers["cache-control"]
    assert not [key for key in answer.headers if key.startswith("access-control-")]
    assert TOKEN not in answer.body


def test_the_policy_allows_no_inline_script_and_no_other_place(desk: Desk) -> None:
    policy = HEADERS["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert not re.search(r"unsafe|http|\*|data:", policy)
    html = desk.ask(f"/{TOKEN}/").body
    assert not re.search(r"<script(?! src=\"review\.js\" defer>)|<style|\son\w+=|javascript:", html)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("before", "headers", "status"),
    [
        pytest.param("", {}, 403, id="no token"),
        pytest.param("/wrong", {}, 403, id="a wrong token"),
        pytest.param(f"/{TOKEN[:-1]}", {}, 403, id="a shorter token"),
        pytest.param(f"/{TOKEN}x", {}, 403, id="a longer token"),
        pytest.param(f"/{TOKEN.upper()}", {}, 403, id="the token in capitals"),
        pytest.param("/tökén", {}, 403, id="a token that is not ASCII"),
        pytest.param(f"/x/{TOKEN}", {}, 403, id="the token elsewhere"),
        pytest.param(f"/{TOKEN}", {"host": "evil.example"}, 421, id="a name that was made to lead here"),
        pytest.param(f"/{TOKEN}", {"host": "evil.example:8730"}, 421, id="such a name with our port"),
        pytest.param(f"/{TOKEN}", {"host": "127.0.0.1"}, 421, id="no port"),
        pytest.param(f"/{TOKEN}", {"host": "127.0.0.1:8731"}, 421, id="another port"),
        pytest.param(f"/{TOKEN}", {"host": "127.0.0.1:8730.evil.example"}, 421, id="a host that begins with ours"),
        pytest.param(f"/{TOKEN}", {"host": ""}, 421, id="an empty host"),
        pytest.param(f"/{TOKEN}", {"origin": "https://evil.example"}, 403, id="another site's page"),
        pytest.param(f"/{TOKEN}", {"origin": "null"}, 403, id="a page in a sandbox"),
        pytest.param(f"/{TOKEN}", {"origin": f"https://{HOST}"}, 403, id="our name by another scheme"),
        pytest.param(f"/{TOKEN}", {"origin": "http://127.0.0.1:8731"}, 403, id="another server of this machine"),
        pytest.param(f"/{TOKEN}", {"sec_fetch_site": "cross-site"}, 403, id="fetched by another site"),
        pytest.param(f"/{TOKEN}", {"sec_fetch_site": "same-site"}, 403, id="fetched by another port"),
    ],
)
def test_whoever_is_not_the_page_is_refused(
    desk: Desk, path: str, before: str, headers: dict[str, str], status: int
) -> None:
    answer = desk.ask(before + path, **headers)
    assert answer.status == status
    assert not [word for word in ("quota", TOKEN, "<html", "briefer-review") if word in answer.body]
    assert {key: answer.headers[key] for key in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "path",
    [
        "/../app.py",
        "/..%2fapp.py",
        "/page/../../app.py",
        "//etc/passwd",
        "/review.js/../../app.py",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static/x",
        "/board",
        "/.briefer/briefer.db",
    ],
)
def test_there_is_nothing_but_the_page(desk: Desk, path: str) -> None:
    assert desk.ask(f"/{TOKEN}{path}").status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_a_question_reads(desk: Desk, method: str) -> None:
    answer = desk.ask(f"/{TOKEN}/board.json", method=method, origin=f"http://{HOST}")
    assert answer.status == 405
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content_type": "application/json"}, 403),
        ({"content_type": "application/json", "origin": "https://evil.example"}, 403),
        ({"content_type": "text/plain", "origin": f"http://{HOST}"}, 415),
        ({"content_type": "application/x-www-form-urlencoded", "origin": f"http://{HOST}"}, 415),
        ({"origin": f"http://{HOST}"}, 415),
    ],
    ids=["no origin", "another origin", "a form's plain text", "a form", "no type"],
)
@pytest.mark.parametrize("path", ["decide", "check"])
def test_a_decision_comes_from_the_page_alone(desk: Desk, path: str, headers: dict[str, str], status: int) -> None:
    said = {"item": desk.first, "field": "verdict", "value": "rejected", "at": AT}
    assert desk.ask(f"/{TOKEN}/{path}", said, **headers).status == status
    assert desk.store.decisions() == (0, ())


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"[]", 400), (b"[" * 50_000, 400), (b"x" * (LARGEST + 1), 413), (b"\xff", 400)],
    ids=["nothing", "half", "a list", "too deep", "too large", "no text"],
)
def test_a_body_that_makes_no_sense_is_refused(desk: Desk, body: bytes, status: int) -> None:
    answer = desk.ask(f"/{TOKEN}/decide", body, origin=f"http://{HOST}", content_type="application/json")
    assert answer.status == status
    assert desk.store.decisions() == (0, ())


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_a_decision_is_kept_when_it_is_answered_and_once_however_often_it_comes(desk: Desk) -> None:
    assert (desk.decide().told["new"], desk.decide().told["new"]) == (1, 0)
    (kept,) = desk.store.decisions()[1]
    assert (kept.by, kept.at, kept.value) == ("Ann", AT, "accepted")
    assert desk.ask(f"/{TOKEN}/states.json").told["states"][desk.first]["verdict"]["value"] == "accepted"
    assert desk.ask(f"/{TOKEN}/states.json?after=1").told == {"after": 1, "states": {}}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"item": "p00000000"}, "no such position"),
        ({"item": None}, "no such position"),
        ({"field": "holder"}, "no field 'holder'"),
        ({"value": "perhaps"}, "cannot be 'perhaps'"),
        ({"at": "2999-01-01T00:00:00.000Z"}, "no moment of the past"),
        ({"at": "now"}, "no moment of the past"),
        ({"field": "comment", "value": "x" * 4001}, "longer than 4000"),
        ({"field": "wording", "value": "Peru said nothing."}, "Peru"),
    ],
)
def test_what_makes_no_decision_is_refused_with_the_reason(desk: Desk, said: dict[str, object], why: str) -> None:
    answer = desk.decide(**said)
    assert answer.status == 409
    assert why in answer.told["error"]
    assert desk.store.decisions() == (0, ())


def test_nobody_decides_in_another_name(desk: Desk) -> None:
    desk.decide(by="Mallory")
    assert [each.by for each in desk.store.decisions()[1]] == ["Ann"]


def test_a_store_that_keeps_nothing_is_said_to_the_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> int:
        raise BrieferError("the disk is full", "free some space")

    monkeypatch.setattr(desk.store, "decide", full)
    answer = desk.decide()
    assert (answer.status, answer.told["error"]) == (503, "the disk is full (free some space)")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Norway said 12 ships had left the harbour.", "borne"),
        ("Norway said that some 12 ships had left the harbour area.", "flagged"),
        ("Norway said that 13 ships had left the harbour.", "refused"),
        ("", "refused"),
    ],
)
def test_a_wording_is_held_against_its_passage(desk: Desk, words: str, verdict: str) -> None:
    ships = next(each.id for each in desk.board.items.values() if "12 ships" in each.record["statement"])
    said = {"item": ships, "text": words}
    answer = desk.ask(f"/{TOKEN}/check", said, origin=f"http://{HOST}", content_type="application/json")
    assert answer.told["verdict"] == verdict
    assert bool(answer.told["reason"]) == (verdict != "borne")
    if words:
        assert desk.decide(item=ships, field="wording", value=words).status == (200 if verdict == "borne" else 409)
        assert desk.decide(item=ships, field="wording", value=words, flagged=True).status == 200
        wording = desk.board.states(desk.store.decisions()[1])[ships]["wording"]
        assert (wording["verdict"], wording["reason"]) == (verdict, answer.told["reason"])


def test_a_withheld_claim_stands_in_the_list_with_its_reason_and_is_neither_pinned_nor_reworded() -> None:
    doubt = article("When asked how long Norway was willing to wait, Chile said that the talks go on.", "doubt.txt")
    with nowhere() as store:
        desk = Desk(store, made(doubt))
        (claim,) = (each for each in desk.board.data()["items"] if each["status"] == "withheld")
        assert claim["reasons"][0]
        assert desk.decide(item=claim["id"]).status == 200
        assert desk.decide(item=claim["id"], field="pinned", value="pinned").status == 409
        assert desk.decide(item=claim["id"], field="wording", value="x", flagged=True).status == 409


def test_what_was_rejected_stays_in_the_list_after_the_brief_was_made_without_it() -> None:
    russia = held("Russia", made(MISSILE))
    rejection = decided(russia, "rejected")
    with nowhere() as store:
        store.decide([rejection])
        desk = Desk(store, made(MISSILE, decisions=[rejection]))
        (item,) = (each for each in desk.board.items.values() if each.gone)
        assert item.record["statement"] == russia.statement
        assert desk.ledger.since(0)["states"][item.id]["verdict"]["value"] == "rejected"


def test_decisions_on_a_reworded_statement_find_it_in_the_next_brief() -> None:
    wording = decided(held("Norway", made(), "12"), "Norway said 12 ships had left the harbour.", Field.WORDING)
    with nowhere() as store:
        store.decide([wording])
        desk = Desk(store, made(decisions=[wording]))
        reworded = next(each for each in desk.board.items.values() if "12 ships" in each.record["statement"])
        assert desk.decide(item=reworded.id).status == 200
        assert desk.ledger.since(0)["states"][reworded.id]["again"] is False
        after = made(decisions=store.decisions()[1])
        assert after.review is not None
        assert (after.review.lost, after.review.tallies[0].accepted) == ((), 1)


def test_a_run_of_an_earlier_briefer_is_refused_in_one_line() -> None:
    document = as_dict(made())
    bare = [{key: each for key, each in one.items() if key != "content"} for one in document["positions"]]
    run = run_of(made())
    old = Run(run.id, run.made_at, run.title, "rules", "", "default", {}, {**document, "positions": bare}, run.articles)
    with pytest.raises(BrieferError, match=r"earlier briefer.*generate"):
        items(old)


# --- what an article says is text -------------------------------------------------------------------------------------


def test_no_character_that_hides_reaches_the_page_and_offsets_hold() -> None:
    board = Board(run_of(made(SCRIPT)), NAMES)
    told = board.data()
    assert not re.search("[\u202e\x1b]", json.dumps(told["articles"], ensure_ascii=False))
    (text,) = told["articles"].values()
    for start, end, words in text["paragraphs"]:
        assert len(words) == end - start


def test_a_static_file_holds_no_markup_of_an_article_and_names_its_only_script_by_hash() -> None:
    html = page(Board(run_of(made(SCRIPT)), NAMES), ())
    assert "pwned = 1" in html
    assert "<script>window" not in html
    assert html.count("<script") == html.count("</script>") == 2
    assert "onerror=alert" in html
    assert not re.search(r"<img|<!-- that", html)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; "
        r"form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        policy[1],
    )
    assert not re.search(r"<\w+[^>]*\s(?:src|href)=", html.split('<script type="application/json"')[0])


def test_the_script_makes_no_markup_of_strings() -> None:
    script = (Path(__file__).parents[1] / "briefer/review/page/review.js").read_text(encoding="utf-8")
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|srcdoc", script)


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(bare: Path) -> Path:
    (bare / "quota.txt").write_text(QUOTA.text, encoding="utf-8")
    assert CliRunner().invoke(commands, ["generate", "quota.txt"]).exit_code == 0
    return bare


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nosuchrun"], "no run 'nosuchrun'"),
        (["--static", "review.pdf"], "--static writes HTML"),
        (["--store", ":memory:"], "decisions need a store that stays"),
        (["--port", "99999"], "there is no port 99999"),
        (["--port", "1"], "cannot listen on port 1"),
    ],
)
def test_what_cannot_be_reviewed_is_said_in_one_line(folder: Path, words: list[str], said: str) -> None:
    if words == ["--port", "1"] and os.geteuid() == 0:
        pytest.skip("an administrator may listen on any port")
    result = CliRunner().invoke(commands, ["review", "--no-browser", *words])
    assert result.exit_code == 1
    assert said in result.output
    assert result.output.count("\n") == 1


def test_a_static_page_is_written_and_is_not_read_as_an_article(folder: Path) -> None:
    assert CliRunner().invoke(commands, ["review", "--static", "review.html"]).exit_code == 0
    again = CliRunner().invoke(commands, ["generate", "."])
    assert "review.html" not in (folder / "brief.md").read_text(encoding="utf-8"), again.output
    assert "1 article " in again.output


def test_the_server_prints_its_address_and_ends_in_good_order(folder: Path) -> None:
    with served("--port", "0", "--reviewer", "Ann Example") as process:
        assert process.stderr
        first = process.stderr.readline()
        assert re.search(r"as Ann Example: http://127\.0\.0\.1:\d+/[\w-]{40,}/$", first)
        port = re.search(r":(\d+)/", first)
        assert port
        taken = CliRunner().invoke(commands, ["review", "--no-browser", "--port", port[1]])
        assert taken.exit_code == 1
        assert f"cannot listen on port {port[1]}: Address already in use (leave --port out" in taken.output
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert "ended: 0 decisions made, all kept in .briefer/briefer.db" in rest
        assert "Traceback" not in rest
        assert process.wait(timeout=20) == 0
