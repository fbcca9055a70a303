"""What a served language model may make of positions on policies: every cell is held by a verified position.

The model is a server of our own that answers `extract` as the embedded engine does, and `relate` as the test wants it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefer.cli import app
from briefer.model import Json
from tests.faultserver import Asked, Behaviour, FaultServer, says

ONE = (
    "Norway demanded a halt to arms exports to Saudi Arabia.\n\n"
    "Norway said in a letter that the exports were worth 40 million euros."
)
TWO = (
    "Britain said it would not halt arms exports to Saudi Arabia.\n\n"
    "Norway said in a letter that the exports were worth 90 million euros."
)
STATEMENTS = {
    "halt": "a halt to arms exports to Saudi Arabia",
    "no": "it would not halt arms exports to Saudi Arabia",
    "forty": "that the exports were worth 40 million euros",
    "ninety": "that the exports were worth 90 million euros",
}
HOLDERS = {"halt": "Norway", "no": "Britain", "forty": "Norway", "ninety": "Norway"}


def _served(issue: Json, invented: bool) -> Any:
    def answer(asked: Asked) -> Behaviour:
        text = asked.messages[-1]["content"]
        if "List who holds which position" in asked.words:
            return says({"positions": _positions(text, invented)})
        if "Group them under the questions" in asked.words:
            return says({"issues": [_named(issue, text)]})
        verdicts = [{"id": each, "borne_out": "yes"} for each in re.findall(r"^C\d+", text, re.MULTILINE)]
        return says({"verdicts": verdicts} if verdicts else {"summary": []})

    return answer


def _positions(text: str, invented: bool) -> list[Json]:
    found = []
    for name, words in STATEMENTS.items():
        at = next((each for each, said in re.findall(r"^(S\d+) (.*)$", text, re.MULTILINE) if words in said), "")
        if at:
            holder = HOLDERS[name]
            # a statement that says more than its passage is withheld, and stands in no cell
            says_ = f"{holder} said that Peru will pay 7 billion euros." if invented and name == "no" else ""
            found.append(
                {"at": [at], "words": words, "holder": holder, "speaker": "", **({"says": says_} if says_ else {})}
            )
    return found


def _named(issue: Json, text: str) -> Json:
    """The issue with the ids of the prompt in place of our names for positions; other ids stay as they are."""
    ids = {
        name: id_
        for id_, said in re.findall(r"^(P\d+) .* \| words: (.*)$", text, re.MULTILINE)
        for name, words in STATEMENTS.items()
        if words in said
    }
    sides = [{**side, "ids": [ids.get(each, each) for each in side["ids"]]} for side in issue["sides"]]
    return {**issue, "sides": sides, "common": []}


def made(tmp_path: Path, issue: Json, invented: bool = False) -> dict[str, Any]:
    """The brief of the two articles by a model that relates their positions so; verify bears it out."""
    folder = tmp_path / "week"
    folder.mkdir()
    for name, text, day in (("one.md", ONE, 24), ("two.md", TWO, 25)):
        (folder / name).write_text(f"---\ndate: 2017-07-{day}\n---\n{text}\n", encoding="utf-8")
    out = tmp_path / "brief.json"
    with FaultServer(_served(issue, invented)) as server:
        command = [
            "generate",
            str(folder),
            "-o",
            str(out),
            "--store",
            f"sqlite:///{tmp_path}/b.db",
            "--engine",
            "openai",
        ]
        more = ["--base-url", server.address, "--model", "m", "--allow-partial"]
        result = CliRunner(env={"OPENAI_API_KEY": "k"}).invoke(app, [*command, *more])
    assert result.exit_code == 0, result.output
    checked = CliRunner().invoke(app, ["verify", str(out), str(folder)])
    assert checked.exit_code == 0, checked.output
    return dict(json.loads(out.read_text(encoding="utf-8")))


def asked(kind: str, disputed: bool, question: str, *sides: tuple[str, list[str]]) -> Json:
    listed = [{"label": label, "ids": ids} for label, ids in sides]
    return {"question": question, "kind": kind, "disputed": disputed, "sides": listed}


EXPORTS = "Should arms exports to Saudi Arabia be halted?"


def codes(brief: dict[str, Any]) -> set[str]:
    return {each["code"] for each in brief["problems"]}


def test_a_policy_dispute_of_two_verified_positions_is_one(tmp_path: Path) -> None:
    brief = made(tmp_path, asked("policy", True, EXPORTS, ("for", ["halt"]), ("against", ["no"])))
    first = brief["issues"][0]
    assert (first["question"], first["disputed"]) == (EXPORTS, True)
    assert [side["holders"] for side in first["sides"]] == [["Norway"], ["United Kingdom"]]


def test_numbers_of_one_source_in_two_articles_are_report_against_report(tmp_path: Path) -> None:
    question = "What are the exports worth?"
    brief = made(tmp_path, asked("report", True, question, ("40 million", ["forty"]), ("90 million", ["ninety"])))
    first = brief["issues"][0]
    assert (first["question"], first["kind"], first["disputed"]) == (question, "report", False)


@pytest.mark.parametrize(
    ("issue", "code"),
    [
        pytest.param(
            asked("policy", True, EXPORTS, ("for", ["halt"]), ("against", ["P77"])),
            "unknown-position",
            id="invented id",
        ),
        pytest.param(
            asked("policy", True, EXPORTS, ("for", ["halt"]), ("against", ["forty"])), "not-a-dispute", id="one holder"
        ),
        pytest.param(
            asked("report", False, "What are they worth?", ("a", ["halt"]), ("b", ["forty"])),
            "not-reports",
            id="one article",
        ),
        pytest.param(
            asked("self-contradiction", False, "Did it turn?", ("a", ["halt"]), ("b", ["no"])),
            "not-a-turn",
            id="two holders",
        ),
        pytest.param(
            asked("policy", True, "Should Zubrowka halt exports?", ("for", ["halt"]), ("against", ["no"])),
            "label-withheld",
            id="a name of its own",
        ),
        pytest.param(
            asked("policy", True, EXPORTS, ("for 99 states", ["halt"]), ("against", ["no"])),
            "label-withheld",
            id="a number of its own",
        ),
    ],
)
def test_what_no_verified_positions_bear_out_is_not_printed(tmp_path: Path, issue: Json, code: str) -> None:
    brief = made(tmp_path, issue)
    assert code in codes(brief)
    printed = json.dumps([brief["issues"], brief["summary"]])
    assert "Zubrowka" not in printed
    assert "99" not in [word for each in brief["issues"] for side in each["sides"] for word in side["label"].split()]
    if code != "label-withheld":
        assert not any(each["disputed"] for each in brief["issues"])
    # nothing that was said is lost
    assert {each for issue in brief["issues"] for side in issue["sides"] for each in side["positions"]} == {
        each["id"] for each in brief["positions"]
    }


def test_a_dispute_falls_with_the_position_that_is_withheld(tmp_path: Path) -> None:
    issue = asked("policy", True, EXPORTS, ("for", ["halt"]), ("against", ["no"]))
    brief = made(tmp_path, issue, invented=True)
    assert len(brief["withheld"]) == 1
    assert not any(each["disputed"] for each in brief["issues"])
