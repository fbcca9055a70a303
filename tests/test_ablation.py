"""What falls without an article is what a brief without it would not say, told without making one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from briefer import ablation
from briefer.cli import app
from briefer.document import as_dict
from briefer.model import Json
from tests import desk
from tests.desk import SEEDS

Spans = frozenset[tuple[str, int, int]]


@cache
def whole() -> dict[str, Any]:
    return as_dict(desk.brief(desk.seeds()))


def held(positions: Any, document: Json) -> set[tuple[tuple[str, ...], str, Spans]]:
    """Positions by who holds them and where they stand; their wording is that of whichever copy is first."""
    hashes = {each["id"]: each["sha256"] for each in document["articles"]}
    return {
        (
            tuple(each["holders"]),
            each["speaker"],
            frozenset((hashes[one["article"]], one["start"], one["end"]) for one in each["citations"]),
        )
        for each in positions
    }


CUTS = [pytest.param(each, id=f"{each.kind} {each.name}") for each in ablation.cuts(whole())]


@pytest.mark.parametrize("cut", CUTS)
def test_what_survives_is_what_a_brief_without_it_says(cut: ablation.Cut) -> None:
    left = [each for each in desk.seeds() if each.id not in cut.ids]
    without = as_dict(desk.brief(left))
    survive = ablation.surviving(whole(), cut.ids)
    assert held(survive, whole()) == held(without["positions"], without)


def test_there_is_a_cut_of_each_kind() -> None:
    assert {each.values[0].kind for each in CUTS} == {"article", "copies", "outlet"}  # type: ignore[attr-defined]


def issue(*sides: tuple[str, str], standing: bool = False) -> dict[str, Any]:
    told = [{"label": label, "holders": [ids], "positions": [ids]} for label, ids in sides]
    return {"question": "Is it?", "disputed": True, "standing": standing, "sides": told}


def made(*issues: Json) -> dict[str, Any]:
    """A brief of A (in one and two), B (in one), C (in three); the bottom line rests on A and B, then on A."""
    cited = {"A": ("one", "two"), "B": ("one",), "C": ("three",)}
    positions = [
        {"id": id_, "holder": id_, "holders": [id_], "statement": id_, "citations": [{"article": at} for at in where]}
        for id_, where in cited.items()
    ]
    return {
        "title": "The week",
        "positions": positions,
        "articles": [{"id": each, "name": f"in/{each}.txt", "title": "", "outlet": "Post"} for each in ("one", "two")]
        + [{"id": "three", "name": "three.txt", "title": "The third", "outlet": ""}],
        "origins": [{"articles": ["one", "two"]}],
        "issues": list(issues),
        "summary": [{"text": "A and B", "positions": ["A", "B"]}, {"text": "A", "positions": ["A"]}],
    }


@pytest.mark.parametrize(
    ("ids", "summary", "disputes", "sides", "positions", "weakened"),
    [
        pytest.param({"one"}, ["A and B"], 1, ["no"], ["B"], ["A"], id="one of two sources"),
        pytest.param({"two"}, [], 0, [], [], ["A"], id="a copy"),
        pytest.param({"one", "two"}, ["A and B", "A"], 1, ["yes", "no"], ["A", "B"], [], id="all of a story"),
        pytest.param({"three"}, [], 0, ["maybe"], ["C"], [], id="a third party"),
        pytest.param({"none"}, [], 0, [], [], [], id="none of them"),
    ],
)
def test_what_falls_follows_from_the_spans(
    ids: set[str], summary: list[str], disputes: int, sides: list[str], positions: list[str], weakened: list[str]
) -> None:
    standing = issue(("yes", "A"), ("no", "B"), ("", "C"), standing=True)
    document = made(issue(("yes", "A"), ("no", "B"), ("maybe", "C"))) if "three" in ids else made(standing)
    [row] = ablation.report(document, "r", [ablation.Cut("article", "x", frozenset(ids))])["cuts"]
    assert [each["text"] for each in row["summary"]] == summary
    assert len(row["disputes"]) == disputes
    assert [each["label"] for each in row["sides"]] == sides
    assert (row["positions"], row["weakened"]) == (positions, weakened)


def test_a_dispute_stands_while_two_labelled_sides_of_a_standing_question_do() -> None:
    cut = [ablation.Cut("article", "x", frozenset({"one"}))]
    told = ablation.report(made(issue(("yes", "A"), ("no", "B"), ("maybe", "C"))), "r", cut)["cuts"][0]
    assert told["disputes"] == []
    told = ablation.report(made(issue(("yes", "A"), ("no", "B"), ("", "C"), standing=True)), "r", cut)["cuts"][0]
    assert told["disputes"] == [{"question": "Is it?", "left": ["A"], "silenced": ["B"]}]


@pytest.mark.parametrize(
    ("word", "copies", "ids"),
    [
        pytest.param("one.txt", False, [{"one"}], id="name"),
        pytest.param("in/one.txt", False, [{"one"}], id="path"),
        pytest.param("one", False, [{"one"}], id="id"),
        pytest.param("the THIRD", False, [{"three"}], id="title"),
        pytest.param("post", False, [{"one", "two"}], id="outlet"),
        pytest.param("one", True, [{"one", "two"}], id="with its copies"),
        pytest.param("three", True, [{"three"}], id="no copies"),
        pytest.param(".txt", False, [{"one"}, {"two"}, {"three"}], id="a part of several names"),
        pytest.param("four", False, [], id="nothing"),
    ],
)
def test_a_word_names_articles_or_an_outlet(word: str, copies: bool, ids: list[set[str]]) -> None:
    assert [set(each.ids) for each in ablation.named(made(), word, copies=copies)] == ids


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def made_run(bare: Path) -> Path:
    assert run("generate", SEEDS).exit_code == 0
    return bare


@pytest.mark.usefixtures("made_run")
def test_the_command_lists_all_articles_and_asks_nothing() -> None:
    page = run("ablate").stdout
    told = json.loads(run("ablate", "--json").stdout)
    assert told["schema"] == "briefer.ablation/1"
    for cut in told["cuts"]:
        assert f"{cut['kind']}: {cut['name']}" in page
    assert len({each["name"] for each in told["cuts"] if each["kind"] == "article"}) == 11


@pytest.mark.usefixtures("made_run")
def test_one_article_is_told_in_full() -> None:
    page = run("ablate", "--without", "2017-08-02-wang-new-resolution.md").stdout
    assert page.startswith("WITHOUT 2017-08-02-wang-new-resolution.md (article, 1 article)")
    assert "no dispute any more:\n- " in page
    both = run("ablate", "--without", "haley", "--without", "wang").stdout
    assert both.count("WITHOUT") == 3
    assert "(together, 2 articles)" in both


@pytest.mark.usefixtures("made_run")
def test_an_article_that_is_not_there_is_one_line() -> None:
    result = run("ablate", "--without", "nowhere")
    assert result.exit_code == 1
    assert "has no article or outlet 'nowhere'" in result.stderr
