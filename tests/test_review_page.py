"""The reviewer's page in Chromium, all by keyboard: served and as a file, on a laptop and on a phone."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner

from briefer.cli import app
from briefer.model import Decision
from briefer.store import open_store
from tests.reviewing import served

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install -e '.[dev]'")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
WIDE, PHONE = (1280, 800), (390, 844)
SHOTS = os.environ.get("BRIEFER_SHOTS", "")
"""A folder to keep screenshots in, to be looked at."""
READY = "html[data-ready]"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on the PATH (Debian: apt-get install chromium)"),
]

TEXT = """The harbour and the quota

Norway said on Tuesday that the fishing quota is fair.

Chile said that the fishing quota is unfair.

Norway said that 12 ships had left the harbour.

Norway claims that the northern port is open, which Chile denied.

Kenya warned that the harbour may close in winter.

When asked how long Norway was willing to wait, Chile said that the talks go on.

Western powers said the missile was an intercontinental ballistic missile (ICBM).

Russia said the missile was only medium-range.

Peru said the net is </script><script>window.pwned = 1</script> and <img src=x onerror="window.pwned = 2"> 𝔮ood.
"""
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
KINDS = pytest.mark.parametrize("kind", ["served", "static"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def folder(bare: Path) -> Path:
    (bare / "news.txt").write_text(TEXT, encoding="utf-8")
    run("generate", "news.txt")
    return bare


def run(*words: str) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.output


def kept(folder: Path) -> tuple[Decision, ...]:
    """The decisions in the store."""
    with open_store(f"sqlite:///{folder}/.briefer/briefer.db") as store:
        return store.decisions()[1]


class Opened(NamedTuple):
    """A page, the address it was opened by, and the process that serves it, None for a file."""

    page: Any
    address: str
    process: subprocess.Popen[str] | None


Opener = Callable[..., Opened]


@pytest.fixture
def opener(browser: Any, folder: Path) -> Iterator[Opener]:
    """Opens the review of the latest run in a browser of its own, or in that of another page."""
    with ExitStack() as stack:

        def opened(kind: str = "served", size: tuple[int, int] = WIDE, scheme: str = "light", port: int = 0) -> Opened:
            process, address = None, ""
            if kind == "static":
                run("review", "--static", "review.html")
                address = (folder / "review.html").as_uri()
            else:
                process = stack.enter_context(served("--port", str(port), "--reviewer", "Ann Example"))
                address = address_of(process)
            context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
            stack.callback(context.close)
            page = context.new_page()
            page.errors = []
            page.on("pageerror", lambda error: page.errors.append(str(error)))
            page.goto(address)
            page.wait_for_selector(READY)
            return Opened(page, address, process)

        yield opened


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stderr
    found = re.search(r"http://\S+", process.stderr.readline())
    assert found
    return found[0]


def press(page: Any, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def current(page: Any) -> str:
    return str(page.inner_text("[aria-current=true]"))


def find(page: Any, words: str) -> None:
    """Go to the first item that has some words, from the first on, by keyboard."""
    press(page, "1 g")
    for _ in range(40):
        if words in current(page):
            return
        press(page, "j")
    raise AssertionError(f"{words} is in no item")


def until(page: Any, script: str) -> None:
    """Wait for something to be true; a policy as strict as the page's lets no waiting script in."""
    end = time.monotonic() + 20
    while not page.evaluate(script):
        assert time.monotonic() < end, f"never: {script}"
        time.sleep(0.05)


def saved(page: Any) -> None:
    until(page, "document.getElementById('saved').textContent === 'all saved'")


