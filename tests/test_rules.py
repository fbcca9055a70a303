"""The embedded engine: its answers satisfy the schemas, and its questions place what they must and nothing else."""

from __future__ import annotations

import json
import re
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from briefer import chunks, compose, extract, issues
from briefer.actors import table
from briefer.engines import Settings
from briefer.engines.openai.schema import violations
from briefer.engines.rules import Rules, axes, engine
from briefer.errors import JobFailed
from briefer.model import Article, Job, Json, Reply

FOLDER = Path(__file__).parents[1] / "briefer/engines/rules"
OWN = '[actor.utopia]\nname = "Utopia"\nkind = "state"\n'


def asked(task: str, payload: Json, schema: Json, actors: str = "") -> Reply:
    made = Rules(actors)
    return made.answer(Job(task, payload, schema, made.identity))


def extracted(text: str, actors: str = "") -> list[Any]:
    reply = asked("extract", payload_of(text), extract.SCHEMA, actors)
    assert violations(reply.answer, extract.SCHEMA) == ()
    return list(reply.answer["positions"])


def payload_of(text: str) -> Json:
    story = chunks.sentences(Article("a.txt", text))
    groups: dict[int, list[list[str]]] = {}
    for index, each in enumerate(story, start=1):
        groups.setdefault(each.paragraph, []).append([f"S{index}", text[each.start : each.end]])
    return {"title": "", "outlet": "", "date": "", "earlier": [], "paragraphs": list(groups.values())}


def position(number: int, holder: str, words: str, kind: str = "asserts", article: int = 1) -> dict[str, str]:
    return {
        "id": f"P{number}",
        "holder": holder,
        "speaker": "",
        "kind": kind,
        "says": f"{holder} said {words}.",
        "words": words,
        "date": "",
        "place": f"{article}.{number}",
    }


def related(*positions: dict[str, str], actors: str = "") -> list[Any]:
    reply = asked("relate", {"positions": list(positions)}, issues.SCHEMA, actors)
    assert violations(reply.answer, issues.SCHEMA) == ()
    return list(reply.answer["issues"])


# --- extract ----------------------------------------------------------------------------------------------------------


def test_extract_answers_with_holder_words_and_sentences() -> None:
    found = extracted("Norwegian minister Ana Ruiz spoke. She said the port was shut.\n\n“It is old,” she added.")
    assert found == [
        {
            "at": ["S2"],
            "words": ["the port was shut"],
            "source": "She",
            "cue": "said",
            "holder": "Norway",
            "speaker": "Ana Ruiz",
            "says": "Ana Ruiz (Norway) said the port was shut.",
            "kind": "asserts",
            "about": "",
        },
        {
            "at": ["S3"],
            "words": ["“It is old,”"],
            "source": "she",
            "cue": "added",
            "holder": "Norway",
            "speaker": "Ana Ruiz",
            "says": "Ana Ruiz (Norway) added: “It is old.”",
            "kind": "asserts",
            "about": "",
        },
    ]


def test_extract_names_an_unresolved_source_as_printed_and_writes_no_sentence_for_it() -> None:
    found = extracted("He said the port was shut.")
    assert (found[0]["holder"], found[0]["says"]) == ("He", "")


def test_extract_uses_a_persons_own_actors() -> None:
    text = "Officials in Utopia left. Utopia's foreign ministry said the port was shut."
    assert extracted(text)[0]["holder"] != "Utopia"
    assert extracted(text, OWN)[0]["holder"] == "Utopia"


