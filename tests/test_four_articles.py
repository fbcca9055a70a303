"""The disputes that a careful reader finds in the four real articles, with both engines.

The reading is tests/data/four_articles_reading.json. The articles lie beside the project (../shared/seeds) and are no
part of it: the reading names places in them, and the hash of each file. Without them these tests are skipped.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefer.cli import app
from briefer.model import Json, Span
from tests.faultserver import Asked, Behaviour, FaultServer, pointer, says

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT.parent / "shared/seeds"
READING = json.loads((ROOT / "tests/data/four_articles_reading.json").read_text(encoding="utf-8"))
DISPUTES = {each["name"]: each for each in READING["disputes"]}


@cache
def texts() -> dict[str, str]:
    """The articles' texts; the test is skipped where one is not there as it was read."""
    found = {}
    for name, sha256 in READING["files"].items():
        path = ARTICLES / name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            return {}
        found[name] = path.read_bytes().decode()
    return found


def words(name: str) -> str:
    """What the reading points at, on one line."""
    at = READING["positions"][name]
    return " ".join(texts()[at["file"]][slice(*at["at"])].split())


# --- an LLM that reads as the reader did ---------------------------------------------------------------------------


def reader(asked: Asked) -> Behaviour:
    """Answers what it is asked from the reading; it sees nothing but the prompt."""
    text = asked.messages[-1]["content"]
    if "List who holds which position" in asked.words:
        return says({"positions": list(_positions(text))})
    if "Group them under the questions" in asked.words:
        return says({"issues": list(_issues(text))})
    if "Say of each statement" in asked.words:
        return says(
            {"verdicts": [{"id": each, "borne_out": "yes"} for each in re.findall(r"^C\d+", text, re.MULTILINE)]}
        )
    return says({"summary": []})


def _positions(text: str) -> Iterator[Json]:
    sentences = re.findall(r"^(S\d+) (.*)$", text, re.MULTILINE)
    for name, at in READING["positions"].items():
        found = next((id_ for id_, sentence in sentences if words(name) in sentence), "")
        if found:
            yield pointer({**at, "at": [found], "words": [words(name)], "says": ""})


def _issues(text: str) -> Iterator[Json]:
    shown = re.findall(r"^(P\d+) .* \| words: (.*)$", text, re.MULTILINE)
    ids = {name: id_ for name in READING["positions"] for id_, said in shown if words(name) in said}
    for each in READING["disputes"]:
        sides = [{"label": label, "ids": [ids[one] for one in names if one in ids]}
                 for label, names in {**each["sides"], **each["undecided"]}.items()]  # fmt: skip
        common = [ids[one] for one in each["common"] if one in ids]
        yield {"question": each["question"], "kind": each["kind"], "disputed": True, "sides": sides, "common": common}


# --- what is to be found -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["rules", "openai"])
def brief(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The brief of the four articles by each engine, as an object; checked against the articles by verify."""
    if not texts():
        pytest.skip(f"the four articles are not in {ARTICLES}")
    made = tmp_path_factory.mktemp(request.param) / "brief.json"
    command = ["generate", str(ARTICLES), "-o", str(made), "--store", f"sqlite:///{made.parent}/b.db"]
    with FaultServer(reader) as server:
        asked = ["--base-url", server.address, "--model", "m"] if request.param == "openai" else []
        result = CliRunner(env={"OPENAI_API_KEY": "k"}).invoke(app, [*command, "--engine", request.param, *asked])
    assert result.exit_code == 0, result.output
    checked = CliRunner().invoke(app, ["verify", str(made), str(ARTICLES)])
    assert checked.exit_code == 0, checked.output
    return dict(json.loads(made.read_text(encoding="utf-8")))


def standing(brief: dict[str, Any], issue: dict[str, Any]) -> dict[str, str]:
    """Of each place that the reading knows, and that stands on a side of an issue, the label of the side."""
    names = {each["id"]: each["name"] for each in brief["articles"]}
    held = {each["id"]: each for each in brief["positions"]}
    found = {}
    for side in issue["sides"]:
        for citation in (held[id_]["citations"][0] for id_ in side["positions"]):
            for name, at in READING["positions"].items():
                whole = Span(citation["start"], citation["end"]).covers(Span(*at["at"]))
                if (
                    whole
                    and at["file"] == names[citation["article"]]
                    and set(at["holder"].split(" and ")) & set(side["holders"])
                ):
                    found[name] = side["label"]
    return found


def matching(brief: dict[str, Any], dispute: dict[str, Any]) -> dict[str, str]:
    """The places of a dispute as the dispute of the brief has them that has most of them."""
    places = {name for names in dispute["sides"].values() for name in names}
    every = [standing(brief, each) for each in brief["issues"] if each["disputed"]]
    return max(every, key=lambda found: len(places & set(found)), default={})


@pytest.mark.parametrize("name", DISPUTES)
def test_each_dispute_is_found_with_its_holders_on_their_own_sides(brief: dict[str, Any], name: str) -> None:
    sides = DISPUTES[name]["sides"]
    found = matching(brief, DISPUTES[name])
    labels = [{found[each] for each in names if each in found} for names in sides.values()]
    assert all(len(each) == 1 for each in labels), f"{name}: {found}"
    assert labels[0] != labels[1]
    missing = [each for names in sides.values() for each in names if each not in found]
    assert missing == []


@pytest.mark.parametrize("name", DISPUTES)
def test_who_leaves_it_open_stands_on_neither_side(brief: dict[str, Any], name: str) -> None:
    sides = DISPUTES[name]["sides"]
    found = matching(brief, DISPUTES[name])
    taken = {found[each] for names in sides.values() for each in names}
    assert not {found[each] for names in DISPUTES[name]["undecided"].values() for each in names} & taken


@pytest.mark.parametrize("name", [name for name, each in DISPUTES.items() if each["common"]])
def test_its_common_ground_is_shown(brief: dict[str, Any], name: str) -> None:
    places = {each for names in DISPUTES[name]["sides"].values() for each in names}
    issue = max(brief["issues"], key=lambda each: len(places & set(standing(brief, each))) if each["disputed"] else -1)
    common = {"sides": [{"label": "common", "holders": holders(brief, issue["common"]), "positions": issue["common"]}]}
    assert set(DISPUTES[name]["common"]) <= set(standing(brief, common))


def holders(brief: dict[str, Any], ids: list[str]) -> list[str]:
    return [name for each in brief["positions"] if each["id"] in ids for name in each["holders"]]


def test_no_other_dispute_is_found(brief: dict[str, Any]) -> None:
    assert sum(each["disputed"] for each in brief["issues"]) == len(DISPUTES)
    assert all(each["kind"] in {"fact", "policy"} for each in brief["issues"])


def test_what_is_no_dispute_stands_in_none(brief: dict[str, Any]) -> None:
    placed = {name for each in brief["issues"] if each["disputed"] for name in standing(brief, each)}
    assert placed & set(READING["no_dispute"]) == set()
