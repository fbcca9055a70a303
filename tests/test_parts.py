"""Questions that are too large are asked in parts: nothing is lost, nothing asked twice, in whatever order."""

from __future__ import annotations

import json
import random
import time
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from briefer import chunks, document, extract, issues, opinion, topics
from briefer.engines import Settings, rules
from briefer.errors import JobFailed
from briefer.jobs import Asker
from briefer.model import BROKE_OFF, TOO_LONG, Article, Brief, Chunk, Job, Json, Position, Problem, Reply, Usage
from briefer.pipeline import Desk, Reporter, generate
from tests.desk import NAMES, ORDER, Memory, article, entry, seeds
from tests.samples import ICBM, MEDIUM, SECONDARY, WANG

KEEPS = {"extract": "positions", "relate": "issues", "check": "verdicts", "write": "summary"}
NATIONS = ("Norway", "Sweden", "Finland", "Denmark", "Iceland", "Estonia", "Latvia", "Poland")
SAID = [f"{nation} said on Monday that the truce would hold for {at + 11} weeks." for at, nation in enumerate(NATIONS)]
LONG = article("\n\n".join(SAID), "long.txt", published="2021-03-04")


@dataclass
class Small:
    """An engine whose answers hold only so many entries, and whose prompts only so many sentences."""

    entries: int = 1000
    sentences: int = 1000
    reads_prompts: bool = True
    identity: Json = field(default_factory=lambda: {"kind": "small"})
    asked: list[Job] = field(default_factory=list)

    def answer(self, job: Job) -> Reply:
        self.asked.append(job)
        if len([each for part in job.payload.get("paragraphs", ()) for each in part]) > self.sentences:
            return Reply(job.key, {}, Usage(1), (Problem(TOO_LONG, "more than the context holds"),))
        if job.task == "check":
            whole = {"verdicts": [{"id": each["id"], "borne_out": "yes"} for each in job.payload["statements"]]}
        else:
            whole = dict(rules.engine(Settings()).answer(job).answer)
        held = whole[KEEPS[job.task]]
        if len(held) <= self.entries:
            return Reply(job.key, whole, Usage(1, 10, len(held)))
        cut = {KEEPS[job.task]: held[: self.entries]}
        return Reply(job.key, cut, Usage(1, 10, self.entries), (Problem(BROKE_OFF, "it broke off"),))


def desk(engine: Any, executor: Executor | None = None, memory: Memory | None = None, slots: int = 1) -> Desk:
    from briefer.runners.serial import SerialExecutor

    kept = Memory() if memory is None else memory
    return Desk(engine, executor or SerialExecutor(), kept, Asker(engine.identity), NAMES, Reporter(), slots)


def brief(engine: Any, *articles: Article, **more: Any) -> Brief:
    return generate(articles, (), ORDER, desk(engine, **more))


def said(found: Brief) -> list[tuple[str, str]]:
    return sorted((each.holder, each.words) for each in found.positions)


WHOLE = brief(Small(), LONG)


@pytest.mark.parametrize("entries", [1, 2, 3, 5, 7])
def test_answers_that_break_off_lose_nothing(entries: int) -> None:
    engine = Small(entries)
    found = brief(engine, LONG)
    assert said(found) == said(WHOLE)
    assert {each.code for each in found.problems} <= {BROKE_OFF}  # the bottom line has no parts
    assert (found.coverage.failed, found.coverage.split) == (0, 1)
    assert len({job.key for job in engine.asked}) == len(engine.asked)


@pytest.mark.parametrize("sentences", [1, 2, 3, 5])
def test_a_prompt_that_is_too_long_is_asked_in_halves(sentences: int) -> None:
    found = brief(Small(sentences=sentences), LONG)
    assert said(found) == said(WHOLE)
    assert (found.problems, found.coverage.done, found.coverage.split) == ((), 1, 1)


def test_what_cannot_be_divided_is_a_named_failure_and_the_rest_is_kept() -> None:
    found = brief(Small(sentences=0), LONG)
    assert found.coverage.failed == 1
    assert {each.code for each in found.problems} == {TOO_LONG}
    assert len({each.place for each in found.problems}) == len(SAID)
    assert not found.complete


def test_parts_are_not_asked_again() -> None:
    memory = Memory()
    first, second = Small(2, 5), Small(2, 5)
    one, other = (brief(engine, LONG, memory=memory) for engine in (first, second))
    assert not second.asked
    assert document.as_dict(one) == document.as_dict(other)


