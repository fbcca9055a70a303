"""What to collect: the table `[collect]` of briefer.toml in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefer.errors import BrieferError
from briefer.markup import web_address

_LISTS = ("feeds", "pages", "lists")
_NUMBERS = {
    "delay": (2.0, 0.5, 600.0),
    "most": (500, 1, 10_000),
    "seconds": (30.0, 1.0, 600.0),
    "megabytes": (10.0, 0.1, 100.0),
}
"""The usual value, the least and the most."""
_KEYS = (*_LISTS, "folder", *_NUMBERS)


@dataclass(frozen=True, slots=True)
class Sources:
    """Feeds, addresses of articles, files with an address a line; the folder; and the limits.

    `delay` is the least time between two requests to one host, `seconds` the most that one may take, both in seconds;
    `most` is how many articles one run fetches, `megabytes` the size of one.
    """

    feeds: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    folder: str = ""
    delay: float = 2.0
    most: int = 500
    seconds: float = 30.0
    megabytes: float = 10.0


def parse(table: object) -> Sources:
    """The settings in a table. Raises BrieferError for what makes no sense."""
    if not isinstance(table, Mapping):
        raise BrieferError("collect is no table", "write it as [collect]")
    unknown = sorted(str(key) for key in table if key not in _KEYS)
    if unknown:
        raise BrieferError(f"[collect] has no setting {unknown[0]!r}", f"there are: {', '.join(_KEYS)}")
    feeds, pages, lists = (_texts(key, table.get(key, [])) for key in _LISTS)
    for address in (*feeds, *pages):
        if not web_address(address):
            raise BrieferError(f"[collect]: {address!r} is no address of the web", "it begins with https://")
    folder = table.get("folder", "")
    if not isinstance(folder, str):
        raise BrieferError("[collect]: folder is no path", 'write it as folder = "in"')
    delay, most, seconds, megabytes = (_number(key, table.get(key, usual)) for key, (usual, _, _) in _NUMBERS.items())
    return Sources(feeds, pages, lists, folder, delay, int(most), seconds, megabytes)


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise BrieferError(f"[collect]: {key} is no list", f'write it as {key} = ["…"]')
    return tuple(dict.fromkeys(each.strip() for each in value))


def _number(key: str, value: object) -> float:
    _, least, most = _NUMBERS[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise BrieferError(f"[collect]: {key} is {value!r}", f"give {least:g} to {most:g}")
    return float(value)
