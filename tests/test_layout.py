"""Printed pages as text: columns, broken words, running heads, and the map back to the glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from briefer import layout
from briefer.layout import NOWHERE, Glyph, Laid, Page
from briefer.layout.words import Joint, Vocabulary
from briefer.readers import pdf
from tests import written
from tests.written import Story

Row = tuple[float, float, str] | tuple[float, float, str, float]
"""Where a line begins, how high it stands, its words, perhaps its size."""


def page(number: int, rows: Sequence[Row]) -> Page:
    """A page set in type of which every letter is half as wide as high."""
    glyphs: list[Glyph] = []
    for x, y, words, *size in rows:
        high = size[0] if size else 10.0
        for at, char in enumerate(words):
            left = x + at * high / 2
            glyphs.append(Glyph(char, left, y, left + high / 2, y + high, high, len(glyphs)))
        glyphs.append(Glyph("\n", 0, 0, 0, 0, high, len(glyphs)))
    return Page(number, glyphs)


def column(x: float, y: float, *lines: str) -> list[Row]:
    return [(x, y - 12 * at, line) for at, line in enumerate(lines)]


def paragraphs(*pages: Page) -> list[str]:
    return layout.lay(pages).text.split("\n\n")


LEFT = ("The envoys met on Monday", "in the harbour and spoke", "of the quota for an hour", "before they went on.")
RIGHT = ("On the next day a second", "round began in the town", "hall, and it was shorter", "than the first one was.")
JOINED = (" ".join(LEFT), " ".join(RIGHT))


def test_one_column_is_one_paragraph() -> None:
    assert paragraphs(page(1, column(50, 700, *LEFT))) == [JOINED[0]]


def test_two_columns_are_read_one_after_the_other() -> None:
    assert paragraphs(page(1, [*column(50, 700, *LEFT), *column(250, 700, *RIGHT)])) == list(JOINED)


def test_columns_whose_lines_are_not_level_are_told_apart() -> None:
    assert paragraphs(page(1, [*column(50, 700, *LEFT), *column(250, 694, *RIGHT)])) == list(JOINED)


def test_the_order_of_the_file_does_not_matter() -> None:
    mixed = [row for pair in zip(column(50, 700, *LEFT), column(250, 700, *RIGHT), strict=True) for row in pair]
    assert paragraphs(page(1, mixed)) == list(JOINED)


def test_a_headline_over_both_columns_comes_first() -> None:
    rows = [(50.0, 740.0, "Envoys meet over the quota in the town hall", 18.0)]
    assert paragraphs(page(1, [*column(50, 700, *LEFT), *rows, *column(250, 700, *RIGHT)])) == [rows[0][2], *JOINED]


def test_a_table_of_few_lines_is_read_line_by_line() -> None:
    rows = [*column(50, 700, "Cod", "Herring"), *column(250, 700, "12", "14")]
    assert paragraphs(page(1, rows)) == ["Cod 12 Herring 14"]


def test_more_space_begins_a_paragraph() -> None:
    assert paragraphs(page(1, [*column(50, 700, *LEFT), *column(50, 640, *RIGHT)])) == list(JOINED)


def test_an_indent_begins_a_paragraph() -> None:
    first, *rest = column(50, 652, *RIGHT)
    rows = [*column(50, 700, *LEFT), (62.0, first[1], first[2]), *rest]
    assert paragraphs(page(1, rows)) == list(JOINED)


def test_a_paragraph_goes_on_over_a_page_and_its_heads_stand_behind_it() -> None:
    pages = [
        page(1, [(50, 780, "Harbour Wire 12 May", 8), *column(50, 700, *LEFT[:2]), (150, 20, "1", 8)]),
        page(2, [(50, 780, "Harbour Wire 12 May", 8), *column(50, 700, *LEFT[2:]), (150, 20, "2", 8)]),
    ]
    laid = layout.lay(pages)
    assert laid.text.split("\n\n")[1:] == [JOINED[0], "1", "Harbour Wire 12 May", "2"]
    assert [laid.text[each.start : each.end] for each in laid.furniture] == [
        "Harbour Wire 12 May",
        "1",
        "Harbour Wire 12 May",
        "2",
    ]


def test_a_foot_far_below_the_story_is_none_of_it() -> None:
    rows = [*column(50, 700, *LEFT[:3]), *column(250, 700, *LEFT[3:], *RIGHT)]
    feet: list[Row] = [(50, 20, "https://wire.example/a"), (400, 20, "1/1")]
    laid = layout.lay([page(1, [*rows, *feet])])
    assert [laid.text[each.start : each.end] for each in laid.furniture] == ["https://wire.example/a", "1/1"]
    assert "for an hour before they went on." in laid.text


def test_a_note_at_the_foot_stands_behind_the_paragraph_that_runs_on() -> None:
    pages = [
        page(1, [*column(50, 700, *LEFT[:2]), (50, 60, "A note about the harbour that is small.", 7)]),
        page(2, [*column(50, 700, *LEFT[2:], "They met again on Friday.")]),
    ]
    assert paragraphs(*pages)[0].startswith(JOINED[0])


@pytest.mark.parametrize(
    ("before", "after", "joint"),
    [
        ("the mis", "sile", Joint.BLANK),
        ("the mis-", "sile flew", Joint.DROP),
        ("the mis\u00ad", "sile", Joint.DROP),
        ("the mis\u2010", "sile", Joint.DROP),
        ("a medium-", "range missile", Joint.KEEP),
        ("a Chinese-", "American firm", Joint.KEEP),
        ("the 15-", "member council", Joint.KEEP),
        ("the long-", "awaited talks", Joint.KEEP),
        ("a ship-", "yard", Joint.DROP),
        ("a co-", "operation", Joint.KEEP),
        ("the trawler -", "it sank", Joint.BLANK),
        ("they left -", "", Joint.BLANK),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_joined_as_the_document_spells_it(
    before: str, after: str, joint: Joint
) -> None:
    assert Vocabulary(["the co-operation of ships, a yard, missile, awaited"]).join(before, after) is joint


STORY = Story(
    tuple(
        f"{ordinal} of all, the representatives of the fishermen's confederation complained about unacceptable "
        f"restrictions on medium-range trawlers in paragraph {number}, as the correspondents understood."
        for number, ordinal in enumerate(("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh"))
    ),
    "Fishermen complain",
)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("size", [9, 22])
def test_every_code_point_knows_its_glyph_and_every_glyph_is_in_the_text(columns: int, size: int) -> None:
    data = written.pdf(STORY, columns=columns, running="Harbour Wire", size=size)
    pages = pdf.pages(data)
    laid = layout.lay(pages)
    glyphs = {(found.number, each.at): each.char for found in pages for each in found.glyphs}
    for char, place in zip(laid.text, laid.where, strict=True):
        assert char.isspace() if place == NOWHERE else char == glyphs[place]
    printed = {place for place, char in glyphs.items() if not char.isspace()}
    assert printed - set(laid.where) == hyphens(glyphs, laid)
    assert len(set(laid.where) - {NOWHERE}) == sum(place != NOWHERE for place in laid.where)


def hyphens(glyphs: dict[tuple[int, int], str], laid: Laid) -> set[tuple[int, int]]:
    """The hyphens that words have at the ends of lines only."""
    return {place for place, char in glyphs.items() if char in "-\u00ad\x02" and place not in laid.where}


def test_the_hyphens_of_lines_are_gone_and_those_of_words_are_not() -> None:
    broken = 0
    for width in range(25, 60):
        lines = [line for each in STORY.paragraphs for line in written.hyphenated(each, width)]
        broken += sum(line.endswith("-") for line in lines)
        laid = layout.lay([page(1, column(50, 780, *lines))])
        assert " ".join(laid.text.split()) == " ".join(STORY.paragraphs)
    assert broken > 100


def test_a_passage_knows_its_page(tmp_path: Path) -> None:
    from briefer import readers

    (tmp_path / "a.pdf").write_bytes(written.pdf(STORY, size=30, running="Harbour Wire"))
    (article,), _ = readers.read([tmp_path / "a.pdf"])
    pages = pdf.pages((tmp_path / "a.pdf").read_bytes())
    assert len(pages) > 1
    for number in range(7):
        at = article.text.index(f"paragraph {number}")
        words = "".join(glyph.char for glyph in pages[article.page(at) - 1].glyphs)
        assert f"paragraph {number}" in " ".join(words.split())
