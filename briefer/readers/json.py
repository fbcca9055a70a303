"""Reads JSON: lines of articles, lists of them, JSON Feed, and libraries of Zotero and CSL-JSON.

Of a library's entry the abstract is the article, unless a file is attached to it: then what the library says of it goes
to that file, where it lies below the library's folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from briefer import decoding, records
from briefer.errors import ReadFailed
from briefer.metadata import Metadata
from briefer.model import Article, Problem
from briefer.readers import Contents, guess_note, shown

SUFFIXES = (".json", ".jsonl", ".ndjson")
LARGEST = 100 * 1024 * 1024
_MOST = 20_000
"""Entries."""
_LISTS = ("items", "articles", "entries", "results", "documents", "data")
_OUTLETS = ("container-title", "publicationTitle", "websiteTitle", "blogTitle", "publisher", "outlet", "source")
_TEXTS = ("text", "content_text", "content_html", "abstract", "abstractNote", "note")
_NONE = "there is nothing in this file that looks like articles: a list of objects with a text"


def contents(data: bytes, name: str, columns: Mapping[str, str]) -> Contents:
    """The articles of a file. Raises ReadFailed for what is no JSON, or holds no articles."""
    text, _ = decoding.decode(data)
    entries, problems = _entries(text, name)
    tables = [entry for _, entry in entries]
    if not tables:
        raise ReadFailed("no-articles", _NONE) if not problems else ReadFailed("unreadable", problems[0].message)
    names = dict.fromkeys(str(key) for entry in tables[:1000] for key in entry)
    held = _library(entries, name) if _is_library(tables) else _rows(entries, names, columns, name)
    return Contents(held.articles, (*guess_note(data, name), *problems, *held.problems), held.stated)


def _entries(text: str, name: str) -> tuple[list[tuple[int, Mapping[str, object]]], list[Problem]]:
    """The objects of a file, each with its number, and the lines that are none."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return _lines(text, name)
    if isinstance(whole, Mapping):
        found = next((whole[key] for key in _LISTS if isinstance(whole.get(key), list)), [whole])
    else:
        found = whole if isinstance(whole, list) else []
    if len(found) > _MOST:
        raise ReadFailed("too-large", f"{len(found)} entries, more than are read of one file ({_MOST})")
    return [(at, _flat(each)) for at, each in enumerate(found, start=1) if isinstance(each, Mapping)], []


def _lines(text: str, name: str) -> tuple[list[tuple[int, Mapping[str, object]]], list[Problem]]:
    entries: list[tuple[int, Mapping[str, object]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or len(problems) > _MOST or len(entries) >= _MOST:
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(_problem("bad-line", f"no JSON: {' '.join(str(error).split())[:80]}", f"{name}#{number}"))
            continue
        if isinstance(found, Mapping):
            entries.append((number, found))
        else:
            problems.append(_problem("bad-line", "no JSON object", f"{name}#{number}"))
    if not entries:
        raise ReadFailed("unreadable", "this is no JSON; save the articles as text, or export them anew")
    return entries, problems


def _flat(entry: Mapping[str, object]) -> Mapping[str, object]:
    """An entry of Zotero's web interface has its fields one level down."""
    data = entry.get("data")
    return data if isinstance(data, Mapping) and "itemType" in data else entry


def _problem(code: str, message: str, place: str) -> Problem:
    return Problem(code, f"{shown(place)}: {message}", place)


def _rows(
    entries: Sequence[tuple[int, Mapping[str, object]]],
    names: Mapping[str, None],
    columns: Mapping[str, str],
    name: str,
) -> Contents:
    which = records.columns(list(names), columns)
    records.need_text(which, list(names))
    articles: list[Article] = []
    problems: list[Problem] = []
    for number, entry in entries:
        place = f"{name}#{number}"
        try:
            article, said = records.article(entry, which, place)
        except ReadFailed as error:
            problems.append(_problem(error.code, str(error), place))
        else:
            articles.append(article)
            problems += said
    if not articles:
        raise ReadFailed("no-articles", _NONE)
    return Contents(tuple(articles), tuple(problems))


def _is_library(tables: Sequence[Mapping[str, object]]) -> bool:
    """Whether these are entries of a library: they say what kind of publication they are."""
    marked = [each for each in tables if "itemType" in each or ("type" in each and ("id" in each or "issued" in each))]
    return len(marked) > len(tables) / 2


def _library(entries: Sequence[tuple[int, Mapping[str, object]]], name: str) -> Contents:
    articles: list[Article] = []
    stated: dict[str, Metadata] = {}
    bare = 0
    for number, entry in entries:
        if entry.get("itemType") in ("attachment", "note", "annotation"):
            continue
        said = _said(entry)
        attached = [path for path in _attached(entry) if path]
        stated |= dict.fromkeys(attached, said)
        text = next((value for key in _TEXTS if isinstance(value := entry.get(key), str) and value.strip()), "")
        if attached:
            continue
        if not text:
            bare += 1
            continue
        row = {"text": text, **{key: getattr(said, key) for key in ("title", "outlet", "published", "url")}}
        article, _ = records.article(row, {key: key for key in row}, f"{name}#{number}")
        articles.append(article)
    if not articles and not stated:
        raise ReadFailed("no-articles", "no entry of this library has an abstract, or a file attached to it")
    message = f"{bare} of its entries have no abstract and no file, and were not read"
    problems = (_problem("no-text", message, name),) if bare else ()
    return Contents(tuple(articles), problems, stated)


def _said(entry: Mapping[str, object]) -> Metadata:
    return Metadata(
        title=_line(entry.get("title")),
        outlet=next((words for key in _OUTLETS if (words := _line(entry.get(key)))), ""),
        published=_day(entry.get("issued")) or records.day(entry.get("date")),
        url=_line(entry.get("URL") or entry.get("url")),
    )


def _line(value: object) -> str:
    return " ".join(records.sound(value).split()) if isinstance(value, str) else ""


def _day(issued: object) -> str:
    """CSL's way of writing a day; "" unless it names one."""
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or len(first) != 3:
        return records.day(issued.get("raw")) if isinstance(issued, Mapping) else records.day(issued)
    try:
        year, month, day = map(int, first)
        return records.day(f"{year:04}-{month:02}-{day:02}")
    except (ValueError, TypeError):
        return ""


def _attached(entry: Mapping[str, object]) -> Iterator[str]:
    """The files that are attached to an entry and lie below the library's folder, as far as their names tell."""
    attachments = entry.get("attachments")
    for each in attachments if isinstance(attachments, list) else []:
        path = each.get("path") if isinstance(each, Mapping) else None
        if isinstance(path, str):
            below = PurePosixPath(path.replace("\\", "/"))
            if not below.is_absolute() and ".." not in below.parts and ":" not in path:
                yield str(below)
