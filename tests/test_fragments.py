"""Links that open a source at the passage: what they name, and where a browser goes by them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.fragments import link, opens
from briefer.model import Article, Span
from tests import written
from tests.test_browser import Tab
from tests.written import Story

URL = "https://wire.example/a?id=1"
TEXT = """The talks ended on Monday. The envoy said no to it, again and again, as he had said before the talks.

“No,” he said. He left - at once, & alone, for the U.N. seat. The envoy said no to everything else that was put to him.

The envoy said no to it, again and again, as he had said after the talks. “No,” he said."""
CASES = {
    "short": ("The talks ended on Monday.", "#:~:text=The%20talks%20ended%20on%20Monday."),
    "marks": ("He left - at once, & alone,", "#:~:text=He%20left%20%2D%20at%20once%2C%20%26%20alone%2C"),
    "long": (
        "The envoy said no to everything else that was put to him.",
        "#:~:text=The%20envoy%20said%20no%20to%20everything%20else%20that%20was%20put%20to%20him.",
    ),
}


def linked(text: str, passage: str, name: str = "a.txt", url: str = URL, last: bool = False) -> str:
    start = text.rindex(passage) if last else text.index(passage)
    return link(Article(name, text, url=url), start, start + len(passage))


@pytest.mark.parametrize(("passage", "ends"), CASES.values(), ids=CASES)
def test_a_link_names_the_words_percent_encoded(passage: str, ends: str) -> None:
    found = linked(TEXT, passage)
    assert found.startswith(URL)
    assert found == URL + ends or found.endswith("," + ends.rsplit(",", maxsplit=1)[-1]) or ends.split("=")[1] in found


def test_words_that_stand_earlier_too_are_told_apart_by_what_comes_before() -> None:
    found = linked(TEXT, "“No,” he said.", last=True)
    assert found.endswith("talks.-,%E2%80%9CNo%2C%E2%80%9D%20he%20said.")


def test_a_passage_that_begins_a_paragraph_as_another_does_is_named_by_more_of_its_words() -> None:
    text = "The envoy said no to it today.\n\nThe envoy said no to it tomorrow and for ever after that day, he told us."
    found = linked(text, text.split("\n\n")[1])
    assert found.endswith("=The%20envoy%20said%20no%20to%20it%20tomorrow,that%20day%2C%20he%20told%20us.")


def test_markdown_is_named_as_its_page_shows_it() -> None:
    text = "Dahl said: *never* again would [the fleet](https://a.example/) sail."
    assert linked(text, text, "a.md").endswith("=Dahl%20said%3A%20never%20again%20would%20the%20fleet%20sail.")


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://a.example/", "wire.example/a"])
def test_what_is_no_address_of_the_web_gives_no_link(url: str) -> None:
    assert linked(TEXT, "The talks", url=url) == ""


def test_a_pdf_opens_at_its_page() -> None:
    article = Article("a.pdf", TEXT, url="https://a.example/r.PDF?x=1", pages=((0, 4), (130, 5)))
    assert link(article, 140, 150) == "https://a.example/r.PDF?x=1#page=5"


def test_an_address_with_a_fragment_keeps_it() -> None:
    assert linked(TEXT, "The talks ended", url="https://a.example/#s1").startswith("https://a.example/#s1:~:text=")


@settings(deadline=None)
@given(st.text(alphabet="abc .,-&“\n😀", min_size=1, max_size=80), st.integers(0, 79), st.integers(1, 40))
def test_every_link_leads_to_its_passage_and_holds_no_mark_that_means_something(
    text: str, start: int, size: int
) -> None:
    start = min(start, len(text) - 1)
    end = min(start + size, len(text))
    article = Article("a.txt", text, url=URL)
    found = link(article, start, end)
    assert opens(found, article, Span(start, end))
    directive = found.partition(":~:text=")[2]
    assert directive.isascii()
    assert not set(directive) & set(" &<>\"'\n")


@pytest.mark.parametrize(
    "other",
    [
        URL.replace("wire", "evil") + "#:~:text=The%20talks",
        URL + "#:~:text=The%20envoy",
        "javascript:alert(1)//#:~:text=The%20talks",
        URL + "#page=2",
    ],
)
def test_a_link_that_leads_elsewhere_is_known(other: str) -> None:
    assert not opens(other, Article("a.txt", TEXT, url=URL), Span(0, 26))


# --- in a browser -----------------------------------------------------------------------------------------------------

SEED = Path(__file__).resolve().parent.parent / "seeds/2017-07-26-haley-china-talks.md"


class Handler(BaseHTTPRequestHandler):
    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    opened = Tab(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.mark.browser
@pytest.mark.skipif(
    not (shutil.which("chromium") or shutil.which("chromium-browser")), reason="no chromium on the PATH"
)
def test_a_browser_goes_to_the_passage(tab: Tab) -> None:
    story = tuple(
        part.strip() for part in SEED.read_text(encoding="utf-8").split("---")[2].split("\n\n") if part.strip()
    )
    # tall paragraphs, so that one at a time is in view; and the first sentence twice
    story = (*story, story[-1])
    tall = b"<style>p{margin-bottom:1500px}</style>"
    Handler.page = written.page(Story(story, "Talks")).replace(b"</head>", tall + b"</head>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    article = Article("a.txt", "\n\n".join(story), url=f"http://127.0.0.1:{server.server_address[1]}/a")
    for number, paragraph in enumerate(story[1:-1], start=1):
        start = article.text.index(paragraph)
        end = start + len(paragraph)
        tab.ask("Page.navigate", url="about:blank")
        tab.ask("Page.navigate", url=link(article, start, end))
        top = f"document.querySelectorAll('article p')[{number}].getBoundingClientRect().top"
        reached = any(
            tab.run("document.readyState") == "complete" and -700 <= (tab.run(top) or 9e9) <= tab.run("innerHeight")
            for _ in range(400)
        )
        assert reached, (number, link(article, start, end), tab.run(top), tab.run("scrollY"))
    server.shutdown()
    server.server_close()