def test_a_run_that_stops_between_parts_asks_only_for_the_missing_ones() -> None:
    class Dies(Small):
        def answer(self, job: Job) -> Reply:
            if len(self.asked) == 3:
                raise KeyboardInterrupt
            return super().answer(job)

    memory, dying, second = Memory(), Dies(2), Small(2)
    with pytest.raises(KeyboardInterrupt):
        brief(dying, LONG, memory=memory)
    found = brief(second, LONG, memory=memory)
    assert not {job.key for job in dying.asked} & {job.key for job in second.asked}
    assert document.as_dict(found) == document.as_dict(brief(Small(2), LONG))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - spreads answers

    class Tardy(Small):
        def answer(self, job: Job) -> Reply:
            time.sleep(chance.random() / 500)
            return super().answer(job)

    articles = (*seeds()[:4], LONG, replace(LONG, name="twin.txt", twin=1))
    plain = generate(articles, (), ORDER, desk(Small(3, 9), slots=9))
    with ThreadPoolExecutor(9) as pool:
        mixed = generate(articles, (), ORDER, desk(Tardy(3, 9), pool, slots=9))
    assert json.dumps(document.as_dict(mixed)) == json.dumps(document.as_dict(plain))


# --- sections ---------------------------------------------------------------------------------------------------------


def test_free_slots_are_used_for_sections_and_their_replies_serve_larger_runs() -> None:
    memory, alone, many = Memory(), Small(), Small()
    few = brief(alone, *seeds()[:2], memory=memory, slots=8)
    extracts = [job for job in alone.asked if job.task == "extract"]
    assert 3 <= len(extracts) <= 8
    assert few.coverage.split == 2
    brief(many, *seeds(), memory=memory, slots=8)
    places = {job.place.partition(" chunk")[0] for job in many.asked if job.task == "extract"}
    assert len(places) == len(seeds()) - 2


def test_of_sections_those_in_which_most_is_said_are_asked_first() -> None:
    rain = "\n\n".join(f"It rained for {hours} hours in the hills and on the coast." for hours in range(11, 41))
    articles = article(f"{rain}\n", "rain.txt"), article("\n\n".join(SAID * 3), "talks.txt")
    engine = Small()
    brief(engine, *articles, slots=8)
    said = [str(job.payload["paragraphs"]).count(" said ") for job in engine.asked if job.task == "extract"]
    assert len(said) > 2
    assert said == sorted(said, reverse=True)


def test_an_engine_that_reads_no_prompts_gets_whole_chunks() -> None:
    engine = Small(reads_prompts=False)
    brief(engine, *seeds()[:2], slots=8)
    assert [job.task for job in engine.asked].count("extract") == 2


@pytest.mark.parametrize("count", [1, 2, 3, 7, 10_000])
def test_sections_and_halves_cover_the_chunk(count: int) -> None:
    for each in seeds():
        for whole in chunks.chunk(each):
            weights = [float(number % 3) for number in range(len(whole.sentences))]
            for parts in (chunks.sections(whole, weights, count), chunks.halves(whole) or (whole,)):
                assert [one for part in parts for one in part.sentences] == list(whole.sentences)
                assert all(part.sentences for part in parts)


# --- what is left of a piece ------------------------------------------------------------------------------------------

[CHUNK] = chunks.chunk(LONG)


def broken(*at: list[str]) -> Reply:
    entries = [entry(at=ids, holder="Norway", says="Norway said so.") for ids in at]
    return Reply("", {"positions": entries}, problems=(Problem(BROKE_OFF, ""),))


@pytest.mark.parametrize(
    ("at", "starts", "kept"),
    [
        pytest.param([["S1"], ["S2"], ["S3"]], [2], 2, id="from the last entry's sentence on"),
        pytest.param([["S1"], ["S3"], ["S3"]], [2], 1, id="two entries of the last sentence"),
        pytest.param([["S1"], ["S2", "S3"]], [1], 1, id="several sentences"),
        pytest.param([["S3"], ["S1"]], [0, 4], 0, id="out of order"),
        pytest.param([["S1"]], [0, 4], 0, id="no progress"),
        pytest.param([["S1"], ["S99"]], [0, 4], 0, id="a sentence that is not there"),
        pytest.param([["S1"], []], [0, 4], 0, id="no sentence"),
        pytest.param([], [0, 4], 0, id="nothing whole"),
    ],
)
def test_what_is_left_of_a_chunk(at: list[list[str]], starts: list[int], kept: int) -> None:
    parts = extract.left(CHUNK, broken(*at))
    assert [CHUNK.sentences.index(part.sentences[0]) for part in parts] == starts
    assert parts[-1].sentences[-1] == CHUNK.sentences[-1]
    assert len(extract.kept(broken(*at), CHUNK, parts=True)[0]) == kept


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(Reply("", {"positions": []}), id="a whole reply"),
        pytest.param(Problem("refused", "no"), id="a failure"),
    ],
)
def test_nothing_is_left_when_that_settles_it(outcome: Reply | Problem) -> None:
    assert (
        extract.left(CHUNK, outcome) == issues.left((ICBM, WANG), outcome) == opinion.left((ICBM, WANG), outcome) == ()
    )


