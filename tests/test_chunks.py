"""Paragraphs, sentences and chunks, and that with the furniture they tile every article."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer import chunks, furniture
from briefer.model import Article
from briefer.tokens import estimate


def article(text: str) -> Article:
    return Article("oslo.txt", text, furniture=furniture.find(text))


def sentences(text: str) -> list[str]:
    return [text[each.start : each.end] for each in chunks.sentences(Article("oslo.txt", text))]


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in chunks.paragraphs(article(text))]


A, B, C = (
    "The ministers of Norway and Iceland met in Oslo on Tuesday to talk about cod.",
    "Nothing was signed, but both sides called the talks useful and long overdue.",
    "They will meet again before the end of the year, a spokeswoman told reporters.",
)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([A, " ", B], id="plain"),
        pytest.param(["The U.S. Secretary of State met Gov. Ann Berg on Jan. 6.", " ", B], id="abbreviations"),
        pytest.param(["The U.N. ambassador met Sen. Dahl, Rep. Moe and Lt. Gen. Roe.", " ", B], id="titles"),
        pytest.param(["They flew to the U.S.", " ", "The talks began."], id="abbreviation at the end"),
        pytest.param(["George W. Berg met J. K. Moe.", " ", B], id="initials"),
        pytest.param(["See No. 5 and Res. 2270.", " ", B], id="numbers"),
        pytest.param(["It rose 3.5 percent at 5 p.m. Oslo time.", " ", B], id="decimals and hours"),
        pytest.param(["He said no.", " ", '"We must wait," she said.', " ", '"There is time."'], id="quotation begins"),
        pytest.param(["“We waited.", " ", "We waited long.”", " ", "Then they left."], id="closing mark stays"),
        pytest.param(["'It is over.'", " ", "He left."], id="single quotes"),
        pytest.param(['"Will they sign?" Berg asked.', " ", B], id="question and its speaker"),
        pytest.param(["“Never!” the envoy from Iceland shouted.", " ", B], id="exclamation and its speaker"),
        pytest.param(["Will they sign?", " ", "Nobody knows."], id="question"),
        pytest.param(['"We wait ... We will see what comes," she said.', " ", B], id="elision in a quotation"),
        pytest.param(["They left (late.)", " ", "It rained."], id="bracket"),
        pytest.param(["It rained.  ", "\xa0", "They left."], id="wide gap"),
        pytest.param(["他说不。", "我们走了。"], id="chinese"),
        pytest.param(["Moe vs. Berg was heard in St. Olaf.", " ", B], id="versus"),
        pytest.param(["Berg & Co. Ltd. of Oslo paid.", " ", B], id="company"),
        pytest.param(["It said so😀.", " ", "They left."], id="outside the first plane"),
        pytest.param(["It was so. and then not.", " ", B], id="lower case goes on"),
    ],
)
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    assert sentences("".join(parts)) == [part.strip() for part in parts if part.strip()]


@pytest.mark.parametrize("gap", ["\r\n\r\n", "\n\n", "\n \t\n", "\r\r", "\u2029", "\r\n\r\n\r\n"])
def test_paragraphs_part_at_line_ends_of_every_kind(gap: str) -> None:
    text = f"{A} {B}{gap}{C}"
    assert paragraphs(text) == [f"{A} {B}", C]
    assert [each.paragraph for each in chunks.sentences(article(text))] == [1, 1, 2]
    assert sentences(text) == [A, B, C]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{A}\n{B}\n{C}", [A, B, C], id="a line each"),
        pytest.param("They met\nin Oslo. It rained.", ["They met\nin Oslo. It rained."], id="lower case goes on"),
        pytest.param(
            "The two ministers agreed on Tuesday to wait for the report of the\nOslo institute. It is due in May.",
            ["The two ministers agreed on Tuesday to wait for the report of the\nOslo institute. It is due in May."],
            id="no stop before",
        ),
        pytest.param(f"{A[:-1]}:\n{B}", [A[:-1] + ":", B], id="colon"),
        pytest.param(
            "The ministers met in Oslo on Tuesday to talk about cod. Nothing was\n"
            "signed, but both sides called the talks useful and long overdue now.\n"
            "They will meet again before the end of the year in Reykjavik, it is\n"
            "said.",
            1,
            id="hard-wrapped with a stop at a line's end",
        ),
        pytest.param("He left.\nShe stayed.\nIt rained.\nThey slept.", 4, id="short lines"),
        pytest.param("- a higher quota for cod\n- new ports\n- fewer seals", 3, id="list"),
    ],
)
def test_single_line_breaks_part_paragraphs_unless_lines_are_wrapped(text: str, expected: list[str] | int) -> None:
    found = [text[start:end] for start, end in chunks.paragraphs(Article("oslo.txt", text))]
    assert (len(found) if isinstance(expected, int) else found) == expected


def test_paragraphs_are_counted_without_the_furniture() -> None:
    text = f"Ministers part without a deal\n\nBy Ann Berg\n\nOSLO (AFP) - {A} {B}\n\nLike us on Facebook\n\n{C}"
    found = chunks.sentences(article(text))
    assert [(text[s.start : s.end], s.paragraph) for s in found] == [(A, 1), (B, 1), (C, 2)]


def test_chunks_hold_whole_paragraphs_within_the_budget() -> None:
    text = "\n\n".join([f"{A} {B}", C, f"{B} {C}", A])
    size = estimate(A) + estimate(B) + estimate(C)
    found = chunks.chunk(article(text), budget=size)
    assert [[text[s.start : s.end] for s in chunk.sentences] for chunk in found] == [[A, B, C], [B, C, A]]
    assert [chunk.index for chunk in found] == [0, 1]
    assert all(chunk.tokens <= size for chunk in found)


def test_a_paragraph_beyond_the_budget_is_divided_between_sentences() -> None:
    text = f"{A} {B} {C}"
    found = chunks.chunk(article(text), budget=estimate(A) + estimate(B))
    assert [[text[s.start : s.end] for s in chunk.sentences] for chunk in found] == [[A, B], [C]]


def test_a_sentence_beyond_the_budget_is_cut_at_white_space() -> None:
    text = "cod " * 500 + "herring"
    found = chunks.chunk(Article("oslo.txt", text), budget=100)
    words = [word for chunk in found for s in chunk.sentences for word in text[s.start : s.end].split()]
    assert words == text.split()
    assert all(chunk.tokens <= 100 for chunk in found)


def test_a_word_beyond_the_budget_stands_alone() -> None:
    text = f"Berg wrote {'x' * 5000} and left."
    found = [text[chunk.start : chunk.end] for chunk in chunks.chunk(Article("oslo.txt", text), budget=50)]
    assert found == ["Berg wrote", "x" * 5000, "and left."]


def test_an_article_without_a_story_has_no_chunks() -> None:
    assert chunks.chunk(Article("oslo.txt", "")) == ()
    assert chunks.chunk(Article("oslo.txt", " \r\n\t\n")) == ()
    assert chunks.chunk(article("Advertisement\n\nLike us on Facebook\n")) == ()


def test_a_budget_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="budget"):
        chunks.chunk(article(A), budget=0)


@pytest.mark.parametrize("piece", ["word ", "U.S. ", '."', "Some words in a line of text\n", "”", "x", ". "])
def test_the_time_grows_with_the_length_and_not_faster(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    chunks.chunk(article(text))
    assert time.process_time() - started < 5


PIECES = [A, "U.S. ", "Gov. Berg ", "said.", ' "', "” ", "Who? ", "\n", "\n\n", "\r\n", "\r\n\r\n", " "]
PIECES += ["\xa0", "... ", "。", "1. ", "😀", "\u200b", "\u2028", "\x1c"]
PIECES += ["Photo: Berg", "By Ann Berg", "date 2014-02-03 ", "OSLO (AFP) - ", "Home | World | Sport"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).map("".join),
    st.integers(min_value=1, max_value=60),
)
def test_chunks_and_furniture_tile_the_article(text: str, budget: int) -> None:
    whole = article(text)
    found = chunks.chunk(whole, budget)
    spans = [(s.start, s.end) for chunk in found for s in chunk.sentences]
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    covered = [0] * len(text)
    for start, end in spans + [(mark.start, mark.end) for mark in whole.furniture]:
        for place in range(start, end):
            covered[place] += 1
    assert all(count == 1 for count, point in zip(covered, text, strict=True) if not point.isspace())
    assert max(covered, default=0) <= 1
    assert spans == sorted(spans)
    assert [chunk.index for chunk in found] == list(range(len(found)))
    assert all(chunk.start == chunk.sentences[0].start and chunk.end == chunk.sentences[-1].end for chunk in found)
    assert all(chunk.tokens <= budget or len(chunk.sentences) == 1 for chunk in found)
    numbers = [s.paragraph for chunk in found for s in chunk.sentences]
    assert sorted(set(numbers)) == list(range(1, len(set(numbers)) + 1))
    assert numbers == sorted(numbers)
