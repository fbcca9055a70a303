"""All requests of one run, in their order: hosts in turn, each after its delay."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from briefer import decoding
from briefer.collect import addresses, fetch, robots
from briefer.collect.fetch import Answer, Limits, Resolve
from briefer.collect.settings import Sources
from briefer.collect.shelf import Shelf
from briefer.errors import BrieferError, ReadFailed
from briefer.folders import shown
from briefer.metadata import Metadata
from briefer.model import Problem
from briefer.readers.feed import links

_MOST_REDIRECTS = 5
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
"""The kinds of answers that are articles."""
Wait = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many articles were fetched, were there already, were left for the next run; feeds that had not changed."""

    new: tuple[str, ...]
    known: int
    left: int
    unchanged: int
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Source:
    """A feed, and what is to be remembered of it once all of its articles are there."""

    url: str
    etag: str = ""
    modified: str = ""
    waiting: int = 0
    failed: bool = False


@dataclass(slots=True)
class _Task:
    """One address to ask: a feed, or an article with what its feed says of it."""

    url: str
    source: _Source
    stated: Metadata | None = None


@dataclass
class _Run:
    """What is under way."""

    shelf: Shelf
    sources: Sources
    limits: Limits
    resolve: Resolve
    wait: Wait
    rules: dict[str, robots.Rules | ReadFailed] = field(default_factory=dict)
    queues: dict[str, deque[_Task]] = field(default_factory=dict)
    seen: dict[str, _Task] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    known: int = 0
    left: int = 0
    unchanged: int = 0


def collect(
    sources: Sources,
    folder: Path,
    base: Path,
    allow_loopback: bool = False,
    wait: Wait = time.sleep,
    resolve: Resolve = fetch.resolved,
) -> Summary:
    """Fetches what is new into the folder. Files that list addresses lie below `base`.

    What goes wrong with one source or article is a problem of the summary. Raises BrieferError where the folder or a
    list cannot be used.
    """
    listed = [address for name in sources.lists for address in _listed(base / name)]
    shelf = Shelf(folder)
    try:
        limits = Limits(sources.seconds, int(sources.megabytes * 1e6), allow_loopback)
        run = _Run(shelf, sources, limits, resolve, wait)
        for url in sources.feeds:
            _add(run, _Task(url, _Source(url)))
        for url in (*sources.pages, *listed):
            _add(run, _Task(url, _Source(""), Metadata()))
        for task in _turns(run):
            _visit(run, task)
    finally:
        shelf.close()
    return Summary(tuple(run.new), run.known, run.left, run.unchanged, tuple(run.problems))


def _listed(path: Path) -> Iterator[str]:
    """The addresses in a file, one a line; blank lines and lines with # are none."""
    try:
        text, _ = decoding.decode(path.read_bytes())
    except OSError as error:
        raise BrieferError(
            f"cannot read {path.name}: {error.strerror}", "lists names files with an address a line"
        ) from error
    except ReadFailed as error:
        raise BrieferError(f"{path.name}: {error}") from error
    yield from (line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))


def _add(run: _Run, task: _Task) -> None:
    """Puts an address into the queue of its host; where it stands in one, only adds what was not known of it."""
    try:
        url = addresses.checked(task.url)
    except ReadFailed as error:
        _failed(run, task, error)
        return
    known = run.seen.setdefault(addresses.key(url), task)
    if known is task:
        run.queues.setdefault(addresses.origin(url), deque()).append(task)
        task.source.waiting += 1
    elif known.stated is not None and task.stated is not None:
        known.stated = _both(known.stated, task.stated)
        if not known.source.url:
            known.source = task.source
            known.source.waiting += 1


def _both(one: Metadata, other: Metadata) -> Metadata:
    """What either says of an article; where both do, the first."""
    return replace(one, **{each.name: getattr(one, each.name) or getattr(other, each.name) for each in fields(one)})


def _turns(run: _Run) -> Iterator[_Task]:
    """The tasks, one of each host in turn: all feeds first, so that what they say of an article is known."""
    while waiting := [host for host, queue in run.queues.items() if queue]:
        for host in [host for host in waiting if run.queues[host][0].stated is None] or waiting:
            yield run.queues[host].popleft()


def _visit(run: _Run, task: _Task) -> None:
    try:
        if task.stated is None:
            _read_feed(run, task)
        else:
            _take(run, task, task.stated)
    except ReadFailed as error:
        _failed(run, task, error)
    task.source.waiting -= 1
    source = task.source
    if not source.waiting and not source.failed and (source.etag or source.modified):
        run.shelf.seen(source.url, source.etag, source.modified)


def _failed(run: _Run, task: _Task, error: ReadFailed) -> None:
    task.source.failed = True
    run.problems.append(Problem(error.code, f"{shown(task.url)}: {error}", task.url))


