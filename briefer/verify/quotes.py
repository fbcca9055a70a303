"""Quotes of any origin checked against articles: where each stands, whether it is cut, else what comes nearest. Pure.

In: a `Library` of articles, a quote, perhaps the name of its article. Out: a `QuoteAnswer`, the contract of
`briefer verify --quotes`. Quotes without an article are looked up in an index of words, so that ten thousand quotes
against a thousand articles cost ten thousand look-ups and about as many searches.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from briefer import chunks
from briefer.evidence.fold import BREAK, Folded, fold
from briefer.evidence.integrity import clipped
from briefer.evidence.nearest import Nearest, nearest
from briefer.evidence.span import Located, locate, want
from briefer.evidence.words import tokens
from briefer.model import Article, Span

_RAREST = 6
"""How many of a quote's rarest words choose the articles in which to look for its nearest passage."""
_NEAR_ARTICLES = 3
_PLACES = 20
"""Of a quote that stands in many places of an article, how many are tried for one where nothing is cut off."""


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest real passage of a quote that was not found; `diff` as `evidence.nearest` writes it."""

    article: str
    start: int
    end: int
    diff: str


@dataclass(frozen=True, slots=True)
class QuoteAnswer:
    """What became of one quote. Offsets are code points of the named article, 0 where nothing was found.

    Problems: not-found, out-of-order, empty, unknown-article, bad-line (the line is no question), and the codes
    of the integrity check with `found` true.
    """

    found: bool
    match: str = ""
    article: str = ""
    start: int = 0
    end: int = 0
    problems: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    near: Near | None = None
    also: tuple[Span, ...] = ()
    """Where else in that article the quote stands, up to twenty places."""

    def as_json(self) -> dict[str, Any]:
        """The line of `briefer verify --quotes`; `nearest` and `also` only where there is any."""
        line: dict[str, Any] = {
            "found": self.found,
            "match": self.match,
            "article": self.article,
            "start": self.start,
            "end": self.end,
            "problems": list(self.problems),
        }
        if self.near:
            near = self.near
            line["nearest"] = {"article": near.article, "start": near.start, "end": near.end, "diff": near.diff}
        if self.also:
            line["also"] = [[place.start, place.end] for place in self.also]
        return line


BAD_LINE = QuoteAnswer(found=False, problems=("bad-line",))
"""The answer to a line that is no question."""


class Book:
    """An article made ready for searching; folded and cut into sentences when first asked, once."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def folded(self) -> Folded:
        return fold(self.article.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, those broken over a line end in both readings."""
        text = self.folded.text
        joined = tokens(text.replace(BREAK, "")) if self.folded.broken else ()
        return frozenset((*tokens(text), *joined))

    @cached_property
    def _sentences(self) -> tuple[list[int], list[int]]:
        sentences = chunks.sentences(self.article)
        return [each.start for each in sentences], [each.end for each in sentences]

    def stretch(self, span: Span) -> Span:
        """The whole sentences that `span` touches; in furniture, its lines."""
        starts, ends = self._sentences
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end) - 1
        if first <= last:
            return Span(min(starts[first], span.start), max(ends[last], span.end))
        text = self.article.text
        end = text.find("\n", span.end)
        return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


class Library:
    """Articles to check quotes against, found by name, with or without suffix, or by the words of a quote."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.books = tuple(Book(article) for article in articles)

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        named: dict[str, list[int]] = {}
        for number, book in enumerate(self.books):
            name = book.article.name
            stem, dot, _ = name.rpartition(".")
            for key in {name, stem if dot and "/" not in name[len(stem) :] else name}:
                named.setdefault(key, []).append(number)
        return named

    @cached_property
    def _postings(self) -> dict[str, set[int]]:
        postings: dict[str, set[int]] = {}
        for number, book in enumerate(self.books):
            for word in book.words:
                postings.setdefault(word, set()).add(number)
        return postings

    def by_name(self, name: str) -> tuple[Book, ...]:
        """The articles of this name; several where only the suffix tells them apart."""
        return tuple(self.books[number] for number in self._named.get(name, ()))

    def holding(self, quote: str) -> list[Book]:
        """The articles that have every word of the quote, in order: only these can hold it."""
        readings = {frozenset(_words(parts)) for each in want(quote) for parts in ((each.text,), each.fragments)}
        numbers = set[int]().union(*(self._with_all(words) for words in readings if words))
        return [self.books[number] for number in sorted(numbers)]

    def _with_all(self, words: frozenset[str]) -> set[int]:
        """The articles that have all these words, the rarest first so that few remain to compare."""
        postings = sorted((self._postings.get(word, set()) for word in words), key=len)
        found = postings[0]
        for other in postings[1:]:
            if not found:
                break
            found = found & other
        return found

    def sharing(self, quote: str) -> list[Book]:
        """The few articles that share most of the quote's rarest words, best first."""
        known = [self._postings[word] for word in _words(want(quote)[-1].fragments) if word in self._postings]
        shared = Counter(number for posting in sorted(known, key=len)[:_RAREST] for number in posting)
        return [
            self.books[number]
            for number, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_NEAR_ARTICLES]
        ]


