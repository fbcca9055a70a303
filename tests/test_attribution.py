"""Attribution: for every rule what must be found, and a longer table of what must not, or must be cut differently."""

from __future__ import annotations

import ast
import re
import time
import tomllib
from pathlib import Path

import pytest

from briefer import attribution, chunks, readers
from briefer.actors import Table, table
from briefer.actors.people import present
from briefer.attribution import cues
from briefer.attribution.grammar import may_report
from briefer.attribution.rules import RULES, Rule
from briefer.model import Article, Attribution, Kind, Sentence

ROOT = Path(__file__).parents[1]
Found = tuple[str, str, str, tuple[str, ...]]
"""Rule, source, cue, contents, as strings of the text."""


def find(text: str) -> tuple[Attribution, ...]:
    return attribution.find(text, chunks.sentences(Article("a.txt", text)))


def printed(text: str) -> list[Found]:
    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " | ".join(text[start:end] for start, end in spans)

    return [
        (each.rule, words(each.source), words(each.cue), tuple(text[start:end] for start, end in each.content))
        for each in find(text)
    ]


FINDS: dict[str, tuple[str, list[Found]]] = {
    "according to somebody, between a verb and its complement": (
        "One ship was, according to the harbour office, among the missing.",
        [("according", "the harbour office", "according to", ("One ship was", "among the missing"))],
    ),
    "a clause that leads into what is said": (
        "The study found that when the ferries left, a smaller line called Nordfjord took over.",
        [
            (
                "clause",
                "The study",
                "found",
                ("that when the ferries left, a smaller line called Nordfjord took over",),
            )
        ],
    ),
    "a participle behind what is no speech": ("Norway brought the case before the court, asking for clarity.", []),
    "what is said lacks its object": ("It guards ships which, the office said, Norway owns.", []),
    # rule quote-before
    "quotation, name, verb": (
        "“We will keep the port shut,” Ana Ruiz said.",
        [("quote-before", "Ana Ruiz", "said", ("“We will keep the port shut,”",))],
    ),
    "quotation, verb, name": (
        "“We will keep the port shut,” said Ana Ruiz.",
        [("quote-before", "Ana Ruiz", "said", ("“We will keep the port shut,”",))],
    ),
    "quotation, verb, name, apposition": (
        "“We will keep the port shut,” said Ana Ruiz, the harbour minister.",
        [("quote-before", "Ana Ruiz", "said", ("“We will keep the port shut,”",))],
    ),
    "quotation, name, apposition, verb": (
        "“The port stays shut,” Ana Ruiz, the harbour minister, said on Tuesday.",
        [("quote-before", "Ana Ruiz", "said", ("“The port stays shut,”",))],
    ),
    "quotation of two sentences": (
        "“The port stays shut. Nobody will enter,” the minister said.",
        [("quote-before", "the minister", "said", ("“The port stays shut. Nobody will enter,”",))],
    ),
    "straight marks": (
        '"The port stays shut," the minister said.',
        [("quote-before", "the minister", "said", ('"The port stays shut,"',))],
    ),
    "two single marks": (
        "''The port stays shut,'' the minister said.",
        [("quote-before", "the minister", "said", ("''The port stays shut,''",))],
    ),
    "question, quoted": (
        "“Who will open the port?” asked Ruiz.",
        [("quote-before", "Ruiz", "asked", ("“Who will open the port?”",))],
    ),
    # rule quote-after
    "name, verb, colon, quotation": (
        "Ruiz said: “The port stays shut.”",
        [("quote-after", "Ruiz", "said", ("“The port stays shut.”",))],
    ),
    "name, verb, comma, quotation": (
        "Ruiz told reporters, “The port stays shut.”",
        [("quote-after", "Ruiz", "told", ("“The port stays shut.”",))],
    ),
    "name, verb, quotation": (
        "She added “the port stays shut”.",
        [("quote-after", "She", "added", ("“the port stays shut”",))],
    ),
    "adverbial before the colon": (
        "The minister said in a statement late on Monday: “The port stays shut.”",
        [("quote-after", "The minister", "said", ("“The port stays shut.”",))],
    ),
    # rule split-quote
    "split quotation": (
        "“The port,” Ruiz said, “stays shut.”",
        [("split-quote", "Ruiz", "said", ("“The port,”", "“stays shut.”"))],
    ),
    "split quotation, verb first": (
        "“The port,” said the minister, “stays shut.”",
        [("split-quote", "the minister", "said", ("“The port,”", "“stays shut.”"))],
    ),
    # rule clause
    "that-clause": (
        "Ruiz said that the port would stay shut.",
        [("clause", "Ruiz", "said", ("that the port would stay shut",))],
    ),
    "clause without that": (
        "Ruiz said the port would stay shut.",
        [("clause", "Ruiz", "said", ("the port would stay shut",))],
    ),
    "audience before that": (
        "Ruiz told a group of visiting envoys that the port would stay shut.",
        [("clause", "Ruiz", "told", ("that the port would stay shut",))],
    ),
    "adverbial before that": (
        "Ruiz said on Tuesday that the port would stay shut.",
        [("clause", "Ruiz", "said", ("that the port would stay shut",))],
    ),
    "day and hour before the clause": (
        "Ruiz said Tuesday morning the port would stay shut.",
        [("clause", "Ruiz", "said", ("the port would stay shut",))],
    ),
    "auxiliary and adverb": (
        "The ministry has repeatedly said that the port is safe.",
        [("clause", "The ministry", "has repeatedly said", ("that the port is safe",))],
    ),
    "long apposition between": (
        "Ruiz, who took office in May after a long dispute in her party, said the port was safe.",
        [("clause", "Ruiz", "said", ("the port was safe",))],
    ),
    "relative clause of officials": (
        "Officials who met the envoy said the port was safe.",
        [("clause", "Officials", "said", ("the port was safe",))],
    ),
    "who, with the name it joins": (
        "The council heard Ana Ruiz, who said the port was safe.",
        [("clause", "Ana Ruiz | who", "said", ("the port was safe",))],
    ),
    "two names": (
        "Ana Ruiz and Tom Berg said the port was safe.",
        [("clause", "Ana Ruiz and Tom Berg", "said", ("the port was safe",))],
    ),
    "the US, which is no pronoun": (
        "The US said the port was safe.",
        [("clause", "The US", "said", ("the port was safe",))],
    ),
    "the WHO, which is no pronoun": (
        "The WHO said the port was safe.",
        [("clause", "The WHO", "said", ("the port was safe",))],
    ),
    "mixed": (
        "Ruiz said the port was “as safe as any” on the coast.",
        [("clause", "Ruiz", "said", ("the port was “as safe as any” on the coast",))],
    ),
    "month that is a name": (
        "Theresa May said the port was safe.",
        [("clause", "Theresa May", "said", ("the port was safe",))],
    ),
    "present tense": (
        "Analysts say the port will close.",
        [("clause", "Analysts", "say", ("the port will close",))],
    ),
    "phrase": (
        "The council made clear that the port would stay shut.",
        [("object", "The council", "made clear", ("that the port would stay shut",))],
    ),
    "one-word answer": (
        "Ruiz said no.",
        [("clause", "Ruiz", "said", ("no",))],
    ),
    # rule inverted
    "clause, name, verb": (
        "The port would stay shut, Ruiz said.",
        [("inverted", "Ruiz", "said", ("The port would stay shut",))],
    ),
    "clause, name, verb, adverbial": (
        "The port would stay shut, Ruiz said in a statement on Tuesday.",
        [("inverted", "Ruiz", "said", ("The port would stay shut",))],
    ),
    "clause, verb, name": (
        "The port would stay shut, said the minister.",
        [("inverted", "the minister", "said", ("The port would stay shut",))],
    ),
    "inserted behind an adverbial": (
        "Without them, he said, the port would stay shut.",
        [("inverted", "he", "said", ("Without them", "the port would stay shut"))],
    ),
    "goes on with a condition": (
        "The port would stay shut, he said, unless the council paid.",
        [("inverted", "he", "said", ("The port would stay shut", "unless the council paid"))],
    ),
    "goes on with but": (
        "The port would stay shut, she added, but not for long.",
        [("inverted", "she", "added", ("The port would stay shut", "but not for long"))],
    ),
    "goes on with a quotation": (
        "The port was shut, he said, “not only by the council, but by the sea.”",
        [("inverted", "he", "said", ("The port was shut", "“not only by the council, but by the sea.”"))],
    ),
    "clause that ends quoted": (
        "The council had “no reason to wait,” Ruiz said.",
        [("inverted", "Ruiz", "said", ("The council had “no reason to wait,”",))],
    ),
    # rule infinitive
    "urged to": (
        "Norway urged Chile to open the port.",
        [("infinitive", "Norway", "urged", ("Chile to open the port",))],
    ),
    "refused to": (
        "Officials refused to open the port.",
        [("infinitive", "Officials", "refused", ("to open the port",))],
    ),
    "pledged to": (
        "Norway pledged to open the port by May.",
        [("infinitive", "Norway", "pledged", ("to open the port by May",))],
    ),
    # rule object
    "rejected": (
        "Norway rejected the plan for the port.",
        [("object", "Norway", "rejected", ("the plan for the port",))],
    ),
    "called for": (
        "Norway called for an end to the blockade.",
        [("object", "Norway", "called for", ("an end to the blockade",))],
    ),
    "objected to": (
        "Norway has objected to the blockade.",
        [("object", "Norway", "has objected to", ("the blockade",))],
    ),
    "warned of": (
        "Norway warned of a shortage of fuel.",
        [("object", "Norway", "warned of", ("a shortage of fuel",))],
    ),
    "expressed doubt": (
        "Norway voiced doubts about the blockade.",
        [("object", "Norway", "voiced doubts", ("about the blockade",))],
    ),
    "two verbs, two objects": (
        "Norway condemned the blockade but praised the council.",
        [
            ("object", "Norway", "condemned", ("the blockade",)),
            ("object", "Norway", "praised", ("the council",)),
        ],
    ),
    # rule participle
    "adding": (
        "“The port stays shut,” Ruiz said, adding that nobody would enter.",
        [
            ("quote-before", "Ruiz", "said", ("“The port stays shut,”",)),
            ("participle", "Ruiz", "adding", ("that nobody would enter",)),
        ],
    ),
    "saying behind a fact": (
        "Norway closed the port on Monday, saying the pier was unsafe.",
        [("participle", "Norway", "saying", ("the pier was unsafe",))],
    ),
    "saying behind a lead": (
        "Two days later, Norway closed the port, saying the pier was unsafe.",
        [("participle", "Norway", "saying", ("the pier was unsafe",))],
    ),
    # rule according
    "according to, first": (
        "According to the ministry, the port will stay shut.",
        [("according", "the ministry", "According to", ("the port will stay shut",))],
    ),
    "according to, last": (
        "The port will stay shut, according to two diplomats.",
        [("according", "two diplomats", "according to", ("The port will stay shut",))],
    ),
    "according to, between": (
        "That, according to them, may be why the port is shut.",
        [("according", "them", "according to", ("That", "may be why the port is shut"))],
    ),
    # rule asked
    "asked whether": (
        "Asked whether the port was safe, Ruiz said no.",
        [("asked", "Ruiz", "said", ("whether the port was safe", "no"))],
    ),
    # rule quoted-as
    "was quoted as saying": (
        "Ruiz was quoted as saying that the port was safe.",
        [("quoted-as", "Ruiz", "was quoted as saying", ("that the port was safe",))],
    ),
    "the paper quoted X as saying": (
        "The Herald quoted Ana Ruiz as saying the port was safe.",
        [("quoted-as", "Ana Ruiz", "as saying", ("the port was safe",))],
    ),
    # rule noun
    "possessor and noun": (
        "People laughed at Norway's claim that the port is safe.",
        [("noun", "Norway's", "claim", ("that the port is safe",))],
    ),
    "noun by": (
        "It heard the warning by two pilots that the port was unsafe.",
        [("noun", "two pilots", "warning", ("that the port was unsafe",))],
    ),
    # rule passive
    "rejected by": (
        "The plan was rejected by Norway on Monday.",
        [("passive", "Norway", "was rejected by", ("The plan",))],
    ),
    # rule continued
    "goes on in the paragraph": (
        "“The port stays shut,” Ruiz said. “Nobody will enter.”",
        [("quote-before", "Ruiz", "said", ("“The port stays shut,”", "“Nobody will enter.”"))],
    ),
    "goes on in the next paragraph": (
        "“The port stays shut,” Ruiz said.\n\n“Nobody will enter.”",
        [
            ("quote-before", "Ruiz", "said", ("“The port stays shut,”",)),
            ("continued", "Ruiz", "", ("“Nobody will enter.”",)),
        ],
    ),
    "a quotation behind indirect speech": (
        "Ruiz said the port was shut. “Nobody will enter.”",
        [
            ("clause", "Ruiz", "said", ("the port was shut",)),
            ("continued", "Ruiz", "", ("“Nobody will enter.”",)),
        ],
    ),
    # rule several
    "contrast in one sentence": (
        "Norway has said it was a tanker, while Chile said the ship was a ferry.",
        [
            ("clause", "Norway", "has said", ("it was a tanker",)),
            ("clause", "Chile", "said", ("the ship was a ferry",)),
        ],
    ),
    "contrast behind a semicolon": (
        "Norway called it a tanker; Chile said the ship was a ferry.",
        [
            ("object", "Norway", "called", ("it a tanker",)),
            ("clause", "Chile", "said", ("the ship was a ferry",)),
        ],
    ),
    "speech inside speech": (
        "Sources say that officials refused to open the port.",
        [
            ("clause", "Sources", "say", ("that officials refused to open the port",)),
            ("infinitive", "officials", "refused", ("to open the port",)),
        ],
    ),
    "one speaker, two cues": (
        "Ruiz said that the port was shut and that it would stay so, and added that nobody would enter.",
        [
            ("clause", "Ruiz", "said", ("that the port was shut and that it would stay so",)),
            ("clause", "Ruiz", "added", ("that nobody would enter",)),
        ],
    ),
    "announcement that leads in": (
        "When Norway announced its plan, he praised the council.",
        [
            ("object", "Norway", "announced", ("its plan",)),
            ("object", "he", "praised", ("the council",)),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FINDS.values(), ids=FINDS.keys())
def test_finds_who_said_what(text: str, expected: list[Found]) -> None:
    assert printed(text) == expected


SUBJECTS = {
    "behind a participle": ("Facing a vote, Ann Berg sent a letter, describing the plan as bad.", ["Ann Berg"]),
    "behind a past participle": ("Chastened by the report, Berg changed the plan, promising to stop.", ["Berg"]),
    "behind an adverb": ("Ultimately, Ann Berg left the talks and refused to sign the text.", ["Ann Berg"]),
    "behind a time": ("Late last month, the company sent a letter, calling the plan bad.", ["the company"]),
    "behind a place with its state": ("In court in Alexandria, Va., Lazar sat down, offering help.", ["Lazar"]),
    "an adjective with a capital": (
        "Local authorities were at the port and urging people to leave.",
        ["Local authorities"],
    ),
    "a pronoun": ("He left the talks early, declaring the port shut.", ["He"]),
    "behind a day, in an apposition": (
        "On Monday morning, the director, Ann Berg of the Oslo Port Board (OPB), announced that the port was shut.",
        ["the director"],
    ),
    "whom a predicate describes": (
        "Berg is a liar, racist and bully who has repeatedly pledged to close the port.",
        ["Berg | who"],
    ),
    "behind a note and another verb": (
        "Editor's note: Ann Berg often swims and is a liar and bully who said that the port was shut.",
        ["Ann Berg | who"],
    ),
    "of whom it is not said what they are": ("It is Berg who said that the port was shut.", ["Berg | who"]),
    "the second of two verbs": ("Norway agreed, but insisted that the fee must not rise.", ["Norway"]),
    "so far": ("Ruiz so far has attacked the plan.", ["Ruiz"]),
}


@pytest.mark.parametrize(("text", "sources"), SUBJECTS.values(), ids=SUBJECTS.keys())
def test_the_subject_of_a_verb_is_somebody(text: str, sources: list[str]) -> None:
    assert [source for _, source, _, _ in printed(text)] == sources


NOTHING = {
    "no cue": "The port was closed on Monday after the storm.",
    "noun that looks like a verb": "The five states are at war with one another.",
    "counted noun": "One of six states that closed their ports is Norway.",
    "records": "Temperature records that fell last year are old.",
    "plans": "The plans include a new pier and a longer wall.",
    "orders": "The stay-at-home orders easing this week were old.",
    "claims of insurance": "The insurance claims came to two million.",
    "reduced relative": "It is analysed with a machine called the Harbour Eye.",
    "reduced relative behind an object": "Ruiz introduced an economic plan called “Open Sea” for the coast.",
    "passive by nobody's name": "The plan was rejected by a margin of ten.",
    "passive without an agent": "The plan was rejected on Monday.",
    "passive participle": "The plan rejected by the council is old.",
    "answered reports": "Police in Oslo, Norway, responded to several reports of a fire.",
    "said little": "Ruiz said little.",
    "said nothing": "Ruiz said nothing.",
    "said so": "Ruiz said so.",
    "doubted it": "Norway doubted it.",
    "defended that": "Norway defended that step.",
    "wrote a cheque": "The owner wrote a large cheque to the fund.",
    "added fuel": "The storm added fuel to the fire.",
    "may support": "The planets may support life.",
    "could reject": "The council could reject the plan.",
    "is expected to": "Norway is expected to back the plan.",
    "has yet to": "Norway has yet to back the plan.",
    "seems to": "Norway seems to back the plan.",
    "is likely to": "Norway is likely to back the plan.",
    "a thing is ready": "The new pier is ready to open.",
    "asked not to be named": "Two of the pilots asked not to be named.",
    "infinitive of a noun": "To say the port is safe takes courage.",
    "name of a body": "The Demand Board met on Monday.",
    "capitalised verb in a title": "The song Never Said Goodbye was played.",
    "verb inside a quotation": "The sign reads “the owner said no entry”.",
    "imperative help": "The rules give us hints that might be useful.",
    "in the noun's relative": "The report that was published on Monday is long.",
    "that-relative of a claim": "The claims that have been settled are old.",
    "year": "In 2017, the port had plans for growth.",
    "said in a name": "Port Said was quiet on Monday.",
    "offered for sale": "The harbour tour was offered twice a day.",
    "quoted title": "The film “The Pilot” opened on Monday.",
    "scare quotes": "The “friendly” visit ended on Monday.",
    "spoke to": "Ruiz spoke to the gathering of leaders.",
    "said that": "By then Ruiz said that.",
    "named thing": "The firm works with a tool and something called the Harbour Eye.",
    "often called": "The bay is sometimes called the old harbour.",
    "noun before another verb": "Blistering attacks fell on the port, and he saw warnings that fell short.",
    "a bare verb": "Ruiz so far has won 758 pledged delegates.",
    "a bare adjective": "What was made available suggests that the port is shut.",
    "a number alone": "The port, on Oct. 23, called Harbour One, was shut.",
    "a passive with its agent": "The talks in Oslo were described by Ruiz as old, saying that the port was shut.",
    "behind a colon": "The opposite is true: Leading with care, embracing the sea, is what counts.",
    "a question": "How many can be added by threatening to close the port?",
    "only numbers": "The list gave 1,124 pledged delegates on Monday.",
    "empty": "",
    "only marks": "“ ” , ; : — …",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_finds_nothing_where_nobody_speaks(text: str) -> None:
    assert printed(text) == []


CUT = {
    "not the source of another clause": (
        "Norway closed its port and Chile said the sea was open.",
        "clause",
        "Chile",
        ("the sea was open",),
    ),
    "not the adverbial before the source": (
        "On Tuesday the minister said the port was shut.",
        "clause",
        "the minister",
        ("the port was shut",),
    ),
    "not the day behind the source": (
        "The minister on Tuesday said the port was shut.",
        "clause",
        "The minister",
        ("the port was shut",),
    ),
    "not the place of a dateline": (
        "OSLO — Norway closed the port, saying the pier was unsafe.",
        "participle",
        "Norway",
        ("the pier was unsafe",),
    ),
    "not the conjunction": (
        "But Norway said the port was shut.",
        "clause",
        "Norway",
        ("the port was shut",),
    ),
    "not the subject of the relative clause": (
        "The owners, whom nobody had warned, said the port was shut.",
        "clause",
        "The owners",
        ("the port was shut",),
    ),
    "not the speaker around the source": (
        "Bolton claims Trump asked Norway for help.",
        "object",
        "Trump",
        ("Norway for help",),
    ),
    "a pronoun and not the name before it": (
        "Smith told the Herald he believed the port was shut.",
        "clause",
        "he",
        ("the port was shut",),
    ),
    "not what the reporter adds with citing": (
        "Norway said the port was shut, citing the storm.",
        "clause",
        "Norway",
        ("the port was shut",),
    ),
    "not what follows amid": (
        "Norway said the port was shut, amid fears of a storm.",
        "clause",
        "Norway",
        ("the port was shut",),
    ),
    "not according to inside the content": (
        "Norway said the port was shut, according to the Herald.",
        "clause",
        "Norway",
        ("the port was shut",),
    ),
    "not the second speaker": (
        "Norway said the port was shut, but Chile said ferries still sailed.",
        "clause",
        "Norway",
        ("the port was shut",),
    ),
    "not the predicate of another": (
        "Norway condemned the blockade, and recalled its envoy.",
        "object",
        "Norway",
        ("the blockade",),
    ),
    "not the full stop": (
        "Norway said the port was shut.",
        "clause",
        "Norway",
        ("the port was shut",),
    ),
    "and-clauses that belong to one speech stay": (
        "Norway said the port was shut and the road was closed.",
        "clause",
        "Norway",
        ("the port was shut and the road was closed",),
    ),
    "a comma inside the content stays": (
        "Norway said that ferries, tankers and tugs would wait.",
        "clause",
        "Norway",
        ("that ferries, tankers and tugs would wait",),
    ),
    "the verb for which the subject has waited is the reporter's": (
        "Norway, which opposes the ban on oil, sold 3 million tonnes.",
        "object",
        "Norway | which",
        ("the ban on oil",),
    ),
    "nor is its auxiliary said": (
        "Norway, which says the port was shut, has left the talks.",
        "clause",
        "Norway | which",
        ("the port was shut",),
    ),
    "a list in such an aside stays": (
        "Norway, which wants a ban on oil, gas and coal, will vote.",
        "object",
        "Norway | which",
        ("a ban on oil, gas and coal",),
    ),
    "what a party agrees to do is whole": (
        "Norway agreed on Monday to buy a fleet in a deal that would open the port.",
        "infinitive",
        "Norway",
        ("to buy a fleet in a deal that would open the port",),
    ),
    "who told whom ends it": (
        "Norway believes that the port was shut, two officials told Reuters.",
        "clause",
        "Norway",
        ("that the port was shut",),
    ),
    "and is a source of its own": (
        "Norway believes that the port was shut, two officials told the Fjord Post on Monday.",
        "inverted",
        "two officials",
        ("Norway believes that the port was shut",),
    ),
    "where the subject waits for nothing, the speech goes on": (
        "Chile met Norway, which said the port was shut, cost too much and would not open.",
        "clause",
        "Norway | which",
        ("the port was shut, cost too much and would not open",),
    ),
    "while inside a quotation stays": (
        "Norway said: “The port is shut, while Chile says ferries sail.”",
        "quote-after",
        "Norway",
        ("“The port is shut, while Chile says ferries sail.”",),
    ),
    "the quotation and not the story before it": (
        "The pier broke in May. “It was old,” Ruiz said.",
        "quote-before",
        "Ruiz",
        ("“It was old,”",),
    ),
    "the clause behind a dash": (
        "The pier broke in May – it was too old, Ruiz said.",
        "inverted",
        "Ruiz",
        ("it was too old",),
    ),
    "the clause behind a semicolon": (
        "The pier broke in May; it was too old, Ruiz said.",
        "inverted",
        "Ruiz",
        ("it was too old",),
    ),
    "not the audience": (
        "Ruiz told reporters in Oslo that the port was shut.",
        "clause",
        "Ruiz",
        ("that the port was shut",),
    ),
    "not the main clause behind a leading one": (
        "After Norway said the port was shut, the ferry turned back.",
        "clause",
        "Norway",
        ("the port was shut",),
    ),
    "an object of money": (
        "Norway demanded $5 million for the pier.",
        "object",
        "Norway",
        ("$5 million for the pier",),
    ),
}


@pytest.mark.parametrize(("text", "rule", "source", "content"), CUT.values(), ids=CUT.keys())
def test_cuts_source_and_content_where_a_reader_would(
    text: str, rule: str, source: str, content: tuple[str, ...]
) -> None:
    assert (rule, source, content) in [(found[0], found[1], found[3]) for found in printed(text)]


NOT_ATTRIBUTED = {
    "a quotation in a paragraph after another's speech": (
        "“The port is shut,” Ruiz said.\n\nTom Berg said no.\n\n“We sail at dawn.”",
        "“We sail at dawn.”",
    ),
    "a quotation after indirect speech in another paragraph": (
        "Ruiz said the port was shut.\n\n“We sail at dawn.”",
        "“We sail at dawn.”",
    ),
    "a quotation before anybody spoke": ("“We sail at dawn.” Ruiz left.", "“We sail at dawn.”"),
}


@pytest.mark.parametrize(("text", "content"), NOT_ATTRIBUTED.values(), ids=NOT_ATTRIBUTED.keys())
def test_does_not_hand_a_lone_quotation_to_the_wrong_speaker(text: str, content: str) -> None:
    assert not [found for found in printed(text) if content in found[3] and found[1] == "Ruiz"]


KINDS = {
    "denied that": ("Norway denied that the port was shut.", Kind.DENIES),
    "denied": ("Norway denied the report.", Kind.DENIES),
    "warned that": ("Norway warned that the port was unsafe.", Kind.WARNS),
    "warned of": ("Norway warned of a storm.", Kind.WARNS),
    "threatened to": ("Norway threatened to shut the port.", Kind.WARNS),
    "agreed that": ("Norway agreed that the port was safe.", Kind.AGREES),
    "agreed to": ("Norway agreed to the plan.", Kind.AGREES),
    "demanded that": ("Norway demanded that the port be shut.", Kind.DEMANDS),
    "urged": ("Norway urged Chile to shut the port.", Kind.DEMANDS),
    "called for": ("Norway called for talks.", Kind.DEMANDS),
    "pledged": ("Norway pledged to shut the port.", Kind.OFFERS),
    "refused": ("Norway refused to shut the port.", Kind.OPPOSES),
    "rejected": ("Norway rejected the plan.", Kind.OPPOSES),
    "backed": ("Norway backed the plan.", Kind.SUPPORTS),
    "did not back": ("Norway did not back the plan.", Kind.OPPOSES),
    "would not support": ("Norway would not support the plan.", Kind.OPPOSES),
    "never opposed": ("Norway has never opposed the plan.", Kind.SUPPORTS),
    "did not agree": ("Norway did not agree to the plan.", Kind.OPPOSES),
    "did not condemn, which praises nobody": ("Norway did not condemn the attack.", Kind.ASSERTS),
    "did not rule out, which wants nothing": ("Norway did not rule out an attack.", Kind.ASSERTS),
    "did not hail, which opposes nothing": ("Norway did not hail the plan.", Kind.ASSERTS),
    "did not deny": ("Norway did not deny the report.", Kind.ASSERTS),
    "did not demand": ("Norway did not demand a new port.", Kind.ASSERTS),
    "did not object": ("Norway did not object to the plan.", Kind.SUPPORTS),
    "is willing": ("Norway is willing to open the port.", Kind.OFFERS),
    "is not ready": ("Norway is not ready to open the port.", Kind.OPPOSES),
    "is open to": ("Norway is open to talks.", Kind.OFFERS),
    "would support": ("Norway would support the plan.", Kind.SUPPORTS),
    "has rejected": ("Norway has rejected the plan.", Kind.OPPOSES),
    "said": ("Norway said the port was shut.", Kind.ASSERTS),
    "did not say": ("Norway did not say the port was shut.", Kind.ASSERTS),
    "accused": ("Norway accused Chile of delay.", Kind.ASSERTS),
    "denial as a noun": ("It heard Norway's denial that the port was shut.", Kind.DENIES),
    "put forward": ("Norway put forward a new draft.", Kind.OFFERS),
    "cast doubt": ("Norway cast doubt on the new draft.", Kind.DENIES),
}


@pytest.mark.parametrize(("text", "kind"), KINDS.values(), ids=KINDS.keys())
def test_tells_what_the_holder_does(text: str, kind: Kind) -> None:
    assert [found.kind for found in find(text)] == [kind]


SOURCE = tomllib.loads((ROOT / "briefer/attribution/cues.toml").read_text(encoding="utf-8"))
CONTENT = {
    "quote": "“the plan is wrong”.",
    "clause": "that the plan was wrong.",
    "that": "that the plan was wrong.",
    "inf": "to sign the plan.",
    "np": "the plan for the port.",
}
ENTRIES = [
    (f"Norway {cues.past(verb)} {with_}{CONTENT[take]}", Kind(table["kind"]))
    for table in SOURCE["verb"].values()
    for verb in table["verbs"]
    for take in table["takes"]
    for with_ in ([f"{word} " for word in table.get("with", ())] if take == "np" else []) or [""]
]


@pytest.mark.parametrize(("text", "kind"), ENTRIES, ids=[text for text, _ in ENTRIES])
def test_every_verb_of_the_lexicon_is_reached_in_each_of_its_frames(text: str, kind: Kind) -> None:
    assert kind in [found.kind for found in find(text)]


@pytest.mark.parametrize("phrase", [(kind, each) for kind, many in SOURCE["phrase"].items() for each in many], ids=str)
def test_every_phrase_of_the_lexicon_is_reached(phrase: tuple[str, str]) -> None:
    verb, *rest = phrase[1].split()
    text = f"Norway {cues.past(verb)} {' '.join(rest)} the plan for the port."
    assert [(found.kind, text[found.cue[0].start : found.cue[0].end]) for found in find(text)] == [
        (Kind(phrase[0]), f"{cues.past(verb)} {' '.join(rest)}")
    ]


@pytest.mark.parametrize("noun", [(kind, each) for kind, many in SOURCE["noun"].items() for each in many], ids=str)
def test_every_noun_of_the_lexicon_is_reached(noun: tuple[str, str]) -> None:
    found = find(f"It heard Norway's {noun[1]} that the plan was wrong.")
    assert [(each.rule, each.kind) for each in found] == [("noun", Kind(noun[0]))]


def test_every_homonym_belongs_to_a_verb_of_the_lexicon() -> None:
    assert not set(SOURCE["homonym"]["forms"]) - set(cues.lexicon().verbs)


def literal_rules() -> set[str]:
    """The names of rules that the code of the grammar gives to what it finds, read off its syntax."""
    found: set[str] = set()
    for path in (ROOT / "briefer/attribution").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name in {"_fits", "_bare"}:
                returned = (each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value)
                found |= {each.value for value in returned for each in ast.walk(value) if _is_rule(each)}
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = {"Attribution": 3, "Content": 1}.get(node.func.id)
            given = node.args[place : place + 1] if place else []
            given += [each.value for each in node.keywords if each.arg == "rule"]
            found |= {each.value for value in given for each in ast.walk(value) if _is_rule(each)}
    return found


def _is_rule(node: ast.AST) -> bool:
    plain = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return plain and re.fullmatch(r"[a-z]+(-[a-z]+)?", node.value) is not None and node.value not in {"bare", "np"}


def test_every_rule_of_the_code_is_described_and_no_other() -> None:
    assert literal_rules() - set("yes no that".split()) == set(RULES)


def test_every_rule_that_fires_is_described() -> None:
    assert {rule for text, _ in FINDS.values() for rule, *_ in printed(text)} == set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_described_rule_fires_on_its_example(rule: Rule) -> None:
    assert rule.name in [each.rule for each in find(rule.example)]


def test_forms_of_verbs_are_told_apart() -> None:
    assert [cues.past(form) for form in ("saying", "says", "urging", "denies", "admitting", "put", "port")] == [
        "said",
        "said",
        "urged",
        "denied",
        "admitted",
        "put",
        "port",
    ]


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    text = "Ruiz said: “The port is shut.\n\nTom Berg said ferries sailed."
    assert [found[1:] for found in printed(text)] == [
        ("Ruiz", "said", ("“The port is shut.",)),
        ("Tom Berg", "said", ("ferries sailed",)),
    ]


def test_spans_lie_within_the_text_and_within_their_sentences() -> None:
    text = "\n\n".join(text for text, _ in FINDS.values())
    for found in find(text):
        spans = (*found.source, *found.cue, *found.content)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(text[start:end] == text[start:end].strip() for start, end in spans)


HOSTILE = {
    "no punctuation": "the minister of trade said to reporters that the council agreed and he added more words ",
    "quotation marks": '"',
    "two single marks": "''",
    "open marks": "“",
    "said said said": "said ",
    "capital words": "Anna ",
    "actors": "China Russia ",
    "commas": ", ",
    "he said, he said": "he said, ",
    "that he said that": "said that he said ",
    "according to": "according to ",
    "his claim that": "his claim that ",
    "and": "and ",
    "who": "who ",
    "by saying": "by saying ",
    "hyphens": "x-",
    "digits": "1,",
    "a sentence": "China said it had won. ",
    "a paragraph": "China said it had won.\n\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("split", [True, False], ids=["in sentences", "in one sentence"])
def test_hostile_texts_take_time_in_proportion(piece: str, split: bool) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        story = chunks.sentences(Article("a.txt", text)) if split else (Sentence(0, len(text), 1),)
        started = time.process_time()
        attribution.find(text, story)
        return time.process_time() - started

    assert seconds(40_000) < 8 * seconds(10_000) + 0.2


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("2*")), ids=lambda path: path.name)
def test_what_is_not_looked_at_holds_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = readers.read([path])[0][0]
    whole = tuple(chunks.sentences(article))
    quick = attribution.find(article.text, whole)
    people = present(article.text, whole, table(), ())
    monkeypatch.setattr(attribution, "may_report", lambda text, start, end: True)
    monkeypatch.setattr(Table, "may_name", lambda self, text, start, end: True)
    assert (quick, people) == (attribution.find(article.text, whole), present(article.text, whole, table(), ()))


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        pytest.param("Norway said it would go.", True, id="verb"),
        pytest.param("ACCORDING TO NORWAY it went.", True, id="capitals"),
        pytest.param("According to Norway it went.", True, id="opening"),
        pytest.param("Norway is in favour of it.", True, id="stance"),
        pytest.param("Norway took the view that it went.", True, id="phrase"),
        pytest.param("Norway’s claim that it went stands.", True, id="noun"),
        pytest.param("The port handled 12 ships in the first week.", False, id="nobody speaks"),
    ],
)
def test_a_sentence_is_only_looked_at_where_somebody_may_speak(sentence: str, may: bool) -> None:
    assert may_report(sentence, 0, len(sentence)) is may
