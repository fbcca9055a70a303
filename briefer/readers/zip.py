"""Reads ZIP files: a file in one is read as `news.zip/name`, as if it lay in a folder. None is unpacked to a disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from briefer import folders, readers
from briefer.errors import ReadFailed
from briefer.model import Article, Problem
from briefer.readers import Contents, shown
from briefer.unpack import Packed, is_below

SUFFIXES = (".zip",)
LARGEST = 200 * 1024 * 1024


def contents(data: bytes, name: str, columns: Mapping[str, str]) -> Contents:
    """The articles in a ZIP. Raises ReadFailed for what is none, or holds too much."""
    packed = Packed(data, "this ZIP")
    known = readers.suffixes()
    articles: list[Article] = []
    problems: list[Problem] = []
    for inner in _articles(packed):
        place = f"{name}/{inner}"
        reader = known.get(PurePosixPath(inner).suffix.lower())
        try:
            if not is_below(inner):
                raise ReadFailed("path", "its name leads out of the ZIP; it was not read")
            if reader is None:
                raise ReadFailed("file-skipped", "no reader for this kind of file")
            if ".zip" in reader.SUFFIXES:
                raise ReadFailed("nested", "a ZIP in a ZIP is not opened; unpack it")
            inside = packed.read(inner, getattr(reader, "LARGEST", readers.LARGEST))
            held = readers.contents(inside, place, columns, reader)
        except ReadFailed as error:
            problems.append(Problem(error.code, f"{shown(place)}: {error}", place))
        else:
            articles += held.articles
            problems += held.problems
    if not articles and not problems:
        raise ReadFailed("empty", "there are no articles in this ZIP")
    return Contents(tuple(articles), tuple(problems))


def _articles(packed: Packed) -> Iterator[str]:
    """The names that are not passed over in a folder either, in order; what a Mac puts beside each file is none."""
    for inner in sorted(packed.names):
        parts = PurePosixPath(inner.replace("\\", "/")).parts
        hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)
        if parts and not hidden and folders.is_article(parts[-1]):
            yield inner
