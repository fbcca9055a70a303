"""Issues: verified positions under the questions they answer, disputes between different holders, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import issues
from briefer.model import Article, Issue, Json, Position, Reply, Side, Span, failed
from tests.desk import ASKER, article, brief, seeds
from tests.samples import CLEAN, ICBM, JOINT, MEDIUM, POSITIONS, SECONDARY, STEPS, WANG, held

KNOWN = (ICBM, MEDIUM, SECONDARY, WANG, STEPS, JOINT)
"""P1 United States, P2 Russia, P3 China, P4 China, P5 United States, P6 China and the United States."""


def fits(text: str, positions: tuple[Position, ...]) -> bool:
    return "Zubrowka" not in text


def side(*ids: object, label: object = "") -> Json:
    return {"label": label, "ids": list(ids)}


def asked(*sides: object, question: object = "Was it an ICBM?", disputed: object = True, kind: object = "fact") -> Json:
    return {"question": question, "kind": kind, "disputed": disputed, "sides": list(sides)}


def read(*entries: object) -> tuple[tuple[Issue, ...], list[str]]:
    found, problems = issues.read(Reply("", {"issues": list(entries)}), KNOWN, fits)
    assert all("\n" not in each.message and "Zubrowka" not in each.message for each in problems)
    return found, [each.code for each in problems]


def rest(found: tuple[Issue, ...]) -> tuple[Position, ...]:
    """What stands under the last question."""
    return found[-1].positions if found[-1].question == issues.OTHER else ()


class TestAsk:
    def test_shows_positions_by_short_ids_in_their_order(self) -> None:
        payload = issues.ask(KNOWN, ASKER).payload["positions"]
        assert [each["id"] for each in payload] == ["P1", "P2", "P3", "P4", "P5", "P6"]
        assert [each["holder"] for each in payload][:3] == ["United States", "Russia", "China"]
        assert payload[1]["words"] == MEDIUM.words
        assert payload[1]["says"] == MEDIUM.statement

    def test_tells_which_positions_stand_in_one_article_without_naming_it(self) -> None:
        places = [each["place"].split(".")[0] for each in issues.ask(KNOWN, ASKER).payload["positions"]]
        assert places == ["1", "1", "1", "2", "2", "2"]

    def test_is_the_same_job_wherever_the_files_lie(self) -> None:
        moved = [
            replace(each, citations=tuple(replace(c, article=replace(c.article, name="x")) for c in each.citations))
            for each in KNOWN
        ]
        assert issues.ask(moved, ASKER).key == issues.ask(KNOWN, ASKER).key


class TestRead:
    def test_a_dispute_has_its_sides_with_their_holders(self) -> None:
        found, problems = read(asked(side("P1", label="yes"), side("P2", label="no")))
        assert not problems
        assert found[0].disputed
        assert found[0].kind == "fact"
        assert [(each.label, each.holders) for each in found[0].sides] == [
            ("yes", ("United States",)),
            ("no", ("Russia",)),
        ]
        assert rest(found) == KNOWN[2:]

    @pytest.mark.parametrize(
        ("sides", "codes"),
        [
            pytest.param([side("P1")], ["not-a-dispute"], id="one side"),
            pytest.param([side("P1", "P2")], ["not-a-dispute"], id="both on one side"),
            pytest.param([side("P1"), side("P5")], ["not-a-dispute"], id="the same holder on both sides"),
            pytest.param([side("P3"), side("P4")], ["not-a-dispute"], id="China against China"),
            pytest.param([side("P1"), side("P6")], ["not-a-dispute"], id="one against itself with another"),
            pytest.param([side("P1"), side("P1")], ["not-a-dispute"], id="one position on both sides"),
            pytest.param([side("P1"), side()], ["not-a-dispute"], id="an empty side"),
            pytest.param(
                [side("P1"), side("P77")], ["unknown-position", "not-a-dispute"], id="a side that nobody holds"
            ),
            pytest.param([side("P1"), None], ["reply-shape", "not-a-dispute"], id="a side that is none"),
        ],
    )
    def test_a_dispute_needs_two_different_holders(self, sides: list[object], codes: list[str]) -> None:
        found, problems = read(asked(*sides))
        assert problems == codes
        assert not found[0].disputed
        assert {each.id for issue in found for each in issue.positions} == {each.id for each in KNOWN}

    def test_a_third_side_of_a_holder_already_heard_leaves_a_dispute_one(self) -> None:
        found, problems = read(asked(side("P1"), side("P2"), side("P5")))
        assert not problems
        assert found[0].disputed
        assert len(found[0].sides) == 3

    @pytest.mark.parametrize(
        "ids",
        [
            ["P0"],
            ["P7"],
            ["P01"],
            ["p1"],
            ["1"],
            [1],
            [None],
            [["P1"]],
            [{"P1": 1}],
            ["P1 "],
            ["P9999999999"],
            [ICBM.id],
        ],
        ids=str,
    )
    def test_an_id_that_was_not_shown_is_dropped_and_said(self, ids: list[object]) -> None:
        found, problems = read(asked(side("P1", *ids), side("P2")))
        assert problems == ["unknown-position"]
        assert found[0].positions == (ICBM, MEDIUM)

    def test_an_id_named_twice_counts_once_on_the_side_that_named_it_first(self) -> None:
        found, _ = read(asked(side("P1", "P1"), side("P1", "P2")))
        assert [each.positions for each in found[0].sides] == [(ICBM,), (MEDIUM,)]

    def test_one_position_may_answer_two_questions(self) -> None:
        found, _ = read(asked(side("P1"), side("P2")), asked(side("P1"), side("P2"), question="How far did it fly?"))
        assert len(found) == 3
        assert found[0].positions == found[1].positions == (ICBM, MEDIUM)

    def test_two_issues_with_one_question_are_one(self) -> None:
        found, _ = read(asked(side("P1"), side("P2")), asked(side("P2"), side("P3"), side("P4"), disputed=False))
        assert len({each.id for each in found}) == len(found) == 2
        assert found[0].disputed
        assert [each.positions for each in found[0].sides] == [(ICBM,), (MEDIUM,), (SECONDARY,), (WANG,)]
        assert rest(found) == (STEPS, JOINT)

    def test_a_question_that_is_ours_for_the_rest_takes_the_rest(self) -> None:
        found, _ = read(asked(side("P3"), question=issues.OTHER, disputed=False))
        assert len(found) == 1
        assert set(found[0].positions) == set(KNOWN)

    def test_what_no_issue_claims_stands_last(self) -> None:
        found, _ = read(asked(side("P2"), side("P5"), disputed=False))
        assert [each.question for each in found] == ["Was it an ICBM?", issues.OTHER]
        assert rest(found) == (ICBM, SECONDARY, WANG, JOINT)

    def test_disputes_come_first(self) -> None:
        found, _ = read(asked(side("P3"), question="What next?", disputed=False), asked(side("P1"), side("P2")))
        assert [each.disputed for each in found] == [True, False, False]

    @pytest.mark.parametrize(
        "answer",
        [{}, {"issues": None}, {"issues": {}}, {"issues": "P1"}, {"issues": 3}, {"questions": []}],
        ids=str,
    )
    def test_a_reply_of_another_shape_loses_no_position(self, answer: Json) -> None:
        found, problems = issues.read(Reply("", answer), KNOWN, fits)
        assert [each.code for each in problems] == ["reply-shape"]
        assert rest(found) == KNOWN

    @pytest.mark.parametrize(
        "entry",
        [
            pytest.param(None, id="null"),
            pytest.param("P1", id="a string"),
            pytest.param([], id="a list"),
            pytest.param({}, id="nothing in it"),
            pytest.param(asked(side("P1"), question=" "), id="a blank question"),
            pytest.param(asked(side("P1"), question=5), id="a number for the question"),
            pytest.param({"question": "Why?"}, id="no sides"),
            pytest.param({"question": "Why?", "sides": 3}, id="a number for the sides"),
            pytest.param({"question": "Why?", "sides": "P1"}, id="a string for the sides"),
            pytest.param({"question": "Why?", "sides": {"P1": 1}}, id="an object for the sides"),
            pytest.param(asked({"label": "yes"}), id="a side without ids"),
            pytest.param(asked({"label": "yes", "ids": "P1"}), id="a string for the ids"),
            pytest.param(asked({"label": "yes", "ids": {"P1": 1}}), id="an object for the ids"),
        ],
    )
    def test_an_entry_that_is_no_issue_is_a_problem_and_the_others_stand(self, entry: object) -> None:
        found, problems = read(entry, asked(side("P1"), side("P2")))
        assert problems == ["reply-shape"]
        assert [each.disputed for each in found] == [True, False]

    @pytest.mark.parametrize("label", [None, 5, ["yes"], {"a": 1}], ids=str)
    def test_a_label_that_is_no_string_is_none(self, label: object) -> None:
        found, _ = read(asked(side("P1", label=label), side("P2")))
        assert found[0].sides[0].label == ""

    @pytest.mark.parametrize("kind", ["opinion", None, 5, ["fact"]], ids=str)
    def test_an_unknown_kind_is_policy(self, kind: object) -> None:
        assert read(asked(side("P1"), kind=kind))[0][0].kind == "policy"

    def test_a_question_or_label_that_does_not_fit_is_replaced_by_words_of_ours(self) -> None:
        sides = (side("P1", label="Zubrowka"), side("P2", label="no"))
        found, problems = read(asked(*sides, question="Was it Zubrowka?"))
        assert problems == ["label-withheld"]
        assert found[0].disputed
        assert [each.label for each in found[0].sides] == ["", "no"]
        assert "Zubrowka" not in found[0].question
        assert "United States" in found[0].question

    def test_what_is_no_question_is_not_printed_as_one(self) -> None:
        found, problems = read(asked(side("P1"), side("P2"), question="It was an ICBM."))
        assert problems == ["label-withheld"]
        assert found[0].question.endswith("?")
        assert "ICBM" not in found[0].question

    def test_half_a_surrogate_pair_breaks_nothing(self) -> None:
        found, _ = read(asked(side("P1", label="\ud800"), question="Was it \udfff an ICBM?"))
        assert found[0].id
        assert found[0].question.encode()

    def test_ten_thousand_entries_are_read(self) -> None:
        found, problems = read(*[asked(side("P1", *range(50)), side("P2"))] * 500, *[None] * 9_500)
        assert len(found) == 2
        assert len(problems) == 10_000


WIRE = "Norway's foreign minister, Ida Berg, said that the truce would hold for years."


def told(where: Article, holder: str = "Norway", says: str = WIRE, **rest: object) -> Position:
    """A position whose content is all that stands behind "said that" in the sentence."""
    start = where.text.index(says)
    content = start + says.index("said that")
    made = held(where, holder, says, says)
    spans = {"source": (Span(start, start + 6),), "cue": (Span(content, content + 4),)}
    return replace(made, **{**spans, "content": (Span(content + 5, start + len(says)),), **rest})  # type: ignore[arg-type]


FIRST = article(f"{WIRE}\n\nSweden said that it would see about that in due course.\n", "b.txt", published="2021-03-04")
COPY = article(f"By our staff\n\n{WIRE}\n", "a.txt", published="2021-03-04")
LATER = article(f"Last week:\n\n{WIRE}\n", "0.txt", published="2021-03-11")


class TestMerge:
    def test_what_somebody_passes_on_beside_words_of_their_own_is_not_lost(self) -> None:
        text = "Officials said that talks on the ferry and the port would go on for weeks, and that Norway wanted more."
        said = [each.statement for each in brief([article(text)]).positions]
        assert any(each.startswith("Officials said that talks on the ferry") for each in said)

    def test_a_wire_story_printed_twice_is_one_position_with_two_citations(self) -> None:
        [only] = issues.merge([told(COPY), told(FIRST)])
        assert [citation.article for citation in only.citations] == [FIRST, COPY]
        assert {citation.quote for citation in only.citations} == {WIRE}

    @pytest.mark.parametrize(
        "order", [(FIRST, COPY, LATER), (LATER, COPY, FIRST), (COPY, LATER, FIRST)], ids=["given", "reversed", "mixed"]
    )
    def test_it_is_that_of_the_earliest_and_longest_article_in_whatever_order(self, order: tuple[Article, ...]) -> None:
        [only] = issues.merge(told(each) for each in order)
        assert [citation.article.name for citation in only.citations] == ["b.txt", "a.txt", "0.txt"]
        assert only.article is FIRST
        assert only.id == told(FIRST).id
        assert FIRST.text[only.content[0].start :].startswith("that the truce")

    def test_a_flag_survives_beside_a_copy_that_passed_every_check(self) -> None:
        flagged = told(FIRST, checks=replace(CLEAN, integrity=failed("clipped", "because")))
        merged = issues.merge([flagged, told(LATER)])
        assert [(each.status, len(each.citations)) for each in merged] == [("partly verified", 1), ("verified", 1)]

    def test_the_very_same_file_twice_is_one_position_with_a_citation_of_each(self) -> None:
        [only] = issues.merge([told(FIRST), told(replace(FIRST, name="c.txt", twin=1))])
        assert len(only.citations) == 2

    def test_the_same_claim_twice_is_one_position_with_one_citation(self) -> None:
        [only] = issues.merge([told(FIRST), told(FIRST), told(FIRST)])
        assert len(only.citations) == 1

    def test_two_things_that_one_article_says_in_the_same_sentence_are_both_kept(self) -> None:
        whole = told(FIRST, content=(Span(0, len(WIRE)),))
        both = issues.merge([whole, replace(whole, statement="Norway said that it would hold.")])
        assert len({each.id for each in both}) == 2

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param({"holder": "Sweden", "holders": ("Sweden",)}, id="another holder"),
            pytest.param({"speaker": "Ida Berg"}, id="another speaker"),
            pytest.param({"content": (Span(0, 20),)}, id="other words"),
        ],
    )
    def test_what_differs_stays_apart(self, other: dict[str, object]) -> None:
        assert len(issues.merge([told(FIRST), replace(told(COPY), **other)])) == 2  # type: ignore[arg-type]

    def test_an_echo_inside_the_holder_s_own_words_is_printed_once(self) -> None:
        text = "Norway said that it had told Sweden that it would wait.\n"
        where = article(text)
        outer = told(where, says=text.strip())
        inside = text.index("told Sweden")
        echo = replace(
            outer, cue=(Span(inside, inside + 4),), content=(Span(text.index("it would wait"), len(text) - 2),)
        )
        assert issues.merge([outer, echo]) == issues.merge([echo, outer]) == (outer,)

    def test_what_a_neutral_voice_passes_on_stands_under_its_holder_only(self) -> None:
        text = "Diplomats said that Norway had rejected the truce.\n"
        where = article(text)
        outer = told(where, "Diplomats", text.strip())
        at = text.index("had rejected")
        inner = replace(
            told(where, "Norway", text.strip()), cue=(Span(at, at + 12),), content=(Span(at + 13, len(text) - 2),)
        )
        passed_on = replace(inner, via=("diplomats",))
        assert issues.merge([outer, passed_on]) == issues.merge([passed_on, outer]) == (passed_on,)
        assert len(issues.merge([outer, inner])) == 2

    def test_many_claims_about_one_article_are_merged_in_time(self) -> None:
        assert len(issues.merge([told(FIRST)] * 20_000)) == 1

    @given(st.permutations([*(told(each) for each in (FIRST, COPY, LATER)), *POSITIONS]))
    def test_any_order_gives_the_same_positions(self, order: list[Position]) -> None:
        assert {each.id: each for each in issues.merge(order)} == {
            each.id: each for each in issues.merge([*(told(each) for each in (FIRST, COPY, LATER)), *POSITIONS])
        }


class TestFocus:
    ISSUES = (
        Issue("Who holds the sea?", "policy", (Side("", (STEPS,)),)),
        Issue("Is it legal?", "policy", (Side("", (SECONDARY,)),)),
        Issue("Was it an ICBM?", "fact", (Side("", (ICBM,)), Side("", (MEDIUM,))), disputed=True),
        Issue("Must it be new?", "policy", (Side("", (WANG,)), Side("", (STEPS,))), disputed=True),
        Issue(issues.OTHER, "policy", (Side("", (JOINT,)),)),
    )

    @pytest.mark.parametrize(
        ("focus", "order"),
        [
            pytest.param((), [2, 3, 0, 1, 4], id="none: disputes first, else as they were"),
            pytest.param(("foreign court",), [2, 3, 1, 0, 4], id="within the rest"),
            pytest.param(("FRESH tension",), [3, 2, 0, 1, 4], id="within the disputes, whatever the case"),
            pytest.param(("council",), [2, 3, 0, 1, 4], id="never the last question before the others"),
        ],
    )
    def test_puts_issues_with_its_words_first(self, focus: tuple[str, ...], order: list[int]) -> None:
        assert issues.focused(self.ISSUES, focus) == tuple(self.ISSUES[at] for at in order)


def test_the_order_of_the_articles_changes_neither_positions_nor_disputes() -> None:
    def said(order: tuple[Article, ...]) -> tuple[object, ...]:
        made = brief(order)
        disputes = {
            (
                issue.question,
                frozenset((side.label, frozenset(each.id for each in side.positions)) for side in issue.sides),
            )
            for issue in made.issues
        }
        citations = {each.id: {(c.article.id, c.start, c.end) for c in each.citations} for each in made.positions}
        return citations, disputes

    given_order = seeds()
    assert said(given_order) == said((*given_order[5:], *given_order[4::-1]))