_BROKEN_WORD = re.compile(rf"\w*{BREAK}\w*")


def _words(fragments: tuple[str, ...]) -> set[str]:
    return {word for fragment in fragments for word in tokens(_BROKEN_WORD.sub(" ", fragment))}


def check_quote(library: Library, quote: str, article: str = "") -> QuoteAnswer:
    """Where `quote` stands in the named article, or in any: the first place with nothing cut off, else the first."""
    books = library.by_name(article) if article else library.holding(quote)
    if article and not books:
        return QuoteAnswer(found=False, article=article, problems=("unknown-article",))
    first: QuoteAnswer | None = None
    code = "" if any(map(str.isalnum, quote)) else "empty"
    for book in books:
        located = locate(book.folded, quote)
        if not located.found:
            code = located.code if code in ("", "not-found") else code
            continue
        answer = _answer(book, located)
        if not answer.problems:
            return answer
        first = first or answer
    return first or _unfound(library, quote, article, code or "not-found")


def _answer(book: Book, located: Located) -> QuoteAnswer:
    """The first of a quote's places where nothing is cut off, else the first place with what is."""
    ways = [located.fragments]
    if len(located.fragments) == 1:
        ways += [(place,) for place in located.places[:_PLACES] if place != located.fragments[0]]
    answers = (_weighed(book, fragments, located) for fragments in ways)
    first = next(answers)
    chosen = first if not first.problems else next((answer for answer in answers if not answer.problems), first)
    others = (place for way in ways if len(way) == 1 for place in way)
    return (
        replace(chosen, also=tuple(each for each in others if each.start != chosen.start)) if len(ways) > 1 else chosen
    )


def _weighed(book: Book, fragments: tuple[Span, ...], located: Located) -> QuoteAnswer:
    text = book.article.text
    checks = [clipped(text, span, book.stretch(span), fragments) for span in fragments]
    failures = [check for check in checks if not check.passed]
    return QuoteAnswer(
        found=True,
        match=located.match.value,
        article=book.article.name,
        start=fragments[0].start,
        end=fragments[-1].end,
        problems=tuple(dict.fromkeys(check.code for check in failures)),
        reasons=tuple(check.reason for check in failures),
    )


def _unfound(library: Library, quote: str, article: str, code: str) -> QuoteAnswer:
    books = library.by_name(article) if article else library.sharing(quote)
    nearby: list[tuple[Nearest, Book]] = [(nearest(book.folded, quote), book) for book in books if code != "empty"]
    found = [(near, book) for near, book in nearby if near.found]
    if not found:
        return QuoteAnswer(found=False, article=article, problems=(code,))
    near, book = min(found, key=lambda pair: pair[0].distance)
    place = Near(book.article.name, near.span.start, near.span.end, near.diff)
    return QuoteAnswer(found=False, article=article, problems=(code,), near=place)