SCHEMA_CASES = {
    "nothing said": "The port was shut.",
    "empty": "",
    "long quotation": "“" + "The port is shut. " * 100 + "” Norway said.",
    "very long sentence": "Norway said the port " + "was very old and " * 500 + "shut.",
    "many continued": "“The port is shut,” Norway said. " + "“It is old.” He left. " * 20,
    "a paragraph of quotations": "“The port is shut,” Norway said. " + "“It is old.” " * 40,
    "long name": "Norwegian minister " + "Ana" * 80 + " " + "Ruiz" * 60 + " said the port was shut.",
    "long source": "The minister of " + "old and rusty ports and " * 20 + "ships said the port was shut.",
    "many in one chunk": "Norway said no. " * 90,
    "marks": "“ ” ' \" « » said: “ ” , ; —",
    "hostile": "S1 said “{{ x }}” <script>alert(1)</script> said that S2 said S3.",
    "surrogates and zero bytes": "Norway said the \ud800 port \x00 was shut.",
}


@pytest.mark.parametrize("text", SCHEMA_CASES.values(), ids=SCHEMA_CASES.keys())
def test_extract_answers_satisfy_the_schema(text: str) -> None:
    found = extracted(text)
    assert all(word in " ".join(text.split("\n")) for each in found for word in each["words"])


def test_extract_says_what_it_has_no_room_for() -> None:
    reply = asked("extract", payload_of("Norway said no. " * 90), extract.SCHEMA)
    assert len(reply.answer["positions"]) == 60
    assert [problem.code for problem in reply.problems] == ["too-many"]


def test_extract_says_what_has_no_sentences() -> None:
    reply = asked("extract", payload_of("norway said that the port was shut and " * 120), extract.SCHEMA)
    assert not reply.answer["positions"]
    assert [problem.code for problem in reply.problems] == ["no-sentences"]


def test_a_reply_is_plain_json() -> None:
    reply = asked("extract", payload_of("Norway said the port was shut."), extract.SCHEMA)
    assert json.loads(json.dumps(reply.answer)) == reply.answer


# --- relate -----------------------------------------------------------------------------------------------------------

PLACED = {
    "an ICBM": ("it was an intercontinental ballistic missile (ICBM)", "an intercontinental missile (ICBM)"),
    "medium range": ("the missile fired was only medium-range", "of shorter range"),
    "not an ICBM": ("the missile was not an ICBM", "of shorter range"),
    "perhaps an ICBM": ("the missile may have been an ICBM", "leave it open"),
    "a satellite": ("it was a peaceful satellite launch", "a peaceful launch"),
    "a disguised test": ("the satellite was a disguised missile test", "a missile test"),
    "hydrogen": ("it had tested a hydrogen bomb", "a hydrogen device"),
    "too small": ("the hydrogen test was too small", "doubted"),
    "being prepared": ("the North is preparing a launch", "signs of preparation"),
    "no sign": ("there was no sign of a launch being prepared", "no sign of it"),
    "against secondary sanctions": ("it objected to secondary sanctions", "against them"),
    "for secondary sanctions": ("it would impose secondary sanctions on firms", "for them"),
    "limit oil": ("the council must limit oil deliveries", "limit them"),
    "keep oil": ("it could not support limits on oil", "do not limit them"),
    "not enough": ("China could do more", "not enough"),
    "all options": ("all options are on the table for the military", "all means stay open"),
    "no force": ("there was no military solution", "no force"),
    "progress": ("the sides are making progress on the draft", "progress"),
    "not yet": ("the council has yet to agree on the text", "not yet"),
    "tighten": ("the council should adopt tougher sanctions", "keep or tighten"),
    "ease": ("sanctions should be eased", "ease, or no more"),
    "sanctions lifted further": ("it would further ease sanctions on trade", "ease, or no more"),
    "inconsistent": ("the data showed inconsistencies with the claim that it had tested a hydrogen weapon", "doubted"),
    "a strong text": ("the council needs a strong resolution", "strong, with significant measures"),
    "a measured text": ("the resolution should not provoke new tensions", "measured, with talks as the aim"),
    "of the target": ("the North's denuclearization must come first", "denuclearisation first"),
    "talks": ("the sides should resume talks", "talks"),
    "denuclearisation first": ("there could be no talks until the North disarms", "denuclearisation first"),
}


