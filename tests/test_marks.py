"""Markdown, HTML and terminal codes around words change nothing of who says what."""

from __future__ import annotations

import time

import pytest

from briefer.attribution import plain
from tests.desk import article, brief

MARKED = {
    "emphasis": "Norway's envoy said it would **never** accept the quota.",
    "underscores": "Norway's envoy said it would _never_ accept the quota.",
    "code": "Norway's envoy said it would `never` accept the quota.",
    "source": "**Norway's envoy** said it would never accept the quota.",
    "cue": "Norway's envoy *said* it would never accept the quota.",
    "whole sentence": "***Norway's envoy said it would never accept the quota.***",
    "link": "[Norway's envoy](https://example.org/a) said it would never accept the quota.",
    "link on the cue": "Norway's envoy [said](https://example.org/a) it would never accept the quota.",
    "tags": "<p><b>Norway's envoy</b> said it would <em class='x'>never</em> accept the quota.</p>",
    "terminal codes": "\x1b[31mNorway's envoy\x1b[0m said it would \x1b[1mnever\x1b[0m accept the quota.",
    "quoted line": "> Norway's envoy said it would never accept the quota.",
    "bullet": "- Norway's envoy said it would never accept the quota.",
    "footnote": "Norway's envoy said it would never accept the quota.[^1]",
}


@pytest.mark.parametrize("text", MARKED.values(), ids=MARKED.keys())
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_marks_neither_hide_nor_dress_a_position(text: str, name: str) -> None:
    made = brief([article(text, name)])
    [only] = made.positions
    assert only.statement == "Norway's envoy said it would never accept the quota."
    assert only.holder == "Norway"
    assert only.checks.all_passed
    assert only.citations[0].quote in text


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 is 15, 2*3 is 6 and snake_case_name stays.",
        "It is <5 km> away, a < b and b > c.",
        "He said [sic] that it was [so].",
        "one – two - three",
    ],
)
def test_what_is_no_mark_keeps_its_words(text: str) -> None:
    blanked = plain(text)
    assert len(blanked) == len(text)
    assert [word for word in blanked.split() if word.isalnum()] == [word for word in text.split() if word.isalnum()]


@pytest.mark.parametrize("piece", ["*", "_", "[", "](", "[a](", "<a ", "<b", "- ", ">", "\x1b[", "[^", "`"])
def test_hostile_marks_take_no_time(piece: str) -> None:
    started = time.process_time()
    plain(piece * (300_000 // len(piece)))
    assert time.process_time() - started < 2
