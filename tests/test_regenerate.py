"""A past run's articles again: only jobs whose key changed are asked, by the server's count."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app
from tests.faultserver import Asked, Behaviour, FaultServer, says
from tests.test_llm_line import careful

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
REAL = Path(__file__).resolve().parents[2] / "shared" / "seeds"
HERE = pytest.mark.skipif(not REAL.is_dir(), reason="the four articles are no part of this repository")
KINDS = {
    "List who holds which position": "extract",
    "Say of each statement": "check",
    "Group them under the questions": "relate",
    "You write the bottom line": "write",
}
WRITING = '{% extends "default/write.md.j2" %}{% block stress %}Be brief.\n{% endblock %}'
READING = '{% extends "default/extract.md.j2" %}{% block stress %}Mind the ships.\n{% endblock %}'

Run = Callable[..., Result]


def kind(asked: Asked) -> str:
    return next(name for words, name in KINDS.items() if words in asked.words)


@pytest.fixture
def server(bare: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-some-key")
    with FaultServer(careful) as made:
        monkeypatch.setenv("OPENAI_BASE_URL", made.address)
        yield made


@pytest.fixture
def counted(server: FaultServer) -> Callable[..., dict[str, int]]:
    """Runs a command that has to end well, and counts what it asked, by task."""

    def asked(*words: object, code: int = 0) -> dict[str, int]:
        before = len(server.asked)
        result = run(*words)
        assert result.exit_code == code, result.output
        return dict(Counter(map(kind, server.asked[before:])))

    return asked


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def pack(name: str, **prompts: str) -> Path:
    folder = Path(name)
    folder.mkdir()
    (folder / "pack.toml").write_text(f'name = "{name}"\npurpose = "to try"\n', encoding="utf-8")
    for task, text in prompts.items():
        (folder / f"{task}.md.j2").write_text(text, encoding="utf-8")
    return folder


def brief(path: str = "brief.json") -> dict[str, object]:
    found: dict[str, object] = json.loads(Path(path).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    "articles",
    [pytest.param(SEEDS, id="sample corpus"), pytest.param(REAL, id="four articles", marks=HERE)],
)
def test_only_jobs_whose_prompt_changed_are_asked(counted: Callable[..., dict[str, int]], articles: Path) -> None:
    files = shutil.copytree(articles, "in")
    # whole chunks: the model of this test knows nothing of who was introduced before
    first = counted("generate", files, "--model", "m", "--jobs", "1")
    assert first["extract"] >= 4
    assert counted("generate", files, "--model", "m", "--jobs", "1") == {}
    shutil.rmtree(files)  # the store keeps the articles
    assert counted("regenerate") == {}
    assert counted("regenerate", "--pack", pack("writing", write=WRITING), "-o", "w") == {"write": 1}
    reading = counted("regenerate", "--pack", pack("reading", extract=READING), "-o", "r")
    assert reading["extract"] == first["extract"]
    assert reading.get("check", 0) == 0  # the same statements came of it
    for made in ("brief.md", "brief.json", "w/brief.md", "w/brief.json", "r/brief.md", "r/brief.json"):
        checked = run("verify", made, articles)
        assert checked.exit_code == 0, checked.output


def test_a_shipped_pack_asks_for_extraction_anew(counted: Callable[..., dict[str, int]]) -> None:
    first = counted("generate", SEEDS, "--model", "m")
    again = counted("regenerate", "--pack", "sanctions-lawyer")
    assert again["extract"] == first["extract"] == 11
    assert "check" not in again  # who reads the brief is no part of whether a passage bears a statement out


def test_what_is_not_named_stays_as_the_run_had_it(counted: Callable[..., dict[str, int]]) -> None:
    Path("briefer.toml").write_text('[[question]]\nquestion = "What of oil?"\nwords = ["oil"]\n', encoding="utf-8")
    counted("generate", SEEDS, "--model", "m", "--title", "Weekly", "--no-second-opinion", "--week", "2017-W30")
    Path("briefer.toml").unlink()
    before = brief()
    assert counted("regenerate") == {}
    assert brief() == before
    assert counted("regenerate", "--title", "Other", "-o", "x.json") == {"write": 1}
    after = brief("x.json")
    assert (after["window"], after["positions"]) == (before["window"], before["positions"])
    assert after["problems"] == before["problems"]


def test_a_run_made_again_remembers_of_which_one(counted: Callable[..., dict[str, int]]) -> None:
    counted("generate", SEEDS, "--model", "m")
    [first] = json.loads(run("runs", "--json").stdout)
    counted("regenerate", first["id"][:4], "--pack", pack("writing", write=WRITING))
    runs = json.loads(run("runs", "--json").stdout)
    assert [each["id"] for each in runs][1:] == [first["id"]]
    assert runs[0]["regenerated"] == first["id"]
    assert runs[1]["regenerated"] == ""
    assert f"of {first['id']}" in run("runs").stdout


def test_a_run_of_rules_is_made_again_with_a_model_and_the_reverse(counted: Callable[..., dict[str, int]]) -> None:
    assert counted("generate", SEEDS, "--engine", "rules") == {}
    assert counted("regenerate", "--model", "m")["extract"] == 11
    assert counted("regenerate", "--engine", "rules") == {}
    made = brief()["made_with"]
    assert isinstance(made, dict)
    assert (made["engine"], made["model"]) == ("rules", "")


def test_a_dry_run_says_what_would_be_asked_and_asks_nothing(counted: Callable[..., dict[str, int]]) -> None:
    counted("generate", SEEDS, "--model", "gpt-5-mini")
    Path("brief.md").unlink()
    result = run("regenerate", "--pack", pack("writing", write=WRITING), "--dry-run")
    assert "extract  nothing to ask, 11 in the store" in result.stdout
    assert "write    1 requests" in result.stdout
    assert "at most $" in result.stdout
    plan = json.loads(run("regenerate", "--pack", pack("reading", extract=READING), "--dry-run", "--json").stdout)
    assert [each["jobs"] - each["known"] for each in plan["stages"] if each["task"] == "extract"] == [11]
    assert plan["cost_at_most"] > 0
    assert counted("regenerate", "--pack", "reading", "--dry-run") == {}
    assert not Path("brief.md").exists()
    assert len(json.loads(run("runs", "--json").stdout)) == 1


def test_repeated_askings_have_keys_of_their_own(counted: Callable[..., dict[str, int]]) -> None:
    first = counted("generate", SEEDS, "--model", "m")
    plan = json.loads(run("regenerate", "--repeat", "3", "--dry-run", "--json").stdout)
    assert [each["jobs"] for each in plan["stages"] if each["task"] == "extract"] == [33]
    assert counted("regenerate", "--repeat", "3") == {task: 3 * count for task, count in first.items()}
    assert counted("regenerate", "--repeat", "3") == {}
    assert counted("regenerate") == {}
    assert len(json.loads(run("runs", "--json").stdout)) == 1


def test_what_comes_out_only_sometimes_is_told(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-some-key")
    article = bare / "a.txt"
    article.write_text("Norway said that the port was shut.\n\nChile said that fees may rise.\n", encoding="utf-8")
    times: Counter[str] = Counter()

    def forgets(asked: Asked) -> Behaviour:
        answer = careful(asked)
        if kind(asked) == "extract":
            times["asked"] += 1
            if times["asked"] == 3:
                positions = json.loads(answer.text)["positions"]  # type: ignore[union-attr]
                return says({"positions": positions[:1]})
        return answer

    with FaultServer(forgets) as server:
        address = ("--base-url", server.address)
        assert run("generate", article, "--model", "m", *address).exit_code == 0
        told = json.loads(run("regenerate", "--repeat", "2", "--json", *address).stdout)
        page = run("regenerate", "--repeat", "2", *address).stdout
    assert [(each["in"], each["holder"]) for each in told["positions"]] == [(1, "Chile"), (2, "Norway")]
    assert "positions: 1 in all 2, 1 in some only" in page
    assert "1 of 2  Chile said that fees may rise." in page


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(["nosuchrun"], 1, "no run 'nosuchrun'", id="no such run"),
        pytest.param(["--pack", "lawyer"], 1, "no pack named 'lawyer'", id="no such pack"),
        pytest.param(["--format", "doc"], 1, "no format named 'doc'", id="no such format"),
        pytest.param(["--repeat", "2"], 1, "says the same each time", id="rules repeated"),
        pytest.param(["--repeat", "2", "-o", "x"], 2, "--repeat writes no brief", id="repeat into a file"),
        pytest.param(["--repeat", "21"], 2, "20", id="too often"),
        pytest.param(["--max-cost", "x"], 1, "max_cost", id="no amount"),
    ],
)
def test_what_cannot_be_made_again_is_one_line(bare: Path, words: list[str], code: int, told: str) -> None:
    (bare / "a.txt").write_text("Norway said that the port was shut.\n", encoding="utf-8")
    assert run("generate", "a.txt").exit_code == 0
    before = Path("brief.md").read_bytes()
    result = run("regenerate", *words)
    assert result.exit_code == code
    assert told in result.stderr
    assert Path("brief.md").read_bytes() == before


def test_without_any_run_it_says_how_to_make_one(bare: Path) -> None:
    result = run("regenerate")
    assert result.exit_code == 1
    assert "`briefer generate` makes one" in result.stderr


def test_a_run_kept_by_an_earlier_version_is_made_again(bare: Path) -> None:
    import sqlite3

    (bare / "a.txt").write_text("Norway said that the port was shut.\n", encoding="utf-8")
    run("generate", "a.txt")
    before = brief()
    db = sqlite3.connect(".briefer/briefer.db")
    [[text]] = db.execute("SELECT settings FROM runs").fetchall()
    old = {key: json.loads(text)[key] for key in ("engine", "model", "pack", "window", "since", "until", "inputs")}
    db.execute("UPDATE runs SET settings = ?", (json.dumps(old),))
    db.commit()
    db.close()
    result = run("regenerate")
    assert result.exit_code == 0, result.output
    assert brief() == before
