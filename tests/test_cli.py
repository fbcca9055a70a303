"""The commands, as a person or a program calls them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_socket import disable_socket
from typer.testing import CliRunner, Result

import briefer
from briefer import __version__
from briefer.cli import app

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

Run = Callable[..., Result]


@pytest.fixture
def run(bare: Path) -> Run:
    """Runs a command in an empty folder, with nothing set in the environment."""
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def article(folder: Path, name: str = "a.txt", text: str = "") -> Path:
    path = folder / name
    path.write_text(text or "Russia said on Tuesday that the missile was only medium-range.\n", encoding="utf-8")
    return path


def test_version_is_printed(run: Run) -> None:
    assert run("--version").output.strip() == f"briefer {__version__}"


def test_generate_writes_three_files_and_says_what_it_found(run: Run, tmp_path: Path) -> None:
    result = run("generate", SEEDS)
    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == {"brief.md", "brief.html", "brief.json", ".briefer"}
    for said in ("11 articles", "positions verified", "disputes", "withheld", "brief.md", "rules engine"):
        assert said in result.stderr


def test_generate_opens_no_socket(run: Run, tmp_path: Path) -> None:
    disable_socket()
    assert run("generate", SEEDS).exit_code == 0


def test_the_same_command_again_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    run("generate", SEEDS)
    first = {name: (tmp_path / name).read_bytes() for name in ("brief.md", "brief.html", "brief.json")}
    run("generate", SEEDS)
    assert {name: (tmp_path / name).read_bytes() for name in first} == first
    assert len(json.loads(run("runs", "--json").stdout)) == 1


def test_generate_as_json_tells_programs_what_happened(run: Run) -> None:
    facts = json.loads(run("generate", SEEDS, "--json").stdout)
    assert facts["articles"] == 11
    assert facts["disputes"] >= 5
    assert facts["complete"] is True
    assert len(facts["files"]) == 3


def test_generate_to_standard_output_prints_the_brief_alone(run: Run, tmp_path: Path) -> None:
    result = run("generate", article(tmp_path), "-o", "-")
    assert result.stdout.startswith("# ")
    assert not (tmp_path / "brief.md").exists()


@pytest.mark.parametrize(
    ("output", "written"),
    [
        pytest.param("out", ["out/brief.md"], id="a name without an ending is a folder"),
        pytest.param("week.html", ["week.html"], id="a file's ending names the format"),
        pytest.param(
            "deep/folder/", ["deep/folder/brief.html", "deep/folder/brief.json", "deep/folder/brief.md"], id="a folder"
        ),
    ],
)
def test_generate_writes_where_it_is_told(run: Run, tmp_path: Path, output: str, written: list[str]) -> None:
    words = ["--format", "md"] if output == "out" else []
    source = article(tmp_path)
    assert run("generate", source, "-o", output, *words).exit_code == 0
    found = sorted(
        str(path.relative_to(tmp_path))
        for path in tmp_path.rglob("*")
        if path.is_file() and path != source and ".briefer" not in path.parts
    )
    assert found == written


def test_a_persons_own_template_is_used(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.md.j2").write_text("{{ brief.positions | length }} of {{ brief.title }}\n", encoding="utf-8")
    result = run("generate", article(tmp_path), "--template", "mine.md.j2", "--title", "Mine", "-o", "-")
    assert result.stdout == "1 of Mine\n"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        pytest.param([], {"brief.weird"}, id="the template's format alone"),
        pytest.param(["--format", "md,json"], {"brief.weird", "brief.md", "brief.json"}, id="more when asked for"),
        pytest.param(["-o", "out"], {"out/brief.weird"}, id="in a new folder"),
        pytest.param(["-o", "week.txt"], {"week.txt"}, id="in a file of any name"),
    ],
)
def test_with_a_template_only_its_format_is_written(
    run: Run, tmp_path: Path, words: list[str], written: set[str]
) -> None:
    (tmp_path / "t.weird").write_text("{{ brief.title }}\n", encoding="utf-8")
    result = run("generate", article(tmp_path), "--template", "t.weird", *words)
    assert result.exit_code == 0, result.output
    assert "the format is 'weird'" in result.stderr
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {name for name in made if not name.startswith(".briefer/")} - {"t.weird", "a.txt"} == written


def test_a_template_is_not_passed_over_for_a_file_of_another_format(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.md.j2").write_text("{{ brief.title }}\n", encoding="utf-8")
    result = run("generate", article(tmp_path), "--template", "mine.md.j2", "-o", "week.html")
    assert result.exit_code == 1
    assert "would be html" in result.stderr


def test_a_brief_is_not_read_as_an_article(run: Run, tmp_path: Path) -> None:
    article(tmp_path)
    commands = (["generate", "."], ["generate", ".", "-o", "week30"])

    def texts() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in tmp_path.rglob("brief.*") if path.suffix != ".db"}

    for words in commands:
        assert run(*words).exit_code == 0
    first = texts()
    for words in commands:
        result = run(*words)
        assert result.exit_code == 0
        assert result.stderr.count("own-output") == 6
        assert "own-output" not in (tmp_path / "brief.md").read_text(encoding="utf-8")
    assert texts() == first
    assert len(json.loads(first[str(tmp_path / "brief.json")])["articles"]) == 1
    assert len(run("extract", ".").stdout.splitlines()) == 1
    assert run("verify", "brief.md", ".").exit_code == 0


def test_what_a_persons_own_template_writes_is_not_read_again_either(run: Run, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    article(articles)
    (tmp_path / "mine.txt.j2").write_text("{{ brief.articles | length }} articles on the table.\n", encoding="utf-8")
    for _ in range(2):
        result = run("generate", articles, "--template", "mine.txt.j2", "-o", "articles")
        assert result.exit_code == 0
        assert (articles / "brief.txt").read_text(encoding="utf-8").startswith("1 article")
    assert "brief.txt" in result.stderr


def test_an_article_is_not_overwritten_by_its_brief(run: Run, tmp_path: Path) -> None:
    text = article(tmp_path, "a.md").read_text(encoding="utf-8")
    result = run("generate", "a.md", "-o", "a.md")
    assert result.exit_code == 1
    assert "to be read and to be written" in result.stderr
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "words",
    [
        ["generate", "a.txt", "-o", "-"],
        ["extract", "a.txt"],
        ["verify", "brief.md", "a.txt", "--json"],
        ["verify", "wrong.md", "a.txt"],
        ["runs"],
        ["runs", "--json"],
        ["show"],
        ["doctor"],
    ],
    ids=" ".join,
)
def test_a_full_output_is_one_line_and_a_closed_one_is_none(words: list[str], tmp_path: Path) -> None:
    article(tmp_path)
    (tmp_path / "wrong.md").write_text("Russia said no.[^1]\n", encoding="utf-8")
    env = {"PYTHONPATH": str(ROOT), "PATH": ""}
    command = [sys.executable, "-m", "briefer"]
    subprocess.run([*command, "generate", "a.txt"], cwd=tmp_path, env=env, check=True, capture_output=True)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = subprocess.run(
            [*command, *words], check=False, cwd=tmp_path, env=env, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert result.returncode == 1, result.stderr
    assert result.stderr.splitlines()[-1].startswith("briefer: cannot write to standard output: No space left")
    assert "Traceback" not in result.stderr
    assert "Exception" not in result.stderr
    reader, writer = os.pipe()
    os.close(reader)
    result = subprocess.run(
        [*command, *words], check=False, cwd=tmp_path, env=env, stdout=writer, stderr=subprocess.PIPE, text=True
    )
    os.close(writer)
    assert result.returncode == 0
    assert "briefer:" not in result.stderr
    assert "Exception" not in result.stderr


def test_a_pack_puts_its_subject_first_and_is_named_in_the_brief(run: Run, tmp_path: Path) -> None:
    assert run("generate", SEEDS, "--pack", "sanctions-lawyer").exit_code == 0
    brief = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert brief["made_with"]["pack"] == "sanctions-lawyer"
    first, *_ = [issue for issue in brief["issues"] if issue["disputed"]]
    of = {each["id"]: each["statement"].lower() for each in brief["positions"]}
    said = [of[each] for side in first["sides"] for each in side["positions"]]
    assert all("sanction" in each or "resolution" in each or "penalt" in each for each in said)
    for name in ("brief.md", "brief.html"):
        page = (tmp_path / name).read_text(encoding="utf-8")
        for told in ("Obligations, exemptions, legal basis", "What is forbidden, permitted or required", "The order:"):
            assert told in page, name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["generate", "nowhere"], "nowhere", id="a path that is not there"),
        pytest.param(["generate", "."], "no article", id="a folder without articles"),
        pytest.param(
            ["generate", "a.txt", "--engine", "gpt"],
            "no engine named 'gpt' (there are:",
            id="an engine that is not there",
        ),
        pytest.param(
            ["generate", "a.txt", "--engine", "my.own.engine"], "my.own.engine", id="a module that is not there"
        ),
        pytest.param(["generate", "a.txt", "--pack", "poet"], "no pack named 'poet'", id="a pack that is not there"),
        pytest.param(
            ["generate", "a.txt", "--format", "odt"], "no format named 'odt'", id="a format that is not there"
        ),
        pytest.param(["generate", "a.txt", "--template", "no.j2"], "no.j2", id="a template that is not there"),
        pytest.param(["generate", "a.txt", "--week", "30"], "not a week: '30' (weeks", id="a week that is none"),
        pytest.param(["generate", "a.txt", "--week", "2017-W30"], "window", id="nothing in the window"),
        pytest.param(["generate", "a.txt", "--jobs", "0"], "jobs", id="no jobs at once"),
        pytest.param(["generate", "a.txt", "-o", "a.txt/in/b.md"], "cannot write a.txt/in/b.md: a.txt", id="no place"),
        pytest.param(
            ["generate", "a.txt", "-o", "-", "--format", "md,html"], "one format", id="two formats to one output"
        ),
        pytest.param(
            ["generate", "a.txt", "--engine", "replay", "--replies", "no.jsonl"],
            "no.jsonl",
            id="recordings that are not there",
        ),
        pytest.param(["show", "abc"], "no run", id="a run that is not there"),
        pytest.param(["verify", "a.txt"], "which articles", id="a brief without articles"),
        pytest.param(["verify", "no.md", "a.txt"], "no.md", id="a brief that is not there"),
        pytest.param(["verify", "--quotes", "no.jsonl", "a.txt"], "no.jsonl", id="quotes that are not there"),
    ],
)
def test_a_wrong_input_is_one_line_and_exit_1(run: Run, tmp_path: Path, words: list[str], said: str) -> None:
    if words[1:2] != ["."]:
        article(tmp_path)
    result = run(*words)
    assert result.exit_code == 1, result.output
    assert said in result.stderr
    assert result.stderr.startswith("briefer: ")
    assert "Traceback" not in result.output


@pytest.mark.parametrize("words", [["generate"], ["nonsense"], ["generate", "a.txt", "--nonsense"]])
def test_a_wrong_call_is_exit_2(run: Run, words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_a_bug_is_exit_3_and_names_its_log(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.py").write_text(
        "def engine(settings):\n    raise ZeroDivisionError('ours')\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    result = run("generate", article(tmp_path), "--engine", "broken_engines.one")
    assert result.exit_code == 1
    (tmp_path / "broken_engines").mkdir()
    shutil.move(tmp_path / "broken.py", tmp_path / "broken_engines" / "one.py")
    result = run("generate", article(tmp_path), "--engine", "broken_engines.one")
    assert result.exit_code == 3
    log = Path(next(word for word in result.stderr.split() if word.endswith(".log:")).rstrip(":"))
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    log.unlink()


def test_bad_files_are_named_and_the_rest_is_briefed(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    article(folder, "good.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    (folder / "table.xlsx").write_bytes(b"PK")
    result = run("generate", folder)
    assert result.exit_code == 0
    for name in ("empty.txt", "binary.txt", "table.xlsx"):
        assert name in result.stderr
        assert name in (tmp_path / "brief.md").read_text(encoding="utf-8")


def test_extract_prints_a_line_an_article_as_the_contract_has_it(run: Run) -> None:
    result = run("extract", SEEDS)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["article"] for line in lines] == sorted(line["article"] for line in lines)
    assert len(lines) == 11
    line = next(each for each in lines if each["article"].endswith("cui-secondary-sanctions.md"))
    text = (SEEDS / line["article"]).read_text(encoding="utf-8")
    assert line["schema"] == "briefer.extract/1"
    for position in line["positions"]:
        assert set(position) >= {"holder", "speaker", "statement", "source", "cue", "content", "checks", "status"}
        assert all(0 <= start < end <= len(text) for start, end in position["content"])
    said = next(each for each in line["positions"] if "unacceptable" in each["statement"])
    assert said["holder"] == "China"
    assert text[slice(*said["source"][0])] == "Cui Tiankai"


def test_extract_leaves_no_database_behind(run: Run, tmp_path: Path) -> None:
    run("extract", article(tmp_path))
    assert not (tmp_path / ".briefer").exists()


@pytest.mark.parametrize("name", ["brief.md", "brief.json"])
def test_verify_passes_our_own_brief(run: Run, name: str) -> None:
    run("generate", SEEDS)
    result = run("verify", name, SEEDS)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", ["brief.md", "brief.json"])
def test_verify_reads_a_brief_that_an_editor_saved_with_a_byte_order_mark(run: Run, tmp_path: Path, name: str) -> None:
    run("generate", article(tmp_path))
    checked = run("verify", name, article(tmp_path)).stderr
    brief = tmp_path / name
    brief.write_bytes(b"\xef\xbb\xbf" + brief.read_bytes())
    result = run("verify", name, article(tmp_path))
    assert (result.exit_code, result.stderr) == (0, checked)


@pytest.mark.parametrize(
    ("old", "new"),
    [("medium-range", "long-range"), ("does not mean", "does mean"), ("July 4", "July 5"), ("Lu Kang", "Li Kang")],
)
def test_verify_refuses_an_altered_brief(run: Run, tmp_path: Path, old: str, new: str) -> None:
    run("generate", SEEDS)
    brief = tmp_path / "brief.md"
    text = brief.read_text(encoding="utf-8")
    assert old in text
    brief.write_text(text.replace(old, new), encoding="utf-8")
    result = run("verify", brief, SEEDS)
    assert result.exit_code == 4
    assert "line " in result.stdout


def test_verify_quotes_answers_line_by_line(run: Run, tmp_path: Path) -> None:
    quotes = tmp_path / "q.jsonl"
    lines = [
        {"quote": "the missile was only medium-range", "article": "a"},
        {"quote": "the missile was not only medium-range"},
        {"quote": "the missile was only medium-range", "article": "b.txt"},
    ]
    quotes.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = run("verify", "--quotes", quotes, article(tmp_path))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["found"] for answer in answers] == [True, False, False]
    assert answers[0]["article"] == "a.txt"
    assert answers[0]["end"] - answers[0]["start"] == len(lines[0]["quote"])
    assert answers[1]["nearest"]
    assert "unknown-article" in answers[2]["problems"]
    assert result.exit_code == 4


def test_verify_quotes_answers_a_bad_line_in_its_place(run: Run, tmp_path: Path) -> None:
    quotes = tmp_path / "q.jsonl"
    good = json.dumps({"quote": "the missile was only medium-range"}).encode()
    bad = (b"no JSON", b"{}", b"[1]", b'{"quote": 3}', b"\xff", b'{"quote": "a", "article": 1}', b"[" * 100_000)
    quotes.write_bytes(b"\n".join((good, *bad, b"", good)))
    result = run("verify", "--quotes", quotes, article(tmp_path))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["found"] for answer in answers] == [True, *(False for _ in bad), True]
    assert all(answer["problems"] == ["bad-line"] for answer in answers[1:-1])
    assert all(set(answers[0]) == set(answer) for answer in answers)
    assert all(f"line {number}: " in result.stderr for number in range(2, 2 + len(bad)))
    assert result.exit_code == 4


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_a_file_without_quotes_is_a_wrong_input(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "q.jsonl").write_text(content, encoding="utf-8")
    result = run("verify", "--quotes", tmp_path / "q.jsonl", article(tmp_path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "q.jsonl has no quotes" in result.stderr


def test_verify_says_which_formats_it_reads(run: Run, tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_text("<p>A brief</p>", encoding="utf-8")
    result = run("verify", tmp_path / "brief.html", article(tmp_path))
    assert result.exit_code == 1
    assert ".md or the .json" in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_help_says_that_answers_to_quotes_are_always_json(run: Run) -> None:
    shown = " ".join(run("verify", "--help").stdout.replace("│", " ").split())
    assert "Always prints JSON lines" in shown


def test_commands_import_options_and_the_desk_but_not_each_other() -> None:
    folder = Path(briefer.__file__).parent / "cli"
    texts = {each.stem: each.read_text(encoding="utf-8") for each in folder.glob("*.py")}
    commands = {name for name, text in texts.items() if "\n@reported\n" in text}
    assert {"generate", "check", "runs", "doctor"} <= commands
    for name in commands:
        assert not set(re.findall(r"from briefer\.cli\.(\w+) import", texts[name])) & commands, name
    assert [name for name, text in texts.items() if "config.load(" in text] == ["desk"]


def test_show_prints_a_past_brief_again(run: Run, tmp_path: Path) -> None:
    run("generate", article(tmp_path))
    assert run("show").stdout == (tmp_path / "brief.md").read_text(encoding="utf-8")
    assert run("show", "--format", "html").stdout == (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert run("show", "--json").stdout == (tmp_path / "brief.json").read_text(encoding="utf-8")


def test_doctor_says_that_the_articles_are_not_there(run: Run) -> None:
    Path("briefer.toml").write_text('articles = ["nowhere/"]\n', encoding="utf-8")
    result = run("doctor")
    assert result.exit_code == 1
    assert "NOT articles: nowhere/ is not there" in result.stdout


def test_doctor_says_that_the_embedded_engine_works(run: Run) -> None:
    result = run("doctor", "--json")
    assert result.exit_code == 0
    assert {finding["what"] for finding in json.loads(result.stdout)} >= {"engine", "store", "packs", "formats"}


def test_a_folder_that_takes_no_store_is_one_line_and_another_store_does(run: Run, tmp_path: Path) -> None:
    article(tmp_path)
    (tmp_path / ".briefer").write_text("in the way", encoding="utf-8")
    result = run("generate", "a.txt", "-o", "-")
    assert result.exit_code == 1
    assert result.stderr.startswith("briefer: cannot make the folder .briefer")
    assert "--store PATH" in result.stderr
    result = run("doctor")
    assert result.exit_code == 1
    assert "NOT store: cannot make the folder .briefer" in result.stdout
    assert "ok  packs" in result.stdout
    assert run("generate", "a.txt", "-o", "-", "--store", ":memory:").stdout.startswith("# ")
    assert run("generate", "a.txt", "-o", "-", "--store", "kept/deep/b.db").exit_code == 0
    assert len(json.loads(run("runs", "--store", "kept/deep/b.db", "--json").stdout)) == 1
    assert run("show", "--store", "kept/deep/b.db").stdout.startswith("# ")
    assert run("doctor", "--store", "kept/deep/b.db").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "kept" / "deep").iterdir()) == ["b.db"]


@pytest.mark.parametrize("module", ["typer", "briefer.cli", "briefer.cli.generate"])
def test_an_interrupt_while_the_program_loads_is_quiet(module: str, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupt())\n",
        encoding="utf-8",
    )
    env = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "PATH": ""}
    command = [sys.executable, "-m", "briefer", "--version"]
    result = subprocess.run(command, check=False, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "")


def test_two_runs_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "briefer", "generate", "--engine", "rules", str(SEEDS)]
    env = {"PYTHONPATH": str(ROOT), "PATH": ""}
    both = [subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE) for _ in range(2)]
    ends = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert (tmp_path / "brief.md").stat().st_size > 1000


def test_failures_are_a_table_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from briefer.cli import display

    rows = [("line 1", "altered", "[red]differs[/red]", "The port is shut."), ("line 22", "name", "no", "Oslo is.")]
    plain = display.table(("line", "what", "why", "text"), rows)
    assert plain.splitlines()[:2] == ["line 1: altered: [red]differs[/red]", "    The port is shut."]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "70")
    drawn = display.table(("line", "what", "why", "text"), rows)
    assert "[red]differs[/red]" in drawn
    assert all(len(line) <= 70 for line in drawn.splitlines())
    heads, first = (line for line in drawn.splitlines() if "what" in line or "altered" in line)
    assert heads.index("what") == first.index("altered")
