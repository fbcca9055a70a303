"""Files and folders in, articles out, and a Problem for each file that could not become one.

A reader is a module of this folder with `SUFFIXES: tuple[str, ...]` (lower case, with the dot) and
`read(data: bytes, name: str) -> Article`, which raises ReadFailed. It may have `notes(data, name) -> tuple[Problem, …]`
for what the person should know about a file that could be read.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from briefer import imprint, plugins
from briefer.errors import BrieferError, ReadFailed
from briefer.model import Article, Problem

LARGEST = 20 * 1024 * 1024
"""Bytes of a file; more is no article."""
TABLE = "articles.toml"
"""The file beside the articles that states what they do not: a table per file name."""
OWN = "own-output"
"""The problem of a file that briefer wrote or is going to write. It is for the person and not for the brief, which is
to be the same whether an earlier one lies beside the articles or not."""
_NOT_ARTICLES = ("readme", "license", "licence", TABLE)


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read: where it is, its name below the PATH given, that PATH, and whether it was named itself."""

    path: Path
    name: str
    given: Path
    direct: bool


def read(paths: Sequence[Path], written: Iterable[Path] = ()) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles in files and folders, sorted by name, and what went wrong, with the files' names.

    A folder is read with its folders; hidden files, READMEs, licences and `articles.toml` in it are passed over, and so
    are, with a problem OWN each, the files `written`, which the caller is going to write, and whatever bears briefer's
    imprint. Raises BrieferError for a path that does not exist, or that is named itself and going to be written.
    """
    problems: list[Problem] = []
    files = _distinct(_others(_found(paths, problems), written, problems))
    readers = _readers()
    tables = _Tables(problems)
    articles: list[Article] = []
    for file in sorted(files, key=lambda file: file.name):
        try:
            article, notes = _read_one(file, readers)
        except ReadFailed as error:
            problems.append(Problem(error.code, f"{shown(file.name)}: {error}", file.name))
        else:
            problems += notes
            articles.append(tables.lay_over(article, file.path))
    return _numbered(articles), tuple(problems)


def shown(name: str) -> str:
    """A file's name as it may stand in a message of one line."""
    return name if name.isprintable() else repr(name)


def guess_note(data: bytes, name: str) -> tuple[Problem, ...]:
    """The note that a text's encoding had to be guessed, if it had to be."""
    from briefer.decoding import decode

    message = f"{shown(name)}: not UTF-8, read as Windows-1252; save it as UTF-8 if letters look wrong"
    return (Problem("encoding-guessed", message, name),) if decode(data)[1] else ()


def _readers() -> dict[str, ModuleType]:
    """The reader of each suffix."""
    modules = [plugins.load("readers", name) for name in plugins.names("readers")]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def _found(paths: Sequence[Path], problems: list[Problem]) -> list[_File]:
    """Every file once, however often and by whatever links it is reached."""
    files: dict[str, _File] = {}
    for path in paths:
        if not path.exists():
            raise BrieferError(f"no such file: {path}")
        if path.is_dir():
            below = list(_below(path, problems))
            if not below:
                problems.append(Problem("folder-empty", f"there are no articles in {shown(str(path))}", str(path)))
        else:
            below = [_File(path, _name(path.name), path.absolute().parent, direct=True)]
        for file in below:
            files.setdefault(os.path.realpath(file.path), file)
    return list(files.values())


def _others(files: Sequence[_File], written: Iterable[Path], problems: list[Problem]) -> list[_File]:
    """The files that are not going to be written."""
    targets = {os.path.realpath(path) for path in written}
    others: list[_File] = []
    for file in files:
        if os.path.realpath(file.path) not in targets:
            others.append(file)
        elif file.direct:
            hint = "give -o another file or folder"
            raise BrieferError(f"{shown(str(file.path))} is to be read and to be written", hint)
        else:
            problems.append(Problem(OWN, f"{shown(file.name)}: not read, the brief is written there", file.name))
    return others