NEWS = "there is a Security Council resolution, with sanctions, on hydrogen bombs, nuclear weapons and missile tests"
TOPIC = position(9, "Chile", NEWS)
"""Says what the news is about, and takes no side."""


def labels(found: list[Any]) -> list[str]:
    """The labels under which the first position stands."""
    return [each["label"] for issue in found for each in issue["sides"] if "P1" in each["ids"]]


@pytest.mark.parametrize(("words", "side"), PLACED.values(), ids=PLACED.keys())
def test_relate_places_on_the_side_that_the_words_take(words: str, side: str) -> None:
    assert labels(related(position(1, "United States", words), TOPIC)) == [side]


@pytest.mark.parametrize(
    "words", ["the sides are making progress in talks", "we do not want a trade war", "the sides should resume talks"]
)
def test_relate_asks_the_questions_of_sanctions_of_no_other_news(words: str) -> None:
    assert related(position(1, "United States", words)) == []


def test_relate_asks_the_questions_of_sanctions_of_no_article_that_only_touches_them() -> None:
    said = ("roads", "schools", "taxes", "parks", "rents")
    others = [position(number, "Chile", f"the {each} were old") for number, each in enumerate(said, start=2)]
    assert related(position(1, "Norway", "tougher sanctions were needed"), *others) == []


NOT_ASKED = {
    "a person's part": ("Berg", "he was doing everything he could"),
    "a firm's part": ("Acme", "it had always met its share"),
    "a person's shortcomings": ("Chile", "Berg could do more"),
}


@pytest.mark.parametrize(("holder", "words"), NOT_ASKED.values(), ids=NOT_ASKED.keys())
def test_relate_asks_of_states_alone_whether_they_do_enough(holder: str, words: str) -> None:
    assert labels(related(position(1, holder, words), TOPIC)) == []


OPPOSED = {
    "rejects sanctions": ("tougher sanctions on the North", "opposes", "ease, or no more"),
    "denies an ICBM": ("that the missile was an ICBM", "denies", "of shorter range"),
    "opposes talks": ("returning to talks", "opposes", "denuclearisation first"),
}


@pytest.mark.parametrize(("words", "kind", "side"), OPPOSED.values(), ids=OPPOSED.keys())
def test_relate_places_whoever_opposes_or_denies_on_the_other_side(words: str, kind: str, side: str) -> None:
    assert labels(related(position(1, "Russia", words, kind), TOPIC)) == [side]


def test_relate_takes_who_condemns_a_claim_for_nobody_who_calls_it_false() -> None:
    condemned = position(1, "Norway", "the claim that it had tested a hydrogen bomb", "opposes")
    condemned["says"] = "Norway condemned the claim that it had tested a hydrogen bomb."
    assert labels(related(condemned, TOPIC)) == []
    disputed = {**condemned, "says": "Norway disputed the claim that it had tested a hydrogen bomb."}
    assert labels(related(disputed, TOPIC)) == ["doubted"]


NOT_PLACED = {
    "nothing of the kind": "the port was shut",
    "launch of something else": "the navy was ready to launch boats",
    "a test of somebody": "the minister had been tested",
    "an increase": "there was no increase in trade",
    "unyielding": "the doubtful and unyielding push went on",
    "troops at hand": "military forces were ready to help the town",
    "a war of the past": "it was against the war in the south",
    "obeying resolutions": "the North must implement all resolutions of the council",
    "resolutions as history": "five resolutions had been passed by the council",
    "oil wells": "the state must cut oil production",
    "a missile without its range": "the missile was fired at dawn",
    "range of a mountain": "the range was closed to visitors",
    "oil without a limit": "oil prices rose on Monday",
    "sanctions as history": "the sanctions were passed in 2006",
    "satellite television": "satellite dishes were sold in the street",
    "both sides in equal words": "",
    "force of a storm": "the force of the storm was great",
    "war as history": "the war ended in 1953",
    "agreement on something else": "both agree that the weather was bad",
    "efforts of nobody": "it was raining",
    "hydrogen as fuel": "hydrogen cars will be built",
    "a vote at home": "the vote at home was close",
    "text message": "the text was sent at noon",
}


