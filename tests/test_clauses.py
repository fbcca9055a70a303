"""What a clause is, and when two statements are the same."""

from __future__ import annotations

import pytest

from briefer.evidence import clauses, same_words


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Oslo agreed.", ("Oslo agreed.",)),
        ("Oslo agreed, while Bergen refused.", ("Oslo agreed", "Bergen refused.")),
        ("Oslo agreed, but Bergen, whereas Rome slept", ("Oslo agreed", "Bergen", "Rome slept")),
        ("Oslo agreed; Bergen refused; Rome slept", ("Oslo agreed", "Bergen refused", "Rome slept")),
        ("while Bergen refused", ("Bergen refused",)),
        ("Oslo agreed while Bergen refused", ("Oslo agreed while Bergen refused",)),
        ("", ()),
    ],
)
def test_clauses(sentence: str, parts: tuple[str, ...]) -> None:
    assert clauses(sentence) == parts


def test_a_known_sentence_stays_whole() -> None:
    known = {same_words("Oslo agreed, but slowly.")}
    assert clauses("Oslo agreed, but slowly, while Rome; slept.", known) == (
        "Oslo agreed, but slowly",
        "Rome",
        "slept.",
    )


@pytest.mark.parametrize("text", ["It’s  over", "it's over.", "It's over,", "It’s over!”"])
def test_typography_case_and_the_last_mark_do_not_count(text: str) -> None:
    assert same_words(text) == "it's over"


@pytest.mark.parametrize(("one", "other"), [("He is not.", "He is."), ("12 ships", "13 ships"), ("Oslo", "Bergen")])
def test_words_do_count(one: str, other: str) -> None:
    assert same_words(one) != same_words(other)
