"""A position in an engine's own words: Markdown and brief.json are held to the same, and believed in nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import briefer
from briefer.verify.brief import Report, Shelf, verify
from tests.desk import NAMES, article

TRUCE = "Norway said that the truce may hold for 12 weeks, and that ships would leave the northern fjord."
ARTICLE = article(TRUCE, "truce.txt", published="2021-03-04")
SHELF = Shelf((ARTICLE,), NAMES)
CLEAN = dict.fromkeys(("span", "integrity", "agreement", "holder"), "passed")


def of_json(statement: str, holder: str = "Norway") -> Report:
    citation = {
        "article": "a",
        "start": 0,
        "end": len(TRUCE),
        "quote": TRUCE,
        "match": "exact",
        "paragraph": 1,
        "line": 1,
    }
    position = {"id": "p", "statement": statement, "holder": holder, "holders": [holder], "speaker": ""}
    position |= {"citations": [citation], "checks": CLEAN, "status": "verified", "reasons": []}
    articles = [{"id": "a", "name": "truce.txt"}]
    return verify(json.dumps({"articles": articles, "positions": [position], "summary": []}), SHELF)


def of_markdown(statement: str, holder: str = "Norway") -> Report:
    counts = "2021-03-04 · 1 article · 1 position · 0 disputes · 0 withheld · engine openai (m) · pack default"
    below = f"**{holder}**\n\n- {statement} [^1]\n  *truce.txt, 4 March 2021*"
    source = f"1. *truce.txt*, outlet unknown, 4 March 2021: passage 1\n\n[^1]: truce.txt, ¶ 1, line 1: “{TRUCE}”"
    stands = f"## Who stands where\n\nOn no side: {holder} (1)\n\n"
    page = f"# b\n\n{counts}\n\n## Disputes\n\n## Positions by issue\n\n### What was said?\n\n{below}\n\n"
    return verify(f"{page}{stands}## Sources\n\n{source}\n", SHELF)


FORMATS = {"json": (of_json, "status"), "md": (of_markdown, "flag")}


@pytest.mark.parametrize(("found", "flag"), FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize(
    ("statement", "due"),
    [
        pytest.param("Norway: the truce may hold for 12 weeks.", "", id="the passage's words"),
        pytest.param("Norway: the truce may hold for 12 weeks; ships would quit the northern fjord.", "flag", id="own"),
        pytest.param("Norway: the truce will hold for 12 weeks.", "flag", id="more certain"),
        pytest.param("Norway: fishermen celebrate cheaper harbour dues.", "unsupported", id="invented"),
    ],
)
def test_words_of_an_engine_need_a_flag_where_they_are_not_the_passages(
    found: Callable[..., Report], flag: str, statement: str, due: str
) -> None:
    wanted = flag if due == "flag" else due
    codes = {each.code for each in found(statement).failures}
    assert (wanted in codes) if wanted else not codes, found(statement).failures


@pytest.mark.parametrize("found", [of_json, of_markdown])
def test_a_holder_that_only_the_brief_names_bears_nothing_out(found: Callable[..., Report]) -> None:
    codes = {each.code for each in found("Norway: Zorblat Quux said the truce may hold.", "Zorblat Quux").failures}
    assert "unsupported" in codes


def test_what_is_printed_with_a_flag_is_listed_in_one_place() -> None:
    modules = sorted((Path(briefer.__file__).parent).rglob("*.py"))
    assert [each.name for each in modules if '"modality", "comparative"' in each.read_text(encoding="utf-8")] == [
        "__init__.py"
    ]