@pytest.mark.parametrize("words", NOT_PLACED.values(), ids=NOT_PLACED.keys())
def test_relate_leaves_alone_what_takes_no_side(words: str) -> None:
    assert labels(related(position(1, "United States", words), TOPIC)) == []


OF_ANOTHER = {
    "what another wants": ("Analysts", "Beijing is reluctant to back tougher sanctions"),
    "what another does": ("United States", "China's move to soften sanctions could be felt"),
    "what a paper reports": ("Financial Times", "the council should adopt tougher sanctions"),
    "another's word on a fact": ("Chile", "Russia had said that the missile was of medium range"),
    "another's pressure": ("Chile", "China's pressure to adopt tougher sanctions goes on"),
    "what another sees": ("Yanmei Xie", "it raised the stakes for China for what the US sees as inaction"),
    "what another calls it": ("Russia", "China had answered what Japan described as a blind eye to smuggling"),
}


@pytest.mark.parametrize(("holder", "words"), OF_ANOTHER.values(), ids=OF_ANOTHER.keys())
def test_relate_does_not_place_what_is_told_of_another_state(holder: str, words: str) -> None:
    assert labels(related(position(1, holder, words), TOPIC)) == []


REJECTED = {
    "the paper": (("China", "a proposal that would ease pressure", "offers", 1), ("to back the draft statement", 1), 1),
    "in another article": (("China", "a proposal that would ease pressure", "offers", 2), ("to back the draft", 1), 0),
    "another's word, no paper": (("China", "pressure should be eased", "asserts", 1), ("to back the draft", 1), 0),
    "something else": (("China", "a proposal that would ease pressure", "offers", 1), ("to back the mayor", 1), 0),
    "its own": (("Norway", "a proposal that would ease pressure", "offers", 1), ("to back the draft", 1), 0),
}


@pytest.mark.parametrize(("offer", "rejection", "sides"), REJECTED.values(), ids=REJECTED.keys())
def test_relate_opposes_who_rejects_a_paper_to_who_has_just_put_it_forward(
    offer: tuple[str, str, str, int], rejection: tuple[str, int], sides: int
) -> None:
    found = related(
        position(1, *offer),
        position(2, "Norway", rejection[0], "opposes", rejection[1]),
        TOPIC,
        position(8, "Chile", NEWS, article=2),
    )
    assert [issue["disputed"] for issue in found] == [bool(sides)]


def test_relate_opposes_two_parties_on_two_sides() -> None:
    found = related(
        position(1, "Western powers", "it was an intercontinental ballistic missile"),
        position(2, "Russia", "the missile was only medium-range"),
    )
    assert [(issue["disputed"], [side["ids"] for side in issue["sides"]]) for issue in found] == [
        (True, [["P1"], ["P2"]]),
    ]


def test_relate_sees_no_dispute_where_one_party_says_both() -> None:
    found = related(
        position(1, "Russia", "it was an intercontinental ballistic missile"),
        position(2, "Russia", "the missile was only medium-range"),
    )
    assert [issue["disputed"] for issue in found] == [False]


def test_relate_sees_no_dispute_where_nobody_stands_on_the_other_side() -> None:
    found = related(
        position(1, "Russia", "the missile was only medium-range"),
        position(2, "China", "the missile was of medium range, not an ICBM"),
    )
    assert [issue["disputed"] for issue in found] == [False]


def test_relate_asks_one_question_for_each_who_is_charged() -> None:
    found = related(
        position(1, "United States", "China could do more"),
        position(2, "China", "it was already making great efforts"),
        position(3, "Japan", "Russia should do more"),
        TOPIC,
    )
    assert [(issue["question"], issue["disputed"]) for issue in found] == [
        ("Is China doing enough?", True),
        ("Is Russia doing enough?", False),
    ]


