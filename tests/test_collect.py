"""Feeds and addresses in, files and what is known about them out; a server of ours on this machine plays the web."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefer import readers
from briefer.cli import app
from briefer.collect import addresses, robots
from briefer.collect.fetch import Limits, get
from briefer.collect.settings import Sources, parse
from briefer.collect.shelf import Shelf
from briefer.collect.visits import Summary, collect
from briefer.errors import BrieferError, ReadFailed

WORDS = "The ministers met in Oslo on Tuesday and signed nothing. More talks are planned, a spokeswoman said. "


def page(number: int) -> bytes:
    story = f"<h1>Story {number}</h1><p>{WORDS * 3}{number}</p>"
    head = f"<head><title>Story {number}</title></head>"
    return f"<html>{head}<body><article>{story}</article></body></html>".encode()


class Site(ThreadingHTTPServer):
    """Answers by path with status, headers and body; remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, tuple[int, Mapping[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        self.slow: dict[str, float] = {}
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def put(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html", **named}, body)
        return self.url(path)

    def feed(self, path: str, *paths: str, **headers: str) -> str:
        items = "".join(
            f"<item><title>Story of {each}</title><link>{self.url(each)}</link>"
            "<pubDate>Wed, 26 Jul 2017 08:00:00 GMT</pubDate></item>"
            for each in paths
        )
        body = f"<rss><channel><title>Fjord News</title>{items}</channel></rss>".encode()
        return self.put(path, body, **{"Content_Type": "application/rss+xml", **headers})

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic()))
        status, headers, body = self.server.pages.get(self.path, (404, {}, b"none"))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        pause = self.server.slow.get(self.path, 0.0)
        try:
            for at in range(0, len(body), 50) if pause else [0]:
                self.wfile.write(body[at : at + 50] if pause else body)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.shutdown()
    made.server_close()


def run(sources: Sources, folder: Path, waits: list[float] | None = None) -> Summary:
    told: list[float] = [] if waits is None else waits
    return collect(sources, folder, folder, allow_loopback=True, wait=told.append)


def codes(summary: Summary) -> list[str]:
    return [problem.code for problem in summary.problems]


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_a_feed_gives_articles_with_where_they_came_from(site: Site, tmp_path: Path) -> None:
    for number in (1, 2):
        site.put(f"/story-{number}.html", page(number))
    feed = site.feed("/rss", "/story-1.html?utm_source=rss", "/story-2.html", "/story-1.html#top")
    site.put("/story-1.html?utm_source=rss", page(1))
    done = run(Sources(feeds=(feed,)), tmp_path)
    assert (len(done.new), done.known, done.problems) == (2, 0, ())
    articles, problems = readers.read([tmp_path])
    assert problems == ()
    assert [(each.published, each.outlet, each.dated_by) for each in articles] == [
        ("2017-07-26", "Fjord News", "articles.toml")
    ] * 2
    assert articles[0].url.startswith(site.url("/story-1.html"))
    table = (tmp_path / "articles.toml").read_text(encoding="utf-8")
    assert table.count(f'feed = "{feed}"') == table.count("collected = ") == 2


def test_an_article_is_fetched_once_and_an_unchanged_feed_not_again(site: Site, tmp_path: Path) -> None:
    site.put("/a", page(1))
    feed = site.feed("/rss", "/a", ETag='"v1"', Last_Modified="Wed, 26 Jul 2017 08:00:00 GMT")
    assert len(run(Sources(feeds=(feed,)), tmp_path).new) == 1
    before = (tmp_path / "articles.toml").read_bytes()
    again = run(Sources(feeds=(feed,)), tmp_path)
    assert (again.new, again.unchanged, again.problems) == ((), 1, ())
    asked = [headers for path, headers, _ in site.asked if path == "/rss"]
    assert (asked[0].get("if-none-match"), asked[1]["if-none-match"]) == (None, '"v1"')
    assert asked[1]["if-modified-since"] == "Wed, 26 Jul 2017 08:00:00 GMT"
    assert site.paths().count("/a") == 1
    site.feed("/rss", "/b", "/a", ETag='"v2"')
    site.put("/b", page(2))
    third = run(Sources(feeds=(feed,)), tmp_path)
    assert (len(third.new), third.known) == (1, 1)
    assert (tmp_path / "articles.toml").read_bytes().startswith(before)


def test_a_feed_whose_articles_did_not_all_come_is_sent_again(site: Site, tmp_path: Path) -> None:
    feed = site.feed("/rss", "/a", ETag='"v1"')
    assert codes(run(Sources(feeds=(feed,)), tmp_path)) == ["no-answer"]
    site.put("/a", page(1))
    assert len(run(Sources(feeds=(feed,)), tmp_path).new) == 1


def test_the_same_page_under_two_addresses_is_kept_once(site: Site, tmp_path: Path) -> None:
    pages = (site.put("/a", page(1)), site.put("/b", page(1)))
    done = run(Sources(pages=pages), tmp_path)
    assert (len(done.new), done.known) == (1, 1)
    assert len(readers.read([tmp_path])[0]) == 1


@pytest.mark.parametrize("hosts", [("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("127.0.0.1", "localhost")])
def test_an_article_in_feeds_and_pages_keeps_the_feeds_date(site: Site, tmp_path: Path, hosts: tuple[str, str]) -> None:
    page_url = site.put("/a", page(1)).replace("127.0.0.1", hosts[1])
    bare = f"<rss><channel><title>Fjord News</title><item><link>{page_url}</link></item></channel></rss>".encode()
    dated = bare.replace(b"</item>", b"<pubDate>Wed, 26 Jul 2017 08:00:00 GMT</pubDate></item>")
    first, second = site.put("/one", bare), site.put("/two", dated)
    feeds = tuple(each.replace("127.0.0.1", hosts[0]) for each in (first, second))
    done = run(Sources(feeds=feeds, pages=(f"{page_url}#top",)), tmp_path)
    assert (len(done.new), done.known, done.problems) == (1, 0, ())
    (article,), _ = readers.read([tmp_path])
    assert (article.published, article.outlet) == ("2017-07-26", "Fjord News")
    assert f'feed = "{feeds[0]}"' in (tmp_path / "articles.toml").read_text()


def test_a_feed_is_sent_again_when_a_page_that_it_shares_did_not_come(site: Site, tmp_path: Path) -> None:
    feed = site.feed("/rss", "/a", ETag='"v1"')
    sources = Sources(feeds=(feed,), pages=(site.url("/a"),))
    assert codes(run(sources, tmp_path)) == ["no-answer"]
    site.put("/a", page(1))
    assert len(run(sources, tmp_path).new) == 1


def test_addresses_may_stand_in_files(site: Site, tmp_path: Path) -> None:
    (tmp_path / ".list").write_text(f"# mine\n\n{site.put('/a', page(1))}\n")
    assert len(run(Sources(lists=(".list",)), tmp_path).new) == 1
    with pytest.raises(BrieferError, match=r"cannot read none\.txt"):
        run(Sources(lists=("none.txt",)), tmp_path)


def test_what_stood_in_the_table_stays_as_it_is(site: Site, tmp_path: Path) -> None:
    own = '# my notes\n["mine.txt"]\noutlet = "Bergen Post"  # really'
    (tmp_path / "articles.toml").write_text(own)
    (tmp_path / "mine.txt").write_text(WORDS)
    run(Sources(pages=(site.put("/a", page(1)),)), tmp_path)
    assert (tmp_path / "articles.toml").read_text().startswith(own)
    assert {each.outlet for each in readers.read([tmp_path])[0]} == {"Bergen Post", ""}


def test_a_table_that_is_broken_stops_with_what_to_do_and_nothing_is_lost(site: Site, tmp_path: Path) -> None:
    (tmp_path / "articles.toml").write_text("[oops")
    with pytest.raises(BrieferError, match="is not TOML"):
        run(Sources(pages=(site.put("/a", page(1)),)), tmp_path)
    (tmp_path / "articles.toml").unlink()
    assert len(run(Sources(pages=(site.url("/a"),)), tmp_path).new) == 1


@pytest.mark.parametrize(
    "words", ['a "quoted" title', "new\nline", "]\n[x]\nurl = 'y'", "\x1b[31m \x7f \u202e", "🎣 \\"]
)
def test_a_title_cannot_write_into_the_table(site: Site, tmp_path: Path, words: str) -> None:
    from xml.sax.saxutils import escape

    site.put("/a", page(1))
    shown = escape("".join(char for char in words if char.isprintable() or char == "\n"))
    item = f"<item><title>{shown}</title><link>{site.url('/a')}</link></item>"
    body = f"<rss><channel><title>T</title>{item}</channel></rss>"
    run(Sources(feeds=(site.put("/rss", body.encode()),)), tmp_path)
    (article,), problems = readers.read([tmp_path])
    assert problems == ()
    assert article.title == " ".join(shown.replace("&gt;", ">").split())
    assert article.url == site.url("/a")


def test_a_charset_that_only_the_answers_head_names_is_not_lost(site: Site, tmp_path: Path) -> None:
    body = page(1).replace(b"Oslo", "Москве".encode("koi8-r"))
    run(Sources(pages=(site.put("/a", body, Content_Type="text/html; charset=koi8-r"),)), tmp_path)
    assert "Москве" in readers.read([tmp_path])[0][0].text


# --- politeness -------------------------------------------------------------------------------------------------------


def test_robots_are_asked_first_and_obeyed(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /closed\nCrawl-delay: 7\n", Content_Type="text/plain")
    waits: list[float] = []
    done = run(Sources(pages=(site.put("/closed/a", page(1)), site.put("/open", page(2))), delay=0.5), tmp_path, waits)
    assert (len(done.new), codes(done)) == (1, ["robots"])
    assert site.paths() == ["/robots.txt", "/open"]


@pytest.mark.parametrize(("status", "new"), [(404, 1), (403, 1), (500, 0), (429, 0)])
def test_a_host_in_trouble_is_left_alone_and_one_without_robots_is_not(
    site: Site, tmp_path: Path, status: int, new: int
) -> None:
    site.put("/robots.txt", b"", status=status)
    done = run(Sources(pages=(site.put("/a", page(1)), site.put("/b", page(2)))), tmp_path)
    assert len(done.new) == 2 * new
    assert site.paths().count("/robots.txt") == 1
    told = {problem.message.partition(": ")[2] for problem in done.problems}
    assert told == (set() if new else {f"the site's robots.txt cannot be read (the answer is {status})"})


def test_one_host_waits_between_requests(site: Site, tmp_path: Path) -> None:
    pages = tuple(site.put(f"/{number}", page(number)) for number in range(3))
    done = collect(Sources(pages=pages, delay=0.5), tmp_path, tmp_path, allow_loopback=True)
    assert len(done.new) == 3
    times = [at for _, _, at in site.asked]
    assert all(later - earlier > 0.45 for earlier, later in pairwise(times))


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: briefer\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: other\nUser-agent: Briefer\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /news", "/news/a", True),
        ("User-agent: *\nAllow: /news\nDisallow: /news/secret", "/news/secret", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: *\nDisallow: /a%20b", "/a b", False),
        ("User-agent: *\nDisallow: /*?", "/a?b", False),
        ("\ufeffnonsense\n\0\nUser-agent: *\nDisallow: /a # why", "/a", False),
        ("User-agent: *\nDisallow: " + "*a" * 2000, "/" + "a" * 1900, True),
    ],
)
def test_the_longest_rule_of_a_robots_txt_counts(text: str, path: str, allowed: bool) -> None:
    assert robots.parse(text).allow(f"https://a.example{path}") is allowed


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    """127.0.0.1 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255 198.18.0.1
    ::1 :: fe80::1 fe80::1%eth0 fc00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ff02::1
    2001:db8::1 nonsense""".split(),
)
def test_no_private_machine_is_asked(number: str) -> None:
    assert not addresses.is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_machines_of_the_internet_are(number: str) -> None:
    assert addresses.is_public(number)


def test_loopback_takes_a_word_and_gives_no_other(site: Site, tmp_path: Path) -> None:
    sources = Sources(pages=(site.put("/a", page(1)), site.put("/b", page(2))))
    done = collect(sources, tmp_path, tmp_path, wait=lambda _: None)
    assert codes(done) == ["private-address"] * 2
    why = "127.0.0.1 is no machine of the internet and is not asked; --allow-loopback asks this machine itself"
    assert [problem.message for problem in done.problems] == [f"{url}: {why}" for url in sources.pages]
    assert site.asked == []
    assert not addresses.is_public("10.0.0.1", allow_loopback=True)
    assert addresses.is_public("127.0.0.1", allow_loopback=True)


def test_a_host_one_of_whose_numbers_is_private_is_refused() -> None:
    def resolve(host: str, port: int) -> tuple[str, ...]:
        return ("93.184.216.34", "10.0.0.1")

    with pytest.raises(ReadFailed, match=r"two\.example, which is 10\.0\.0\.1, is no machine"):
        get("http://two.example/", {}, Limits(1, 100), resolve)


def test_the_number_that_was_checked_is_the_one_that_is_asked(site: Site) -> None:
    answers = iter([("127.0.0.1",), ("10.0.0.1",)])
    port = site.server_address[1]
    site.put("/a", b"words")
    answer = get(f"http://turning.example:{port}/a", {}, Limits(5, 100, allow_loopback=True), lambda *_: next(answers))
    assert answer.body == b"words"
    assert site.asked[0][1]["host"] == f"turning.example:{port}"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("http://10.0.0.1/", "private-address"),
        ("http://169.254.169.254/latest/meta-data/", "private-address"),
        ("http://[::ffff:192.168.0.1]/", "private-address"),
        ("file:///etc/passwd", "bad-address"),
        ("ftp://a.example/", "bad-address"),
        ("http://user:pass@127.0.0.1/", "bad-address"),
        ("http://127.0.0.1:99999/", "bad-address"),
        ("/a", "redirect"),
        ("", "redirect"),
    ],
)
def test_a_redirect_leads_nowhere_that_is_refused(site: Site, tmp_path: Path, to: str, code: str) -> None:
    site.put("/a", b"", status=302, Location=to)
    assert codes(run(Sources(pages=(site.url("/a"),)), tmp_path)) == [code]


def test_a_redirect_to_elsewhere_is_followed_and_the_address_is_where_it_led(site: Site, tmp_path: Path) -> None:
    site.put("/old", b"", status=301, Location="/new?id=1")
    site.put("/new?id=1", page(1))
    run(Sources(pages=(site.url("/old"),)), tmp_path)
    assert readers.read([tmp_path])[0][0].url == site.url("/new?id=1")


def test_https_does_not_lead_to_http() -> None:
    with pytest.raises(ReadFailed, match="https to http"):
        addresses.redirected("https://a.example/", "http://a.example/")


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (b"a" * 300_000, {}, "too-large"),
        (b"a", {"Content_Length": "999999999"}, "too-large"),
        (gzip.compress(b"a" * 5_000_000), {"Content_Encoding": "gzip"}, "too-large"),
        (gzip.compress(b"a" * 500)[:-9], {"Content_Encoding": "gzip"}, "no-answer"),
        (b"no gzip", {"Content_Encoding": "gzip"}, "no-answer"),
        (b"a", {"Content_Encoding": "br"}, "no-answer"),
        (b"", {}, "empty"),
        (b"\x89PNG", {"Content_Type": "image/png"}, "no-article"),
        (b"MZ", {"Content_Type": "application/x-msdownload"}, "no-article"),
    ],
)
def test_an_answer_that_is_no_article_is_a_problem_and_the_rest_goes_on(
    site: Site, tmp_path: Path, body: bytes, headers: dict[str, str], code: str
) -> None:
    pages = (site.put("/bad", body, **headers), site.put("/good", page(1)))
    done = run(Sources(pages=pages, megabytes=0.1), tmp_path)
    assert (codes(done), len(done.new)) == ([code], 1)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(".")) == sorted(
        ["articles.toml", *done.new]
    )


