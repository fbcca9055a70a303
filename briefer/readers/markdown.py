"""Reads Markdown with YAML front matter; the article's text is the whole file, front matter and marks included.

Front matter, headings, images, rules and lines that are only links are marked as furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from briefer import decoding, furniture, metadata, paragraphs
from briefer.metadata import Metadata
from briefer.model import Article, Furniture, Problem
from briefer.readers import guess_note, shown

SUFFIXES = (".md", ".markdown")

_FRONT_MATTER = re.compile(r"\s*?---[ \t]*\r?\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?=\r?\n|\Z)")
_LONGEST_FRONT_MATTER = 65_536
"""Code points; what is longer is no front matter, and the YAML parser is slow."""
_TARGET = r"\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
_IMAGE = rf"!\[[^\]\n]*\](?:{_TARGET}|\[[^\]\n]*\])"
_LINK = rf"\[[^\[\]\n]+\](?:{_TARGET}|\[[^\]\n]*\])"
_LINES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("heading", re.compile(r"#{1,6}(?:\s.*)?|(?P<bold>\*\*|__)(?:(?!\*\*|__).){1,78}[^.!?,:;*_](?P=bold)")),
    ("image", re.compile(rf"(?:{_IMAGE}|\[{_IMAGE}\]{_TARGET})(?:\s+(?:{_IMAGE}))*")),
    ("link", re.compile(rf"(?:[-*+] +)?(?:{_LINK}|<?https?://\S+>?)(?:\s*[|·,/]?\s*{_LINK})*")),
    ("link", re.compile(r"\[[^\]\n]+\]:\s+\S.*")),
    ("markup", re.compile(r"<!--.*-->|</?[A-Za-z][^<>]*>|\{%.*%\}|\{\{.*\}\}")),
    ("rule", re.compile(r"[-*_=|:\s]{3,}")),
)


def read(data: bytes, name: str) -> Article:
    """The article in a file's bytes. Raises ReadFailed for what is not text."""
    text, _ = decoding.decode(data)
    stated, _, front = _front_matter(text)
    marked = tuple(_marks(text, front))
    found = furniture.find(furniture.blanked(text, marked))
    titled = stated.title or any(mark.kind == "title" for mark in marked)
    if titled:
        found = tuple(mark for mark in found if mark.kind != "title" or _same(stated.title, text, mark))
    article = Article(name, text, furniture=furniture.merge(marked, found))
    article = metadata.lay_over(article, Metadata(title=_heading_words(text, marked)), "")
    return metadata.complete(metadata.lay_over(article, stated, "front matter"))


def notes(data: bytes, name: str) -> tuple[Problem, ...]:
    """What of the front matter was no use, and whether the encoding was guessed."""
    stated, broken, _ = _front_matter(decoding.decode(data)[0])
    complaints = (*((broken,) if broken else ()), *stated.complaints)
    found = (Problem("metadata", f"{shown(name)}: front matter: {complaint}", name) for complaint in complaints)
    return (*guess_note(data, name), *found)


@lru_cache(maxsize=1)  # `read` and `notes` ask one after the other, and YAML is slow
def _front_matter(text: str) -> tuple[Metadata, str, int]:
    """What the front matter states, why it is broken (or an empty string), and where it ends; 0 where there is none."""
    found = _FRONT_MATTER.match(text[:_LONGEST_FRONT_MATTER])
    if not found:
        return Metadata(), "", 0
    import yaml

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(found["yaml"], yaml.SafeLoader)):
            raise ValueError("references are not read")  # a few of them can stand for more than memory holds
        table = yaml.safe_load(found["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError) as error:
        return Metadata(), " ".join(f"ignored, as it is no YAML: {error}".split())[:200], found.end()
    if not isinstance(table, Mapping):
        return Metadata(), "", 0
    return metadata.parse(table, synonyms=True), "", found.end()


def _marks(text: str, front: int) -> Iterator[Furniture]:
    """The front matter and the lines that are Markdown and not story."""
    if front:
        yield Furniture(*paragraphs.strip(text, 0, front), "front matter")
    titled = False
    for line in paragraphs.lines(text):
        if line.start < front or line.start == line.end:
            continue
        words = text[line.start : line.end]
        kind = next((kind for kind, pattern in _LINES if pattern.fullmatch(words)), "")
        if kind == "heading" and re.match(r"#\s", words) and not titled:
            kind, titled = "title", True
        if kind:
            yield Furniture(*line, kind)


def _heading_words(text: str, marks: tuple[Furniture, ...]) -> str:
    return furniture.title(text, marks).strip("# ")


def _same(title: str, text: str, mark: Furniture) -> bool:
    return title.casefold() == " ".join(text[mark.start : mark.end].split()).casefold()
