"""A long list of statements in parts, each under its article: the statements below cite it, and are as many. Pure."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from briefer.verify import framed, sources
from briefer.verify.outline import Outline
from briefer.verify.parse import plain
from briefer.verify.report import Failure
from briefer.verify.shelf import Shelf


def check(outline: Outline, shelf: Shelf) -> Iterator[Failure]:
    """Codes: `metadata` (an article that a statement below does not cite), `count`."""
    heads = [each for each in outline.framed if each.shape is framed.HEAP]
    entries = [entry for issue in outline.issues for side in issue.sides for entry in side.entries]
    ends = [issue.line for issue in outline.issues]
    ends += [side.line for issue in outline.issues for side in issue.sides] + [each.line for each in heads]
    for head in heads:
        last = min((each for each in ends if each > head.line), default=sys.maxsize)
        own = [entry for entry in entries if head.line < entry.line < last]
        title = plain(head.found["title"])
        if not own or len(own) != int(head.found["count"]):
            yield Failure(head.line, "count", f"{len(own)} statements stand below it", title)
        for entry in own:
            articles = sources.articles_of(entry.references[:1], shelf)
            if not any(sources.same(each.title or each.name, title) for each in articles):
                yield Failure(entry.line, "metadata", f"it does not stand in: {title}", entry.said)
