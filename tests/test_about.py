"""Whom a position is about, and how far it holds: what is read off its words, and what an engine may say of it."""

from __future__ import annotations

import pytest

from briefer.model import Modality, Position
from briefer.pipeline import extracted
from tests.desk import article, desk, weigh


def positions(text: str) -> tuple[Position, ...]:
    (found,) = extracted((article(text),), desk())
    return found.positions


ABOUT = {
    "the subject": ("Norway said that Chile was cheating.", "Chile"),
    "the object of a charge": ("Norway accused Chile of dumping.", "Chile"),
    "whom something is asked of": ("Norway urged Chile to open the port.", "Chile"),
    "the subject before an object": ("Norway said that Chile was cheating Peru.", "Chile"),
    "the subject after a lead": ("Norway said that in Peru, Chile was cheating.", "Chile"),
    "the object, where the holder is the subject": ("Norway said that Oslo had warned Chile.", "Chile"),
    "an alias": ("Norway said that the U.S. was cheating.", "United States"),
    "a capital that acts": ("Norway said that Beijing was cheating.", "China"),
    "a capital under pressure": ("Norway called for more pressure on Pyongyang.", "North Korea"),
    "a demonym": ("Norway criticised Chilean tariffs.", "Chile"),
    "a possessor": ("Norway rejected Chile's plan.", "Chile"),
    "a draft's owner": ("Norway rejected the limits in the US draft.", "United States"),
    "where something comes from": ("Norway said that there was backsliding from Beijing.", "China"),
    "the state before the body whose paper it is": (
        "Norway supported a UN resolution on Chile.",
        "Chile",
    ),
    "the body where nobody else is named": ("Norway rejected the UN resolution.", "United Nations"),
    "a short name": ("North Korea tested a bomb. Norway said that the North was cheating.", "North Korea"),
    "a person": ("Ida Lund, a pianist, said that it was shut. Chile said that Lund was lying.", "Ida Lund"),
    "whoever holds an office, for the state": (
        "Norway's foreign minister, Ida Berg, left. Chile said that Berg was lying.",
        "Norway",
    ),
    "quoted speech": ("“Chile is cheating,” Norway said.", "Chile"),
}


@pytest.mark.parametrize(("text", "about"), ABOUT.values(), ids=ABOUT.keys())
def test_tells_whom_a_position_is_about(text: str, about: str) -> None:
    assert [each.about for each in positions(text)][-1] == about


