"""Finds the JSON object in what a model wrote. Text in, JSON objects out; pure.

Models wrap their answer in thoughts, fences and chatter, put raw line breaks into strings, or stop in the middle.
What stands here takes that off; it never repairs or invents a value.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from briefer.model import Json

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_WITHOUT_START = re.compile(r"\A.*?</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```[\w-]*[ \t]*\r?\n(.*?)```", re.DOTALL)
_BLANK = re.compile(r"[ \t\r\n]*")
_UNBRACKETED = re.compile(r'\{\s*"(\w+)"(?:\s*:\s*(?=\{)|\s*\[|\s*(?=\{))')
_CLOSED = re.compile(r"\s*\}\s*(?:```.*)?\Z", re.DOTALL)
_MOST_TRIES = 200
"""Places in a reply where an object is tried to be read: chatter full of braces must not take quadratic time."""


def objects(reply: str) -> Iterator[Json]:
    """The JSON objects in a reply, the likeliest answer first: the whole text, the fenced ones, those amid chatter."""
    story = _without_thoughts(reply)
    for part in (reply, story, *reversed(_FENCE.findall(story))):
        try:
            value = _clean(_DECODER.decode(part.strip().removeprefix("\ufeff")))
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            yield value
    without_bracket = _unbracketed(story)
    if without_bracket:
        yield without_bracket
    yield from _amid_chatter(story)


def _unbracketed(story: str) -> Json:
    """An object of one array that lost its opening bracket or the colon before it, but goes on to its end; else {}."""
    found = _UNBRACKETED.search(story)
    if not found:
        return {}
    items, at, closed = _items(story, found.end() - 1)
    return {found[1]: _clean(items)} if closed and items and _CLOSED.match(story, at) else {}


def complete_items(reply: str) -> tuple[Json, str]:
    """What is complete in an object whose end is missing, and the name of the array in which it breaks off.

    That is its whole properties, and the whole items of that array; ({}, "") where there are none.
    """
    story = _without_thoughts(reply)
    start = story.find("{")
    found: dict[str, Any] = {}
    if start < 0:
        return {}, ""
    at = _skip(story, start + 1)
    while story[at : at + 1] == '"':
        try:
            name, at = _DECODER.raw_decode(story, at)
            at = _skip(story, _skip(story, at, ":"))
            if story[at : at + 1] == "[":
                found[name], at, closed = _items(story, at)
                if not closed:
                    return (_clean(found), name) if found[name] else ({}, "")
            elif story[at : at + 1] == "{" and not found:
                # several in a row are an array that lost its bracket: whether it is whole cannot be told, its items are
                items, _, _ = _items(story, at - 1)
                return ({name: _clean(items)}, name) if len(items) > 1 else ({}, "")
            else:
                found[name], at = _DECODER.raw_decode(story, at)
            at = _skip(story, _skip(story, at, ","))
        except (ValueError, RecursionError):
            return {}, ""
    return {}, ""


def _items(text: str, start: int) -> tuple[list[Any], int, bool]:
    """The whole items of the array that begins at `start`, where reading stopped, and whether the array is closed."""
    items: list[Any] = []
    at = _skip(text, start + 1)
    while text[at : at + 1] not in ("]", ""):
        try:
            item, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return items, at, False
        at = _skip(text, at)
        if text[at : at + 1] not in (",", "]"):  # a number may go on: `1` of `1e+16`
            return items if isinstance(item, int | float) else [*items, item], at, False
        items.append(item)
        at = _skip(text, at, ",")
    return items, at + 1, text[at : at + 1] == "]"


def _skip(text: str, at: int, mark: str = "") -> int:
    """Past blanks, and past `mark` with the blanks after it where it follows."""
    at = _end_of_blank(text, at)
    return _end_of_blank(text, at + 1) if mark and text[at : at + 1] == mark else at


def _end_of_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _without_thoughts(reply: str) -> str:
    """Some servers take off the opening tag, and a truncated reply lacks the closing one."""
    return _THOUGHT_WITHOUT_START.sub("", _THOUGHT.sub("", reply), count=1)


def _amid_chatter(text: str) -> Iterator[Json]:
    at = text.find("{")
    for _ in range(_MOST_TRIES):
        if at < 0:
            return
        try:
            found, end = _DECODER.raw_decode(text, at)
            value = _clean(found)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = text.find("{", end)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _refuse(digits)


_DECODER = json.JSONDecoder(strict=False, parse_constant=_refuse, parse_float=_finite)


def _clean(value: Any) -> Any:
    """Half a surrogate pair (one `u+d83d` alone) cannot be written as UTF-8 and would break the store."""
    text = json.dumps(value, ensure_ascii=False)
    return value if _is_unicode(text) else json.loads(text.encode("utf-8", "replace"))


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
