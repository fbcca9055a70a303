"""What a brief says of copies of one story, outlets and origins, against the articles that it lists. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefer import origins
from briefer.document import told_origin
from briefer.model import Article, Family, Json
from briefer.verify import sources
from briefer.verify.fields import records
from briefer.verify.outline import Outline
from briefer.verify.parse import plain
from briefer.verify.report import Failure
from briefer.verify.shape import MOST_DIFFERING, printed
from briefer.verify.shelf import Shelf


def listed(outline: Outline, shelf: Shelf) -> tuple[Article | None, ...]:
    """The articles of the list of sources, in its order."""
    return tuple(sources.named(item.raw, shelf) for item in outline.items if item.section == "Sources")


def sourced(articles: Sequence[Article], families: Sequence[Family]) -> str:
    """What stands behind outlet and date of a position that several outlets printed; "" for one."""
    outlets, came_from = origins.sourcing(articles, families)
    return f" · {outlets} outlets, {_counted(came_from, 'origin')}" if outlets > 1 else ""


def check(outline: Outline, shelf: Shelf) -> Iterator[Failure]:
    """The lines below the list of sources. Code: `origin`."""
    articles = listed(outline, shelf)
    known = [each for each in articles if each]
    number = {each.name: str(at) for at, each in enumerate(articles, start=1) if each}
    due = [line for family in shelf.families(known) for line in _lines(family, number)]
    for item in outline.copies:
        said = plain(item.raw)
        same = next((each for each in due if sources.same(_unquoted(each), _unquoted(said))), "")
        if same:
            due.remove(same)
        else:
            yield Failure(item.line, "origin", "the articles do not bear this out", said)
    if due:
        yield Failure(1, "origin", "the list of sources does not say which are copies of one story", due[0])


def _unquoted(text: str) -> str:
    """A line without its quotation marks: which ones a quote is put in depends on those that it holds."""
    return re.sub('[“”"«»]', "", text)


def _lines(family: Family, number: Mapping[str, str]) -> Iterator[str]:
    """What is printed of a family, line by line."""
    outlets = origins.outlets(family)
    yield f"{_numbers(family.articles, number)}: {_counted(len(outlets), 'outlet')}, 1 origin ({', '.join(outlets)})"
    for one in family.differing[:MOST_DIFFERING]:
        at = one.citation
        yield f"Only in {_numbers(one.articles, number)}, {printed(at)}: {at.quote}"
    if len(family.differing) > MOST_DIFFERING:
        yield f"and {len(family.differing) - MOST_DIFFERING} more sentences that not all have"


def _numbers(articles: Sequence[Article], number: Mapping[str, str]) -> str:
    return ", ".join(sorted((number[each.name] for each in articles), key=int))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def check_json(brief: Json, known: Mapping[str, Article | None], shelf: Shelf) -> Iterator[Failure]:
    """The origins of a brief.json, and how many outlets and origins each position has. Code: `origin`."""
    ids = {article.name: id_ for id_, article in known.items() if article}
    families = shelf.families([each for each in known.values() if each])
    if "origins" in brief and brief["origins"] != [told_origin(each, lambda one: ids[one.name]) for each in families]:
        yield Failure(1, "origin", "the articles are copies of one story otherwise", str(brief["origins"])[:80])
    for number, position in enumerate(records(brief, "positions"), start=1):
        cited = [found for each in position["citations"] if (found := known.get(str(each["article"])))]
        for key, count in zip(("outlets", "origins"), origins.sourcing(cited, families), strict=True):
            if key in position and position[key] != count:
                yield Failure(number, "origin", f"it has {_counted(count, key[:-1])}", str(position["statement"]))