def shot(page: Any, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png")


def verdicts(decisions: tuple[Decision, ...]) -> dict[str, tuple[str, str]]:
    """What was decided last of each statement and field, by a word of it."""
    return {f"{each.place.statement.split()[0]} {each.field.value}": (each.value, each.by) for each in decisions}


# --- the reviewer's path ----------------------------------------------------------------------------------------------


@SIZES
@KINDS
def test_a_reviewer_goes_all_the_way_by_keyboard(
    opener: Opener, folder: Path, kind: str, size: tuple[int, int]
) -> None:
    page = opener(kind, size).page
    name = f"{kind}-{size[0]}"
    shot(page, f"{name}-opened")
    help_opens(page, name)
    the_passage_is_marked_and_in_view(page)
    press(page, "r")
    find(page, "Norway said that the fishing")
    press(page, "a")
    find(page, "Kenya warned")
    press(page, "p c")
    page.keyboard.type("Ask the desk.")
    press(page, "Enter")
    reworded(page, name, kind)
    find(page, "Russia")
    press(page, "r u")
    assert "Russia" in current(page)
    assert "rejected" not in current(page)
    assert "3 of" in page.inner_text("#count")
    filters(page)
    shot(page, f"{name}-decided")
    if kind == "served":
        saved(page)
    else:
        sent_back(page, folder)
    assert page.errors == []
    told = verdicts(kept(folder))
    assert told["Chile verdict"] == ("rejected", "Ann Example")
    assert told["Kenya pinned"] == ("pinned", "Ann Example")
    assert told["Kenya comment"] == ("Ask the desk.", "Ann Example")
    assert told["Norway wording"] == (BETTER, "Ann Example")
    assert told["Russia verdict"] == ("", "Ann Example")
    run("generate", "news.txt", "--pack", "sanctions-lawyer")
    brief = (folder / "brief.md").read_text(encoding="utf-8")
    assert "quota is unfair" not in brief
    assert "Reviewed by Ann Example on" in brief
    assert brief.index("Kenya warned") < brief.index("Norway said")
    assert BETTER in brief


BETTER = "Norway said 12 ships had left the harbour."


def help_opens(page: Any, name: str) -> None:
    press(page, "?")
    assert page.is_visible("dialog")
    assert "Reword" in page.inner_text("dialog")
    shot(page, f"{name}-keys")
    press(page, "Escape")
    assert not page.is_visible("dialog")


def the_passage_is_marked_and_in_view(page: Any) -> None:
    find(page, "Chile said that the fishing quota is unfair.")
    marked = "".join(page.locator("#text mark").all_inner_texts())
    assert marked == "Chile said that the fishing quota is unfair."
    assert page.locator("#text mark.source").inner_text() == "Chile"
    assert page.locator("#text mark.cue").inner_text() == "said"
    assert "unfair" in page.locator("#text mark.content").inner_text()
    in_view = "m => { const b = m.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }"
    assert page.locator("#text mark.content").evaluate(in_view)


def reworded(page: Any, name: str, kind: str) -> None:
    """First with a wrong number, which the served page does not take, then rightly."""
    find(page, "12 ships")
    press(page, "e")
    page.fill("textarea", "Norway said that 13 ships had left the harbour.")
    if kind == "served":
        page.wait_for_selector(".verdict-now.refused")
        assert '"13" is not in the passage' in page.inner_text(".verdict-now")
        press(page, "Enter")
        assert page.is_visible("textarea")
        shot(page, f"{name}-refused")
        press(page, "Control+Enter")
        page.wait_for_selector("li.current .meta:has-text('not printed'), li.item .meta:has-text('not printed')")
        assert "✓ verified" not in current(page)
        press(page, "e")
        page.fill("textarea", BETTER)
        page.wait_for_selector(".verdict-now.borne")
    else:
        page.fill("textarea", BETTER)
    press(page, "Enter")
    page.wait_for_selector("textarea", state="detached")
    assert BETTER in current(page)


def filters(page: Any) -> None:
    press(page, "3")
    assert "Withheld:" in current(page)
    assert "Rightly withheld" in page.inner_text("#actions")
    press(page, "a 4")
    assert "partly verified" in current(page)
    press(page, "5")
    assert page.locator("li.item:visible").count() == 2
    chosen = current(page)
    press(page, "6")
    nothing_is_chosen(page)
    press(page, "5")
    assert current(page) == chosen
    press(page, "6 2")
    assert "Norway said that the fishing" not in page.inner_text("#list")
    press(page, "1")


def nothing_is_chosen(page: Any) -> None:
    """Under a filter that fits none no article stands beside the list, and no key decides on what is not seen."""
    assert page.locator("li.item:visible").count() == 0
    assert page.locator("[aria-current=true]").count() == 0
    assert page.inner_text("#right p:not(#legend), #right h2") == page.inner_text("#text") == ""
    before = page.inner_text("#count")
    press(page, "r a e p c s j")
    assert page.inner_text("#count") == before
    assert page.locator(".edit").count() == 0
    assert page.locator("#actions button:disabled").count() == 7


def sent_back(page: Any, folder: Path) -> None:
    """The decisions of a static page, saved as a file and imported."""
    page.click("#export")
    assert "Say who you are" in page.inner_text("#trouble")
    page.fill("#name", "Ann Example")
    with page.expect_download() as download:
        page.click("#export")
    download.value.save_as(folder / "back.json")
    assert kept(folder) == ()
    run("decisions", "import", "back.json")


def test_a_line_of_the_summary_falls_with_what_it_rests_on(opener: Opener) -> None:
    page = opener().page
    line = page.locator(".bottom li:has-text('medium-range')")
    assert "falls" not in line.inner_text()
    find(page, "Russia")
    press(page, "r")
    assert "falls with what is rejected" in line.inner_text()
    press(page, "u")
    assert "falls" not in line.inner_text()
    page.click(".bottom li:has-text('medium-range') button >> nth=0")
    assert "Western powers" in current(page)


@SIZES
@KINDS
def test_nothing_sticks_out_of_the_page(opener: Opener, kind: str, size: tuple[int, int]) -> None:
    page = opener(kind, size).page
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("document.documentElement.scrollHeight") <= size[1]


def test_every_control_is_reached_by_tab_and_shows_it(opener: Opener) -> None:
    page = opener().page
    seen: dict[str, str] = {}
    for _ in range(40):
        press(page, "Tab")
        told = page.evaluate(
            "() => { const a = document.activeElement, s = getComputedStyle(a);"
            " const name = a === document.body ? '' : a.id || a.textContent.slice(0, 12);"
            " return [name, a.matches('.item') ? 'item' : s.outlineStyle]; }"
        )
        seen[told[0]] = told[1]
    assert {"help", "text"} <= set(seen)
    assert len([name for name in seen if name.strip().startswith(("Accept", "Reject", "Reword", "Undo"))]) == 4
    assert [name for name, outline in seen.items() if outline == "none" and name not in ("", "list")] == []


def test_letters_are_no_commands_where_a_reader_has_switched_them_off(opener: Opener, folder: Path) -> None:
    page = opener().page
    press(page, "? Space Escape a r p")
    time.sleep(0.3)
    assert kept(folder) == ()
    page.click("#actions button:has-text('Accept')")
    saved(page)
    assert len(kept(folder)) == 1


def test_what_is_being_typed_stays_while_other_decisions_are_saved(opener: Opener) -> None:
    page = opener().page
    press(page, "p e")
    page.fill("textarea", "Western powers said the missile was an ICBM.")
    saved(page)
    page.keyboard.type(" X")
    assert page.input_value("textarea").endswith(" X")
    press(page, "Backspace Backspace Enter")
    page.wait_for_selector("textarea", state="detached")
    assert "Western powers said the missile was an ICBM." in current(page)


# --- nothing is lost --------------------------------------------------------------------------------------------------


def test_a_killed_server_loses_nothing(opener: Opener, folder: Path) -> None:
    page, address, process = opener()
    find(page, "Norway said that the fishing")
    press(page, "a")
    saved(page)
    assert process
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=20)
    find(page, "Chile said that the fishing quota")
    press(page, "r")
    until(page, "document.getElementById('trouble').textContent.includes('does not answer')")
    assert "not saved yet" in page.inner_text("li.item:has-text('quota is unfair')")
    assert "1 decision not saved yet" in page.inner_text("#saved")
    assert list(verdicts(kept(folder))) == ["Norway verdict"]
    shot(page, "offline")

    port = int(address.split(":")[2].split("/")[0])
    with served("--port", str(port), "--reviewer", "Ann Example") as again:
        other = address_of(again)
        until(page, "document.getElementById('trouble').textContent.includes('has ended')")
        page.goto(other)
        page.wait_for_selector(READY)
        saved(page)
        assert verdicts(kept(folder))["Chile verdict"] == ("rejected", "Ann Example")


