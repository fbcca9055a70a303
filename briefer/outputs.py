"""Writes files whole or not at all: a temporary file beside the target, then a rename."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from briefer.errors import BrieferError


def targets(output: str, formats: tuple[str, ...], stem: str = "brief") -> dict[str, Path]:
    """Where each format goes: `output` is a folder (the current one when empty) or a file.

    Raises BrieferError for a file of several formats, or whose ending is none of them.
    """
    path = Path(output or ".")
    if not output or output.endswith(("/", os.sep)) or os.path.isdir(path):
        return {each: path / f"{stem}.{each}" for each in formats}
    if len(formats) == 1:
        return {formats[0]: path}
    suffix = path.suffix.removeprefix(".")
    if suffix in formats:
        return {suffix: path}
    hint = f"write {output}/ for a folder, or {output}.{formats[0]} for a file"
    raise BrieferError(f"cannot tell whether {output} is a folder or a file", hint)


def write(path: Path, text: str) -> None:
    """Write a file in UTF-8. Raises BrieferError, with the old file untouched, when it cannot be written whole."""
    try:
        path = path.resolve() if path.is_symlink() else path
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")  # a pipe or a device is written to, not replaced
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
            os.chmod(temporary, mode & 0o777)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead round in a circle
        reason = error.strerror if isinstance(error, OSError) else error
        raise BrieferError(f"cannot write {path}: {reason}", "is there room, and may you write there?") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