def _read_feed(run: _Run, task: _Task) -> None:
    answer, _ = _asked(run, task.url, run.shelf.validators(task.url))
    if answer.status == 304:
        run.unchanged += 1
        return
    _need_ok(answer)
    found = links(answer.body)
    task.source.etag, task.source.modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
    for url, stated in found:
        _add(run, _Task(url, task.source, stated))


def _take(run: _Run, task: _Task, stated: Metadata) -> None:
    """Fetches one article, unless it is here, or this run has fetched enough."""
    key = addresses.key(task.url)
    if len(run.new) >= run.sources.most:
        run.left += 1
        task.source.failed = True
        return
    if not run.shelf.claim(key):
        run.known += 1
        return
    kept = False
    try:
        answer, url = _asked(run, task.url, {})
        _need_ok(answer)
        suffix, charset = _kind(answer)
        body = _in_utf8(answer.body, charset) if suffix != ".pdf" else answer.body
        name = addresses.file_name(task.url, stated.published, suffix)
        told = _told(stated, url, task.source.url)
        file = run.shelf.keep(key, name, body, told)
        kept = True
        if file == name:
            run.new.append(name)
        else:
            run.known += 1
    finally:
        if not kept:
            run.shelf.release(key)


def _told(stated: Metadata, url: str, feed: str) -> dict[str, str]:
    """What is put down about an article: what its feed says, and where it came from."""
    return {
        "title": stated.title,
        "outlet": stated.outlet,
        "published": stated.published,
        "updated": stated.updated,
        "url": url,
        "feed": feed,
        "collected": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _asked(run: _Run, url: str, headers: Mapping[str, str]) -> tuple[Answer, str]:
    """The answer, and the address that gave it, after redirects. Raises ReadFailed."""
    for _ in range(_MOST_REDIRECTS + 1):
        rules = _rules(run, url)
        if not rules.allow(url):
            raise ReadFailed("robots", "the site's robots.txt does not allow it")
        run.wait(run.shelf.turn(addresses.origin(url), max(run.sources.delay, rules.delay)))
        answer = fetch.get(url, headers, run.limits, run.resolve)
        if answer.status not in (301, 302, 303, 307, 308):
            return answer, url
        url = addresses.redirected(url, answer.headers.get("location", ""))
    raise ReadFailed("redirect", f"it redirects more than {_MOST_REDIRECTS} times")


def _rules(run: _Run, url: str) -> robots.Rules:
    """What the host of an address allows, asked for once a run. Raises ReadFailed, each time, where it is not told."""
    origin = addresses.origin(url)
    if origin not in run.rules:
        try:
            run.rules[origin] = _asked_rules(run, f"{origin}/robots.txt")
        except ReadFailed as error:
            run.rules[origin] = error
    rules = run.rules[origin]
    if isinstance(rules, ReadFailed):
        raise rules
    return rules


def _asked_rules(run: _Run, url: str) -> robots.Rules:
    """A host without the file allows all. Raises ReadFailed for one in trouble, which is asked nothing."""
    for _ in range(_MOST_REDIRECTS + 1):
        run.wait(run.shelf.turn(addresses.origin(url), run.sources.delay))
        answer = fetch.get(url, {}, run.limits, run.resolve)
        if answer.status == 200:
            return robots.parse(answer.body.decode("utf-8", "replace"))
        if answer.status not in (301, 302, 303, 307, 308):
            if 400 <= answer.status < 500 and answer.status != 429:
                return robots.Rules()
            raise ReadFailed("robots", f"the site's robots.txt cannot be read (the answer is {answer.status})")
        url = addresses.redirected(url, answer.headers.get("location", ""))
    raise ReadFailed("robots", "the site's robots.txt cannot be read (it redirects without end)")


def _need_ok(answer: Answer) -> None:
    if answer.status != 200:
        raise ReadFailed("no-answer", f"the answer is {answer.status}")
    if not answer.body.strip():
        raise ReadFailed("empty", "the answer is empty")


def _kind(answer: Answer) -> tuple[str, str]:
    """The suffix of an answer's kind, and its charset. Raises ReadFailed for what is no article."""
    kind, _, rest = answer.headers.get("content-type", "text/html").partition(";")
    suffix = _SUFFIXES.get(kind.strip().lower(), "")
    if not suffix:
        raise ReadFailed("no-article", f"this is no page but {shown(kind.strip()[:60])}")
    _, _, charset = rest.lower().partition("charset=")
    return suffix, charset.split(";")[0].strip(" \"'")


def _in_utf8(body: bytes, charset: str) -> bytes:
    """The page as it came, but where only the answer's head said what it is written in: then in UTF-8, with a mark."""
    if not charset or charset in ("utf-8", "utf8") or charset in body[:4096].decode("ascii", "ignore").lower():
        return body
    try:
        text, _ = decoding.declared(body, charset)
    except ReadFailed:
        return body
    return text.encode("utf-8-sig", "replace")
