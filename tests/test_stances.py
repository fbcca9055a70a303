"""Positions behind appositions, in the passive, of several names, and of "is for" and "is against"."""

from __future__ import annotations

import pytest

from briefer import attribution, chunks
from briefer.actors import cast, table
from briefer.model import Article, Kind

Heard = tuple[str, str, Kind]
"""Holders joined by " + ", the contents joined by " | ", and what the holder does."""


def heard(text: str) -> list[Heard]:
    sentences = chunks.sentences(Article("a.txt", text))
    found = attribution.find(text, sentences)
    people = cast(text, sentences, table(), found)
    return [
        (
            " + ".join(holder.actor for holder in people.holders(each)),
            " | ".join(text[start:end] for start, end in each.content),
            each.kind,
        )
        for each in found
    ]


HEARD: dict[str, tuple[str, list[Heard]]] = {
    # an apposition inside what is said
    "relative clause behind the subject": (
        "Norway said the port, which opened in May, would shut.",
        [("Norway", "the port, which opened in May, would shut", Kind.ASSERTS)],
    ),
    "group named behind the subject": (
        "Norway said the lobby, a group of shippers, had asked for talks.",
        [("Norway", "the lobby, a group of shippers, had asked for talks", Kind.ASSERTS)],
    ),
    "role behind a name": (
        "Norway said Ana Berg, a former minister, had taken bribes.",
        [("Norway", "Ana Berg, a former minister, had taken bribes", Kind.ASSERTS)],
    ),
    "a position inside it is hearsay": (
        "Norway said Chile, the smaller fleet, rejected the plan.",
        [
            ("Norway", "Chile, the smaller fleet, rejected the plan", Kind.ASSERTS),
            ("Chile", "the plan", Kind.OPPOSES),
        ],
    ),
    "according to a name with its role": (
        "According to Ana Berg, a former minister, the port is shut.",
        [("Ana Berg", "the port is shut", Kind.ASSERTS)],
    ),
    "according to a name with its group": (
        "According to Eurofer, the European steel lobby, imports have risen.",
        [("Eurofer", "imports have risen", Kind.ASSERTS)],
    ),
    "according to, with a list of subjects": (
        "According to Norway, the port, the pier and the road are shut.",
        [("Norway", "the port, the pier and the road are shut", Kind.ASSERTS)],
    ),
    # the finite verb is one that no table knows
    "third person at the end": ("Norway says the ban works.", [("Norway", "the ban works", Kind.ASSERTS)]),
    "third person with an adverbial": (
        "Norway says the ferry runs on time.",
        [("Norway", "the ferry runs on time", Kind.ASSERTS)],
    ),
    "plural with an object": (
        "Norway says wind farms harm birds.",
        [("Norway", "wind farms harm birds", Kind.ASSERTS)],
    ),
    "plural with a clause": (
        "Norway says prices rise when ferries stop.",
        [("Norway", "prices rise when ferries stop", Kind.ASSERTS)],
    ),
    # where and when it was said, who is a bracket, numbers
    "a bracket behind the name": (
        "The Port Workers Union (PWU) said the plan was wrong.",
        [("Port Workers Union", "the plan was wrong", Kind.ASSERTS)],
    ),
    "in a statement": (
        "Norway said in a statement the plan was wrong.",
        [("Norway", "the plan was wrong", Kind.ASSERTS)],
    ),
    "at a briefing yesterday": (
        "Norway said at a press conference yesterday morning the plan was wrong.",
        [("Norway", "the plan was wrong", Kind.ASSERTS)],
    ),
    "on a site, on a day": (
        "Norway announced on its website on Tuesday there were talks.",
        [("Norway", "there were talks", Kind.ASSERTS)],
    ),
    "at least": (
        "Norway said at least 71 ships were late.",
        [("Norway", "at least 71 ships were late", Kind.ASSERTS)],
    ),
    "around": ("Norway said around 50 ships were late.", [("Norway", "around 50 ships were late", Kind.ASSERTS)]),
    "went on to": (
        "Norway went on to add, “The plan is wrong.”",
        [("Norway", "“The plan is wrong.”", Kind.ASSERTS)],
    ),
    "a plural noun before a verb that may be a noun": (
        "Shippers claim they were late.",
        [("Shippers", "they were late", Kind.ASSERTS)],
    ),
    "argued for": ("Norway argued for a new port.", [("Norway", "a new port", Kind.SUPPORTS)]),
    "told a court": (
        "Ana Berg told the court she was late.",
        [("Ana Berg", "she was late", Kind.ASSERTS)],
    ),
    "told an agency": (
        "Norway told Kyodo the plan was wrong.",
        [("Norway", "the plan was wrong", Kind.ASSERTS)],
    ),
    "threatened to, with a later that": (
        "Norway threatened to close ports that were late.",
        [("Norway", "to close ports that were late", Kind.WARNS)],
    ),
    "age behind the name": (
        "Ana Berg, 63, a voter, said the plan was wrong.",
        [("Ana Berg", "the plan was wrong", Kind.ASSERTS)],
    ),
    # several names
    "both": ("Both Norway and Chile rejected the plan.", [("Norway + Chile", "the plan", Kind.OPPOSES)]),
    "both behind": ("Norway and Chile both rejected the plan.", [("Norway + Chile", "the plan", Kind.OPPOSES)]),
    "plain plural verb": ("Norway and Chile oppose the plan.", [("Norway + Chile", "the plan", Kind.OPPOSES)]),
    "three": ("Norway, Chile and Peru rejected the plan.", [("Norway + Chile + Peru", "the plan", Kind.OPPOSES)]),
    "three, with a comma before and": (
        "Norway, Chile, and Peru rejected the plan.",
        [("Norway + Chile + Peru", "the plan", Kind.OPPOSES)],
    ),
    "neither supports": (
        "Neither Norway nor Chile supports the plan.",
        [("Norway + Chile", "the plan", Kind.OPPOSES)],
    ),
    "neither would endorse": (
        "Neither Norway nor Chile would endorse the plan.",
        [("Norway + Chile", "the plan", Kind.OPPOSES)],
    ),
    "neither opposes": (
        "Neither Norway nor Chile opposes the plan.",
        [("Norway + Chile", "the plan", Kind.SUPPORTS)],
    ),
    "or: nobody knows which": ("Norway or Chile rejected the plan.", [("", "the plan", Kind.OPPOSES)]),
    "either: nobody knows which": ("Either Norway or Chile will reject the plan.", [("", "the plan", Kind.OPPOSES)]),
    "neither said: nobody did": (
        "Neither Norway nor Chile said the plan was wrong.",
        [("", "the plan was wrong", Kind.ASSERTS)],
    ),
    # the passive
    "rejected by": ("The plan was rejected by Norway.", [("Norway", "The plan", Kind.OPPOSES)]),
    "welcomed by": ("The plan was welcomed by Oslo on Monday.", [("Norway", "The plan", Kind.SUPPORTS)]),
    "opposed by two": ("The plan is opposed by Norway and Chile.", [("Norway + Chile", "The plan", Kind.OPPOSES)]),
    "criticised by a group, as": (
        "The plan has been criticised by the opposition as too costly.",
        [("Opposition", "The plan | as too costly", Kind.OPPOSES)],
    ),
    "denounced as, by": (
        "The plan was denounced as a farce by Norway.",
        [("Norway", "The plan", Kind.OPPOSES)],
    ),
    "backed by": ("The plan is backed by Norway.", [("Norway", "The plan", Kind.SUPPORTS)]),
    "never backed by": ("The plan was never backed by Norway.", [("Norway", "The plan", Kind.OPPOSES)]),
    "and by another": (
        "The plan was rejected by Norway and welcomed by Chile.",
        [("Norway", "The plan", Kind.OPPOSES), ("Chile", "The plan", Kind.SUPPORTS)],
    ),
    "passive inside speech": (
        "Peru said the plan was rejected by Norway.",
        [
            ("Norway", "the plan", Kind.OPPOSES),
            ("Peru", "the plan was rejected by Norway", Kind.ASSERTS),
        ],
    ),
    # to be for or against
    "in favour": ("Norway is in favour of the plan.", [("Norway", "the plan", Kind.SUPPORTS)]),
    "in favor of doing": (
        "Norway was in favor of lifting the ban.",
        [("Norway", "lifting the ban", Kind.SUPPORTS)],
    ),
    "not in favour": ("Norway is not in favour of the plan.", [("Norway", "the plan", Kind.OPPOSES)]),
    "against": ("Norway is against the plan.", [("Norway", "the plan", Kind.OPPOSES)]),
    "strongly opposed to": ("Norway is strongly opposed to the plan.", [("Norway", "the plan", Kind.OPPOSES)]),
    "came out against": ("Norway came out against the plan.", [("Norway", "the plan", Kind.OPPOSES)]),
    "came out in favour": (
        "Norway has come out in favour of the plan.",
        [("Norway", "the plan", Kind.SUPPORTS)],
    ),
    "voted against": ("Norway voted against the plan.", [("Norway", "the plan", Kind.OPPOSES)]),
    "voted for": ("Norway voted for the plan.", [("Norway", "the plan", Kind.SUPPORTS)]),
    "disagrees": ("Norway disagrees with the plan.", [("Norway", "the plan", Kind.OPPOSES)]),
    "supports doing": ("Norway supports lifting the ban.", [("Norway", "lifting the ban", Kind.SUPPORTS)]),
    "opposes doing": ("Norway opposes lifting the ban.", [("Norway", "lifting the ban", Kind.OPPOSES)]),
}


