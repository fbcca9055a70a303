"""Checks an evidence pack by itself: parts of an archive go in, what does not hold comes out. Pure.

The pack holds a brief with all that it rests on, so the checks are those of any brief, against the articles in it.
Where words of an article are masked, the manifest says which checks need them; these are named as not made, and nothing
else is passed over: a statement that was changed since is none of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefer.actors import table
from briefer.errors import BrieferError
from briefer.model import Article, Furniture, Job, Json, Message
from briefer.verify.brief import verify
from briefer.verify.report import Failure
from briefer.verify.shelf import Shelf

SCHEMA = "briefer.evidence/1"
MANIFEST, BRIEF, PAGE, ARTICLES, PASSAGES = "manifest.json", "brief.json", "brief.md", "articles.json", "passages.json"
PROMPTS, REQUESTS, DECISIONS, ACTORS = "prompts.json", "requests.jsonl", "decisions.json", "actors.toml"
_METADATA = ("name", "title", "outlet", "url", "published", "dated_by", "updated", "twin")


class Included(Article):
    """An article of a pack: where some of its words are masked, its hash is still that of the whole text."""

    @property
    def sha256(self) -> str:
        return str(self.__dict__["stated"])


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, what failed, and what could not be told."""

    checked: int
    failures: tuple[Failure, ...]
    unchecked: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.failures and self.checked > 0


def check(parts: Mapping[str, bytes]) -> Checked:
    """An evidence pack held against itself. Raises BrieferError for what is none."""
    manifest = _manifest(parts)
    failures = list(_parts(parts, manifest))
    try:
        articles, masked = _articles(parts, failures)
        document: Json = json.loads(parts[BRIEF])
        texts = {BRIEF: parts[BRIEF].decode(), PAGE: parts[PAGE].decode()}
        names = table(parts.get(ACTORS, b"").decode())
        failures += [*_prompts(parts, document), *_passages(parts, articles), *_requests(parts)]
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BrieferError(f"the evidence pack is broken: {error}", "ask for a new one from where it came") from error
    found, checked = compared(texts, Shelf(articles, names))
    if not masked:
        return Checked(checked, (*failures, *found), ())
    untold = {(str(code), str(text)) for code, text in manifest.get("untold", ())}
    failures += [each for each in found if (each.code, each.text) not in untold]
    part = f"{masked} of {len(articles)} articles are there in part: their hashes are told, and cannot be made anew"
    needed = (f"needs words that are masked: {text} [{code}]" for code, text in sorted(untold))
    return Checked(checked, tuple(failures), (part, *needed))


def compared(texts: Mapping[str, str], shelf: Shelf) -> tuple[list[Failure], int]:
    """The failures of several prints of one brief, each with the name of its print, and how much was checked."""
    reports = {name: verify(text, shelf) for name, text in texts.items()}
    found = [replace(each, text=f"{name}: {each.text}") for name, report in reports.items() for each in report.failures]
    return found, sum(each.checked for each in reports.values())


def _manifest(parts: Mapping[str, bytes]) -> Json:
    try:
        found = json.loads(parts[MANIFEST])
    except (KeyError, ValueError, RecursionError) as error:
        raise BrieferError("this ZIP is no evidence pack", "`briefer evidence` makes one") from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA or not isinstance(found.get("parts"), dict):
        raise BrieferError(f"this is no evidence pack of schema {SCHEMA}", "was it made by another version?")
    return found


def _parts(parts: Mapping[str, bytes], manifest: Json) -> Iterator[Failure]:
    """Each part against its hash. Codes: `part-changed`, `part-missing`, `part-added`."""
    stated = manifest["parts"]
    for name in sorted({*stated, *parts} - {MANIFEST}):
        if name not in parts:
            yield Failure(1, "part-missing", "the manifest names it, and it is not there", name)
        elif name not in stated:
            yield Failure(1, "part-added", "the manifest does not name it", name)
        elif hashlib.sha256(parts[name]).hexdigest() != stated[name]:
            yield Failure(1, "part-changed", "it is not what the manifest has the hash of", name)


def _articles(parts: Mapping[str, bytes], failures: list[Failure]) -> tuple[tuple[Article, ...], int]:
    """The articles, and how many of them are masked. Code: `article-changed`."""
    found: list[Article] = []
    masked = 0
    for each in json.loads(parts[ARTICLES]):
        text = parts[each["file"]].decode("utf-8", "surrogatepass")
        furniture = tuple(Furniture(*one) for one in each["furniture"])
        made = Included(text=text, furniture=furniture, **{key: each[key] for key in _METADATA})
        made.__dict__["stated"] = each["sha256"]
        found.append(made)
        masked += bool(each["masked"])
        real = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if real != (each["text_sha256"] if each["masked"] else each["sha256"]):
            failures.append(Failure(1, "article-changed", "its text is not that of its hash", str(each["name"])))
    return tuple(found), masked


def _prompts(parts: Mapping[str, bytes], document: Json) -> Iterator[Failure]:
    """The prompts against the hash that the brief names. Code: `prompts-changed`."""
    if PROMPTS in parts:
        real = hashlib.sha256(json.dumps(json.loads(parts[PROMPTS])).encode()).hexdigest()
        if real != document["made_with"]["pack_sha256"]:
            yield Failure(1, "prompts-changed", "they are not those that the brief names", PROMPTS)


def _passages(parts: Mapping[str, bytes], articles: tuple[Article, ...]) -> Iterator[Failure]:
    """Each passage and its context against the article. Code: `passage-changed`."""
    by_id = {each.id: each for each in articles}
    for passage in json.loads(parts[PASSAGES]):
        article, start, end = by_id.get(passage["article"]), passage["start"], passage["end"]
        text = article.text if article else ""
        before, after = passage["before"], passage["after"]
        stands = text[start:end] == passage["quote"] != "" and text[start - len(before) : start] == before
        if not stands or text[end : end + len(after)] != after:
            yield Failure(1, "passage-changed", "it does not stand so in its article", str(passage["quote"]))


def _requests(parts: Mapping[str, bytes]) -> Iterator[Failure]:
    """Each request against its key, where it is told in full. Code: `request-changed`."""
    for line in parts.get(REQUESTS, b"").decode().splitlines():
        asked: Any = json.loads(line)
        if "payload" not in asked:
            continue
        messages = tuple(Message(*each) for each in asked["messages"])
        job = Job(asked["task"], asked["payload"], asked["schema"], asked["identity"], messages)
        if job.key != asked["key"]:
            yield Failure(1, "request-changed", "its key is not the hash of what was asked", str(asked["key"]))
