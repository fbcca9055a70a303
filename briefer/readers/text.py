"""Reads plain text: the article's text is the file, decoded, so its offsets and line numbers are the file's."""

from __future__ import annotations

from briefer import decoding, furniture, metadata
from briefer.model import Article, Problem
from briefer.readers import guess_note

SUFFIXES = (".txt", ".text")


def read(data: bytes, name: str) -> Article:
    """The article in a file's bytes. Raises ReadFailed for what is not text."""
    text, _ = decoding.decode(data)
    return metadata.complete(Article(name, text, furniture=furniture.find(text)))


def notes(data: bytes, name: str) -> tuple[Problem, ...]:
    return guess_note(data, name)
