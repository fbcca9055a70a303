"""What a brief says of its articles (title, outlet, dates, address) against what they say of themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from briefer import fragments
from briefer.dates import FILE_NAME, printed
from briefer.evidence import folded_text
from briefer.model import Article
from briefer.verify.outline import Item, Outline
from briefer.verify.parse import Reference, plain
from briefer.verify.report import Failure
from briefer.verify.shape import SOURCE
from briefer.verify.shelf import Shelf

_DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\b\d{4}-\d\d-\d\d\b")
_PLACE = re.compile(r",? ?(?:\bp\. ?\d+, )?¶ ?\d+, line \d+$")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}|[^!-~]|[\"<>`{}|\\\\^\[\]]")
_LINK = re.compile(r",? <(https?://[^>\s]*)>")
_UPDATED = re.compile(r" \(updated ([^)]*)\)")
_UNSURE = re.compile(r" \(date from the file name\)")
_PASSAGES = re.compile(r": (?:passages? ([\d, ]+?)(?: · \d+ positions?, \d+ quoted)?|not cited)$")


def origin(article: Article) -> str:
    """The line below a statement: where it was printed, and when."""
    return f"{article.outlet or article.title or article.name}, {printed(article.published)}"


def same(one: str, other: str) -> bool:
    """Whether two printed values are the same, typography aside."""
    return _shown(one) == _shown(other)


def lists(printed: str, names: Sequence[str]) -> bool:
    """Whether a printed list is that of these names, in any order: what stands in parts goes by its articles."""
    left = _shown(printed)
    for name in sorted(map(_shown, names), key=len, reverse=True):
        if name not in left:
            return False
        left = left.replace(name, "", 1)
    return not left.strip(" ,")


@lru_cache(maxsize=4096)  # a heading is compared with each position below it, a title with each line of the sources
def _shown(text: str) -> str:
    """A value as any format shows it: typography folded, on one line, without what cannot be seen."""
    line = " ".join(folded_text(text).split())
    return "".join(each for each in line if each.isprintable() and each != "\N{REPLACEMENT CHARACTER}")


def _same_address(one: str, other: str) -> bool:
    """Whether two addresses are the same but for what a format writes as `%20`."""
    return _ESCAPED.sub("", one.strip()) == _ESCAPED.sub("", other.strip())


def check(outline: Outline, shelf: Shelf) -> Iterator[Failure]:
    """Footnotes and the list of sources of a brief. Codes: `metadata`, `unknown-article`, `passages`."""
    for line, note in outline.notes:
        passage, _ = shelf.find(note) if note.quote else (None, None)
        if passage is None or not note.paragraph:
            continue
        wrong = _strange(_PLACE.sub("", note.about), passage.reading.article, outline.ours)
        if wrong:
            yield Failure(line, "metadata", f"the article does not bear this out: {wrong}", note.about)
        if outline.ours and note.link and not fragments.opens(note.link, passage.reading.article, passage.span):
            yield Failure(line, "metadata", "the link does not lead to this passage", note.link)
    if outline.ours:
        sources = [item for item in outline.items if item.section == "Sources"]
        cited = _cited(outline, shelf)
        yield from chain.from_iterable(_source(item, cited, shelf) for item in sources)


def _strange(head: str, article: Article, ours: bool) -> str:
    """What a footnote says of its article that the article does not say; "" for nothing.

    In a brief that is not ours only a date is looked for: what its author knows of an outlet need not stand in a file.
    """
    left = _shown(head)
    known = [
        article.title,
        article.name,
        article.name.rpartition("/")[2],
        article.outlet,
        printed(article.published),
        article.published,
    ]
    known += [printed(article.updated), article.updated] if article.updated else []
    known += [] if article.outlet else ["outlet unknown"]
    folded = (_shown(each) for each in known if each)
    for each in sorted(folded, key=len, reverse=True):
        left = left.replace(each, "", 1)
    left = re.sub(r"\(updated \)", "", left).strip(" ,;:.*")
    if ours:
        return left
    day = _DAY.search(left)
    return day[0] if day and article.published else ""


def _source(item: Item, cited: Mapping[str, frozenset[str]], shelf: Shelf) -> Iterator[Failure]:
    found = SOURCE.match(item.raw)
    raw = found[1] if found else item.raw
    link = _LINK.search(raw)
    text = plain(_LINK.sub("", raw))
    passages = _PASSAGES.search(text)
    text = _PASSAGES.sub("", text)
    article = _named(text, shelf)
    if article is None:
        yield Failure(item.line, "unknown-article", "none of the articles has this name or title", text)
        return
    text, unsure = _UNSURE.subn("", text, count=1)
    if bool(unsure) != (article.dated_by == FILE_NAME):
        reason = f"its date {'is stated' if unsure else 'comes from the file name, and nothing says so'}"
        yield Failure(item.line, "metadata", reason, text)
    updated = _UPDATED.search(text)
    if updated and updated[1] != printed(article.updated):
        yield Failure(item.line, "metadata", f"the article was not updated on {updated[1]}", text)
    wrong = _strange(_UPDATED.sub("", text), article, ours=True)
    if wrong:
        yield Failure(item.line, "metadata", f"the article does not bear this out: {wrong}", text)
    if link and not _same_address(link[1], article.url):
        yield Failure(item.line, "metadata", f"the article has another address: {article.url or 'none'}", link[1])
    numbers = _numbers(passages[1] if passages and passages[1] else "")
    if passages and numbers != cited.get(article.name, frozenset()):
        yield Failure(item.line, "passages", "the footnotes that cite it are others", text)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", text))


def _cited(outline: Outline, shelf: Shelf) -> Mapping[str, frozenset[str]]:
    """The labels of the footnotes that quote each article, by its name."""
    cited: dict[str, set[str]] = {}
    for _, note in outline.notes:
        passage, _ = shelf.find(note) if note.quote and note.label.isdigit() else (None, None)
        if passage:
            cited.setdefault(passage.reading.article.name, set()).add(note.label)
    return {name: frozenset(labels) for name, labels in cited.items()}


def _named(text: str, shelf: Shelf) -> Article | None:
    """The article whose name stands in a line, or whose title it begins with; the longest name where several do."""
    folded = _shown(text)
    named = [each for each in shelf.articles if each.name in text]
    titled = [each for each in shelf.articles if each.title and folded.startswith(_shown(each.title))]
    found: Sequence[Article] = named or titled
    return max(found, key=lambda each: len(each.name), default=None)


def named(text: str, shelf: Shelf) -> Article | None:
    """The article that a line of a brief speaks of, None for none."""
    return _named(plain(text), shelf)


def articles_of(references: Sequence[Reference], shelf: Shelf) -> tuple[Article, ...]:
    """The articles in which references were found, in order."""
    found = (shelf.find(each)[0] for each in references)
    return tuple(passage.reading.article for passage in found if passage)
