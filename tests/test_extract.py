"""The extract task: what is asked of a chunk, and what is made of whatever comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefer import chunks, evidence, extract
from briefer.jobs import Asker, no_prompt
from briefer.model import Chunk, Job, Json, Kind, Message, Problem, Reply
from tests.desk import ASKER, NAMES, article, chunk, entry, reading

TEXT = """Norway's foreign minister, Ida Berg, arrived on Monday. She came by ship.

Sweden said that it would wait.
"""


@pytest.fixture
def only() -> Chunk:
    return chunk(TEXT, "talks.txt", title="Talks", outlet="Fjord Post", published="2021-03-04")


def job(of: Chunk, **rest: object) -> Job:
    return extract.ask(of, ASKER, **rest)  # type: ignore[arg-type]


class TestAsk:
    def test_every_sentence_carries_its_id_under_its_paragraph(self, only: Chunk) -> None:
        assert job(only).payload["paragraphs"] == [
            [["S1", "Norway's foreign minister, Ida Berg, arrived on Monday."], ["S2", "She came by ship."]],
            [["S3", "Sweden said that it would wait."]],
        ]

    def test_the_article_is_named_by_title_outlet_and_date(self, only: Chunk) -> None:
        payload = job(only).payload
        assert (payload["title"], payload["outlet"], payload["date"]) == ("Talks", "Fjord Post", "2021-03-04")
        assert job(only).place == "talks.txt chunk 1"

    def test_those_introduced_earlier_come_along(self, only: Chunk) -> None:
        assert job(only).payload["earlier"] == []
        assert job(only, earlier=(("Ida Berg", "Norway"),)).payload["earlier"] == [["Ida Berg", "Norway"]]

    def test_a_later_chunk_is_told_whom_the_earlier_ones_introduced(self) -> None:
        filler = "\n\n".join(f"Nothing else of note happened in harbour {number} on that day." for number in range(60))
        long = article(f"Norway's foreign minister, Ida Berg, came.\n\n{filler}\n\nShe said that it would wait.\n")
        cut = chunks.chunk(long, 300)
        cast = evidence.read(long, cut, NAMES).cast
        assert len(cut) > 1
        assert cast.earlier(cut[0].start) == ()
        assert cast.earlier(cut[-1].start) == (("Ida Berg", "Norway"),)

    def test_the_schema_is_the_same_for_every_chunk(self, only: Chunk) -> None:
        assert job(only).schema == job(chunk("One.\n")).schema == extract.SCHEMA

    def test_a_model_may_leave_out_what_would_be_empty(self, only: Chunk) -> None:
        """Endpoints that compile a schema refuse alternatives that begin with the same property."""
        lean = extract.LEAN["properties"]["positions"]["items"]["anyOf"]
        assert [next(iter(each["properties"])) for each in lean] == ["at", "words", "says"]
        assert all(each["required"] == list(each["properties"]) for each in lean)
        answer = {"positions": [{"at": ["S3"], "holder": "Sweden", "speaker": ""}]}
        [claim], problems = extract.read(Reply("", answer), only)
        assert not problems
        assert (claim.words, claim.statement, claim.kind) == ((), "", Kind.ASSERTS)

    def test_the_ids_restart_with_every_chunk(self) -> None:
        cut = chunks.chunk(article("\n\n".join(f"Sentence {number} is here." for number in range(80)) + "\n"), 200)
        assert len(cut) > 1
        for each in cut:
            [first, *_] = job(each).payload["paragraphs"]
            assert first[0][0] == "S1"

    @pytest.mark.parametrize("name", ["other.txt", "week/talks.md", "../talks.txt"])
    def test_the_same_content_is_the_same_job_whatever_the_file_is_called(self, name: str, only: Chunk) -> None:
        moved = replace(only, article=replace(only.article, name=name, twin=1))
        assert job(moved).key == job(only).key

    @pytest.mark.parametrize("change", [{"title": "Other"}, {"outlet": "Other"}, {"published": "2021-03-05"}])
    def test_what_the_prompt_shows_is_part_of_the_key(self, change: dict[str, str], only: Chunk) -> None:
        assert job(replace(only, article=replace(only.article, **change))).key != job(only).key  # type: ignore[arg-type]

    def test_the_engine_and_the_prompt_are_part_of_the_key(self, only: Chunk) -> None:
        def other(task: str, payload: Json) -> tuple[Message, ...]:
            return (Message("user", task),)

        askers = (Asker({"kind": "test"}, no_prompt), Asker({"kind": "other"}), Asker({"kind": "test"}, other))
        assert len({extract.ask(only, asker).key for asker in askers}) == 3


def read(answer: Json, of: Chunk) -> tuple[int, list[str]]:
    """How many claims a reply has, and the codes of its problems."""
    claims, problems = extract.read(Reply("", answer), of)
    assert all(isinstance(each, Problem) and each.place == of.place for each in problems)
    return len(claims), [each.code for each in problems]


class TestRead:
    def test_an_entry_becomes_a_claim_word_for_word(self, only: Chunk) -> None:
        said = entry(
            at=["S3", "S1"],
            words=["it would wait"],
            source="Sweden",
            cue="said",
            holder="Sweden",
            speaker="An envoy",
            says="Sweden said that it would wait.",
            kind="offers",
            about="Norway",
        )
        [claim], problems = extract.read(Reply("", {"positions": [said]}), only)
        assert not problems
        assert (claim.sentences, claim.words, claim.kind) == ((2, 0), ("it would wait",), Kind.OFFERS)
        assert (claim.holder, claim.speaker, claim.source, claim.cue) == ("Sweden", "An envoy", "Sweden", "said")
        assert (claim.statement, claim.about) == ("Sweden said that it would wait.", "Norway")

    @pytest.mark.parametrize(
        "answer",
        [
            {},
            {"positions": None},
            {"positions": {}},
            {"positions": "S1"},
            {"positions": 7},
            {"claims": []},
        ],
        ids=str,
    )
    def test_a_reply_without_a_list_of_positions_is_a_problem(self, answer: Json, only: Chunk) -> None:
        assert read(answer, only) == (0, ["reply-shape"])

    def test_no_position_is_no_problem(self, only: Chunk) -> None:
        assert read({"positions": []}, only) == (0, [])

    @pytest.mark.parametrize(
        "wrong",
        [
            pytest.param(None, id="null"),
            pytest.param("S1", id="a string"),
            pytest.param(["S1"], id="a list"),
            pytest.param({}, id="nothing in it"),
            pytest.param(entry(at=["S1"]), id="no holder"),
            pytest.param(entry(at=["S1"], holder=" \n "), id="a blank holder"),
            pytest.param(entry(at=["S1"], holder=["Norway"]), id="a list of holders"),
            pytest.param(entry(at=[1], holder="Norway"), id="a number for an id"),
            pytest.param(entry(at={"S1": True}, holder="Norway"), id="an object for the ids"),
            pytest.param(entry(at=None, holder="Norway"), id="null for the ids"),
            pytest.param(entry(at=["S1"], holder="Norway", words=[None]), id="null among the words"),
            pytest.param(entry(at=["S1"], holder="Norway", words=3), id="a number for the words"),
        ],
    )
    def test_an_entry_that_is_no_position_is_a_problem_and_the_others_stand(self, wrong: object, only: Chunk) -> None:
        assert read({"positions": [wrong, entry(at=["S3"], holder="Sweden")]}, only) == (1, ["reply-shape"])

    @pytest.mark.parametrize(
        ("said", "kept"),
        [
            pytest.param({"kind": "shouts"}, ("kind", Kind.ASSERTS), id="an unknown kind"),
            pytest.param({"kind": ["denies"]}, ("kind", Kind.ASSERTS), id="a list of kinds"),
            pytest.param({"kind": {}}, ("kind", Kind.ASSERTS), id="an object for a kind"),
            pytest.param({"kind": None}, ("kind", Kind.ASSERTS), id="no kind"),
            pytest.param({"says": 5}, ("statement", ""), id="a number for the statement"),
            pytest.param({"speaker": None}, ("speaker", ""), id="null for the speaker"),
            pytest.param({"source": ["Sweden"]}, ("source", ""), id="a list of sources"),
            pytest.param({"says": "It\n  would\twait."}, ("statement", "It would wait."), id="white space"),
            pytest.param({"says": "It \ud800 would."}, ("statement", "It ? would."), id="half a surrogate pair"),
            pytest.param({"words": "it would wait"}, ("words", ("it would wait",)), id="one string of words"),
            pytest.param({"words": ["", " "]}, ("words", ()), id="blank words"),
            pytest.param({"at": "S3"}, ("sentences", (2,)), id="one string for the ids"),
            pytest.param({"at": [" S3 "]}, ("sentences", (2,)), id="white space around an id"),
            pytest.param({"extra": {"deep": [1]}, "holder_id": 3}, ("holder", "Sweden"), id="keys nobody asked for"),
        ],
    )
    def test_what_can_be_understood_is_and_the_rest_is_empty(
        self, said: dict[str, object], kept: tuple[str, object], only: Chunk
    ) -> None:
        answer = {"positions": [{**entry(at=["S3"], holder="Sweden"), **said}], "notes": "none"}
        [claim], problems = extract.read(Reply("", answer), only)
        assert not problems
        assert getattr(claim, kept[0]) == kept[1]

    @pytest.mark.parametrize(
        "ids",
        [[], ["S4"], ["S0"], ["S999"], ["S-1"], ["3"], ["s3"], ["S3x"], ["S1", "S4"], [""], ["S99999999999999"]],
        ids=str,
    )
    def test_an_id_out_of_range_is_withheld_by_the_evidence_and_raises_nothing(
        self, ids: list[str], only: Chunk
    ) -> None:
        [claim], _ = extract.read(Reply("", {"positions": [entry(at=ids, holder="Sweden", says="Sweden said.")]}), only)
        found = evidence.weigh(claim, reading(only.article))
        assert found.checks.span.code == "no-sentence"

    def test_ten_thousand_entries_are_read(self, only: Chunk) -> None:
        assert read({"positions": [entry(at=["S3"], holder="Sweden")] * 10_000}, only) == (10_000, [])
        assert read({"positions": [None] * 10_000}, only) == (0, ["reply-shape"] * 10_000)
