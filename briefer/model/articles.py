"""What is read: articles, their furniture, sentences and chunks; and what went wrong, as a value."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

Json = Mapping[str, Any]
"""A JSON object as the standard library reads it; only borders (payloads, replies, documents) carry one."""


class Span(NamedTuple):
    """Code points `start` to `end` of one article's text; the owner of the span says which article."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong, as a value: `code` is stable, `message` one line, `place` what it is about."""

    code: str
    message: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span that is not the story; `kind` names it: menu, caption, byline, stamp, title, …"""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Article:
    """One text with its metadata.

    `name` is the file's path below the folder it was found in. Dates are ISO 8601 (`2017-07-26`); `dated_by` says
    where `published` comes from and is empty with it. `furniture` is sorted and does not overlap.
    """

    name: str
    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    dated_by: str = ""
    updated: str = ""
    furniture: tuple[Furniture, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    """Of what was printed: the offsets where a page begins or goes on, and its number; empty for what has none."""
    twin: int = 0
    """0, or which further copy of the very same text this is within one run."""

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8: for a UTF-8 text file, the file's own."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """Depends on the words alone, so that renaming or adding files changes no id."""
        return self.sha256[:10] + (f"-{self.twin + 1}" if self.twin else "")

    @cached_property
    def label(self) -> str:
        return self.title or self.name

    def line(self, offset: int) -> int:
        """The line of the text that holds `offset`, counted from 1."""
        return bisect_left(self._line_ends, offset) + 1

    def page(self, offset: int) -> int:
        """The page that `offset` stands on, counted from 1; 0 where there are no pages."""
        at = bisect_right(self.pages, offset, key=itemgetter(0))
        return self.pages[max(0, at - 1)][1] if self.pages else 0

    @cached_property
    def _line_ends(self) -> tuple[int, ...]:
        return tuple(at for at, char in enumerate(self.text) if char == "\n")


class Sentence(NamedTuple):
    """One sentence: its span and the paragraph it stands in, counted from 1 over the article's story."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True)
class Chunk:
    """Whole paragraphs of one article within the token budget; `sentences` are its story, in order."""

    article: Article
    index: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    tokens: int
    part: str = ""
    """Which part of the chunk this is, in words; empty for the whole."""

    @property
    def place(self) -> str:
        return f"{self.article.name} chunk {self.index + 1}{self.part and f', {self.part}'}"

    def text_of(self, sentence: Sentence) -> str:
        return self.article.text[sentence.start : sentence.end]