def _below(folder: Path, problems: list[Problem]) -> Iterator[_File]:
    """The files in a folder and its folders; a folder that links lead back to is entered once."""

    def unreadable(error: OSError) -> None:
        place = _name(Path(error.filename).relative_to(folder).as_posix())
        problems.append(Problem("unreadable", f"{shown(place)}: {error.strerror}", place))

    entered: set[str] = set()
    given = Path(os.path.abspath(folder))
    for here, folders, names in os.walk(folder, onerror=unreadable, followlinks=True):
        entered.add(os.path.realpath(here))
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(os.path.join(here, name)) not in entered
        )
        for name in sorted(names):
            if not name.startswith(".") and not name.lower().startswith(_NOT_ARTICLES):
                path = Path(here, name)
                yield _File(path, _name(path.relative_to(folder).as_posix()), given, direct=False)


def _name(path: str) -> str:
    """A name that can be written down, also where the file system's is not text."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _distinct(files: Sequence[_File]) -> list[_File]:
    """The files with names that differ: where two PATHs hold the same one, their folders' names go before it."""
    folders = [file.given.parts[1:] for file in files]
    names = [file.name for file in files]
    for depth in range(1, max(map(len, folders), default=0) + 1):
        counts = Counter(names)
        if len(counts) == len(names):
            break
        names = [
            "/".join((*map(_name, folder[-depth:]), file.name)) if counts[name] > 1 else name
            for file, folder, name in zip(files, folders, names, strict=True)
        ]
    return [replace(file, name=name) for file, name in zip(files, names, strict=True)]


def _read_one(file: _File, readers: Mapping[str, ModuleType]) -> tuple[Article, tuple[Problem, ...]]:
    """The article in a file, with notes. Raises ReadFailed."""
    reader = readers.get(file.path.suffix.lower())
    data = _head(file.path) if reader is None else _bytes(file.path)
    if imprint.is_ours(data):
        raise ReadFailed(OWN, "not read, it was written by briefer and is no article")
    if reader is None:
        code = "unknown-suffix" if file.direct else "file-skipped"
        raise ReadFailed(code, f"no reader for this kind of file (there are: {', '.join(sorted(readers))})")
    if not data.strip():
        raise ReadFailed("empty", "there is nothing in this file")
    article: Article = reader.read(data, file.name)
    if not article.text.strip():
        raise ReadFailed("empty", "there is nothing but white space in this file")
    return article, reader.notes(data, file.name) if hasattr(reader, "notes") else ()


def _head(path: Path) -> bytes:
    """What a file that nobody is going to read begins with; nothing where that cannot be seen."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(imprint.WHERE)
    except OSError:
        return b""


def _bytes(path: Path) -> bytes:
    """What is in a file. Raises ReadFailed for what cannot be read, is no file, or is too large."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadFailed("unreadable", "this is not a file")
        if status.st_size > LARGEST:
            raise ReadFailed("too-large", f"{status.st_size / 1e6:.0f} MB, more than an article has (20 MB)")
        return path.read_bytes()
    except OSError as error:
        raise ReadFailed("unreadable", error.strerror or type(error).__name__) from error


def _numbered(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles, each further copy of the same text with its number."""
    seen: Counter[str] = Counter()
    numbered: list[Article] = []
    for article in articles:
        twin = seen[article.sha256]
        seen[article.sha256] += 1
        numbered.append(replace(article, twin=twin) if twin else article)
    return tuple(numbered)


class _Tables:
    """The `articles.toml` of each folder, read when the first article beside it is."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._tables: dict[Path, Mapping[str, object]] = {}

    def lay_over(self, article: Article, path: Path) -> Article:
        """The article with what the table beside its file states about it."""
        from briefer import metadata

        if path.parent not in self._tables:
            self._tables[path.parent] = self._load(path.parent / TABLE)
        table = self._tables[path.parent].get(path.name)
        if not isinstance(table, Mapping):
            return article
        stated = metadata.parse(table, synonyms=False)
        for complaint in stated.complaints:
            self._problem(f"{shown(article.name)}: {TABLE}: {complaint}", article.name)
        return metadata.lay_over(article, stated, TABLE)

    def _load(self, file: Path) -> Mapping[str, object]:
        if not file.is_file():
            return {}
        import tomllib

        try:
            tables = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
        except (OSError, ValueError) as error:
            self._problem(f"{TABLE} ignored: {error}", TABLE)
            return {}
        for name, table in tables.items():
            if not isinstance(table, Mapping) or not (file.parent / name).is_file():
                self._problem(f"{TABLE}: there is no file {name!r} beside it", TABLE)
        return tables

    def _problem(self, message: str, place: str) -> None:
        self._problems.append(Problem("metadata", " ".join(message.split()), place))
