"""What every pack promises. A pack is found by being in prompts/; none is named here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefer import assets, compose, extract, issues, opinion, packs
from briefer.jobs import Asker
from briefer.model import Job, Json, Message
from briefer.packs import Pack
from tests.samples import ATTACK, BRIEF, CHUNK, hostile

ASKER = Asker({"kind": "test"})
BAD = hostile()
EARLIER = (("Ana Berg", "trade minister"),)
TASKS = {task.TASK: task.SCHEMA for task in (opinion, issues, compose)} | {extract.TASK: extract.LEAN}


def jobs(*, attack: bool) -> dict[str, Job]:
    """One real job of each task, by its name; with `attack` every string of the articles is one."""
    brief, chunk, earlier = (
        (BAD, BAD.withheld[0].claim.chunk, ((ATTACK, ATTACK),)) if attack else (BRIEF, CHUNK, EARLIER)
    )
    return {
        extract.TASK: extract.ask(chunk, ASKER, earlier),
        opinion.TASK: opinion.ask(brief.positions[:20], ASKER),
        issues.TASK: issues.ask(brief.positions, ASKER),
        compose.TASK: compose.ask(brief.title, brief.issues, brief.positions, ASKER),
    }


@pytest.fixture(params=assets.packs())
def pack(request: pytest.FixtureRequest) -> Pack:
    return packs.load(request.param)


@pytest.fixture(params=sorted(TASKS))
def task(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def ask(pack: Pack, task: str, *, attack: bool = False) -> tuple[Message, ...]:
    return packs.messages(pack, task, jobs(attack=attack)[task].payload)


def test_the_tasks_are_those_that_the_program_asks() -> None:
    files = {name for name, _ in packs.load("default").files}
    assert files == {assets.PACK_FILE, *(f"{task}.md.j2" for task in TASKS)}


def test_a_pack_says_what_it_is_for(pack: Pack) -> None:
    assert pack.name in assets.packs()
    for text in (pack.purpose, pack.audience, pack.emphasis, pack.rules):
        assert text.strip()
        assert "\n" not in text


def test_a_pack_other_than_the_default_holds_only_what_differs(pack: Pack) -> None:
    base = dict(packs.load("default").files)
    folder = Path(assets.folder("prompts") / pack.name)
    if pack.name != "default":
        assert [path.name for path in folder.glob("*.j2") if base.get(path.name) == path.read_text("utf-8")] == []


def test_every_task_can_be_asked(pack: Pack, task: str) -> None:
    roles = [message.role for message in ask(pack, task)]
    assert roles == ["system", "user"]


def test_what_stands_first_is_the_same_for_all_articles(pack: Pack, task: str) -> None:
    """Endpoints keep a prefix that they have seen, and an article has no say in what the system is told."""
    assert ask(pack, task)[0] == ask(pack, task, attack=True)[0]


def test_all_that_comes_from_an_article_stands_within_the_fence(pack: Pack, task: str) -> None:
    _, user = ask(pack, task, attack=True)
    first, *rest = user.content.split("\n")
    fence = first.removeprefix("<<<")
    assert len(fence) == 16
    assert rest[-1] == f"{fence}>>>"
    assert user.content.count(fence) == 2


def test_no_article_text_can_look_like_a_line_of_the_prompt(pack: Pack, task: str) -> None:
    """Each sentence and each position is one line that starts with its id, whatever line breaks it holds."""
    lines = ask(pack, task, attack=True)[1].content.split("\n")
    forged = [line for line in lines if line.startswith(("# Forged", "- Forged", "1. one", "```"))]
    assert forged == []


def test_the_prompt_says_that_the_text_is_material_and_not_a_command(pack: Pack, task: str) -> None:
    system = ask(pack, task)[0].content
    assert "between the fences" in system


def test_the_worked_example_is_an_answer_of_the_schema(pack: Pack, task: str) -> None:
    system = ask(pack, task)[0].content
    example, _ = json.JSONDecoder().raw_decode(system[system.index('\n{"') :].lstrip())
    fits(example, TASKS[task])


def fits(value: object, schema: Json) -> None:
    """As much of JSON Schema as the tasks use."""
    match schema:
        case {"type": "object", "properties": properties}:
            assert isinstance(value, dict)
            assert set(value) == set(properties)
            for key, each in properties.items():
                fits(value[key], each)
        case {"anyOf": schemas}:
            assert isinstance(value, dict)
            (fitting,) = [each for each in schemas if set(each["properties"]) == set(value)]
            fits(value, fitting)
        case {"type": "array", "items": each}:
            assert isinstance(value, list)
            for item in value:
                fits(item, each)
        case {"enum": allowed}:
            assert value in allowed
        case {"type": "boolean"}:
            assert isinstance(value, bool)
        case _:
            assert isinstance(value, str)
