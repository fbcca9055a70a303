"""Checking quotes against articles: found where they stand, with what is cut off, or with what comes nearest."""

from __future__ import annotations

import json

import pytest

from briefer.model import Article, Furniture
from briefer.verify.quotes import Library, check_quote

HARBOUR = "The port is not open to foreign ships. “We will wait,” Minister Ana Ruiz said on Tuesday.\n\nIt rained."
COUNCIL = "The council may send observers. It rained. The two sides will meet again in May, if the truce holds."
BROKEN = "New sanc-\ntions were agreed upon by the council.\n\n中国政府星期二宣布港口重新开放。"
LIBRARY = Library(
    [Article("week/harbour.txt", HARBOUR), Article("week/council.md", COUNCIL), Article("broken.txt", BROKEN)]
)

CLEAN = {
    "in any article": ("We will wait", "", "week/harbour.txt", "exact"),
    "in the named article": ("We will wait", "week/harbour.txt", "week/harbour.txt", "exact"),
    "named without suffix": ("We will wait", "week/harbour", "week/harbour.txt", "exact"),
    "other marks": ('"We will wait," Minister', "", "week/harbour.txt", "folded"),
    "elided": ("We will wait … on Tuesday", "", "week/harbour.txt", "elided"),
    "inserted": ("Minister [of trade] Ana Ruiz", "", "week/harbour.txt", "elided"),
    "in two articles": ("It rained.", "week/council", "week/council.md", "exact"),
    "first of two articles": ("It rained", "", "week/harbour.txt", "exact"),
    "broken over a line": ("New sanctions were agreed", "", "broken.txt", "folded"),
    "without spaces": ("星期二宣布港口", "", "broken.txt", "exact"),
    "entities": ("Minister&nbsp;Ana Ruiz", "", "week/harbour.txt", "folded"),
}


@pytest.mark.parametrize(("quote", "article", "name", "match"), CLEAN.values(), ids=CLEAN)
def test_a_quote_is_found_with_its_article_and_place(quote: str, article: str, name: str, match: str) -> None:
    answer = check_quote(LIBRARY, quote, article)
    assert (answer.found, answer.article, answer.match, answer.problems) == (True, name, match, ())


PROBLEMS = {
    "negation": ("open to foreign ships", "clipped-negation"),
    "hedge": ("send observers", "clipped-hedge"),
    "condition": ("The two sides will meet again in May", "clipped-condition"),
    "elided negation": ("The port is … open to foreign ships", "clipped-negation"),
}


@pytest.mark.parametrize(("quote", "code"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_quote_cut_so_that_its_meaning_turns_is_found_with_a_problem(quote: str, code: str) -> None:
    answer = check_quote(LIBRARY, quote)
    assert (answer.found, answer.problems) == (True, (code,))
    assert answer.reasons


@pytest.mark.parametrize(
    ("text", "quote", "problems"),
    [
        ("Port not open to ships\n\nIt rained.", "open to ships", ("clipped-negation",)),
        ("Port not open to ships", "open to ships", ("clipped-negation",)),
        ("Talks resume in May?", "Talks resume in May", ("clipped-question",)),
        ("Not today\nPort open to ships\n\nIt rained.", "open to ships", ()),
        ("Port open to ships\n\nIf it rained.", "Port open to ships", ()),
    ],
)
def test_a_quote_in_furniture_is_held_against_its_line(text: str, quote: str, problems: tuple[str, ...]) -> None:
    title = Furniture(0, text.find("\n\n") if "\n\n" in text else len(text), "title")
    answer = check_quote(Library([Article("a.txt", text, furniture=(title,))]), quote)
    assert (answer.found, answer.problems) == (True, problems)


def test_of_several_places_the_one_where_nothing_is_cut_off_is_taken() -> None:
    text = "He may return home. He said so. They return home."
    answer = check_quote(Library([Article("a", text)]), "return home")
    assert (answer.start, answer.problems) == (text.rindex("return"), ())


LOST = {
    "altered": ("The port is now open to foreign ships", "", "not-found"),
    "in another article": ("We will wait", "week/council", "not-found"),
    "out of order": ("on Tuesday … We will wait", "", "out-of-order"),
    "unknown article": ("We will wait", "week/other", "unknown-article"),
    "empty": ("…", "", "empty"),
    "no such words": ("Quantum chromodynamics", "", "not-found"),
}


@pytest.mark.parametrize(("quote", "article", "code"), LOST.values(), ids=LOST)
def test_a_quote_that_is_not_there_says_why(quote: str, article: str, code: str) -> None:
    answer = check_quote(LIBRARY, quote, article)
    assert (answer.found, answer.problems) == (False, (code,))
    assert (answer.start, answer.end, answer.match) == (0, 0, "")


def test_a_near_miss_names_the_nearest_passage_and_what_differs() -> None:
    near = check_quote(LIBRARY, "The port is now open to foreign ships").near
    assert near is not None
    assert HARBOUR[near.start : near.end] == "The port is not open to foreign ships"
    assert near.diff == "The port is [-not-] {+now+} open to foreign ships"


def test_the_line_of_an_answer_has_the_fields_of_the_contract() -> None:
    line = check_quote(LIBRARY, "We will wait").as_json()
    assert list(line) == ["found", "match", "article", "start", "end", "problems"]
    assert HARBOUR[line["start"] : line["end"]] == "We will wait"
    lost = check_quote(LIBRARY, "The port is now open").as_json()
    assert list(lost["nearest"]) == ["article", "start", "end", "diff"]
    json.dumps([line, lost])


def test_names_that_differ_in_their_suffix_alone_are_all_searched() -> None:
    library = Library([Article("a.txt", "It rained."), Article("a.html", "It snowed.")])
    assert check_quote(library, "It snowed", "a").article == "a.html"
    assert not check_quote(library, "It snowed", "a.txt").found


def test_a_library_without_articles_finds_nothing() -> None:
    assert check_quote(Library([]), "It rained").problems == ("not-found",)


def test_every_place_of_a_quote_is_given() -> None:
    text = "Norway said the port was shut. Chile left. Norway said the port was shut. Norway said the port was shut."
    answer = check_quote(Library([Article("a.txt", text)]), "Norway said the port was shut")
    places = [(answer.start, answer.end), *answer.also]
    assert [text[start:end] for start, end in places] == ["Norway said the port was shut"] * 3
    assert len(set(places)) == 3
    assert answer.as_json()["also"] == [list(each) for each in answer.also]
    assert "also" not in check_quote(Library([Article("a.txt", text)]), "Chile left").as_json()