def test_two_tabs_see_each_other_and_lose_nothing(opener: Opener, folder: Path) -> None:
    page, address, _ = opener()
    second = page.context.new_page()
    second.goto(address)
    second.wait_for_selector(READY)
    for tab, words, key in ((page, "Norway said that the fishing", "a"), (second, "Chile said that the fishing", "r")):
        find(tab, words)
        press(tab, key)
        saved(tab)
    for tab in (page, second):
        until(tab, "document.querySelectorAll('li.accepted, li.rejected').length === 2")
    assert len(kept(folder)) == 2


def test_what_was_decided_is_there_when_the_page_is_opened_again(opener: Opener, folder: Path) -> None:
    page = opener().page
    find(page, "Chile said that the fishing")
    press(page, "r")
    saved(page)
    run("generate", "news.txt", "--pack", "sanctions-lawyer")
    assert "quota is unfair" not in (folder / "brief.json").read_text(encoding="utf-8")
    again = opener().page
    find(again, "quota is unfair")
    assert "rejected by Ann Example" in current(again)
    assert "not in the brief" in again.inner_text("#list section:has-text('quota is unfair') h2")


# --- nobody else gets in ----------------------------------------------------------------------------------------------


EVIL = """<!doctype html><title>evil</title><body><script>
const at = %s;
const said = {item: %s, field: "verdict", value: "rejected", at: new Date().toISOString()};
const post = type => fetch(at + "decide", {method: "POST", mode: "no-cors", headers: {"content-type": type},
  body: JSON.stringify(said)}).then(answer => answer.status, error => "refused");
window.done = Promise.all([
  post("text/plain"), post("application/json"),
  fetch(at + "board.json").then(answer => answer.status, error => "refused"),
  new Promise(go => { const s = document.createElement("script"); s.src = at + "review.js";
    s.onload = () => go("loaded"); s.onerror = () => go("refused"); document.body.append(s); }),
  new Promise(go => { const f = document.createElement("iframe"); f.src = at; f.onload = () => {
    try { go(f.contentDocument.title || "empty"); } catch (error) { go("refused"); } }; document.body.append(f); }),
]);
</script>"""


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"], ids=["another site", "another port of this machine"])
def test_another_site_that_knows_the_address_gets_nothing(
    opener: Opener, folder: Path, httpserver: HTTPServer, host: str
) -> None:
    page, address, _ = opener()
    item = page.evaluate("fetch('board.json').then(answer => answer.json()).then(board => board.items[0].id)")
    html = EVIL % (json.dumps(address), json.dumps(item))
    httpserver.expect_request("/evil").respond_with_data(html, content_type="text/html")
    evil = page.context.new_page()
    evil.goto(f"http://{host}:{httpserver.port}/evil")
    told = evil.evaluate("window.done")
    assert set(told) <= {"refused", 0}, told
    assert kept(folder) == ()


