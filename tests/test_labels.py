"""Questions and labels of an engine may name and number only what their positions do."""

from __future__ import annotations

import pytest

from briefer.actors import table
from briefer.evidence import label_check
from briefer.model import Article, Check, Checks, Citation, Kind, Position, Span

TEXT = "Norway's foreign minister, Ida Berg, said on Monday that 12 ships of the US fleet had left Bergen."


@pytest.fixture
def position() -> Position:
    article = Article("a.txt", TEXT)
    return Position(
        holder="Norway",
        holders=("Norway",),
        speaker="Ida Berg",
        statement="Ida Berg (Norway) said that 12 ships of the US fleet had left Bergen.",
        kind=Kind.ASSERTS,
        about="United States",
        paraphrase=True,
        citations=(Citation(article, 0, len(TEXT), 1),),
        source=(),
        cue=(),
        content=(Span(50, 60),),
        checks=Checks(Check(), Check(), Check(), Check()),
    )


@pytest.mark.parametrize(
    "label",
    [
        "Did 12 ships leave Bergen?",
        "What does Norway say of the United States?",
        "What does Oslo say of Washington?",
        "Ida Berg's account",
        "gone",
        "Gone for good?",
        "Has the fleet left?",
        "",
    ],
)
def test_a_label_in_known_words_fits(label: str, position: Position) -> None:
    assert label_check(table())(label, (position,))


@pytest.mark.parametrize(
    "label",
    [
        "Did 13 ships leave Bergen?",
        "Did ships leave on 4 July?",
        "What does Sweden say?",
        "What does Stockholm say of Washington?",
        "Did Ola Berg lie?",
        "Why does Moscow deny it?",
        "Was it the Hwasong-14?",
        "[click](https://evil.example) for Quentin",
        "Did ships leave Trondheim?",
    ],
)
def test_a_label_that_names_or_numbers_anything_else_does_not(label: str, position: Position) -> None:
    assert not label_check(table())(label, (position,))