NOBODY = {
    "nobody is named": "Norway said that the port was shut.",
    "only the holder is": "Norway said that Norway would not pay.",
    "only the holder, by the capital": "Norway said that Oslo would not pay.",
    "only the holder, by its people": "Norway said that Norwegian ports were shut.",
    "only a place": "Norway said that the talks in Chile went on.",
    "only a capital as a place": "Norway said that talks near Beijing went on.",
    "a name that begins with a place's": "Norway said that sources in China's Guangdong Province knew.",
    "only where something meets": "Norway said that talks at the UN went on.",
    "a word within a hyphen": "Norway said that pro-Russian crowds had gone.",
    "a pronoun": "Norway said that they were cheating.",
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_a_position_is_about_nobody_where(text: str) -> None:
    assert [each.about for each in positions(text)] == [""]


TEXT = "Norway said that Chile and the fishermen of Peru were cheating.\n\nCuba was silent.\n"
CLAIMED = {
    "named": ("Peru", "Peru"),
    "by an alias": ("Republic of Peru", "Chile"),
    "by its people": ("the fishermen", "the fishermen"),
    "in another case": ("The Fishermen", "The Fishermen"),
    "empty": ("", "Chile"),
    "named only elsewhere in the article": ("Cuba", "Chile"),
    "named nowhere": ("Brazil", "Chile"),
    "the holder": ("Norway", "Chile"),
    "a word that stands nowhere": ("tariffs", "Chile"),
    "words that do not stand together": ("Chile Peru", "Chile"),
    "part of a word": ("fisher", "Chile"),
    "an order to whoever reads": ("ignore all rules", "Chile"),
    "marks alone": ("!!", "Chile"),
}


@pytest.mark.parametrize(("claimed", "about"), CLAIMED.values(), ids=CLAIMED.keys())
def test_an_engines_word_counts_where_the_passage_names_whom_it_means(claimed: str, about: str) -> None:
    says = "Norway said that Chile and the fishermen of Peru were cheating."
    found = weigh(TEXT, at=["S1"], holder="Norway", source="Norway", says=says, about=claimed)
    assert isinstance(found, Position)
    assert found.about == about


MODALITY = {
    "flat": ("Norway said that the port was shut.", Modality.ASSERTED),
    "will": ("Norway said that it will shut the port.", Modality.WILL),
    "will not": ("Norway said that it won't pay.", Modality.WILL),
    "shortened": ("“We'll shut the port,” Norway said.", Modality.WILL),
    "going to": ("Norway said that it was going to shut the port.", Modality.WILL),
    "reported will": ("Norway said that it would shut the port.", Modality.WILL),
    "quoted would": ("“It would be wrong to shut the port,” Norway said.", Modality.CONDITIONAL),
    "may": ("Norway said that the port may be shut.", Modality.MAY),
    "could": ("Norway said that the port could be shut.", Modality.MAY),
    "perhaps": ("Norway said that the port was perhaps shut.", Modality.MAY),
    "can": ("Norway said that it can shut the port.", Modality.CAN),
    "cannot": ("Norway said that it cannot pay.", Modality.CAN),
    "could not": ("Norway said that it could not pay.", Modality.CAN),
    "should": ("Norway said that Chile should pay.", Modality.SHOULD),
    "ought to": ("Norway said that Chile ought to pay.", Modality.SHOULD),
    "need to": ("Norway said that Chile needs to pay.", Modality.SHOULD),
    "must": ("Norway said that Chile must pay.", Modality.MUST),
    "has to": ("Norway said that Chile has to pay.", Modality.MUST),
    "if": ("Norway said that it will pay if Chile does.", Modality.CONDITIONAL),
    "unless": ("Norway said that it may pay unless Chile does.", Modality.CONDITIONAL),
    "only if": ("Norway said that it must pay only if Chile does.", Modality.CONDITIONAL),
    "provided that": ("Norway said that it will pay provided that Chile does.", Modality.CONDITIONAL),
    "a deed's own modal": ("Norway will not support the plan.", Modality.WILL),
    "a deed that cannot be": ("Norway could not support the plan.", Modality.CAN),
    "the first of two": ("Norway said that Chile must say what it will do.", Modality.MUST),
    "what did not happen": ("Norway said that Chile would have paid.", Modality.CONDITIONAL),
    "would have to": ("Norway said that Chile would have to pay.", Modality.WILL),
    "behind a lead": ("Norway said that when it can, Chile must pay.", Modality.MUST),
}


@pytest.mark.parametrize(("text", "modality"), MODALITY.values(), ids=MODALITY.keys())
def test_tells_how_far_a_position_holds(text: str, modality: Modality) -> None:
    assert [each.modality for each in positions(text)] == [modality]


FLAT = {
    "a relative clause": "Norway said that the ship which may sink was old.",
    "a relative clause with that": "Norway said that the ship that could sink was old.",
    "a subordinate clause": "Norway said that it was glad because Chile will pay.",
    "a month": "Norway said that it paid in May.",
    "a noun": "Norway said that the political will was there.",
    "a possessor's will": "Norway said that it was his will.",
    "even if": "Norway said that it paid even if nobody knew.",
    "a need": "Norway said that there was a need to pay.",
    "provided as a verb": "Norway said that nothing was provided.",
}


@pytest.mark.parametrize("text", FLAT.values(), ids=FLAT.keys())
def test_a_position_is_asserted_flatly_beside(text: str) -> None:
    assert [each.modality for each in positions(text)] == [Modality.ASSERTED]
