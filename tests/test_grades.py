"""What a pack calls a position: by kind, modality, words, how the speaker is named; the same with every engine."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from briefer import assets, grades, packs
from briefer.cli import app
from briefer.engines import Settings, rules
from briefer.grades import Speaker
from briefer.model import Grade, Position, Withheld
from tests import desk
from tests.desk import SEEDS

TEXT = """\
Norway's foreign minister, Ana Berg, said on Thursday: "The port will stay shut."

She said that fees may rise.

Norway's trade ministry said that the ban was unlawful.

A Chilean official said that talks had failed.

Peru urged Chile to open the port.

Japan supports the ban.

Norway, according to the Harbour Wire, wants talks.
"""


def found(text: str = TEXT, *called: Grade) -> list[Position | Withheld]:
    """All positions of a text by the embedded engine, graded."""
    from briefer import evidence, extract
    from briefer.jobs import Asker

    only = desk.chunk(text, published="2021-03-04")
    reply = rules.engine(Settings()).answer(extract.ask(only, Asker({})))
    claims, _ = extract.read(reply, only)
    reading = desk.reading(only.article)
    return [grades.graded(each, evidence.weigh(each, reading), called, desk.NAMES) for each in claims]


def positions(*called: Grade) -> dict[str, Position]:
    return {each.statement: each for each in found(TEXT, *called) if isinstance(each, Position)}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("The port will stay shut", Speaker.NAMED),
        ("fees may rise", Speaker.NAMED),
        ("the ban was unlawful", Speaker.OFFICE),
        ("talks had failed", Speaker.UNNAMED),
        ("urged Chile", Speaker.NONE),
        ("Japan supports", Speaker.NONE),
    ],
)
def test_how_the_article_names_who_speaks(said: str, kind: Speaker) -> None:
    [held] = [each for statement, each in positions().items() if said in statement]
    assert grades.speaker(held, desk.NAMES) is kind


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("Nikki Haley", Speaker.NAMED),
        ("Ri Yong-ho", Speaker.NAMED),
        ("Ursula von der Leyen", Speaker.NAMED),
        ("O’Neill", Speaker.NAMED),
        ("China's foreign minister", Speaker.OFFICE),
        ("the foreign ministry in Moscow", Speaker.OFFICE),
        ("a spokesman for the ministry", Speaker.OFFICE),
        ("a US official", Speaker.UNNAMED),
        ("one of Japan's diplomats", Speaker.UNNAMED),
        ("Western diplomats", Speaker.UNNAMED),
        ("the Russian official", Speaker.UNNAMED),
        ("a member of the American delegation", Speaker.UNNAMED),
    ],
)
def test_a_speaker_is_named_an_office_or_without_a_name(speaker: str, kind: Speaker) -> None:
    held = next(iter(positions().values()))
    assert grades.speaker(replace(held, speaker=speaker), desk.NAMES) is kind


@pytest.mark.parametrize(
    ("grade", "fits"),
    [
        pytest.param(Grade("x", kinds=("demands",)), ["urged Chile"], id="kind"),
        pytest.param(Grade("x", modality=("may",)), ["fees may rise"], id="modality"),
        pytest.param(Grade("x", words=("unlawful",)), ["unlawful"], id="word"),
        pytest.param(Grade("x", words=("unlaw",)), [], id="not a part of a word"),
        pytest.param(Grade("x", words=("unlaw*",)), ["unlawful"], id="the beginning of a word"),
        pytest.param(Grade("x", words=("a.*b", "(", "[")), [], id="words are no patterns"),
        pytest.param(Grade("x", words=("unlawful",), beside=("ban",)), ["unlawful"], id="two words"),
        pytest.param(Grade("x", words=("unlawful",), beside=("tariff",)), [], id="one of two words"),
        pytest.param(Grade("x", quoted=True), ["will stay shut"], id="quoted"),
        pytest.param(Grade("x", speaker=("unnamed",)), ["talks had failed"], id="speaker"),
        pytest.param(Grade("x", speaker=("named",), quoted=False), ["fees may rise"], id="both conditions"),
        pytest.param(Grade("x", speaker=("named",), words=("unlawful",)), [], id="only one of two"),
    ],
)
def test_a_grade_fits_where_all_its_conditions_hold(grade: Grade, fits: list[str]) -> None:
    called = [statement for statement, each in positions(grade).items() if each.grade == "x"]
    assert len(called) == len(fits)
    assert all(part in statement for part, statement in zip(fits, called, strict=True))


def test_the_first_grade_that_fits_is_the_positions() -> None:
    called = positions(Grade("first", speaker=("named",)), Grade("all"))
    assert {each.grade for each in called.values()} == {"first", "all"}
    assert sum(each.grade == "first" for each in called.values()) == 2


def test_what_a_pack_leaves_out_is_withheld_with_the_reason() -> None:
    left = found(TEXT, Grade("nobody", speaker=("none",), withhold=True))
    ours = [each for each in left if isinstance(each, Withheld) and each.code == "pack"]
    assert len(ours) >= 2
    assert all("it is graded 'nobody'" in each.reason for each in ours)
    assert not any(each.grade for each in positions().values())


def test_positions_stand_in_the_order_of_their_grades() -> None:
    called = (Grade("late", words=("fees",)), Grade("later"))
    brief = desk.brief([desk.article(TEXT, published="2021-03-04")])
    graded = tuple(replace(each, grade="late" if "fees" in each.statement else "") for each in brief.positions)
    by_id = {each.id: each for each in graded}
    issues = tuple(
        replace(
            issue,
            sides=tuple(
                replace(side, positions=tuple(by_id[each.id] for each in side.positions)) for side in issue.sides
            ),
        )
        for issue in brief.issues
    )
    for issue in grades.ordered(issues, grades.labels(called)):
        for side in issue.sides:
            ranks = [each.grade != "late" for each in side.positions]
            assert ranks == sorted(ranks)
    assert grades.ordered(issues, ()) == issues


@pytest.mark.parametrize(
    ("table", "told"),
    [
        pytest.param("grade = 3", "a grade is a table", id="no table"),
        pytest.param("[[grade]]", "lacks its label", id="no label"),
        pytest.param('[[grade]]\nlabel = " "', "lacks its label", id="blank"),
        pytest.param('[[grade]]\nlabel = "a; b"', "no semicolon", id="semicolon"),
        pytest.param(f'[[grade]]\nlabel = "{"a" * 61}"', "60 characters at most", id="long"),
        pytest.param('[[grade]]\nlabel = "\\u202e"', "lacks its label|60 characters", id="turning"),
        pytest.param('[[grade]]\nlabel = "a"\nword = ["x"]', "has no 'word' .*words", id="key"),
        pytest.param('[[grade]]\nlabel = "a"\nkinds = ["shouts"]', "no kinds 'shouts' .*asserts", id="kind"),
        pytest.param('[[grade]]\nlabel = "a"\nspeaker = "ghost"', "no speaker 'ghost'", id="speaker"),
        pytest.param('[[grade]]\nlabel = "a"\nwords = [1]', "words is a list", id="words"),
        pytest.param('[[grade]]\nlabel = "a"\nwords = []', "words is a list", id="no words"),
        pytest.param('[[grade]]\nlabel = "a"\nquoted = "yes"', "quoted is true or false", id="switch"),
        pytest.param("\n".join(['[[grade]]\nlabel = "a"'] * 25), "24 at most", id="too many"),
    ],
)
def test_a_malformed_grade_is_one_line(tmp_path: Path, table: str, told: str) -> None:
    from briefer.errors import BrieferError

    (tmp_path / "pack.toml").write_text(f'purpose = "x"\n{table}\n', encoding="utf-8")
    with pytest.raises(BrieferError, match=told) as raised:
        packs.load(str(tmp_path))
    assert "\n" not in str(raised.value)


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


GRADED = [name for name in assets.packs() if packs.load(name).grades]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("name", GRADED)
def test_each_shipped_pack_changes_the_brief_visibly_and_it_verifies(name: str) -> None:
    assert run("generate", SEEDS, "-o", "plain/").exit_code == 0
    assert run("regenerate", "--pack", name).exit_code == 0
    brief: dict[str, Any] = json.loads(Path("brief.json").read_text(encoding="utf-8"))
    plain: dict[str, Any] = json.loads(Path("plain/brief.json").read_text(encoding="utf-8"))
    assert len({each["grade"] for each in brief["positions"]}) >= 4
    assert [each["text"] for each in brief["summary"]] != [each["text"] for each in plain["summary"]]
    assert "Not followed: what its prompts tell a language model" in brief["made_with"]["pack_followed"]
    for made in ("brief.md", "brief.json"):
        checked = run("verify", made, SEEDS)
        assert checked.exit_code == 0, checked.output
    lost = {each["id"] for each in plain["positions"]} - {each["id"] for each in brief["positions"]}
    assert len(lost) <= sum(each["code"] == "pack" for each in brief["withheld"])
    page = Path("brief.md").read_text(encoding="utf-8")
    label = brief["made_with"]["pack_grades"][0]
    assert f"* Grades behind the dates: {label}" in page
    for grade in {each["grade"] for each in brief["positions"]} - {""}:
        assert f" · {grade}*" in page
        assert f"<strong>{grade}</strong>" in Path("brief.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("bare")
def test_a_grade_that_the_brief_does_not_list_is_no_part_of_where_it_was_printed() -> None:
    run("generate", SEEDS, "--pack", "military-analyst")
    page = Path("brief.md").read_text(encoding="utf-8")
    Path("brief.md").write_text(page.replace(" · claimed*", " · proven*", 1), encoding="utf-8")
    checked = run("verify", "brief.md", SEEDS)
    assert checked.exit_code == 4
    assert "proven" in checked.stdout


def test_the_packs_give_no_one_statement_a_grade_that_its_words_deny() -> None:
    called = {name: positions(*packs.load(name).grades) for name in ("sanctions-lawyer", "sceptical-editor")}
    lawyer = {each.grade: statement for statement, each in called["sanctions-lawyer"].items()}
    assert "unlawful" in lawyer["legal basis"]
    assert "urged" in lawyer["demanded"]
    editor = called["sceptical-editor"]
    assert not any(statement.startswith("Japan supports") for statement in editor)
    assert [each.grade for said, each in editor.items() if "talks had failed" in said] == ["anonymous, reported"]