@pytest.mark.parametrize(("text", "expected"), HEARD.values(), ids=HEARD.keys())
def test_hears(text: str, expected: list[Heard]) -> None:
    assert heard(text) == expected


SILENT = {
    "a vote": "The plan was rejected by a vote of five to four.",
    "a year": "The plan was rejected by 2023.",
    "a day": "The plan was rejected by Monday.",
    "a way": "The plan was rejected by mail.",
    "a thing": "The roof was supported by pillars.",
    "a private person": "He was supported by his wife.",
    "only possible": "The plan might be rejected by Norway.",
    "due": "The plan must be backed by Norway.",
    "drafted": "The plan was drafted by Norway.",
    "no agent": "The plan was rejected on Monday.",
    "reduced, of a thing": "The plan rejected by the council is old.",
    "between commas": "The plan, backed by Norway, is costly.",
    "it points elsewhere": "It was rejected by Norway.",
    "the wall": "The ship was against the wall.",
    "the law": "The sale is against the law.",
    "the law, and it": "It is against the law.",
    "a match": "The match is against Spain.",
    "for sale": "The house is for sale.",
    "against in a phrase": "The case against Norway is old.",
    "not said: thanks": "Norway says thanks.",
    "not said: a word": "Norway said goodbye to Chile.",
    "not said: things": "Norway said the same things on Monday.",
    "not said: prayers": "Ana Berg said her prayers.",
    "not said: few words": "Ana Berg said a few words on Monday.",
    "wrote somewhere": "Ana Berg wrote in the book of the dead.",
    "wrote on a wall": "Ana Berg wrote on the wall her name.",
    "went on to a place": "Norway went on to the port.",
    "told a story": "Ana Berg told the story of the war.",
    "what somebody calls so": "The plan ends what Norway calls illegal aid.",
    "only passed on": "The port is shut, and the storm is old, citing two pilots.",
    "a number confirms nothing": "There were 80 deaths, 37 confirmed cases in other lands.",
    "only points": "Norway disputes that, adding little.",
    "votes that are counted": "The votes for Berg were few.",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_hears_nothing(text: str) -> None:
    assert heard(text) == []


OTHERS = {
    "a title before people of two places": (
        "In Ports and Piers, pilots from Norway and Chile rejected the plan.",
        "Pilots from Norway and Chile",
    ),
    "a place before the names": ("In Oslo, Norway and Chile rejected the plan.", "Norway + Chile"),
    "an object before the names": ("The storm hit Peru, Norway and Chile said.", ""),
    "a lead before the names": ("Led by Peru, Norway and Chile rejected the plan.", "Norway + Chile"),
    "a comparison before the names": ("Unlike Peru, Norway and Chile rejected the plan.", "Norway + Chile"),
    "a day before the names": ("On Monday, Norway and Chile rejected the plan.", "Norway + Chile"),
}


@pytest.mark.parametrize(("text", "holders"), OTHERS.values(), ids=OTHERS.keys())
def test_takes_no_other_name_into_the_list(text: str, holders: str) -> None:
    assert all(found[0] == holders for found in heard(text) if found[2] is Kind.OPPOSES)
    assert "Peru + Norway + Chile" not in [found[0] for found in heard(text)]


SENTENCES = {
    "The plan was rejected by Oslo as too costly.": "The plan was rejected by Norway as too costly.",
    "The plan was rejected by Norway and welcomed by Chile.": "The plan was welcomed by Chile.",
    "The ban was criticised by the United States.": "The ban was criticised by the United States.",
    "Neither Oslo nor Chile supports the plan.": "Neither Norway nor Chile supports the plan.",
    "Norway, Chile and Peru rejected the plan.": "Norway, Chile and Peru rejected the plan.",
}


@pytest.mark.parametrize(("text", "printed"), SENTENCES.items(), ids=SENTENCES)
def test_prints(text: str, printed: str) -> None:
    sentences = chunks.sentences(Article("a.txt", text))
    found = attribution.find(text, sentences)
    assert cast(text, sentences, table(), found).sentence(found[-1]) == printed
