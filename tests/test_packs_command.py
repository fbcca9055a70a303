"""`briefer packs`: a pack is listed, shown, begun and checked; a bad one fails with what is wrong, and asks nobody."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer import assets
from briefer.cli import app
from tests.desk import SEEDS
from tests.faultserver import FaultServer
from tests.test_llm_line import careful
from tests.test_packs import PURPOSE, pack


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize("name", assets.packs())
def test_every_shipped_pack_passes_its_own_tests(name: str, bare: Path) -> None:
    result = run("packs", "check", name, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0, [each for each in told["findings"] if not each["ok"]]
    assert sum(each["what"].startswith("tests: ") for each in told["findings"]) >= 4


@pytest.mark.usefixtures("bare")
def test_a_new_pack_is_whole_and_works_as_it_is() -> None:
    made = run("packs", "new", "mine")
    assert made.exit_code == 0
    assert "briefer packs check ./prompts/mine" in made.stderr
    unedited = run("packs", "check", "./prompts/mine")
    assert unedited.exit_code == 4
    assert (
        unedited.stdout.count("NOT")
        == unedited.stdout.count("NOT pack.toml: mine does not say yet what it is for")
        == 1
    )
    settings = Path("prompts/mine/pack.toml")
    settings.write_text(re.sub('purpose = ".*"', 'purpose = "Watch the ports"', settings.read_text()), encoding="utf-8")
    checked = run("packs", "check", "./prompts/mine")
    assert checked.exit_code == 0, checked.output
    assert "NAME" not in "".join(each.read_text(encoding="utf-8") for each in Path("prompts/mine").iterdir())
    assert "./prompts/mine" in run("packs", "list").stdout
    assert run("generate", SEEDS, "--pack", "./prompts/mine").exit_code == 0
    assert run("packs", "new", "mine", "elsewhere/mine").exit_code == 0
    assert Path("elsewhere/mine/pack.toml").is_file()


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("name", ["", "../up", "a/b", "A", "-x", "x" * 50, "a b"])
def test_a_name_that_is_none_makes_nothing(name: str) -> None:
    result = run("packs", "new", "--", name)
    assert result.exit_code == 1
    assert "is no name of a pack" in result.stderr
    assert list(Path().iterdir()) == []


@pytest.mark.usefixtures("bare")
def test_a_pack_that_is_there_stays_as_it_is() -> None:
    run("packs", "new", "mine")
    Path("prompts/mine/pack.toml").write_text(PURPOSE, encoding="utf-8")
    again = run("packs", "new", "mine")
    assert again.exit_code == 1
    assert "there is a prompts/mine already" in again.stderr
    assert Path("prompts/mine/pack.toml").read_text(encoding="utf-8") == PURPOSE


BORDER = "\n--- user ---\n"
FENCED = "<<<{{ fence }}\n{{ title }} {{ positions }}\n{{ fence }}>>>\n"
READ = FENCED.replace("positions", "paragraphs")
LYING = 'Example: x\n{"summary": [{"text": 1}]}'
FALSE = (
    'Example: S1 Norland said it will pay.\n{"positions":[{"says":"Sudmark pays 5 million.","words":"","at":["S1"],'
    '"holder":"Sudmark","speaker":""}]}'
)
EXAMPLE = '[[example]]\ntext = "Norway said that the port was shut."\n'


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param({"write": "{{ nobody }}" + BORDER + FENCED}, "'nobody' is undefined", id="undefined variable"),
        pytest.param({"write": "{% if %}" + BORDER}, "write.md.j2, line 1", id="syntax"),
        pytest.param({"write": "{{ title }}" + BORDER + FENCED}, "its instructions hold", id="above the border"),
        pytest.param({"write": "Do." + BORDER + "{{ positions }}"}, "outside the fence", id="no fence"),
        pytest.param({"write": "Do." + BORDER + FENCED + "{{ title }}"}, "outside the fence", id="behind the fence"),
        pytest.param({"write": "Do." + BORDER + "<<<{{ fence }}\n{{ fence }}>>>"}, "nothing of what", id="nothing"),
        pytest.param({"write": BORDER + FENCED}, "has no instructions", id="no instructions"),
        pytest.param({"write": "{{ 'a' * 10 ** 9 }}" + BORDER + FENCED}, "more text than any brief", id="too much"),
        pytest.param(
            {"write": 'Example: x\n{"summary": [{"text": 1}]}' + BORDER + FENCED},
            "no answer of its schema",
            id="schema",
        ),
        pytest.param({"write": "Example: x\n{summary" + BORDER + FENCED}, "is no JSON", id="no JSON"),
        pytest.param(
            {"extract": FALSE + BORDER + READ}, "would not pass the evidence checks", id="an example that lies"
        ),
        pytest.param({"tests": "x ="}, "tests.toml: Invalid value", id="tests are no TOML"),
        pytest.param({"tests": "exampel = 1"}, "no such key: exampel", id="key"),
        pytest.param({"tests": "[[example]]\nname = 'x'"}, "a test lacks its text", id="no text"),
        pytest.param({"tests": "[[example]]\ntext = ' '"}, "a test lacks its text", id="blank text"),
        pytest.param({"tests": EXAMPLE + "[[example.claim]]\nat = ['S1']"}, "claims what is no position", id="holder"),
        pytest.param(
            {"tests": EXAMPLE + "[[example.claim]]\nat = ['S1']\nholder = 'Chile'"},
            "is withheld, not verified",
            id="verdict",
        ),
        pytest.param(
            {"tests": EXAMPLE + "[[example.claim]]\nat = ['S9']\nholder = 'Norway'"},
            "is withheld, not verified",
            id="id",
        ),
        pytest.param(
            {"tests": EXAMPLE + "[[example.claim]]\nat = ['S1']\nholder = 'Norway'\ngrade = 'duty'"},
            "is graded '', not 'duty'",
            id="grade",
        ),
        pytest.param(
            {"tests": EXAMPLE + "[[example.claim]]\nat = ['S1']\nholder = 'Norway'\nverdict = 'true'"},
            "no verdict 'true'",
            id="no such verdict",
        ),
        pytest.param({"tests": EXAMPLE + "[[example.found]]\nhas = 'snow'"}, "finds nothing of", id="not found"),
        pytest.param({"tests": "[[prompt]]\ntask = 'judge'"}, "no task 'judge'", id="no such task"),
        pytest.param({"tests": "[[prompt]]\ntask = 'write'\nhas = ['snow']"}, "lacks 'snow'", id="prompt lacks"),
        pytest.param({"tests": "[[prompt]]\ntask = 'write'\nlacks = ['bottom']"}, "has 'bottom'", id="prompt has"),
    ],
)
def test_what_is_wrong_with_a_pack_fails_its_check(bare: Path, files: dict[str, str], told: str) -> None:
    tests = files.pop("tests", "")
    own = pack(bare, PURPOSE, **files)
    if tests:
        (own / "tests.toml").write_text(tests, encoding="utf-8")
    result = run("packs", "check", own)
    assert result.exit_code == 4, result.output
    failed = [line for line in result.stdout.splitlines() if line.startswith("NOT ")]
    assert len(failed) == 1
    assert told in failed[0]


def test_an_empty_pack_passes_and_costs_nothing(bare: Path) -> None:
    result = run("packs", "check", pack(bare))
    assert result.exit_code == 0
    assert "every prompt is the default's: nothing is asked anew" in result.stdout
    assert "has no tests of its own" in result.stdout


@pytest.mark.parametrize(
    ("settings", "anew"),
    [
        ("", []),
        ('audience = "me"', ["relate", "write"]),
        ('emphasis = "Ships."', ["extract", "relate", "write"]),
        ('rules = "None."', []),
        ('[parameters]\nfocus = ["ship"]', []),
        ('[[grade]]\nlabel = "said"', ["write"]),
    ],
)
def test_the_check_says_which_tasks_are_asked_anew(bare: Path, settings: str, anew: list[str]) -> None:
    told = json.loads(run("packs", "check", pack(bare, f"{PURPOSE}{settings}\n"), "--json").stdout)
    assert [each["task"] for each in told["tokens"] if each["changed"]] == anew


def test_with_a_run_it_says_how_many_requests(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-some-key")
    with FaultServer(careful) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        run("generate", SEEDS, "--model", "m")
        asked = len(server.asked)
        told = json.loads(run("packs", "check", "sanctions-lawyer", "--run", "last", "--json").stdout)
        assert [each["asked"] for each in told["requests"] if each["task"] == "extract"] == [11]
        assert "extract 11 requests of 11" in run("packs", "check", "sanctions-lawyer", "--run", "last").stdout
        assert len(server.asked) == asked


def test_a_run_of_rules_costs_no_request(bare: Path) -> None:
    (bare / "a.txt").write_text("Norway said that the port was shut.\n", encoding="utf-8")
    run("generate", "a.txt")
    assert "asked no model" in run("packs", "check", "default", "--run", "last").stderr


@pytest.mark.usefixtures("bare")
def test_show_says_what_the_embedded_engine_follows_and_what_not() -> None:
    page = run("packs", "show", "military-analyst").stdout
    assert "prompts of its own: extract, relate, write" in page
    assert "grade 'claimed':" in page
    assert "Not followed: what its prompts tell a language model (extract, relate, write)." in page
    told = json.loads(run("packs", "show", "military-analyst", "--json").stdout)
    assert told["grades"][0]["label"] == "confirmed by the holder"
    prompt = run("packs", "show", "military-analyst", "--task", "extract").stdout
    assert prompt.startswith("--- system ---\nList who holds")
    assert "--- user ---" in prompt
    assert "no task named 'judge'" in run("packs", "show", "default", "--task", "judge").stderr


def test_what_a_pack_says_of_itself_does_not_act_on_the_terminal(bare: Path) -> None:
    own = pack(bare, 'purpose = "x \\u001b[31m \\u202e y"\n')
    for words in (("show", own), ("check", own)):
        page = run("packs", *words).stdout
        assert "\x1b" not in page
        assert "\u202e" not in page


@pytest.mark.parametrize("name", ["extract.md.j2", "pack.toml", "tests.toml"])
def test_no_file_of_a_pack_leads_out_of_it(bare: Path, name: str) -> None:
    secret = bare / "secret"
    secret.write_text('purpose = "a secret"\n', encoding="utf-8")
    own = bare / "own"
    own.mkdir()
    pack(own)
    (own / name).unlink(missing_ok=True)
    (own / name).symlink_to(secret)
    result = run("packs", "check", own)
    assert result.exit_code == 1
    assert "leads out of the pack" in result.stderr
    assert "a secret" not in result.output


def test_a_pack_is_bounded(bare: Path) -> None:
    own = pack(bare, write="x" * 300_000)
    assert "too large for a prompt" in run("packs", "check", own).stderr
    (own / "write.md.j2").unlink()
    for number in range(60):
        (own / f"_{number}.j2").write_text("x", encoding="utf-8")
    assert "50 at most" in run("packs", "check", own).stderr
