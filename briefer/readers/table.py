"""Reads CSV and TSV files: a row is an article. Which column is what is told by usual names, or in `articles.toml`.

["export.csv"]
columns = { text = "Body", title = "Headline", published = "Load date", outlet = "Source" }
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from briefer import decoding, records
from briefer.errors import ReadFailed
from briefer.model import Article, Problem
from briefer.readers import Contents, guess_note, shown

SUFFIXES = (".csv", ".tsv")
LARGEST = 100 * 1024 * 1024
_MOST = 20_000
"""Rows."""
_LONGEST_FIELD = 5_000_000
_DELIMITERS = ",;\t|"


def contents(data: bytes, name: str, columns: Mapping[str, str]) -> Contents:
    """The articles of a table. Raises ReadFailed for what is no table, or where no column is the text."""
    text, _ = decoding.decode(data)
    rows = _rows(text)
    try:
        head = [each.strip() for each in next(rows, [])]
        which = records.columns(head, columns)
        records.need_text(which, head)
        return _read(rows, head, which, name, guess_note(data, name))
    except csv.Error as error:
        raise ReadFailed("unreadable", f"this is no table that could be read: {error}") from error


def _rows(text: str) -> Iterator[list[str]]:
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(_LONGEST_FIELD)
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)


def _read(
    rows: Iterator[list[str]], head: list[str], which: Mapping[str, str], name: str, notes: tuple[Problem, ...]
) -> Contents:
    articles: list[Article] = []
    problems = list(notes)
    for number, row in enumerate((each for each in rows if any(each)), start=1):
        place = f"{name}#{number}"
        if number > _MOST:
            problems.append(Problem("too-large", f"{shown(name)}: only its first {_MOST} rows were read", name))
            break
        try:
            article, said = records.article(dict(zip(head, row, strict=False)), which, place)
        except ReadFailed as error:
            problems.append(Problem(error.code, f"{shown(place)}: {error}", place))
        else:
            articles.append(article)
            problems += said
    if not articles:
        raise ReadFailed("empty", "no row of this table has a text")
    return Contents(tuple(articles), tuple(problems))
