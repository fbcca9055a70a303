"""What every reader must do; the readers are found, not listed."""

from __future__ import annotations

import pickle
import re
from types import ModuleType

import pytest

from briefer import plugins
from briefer.errors import ReadFailed
from briefer.model import Article

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
}


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
def test_a_reader_answers_with_a_sound_article_or_with_readfailed(reader: ModuleType, data: bytes) -> None:
    name = f"wire/some day{reader.SUFFIXES[0]}"
    failure = ""
    try:
        article = reader.read(data, name)
    except ReadFailed as error:
        failure = f"{error.code}: {error}"
    if failure:
        assert re.fullmatch(r"[a-z-]+: .+", failure)
        return
    assert isinstance(article, Article)
    assert article.name == name
    assert (article.twin, bool(article.dated_by)) == (0, bool(article.published))
    end = 0
    for mark in article.furniture:
        assert end <= mark.start < mark.end <= len(article.text)
        assert mark.kind
        end = mark.end
    assert article == reader.read(data, name) == pickle.loads(pickle.dumps(article))
    article.text.encode("utf-8")
    if hasattr(reader, "notes"):
        assert all(note.place == name and "\n" not in note.message for note in reader.notes(data, name))