@KINDS
def test_an_article_with_script_in_its_text_is_only_text(opener: Opener, kind: str) -> None:
    page = opener(kind).page
    find(page, "Peru said")
    assert "</script><script>window.pwned = 1</script>" in page.inner_text("#text")
    assert page.evaluate("window.pwned") is None
    assert page.locator("#text script, #text img, #list script, #list img").count() == 0
    assert "𝔮ood" in "".join(page.locator("#text mark").all_inner_texts())
    press(page, "e")
    page.keyboard.type(" <b>&amp;</b>")
    press(page, "Control+Enter")
    assert "<b>&amp;</b>" in current(page)
    assert page.errors == []


@KINDS
def test_the_page_asks_for_nothing_but_itself(opener: Opener, kind: str) -> None:
    page, address, _ = opener(kind)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_selector(READY)
    press(page, "j a r u")
    time.sleep(0.5)
    assert asked
    assert [url for url in asked if not url.startswith(address)] == []


# --- for everybody, and quickly ---------------------------------------------------------------------------------------


@SIZES
@KINDS
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(opener: Opener, kind: str, size: tuple[int, int], scheme: str) -> None:
    import axe_playwright_python

    source = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page = opener(kind, size, scheme).page
    press(page, "a r p j")
    for name, keys in (("list", ""), ("editing", "e"), ("keys", "Escape ?")):
        press(page, keys)
        # a policy as strict as the page's lets in no script; the debugger's own world may look at it
        page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": source})
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        told = [
            f"{each['id']} ({each['impact']}): {[node['html'][:90] for node in each['nodes'][:3]]}"
            for each in found["violations"]
        ]
        assert told == [], name
        shot(page, f"axe-{kind}-{size[0]}-{scheme}-{name}")


STATES = "Norway Chile Japan Canada Brazil France Germany Kenya India Mexico".split()
TOOK = """() => {
  window.took = [];
  addEventListener("keydown", event => {
    const began = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.took.push([event.key, performance.now() - began]);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }, true);
}"""
"""From a key to after the next frame, in milliseconds."""


@SIZES
def test_a_key_takes_less_than_a_tenth_of_a_second_among_2000_positions(
    opener: Opener, folder: Path, size: tuple[int, int]
) -> None:
    for at in range(40):
        said = (
            f"{STATES[(at + n) % 10]} said on Tuesday that harbour number {at * 50 + n} would stay open until spring."
            for n in range(50)
        )
        (folder / f"port{at}.txt").write_text("\n\n".join(said), encoding="utf-8")
    run("generate", *(f"port{at}.txt" for at in range(40)))
    page = opener("served", size).page
    assert page.locator("li.item").count() == 2000
    page.evaluate(TOOK)
    for _ in range(3):
        for key in "j j k a a r p p u n G g 2 1 3 4 5 1".split():
            press(page, key)
            page.wait_for_timeout(30)
    until(page, "window.took.length >= 54")
    took: dict[str, list[float]] = {}
    for key, milliseconds in page.evaluate("window.took"):
        took.setdefault(key, []).append(milliseconds)
    # other work on this machine makes single presses slow, never all presses of a key
    best = {key: min(each) for key, each in took.items()}
    assert max(best.values()) < 100, best
