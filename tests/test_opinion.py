"""The second opinion: what it asks, and that a reply can only speak against a statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefer import opinion
from briefer.model import Reply, failed
from tests.desk import ASKER
from tests.samples import CLEAN, ICBM, JOINT, MEDIUM, SECONDARY, STEPS, WANG

KNOWN = (ICBM, MEDIUM, SECONDARY, WANG, STEPS, JOINT)


def test_asks_article_by_article_of_what_our_own_checks_do_not_doubt() -> None:
    doubted = replace(WANG, checks=replace(CLEAN, integrity=failed("clipped-hedge", "because")))
    batches = opinion.batches((ICBM, doubted, MEDIUM, STEPS))
    clean = [each for each in (ICBM, MEDIUM, STEPS) if each.checks.all_passed]
    assert [each for batch in batches for each in batch] == clean
    assert all(len({each.article.id for each in batch}) == 1 for batch in batches)


def test_a_long_article_is_asked_about_in_parts() -> None:
    many = tuple(replace(ICBM, statement=f"Statement {number}.") for number in range(45))
    assert [len(batch) for batch in opinion.batches(many)] == [20, 20, 5]


def test_shows_each_statement_with_all_its_passages() -> None:
    [statement] = opinion.ask((ICBM,), ASKER).payload["statements"]
    assert statement == {
        "id": "C1",
        "says": ICBM.statement,
        "passages": [citation.quote for citation in ICBM.citations],
    }


def test_a_no_flags_the_statement_in_our_own_words() -> None:
    batch = (ICBM, MEDIUM)
    reply = Reply("", {"verdicts": [{"id": "C1", "borne_out": "yes"}, {"id": "C2", "borne_out": "no"}]})
    doubted, problems = opinion.read(reply, batch)
    first, second = opinion.flagged(batch, doubted)
    assert first is ICBM
    assert second.status == "partly verified"
    assert second.checks.agreement.code == opinion.CODE
    assert not problems


def test_a_yes_lifts_no_flag() -> None:
    doubted = replace(ICBM, checks=replace(CLEAN, integrity=failed("clipped-hedge", "because")))
    assert opinion.batches((doubted,)) == ()
    reply = Reply("", {"verdicts": [{"id": "C1", "borne_out": "yes"}]})
    found, _ = opinion.read(reply, (doubted,))
    assert opinion.flagged((doubted,), found) == (doubted,)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"verdicts": "no"},
        {"verdicts": [None, 7, "C1"]},
        {"verdicts": [{"id": 1, "borne_out": "no"}]},
        {"verdicts": [{"id": "C9", "borne_out": "no"}]},
        {"verdicts": [{"id": "C1", "borne_out": "perhaps"}]},
        {"verdicts": [{"id": "C1", "borne_out": ["no"]}]},
    ],
)
def test_a_reply_that_says_nothing_of_a_statement_is_a_problem_and_no_verdict(answer: dict[str, object]) -> None:
    doubted, problems = opinion.read(Reply("", answer), (ICBM,))
    assert not doubted
    assert [each.code for each in problems] == ["reply-shape"]
