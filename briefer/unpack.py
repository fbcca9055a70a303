"""ZIP files from outside: bytes in, names and bytes out, within bounds. Nothing is written to a disk.

What a ZIP says of its sizes is not believed: a file in it is unpacked up to a limit, and all of them to another.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from briefer.errors import ReadFailed

MOST_FILES = 20_000
MOST = 300 * 1024 * 1024
"""Bytes that all files of one ZIP may come to."""
_STEP = 256 * 1024
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    MemoryError,
    IndexError,
)
"""What `zipfile` raises for damage of every kind."""


class Packed:
    """A ZIP that is open. Raises ReadFailed for what is none, or holds too many files."""

    def __init__(self, data: bytes, what: str) -> None:
        self._what = what
        self._left = MOST
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        except _UNREADABLE as error:
            raise ReadFailed("unreadable", f"{what} could not be opened; it may be damaged") from error
        if len(self._infos) > MOST_FILES:
            raise ReadFailed("too-large", f"{what} holds {len(self._infos)} files, more than are read ({MOST_FILES})")

    @property
    def names(self) -> tuple[str, ...]:
        """The files, in the order of the ZIP."""
        return tuple(self._infos)

    def has(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str, most: int) -> bytes:
        """The bytes of one file. Raises ReadFailed: encrypted, damaged, larger than `most`, or too much in all."""
        info = self._infos[name]
        if info.flag_bits & 0x1:
            raise ReadFailed("encrypted", "it needs a password; unpack it and give the folder")
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as file:
                while part := file.read(_STEP):
                    size += len(part)
                    self._left -= len(part)
                    if size > most:
                        raise ReadFailed("too-large", f"unpacked it is larger than is read ({most / 1e6:.0f} MB)")
                    if self._left < 0:
                        raise ReadFailed(
                            "too-large", f"{self._what} unpacks to more than is read ({MOST / 1e6:.0f} MB)"
                        )
                    parts.append(part)
        except _UNREADABLE as error:
            raise ReadFailed("unreadable", "it could not be unpacked; it may be damaged") from error
        return b"".join(parts)


def is_below(name: str) -> bool:
    """Whether a name in a ZIP leads to below it, and not out of it."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return bool(parts) and ".." not in parts and not name.startswith(("/", "\\")) and ":" not in parts[0]
