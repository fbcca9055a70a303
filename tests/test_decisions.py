"""Decisions: found again in any brief, applied to it, and never dropped."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefer import assets, render
from briefer.cli import app
from briefer.decisions import Subject, conflicts, find, on_position, standing
from briefer.decisions.files import SCHEMA, as_dict, parse
from briefer.document import as_dict as document
from briefer.model import ACCEPTED, PINNED, REJECTED, Brief, Decision, Field, Place
from briefer.store import open_store
from briefer.verify.brief import Shelf, verify
from tests.desk import NAMES, article
from tests.reviewing import MISSILE, QUOTA, decided, held, made

NOW = "2017-08-01T00:00:00.000Z"
HERE = Place("sha", "a.txt", "Norway", "the quota “is fair”", "Norway said the quota is fair.")
BESIDE = replace(HERE, statement="Norway said the quota is just.")
SUBJECT = Subject((HERE, replace(HERE, article="copy", name="b.txt")))


def on(place: Place, value: str = ACCEPTED) -> Decision:
    return Decision(place, Field.VERDICT, value, "Ann", "2017-07-31T09:30:00.000Z")


# --- which position a decision is about -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(HERE, id="the very same"),
        pytest.param(replace(HERE, name="renamed.txt"), id="the file renamed"),
        pytest.param(replace(HERE, words='The quota "is  fair".'), id="other typography"),
        pytest.param(replace(HERE, statement="Norway calls it fair."), id="another wording by another prompt"),
        pytest.param(replace(HERE, article="copy", name="b.txt"), id="decided on a copy of the story"),
        pytest.param(replace(HERE, article="before"), id="the article given again with another text around the words"),
    ],
)
def test_a_decision_finds_its_position(place: Place) -> None:
    assert find([on(place)], [SUBJECT]).of == ((on(place),),)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(replace(HERE, holder="Chile"), id="another holder"),
        pytest.param(replace(HERE, words="the quota is unfair"), id="other words"),
        pytest.param(replace(HERE, words="the quota is fair and just"), id="more words"),
        pytest.param(replace(HERE, words=""), id="no words"),
        pytest.param(replace(HERE, article="other", name="other.txt"), id="the same words in another article"),
        pytest.param(replace(HERE, article="copy", name="b.txt", holder="Chile"), id="a copy, another holder"),
        pytest.param(replace(HERE, withheld=True), id="a withheld claim of the same words"),
    ],
)
def test_a_decision_on_something_else_is_lost_and_kept(place: Place) -> None:
    found = find([on(place)], [SUBJECT])
    assert (found.of, found.lost) == (((),), (on(place),))


def test_two_positions_in_the_same_words_are_told_apart_by_their_statements() -> None:
    here, beside = Subject((HERE,)), Subject((BESIDE,))
    other = on(replace(HERE, statement="Norway said so."))
    found = find([on(BESIDE), other], [here, beside])
    assert (found.of, found.lost) == (((), (on(BESIDE),)), (other,))


@pytest.mark.parametrize("order", [1, -1])
def test_the_later_decision_stands_in_whatever_order_they_come(order: int) -> None:
    both = [replace(on(HERE, REJECTED), at="2017-07-31T10:00:00.000Z", by="Bo"), on(HERE)][::order]
    assert standing(both)[Field.VERDICT].by == "Bo"
    assert [(one.by, other.by) for one, other in conflicts(both)] == [("Bo", "Ann")]


def test_what_is_taken_back_does_not_stand() -> None:
    assert standing([on(HERE), replace(on(HERE, ""), at="2017-07-31T10:00:00.000Z")]) == {}


# --- what they make of a brief ----------------------------------------------------------------------------------------


def printed(brief: Brief, suffix: str = "md") -> str:
    template = assets.template(suffix)
    return render.render(document(brief), template.text, suffix, template.name)


def test_without_a_decision_a_brief_says_nothing_of_review() -> None:
    assert made().review is None
    assert '"review"' not in printed(made(), "json")
    assert "eviewed" not in printed(made())


def test_a_rejected_position_leaves_the_brief_its_issues_and_its_bottom_line() -> None:
    before = made(MISSILE)
    assert [issue.disputed for issue in before.issues] == [True]
    russia = held("Russia", before)
    after = made(MISSILE, decisions=[decided(russia, REJECTED)])
    assert russia.statement not in printed(after) + printed(after, "json") + printed(after, "html")
    assert not any(issue.disputed for issue in after.issues)
    assert after.review is not None
    assert after.review.rejected == (russia,)
    assert not any(russia.statement in line.text for line in after.summary)


def test_what_is_pinned_comes_first() -> None:
    kenya = held("Kenya", made())
    assert made().positions[0] != kenya
    after = made(decisions=[decided(kenya, PINNED, Field.PINNED)])
    assert after.positions[0] == kenya
    assert after.summary[0].text == kenya.statement


def test_a_pinned_position_brings_its_sentence_to_the_top_and_is_not_said_twice() -> None:
    before = made(QUOTA, MISSILE)
    russia = held("Russia", before)
    after = made(QUOTA, MISSILE, decisions=[decided(russia, PINNED, Field.PINNED)])
    assert russia in after.summary[0].positions
    assert sum(russia in line.positions for line in after.summary) == 1


def test_a_sentence_that_does_not_hold_with_a_reviewers_words_is_left_out_and_that_is_said() -> None:
    russia = held("Russia", made(MISSILE))
    words = "Russia said the missile device was only medium-range."
    after = made(MISSILE, decisions=[decided(russia, words, Field.WORDING)])
    assert held("Russia", after).status == "partly verified"
    for suffix in ("md", "json"):
        assert verify(printed(after, suffix), Shelf((MISSILE,), NAMES)).failures == ()


def test_the_brief_says_who_reviewed_it_and_how() -> None:
    before = made()
    norway, chile = held("Norway", before), held("Chile", before)
    text = printed(made(decisions=[decided(norway, ACCEPTED), decided(chile, REJECTED, by="Bo *Ek*")]))
    left = len(before.positions) - 2
    assert "Reviewed by Bo \\*Ek\\* on 31 July 2017: 0 accepted, 1 rejected" in text
    assert f"reviewed by Ann on 31 July 2017: 1 accepted, 0 rejected · {left} not reviewed" in text


SHIPS = "Norway said that 12 ships had left the harbour."


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Norway said 12 ships had left the harbour.", "verified"),
        ("Norway said that some 12 ships had left the harbour area.", "partly verified"),
    ],
    ids=["borne out", "a word of its own"],
)
def test_a_reworded_statement_is_printed_with_its_check(words: str, status: str) -> None:
    ships = held("Norway", made(), "12")
    after = made(decisions=[decided(ships, words, Field.WORDING)])
    new = held("Norway", after, "12")
    assert (new.statement, new.status) == (words, status)
    assert f"- {words} [^" in printed(after)
    assert "in the words of Ann, held against the passage" in printed(after)
    assert "1 reworded" in printed(after).split("## ")[0]
    record = next(each for each in document(after)["positions"] if each["statement"] == words)
    assert record["review"]["original"] == ships.statement


@pytest.mark.parametrize(
    "words",
    [
        "Norway said that 13 ships had left the harbour.",
        "Chile said that 12 ships had left the harbour.",
        "Norway said that 12 ships had not left the harbour.",
        "Norway said that 12 submarines with torpedoes had attacked the moon.",
    ],
    ids=["a number", "another holder", "a negation", "nothing of it"],
)
def test_words_that_the_passage_contradicts_are_not_printed_and_the_brief_says_so(words: str) -> None:
    ships = held("Norway", made(), "12")
    after = made(decisions=[decided(ships, words, Field.WORDING)])
    assert words not in printed(after) + printed(after, "json")
    assert ships in after.positions
    assert [each.code for each in after.problems if each.code == "rewording-withheld"]


def test_what_was_accepted_in_other_words_is_not_called_accepted() -> None:
    norway = held("Norway", made())
    old = decided(replace(norway, statement="Norway likes the quota."), ACCEPTED)
    after = made(decisions=[old])
    assert after.review is not None
    assert (after.review.again, after.review.tallies[0].accepted) == (1, 0)
    assert "1 accepted in other words than these" in printed(after)


def test_a_decision_that_finds_no_position_is_listed() -> None:
    norway = held("Norway", made())
    lost = decided(replace(norway, holder="Peru", holders=("Peru",)), REJECTED)
    after = made(decisions=[lost])
    assert after.review is not None
    assert after.review.lost == (lost,)
    assert "eviewed" not in printed(after).split("## Coverage")[0]
    assert "a position of Peru, rejected by Ann on 2017-07-31, is not found any more" in printed(after)


@pytest.mark.parametrize("suffix", ["md", "html", "json"])
def test_comments_are_printed_only_where_that_is_asked_for(suffix: str) -> None:
    note = decided(held("Norway", made()), "Ask the desk: 5 ships, or 6?", Field.COMMENT)
    assert "Ask the desk" not in printed(made(decisions=[note]), suffix)
    assert "Ask the desk" in printed(made(decisions=[note], comments=True), suffix)


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_verify_accepts_a_reviewed_brief(suffix: str) -> None:
    before = made(QUOTA, MISSILE)
    ships, kenya = held("Norway", before, "12"), held("Kenya", before)
    decisions = [
        decided(held("Russia", before), REJECTED, by="Bo"),
        decided(kenya, PINNED, Field.PINNED),
        decided(kenya, "Russia launched 5 missiles on Monday, said nobody.", Field.COMMENT),
        decided(ships, "Norway said that some 12 ships had left the harbour area.", Field.WORDING),
        decided(held("Chile", before), "Chile said the fishing quota is unfair.", Field.WORDING),
        decided(replace(kenya, holder="Peru"), REJECTED),
    ]
    text = printed(made(QUOTA, MISSILE, decisions=decisions, comments=True), suffix)
    assert verify(text, Shelf((QUOTA, MISSILE), NAMES)).failures == ()


def test_a_decision_survives_a_corrected_article() -> None:
    norway = held("Norway", made())
    again = replace(QUOTA, text="Updated 10:35 AM\n\n" + QUOTA.text)
    after = made(again, decisions=[decided(norway, REJECTED)])
    assert after.review is not None
    assert norway.statement in [each.statement for each in after.review.rejected]


# --- as a file --------------------------------------------------------------------------------------------------------


def test_a_file_of_decisions_comes_back_as_it_was() -> None:
    given = (on(HERE), on(replace(HERE, withheld=True), REJECTED), replace(on(HERE, "héhé\u202e"), field=Field.COMMENT))
    assert parse(json.dumps(as_dict(given)), NOW) == given


ENTRY = as_dict([on(HERE)])["decisions"][0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not of schema"),
        (json.dumps({"schema": "briefer.brief/1"}), "not of schema"),
        (json.dumps({"schema": SCHEMA}), "no list of decisions"),
        (json.dumps({"schema": SCHEMA, "decisions": [7]}), "decision 1 of 1 is no object"),
        *(
            (json.dumps({"schema": SCHEMA, "decisions": [ENTRY, {**ENTRY, **wrong}]}), f"decision 2 of 2{why}")
            for wrong, why in (
                ({"holder": None}, " lacks its holder"),
                ({"field": "title"}, ": there is no field 'title'"),
                ({"value": "maybe"}, ": verdict cannot be 'maybe'"),
                ({"field": "pinned", "value": "accepted"}, ": pinned cannot be 'accepted'"),
                ({"field": "comment", "value": "x" * 4001}, ": longer than 4000"),
                ({"field": "wording", "value": "x", "withheld": True}, ": a withheld claim"),
                ({"by": " \n"}, " does not say who"),
                ({"at": "yesterday"}, ": 'yesterday' is no moment"),
                ({"at": "2999-01-01T00:00:00.000Z"}, ": '2999-01-01T00:00:00.000Z' is no moment of the past"),
            )
        ),
    ],
)
def test_a_file_that_holds_no_decisions_is_refused_in_one_line(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as raised:
        parse(text, NOW)
    assert "\n" not in str(raised.value)


# --- kept, and moved between people -----------------------------------------------------------------------------------


def test_a_decision_is_kept_once_and_nothing_is_overwritten(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    with open_store(url) as kept:
        assert kept.decide([on(HERE), on(HERE)]) == 1
    with open_store(url) as kept:
        assert kept.decide([on(HERE), on(HERE, REJECTED)]) == 1
        assert kept.decisions() == (2, (on(HERE), on(HERE, REJECTED)))
        assert kept.decisions(1) == (2, (on(HERE, REJECTED),))


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article and its brief."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quota.txt").write_text(QUOTA.text, encoding="utf-8")
    run("generate", "quota.txt")
    return tmp_path


def first(folder: Path, holder: str) -> Decision:
    """A rejection of the first position of a holder in the latest brief."""
    with open_store(f"sqlite:///{folder}/.briefer/briefer.db") as kept:
        (own,) = kept.run().articles
        chosen = decided(held(holder, made(own)), REJECTED)
        kept.decide([chosen])
    return chosen


def test_generate_makes_a_brief_again_after_a_decision_and_only_then(desk: Path) -> None:
    assert "nothing has changed" in run("generate", "quota.txt")
    chosen = first(desk, "Chile")
    assert "reviewed: 0 accepted, 1 rejected" in run("generate", "quota.txt")
    assert chosen.place.statement not in (desk / "brief.md").read_text(encoding="utf-8")
    assert "nothing has changed" in run("generate", "quota.txt")
    assert "rejected" in run("generate", "quota.txt", "--pack", "sanctions-lawyer")
    assert chosen.place.statement not in (desk / "brief.json").read_text(encoding="utf-8")


def test_what_a_rejection_took_away_is_not_laid_to_another_cause(desk: Path) -> None:
    chosen = first(desk, "Chile")
    run("generate", "quota.txt")
    told = json.loads(run("diff", "--last", "--json"))
    (lost,) = (each for each in told["positions"] if each["kind"] == "lost")
    assert (lost["before"]["statement"], lost["causes"]) == (chosen.place.statement, ["review"])


def test_decisions_go_from_one_desk_to_another_as_a_file(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = first(desk, "Chile")
    run("decisions", "export", "ours.json")
    assert f"rejected  quota.txt: {chosen.place.statement}" in run("decisions", "list")
    other = desk / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    assert "1 new decisions, 0 known" in run("decisions", "import", "../ours.json")
    assert "0 new decisions, 1 known" in run("decisions", "import", "../ours.json")
    run("generate", "../quota.txt")
    assert chosen.place.statement not in (other / "brief.md").read_text(encoding="utf-8")


def test_an_import_lists_what_two_people_decided_otherwise(desk: Path) -> None:
    chosen = first(desk, "Chile")
    later = replace(chosen, value=ACCEPTED, by="Bo", at="2017-07-31T11:00:00.000Z")
    (desk / "theirs.json").write_text(json.dumps(as_dict([later])), encoding="utf-8")
    assert "conflict, both are kept and the later stands" in run("decisions", "import", "theirs.json")
    told = json.loads(run("decisions", "list", "--json"))
    assert [each["by"] for each in told["standing"]] == ["Bo"]
    assert len(told["history"]) == 2


def test_a_decision_without_a_position_is_marked_in_the_list(desk: Path) -> None:
    first(desk, "Chile")
    text = QUOTA.text.replace("Chile said that the fishing quota is unfair.", "Nothing was heard of others.")
    (desk / "quota.txt").write_text(text, encoding="utf-8")
    assert "is not found any more" in run("generate", "quota.txt")
    assert "[finds no position]" in run("decisions", "list")


def test_a_broken_file_changes_nothing(desk: Path) -> None:
    (desk / "x.json").write_text("{}", encoding="utf-8")
    assert "holds no decisions: not of schema" in run("decisions", "import", "x.json", code=1)
    assert "nothing is decided yet" in run("decisions", "list")
    gone = run("decisions", "import", "none.json", code=1)
    assert "briefer: cannot read none.json: No such file or directory (is the path right?)" in gone
    assert gone.count("none.json") == 1
    (desk / "x.json").write_bytes(b"\xff\xfe")
    assert "cannot read x.json: it is not UTF-8" in run("decisions", "import", "x.json", code=1)


def test_positions_of_one_story_in_two_articles_share_a_decision() -> None:
    copy = article(QUOTA.text, "copy.txt", published="2017-07-25", dated_by="text")
    norway = held("Norway", made(QUOTA))
    assert on_position(norway).place.name == "quota.txt"
    after = made(replace(QUOTA, twin=1), copy, decisions=[decided(norway, REJECTED)])
    assert norway.statement not in printed(after)
