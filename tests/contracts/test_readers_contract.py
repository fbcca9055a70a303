"""What every reader must do; the readers are found, not listed."""

from __future__ import annotations

import pickle
import re
from types import ModuleType

import pytest

from briefer import plugins, readers
from briefer.errors import ReadFailed
from briefer.model import Article
from tests import written

READERS = plugins.names("readers")
WORDS = "The ministers met in Oslo on Tuesday and signed nothing. More talks are planned, a spokeswoman said."
INPUTS = {
    "nothing": b"",
    "white space": b" \r\n\t",
    "nul": b"\0" * 64,
    "noise": bytes(range(256)) * 8,
    "words": WORDS.encode(),
    "windows": "Høyre said “no” in Oslo — again.".encode("cp1252"),
    "utf-16": WORDS.encode("utf-16"),
    "cut utf-16": WORDS.encode("utf-16")[:-1],
    "front matter": f"---\ntitle: a: b\n---\n\n{WORDS}".encode(),
    "page": f"<html><body><article><h1>No deal</h1><p>{WORDS}</p><p>{WORDS}</p></article></body></html>".encode(),
    "deep page": b"<div>" * 5_000 + WORDS.encode(),
    "crlf": f"No deal on cod\r\n\r\n{WORDS}\r\n".encode(),
    "one long line": WORDS.encode() * 500,
    "brackets": b"[" * 100_000,
    "braces": b'{"items":' * 50_000,
    "angles": b"<" * 100_000,
    "deep feed": b"<rss><channel>" + b"<item>" * 20_000,
    "zip head": b"PK\x03\x04" + b"\xff" * 200,
    "pdf head": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>",
    "mail head": b"From: a\nSubject: =?utf-8?q?=FF=FE?=\nDate: never\nContent-Type: multipart/mixed\n\n--\n",
    "mbox head": b"From \n\nFrom a\n\nFrom b\n",
    "commas": b"text,text,,\n" + b'"' * 2_000,
}
STORY = written.Story((WORDS, WORDS), "No deal on cod", "Harbour Wire", "2017-07-26", "https://wire.example/no-deal")
INPUTS |= {f"a good {suffix}": write(STORY) for suffix, write in written.FORMATS.items()}
INPUTS |= {f"half a {suffix}": write(STORY)[: len(write(STORY)) // 2] for suffix, write in written.FORMATS.items()}


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest) -> ModuleType:
    return plugins.load("readers", request.param)


def test_there_are_readers() -> None:
    assert READERS


def test_suffixes_are_in_lower_case_with_a_dot(reader: ModuleType) -> None:
    assert reader.SUFFIXES
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.SUFFIXES)


def test_no_two_readers_claim_the_same_suffix() -> None:
    suffixes = [suffix for name in READERS for suffix in plugins.load("readers", name).SUFFIXES]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize("data", INPUTS.values(), ids=INPUTS)
def test_a_reader_answers_with_sound_articles_or_with_readfailed(reader: ModuleType, data: bytes) -> None:
    name = f"wire/some day{reader.SUFFIXES[0]}"
    failure = ""
    try:
        held = readers.contents(data, name, {}, reader)
    except ReadFailed as error:
        failure = f"{error.code}: {error}"
    if failure:
        assert re.fullmatch(r"[a-z-]+: .+", failure)
        return
    for article in held.articles:
        sound(article, name)
    names = [article.name for article in held.articles]
    assert len(names) == len(set(names))
    assert all(note.place.startswith(name) and "\n" not in note.message for note in held.problems)
    assert held == readers.contents(data, name, {}, reader) == pickle.loads(pickle.dumps(held))


def sound(article: Article, name: str) -> None:
    assert article.name == name or article.name.startswith((f"{name}#", f"{name}/"))
    assert (article.twin, bool(article.dated_by)) == (0, bool(article.published))
    assert article.text.strip()
    end = 0
    for mark in article.furniture:
        assert end <= mark.start < mark.end <= len(article.text)
        assert mark.kind
        end = mark.end
    offsets = [offset for offset, _ in article.pages]
    assert offsets == sorted(set(offsets))
    assert all(0 <= offset < len(article.text) and page > 0 for offset, page in article.pages)
    for words in (article.text, article.title, article.outlet, article.url):
        words.encode("utf-8")


def test_every_reader_reads_the_story_that_is_written_for_it(reader: ModuleType) -> None:
    for suffix in set(reader.SUFFIXES) & set(written.FORMATS):
        held = readers.contents(written.FORMATS[suffix](STORY), f"a{suffix}", {}, reader)
        assert WORDS in " ".join(held.articles[0].text.split())
    assert set(reader.SUFFIXES) & set(written.FORMATS), "tests/written.py writes no such file"
