"""Open questions: what a sentence of the text says is not known, not settled or was not said, and what it does not."""

from __future__ import annotations

import pytest

from briefer import chunks, unsettled
from briefer.evidence.fold import fold
from briefer.evidence.span import locate
from briefer.model import Article, Furniture, Gap
from tests.desk import article, seeds


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("After the talks the minister said details still had not been set.", "unsettled"),
        ("The terms of the truce have not yet been agreed.", "unsettled"),
        ("No date has been set for the vote.", "unsettled"),
        ("Norway had not decided whether to sign.", "unsettled"),
        ("Peru hasn't decided how it will vote.", "unsettled"),
        ("The two sides have yet to agree on a venue.", "unsettled"),
        ("The limits on coal were still open.", "unsettled"),
        ("Who pays for the dam remains an open question.", "unsettled"),
        ("The names of the observers have not yet been announced.", "unsettled"),
        ("Asked whether an agreement was near, the envoy said no.", "asked"),
        ("When asked on Monday if the port would reopen, the mayor said no.", "asked"),
        ("Asked about the leak, the ministry declined to comment.", "asked"),
        ("She refused to answer when asked why the talks had ended.", "asked"),
        ("The spokesman declined to say which ships were meant.", "unanswered"),
        ("The envoy would not say how long the ban would last.", "unanswered"),
        ("When the next round might begin, the office did not say.", "unanswered"),
        ("The ministry gave no details of the damage.", "unanswered"),
        ("He left the room without saying whether he would return.", "unanswered"),
        ("It was not clear whether the ferry had been warned.", "unclear"),
        ("It's not clear how the fire began.", "unclear"),
        ("It remains to be seen whether Chile will pay.", "unclear"),
        ("It is still too early to tell how far they will go, he said.", "unclear"),
        ("The cause of the crash was not known.", "unclear"),
        ("Whether the well is safe is unknown.", "unclear"),
        ("It isn't clear who fired first.", "unclear"),
    ],
)
def test_an_open_question_is_found(sentence: str, kind: str) -> None:
    assert unsettled.kind_of(sentence) == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "The details were settled on Monday.",
        "The terms have been agreed.",
        "It is clear whether the ferry was warned.",
        "It was unclear until now how the fire began.",
        "It is no longer unclear who fired first.",
        "It was not clear water that came from the tap.",
        "Is it clear whether the ferry had been warned?",
        "The ministry did not respond to a request for comment.",
        "The company declined the offer.",
        "Trade declined to a third of what it was.",
        "The court declined to hear the case.",
        "Hydrogen is not known to be toxic.",
        "I don't know what he wants.",
        "She did not know where her brother was.",
        "I would not say what he said.",
        "The minister said no to the plan.",
        "The mayor was asked to resign.",
        "Asked about the leak, the ministry said that it had been mended.",
        "Norway decided whether to sign in May.",
        "Chile leaves even if no agreement has been reached.",
        "Some shops are still open.",
        "The door was left open.",
        "He is uncertain about the plan.",
        "They had yet to eat.",
        "No ship has been seen.",
        "",
    ],
)
def test_what_is_no_open_question_is_left_alone(sentence: str) -> None:
    assert unsettled.kind_of(sentence) == ""


def gaps(*articles: Article) -> tuple[Gap, ...]:
    told = ((each, [said for chunk in chunks.chunk(each) for said in chunk.sentences]) for each in articles)
    return unsettled.gather(gap for one in told for gap in unsettled.find(*one))


def test_each_is_a_whole_sentence_of_the_story_that_the_span_check_finds() -> None:
    found = gaps(*seeds())
    assert len(found) == 11
    for each in found:
        at = each.citation
        assert locate(fold(at.article.text), at.quote).found
        assert not any(mark.start < at.end and at.start < mark.end for mark in at.article.furniture)


def test_furniture_asks_nothing() -> None:
    page = "It is unclear who pays\n\nNorway signed the treaty on Monday, its mission said.\n"
    title = Furniture(0, page.index("\n"), "title")
    assert gaps(Article("a.txt", page, furniture=(title,))) == ()
    assert len(gaps(Article("a.txt", page))) == 1


def test_the_same_sentence_in_copies_is_one_question_and_the_latest_articles_come_first() -> None:
    old = article("No date has been set. It is unclear who pays.", "old.txt", published="2020-01-01")
    new = article("No date has been set. Peru would not say why.", "new.txt", published="2020-01-09")
    undated = article("It is too early to say.", "undated.txt")
    for order in ((old, new, undated), (undated, new, old)):
        quotes = [each.citation.quote for each in gaps(*order)]
        assert quotes == [
            "Peru would not say why.",
            "No date has been set.",
            "It is unclear who pays.",
            "It is too early to say.",
        ]
