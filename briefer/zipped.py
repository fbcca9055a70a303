"""ZIP archives: named bytes go in, bytes come out, the same each time; and a stranger's archive is read with limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from briefer.errors import BrieferError

_LARGEST = 1 << 30
"""Bytes that a stranger's archive may unpack to, all its parts together."""
_MOST = 100_000
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day that stands in an archive whose time nobody asks for."""


def packed(parts: Iterable[tuple[str, bytes]], plain: str = "") -> bytes:
    """An archive of these parts in their order; the one named `plain` is not compressed, so that a search finds it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_STORED if name == plain else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return made.getvalue()


def unpacked(data: bytes, name: str) -> Mapping[str, bytes]:
    """The parts of an archive by name; nothing is written to the disk, so a name leads nowhere.

    `name` stands for the archive in messages. Raises BrieferError when it is none, is broken, has a name twice, or is
    larger than any of ours.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
            if len(entries) > _MOST or sum(each.file_size for each in entries) > _LARGEST:
                raise BrieferError(f"{name} would unpack to more than any brief takes", "is it the right file?")
            if len({each.filename for each in entries}) < len(entries):
                raise BrieferError(f"{name} has two parts of one name", "ask for a new one from where it came")
            return {each.filename: archive.read(each) for each in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise BrieferError(f"{name} is no whole ZIP archive: {error}", "copy it again from where it came") from error
