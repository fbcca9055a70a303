"""What two briefs say differently, by position and dispute; every kind, every cause, and what one left out."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app
from briefer.diff import Side, compare
from briefer.document import as_dict
from tests import desk

ONE = desk.article(
    'OSLO, March 4, 2021 - Norway said that the port was shut.\n\n"Fees may rise," Chile said on Monday.\n',
    "one.txt",
    title="The port",
    published="2021-03-04",
)
TWO = desk.article("Peru said that the ships would wait.\n", "two.txt", title="The ships", published="2021-03-05")

Document = dict[str, Any]
Alter = Callable[[Document], object]


def document(*articles: object) -> Document:
    return as_dict(desk.brief(articles or (ONE, TWO)))  # type: ignore[arg-type]


def held(document: Document, holder: str) -> Document:
    found: Document = next(each for each in document["positions"] if each["holder"] == holder)
    return found


def altered(alter: Alter) -> tuple[Document, Document]:
    """A brief of two sides of one question, and the same one altered."""
    before = document()
    ids = {each["holder"]: each["id"] for each in before["positions"]}
    sides = [
        {"label": "yes", "holders": ["Norway"], "positions": [ids["Norway"]]},
        {"label": "no", "holders": ["Chile"], "positions": [ids["Chile"]]},
    ]
    issue = {"id": "i1", "question": "Is it shut?", "disputed": True, "standing": False, "kind": "fact", "silent": []}
    other = {"id": "i2", "question": "What else was said?", "disputed": False, "standing": False, "kind": "policy"}
    rest = [{"label": "", "holders": ["Peru"], "positions": [ids["Peru"]]}]
    before["issues"] = [issue | {"sides": sides}, other | {"sides": rest, "silent": []}]
    before["summary"] = [{"text": "Norway said that the port was shut.", "positions": [ids["Norway"]]}]
    after = copy.deepcopy(before)
    alter(after)
    return before, after


def remove(document: Document, holder: str) -> None:
    id_ = held(document, holder)["id"]
    document["positions"] = [each for each in document["positions"] if each["id"] != id_]
    for issue in document["issues"]:
        for side in issue["sides"]:
            side["positions"] = [each for each in side["positions"] if each != id_]
            side["holders"] = [each for each in side["holders"] if each != holder]
    document["summary"] = [each for each in document["summary"] if id_ not in each["positions"]]


def rename(document: Document, whose: str, **values: object) -> None:
    """A position in other words gets another id wherever it stands, as a real one does."""
    old = held(document, whose)["id"]
    new = old[::-1]
    document.update(json.loads(json.dumps(document).replace(old, new)))
    next(each for each in document["positions"] if each["id"] == new).update(values)


def swap(document: Document) -> None:
    one, other = document["issues"][0]["sides"]
    one["positions"], other["positions"] = other["positions"], one["positions"]
    one["holders"], other["holders"] = other["holders"], one["holders"]


def move(document: Document) -> None:
    found = held(document, "Norway")
    rename(document, "Norway")
    cited = held(document, "Norway")["citations"][0]
    cited["start"] = found["citations"][0]["end"] - 5


@pytest.mark.parametrize(
    ("alter", "kinds"),
    [
        pytest.param(lambda it: None, [], id="nothing"),
        pytest.param(lambda it: remove(it, "Peru"), ["lost"], id="lost"),
        pytest.param(swap, ["stance turned", "stance turned"], id="other sides"),
        pytest.param(lambda it: rename(it, "Norway", kind="denies"), ["stance turned"], id="denied"),
        pytest.param(
            lambda it: rename(it, "Norway", statement="Norway said the port was closed, shut."),
            ["wording only"],
            id="other words",
        ),
        pytest.param(lambda it: rename(it, "Norway", statement="Norway said that the port was shut"), [], id="a stop"),
        pytest.param(move, ["span moved"], id="another passage"),
        pytest.param(lambda it: rename(it, "Norway", holder="Sweden", holders=["Sweden"]), ["re-attributed"], id="who"),
        pytest.param(lambda it: rename(it, "Norway", status="partly verified"), ["checks differ"], id="flagged"),
        pytest.param(
            lambda it: rename(it, "Norway", holders=["Sweden"], kind="denies", statement="Sweden: the port was shut."),
            ["re-attributed"],
            id="the gravest counts",
        ),
    ],
)
def test_each_way_in_which_a_position_differs(alter: Alter, kinds: list[str]) -> None:
    found = compare(*map(Side, altered(alter)))
    assert [each["kind"] for each in found["positions"]] == kinds
    assert found["counts"]["same"] == 3 - len(kinds)
    mirrored = {"added": "lost", "lost": "added"}
    back = compare(*map(Side, reversed(altered(alter))))
    assert [each["kind"] for each in back["positions"]] == [mirrored.get(kind, kind) for kind in kinds]


def test_two_things_that_one_holder_says_in_one_sentence_are_not_taken_for_each_other() -> None:
    before, after = altered(lambda it: rename(it, "Norway", statement="Norway expects that exports of timber recover."))
    found = compare(Side(before), Side(after))
    assert sorted(each["kind"] for each in found["positions"]) == ["added", "lost"]


def reword(document: Document) -> None:
    document["issues"][0].update(id="i9", question="Was the port closed?")


def settle(document: Document) -> None:
    document["issues"][0]["disputed"] = False


@pytest.mark.parametrize(
    ("alter", "kinds"),
    [
        pytest.param(lambda it: None, [], id="nothing"),
        pytest.param(reword, ["wording only"], id="another question of the same positions"),
        pytest.param(settle, ["lost"], id="no dispute any more"),
        pytest.param(lambda it: it["issues"].pop(0), ["lost"], id="no question any more"),
        pytest.param(lambda it: remove(it, "Chile"), ["parties differ"], id="a party less"),
        pytest.param(swap, ["parties differ"], id="parties swapped"),
        pytest.param(lambda it: it["issues"][0]["sides"].reverse(), [], id="another order"),
        pytest.param(lambda it: it["issues"][0]["sides"][0].update(label="it is"), ["wording only"], id="a label"),
    ],
)
def test_each_way_in_which_a_dispute_differs(alter: Alter, kinds: list[str]) -> None:
    found = compare(*map(Side, altered(alter)))
    assert [each["kind"] for each in found["disputes"]] == kinds


def made(**values: object) -> Alter:
    return lambda it: it["made_with"].update(values)


OTHER = made(pack="other", pack_sha256="x")
RULES = {"kind": "rules", "version": "1", "attribution": 1, "tables": "a"}
PROMPTS = {"extract": "a", "check": "b", "relate": "c", "write": "d"}


@pytest.mark.parametrize(
    ("alter", "settings", "lost", "turned"),
    [
        pytest.param(lambda it: None, {}, ["answer"], ["answer"], id="nothing that is known"),
        pytest.param(made(engine="rules"), {}, ["engine"], ["engine"], id="engine"),
        pytest.param(made(model="n"), {}, ["model"], ["model"], id="model"),
        pytest.param(made(version="9"), {}, ["rules"], ["rules"], id="another briefer"),
        pytest.param(OTHER, {"prompts": None}, ["pack"], ["pack"], id="a pack, prompts not known"),
        pytest.param(
            made(pack="other", pack_sha256="x"),
            {"prompts": PROMPTS | {"write": "e"}},
            ["answer"],
            ["answer"],
            id="write",
        ),
        pytest.param(
            made(pack="other", pack_sha256="x"),
            {"prompts": PROMPTS | {"relate": "e"}},
            ["answer"],
            ["pack"],
            id="relate",
        ),
        pytest.param(
            made(pack="other", pack_sha256="x"),
            {"prompts": PROMPTS | {"extract": "e"}},
            ["pack"],
            ["pack"],
            id="extract",
        ),
        pytest.param(lambda it: None, {"identity": RULES | {"version": "2"}}, ["rules"], ["rules"], id="rules"),
        pytest.param(lambda it: None, {"questions": [1]}, ["answer"], ["settings"], id="standing questions"),
        pytest.param(lambda it: None, {"actors": "b"}, ["settings"], ["settings"], id="actors of one's own"),
    ],
)
def test_the_cause_is_what_reaches_the_stage(
    alter: Alter, settings: Document, lost: list[str], turned: list[str]
) -> None:
    kept = {"prompts": PROMPTS, "identity": RULES, "questions": [], "actors": "", "parameters": {}}
    before, gone = altered(lambda it: remove(it, "Peru"))
    _, swapped = altered(swap)
    before["made_with"].update(engine="m", model="m")
    for after, causes in ((gone, lost), (swapped, turned)):
        after["made_with"].update(engine="m", model="m")
        alter(after)
        now = {key: value for key, value in (kept | settings).items() if value is not None}
        found = compare(Side(before, "a", kept), Side(after, "b", now))
        assert found["positions"][0]["causes"] == causes


def test_what_stands_in_an_article_that_is_not_there_is_lost_by_its_source() -> None:
    found = compare(Side(document(ONE, TWO)), Side(document(ONE)))
    [lost] = found["positions"]
    assert (lost["kind"], lost["causes"], lost["before"]["holder"]) == ("lost", ["sources"], "Peru")
    assert found["differs"][0]["before"] == "2 articles, only here: two.txt"


def test_an_article_given_again_in_other_words_keeps_its_positions() -> None:
    longer = desk.article(f"It rained.\n\n{TWO.text}", "two.txt", title="The ships", published="2021-03-05")
    found = compare(Side(document(ONE, TWO)), Side(document(ONE, longer)))
    assert [(each["kind"], each["causes"][0]) for each in found["positions"]] == [("span moved", "sources")]


def test_the_omission_report_names_what_one_used_and_the_other_left_out() -> None:
    before, after = altered(lambda it: remove(it, "Norway"))
    told = compare(Side(before), Side(after))["omissions"]
    assert [(each["used_in"], each["used"], each["other"], each["position"]["holder"]) for each in told] == [
        ("before", "bottom line", "not there", "Norway")
    ]
    silent = copy.deepcopy(before) | {"summary": []}
    [told] = compare(Side(before), Side(silent))["omissions"]
    assert (told["used"], told["other"]) == ("bottom line", "under a question")
    [told] = compare(Side(silent), Side(before))["omissions"]
    assert (told["used_in"], told["other"]) == ("after", "under a question")


def test_what_is_only_partly_verified_is_no_omission() -> None:
    before, after = altered(lambda it: remove(it, "Norway"))
    held(before, "Norway")["status"] = "partly verified"
    assert compare(Side(before), Side(after))["omissions"] == []


def test_what_the_other_brief_withheld_says_why() -> None:
    before, after = altered(lambda it: remove(it, "Norway"))
    cited = held(before, "Norway")["citations"][0]
    entry = {"holder": "Norway", "article": cited["article"], "content": [[cited["start"], cited["end"]]]}
    after["withheld"] = [entry | {"why": "it was only hearsay"}]
    found = compare(Side(before), Side(after))
    assert found["positions"][0]["withheld"] == "it was only hearsay"
    assert found["omissions"][0]["withheld"] == "it was only hearsay"
    after["withheld"][0]["holder"] = "Sweden"
    assert compare(Side(before), Side(after))["positions"][0]["withheld"] == ""


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def two(bare: Path) -> list[str]:
    """Two runs, the later made again of the earlier with another pack."""
    (bare / "a.txt").write_text(
        "OSLO, March 4, 2021 - Norway said that the port was shut.\n\nChile called the ban on vessels unlawful.\n\n"
        "Peru said on Monday that the harvest had begun.\n\nCuba said on Monday that it would rain.\n",
        encoding="utf-8",
    )
    assert run("generate", "a.txt").exit_code == 0
    assert run("regenerate", "--pack", "sanctions-lawyer").exit_code == 0
    return [each["id"] for each in json.loads(run("runs", "--json").stdout)][::-1]


def test_the_last_two_runs_are_compared_on_the_terminal(two: list[str]) -> None:
    result = run("diff", "--last")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"before {two[0]}: ")
    assert "pack: default -> sanctions-lawyer" in result.stdout
    assert run("diff", two[0][:5], two[1]).stdout == result.stdout


def test_every_format_is_written(two: list[str], bare: Path) -> None:
    assert run("diff", *two, "-o", "out/").exit_code == 0
    assert sorted(each.name for each in (bare / "out").iterdir()) == ["diff.html", "diff.json", "diff.md"]
    found = json.loads((bare / "out" / "diff.json").read_text(encoding="utf-8"))
    assert found == json.loads(run("diff", *two, "--json").stdout)
    assert found["schema"] == "briefer.diff/1"
    assert run("diff", *two, "--format", "md").stdout == (bare / "out" / "diff.md").read_text(encoding="utf-8")


def test_a_cause_that_all_share_is_said_once_on_the_web_page(two: list[str], bare: Path) -> None:
    (bare / "b.txt").write_text("Chile called the ban on vessels unlawful.\n", encoding="utf-8")
    assert run("generate", "b.txt").exit_code == 0
    last = run("runs", "--json").stdout
    newest = json.loads(last)[0]["id"]
    causes = {
        ", ".join(each["causes"]) for each in json.loads(run("diff", two[0], newest, "--json").stdout)["positions"]
    }
    page = run("diff", two[0], newest, "--format", "html").stdout
    assert len(causes) == 1
    assert page.count("cause: ") == 0
    assert f"Cause of all of it: {causes.pop()}" in page


def test_a_brief_that_came_by_mail_is_compared_as_a_file(two: list[str], bare: Path) -> None:
    assert run("show", two[0], "--format", "json").stdout
    (bare / "mailed.json").write_text(run("show", two[0], "--json").stdout, encoding="utf-8")
    assert "before a file: " in run("diff", "mailed.json", two[1]).stdout


HOSTILE = "Norway <script>alert(1)</script> [x](javascript:alert(1)) \x1b[31m # | **shut**\u202e"


@pytest.mark.parametrize("format", ["md", "html", "txt", "json"])
def test_nothing_that_a_brief_says_acts_in_any_format(format: str, bare: Path) -> None:  # noqa: A002
    def hostile(document: Document) -> None:
        rename(document, "Norway", statement=HOSTILE, holder=HOSTILE, holders=[HOSTILE])
        document["issues"][0].update(question=HOSTILE, id="i9")
        document["title"] = HOSTILE

    before, after = altered(hostile)
    (bare / "a.json").write_text(json.dumps(before), encoding="utf-8")
    (bare / "b.json").write_text(json.dumps(after), encoding="utf-8")
    result = run("diff", "a.json", "b.json", "--format", format)
    assert result.exit_code == 0, result.output
    assert "alert" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    if format == "html":
        assert "<script>" not in result.stdout
    if format == "md":
        from markdown_it import MarkdownIt

        page = MarkdownIt("commonmark", {"html": True}).enable("table").render(result.stdout)
        assert "<script>" not in page
        assert "<a " not in page


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param([], 2, "two runs or brief.json files, or --last", id="nothing"),
        pytest.param(["x"], 2, "two runs", id="one"),
        pytest.param(["x", "y", "--last"], 2, "two runs", id="both ways"),
        pytest.param(["x", "y"], 1, "no run", id="no such run"),
        pytest.param(["no.json", "y"], 1, "cannot read no.json: No such file", id="no such file"),
        pytest.param(["bad.json", "y"], 1, "it is no JSON", id="no JSON"),
        pytest.param(["list.json", "y"], 1, "is no brief of schema", id="no brief"),
        pytest.param(["half.json", "y"], 1, "is not a brief.json", id="half a brief"),
        pytest.param(["--last"], 1, "no run yet", id="no run"),
    ],
)
def test_what_cannot_be_compared_is_one_line(bare: Path, words: list[str], code: int, told: str) -> None:
    (bare / "bad.json").write_text("{", encoding="utf-8")
    (bare / "list.json").write_text("[]", encoding="utf-8")
    (bare / "half.json").write_text('{"schema": "briefer.brief/1"}', encoding="utf-8")
    result = run("diff", *words)
    assert result.exit_code == code
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_one_run_alone_has_nothing_to_be_compared_with(bare: Path) -> None:
    (bare / "a.txt").write_text("Norway said that the port was shut.\n", encoding="utf-8")
    run("generate", "a.txt")
    assert "there is one run only" in run("diff", "--last").stderr


def test_a_brief_under_other_ids_is_the_same_brief() -> None:
    before = as_dict(desk.brief(desk.seeds()))
    text = json.dumps(before)
    for number, each in enumerate(before["positions"]):
        text = text.replace(each["id"], f"q{number}")
    found = compare(Side(before), Side(json.loads(text)))
    assert (found["positions"], found["disputes"], found["omissions"]) == ([], [], [])
    assert found["counts"]["same"] == len(before["positions"]) == 83
