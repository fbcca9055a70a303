"""How a story is sourced, as a Markdown brief of ours says: shares of outlets, sides only paraphrased. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefer import tables
from briefer.model import Article
from briefer.verify import sides, sources
from briefer.verify.outline import Entry, Outline, SideOutline
from briefer.verify.report import Failure
from briefer.verify.shelf import Shelf

_COUNTED = re.compile(r" · (?P<positions>\d+) positions?, (?P<quoted>\d+) quoted$")
_ROW = 6
"""Cells of a row: outlet, articles, positions, quoted, passages, share."""


def check(found: Outline, listed: Sequence[Article | None], shelf: Shelf) -> Iterator[Failure]:
    """Codes: `count` for the table of outlets and the numbers of each source, `reported` for a side."""
    if found.excerpt:
        return
    yield from _reported(found, shelf)
    rows = [each for each in found.rows if each.section == "Sources"]
    known = [each for each in listed if each]
    if len(known) != len(listed):
        return
    borne = _borne(found, known, shelf)
    outlets = {name: [each for each in known if _outlet(each) == name] for name in map(_outlet, known)}
    whole = len({note for _, notes, _ in borne.values() for note in notes})
    for row in rows:
        own = next((each for name, each in outlets.items() if sources.same(name, row.cells[0])), [])
        passages = {note for each in own for note in borne[each.name][1]}
        entries = [each for article in own for each in borne[article.name][0]]
        share = f"{round(100 * len(passages) / whole) if whole else 0} %"
        exact = {0: row.cells[0] if own else "?", 1: str(len(own)), 4: str(len(passages)), 5: share}
        bounds = _bounds(entries, shelf)
        counts = row.cells[2:4]
        fits = len(row.cells) == _ROW and all(row.cells[at] == value for at, value in exact.items())
        if not (fits and all(map(_within, counts, bounds))):
            yield Failure(row.line, "count", "the positions above do not bear this out", " | ".join(row.cells))
    named = [row.cells[0] for row in rows]
    for name in outlets if rows else ():
        if not any(sources.same(name, each) for each in named):
            yield Failure(rows[0].line, "count", f"the table lacks {name}", name)
    items = [item for item in found.items if item.section == "Sources"]
    for item, article in zip(items, known, strict=True):
        counted = _COUNTED.search(item.raw)
        if counted and not all(map(_within, counted.groups(), _bounds(borne[article.name][0], shelf))):
            yield Failure(item.line, "count", "other positions rest on it", item.raw)


Borne = tuple[list[Entry], set[str], Article]


def _borne(found: Outline, known: Sequence[Article], shelf: Shelf) -> Mapping[str, Borne]:
    """By an article's name, the positions that rest on it and the footnotes of theirs that quote it."""
    borne: dict[str, Borne] = {each.name: ([], set(), each) for each in known}
    for _, entry in found.positions:
        for reference in entry.references:
            passage, _ = shelf.find(reference)
            own = borne.get(passage.reading.article.name) if passage else None
            if own:
                own[1].add(reference.label)
                if not own[0] or own[0][-1] is not entry:
                    own[0].append(entry)
    return borne


def _outlet(article: Article) -> str:
    return article.outlet or article.name


def _bounds(entries: Sequence[Entry], shelf: Shelf) -> tuple[range, range]:
    """How many positions some entries may be, and how many of them may be quoted: one may stand under two questions."""
    times = Counter((each.said, each.references) for each in entries)
    first = {(each.said, each.references): each for each in entries}
    told = {key: _is_quoted(each, shelf) for key, each in first.items()}
    least = sum(each is True for each in told.values())
    most = sum(count for key, count in times.items() if told[key] is not False)
    return range(len(times), len(entries) + 1), range(least, most + 1)


def _within(count: str, bounds: range) -> bool:
    return count.isdigit() and int(count) in bounds


def _is_quoted(entry: Entry, shelf: Shelf) -> bool | None:
    """Whether words of the holder's own are to be read; None where another engine's wording does not tell."""
    if tables.quotes(entry.said):
        return True
    weighed = {each.paraphrase for each in sides.weighed(entry, shelf)}
    return not weighed.pop() if len(weighed) == 1 else None


def _reported(found: Outline, shelf: Shelf) -> Iterator[Failure]:
    for issue in found.issues:
        told = [(side, _side_quoted(side, shelf)) for side in issue.sides if side.entries]
        if any(quoted is None for _, quoted in told):
            continue
        names = [side.label or side.holders for side, quoted in told if not quoted]
        due = ", ".join(names) if issue.disputed and len(names) < len(told) else ""
        if not sources.same(due, issue.reported):
            yield Failure(
                issue.line, "reported", f"only paraphrased: {due or 'no side beside one quoted'}", issue.question
            )


def _side_quoted(side: SideOutline, shelf: Shelf) -> bool | None:
    found = {_is_quoted(each, shelf) for each in side.entries if each.origin}
    return True if True in found else None if None in found else False