def test_relate_names_whom_the_measures_are_aimed_at() -> None:
    found = related(
        position(1, "United States", "the council should adopt tougher sanctions on North Korea"),
        position(2, "Russia", "sanctions on North Korea should be eased"),
    )
    assert found[0]["question"] == "Should sanctions on North Korea be kept and tightened, or eased?"


def test_relate_finds_a_dispute_that_no_question_knows() -> None:
    found = related(
        position(1, "Norway", "the new ferry terminal in the harbour", "opposes"),
        position(2, "Chile", "the ferry terminal in the harbour would be built", "asserts"),
    )
    assert [(issue["question"], issue["disputed"]) for issue in found] == [
        ("For or against the new ferry terminal in the harbour?", True)
    ]


TERMINAL = "the new ferry terminal harbour"
NO_DISPUTE = {
    "same holder": (("Norway", TERMINAL, "opposes"), ("Norway", "ferry terminal harbour", "asserts")),
    "too little shared": (("Norway", TERMINAL, "opposes"), ("Chile", "the ferry was late", "asserts")),
    "both against": (("Norway", TERMINAL, "opposes"), ("Chile", "ferry terminal harbour", "opposes")),
    "mere repetition": (("Norway", TERMINAL, "opposes"), ("Chile", TERMINAL, "asserts")),
    "common words": (("Norway", "the united nations council", "opposes"), ("Chile", "united nations", "asserts")),
}


