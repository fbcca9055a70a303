"""Files in folders: which there are, under which names, and their bytes. Knows nothing of what is in them."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefer.errors import BrieferError, ReadFailed
from briefer.model import Problem

OWN = "own-output"
"""The problem of a file that briefer wrote or is going to write. It is for the person and not for the brief, which is
to be the same whether an earlier one lies beside the articles or not."""
TABLE = "articles.toml"
"""The file beside the articles that states what they do not: a table per file name."""
_NOT_ARTICLES = ("readme", "license", "licence", TABLE)
_TRIES = 3
"""How often a file is read that changes meanwhile."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: where it is, its name below the PATH given, that PATH, and whether it was named itself."""

    path: Path
    name: str
    given: Path
    direct: bool


def files(paths: Sequence[Path], written: Iterable[Path], problems: list[Problem]) -> list[File]:
    """Every file in these files and folders once, by name; those `written` are left out, each with a problem.

    Raises BrieferError for a path that does not exist, or that is named itself and going to be written.
    """
    return sorted(_distinct(_others(_found(paths, problems), written, problems)), key=lambda file: file.name)


def shown(name: str) -> str:
    """A file's name as it may stand in a message of one line."""
    return name if name.isprintable() else repr(name)


def head(path: Path, most: int) -> bytes:
    """What a file that nobody is going to read begins with; nothing where that cannot be seen."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(most)
    except OSError:
        return b""


def content(path: Path, most: int) -> bytes:
    """What is in a file, at most `most` bytes, all of one moment.

    Raises ReadFailed for what cannot be read, is no file, is too large, or does not stop changing.
    """
    try:
        for _ in range(_TRIES):
            before = path.stat()
            if not stat.S_ISREG(before.st_mode):
                raise ReadFailed("unreadable", "this is not a file")
            if before.st_size > most:
                message = f"{before.st_size / 1e6:.0f} MB, more than is read of such a file ({most / 1e6:.0f} MB)"
                raise ReadFailed("too-large", message)
            with path.open("rb") as file:
                data = file.read(most + 1)
            after = path.stat()
            if (len(data), _moment(after)) == (before.st_size, _moment(before)):
                return data
    except OSError as error:
        raise ReadFailed("unreadable", error.strerror or type(error).__name__) from error
    raise ReadFailed("changing", "it was being written while it was read; try again when that is done")


def _moment(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns


def _found(paths: Sequence[Path], problems: list[Problem]) -> list[File]:
    """Every file once, however often and by whatever links it is reached."""
    found: dict[str, File] = {}
    for path in paths:
        if not path.exists():
            raise BrieferError(f"no such file: {path}")
        if path.is_dir():
            below = list(_below(path, problems))
            if not below:
                problems.append(Problem("folder-empty", f"there are no articles in {shown(str(path))}", str(path)))
        else:
            below = [File(path, _name(path.name), path.absolute().parent, direct=True)]
        for file in below:
            found.setdefault(os.path.realpath(file.path), file)
    return list(found.values())


def _others(found: Sequence[File], written: Iterable[Path], problems: list[Problem]) -> list[File]:
    """The files that are not going to be written."""
    targets = {os.path.realpath(path) for path in written}
    others: list[File] = []
    for file in found:
        if os.path.realpath(file.path) not in targets:
            others.append(file)
        elif file.direct:
            hint = "give -o another file or folder"
            raise BrieferError(f"{shown(str(file.path))} is to be read and to be written", hint)
        else:
            problems.append(Problem(OWN, f"{shown(file.name)}: not read, the brief is written there", file.name))
    return others


def _below(folder: Path, problems: list[Problem]) -> Iterator[File]:
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
            if is_article(name):
                path = Path(here, name)
                yield File(path, _name(path.relative_to(folder).as_posix()), given, direct=False)


def is_article(name: str) -> bool:
    """Whether a file of a folder may be an article, by its name: not hidden, no README, no licence."""
    return not name.startswith(".") and not name.lower().startswith(_NOT_ARTICLES)


def _name(path: str) -> str:
    """A name that can be written down, also where the file system's is not text."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _distinct(found: Sequence[File]) -> list[File]:
    """The files with names that differ: where two PATHs hold the same one, their folders' names go before it."""
    folders = [file.given.parts[1:] for file in found]
    names = [file.name for file in found]
    for depth in range(1, max(map(len, folders), default=0) + 1):
        counts = Counter(names)
        if len(counts) == len(names):
            break
        names = [
            "/".join((*map(_name, folder[-depth:]), file.name)) if counts[name] > 1 else name
            for file, folder, name in zip(found, folders, names, strict=True)
        ]
    return [replace(file, name=name) for file, name in zip(found, names, strict=True)]
