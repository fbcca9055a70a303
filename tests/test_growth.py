"""A long article takes as much longer as it is longer: the whole line, and what it asks of an article once a claim."""

from __future__ import annotations

import time

import pytest

from briefer import assets, chunks, document, evidence, extract, issues, render
from briefer.engines import Settings, rules
from briefer.model import Article, Span
from briefer.verify.brief import Shelf, verify
from tests.desk import ASKER, NAMES, article, brief, seeds
from tests.growth import calls
from tests.samples import held

STORY = "\n\n".join(each.text for each in seeds() if each.name.endswith((".md", ".txt")))
PARAGRAPH = " ".join(STORY.split())
TEXTS = {
    "paragraphs": STORY + "\n\n",
    "one paragraph": PARAGRAPH + " ",
    "no marks at all": "".join(each for each in PARAGRAPH if each.isalnum() or each == " ") + " ",
    "a quotation after a quotation": "“No,” he said. ",
    "pronouns": "He said that they had said no. ",
    "quotation marks": '"',
    "brackets": "(",
    "new lines": "a\n",
    "a single word": "a",
    "marks that alternate": "“a ‘b ",
}


def long(piece: str, length: int) -> Article:
    return article((piece * (length // len(piece) + 1))[:length])


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS.keys())
def test_the_line_takes_calls_in_proportion_to_the_article(piece: str) -> None:
    def work(length: int) -> int:
        return calls(lambda: brief([long(piece, length)]))

    work(1_000)
    assert work(40_000) < 5.5 * work(10_000)


def test_a_claim_takes_no_more_calls_in_a_longer_article() -> None:
    """Its words, source and cue stand in every sentence; only those that it points at are looked at."""

    def work(before: int) -> int:
        paragraphs = [*["He said that it would stay. " * 200] * before, "He said that it would stay, it said. " * 100]
        found = article("\n\n".join(paragraphs))
        cut = chunks.chunk(found)
        read = evidence.read(found, cut, NAMES)
        claims, _ = extract.read(rules.engine(Settings()).answer(extract.ask(cut[-1], ASKER)), cut[-1])
        assert len(claims) == 60
        evidence.weigh(claims[0], read)
        return calls(lambda: [evidence.weigh(each, read) for each in claims])

    assert work(16) < 1.1 * work(2)


def test_merging_takes_calls_in_proportion_to_the_positions() -> None:
    def work(count: int) -> int:
        found = article(" ".join(f"Norway said that it would build pier {at}." for at in range(count)))
        positions = [
            held(found, "Norway", f"Norway would build pier {at}.", f"said that it would build pier {at}.")
            for at in range(count)
        ]
        return calls(lambda: issues.merge(positions))

    assert work(400) < 5.5 * work(100)


def many(count: int) -> tuple[Article, ...]:
    """Short articles with two positions each, all under one question."""
    return tuple(
        article(
            f"Norway said that it would build pier {at}.\n\nMayor Ole Hol{at} said that it would not.",
            f"{at}.txt",
            title=f"Pier {at} of many, and what was said of it",
        )
        for at in range(count)
    )


@pytest.mark.parametrize(("suffix", "few"), [("md", 30), ("json", 60)])
def test_verify_takes_calls_in_proportion_to_the_articles(suffix: str, few: int) -> None:
    template = assets.template(suffix)

    def work(count: int) -> int:
        articles = many(count)
        text = render.render(document.as_dict(brief(articles)), template.text, suffix, template.name)
        return calls(lambda: verify(text, Shelf(articles, NAMES)))

    work(5)
    assert work(4 * few) < 4.5 * work(few)


def test_what_is_said_in_a_passage_is_found_without_going_through_the_article() -> None:
    def work(sentences: int) -> int:
        found = article("Norway said that it would stay. " * sentences)
        read = evidence.read(found, chunks.chunk(found), NAMES)
        end = read.sentences[0].end
        assert read.reported_in(Span(0, end)) == read.attributions[:1]
        return calls(lambda: read.reported_in(Span(0, end)))

    assert work(400) == work(10)


def test_the_line_of_an_offset_is_not_counted_from_the_first() -> None:
    found = article("a\n" * 500_000)
    found.line(0)
    started = time.perf_counter()
    assert [found.line(1_000_000 - at) for at in range(0, 20_000, 2)][:2] == [500_001, 500_000]
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("piece", ["“", "`", "“a ‘b ", "中国说。"])
def test_sentences_of_one_long_paragraph_take_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        found = long(piece, length)
        started = time.perf_counter()
        chunks.sentences(found)
        return time.perf_counter() - started

    assert seconds(160_000) < 8 * seconds(40_000) + 0.3
