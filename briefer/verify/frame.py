"""The frame of a Markdown brief of ours: do its counts and tables say what stands in it? Pure.

A number that nothing in brief or articles bears out (the engine, the version, the pack) is not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefer import ahead
from briefer.model import Article
from briefer.verify import copies, framed, heaps, moves, passing, shares, sides, sources, stands, track
from briefer.verify import outline as outlines
from briefer.verify.outline import Outline, Row
from briefer.verify.report import Failure
from briefer.verify.shelf import Shelf

_DAYS = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d")
_UNDATED = re.compile(r"(\d+) undated")


def check(text: str, shelf: Shelf) -> Iterator[Failure]:
    """All that frames the statements of a Markdown brief."""
    found = outlines.read(text)
    yield from sources.check(found, shelf)
    articles: list[Article | None] = [
        sources.named(item.raw, shelf) for item in found.items if item.section == "Sources"
    ]
    if found.excerpt and not articles:
        articles = list(dict.fromkeys(sources.articles_of([note for _, note in found.notes if note.quote], shelf)))
    if found.counts or any(each.shape in (framed.ROW, framed.NOWHERE) for each in found.framed):
        # whoever gave a heading of ours to lines of this shape has them checked as ours
        yield from stands.check(found, shelf)
    if found.framed or found.counts:
        yield from heaps.check(found, shelf)
        yield from passing.check(found, [each for each in articles if each], _last_day(found, articles), shelf)
    if found.ours:
        yield from sides.check(found, shelf)
        yield from copies.check(found, shelf)
        yield from track.check(found, shelf)
        yield from moves.check(found)
        yield from _counts(found, shelf)
        yield from shares.check(found, articles, shelf)
        yield from _coverage(found, shelf)


def _last_day(found: Outline, articles: Sequence[Article | None]) -> str:
    """The last day that a brief says it covers, else that of its latest article."""
    return ahead.end_of(found.window, [each for each in articles if each])


def _counts(found: Outline, shelf: Shelf) -> Iterator[Failure]:
    """The line below the title against the positions, disputes, withheld claims and articles that are listed."""
    listed = [item for item in found.items if item.section == "Sources"]
    entries = [(each.said, each.references) for _, each in found.positions]
    stand = {
        "articles": {len(listed)},
        "positions": set(range(len(set(entries)), len(entries) + 1)),
        "disputes": {sum(issue.disputed for issue in found.issues)},
        "withheld": {sum(item.section == "Withheld" for item in found.items)},
    }
    for line, counts in found.counts:
        for what, numbers in stand.items():
            if int(counts[what]) not in numbers:
                reason = f"{counts[what]} {what} are counted, and {max(numbers)} stand here"
                yield Failure(line, "count", reason, counts.group())
        wrong = window(counts["window"], [sources.named(item.raw, shelf) for item in listed])
        if wrong:
            yield Failure(line, "count", wrong, counts["window"])


def window(said: str, articles: Sequence[Article | None]) -> str:
    """What is wrong with the days that a brief says it covers; "" for nothing."""
    days = sorted(each.published for each in articles if each and each.published)
    named = _DAYS.findall(said)
    undated = _UNDATED.search(said)
    if undated and int(undated[1]) != len(articles) - len(days):
        return f"{len(articles) - len(days)} articles are undated"
    first, last = (named[0], named[-1]) if named else ("", "9")
    if said.startswith("since "):
        last = "9"
    if said.startswith("until "):
        first = ""
    exact = bool(undated) or (len(named) == 1 and not said.startswith(("since ", "until ")))
    if days and named and (days[0] < first or days[-1] > last or (exact and (days[0], days[-1]) != (first, last))):
        return f"the articles are of {days[0]} to {days[-1]}"
    return ""


def _coverage(found: Outline, shelf: Shelf) -> Iterator[Failure]:
    listed = [sources.named(item.raw, shelf) for item in found.items if item.section == "Sources"]
    for row in found.rows:
        if row.section == "Coverage" and len(row.cells) == 5:
            yield from _covered(row, listed, shelf)


def _covered(row: Row, listed: Sequence[Article | None], shelf: Shelf) -> Iterator[Failure]:
    if not all(each.isdigit() for each in row.cells):
        yield Failure(row.line, "count", "coverage is counted in numbers", " | ".join(row.cells))
        return
    wrong = coverage([int(each) for each in row.cells], listed, shelf)
    if wrong:
        yield Failure(row.line, "count", wrong, " | ".join(row.cells))


def coverage(counts: Sequence[int], listed: Sequence[Article | None], shelf: Shelf) -> str:
    """What is wrong with the numbers of articles and chunks, and of those done, empty and failed; "" for nothing."""
    articles, chunks, done, empty, failed = counts
    if articles != len(listed):
        return f"{len(listed)} articles are listed, and not {articles}"
    if chunks != done + empty + failed:
        return f"{done + empty + failed} chunks are accounted for, and not {chunks}"
    cut = sum(len(shelf.chunks(each.name)) for each in listed if each)
    if all(listed) and chunks != cut:
        return f"the articles are {cut} chunks, and not {chunks}"
    return ""
