"""Where a brief's files go, and writing them all whole or not at all: temporary files beside them, then renames."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from briefer.errors import BrieferError


def targets(output: str, formats: Mapping[str, str], known: Mapping[str, str], stem: str = "brief") -> dict[str, Path]:
    """Where each format goes: `output` is a folder (the current one when empty) or a file.

    `formats` and `known` say what the files of each end in, such as `csl.json`. What is not there and has no suffix
    becomes a folder. One format goes into a file of any name that does not belong to another one of the `known`
    formats. Raises BrieferError for a file that cannot be what is wanted.
    """
    path = Path(output or ".")
    if is_folder(output):
        return {each: path / f"{stem}.{ending}" for each, ending in formats.items()}
    meant = format_of(output, known)
    if meant in formats:
        return {meant: path}
    (only, *others), ending = formats, suffix(output)
    if not others and formats[only].rpartition(".")[2] == ending:
        return {only: path}
    if meant:
        hint = f"give a file of that format, or {output}/ for a folder"
        raise BrieferError(f"{output} would be {meant}, and {', '.join(formats)} is to be written", hint)
    if not others:
        return {only: path}
    hint = f"there are: {', '.join(dict.fromkeys(known))}; or write {output}/ for a folder"
    raise BrieferError(f"{output} has the suffix of no format" if ending else f"{output} is a file", hint)


def is_folder(output: str) -> bool:
    """Whether `output` is a folder, or will be one: what is not there and has no suffix."""
    return (
        not output
        or output.endswith(("/", os.sep))
        or os.path.isdir(output)
        or not (suffix(output) or os.path.exists(output))
    )


def format_of(output: str, formats: Mapping[str, str]) -> str:
    """Which of some formats a file belongs to by what its name ends in, the longest ending first; empty for none."""
    fits = [each for each, ending in formats.items() if Path(output).name.lower().endswith(f".{ending}")]
    return max(fits, key=lambda each: len(formats[each]), default="")


def suffix(output: str) -> str:
    """The suffix that tells a format, in lower case and without its dot; empty where there is none."""
    return Path(output).suffix.removeprefix(".").lower()


def check(paths: Iterable[Path]) -> None:
    """Raises BrieferError where a file could not be written now: a folder that takes none, or something in its way."""
    for path in paths:
        there = next(each for each in (path, *path.parents, Path()) if each.exists())
        if not os.access(there, os.W_OK) or (there != path and not there.is_dir()):
            raise BrieferError(f"cannot write {path}: {there} does not allow it", "give another place with -o")


def write(contents: Mapping[Path, bytes]) -> None:
    """Write files, all of them whole.

    Raises BrieferError when one cannot be written; every old file is then as it was, and no new one is left.
    """
    with ExitStack() as undone:
        staged: list[tuple[Path, Path, Path]] = []
        aside: list[Path] = []
        for path, content in contents.items():
            with _said(path):
                real = path.resolve() if path.is_symlink() else path
                _make_folders(real.parent, undone)
                if real.exists() and not real.is_file():
                    # a pipe or a device is written to, not replaced
                    real.write_bytes(content)
                else:
                    staged.append((path, real, _temporary(real, content, undone)))
        for path, real, temporary in staged:
            with _said(path):
                aside += _replace(real, temporary, undone)
        undone.pop_all()
        for old in aside:
            _quietly(old.unlink)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead round in a circle
        reason = error.strerror if isinstance(error, OSError) else error
        raise BrieferError(f"cannot write {path}: {reason}", "is there room, and may you write there?") from error


def _make_folders(folder: Path, undone: ExitStack) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        undone.callback(_quietly, each.rmdir)


def _temporary(path: Path, content: bytes, undone: ExitStack) -> Path:
    """A file beside `path` that holds the content and has the rights that `path` is to have."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    undone.callback(_quietly, Path(name).unlink)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
    os.chmod(name, mode & 0o777)
    return Path(name)


def _replace(path: Path, new: Path, undone: ExitStack) -> list[Path]:
    """Put `new` in the place of `path`; the old file, which stays beside it until all are replaced."""
    if not path.exists():
        undone.callback(_quietly, path.unlink)
        os.replace(new, path)
        return []
    old = new.with_name(f"{new.name}.old")
    try:
        os.link(path, old)
    except OSError:  # a file system without links
        shutil.copy2(path, old)
    undone.callback(_quietly, old.unlink)
    undone.callback(_quietly, lambda: os.replace(old, path))
    os.replace(new, path)
    return [old]


def _quietly(act: Callable[[], object]) -> None:
    """Clear up as far as that goes: what has gone wrong is said already."""
    with suppress(OSError):
        act()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
