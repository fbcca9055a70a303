"""An engine that invents: none of it gets into a brief, all of it is withheld with its reason."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from briefer import assets
from briefer.actors import table
from briefer.cli import app
from briefer.engines import Settings
from briefer.engines.rules import extract
from briefer.model import Job, Json, Reply

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TRUE = "Such actions are unacceptable."


class Inventor:
    """Answers every job with things that no article says: quotes, holders, numbers, disputes, a bottom line."""

    identity: ClassVar[Json] = {"kind": "inventor"}
    reads_prompts = False

    def answer(self, job: Job) -> Reply:
        return Reply(job.key, getattr(self, job.task)(job.payload))

    def extract(self, payload: Json) -> Json:
        ids = [name for paragraph in payload["paragraphs"] for name, _ in paragraph]
        first = payload["paragraphs"][0][0][1]
        own = extract.answer(payload, table())["positions"]
        return {
            "positions": [
                _claim([ids[0]], ["the zebra treaty is signed"], "Zubrowka", "Zubrowka signed the zebra treaty."),
                _claim([ids[-1]], [], "Zubrowka", "Zubrowka demands 9,876,543 zebras."),
                _claim(["S999"], [], "Zubrowka", "Zubrowka stands by sentence 999."),
                _claim([ids[0]], [first.replace(" ", " never ", 1)], "Zubrowka", "Zubrowka never said so."),
                *({**each, "holder": "Zubrowka", "speaker": "Zero Zzyzx"} for each in own),
                *({**each, "says": f"{each['says']} It counted 9,876,543 zebras."} for each in own),
            ]
        }

    def relate(self, payload: Json) -> Json:
        ids = [each["id"] for each in payload["positions"]]
        sides = [{"label": "Zubrowka", "ids": [*ids[:1], "P9999"]}, {"label": "9,876,543 zebras", "ids": ids[1:2]}]
        return {"issues": [{"question": "Is Zubrowka right?", "kind": "fact", "disputed": True, "sides": sides}]}

    def write(self, payload: Json) -> Json:
        ids = [each["id"] for each in payload["positions"]]
        lines = [("Zubrowka has 9,876,543 zebras.", ids[:2]), ("Zubrowka won.", ["P9999"]), ("Zubrowka lost.", [])]
        return {"summary": [{"text": text, "ids": named} for text, named in lines]}


class HalfTrue(Inventor):
    """Adds to every invention one true claim, where the article holds it."""

    identity: ClassVar[Json] = {"kind": "half-true"}

    def extract(self, payload: Json) -> Json:
        answer = super().extract(payload)
        for paragraph in payload["paragraphs"]:
            for name, sentence in paragraph:
                if TRUE in sentence:
                    true = _claim([name], [], "China", "Cui Tiankai (China) said such actions are unacceptable.")
                    answer["positions"].append({**true, "source": "Cui Tiankai", "speaker": "Cui Tiankai"})
        return answer


def _claim(at: list[str], words: list[str], holder: str, says: str) -> Json:
    names = {"source": holder, "cue": "said", "holder": holder, "speaker": ""}
    return {"at": at, "words": words, **names, "says": says, "kind": "asserts", "about": "zebras"}


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for kind in (Inventor, HalfTrue):
        module = ModuleType(f"inventing.{kind.__name__}")
        module.engine = lambda settings, kind=kind: kind()  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, f"inventing.{kind.__name__}", module)
    assert Settings().model == ""


@pytest.mark.usefixtures("engines")
@pytest.mark.parametrize("engine", ["Inventor", "HalfTrue"])
def test_no_invention_gets_into_any_format(engine: str, tmp_path: Path) -> None:
    formats = ",".join(assets.formats())
    result = CliRunner().invoke(app, ["generate", str(SEEDS), "--engine", f"inventing.{engine}", "--format", formats])
    assert result.exit_code == 0, result.output
    brief = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    printed = {name: (tmp_path / f"brief.{name}").read_text(encoding="utf-8") for name in assets.formats()}
    withheld = brief.pop("withheld")
    printed["json"] = json.dumps(brief)
    for name, text in printed.items():
        for invented in ("Zubrowka", "zebra", "9,876,543", "Zzyzx", "999."):
            assert invented not in text, f"{invented} in {name}"
    assert len(withheld) > 11 * 4
    assert all(each["reason"] and each["code"] for each in withheld)
    assert len(brief["positions"]) == (1 if engine == "HalfTrue" else 0)


@pytest.mark.usefixtures("engines")
def test_a_true_claim_among_inventions_stands(tmp_path: Path) -> None:
    CliRunner().invoke(app, ["generate", str(SEEDS), "--engine", "inventing.HalfTrue", "-o", "brief.json"])
    brief = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    [position] = brief["positions"]
    assert (position["holder"], position["speaker"]) == ("China", "Cui Tiankai")
    assert TRUE in position["citations"][0]["quote"]
