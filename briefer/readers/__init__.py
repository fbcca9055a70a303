"""Files and folders in, articles out, and a Problem for each file that could not become one.

A reader is a module of this folder with `SUFFIXES: tuple[str, ...]` (lower case, with the dot) and one of

- `read(data: bytes, name: str) -> Article` for files of one article, perhaps with
  `notes(data, name) -> tuple[Problem, …]` for what the person should know about a file that could be read;
- `contents(data: bytes, name: str, columns: Mapping[str, str]) -> Contents` for files that hold any number. Its
  articles are named `name#1`, `name#2`, … by their place in the file, or `name/inner`; `columns` says what the columns
  of a table are called, by field.

Both raise ReadFailed. `LARGEST` is the most bytes of such a file, where it is not the usual.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import ModuleType

from briefer import folders, imprint, plugins
from briefer.errors import ReadFailed
from briefer.folders import OWN, TABLE, shown
from briefer.metadata import Metadata
from briefer.model import Article, Problem

__all__ = ["LARGEST", "OWN", "TABLE", "Contents", "contents", "guess_note", "read", "shown", "suffixes"]

_NOTES = ("columns", "feed", "collected")
"""What a table may say beside metadata: how to read a file, and where `briefer collect` has it from."""
LARGEST = 20 * 1024 * 1024
"""Bytes of a file; more is no article."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: its articles, in its order, and what went wrong or should be known.

    `stated` is what it says about files that lie beside it, by their path from its folder.
    """

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    stated: Mapping[str, Metadata] = field(default_factory=dict)


def read(paths: Sequence[Path], written: Iterable[Path] = ()) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles in files and folders, sorted by name, and what went wrong, with the files' names.

    A folder is read with its folders; hidden files, READMEs, licences and `articles.toml` in it are passed over, and so
    are, with a problem OWN each, the files `written`, which the caller is going to write, and whatever bears briefer's
    imprint. Raises BrieferError for a path that does not exist, or that is named itself and going to be written.
    """
    problems: list[Problem] = []
    found = folders.files(paths, written, problems)
    known = suffixes()
    tables = _Tables(problems)
    articles: list[tuple[Article, folders.File]] = []
    stated: dict[Path, Metadata] = {}
    for file in found:
        try:
            held = _read_one(file, known, tables)
        except ReadFailed as error:
            problems.append(Problem(error.code, f"{shown(file.name)}: {error}", file.name))
        else:
            problems += held.problems
            articles += [(article, file) for article in held.articles]
            stated |= {file.path.parent / path: metadata for path, metadata in held.stated.items()}
    return _numbered([_stated(article, file, stated, tables) for article, file in articles]), tuple(problems)


def contents(data: bytes, name: str, columns: Mapping[str, str], reader: ModuleType) -> Contents:
    """What is in the bytes of a file. Raises ReadFailed, also for what briefer wrote and for nothing at all."""
    if imprint.is_ours(data):
        raise ReadFailed(OWN, "not read, it was written by briefer and is no article")
    if not data.strip():
        raise ReadFailed("empty", "there is nothing in this file")
    if hasattr(reader, "contents"):
        held: Contents = reader.contents(data, name, columns)
    else:
        held = Contents((reader.read(data, name),), reader.notes(data, name) if hasattr(reader, "notes") else ())
    blank = [article.name for article in held.articles if not article.text.strip()]
    if blank == [name]:
        raise ReadFailed("empty", "there is nothing but white space in this file")
    empty = (Problem("empty", f"{shown(each)}: there is no text in it", each) for each in blank)
    filled = tuple(article for article in held.articles if article.text.strip())
    return replace(held, articles=filled, problems=(*held.problems, *empty))


def guess_note(data: bytes, name: str) -> tuple[Problem, ...]:
    """The note that a text's encoding had to be guessed, if it had to be."""
    from briefer.decoding import decode

    guess = decode(data)[1]
    message = f"{shown(name)}: not UTF-8, read as {guess}; save it as UTF-8 if letters look wrong"
    return (Problem("encoding-guessed", message, name),) if guess else ()


