"""Where a brief's files go, and writing them all whole or not at all: temporary files beside them, then renames."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from briefer.errors import BrieferError


def targets(output: str, formats: Sequence[str], known: Sequence[str], stem: str = "brief") -> dict[str, Path]:
    """Where each format goes: `output` is a folder (the current one when empty) or a file.

    What is not there and has no suffix becomes a folder. One format goes into a file of any name that does not belong
    to another one of the `known` formats. Raises BrieferError for a file that cannot be what is wanted.
    """
    path, ending = Path(output or "."), suffix(output)
    if not output or output.endswith(("/", os.sep)) or os.path.isdir(path) or not (ending or os.path.exists(path)):
        return {each: path / f"{stem}.{each}" for each in formats}
    if ending in formats:
        return {ending: path}
    if ending in known:
        hint = f"give a file of that format, or {output}/ for a folder"
        raise BrieferError(f"{output} would be {ending}, and {', '.join(formats)} is to be written", hint)
    if len(formats) == 1:
        return {formats[0]: path}
    hint = f"there are: {', '.join(dict.fromkeys(known))}; or write {output}/ for a folder"
    raise BrieferError(f"{output} has the suffix of no format" if ending else f"{output} is a file", hint)


def suffix(output: str) -> str:
    """The suffix that tells a format, in lower case and without its dot; empty where there is none."""
    return Path(output).suffix.removeprefix(".").lower()


def write(texts: Mapping[Path, str]) -> None:
    """Write files in UTF-8, all of them whole.

    Raises BrieferError when one cannot be written; every old file is then as it was, and no new one is left.
    """
    with ExitStack() as undone:
        staged: list[tuple[Path, Path, Path]] = []
        aside: list[Path] = []
        for path, text in texts.items():
            with _said(path):
                real = path.resolve() if path.is_symlink() else path
                _make_folders(real.parent, undone)
                if real.exists() and not real.is_file():
                    # a pipe or a device is written to, not replaced
                    real.write_text(text, encoding="utf-8", newline="\n")
                else:
                    staged.append((path, real, _temporary(real, text, undone)))
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


def _temporary(path: Path, text: str, undone: ExitStack) -> Path:
    """A file beside `path` that holds the text and has the rights that `path` is to have."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    undone.callback(_quietly, Path(name).unlink)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
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