FOUR = (ICBM, MEDIUM, SECONDARY, WANG)


def test_what_is_left_of_a_check_is_what_has_no_verdict() -> None:
    some = Reply("", {"verdicts": [{"id": "C2", "borne_out": "no"}]}, problems=(Problem(BROKE_OFF, ""),))
    none = replace(some, answer={})
    assert opinion.left(FOUR, some) == ((ICBM, SECONDARY, WANG),)
    assert opinion.left(FOUR, none) == (FOUR[:2], FOUR[2:])
    assert opinion.left(FOUR[:1], none) == ()


def test_what_is_left_of_relating_is_what_stands_under_no_issue() -> None:
    sides = [{"label": "", "ids": ["P1", "P2"]}]
    issue = {"question": "How far did it fly?", "kind": "fact", "disputed": False, "sides": sides}
    some = Reply("", {"issues": [issue]}, problems=(Problem(BROKE_OFF, ""),))
    assert issues.left(FOUR, some) == (FOUR[2:],)
    assert issues.left(FOUR, replace(some, answer={})) == (FOUR[:2], FOUR[2:])


# --- many positions ---------------------------------------------------------------------------------------------------


def many(count: int) -> tuple[Position, ...]:
    about = ("missile", "tariff", "harvest", "election", "pipeline")
    return tuple(
        replace(ICBM, statement=f"Russia said that the {about[at % 5]} number {at} mattered.") for at in range(count)
    )


def test_positions_that_do_not_fit_are_divided_by_what_they_are_about() -> None:
    positions = many(100)
    divided = topics.groups(positions, 2500)
    assert sorted(each.statement for group in divided for each in group) == sorted(each.statement for each in positions)
    assert len(divided) > 2
    subject = {word: {at for at, group in enumerate(divided) for each in group if word in each.statement} for word in
               ("missile", "tariff", "harvest", "election", "pipeline")}  # fmt: skip
    assert all(len(places) == 1 for places in subject.values()), subject


@pytest.mark.parametrize("count", [0, 1, 40])
def test_positions_that_fit_are_asked_about_together(count: int) -> None:
    assert topics.groups(many(count), 10_000) == ((many(count),) if count else ())


def test_a_position_larger_than_a_prompt_is_a_group_of_its_own() -> None:
    assert len(topics.groups(many(3), 1)) == 3


def test_issues_of_several_groups_stand_in_one_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "BUDGET", 300)
    monkeypatch.setattr(topics.groups, "__defaults__", (300,))
    engine = Small()
    found = brief(engine, *seeds()[:3])
    assert [job.task for job in engine.asked].count("relate") > 1
    under = [position.id for issue in found.issues for position in issue.positions]
    assert {each.id for each in found.positions} <= set(under)
    assert len({issue.question for issue in found.issues}) == len(found.issues)


def test_a_failed_part_of_the_relating_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics.groups, "__defaults__", (300,))

    class FailsOnce(Small):
        def answer(self, job: Job) -> Reply:
            if job.task == "relate" and not any(each.task == "relate" for each in self.asked):
                self.asked.append(job)
                raise JobFailed("refused", "not this one")
            return super().answer(job)

    found = brief(FailsOnce(), *seeds()[:3])
    assert [each.code for each in found.problems].count("relate-failed") == 1
    assert not found.complete
    assert any(issue.question != issues.OTHER for issue in found.issues)


def test_a_chunk_s_part_names_where_it_stands() -> None:
    part: Chunk = chunks.part(CHUNK, 2, 5)
    assert part.place == f"long.txt chunk 1, paragraph 3 to 5, from character {CHUNK.sentences[2].start}"