def test_an_answer_that_drips_is_cut_off(site: Site) -> None:
    site.put("/slow", b"a" * 5_000)
    site.slow["/slow"] = 0.2
    begun = time.monotonic()
    with pytest.raises(ReadFailed, match="within 1 s"):
        get(site.url("/slow"), {}, Limits(1, 10_000, allow_loopback=True))
    assert time.monotonic() - begun < 4


def test_a_head_that_drips_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                try:
                    for _ in range(60):
                        connection.sendall(b"H")
                        time.sleep(0.1)
                except OSError:
                    pass

        threading.Thread(target=drip, daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(ReadFailed, match=r"within 1 s|no answer"):
            get(f"http://127.0.0.1:{server.getsockname()[1]}/", {}, Limits(1, 100, allow_loopback=True))
        assert time.monotonic() - begun < 4


def test_a_dead_feed_is_a_problem_and_the_others_are_read(site: Site, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        dead = f"http://127.0.0.1:{closed.getsockname()[1]}/rss"
    site.put("/a", page(1))
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><rss><channel><item><title>&b;</title></item></channel></rss>'
    feeds = (dead, site.put("/none", b"<html></html>"), site.put("/bomb", bomb), site.feed("/rss", "/a"))
    done = run(Sources(feeds=feeds), tmp_path)
    assert (sorted(codes(done)), len(done.new)) == (["entities", "no-answer", "no-feed"], 1)


def test_no_more_than_asked_for_are_fetched_and_the_rest_comes_next_time(site: Site, tmp_path: Path) -> None:
    for number in range(5):
        site.put(f"/{number}", page(number))
    feed = site.feed("/rss", *(f"/{number}" for number in range(5)), ETag='"v1"')
    first = run(Sources(feeds=(feed,), most=3), tmp_path)
    assert (len(first.new), first.left) == (3, 2)
    assert len(run(Sources(feeds=(feed,), most=3), tmp_path).new) == 2


# --- several at once, and interrupted ---------------------------------------------------------------------------------


def other(sources: Sources, folder: Path) -> None:
    run(sources, folder)


def test_two_at_once_fetch_every_article_once(site: Site, tmp_path: Path) -> None:
    pages = tuple(site.put(f"/{number}", page(number)) for number in range(12))
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=other, args=(Sources(pages=pages, delay=0.5), tmp_path)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    asked = [path for path in site.paths() if path != "/robots.txt"]
    assert sorted(asked) == sorted(set(asked))
    articles, problems = readers.read([tmp_path])
    assert (len(articles), problems) == (12, ())


def test_an_interrupted_run_goes_on_where_it_was(site: Site, tmp_path: Path) -> None:
    pages = tuple(site.put(f"/{number}", page(number)) for number in range(4))
    turns = 0

    def wait(_: float) -> None:
        nonlocal turns
        turns += 1
        if turns == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect(Sources(pages=pages), tmp_path, tmp_path, allow_loopback=True, wait=wait)
    done = run(Sources(pages=pages), tmp_path)
    assert (len(done.new), done.known) == (2, 2)
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_a_claim_that_nobody_holds_any_more_is_taken_over(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.claim("a")
    assert not shelf.claim("a")
    shelf._db.execute("UPDATE articles SET at = at - 1000")
    assert shelf.claim("a")
    shelf.close()


# --- names, settings, the command -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://A.example/x", "https://a.example/x#part"),
        ("https://a.example/x?utm_source=b&id=1", "https://a.example:443/x?id=1"),
        ("http://a.example", "http://a.example:80/"),
        ("https://a.example./x", "https://a.example/x"),
    ],
)
def test_addresses_of_one_page_are_one(one: str, other: str) -> None:
    assert addresses.key(one) == addresses.key(other)


@pytest.mark.parametrize(
    "url", ["https://a.example/x?id=2", "http://a.example/x?id=1", "https://a.example:8443/x?id=1"]
)
def test_addresses_of_other_pages_are_others(url: str) -> None:
    assert addresses.key(url) != addresses.key("https://a.example/x?id=1")


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "%2e%2e%2fx", "x" * 900, "", "articles.toml", "README", ".hidden", "日本"],
)
def test_a_file_has_a_plain_name_below_the_folder(path: str) -> None:
    name = addresses.file_name(f"https://a.example/{path}", "", ".html")
    assert name.replace("-", "").replace(".", "").isascii()
    assert "/" not in name
    assert len(name) < 100
    from briefer.folders import is_article

    assert is_article(name)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ([], "no table"),
        ({"feed": []}, "no setting 'feed'"),
        ({"feeds": "x"}, "feeds is no list"),
        ({"feeds": ["ftp://x"]}, "no address of the web"),
        ({"delay": 0}, "delay is 0"),
        ({"most": True}, "most is True"),
        ({"folder": 1}, "folder is no path"),
    ],
)
def test_a_wrong_setting_is_one_line(table: object, said: str) -> None:
    with pytest.raises(BrieferError, match=said):
        parse(table)


def test_the_command_says_what_it_did(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    assert runner.invoke(app, ["collect"]).exit_code == 1
    feed = site.feed("/rss", "/a", "/gone")
    site.put("/a", page(1))
    (tmp_path / "briefer.toml").write_text(f'articles = ["in/"]\n[collect]\nfeeds = ["{feed}"]\ndelay = 0.5\n')
    result = runner.invoke(app, ["collect", "--allow-loopback", "--json"])
    assert result.exit_code == 4
    told = json.loads(result.stdout.splitlines()[0])
    assert (told["folder"], len(told["new"]), told["problems"][0]["code"]) == ("in", 1, "no-answer")
    assert "1 new, 0 known, 1 problem: in" in result.output
    assert (tmp_path / "in" / told["new"][0]).is_file()