def suffixes() -> dict[str, ModuleType]:
    """The reader of each suffix."""
    modules = [plugins.load("readers", name) for name in plugins.names("readers")]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def _read_one(file: folders.File, known: Mapping[str, ModuleType], tables: _Tables) -> Contents:
    """What a file holds. Raises ReadFailed."""
    reader = known.get(file.path.suffix.lower())
    if reader is None:
        if imprint.is_ours(folders.head(file.path, imprint.WHERE)):
            raise ReadFailed(OWN, "not read, it was written by briefer and is no article")
        code = "unknown-suffix" if file.direct else "file-skipped"
        raise ReadFailed(code, f"no reader for this kind of file (there are: {', '.join(sorted(known))})")
    data = folders.content(file.path, getattr(reader, "LARGEST", LARGEST))
    return contents(data, file.name, tables.columns(file), reader)


def _stated(article: Article, file: folders.File, stated: Mapping[Path, Metadata], tables: _Tables) -> Article:
    """The article with what a library and then what the table beside its file states about it."""
    if file.path in stated:
        from briefer import metadata

        article = metadata.lay_over(article, stated[file.path], "library")
    return tables.lay_over(article, file)


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
    """The `articles.toml` of each folder, read when the first file beside it is."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._tables: dict[Path, dict[str, Mapping[str, object]]] = {}
        self._columns: dict[Path, dict[str, Mapping[str, str]]] = {}

    def columns(self, file: folders.File) -> Mapping[str, str]:
        """What the columns of a table of articles are called, by field, as far as somebody said."""
        self._load(file.path.parent)
        return self._columns[file.path.parent].get(file.path.name, {})

    def lay_over(self, article: Article, file: folders.File) -> Article:
        """The article with what is stated about its file, and before that about itself."""
        from briefer import metadata

        self._load(file.path.parent)
        inner = article.name.removeprefix(file.name)
        for key in dict.fromkeys((file.path.name, f"{file.path.name}{inner}")):
            table = self._tables[file.path.parent].get(key)
            if table:
                stated = metadata.parse(table, synonyms=False)
                for complaint in stated.complaints:
                    self._problem(f"{shown(article.name)}: {TABLE}: {complaint}", article.name)
                article = metadata.lay_over(article, stated, TABLE)
        return article

    def _load(self, folder: Path) -> None:
        if folder in self._tables:
            return
        self._tables[folder], self._columns[folder] = {}, {}
        for name, table in self._parsed(folder / TABLE).items():
            if not isinstance(table, Mapping) or not _is_there(folder, name):
                self._problem(f"{TABLE}: there is no file {name!r} beside it", TABLE)
                continue
            columns = table.get("columns", {})
            if isinstance(columns, Mapping) and all(isinstance(each, str) for each in columns.values()):
                self._columns[folder][name] = dict(columns)
            else:
                self._problem(f'{TABLE}: {name!r}: write columns as {{ text = "Body", title = "Headline" }}', TABLE)
            self._tables[folder][name] = {key: value for key, value in table.items() if key not in _NOTES}

    def _parsed(self, file: Path) -> Mapping[str, object]:
        if not file.is_file():
            return {}
        import tomllib

        try:
            return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
        except (OSError, ValueError, RecursionError) as error:
            self._problem(f"{TABLE} ignored: {error}", TABLE)
            return {}

    def _problem(self, message: str, place: str) -> None:
        self._problems.append(Problem("metadata", " ".join(message.split()), place))


def _is_there(folder: Path, name: str) -> bool:
    """Whether a name in a table is a file beside it, or of an article in one: `feed.xml#3`, `news.zip/a.txt`."""
    first = PurePosixPath(name).parts[:1]
    if not first or first[0] in ("..", "/"):
        return False
    return any((folder / each).is_file() for each in (name, first[0], name.rpartition("#")[0]) if each)
