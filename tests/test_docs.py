"""The documents say what is: links lead somewhere, commands exist, and nothing of one machine is left in a file."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import briefer
from briefer import config
from briefer.document import as_dict
from tests.samples import BRIEF

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/*.md")])
MODULES = sorted(ROOT.glob("briefer/**/*.py"))
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!\w+:)([^)\s]+)\)")
OWN_PATH = re.compile(r"`((?:\.ci|briefer|docs|prompts|seeds|templates|tests)/[\w./-]*)`")
WORDS = "article span citation furniture chunk engine claim position issue dispute pack run problem".split()
LONGEST: dict[str, int] = {}
OF_A_MACHINE = re.compile(
    r"(?<![\w.:])/(?:work|root|home|Users)/\w|"  # a folder of somebody's
    r"\b(?:--|_)?(?:extra[-_])?index[-_]url\b\s*[= ]\s*\S*://|"  # where packages came from
    r"\bpythonhosted\.org\b|\b(?:pypi|npm|registry)[\w.-]*\.[a-z]+/simple\b"
)


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def committed() -> list[Path]:
    """Every file that git knows or would take; without git, as in an sdist, every file."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], check=False, cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:
        return [path for path in ROOT.rglob("*") if path.is_file() and "/." not in path.as_posix()]
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def slugs(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands() -> Iterator[tuple[str, str]]:
    """Each `briefer …` in the code blocks, with the page it stands on."""
    for page in PAGES:
        for block in FENCE.findall(page.read_text(encoding="utf-8")):
            for line in re.split(r"(?<!\\)\n|&&|;|\|", block.replace("\\\n", " ")):
                found = re.fullmatch(r"(?:\$ )?(briefer(?: .*)?)", line.strip())
                if found:
                    yield page.name, found[1].partition(" #")[0].partition(" >")[0]


@cache
def help_of(command: str) -> str:
    """What `briefer COMMAND --help` prints, unwrapped; empty when there is no such command."""
    from typer.testing import CliRunner

    from briefer.cli import app

    shown = CliRunner().invoke(
        app, [*command.split(), "--help"], env={"COLUMNS": "400", "NO_COLOR": "1", "TERM": "dumb"}
    )
    return "" if shown.exit_code else re.sub(r"\x1b\[[\d;]*m", "", shown.output)


@pytest.mark.parametrize("page", names(PAGES))
def test_links_lead_somewhere(page: str) -> None:
    here = ROOT / page
    broken = []
    for link in LINK.findall(FENCE.sub("", here.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "<https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (here.parent / path).resolve() if path else here
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in slugs(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", names(PAGES))
def test_files_that_a_page_names_are_there(page: str) -> None:
    text = FENCE.sub("", (ROOT / page).read_text(encoding="utf-8"))
    named = [path for path in OWN_PATH.findall(text) if "FORMAT" not in path and "NAME" not in path]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(("page", "command"), sorted(set(commands())))
def test_commands_and_their_options_exist(page: str, command: str) -> None:
    first, *rest = shlex.split(command)[1:] or ["--help"]
    if rest and "Commands:" in help_of(first):
        first, rest = f"{first} {rest[0]}", rest[1:]
    options = {word.partition("=")[0] for word in [first, *rest] if word.startswith("-") and word != "-"}
    shown = help_of("" if first.startswith("-") else first)
    assert shown, f"{page} shows `{command}`; there is no such command"
    missing = [option for option in options if not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", shown)]
    assert missing == [], f"{page} shows `{command}`"


@pytest.mark.parametrize("word", WORDS)
def test_the_glossary_has_each_word(word: str) -> None:
    assert f"| **{word}** |" in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", config._KEYS)
def test_usage_explains_each_setting(key: str) -> None:
    rows = re.findall(r"^\| (`.*?) \|", (ROOT / "docs" / "usage.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [row for row in rows if f"`{key}`" in row]


def test_internals_counts_the_import_contracts() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    text = (ROOT / "docs" / "internals.md").read_text(encoding="utf-8")
    assert re.findall(r"(\d+) import contracts", text) == [str(len(rules))]


def test_internals_says_where_each_module_lives() -> None:
    text = (ROOT / "docs" / "internals.md").read_text(encoding="utf-8")
    top = [each.name for each in (ROOT / "briefer").iterdir() if each.suffix == ".py" and not each.name.startswith("_")]
    folders = [each.parent.name for each in (ROOT / "briefer").glob("*/__init__.py")]
    missing = [each for each in sorted((*top, *(f"{name}/" for name in folders))) if f"briefer/{each}" not in text]
    assert [each for each in missing if each not in {"plugins.py", "decoding.py"}] == []


def test_internals_lists_each_task() -> None:
    text = (ROOT / "docs" / "internals.md").read_text(encoding="utf-8")
    prompts = [each.name.removesuffix(".md.j2") for each in (ROOT / "prompts" / "default").glob("*.md.j2")]
    assert [each for each in sorted(prompts) if f"| `{each}` |" not in text] == []


def test_formats_lists_each_field_of_the_brief() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").split("## The fields of brief.json")[1]
    assert (
        sorted(each for each in set(fields(as_dict(BRIEF))) if f"`{each}`" not in page and f"{each}[]`" not in page)
        == []
    )


def fields(value: object) -> Iterator[str]:
    """Every key of a JSON document."""
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from fields(each)


def test_the_changelog_has_this_version() -> None:
    assert f"## [{briefer.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("module", names(MODULES))
def test_modules_say_what_they_are_and_stay_small(module: str) -> None:
    text = (ROOT / module).read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module says in its first lines what goes in and what comes out"
    assert text.count("\n") < LONGEST.get(module, 400)


def test_no_file_names_a_folder_of_one_machine_or_where_packages_came_from() -> None:
    found = []
    for path in committed():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in OF_A_MACHINE.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "see /wo" + "rk/main",
        "--index-" + "url https://x",
        "extra-index-" + "url = http://x",
        "files.python" + "hosted.org",
    ],
)
def test_the_pattern_of_machines_knows_one(text: str) -> None:
    assert OF_A_MACHINE.search(text)


@pytest.mark.parametrize("text", ["https://a.org/home/x", "the work/life balance", "index-urls", "www.pypi.org"])
def test_the_pattern_of_machines_leaves_the_rest(text: str) -> None:
    assert not OF_A_MACHINE.search(text)