@pytest.mark.parametrize(("one", "other"), NO_DISPUTE.values(), ids=NO_DISPUTE.keys())
def test_relate_makes_no_dispute_of_its_own_from(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    found = related(position(1, *one), position(2, *other))
    assert not any(issue["disputed"] for issue in found)


def test_relate_answers_satisfy_the_schema_for_a_thousand_positions() -> None:
    many = [
        position(number, f"Holder {number % 7}", f"the ferry terminal {number % 90} in harbour {number % 13} was built",
                 "opposes" if number % 3 else "asserts")
        for number in range(1, 501)
    ]  # fmt: skip
    many += [position(number, f"Holder {number}", "the missile was an ICBM") for number in range(501, 1001)]
    started = time.process_time()
    related(*many)
    assert time.process_time() - started < 5


def test_relate_answers_no_positions_with_no_issues() -> None:
    assert related() == []


# --- the tables -------------------------------------------------------------------------------------------------------

AXES = tomllib.loads((FOLDER / "axes.toml").read_text(encoding="utf-8"))["axis"]


@pytest.mark.parametrize("axis", AXES, ids=[axis["question"] for axis in AXES])
def test_every_question_is_well_formed(axis: dict[str, Any]) -> None:
    assert axis["kind"] in {"fact", "policy"}
    assert len(axis["side"]) >= 2
    assert axis["question"].endswith("?")
    assert set(axis) <= {"question", "kind", "needs", "by", "topic", "hedged", "side", "passing", "degrees"}
    assert set(re.findall(r"\{\w+\}", axis["question"])) <= {"{target}", "{to}", "{about}"}
    for side in axis["side"]:
        patterns = [*side["patterns"], *side.get("shared", ())]
        assert {"label", "patterns"} <= set(side) <= {"label", "patterns", "shared"}
        assert len(patterns) == len(set(patterns)), "a pattern stands twice"
        assert all(re.compile(pattern) for pattern in patterns)


PIECES = [
    "impose ", "not ", "sanctions ", "missile ", "a", "prepare ", "no sign ", "could ", "tough ", "pressure ", "until ",
    "eas", "oil ", "before ", "ready ", "secondary ", "more ", "enforce ", "keep ", "should be ", "must ", "military ",
    "range ", "hydrogen ", "talks ", "vote ", "no ", " ", "'", "-", "tested ",
]  # fmt: skip


@pytest.mark.parametrize("axis", axes.axes(), ids=lambda axis: axis.question)
def test_no_pattern_takes_more_time_than_the_text_is_long(axis: axes.Axis) -> None:
    for pattern in (axis.needs, axis.topic, *axis.shared, *(side for _, side in axis.sides)):
        for piece in PIECES:
            text = (piece * (20_000 // len(piece) + 1))[:20_000]
            started = time.process_time()
            for _ in pattern.finditer(text):
                pass
            assert time.process_time() - started < 1, (pattern.pattern, piece)


# --- write ------------------------------------------------------------------------------------------------------------


def written(found: list[Any], *positions: dict[str, str]) -> list[Any]:
    reply = asked("write", {"title": "", "issues": found, "positions": list(positions)}, compose.SCHEMA)
    assert violations(reply.answer, compose.SCHEMA) == ()
    return list(reply.answer["summary"])


def test_write_joins_the_sides_of_a_dispute_with_while() -> None:
    positions = (
        position(1, "Western powers", "it was an intercontinental ballistic missile"),
        position(2, "Russia", "the missile was only medium-range"),
    )
    assert written(related(*positions), *positions) == [
        {
            "text": "Western powers said it was an intercontinental ballistic missile, "
            "while Russia said the missile was only medium-range.",
            "ids": ["P1", "P2"],
        }
    ]


def test_write_takes_the_shortest_of_each_side_and_keeps_an_article_small() -> None:
    positions = (
        position(1, "The United States", "it was an intercontinental ballistic missile of great range"),
        position(2, "The United States", "it was an intercontinental missile"),
        position(3, "The Kremlin", "the missile was only medium-range"),
    )
    assert written(related(*positions), *positions)[0]["text"] == (
        "The United States said it was an intercontinental missile, "
        "while the Kremlin said the missile was only medium-range."
    )


def test_write_prefers_two_sides_of_the_same_article() -> None:
    positions = (
        position(1, "United States", "it was an intercontinental missile", article=1),
        position(2, "Russia", "the missile was only medium-range", article=2),
        position(3, "Russia", "the missile that was fired was only medium-range", article=1),
    )
    assert written(related(*positions), *positions)[0]["ids"] == ["P1", "P3"]


def test_write_fills_up_with_what_was_said_most_briefly_elsewhere() -> None:
    positions = (
        position(1, "Russia", "the missile was only medium-range"),
        position(2, "Russia", "sanctions should be eased"),
    )
    assert [line["ids"] for line in written(related(*positions), *positions)] == [["P1"], ["P2"]]


def test_write_leaves_out_what_is_too_long() -> None:
    positions = (position(1, "Russia", "the missile was only medium-range " + "and old " * 60),)
    assert written(related(*positions), *positions) == []


def test_write_answers_nothing_with_nothing() -> None:
    assert written([]) == []


# --- the engine -------------------------------------------------------------------------------------------------------


def test_an_unknown_task_fails_the_job() -> None:
    with pytest.raises(JobFailed) as caught:
        asked("translate", {}, {"type": "object"})
    assert "translate" in str(caught.value)


def test_its_identity_changes_with_a_persons_actors_and_only_with_them() -> None:
    plain, own = engine(Settings()), engine(Settings(actors=OWN))
    assert plain.identity == engine(Settings()).identity
    assert plain.identity != own.identity
    assert own.identity == engine(Settings(actors=OWN)).identity


def test_the_same_question_has_the_same_answer() -> None:
    payload = payload_of("Norway said the port was shut. Chile denied it was shut, saying ferries sailed.")
    assert asked("extract", payload, extract.SCHEMA) == asked("extract", payload, extract.SCHEMA)


def test_no_actor_of_the_table_is_named_in_a_question() -> None:
    assert [axis["question"] for axis in AXES if table().find_in(axis["question"])] == []
