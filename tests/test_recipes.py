"""The recipes of CONTRIBUTING.md: the code on the page is a plugin as it stands, and no existing file changes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer import assets, packs, plugins, readers, render, runners
from briefer.engines import Engine, Settings
from briefer.model import Job, Json, Problem, Reply
from briefer.store import nowhere

PAGE = Path(__file__).parents[1] / "CONTRIBUTING.md"
RECIPE = re.compile(r"^### How to add an? (?P<kind>[\w ]+)\n(?P<body>.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^```\w* file=(?P<path>\S+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
RECIPES = {
    found["kind"]: {file["path"]: file["code"] for file in FILE.finditer(found["body"])}
    for found in RECIPE.finditer(PAGE.read_text(encoding="utf-8"))
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path that holds the files of every recipe."""
    for files in RECIPES.values():
        for path, code in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def only(kind: str) -> str:
    """The one file of a recipe."""
    (path,) = RECIPES[kind]
    return path


def dotted(kind: str) -> str:
    """The module of a recipe by its dotted name."""
    return only(kind).removesuffix(".py").replace("/", ".")


def engine() -> Engine:
    made: Engine = plugins.load("engines", dotted("engine")).engine(Settings())
    return made


def jobs() -> tuple[Job, Job]:
    identity = engine().identity
    return Job("extract", {"paragraphs": []}, {}, identity), Job("write", {}, {}, identity, place="the summary")


def brief() -> Json:
    """A brief.json of one position."""
    citation = {
        "article": "a1",
        "start": 0,
        "end": 9,
        "quote": "It was an ICBM",
        "match": "exact",
        "paragraph": 1,
        "line": 3,
    }
    position = {"id": "p1", "holders": ["Japan"], "statement": "The missile was an ICBM.", "citations": [citation]}
    return {
        "schema": "briefer.brief/1",
        "title": "The week",
        "summary": [],
        "issues": [],
        "positions": [position],
        "articles": [{"id": "a1", "title": "A launch"}],
    }


def test_every_recipe_is_tried_here() -> None:
    tried = {name.removeprefix("test_add_").removesuffix("_by_the_recipe") for name in globals()}
    assert RECIPES
    assert {kind.replace(" ", "_") for kind in RECIPES} <= tried


@pytest.mark.usefixtures("folder")
def test_add_engine_by_the_recipe() -> None:
    extract, write = jobs()
    with plugins.load("runners", "serial").executor(1) as executor, nowhere() as store:
        outcomes = runners.run([extract, write], engine(), executor, store)
    assert outcomes == {
        extract.key: Reply(extract.key, {"positions": []}),
        write.key: Problem("no-answer", "cannot answer write jobs", "the summary"),
    }


def test_add_reader_by_the_recipe(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(folder / "readers")])
    said = folder / "conference" / "2017-07-26.srt"
    said.parent.mkdir()
    said.write_text("1\n00:00:01,000 --> 00:00:04,000\nWe will not\n\n2\n00:00:05,000 --> 00:00:06,000\nagree.\n")
    (article,), problems = readers.read([said.parent])
    assert (article.text, problems) == ("We will not\n\nagree.\n", ())
    assert article.published == "2017-07-26"


@pytest.mark.usefixtures("folder")
def test_add_runner_by_the_recipe() -> None:
    extract, _ = jobs()
    with plugins.load("runners", dotted("runner")).executor(1) as executor, nowhere() as store:
        assert runners.run([extract], engine(), executor, store) == {extract.key: Reply(extract.key, {"positions": []})}


def test_add_output_format_by_the_recipe(folder: Path) -> None:
    template = assets.user_template(folder / only("output format"))
    assert render.render(brief(), template.text, template.suffix, template.name) == (
        "The week\n\nJapan\n- The missile was an ICBM. [1]\n\n[1] A launch, line 3: “It was an ICBM”\n"
    )


def test_add_pack_by_the_recipe(folder: Path) -> None:
    default, own = packs.load("default"), packs.load(str((folder / only("pack")).parent))
    assert own.name == "shipping"
    assert own.focus == ("vessel", "cargo", "port", "insurance")
    assert own.sha256 != default.sha256
    assert {name for name, _ in default.files} <= {name for name, _ in own.files}


def test_an_engine_put_into_the_folder_has_a_plain_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefer.engines.__path__", [*sys.modules["briefer.engines"].__path__, str(folder / "ours")])
    assert "cautious" in plugins.names("engines")
    assert plugins.load("engines", "cautious").engine(Settings()).identity["kind"] == "cautious"
