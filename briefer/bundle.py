"""An evidence pack: a brief with all that it rests on goes in, the parts of an archive come out. Pure.

So that somebody else can check the brief without our store: the cited passages in their context, the articles (whole,
or only the paragraphs with passages), hashes, prompts, engine, requests and decisions. What is redacted is masked in
the articles, letter by letter, so that every other offset holds.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefer import paragraphs
from briefer.actors import table
from briefer.errors import BrieferError
from briefer.markup import json_text
from briefer.model import Article, Job, Json, Problem, Reply, Span
from briefer.redaction import Redacted, masked
from briefer.verify import bundle
from briefer.verify.shelf import Shelf
from briefer.zipped import packed

README = """An evidence pack of briefer: a policy brief with all that it rests on.

  brief.md, brief.html, brief.json   the brief, for reading and for programs
  passages.json                      each cited passage with the paragraph that it stands in
  articles.json, articles/           the articles: where they came from, their SHA-256, and their text
  prompts.json                       the prompts, with which the engine was asked
  requests.jsonl                     each question to the engine and its answer, without any key
  decisions.json                     what reviewers decided
  actors.toml                        the actors that were told to briefer beside its own, where there are any
  manifest.json                      what this is, and the SHA-256 of each part

Check it with: briefer verify FILE.zip
It needs no network, no archive and nothing but this file. Whoever changes a part and the manifest with it can be told
only by the SHA-256 of the whole file: ask for that by another way.
"""


@dataclass(frozen=True)
class Contents:
    """What a pack is made of. `pages` are the printed briefs by name, `numbers` those of the passages in them.

    `requests` are jobs with what came of them; `prompts` the files of the pack of prompts, None where they are no
    longer those of the run. `whole` says that articles and requests are told in full.
    """

    run: str
    taken: Redacted
    pages: Mapping[str, bytes]
    numbers: Mapping[tuple[str, int, int], int]
    articles: tuple[Article, ...]
    prompts: tuple[tuple[str, str], ...] | None
    requests: tuple[tuple[Job, Reply | Problem], ...]
    decisions: Json
    actors: str
    whole: bool


def made(given: Contents) -> bytes:
    """The archive. Equal contents give equal bytes. Raises BrieferError where redacted words would stay in it."""
    document = given.taken.document
    parts: dict[str, bytes] = {**given.pages, **dict(_articles(given))}
    parts["README.txt"] = README.encode()
    parts[bundle.DECISIONS] = _json(_spoken(given.decisions, given.taken))
    parts[bundle.REQUESTS] = b"".join(_line(each) for each in _requests(given))
    if given.prompts is not None:
        parts[bundle.PROMPTS] = _json(given.prompts)
    if given.actors:
        parts[bundle.ACTORS] = given.actors.encode()
    manifest: dict[str, Any] = {
        "schema": bundle.SCHEMA,
        "run": given.run,
        "title": document["title"],
        "marking": document.get("marking", ""),
        "redacted": document.get("redacted", 0),
        "whole": given.whole and not given.taken.ids,
        "made_with": document["made_with"],
        "parts": {name: hashlib.sha256(part).hexdigest() for name, part in sorted(parts.items())},
    }
    manifest["untold"] = _untold(given, {**parts, bundle.MANIFEST: _json(manifest)})
    for name, part in parts.items():
        if given.taken.says(part.decode("utf-8", "replace")):
            raise BrieferError(f"redacted words would still stand in {name}", "redact what says them as well")
    return packed([(bundle.MANIFEST, _json(manifest)), *sorted(parts.items())], bundle.MANIFEST)


def _untold(given: Contents, parts: Mapping[str, bytes]) -> list[list[str]]:
    """Which checks need words that are masked: what fails of the pack, and not against the articles as they are."""
    found = {(each.code, each.text) for each in bundle.check(parts).failures}
    if not found:
        return []
    texts = {name: parts[name].decode() for name in (bundle.BRIEF, bundle.PAGE)}
    really, _ = bundle.compared(texts, Shelf(given.articles, table(given.actors)))
    return [list(each) for each in sorted(found - {(each.code, each.text) for each in really})]


def _articles(given: Contents) -> Iterator[tuple[str, bytes]]:
    """The texts of the articles, what is known of them, and the passages."""
    titles = {each["id"]: each["title"] for each in given.taken.document["articles"]}
    known: list[dict[str, Any]] = []
    passages: list[dict[str, Any]] = []
    for number, article in enumerate(given.articles, start=1):
        cited = sorted(set(_cited(given.taken.document, article.id)))
        text = _shown(article, cited, given)
        file = f"articles/{number:04}.txt"
        data = text.encode("utf-8", "surrogatepass")
        yield file, data
        known.append(
            {
                "id": article.id,
                "file": file,
                "sha256": article.sha256,
                "masked": text != article.text,
                "text_sha256": hashlib.sha256(data).hexdigest(),
                "name": article.name,
                "title": titles.get(article.id, article.title),
                "outlet": article.outlet,
                "url": article.url,
                "published": article.published,
                "dated_by": article.dated_by,
                "updated": article.updated,
                "twin": article.twin,
                "furniture": [[each.start, each.end, each.kind] for each in article.furniture],
            }
        )
        blocks = paragraphs.split(text)
        passages += [_passage(article, text, span, blocks, given.numbers) for span in cited]
    yield bundle.ARTICLES, _json(known)
    yield bundle.PASSAGES, _json(sorted(passages, key=lambda each: each["number"] or len(passages) + 1))


def _cited(value: object, article: str) -> Iterator[Span]:
    """All spans of an article that a document cites, wherever that stands in it."""
    if isinstance(value, Mapping):
        if (
            value.get("article") == article
            and isinstance(value.get("start"), int)
            and isinstance(value.get("end"), int)
        ):
            yield Span(value["start"], value["end"])
        for each in value.values():
            yield from _cited(each, article)
    elif isinstance(value, list):
        for each in value:
            yield from _cited(each, article)


def _shown(article: Article, cited: Iterable[Span], given: Contents) -> str:
    """The text as the pack has it: without what is redacted, and without what nobody cites where that is wanted."""
    text = article.text
    hidden = [each.span for each in given.taken.passages if each.article == article.id]
    hidden += [Span(*found.span()) for words in given.taken.words for found in _places(words, text)]
    if not given.whole:
        kept = [block for block in paragraphs.split(text) if any(block.overlaps(span) for span in cited)]
        borders = [0, *(at for block in kept for at in block), len(text)]
        hidden += [Span(*pair) for pair in zip(borders[::2], borders[1::2], strict=True)]
    return masked(text, hidden)


def _places(words: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"\W+".join(map(re.escape, words.split())), text, re.IGNORECASE)


def _passage(
    article: Article, text: str, span: Span, blocks: Iterable[Span], numbers: Mapping[tuple[str, int, int], int]
) -> dict[str, Any]:
    around = [block for block in blocks if block.overlaps(span)]
    start = min((block.start for block in around), default=span.start)
    end = max((block.end for block in around), default=span.end)
    return {
        "number": numbers.get((article.id, span.start, span.end), 0),
        "article": article.id,
        "name": article.name,
        "line": article.line(span.start),
        "start": span.start,
        "end": span.end,
        "before": text[start : span.start],
        "quote": text[span.start : span.end],
        "after": text[span.end : end],
    }


def _requests(given: Contents) -> Iterator[dict[str, Any]]:
    """The requests by key; in full only where the articles are, since they hold them."""
    for job, outcome in sorted(given.requests, key=lambda each: (each[0].task, each[0].key)):
        told: dict[str, Any] = {"key": job.key, "task": job.task, "place": job.place, "identity": job.identity}
        if given.whole and not given.taken.ids:
            told |= {"messages": job.messages, "payload": job.payload, "schema": job.schema}
            told["answer"] = outcome.answer if isinstance(outcome, Reply) else None
        yield told | {"answered": isinstance(outcome, Reply)}


def _spoken(decisions: Json, taken: Redacted) -> dict[str, Any]:
    """The decisions but those that say what is redacted."""
    kept = [each for each in decisions["decisions"] if not any(taken.says(str(value)) for value in each.values())]
    return {**decisions, "decisions": kept}


def _json(value: Any) -> bytes:
    return f"{json_text(value, 1)}\n".encode()


def _line(value: Json) -> bytes:
    return f"{json.dumps(value, ensure_ascii=True)}\n".encode()
