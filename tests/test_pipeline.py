"""The straight line, end to end with values: articles and an engine in, a brief out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from briefer import assets, chunks, document, issues, render
from briefer.engines.rules import Rules
from briefer.errors import EngineUnusable
from briefer.model import Article, Brief, Coverage, Job, Json, Problem, Reply, Usage
from briefer.pipeline import extracted, generate
from tests.desk import ORDER, Memory, Says, article, brief, desk, entry, refuses, seeds

NORWAY = article("Norway said that the truce would hold for 12 weeks.\n", "a.txt", published="2021-03-04")
SWEDEN = article("Sweden said that it was not bound by the truce.\n", "b.txt", published="2021-03-05")
EMPTY = article("Like us on Facebook\n\nShare this\n", "c.txt")


def document_of(found: Brief) -> str:
    return json.dumps(document.as_dict(found), sort_keys=True)


def codes(found: Brief) -> list[str]:
    return [each.code for each in found.problems]


class TestBytes:
    def test_the_same_articles_give_the_same_bytes(self, honest: Brief) -> None:
        assert document_of(brief(seeds())) == document_of(honest)

    def test_kept_replies_give_the_same_bytes_as_fresh_ones(self) -> None:
        memory = Memory()
        fresh, kept = (document_of(brief(seeds()[:4], memory=memory)) for _ in range(2))
        assert fresh == kept

    @pytest.mark.parametrize("suffix", assets.formats())
    def test_every_format_gives_the_same_bytes(self, suffix: str) -> None:
        template = assets.template(suffix)
        one, other = (
            render.render(document.as_dict(brief(seeds()[:4])), template.text, suffix, template.name) for _ in range(2)
        )
        assert one == other


class TestAsking:
    def test_each_chunk_is_asked_once_then_relate_then_write(self) -> None:
        engine = Says()
        brief(seeds()[:3], engine)
        assert [job.task for job in engine.asked] == ["extract"] * 3 + ["relate", "write"]

    def test_nothing_is_asked_twice(self) -> None:
        engine, memory = Says(), Memory()
        brief(seeds()[:3], engine, memory)
        first = len(engine.asked)
        brief(seeds()[:3], engine, memory)
        assert len(engine.asked) == first

    def test_a_new_article_asks_itself_and_what_sees_all_positions(self) -> None:
        engine, memory = Says(), Memory()
        brief((NORWAY,), engine, memory)
        del engine.asked[:]
        brief((NORWAY, SWEDEN), engine, memory)
        assert [(job.task, job.place) for job in engine.asked] == [
            ("extract", "b.txt chunk 1"),
            ("relate", "relate"),
            ("write", "write"),
        ]

    def test_a_renamed_article_asks_nothing(self) -> None:
        engine, memory = Says(), Memory()
        brief((NORWAY, SWEDEN), engine, memory)
        first = len(engine.asked)
        brief((replace(NORWAY, name="z.txt"), replace(SWEDEN, name="y.txt")), engine, memory)
        assert len(engine.asked) == first

    def test_two_identical_files_are_asked_once_and_cited_each(self) -> None:
        engine = Says()
        made = brief((NORWAY, replace(NORWAY, name="copy.txt", twin=1)), engine)
        assert [job.task for job in engine.asked] == ["extract", "relate", "write"]
        [only] = made.positions
        assert [citation.article.name for citation in only.citations] == ["a.txt", "copy.txt"]
        assert made.coverage == Coverage(articles=2, chunks=2, done=2)

    def test_usage_is_the_sum_of_all_replies(self) -> None:
        class Counting(Says):
            def answer(self, job: Job) -> Reply:
                return replace(super().answer(job), usage=Usage(1, 100, 10, 5))

        assert brief((NORWAY, SWEDEN), Counting()).made.usage == Usage(4, 400, 40, 20)


class TestFailing:
    def test_a_job_that_fails_is_named_and_the_others_stand(self) -> None:
        def only_norway(job: Job) -> Json:
            return Rules().answer(job).answer if "Norway" in str(job.payload) else refuses(job)

        made = brief((NORWAY, SWEDEN), Says(extract=only_norway))
        assert Problem("refused", "no answer to b.txt chunk 1", "b.txt chunk 1") in made.problems
        assert made.coverage == Coverage(articles=2, chunks=2, done=1, failed=1)
        assert not made.complete
        assert [each.holder for each in made.positions] == ["Norway"]

    def test_one_that_fails_with_a_bug_fails_alone(self) -> None:
        def bug(job: Job) -> Json:
            raise ZeroDivisionError(job.place)

        made = brief((NORWAY, SWEDEN), Says(extract=bug))
        assert codes(made) == ["engine-error", "engine-error"]
        assert made.coverage.failed == 2

    def test_an_engine_that_can_answer_nothing_stops_the_run(self) -> None:
        def unusable(job: Job) -> Json:
            raise EngineUnusable("no such model")

        with pytest.raises(EngineUnusable):
            brief((NORWAY,), Says(extract=unusable))

    def test_when_all_fail_there_is_still_a_brief(self) -> None:
        made = brief(seeds(), Says(extract=refuses))
        assert not made.positions
        assert not made.issues
        assert made.coverage.failed == len(seeds())
        assert not made.complete

    @pytest.mark.parametrize(
        ("engine", "code"),
        [(Says(relate=refuses), "relate-failed"), (Says(write=refuses), "write-failed")],
        ids=["relate", "write"],
    )
    def test_without_relate_or_write_there_is_still_a_brief(self, engine: Says, code: str) -> None:
        made = brief((NORWAY, SWEDEN), engine)
        assert code in codes(made)
        assert not made.complete
        assert len(made.positions) == 2
        assert {each.id for issue in made.issues for each in issue.positions} == {each.id for each in made.positions}
        if code == "relate-failed":
            assert [issue.question for issue in made.issues] == [issues.OTHER]
        else:
            assert not made.summary

    def test_what_failed_is_asked_again_and_only_that(self) -> None:
        memory = Memory()
        brief((NORWAY, SWEDEN), Says(write=refuses), memory)
        again = Says()
        made = brief((NORWAY, SWEDEN), again, memory)
        assert [job.task for job in again.asked] == ["write"]
        assert made.complete

    @pytest.mark.parametrize("answer", [{}, {"positions": None}, {"positions": [None, 3]}, {"positions": {}}], ids=str)
    def test_a_reply_of_another_shape_is_a_problem_and_its_chunk_empty(self, answer: Json) -> None:
        made = brief((NORWAY,), Says(extract=lambda job: answer))
        assert set(codes(made)) == {"reply-shape"}
        assert made.problems[0].place == "a.txt chunk 1"
        assert made.coverage.done == 0

    def test_problems_of_reading_come_along(self) -> None:
        unread = Problem("binary", "x.pdf: not a text", "x.pdf")
        assert generate((NORWAY,), (unread,), ORDER, desk()).problems[0] == unread


class TestNothing:
    def test_no_articles_make_an_empty_brief_and_ask_nothing(self) -> None:
        engine = Says()
        made = brief((), engine)
        assert (made.positions, made.issues, made.summary, made.problems) == ((), (), (), ())
        assert made.complete
        assert not engine.asked

    def test_an_article_without_a_story_is_covered_and_asks_nothing(self) -> None:
        engine = Says()
        made = brief((article("", "empty.txt"),), engine)
        assert made.coverage == Coverage(articles=1)
        assert not engine.asked
        assert made.complete

    def test_an_article_without_positions_is_empty_and_neither_relate_nor_write_is_asked(self) -> None:
        engine = Says()
        made = brief((article("The boats lie in the harbour.\n"),), engine)
        assert [job.task for job in engine.asked] == ["extract"]
        assert made.coverage == Coverage(articles=1, chunks=1, empty=1)
        assert made.complete
        assert not made.positions

    @pytest.mark.parametrize("suffix", assets.formats())
    @pytest.mark.parametrize("articles", [(), (EMPTY,), (article("The boats lie there.\n"),)], ids=["none", "c", "a"])
    def test_a_brief_of_nothing_is_printed_all_the_same(self, articles: tuple[Article, ...], suffix: str) -> None:
        template = assets.template(suffix)
        assert render.render(document.as_dict(brief(articles)), template.text, suffix, template.name)


class TestIds:
    def test_an_unrelated_article_changes_no_other_position(self, honest: Brief) -> None:
        before = {each.id: each for each in honest.positions}
        after = {each.id: each for each in brief((article("Peru opposes the dam.\n", "0.txt"), *seeds())).positions}
        assert before.items() <= after.items()
        assert len(after) == len(before) + 1

    def test_a_renamed_article_changes_no_position(self, honest: Brief) -> None:
        renamed = tuple(replace(each, name=f"moved/{each.name}") for each in seeds())
        assert [each.id for each in brief(renamed).positions] == [each.id for each in honest.positions]

    def test_no_two_positions_and_no_two_issues_share_an_id(self, honest: Brief) -> None:
        assert len({each.id for each in honest.positions}) == len(honest.positions)
        assert len({each.id for each in honest.issues}) == len(honest.issues)

    def test_every_position_stands_under_an_issue_and_is_in_the_brief(self, honest: Brief) -> None:
        listed = {each.id for issue in honest.issues for each in issue.positions}
        assert listed == {each.id for each in honest.positions}
        assert {each.id for line in honest.summary for each in line.positions} <= listed


@pytest.fixture(scope="module")
def honest() -> Brief:
    """The brief of the sample corpus."""
    return brief(seeds())


def few() -> tuple[Article, ...]:
    return seeds()[:5]


@pytest.fixture(scope="module")
def honest_few() -> Brief:
    return brief(few())


class TestStraying:
    """An engine that reads well and then changes one thing in each claim."""

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(lambda said: {"holder": "Zubrowka"}, id="an invented holder"),
            pytest.param(lambda said: {"says": said["says"].rstrip(".") + " on 31 December 1999."}, id="a date"),
            pytest.param(lambda said: {"says": "Zubrowka" + said["says"][said["says"].find(" ") :]}, id="a name"),
            pytest.param(lambda said: {"words": [*said["words"], "zebras graze here"]}, id="words"),
            pytest.param(lambda said: {"at": ["S900"]}, id="a sentence that is not there"),
            pytest.param(lambda said: {"at": []}, id="no sentence"),
            pytest.param(lambda said: {"says": "Zebras " * 400}, id="a flood"),
        ],
    )
    def test_every_claim_that_strays_is_withheld_with_its_reason(
        self, change: Callable[[Json], Json], honest_few: Brief
    ) -> None:
        def strays(job: Job) -> Json:
            return {"positions": [{**each, **change(each)} for each in Rules().answer(job).answer["positions"]]}

        made = brief(few(), Says(extract=strays))
        assert not made.positions
        assert len(made.withheld) >= len(honest_few.positions)
        assert all(each.reason and each.code for each in made.withheld)
        printed = json.dumps({**document.as_dict(made), "withheld": []})
        assert not [word for word in ("Zubrowka", "ebras", "1999", "S900") if word in printed]

    def test_true_claims_among_inventions_stand_as_if_alone(self, honest_few: Brief) -> None:
        def mixed(job: Job) -> Json:
            true = Rules().answer(job).answer["positions"]
            lies = [{**each, "holder": "Zubrowka", "says": "Zubrowka has 99 zebras."} for each in true]
            return {"positions": [entry(at=["S1"], holder="Zubrowka", says="Zubrowka won."), *lies, *true]}

        made = brief(few(), Says(extract=mixed))
        assert made.positions == honest_few.positions
        assert len(made.withheld) >= len(honest_few.positions) + len(few())

    def test_claims_of_one_holder_given_to_another_are_withheld(self) -> None:
        swapped = {"Norway": "Sweden", "Sweden": "Norway"}

        def swaps(job: Job) -> Json:
            told = Rules().answer(job).answer["positions"]
            return {"positions": [{**each, "holder": swapped[each["holder"]]} for each in told]}

        made = brief((NORWAY, SWEDEN), Says(extract=swaps))
        assert not made.positions
        assert {each.code for each in made.withheld} == {"wrong-holder"}


def test_extracted_keeps_the_order_of_the_articles_and_says_what_came_of_each() -> None:
    first, second, third = extracted((SWEDEN, NORWAY, article("", "empty.txt")), desk())
    assert [each.positions[0].holder for each in (first, second)] == ["Sweden", "Norway"]
    assert (first.coverage, third.coverage) == (Coverage(articles=1, chunks=1, done=1), Coverage(articles=1))
    assert third.chunks == ()


def test_a_long_article_is_asked_chunk_by_chunk() -> None:
    filler = "\n\n".join(f"Nothing of note happened in harbour {number} on any of the days." for number in range(800))
    long = article(f"Norway's foreign minister, Ida Berg, came.\n\n{filler}\n\n“The truce holds,” she said.\n")
    engine = Says()
    made = brief((long,), engine)
    cut = len(chunks.chunk(long))
    assert cut > 1
    assert [job.task for job in engine.asked].count("extract") == cut
    assert engine.asked[cut - 1].payload["earlier"] == [["Ida Berg", "Norway"]]
    assert made.coverage.chunks == cut
