"""Statements: an attribution as one plain sentence, word for word."""

from __future__ import annotations

import pytest

from briefer import attribution, chunks
from briefer.actors import cast, table
from briefer.attribution.statements import sentence, with_article
from briefer.model import Article, Holder


def say(text: str) -> list[str]:
    story = chunks.sentences(Article("a.txt", text))
    people = cast(text, story, table(), attribution.find(text, story))
    return [people.sentence(found) for found in people.found]


SAID = {
    "clause": ("Norway said the port was shut.", "Norway said the port was shut."),
    "that-clause": ("Norway said that the port was shut.", "Norway said that the port was shut."),
    "person and actor": (
        "Norwegian minister Ana Ruiz said the port was shut.",
        "Ana Ruiz (Norway) said the port was shut.",
    ),
    "office of an actor": (
        "The Kremlin said the port was shut.",
        "The Kremlin (Russia) said the port was shut.",
    ),
    "actor with article": ("The US said the port was shut.", "The United States said the port was shut."),
    "a body that no table knows": (
        "On Monday the electoral commission said it was over.",
        "The electoral commission said it was over.",
    ),
    "somebody unnamed": ("It was over, a spokesman for the group said.", "A spokesman for the group said it was over."),
    "a name without an article": ("Rail Group said it was over.", "Rail Group said it was over."),
    "tense as printed": ("Norway has said the port is shut.", "Norway has said the port is shut."),
    "quotation": ("“The port is shut,” Norway said.", "Norway said: “The port is shut.”"),
    "quotation with a stop of its own": ("“Is it shut?” Norway said.", "Norway said: “Is it shut?”"),
    "split quotation": ("“The port,” Norway said, “is shut.”", "Norway said: “The port … is shut.”"),
    "straight marks": ('"The port is shut," Norway said.', "Norway said: “The port is shut.”"),
    "two single marks": ("''The port is shut,'' Norway said.", "Norway said: “The port is shut.”"),
    "told": ("“The port is shut,” Norway told the council.", "Norway said: “The port is shut.”"),
    "inverted, name first": ("Norway's port was shut, Chile said.", "Chile said Norway's port was shut."),
    "inverted, article first": ("The port was shut, Chile said.", "Chile said the port was shut."),
    "inserted": ("Without them, Norway said, the port would shut.", "Norway said without them the port would shut."),
    "inserted before but": (
        "The port would shut, Norway said, but not for long.",
        "Norway said the port would shut, but not for long.",
    ),
    "according to": ("According to Norway, the port is shut.", "Norway said the port is shut."),
    "according to, abbreviation first": ("UN staff left, according to Norway.", "Norway said UN staff left."),
    "object": ("Norway rejected the plan.", "Norway rejected the plan."),
    "infinitive": ("Norway urged Chile to act.", "Norway urged Chile to act."),
    "asked": ("Asked whether it was shut, Norway said no.", "Asked whether it was shut, Norway said no."),
    "participle": ("Norway closed the port, saying the pier was unsafe.", "Norway said the pier was unsafe."),
    "noun": (
        "It heard Norway's warning that the port was unsafe.",
        "Norway issued the warning that the port was unsafe.",
    ),
    "noun, plural": ("It shares Norway's concerns that it may shut.", "Norway had concerns that it may shut."),
    "split quotation of two sentences": (
        "“It is shut,” Norway said. “The port is shut.”",
        "Norway said: “It is shut.” “The port is shut.”",
    ),
    "also": ("Norway also said the port was shut.", "Norway said the port was shut."),
    "quoted by another": (
        "The Times quoted Norway as saying that the port was shut.",
        "Norway was quoted as saying that the port was shut.",
    ),
    "no longer": ("Norway no longer supports the plan.", "Norway no longer supports the plan."),
    "by no means": ("Norway by no means supports the plan.", "Norway by no means supports the plan."),
    "in no way": ("Norway, in no way, supports the plan.", "Norway, in no way, supports the plan."),
    "at no point": ("Norway at no point said that it was shut.", "Norway at no point said that it was shut."),
    "almost": ("Norway almost supported the plan.", "Norway almost supported the plan."),
    "all but": ("Norway all but rejected the plan.", "Norway all but rejected the plan."),
    "unless": ("Norway, unless Chile signs, opposes the plan.", "Norway, unless Chile signs, opposes the plan."),
    "it seems": ("Norway, it seems, supports the plan.", "Norway, it seems, supports the plan."),
    "once": ("Norway once supported the plan.", "Norway once supported the plan."),
    "line breaks": ("Norway said\nthe port\n was shut.", "Norway said the port was shut."),
    "two holders": ("Norway and Chile said the port was shut.", "Norway and Chile said the port was shut."),
    "pronoun": ("Analyst Ana Ruiz left on Monday. She said the port was shut.", "Ana Ruiz said the port was shut."),
    "unresolved": ("He said the port was shut.", ""),
    "outlet that cites": (
        "Reuters, citing an unnamed Norwegian official, reported the port was shut.",
        "An unnamed Norwegian official (Norway), via Reuters, said the port was shut.",
    ),
}


@pytest.mark.parametrize(("text", "expected"), SAID.values(), ids=SAID.keys())
def test_an_attribution_reads_as_one_plain_sentence(text: str, expected: str) -> None:
    assert say(text)[-1] == expected


PASSED_ON = {
    "own speech, passed on": (
        "Norway said the port was shut, its minister Ana Ruiz told Reuters.",
        "Ana Ruiz (Norway) said the port was shut.",
    ),
    "own belief, passed on": (
        "Norway believes the port was shut, its envoy said.",
        "Norway's envoy said Norway believes the port was shut.",
    ),
    "another's speech, passed on": (
        "Norway said the port was shut, Chile's envoy said.",
        "Chile's envoy said Norway said the port was shut.",
    ),
}


@pytest.mark.parametrize(("text", "expected"), PASSED_ON.values(), ids=PASSED_ON.keys())
def test_what_a_speaker_passes_on_of_the_holders_own_speech_is_said_once(text: str, expected: str) -> None:
    assert say(text)[0] == expected


def test_the_words_of_the_content_are_the_articles_own() -> None:
    text = "“We’re ‘ready’ — now,” Norway said."
    assert say(text) == ["Norway said: “We’re ‘ready’ — now.”"]


def test_a_capital_stays_where_the_content_begins_with_a_name() -> None:
    text = "Norwegian ships left, Chile said."
    story = chunks.sentences(Article("a.txt", text))
    found = attribution.find(text, story)[0]
    assert sentence(text, found, [Holder("Chile")]) == "Chile said Norwegian ships left."
    assert sentence(text, found, [Holder("Chile")], begins_with_name=False) == "Chile said norwegian ships left."


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("United States", "the United States"),
        ("UN Security Council", "the UN Security Council"),
        ("Norway", "Norway"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("Washington Post", "the Washington Post"),
    ],
)
def test_a_name_takes_its_article(name: str, expected: str) -> None:
    assert with_article(name) == expected


def test_a_noun_that_leads_in_ends_where_the_main_clause_begins() -> None:
    assert say("Despite Norway's claim that the port is open, Chile said it is shut.") == [
        "Norway made the claim that the port is open.",
        "Chile said it is shut.",
    ]
