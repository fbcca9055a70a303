"""brief.html in a real browser: a citation leads to its highlighted passage and back, with no network and no script.

Drives Debian's Chromium by the DevTools protocol over a pipe, so that neither a driver nor a socket is needed.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefer import assets
from briefer.render import as_dict, render
from tests.samples import BRIEF

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-pipe"
).split()
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
WIDE, PHONE = (1280, 800), (390, 844)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on the PATH (Debian: apt-get install chromium)"),
]


class Tab:
    """One page of a browser. Chromium reads commands from its file descriptor 3 and answers on 4, NUL-terminated."""

    def __init__(self, profile: Path) -> None:
        reads, tell = os.pipe()
        listen, writes = os.pipe()
        # The far ends go through 198 and 199, because one of them may itself be 3 or 4.
        shell = f'exec 198<&{reads} 199>&{writes}; exec 3<&198 4>&199 198<&- 199>&-; exec "$@"'
        command = ["bash", "-c", shell, "bash", CHROMIUM, *FLAGS, f"--user-data-dir={profile}"]
        self._process = subprocess.Popen(command, pass_fds=(reads, writes), stderr=subprocess.DEVNULL)
        os.close(reads)
        os.close(writes)
        self._tell, self._listen = os.fdopen(tell, "wb", 0), os.fdopen(listen, "rb")
        self._sent = 0
        self._session = ""
        self.requests: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: Any) -> Any:
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._tell.write(json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._sent:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def _next(self) -> dict[str, Any]:
        read = bytearray()
        while (byte := self._listen.read(1)) != b"\0":
            assert byte, "the browser is gone"
            read += byte
        event: dict[str, Any] = json.loads(read)
        if event.get("method") == "Network.requestWillBeSent":
            self.requests.append(event["params"]["request"]["url"])
        return event

    def open(self, url: str, size: tuple[int, int], scheme: str = "light") -> None:
        width, height = size
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=size == PHONE,
        )
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask("Page.navigate", url=url)
        while self.run("document.readyState") != "complete" or self.run("location.href") != url:
            pass

    def run(self, script: str) -> Any:
        return self.ask("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def click(self, selector: str) -> None:
        """A click of the mouse where the element is, as a reader would do it."""
        self.run(f"document.querySelector({selector!r}).scrollIntoView({{block: 'center'}})")
        box = self.box(selector)
        point = {"x": (box["left"] + box["right"]) / 2, "y": (box["top"] + box["bottom"]) / 2}
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **point)

    def box(self, selector: str) -> dict[str, float]:
        found: dict[str, float] = self.run(f"document.querySelector({selector!r}).getBoundingClientRect().toJSON()")
        return found

    def visible(self, selector: str) -> bool:
        box = self.box(selector)
        height: float = self.run("innerHeight")
        return box["top"] >= 0 and box["bottom"] <= height

    def background(self, selector: str) -> str:
        return str(self.run(f"getComputedStyle(document.querySelector({selector!r})).backgroundColor"))

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))

    def close(self) -> None:
        self._session = ""
        self.ask("Browser.close")
        self._process.wait(timeout=20)
        self._tell.close()
        self._listen.close()


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    opened = Tab(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    template = assets.template("html")
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(render(as_dict(BRIEF), template.text, template.suffix), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_citation_leads_to_its_highlighted_passage(
    tab: Tab, page: str, tmp_path: Path, size: tuple[int, int], scheme: str
) -> None:
    tab.open(page, size, scheme)
    plain = tab.background("#c3")
    tab.click("a[href='#c3']")
    assert tab.run("location.hash") == "#c3"
    assert tab.visible("#c3")
    assert tab.run("document.querySelector('#c3').matches(':target')")
    highlight = {"light": "rgb(255, 231, 163)", "dark": "rgb(91, 71, 8)"}[scheme]
    assert (plain, tab.background("#c3")) == ("rgba(0, 0, 0, 0)", highlight)
    tab.screenshot(tmp_path / f"passage-{scheme}.png")
    assert (tmp_path / f"passage-{scheme}.png").stat().st_size > 10_000


def test_the_way_back_leads_to_each_use(tab: Tab, page: str) -> None:
    tab.open(page, WIDE)
    for anchor in ("#r3-1", "#r3-2"):
        tab.click(f"#c3 a[href='{anchor}']")
        assert tab.run("location.hash") == anchor
        assert tab.visible(anchor)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_sticks_out_of_the_page(tab: Tab, page: str, size: tuple[int, int]) -> None:
    tab.open(page, size)
    assert tab.run("document.documentElement.scrollWidth") <= size[0]


def test_the_page_asks_the_network_for_nothing(tab: Tab, page: str) -> None:
    tab.requests.clear()
    tab.open(page, WIDE)
    assert {url.split("#")[0] for url in tab.requests} <= {page}


CONTRAST = """
(() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const paper = node => {
    for (; node; node = node.parentElement) {
      const colour = parts(getComputedStyle(node).backgroundColor);
      if (colour.length === 3) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')].filter(node => node.textContent.trim()).map(node => {
    const [a, b] = [light(parts(getComputedStyle(node).color)), light(paper(node))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), node.outerHTML.slice(0, 80)];
  }).filter(([ratio]) => ratio < 4.5);
})()
"""
"""Elements whose text has less contrast than WCAG 2.2 AA asks for, 4.5 to 1."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["", "#c3"], ids=["plain", "highlighted"])
def test_every_text_has_enough_contrast(tab: Tab, page: str, scheme: str, place: str) -> None:
    tab.open(page + place, WIDE, scheme)
    assert tab.run(CONTRAST) == []
