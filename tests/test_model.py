"""The model: values that cannot hold what must not be."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from briefer.model import (
    Article,
    Check,
    Checks,
    Citation,
    Furniture,
    Holder,
    Issue,
    Job,
    Kind,
    Message,
    Position,
    Problem,
    Reply,
    Side,
    Span,
    Usage,
    failed,
    opposed,
    silent,
)

TEXT = 'First line.\nRussia said: "It was a medium-range missile."\n'
ARTICLE = Article("a.txt", TEXT, furniture=(Furniture(0, 11, "title"),))
CLEAN = Checks(Check(), Check(), Check(), Check())
JOB = Job("extract", {"sentences": ["One."]}, {"type": "object"}, {"kind": "rules"}, (Message("user", "Go."),), "a.txt")


def position(
    citations: tuple[Citation, ...] = (Citation(ARTICLE, 12, 56, 2),),
    checks: Checks = CLEAN,
    content: tuple[Span, ...] = (Span(26, 55),),
    holder: str = "Russia",
) -> Position:
    return Position(
        holder=holder,
        holders=(holder,),
        speaker="",
        statement="The missile was medium-range.",
        kind=Kind.ASSERTS,
        about="the missile",
        paraphrase=False,
        citations=citations,
        source=(Span(12, 18),),
        cue=(Span(19, 23),),
        content=content,
        checks=checks,
    )


class TestPosition:
    @pytest.mark.parametrize(
        "missing",
        [
            pytest.param({"citations": ()}, id="no citation"),
            pytest.param({"content": ()}, id="no content span"),
            pytest.param({"checks": replace(CLEAN, span=failed("not-found", "not in a.txt"))}, id="failed span check"),
        ],
    )
    def test_cannot_be_without_a_verified_span(self, missing: dict[str, object]) -> None:
        with pytest.raises(ValueError, match="verified span"):
            position(**missing)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="verified span"):
            replace(position(), **missing)  # type: ignore[arg-type]

    def test_is_verified_only_when_all_four_checks_passed(self) -> None:
        assert position().status == "verified"
        for name in ("integrity", "agreement", "holder"):
            flagged = position(checks=replace(CLEAN, **{name: failed("x", "because")}))
            assert flagged.status == "partly verified"
            assert flagged.checks.reasons == ("because",)

    def test_says_the_articles_words(self) -> None:
        assert position().words == "It was a medium-range missile"
        assert position(content=(Span(26, 32), Span(35, 47))).words == "It was … medium-range"

    def test_has_one_id_wherever_the_file_lies(self) -> None:
        moved = replace(ARTICLE, name="elsewhere/b.txt", title="Other")
        assert position().id == position(citations=(Citation(moved, 12, 56, 2),)).id

    def test_has_another_id_for_another_holder_or_span(self) -> None:
        assert len({position().id, position(holder="China").id, position(content=(Span(26, 32),)).id}) == 3


class TestCitation:
    @pytest.mark.parametrize(
        ("start", "end"),
        [(-1, 3), (5, 5), (7, 5), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 1)],
    )
    def test_outside_the_text_is_refused(self, start: int, end: int) -> None:
        with pytest.raises(ValueError, match=r"no such span in a\.txt"):
            Citation(ARTICLE, start, end, 1)

    def test_is_sliced_from_the_article(self) -> None:
        citation = Citation(ARTICLE, 12, 18, 2)
        assert (citation.quote, citation.line) == ("Russia", 2)

    def test_may_reach_to_the_very_end(self) -> None:
        assert Citation(ARTICLE, 0, len(TEXT), 1).quote == TEXT


class TestJob:
    def test_key_ignores_the_place(self) -> None:
        assert replace(JOB, place="other.txt").key == JOB.key

    @pytest.mark.parametrize(
        "change",
        [
            {"task": "relate"},
            {"payload": {"sentences": ["Two."]}},
            {"schema": {"type": "array"}},
            {"identity": {"kind": "openai"}},
            {"messages": ()},
            {"messages": (Message("system", "Go."),)},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_key_depends_on_all_else(self, change: dict[str, object]) -> None:
        assert replace(JOB, **change).key != JOB.key  # type: ignore[arg-type]

    def test_key_ignores_the_order_of_an_objects_members(self) -> None:
        one, other = {"a": 1, "b": [1, 2]}, {"b": [1, 2], "a": 1}
        assert replace(JOB, payload=one).key == replace(JOB, payload=other).key

    def test_key_takes_any_text(self) -> None:
        assert len(replace(JOB, payload={"text": "\ud800\x00é"}).key) == 64


class TestArticle:
    def test_id_depends_on_the_words_alone(self) -> None:
        assert replace(ARTICLE, name="b.txt", title="T", published="2017-07-26").id == ARTICLE.id
        assert replace(ARTICLE, text=TEXT + "x").id != ARTICLE.id

    def test_twins_have_ids_of_their_own(self) -> None:
        assert len({replace(ARTICLE, twin=twin).id for twin in range(3)}) == 3

    @pytest.mark.parametrize(("offset", "line"), [(0, 1), (11, 1), (12, 2), (len(TEXT), 3)])
    def test_counts_lines_from_one(self, offset: int, line: int) -> None:
        assert ARTICLE.line(offset) == line

    def test_takes_any_text(self) -> None:
        assert len(Article("a.txt", "\ud800\x00").sha256) == 64


@pytest.mark.parametrize(
    "value",
    [JOB, Reply("k", {"claims": []}, Usage(1, 2, 3, 4), (Problem("c", "m", "p"),)), ARTICLE, position()],
    ids=lambda value: type(value).__name__,
)
def test_values_pickle(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "covers"),
    [
        (Span(0, 5), Span(5, 9), False, False),
        (Span(0, 5), Span(4, 9), True, False),
        (Span(0, 5), Span(0, 5), True, True),
        (Span(0, 5), Span(1, 2), True, True),
        (Span(1, 2), Span(0, 5), True, False),
    ],
)
def test_spans_are_half_open(one: Span, other: Span, overlaps: bool, covers: bool) -> None:
    assert (one.overlaps(other), one.covers(other)) == (overlaps, covers)


def test_usage_adds_up() -> None:
    assert Usage(1, 2, 3, 4) + Usage(10, 20, 30, 40) == Usage(11, 22, 33, 44)


def test_names_are_of_all_who_are_named_and_of_nobody_else() -> None:
    assert Holder("Russia").names == ("Russia",)
    assert Holder("Russia", "", ("an agency", "a diplomat")).names == ("Russia", "an agency", "a diplomat")
    passed_on = replace(position(), holders=("Russia", "Japan"), speaker="A minister", via=("an agency",))
    assert passed_on.names == ("Russia", "Japan", "A minister", "an agency")
    assert position().names == tuple(filter(None, ("Russia", position().speaker)))


@pytest.mark.parametrize(
    ("sides", "apart"),
    [
        ((), False),
        ((["Russia"],), False),
        ((["Russia"], ["Japan"]), True),
        ((["Russia"], ["Russia"]), False),
        ((["Russia", "Japan"], ["Japan"]), False),
        ((["Russia", "Japan"], ["Japan", "China"]), True),
        ((["Russia"], []), False),
        ((["Russia"], ["Russia"], ["Japan"]), True),
    ],
)
def test_sides_are_opposed_when_each_has_somebody_whom_the_other_has_not(
    sides: tuple[list[str], ...], apart: bool
) -> None:
    assert opposed(sides) is apart


def test_a_side_names_each_holder_once_and_an_issue_holds_all_positions() -> None:
    one, other = position(), position(holder="China")
    issue = Issue("Was it an ICBM?", "fact", (Side("no", (one, other, one)), Side("yes", (other,))))
    assert issue.sides[0].holders == ("Russia", "China")
    assert issue.positions == (one, other, one, other)


@pytest.mark.parametrize(
    ("own", "questions", "found"),
    [
        pytest.param("AB", [[("yes", "A"), ("no", "B")]], "", id="everybody is heard"),
        pytest.param("AB", [[("yes", "A"), ("no", "D")], [("yes", "CB")]], "CD", id="beside them elsewhere"),
        pytest.param("AB", [[("yes", "C"), ("no", "D")]], "", id="in another matter"),
        pytest.param("AB", [[("", "AC")], [("yes", "A"), ("", "D")]], "", id="on no side"),
        pytest.param("", [[("yes", "A")]], "", id="nobody"),
    ],
)
def test_who_takes_sides_beside_the_parties_elsewhere_is_silent(
    own: str, questions: list[list[tuple[str, str]]], found: str
) -> None:
    assert silent(own, questions) == tuple(found)
