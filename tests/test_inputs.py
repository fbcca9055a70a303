"""The same story from every kind of file: the same positions, cited at the right place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefer import readers
from briefer.cli import app
from briefer.evidence import folded_text
from briefer.model import Article
from tests import written
from tests.written import Story

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared/seeds"
FOLDERS = {
    "seeds": ROOT / "seeds",
    "shared": pytest.param(
        SHARED, marks=pytest.mark.skipif(not SHARED.is_dir(), reason="no shared seeds beside this checkout")
    ),
}
LAYOUTS = {
    "pdf in two columns": lambda story: written.pdf(story, columns=2, running="Harbour Wire"),
    "pdf in three columns": lambda story: written.pdf(story, columns=3, size=9),
    "pdf of many pages": lambda story: written.pdf(story, running="Harbour Wire", size=28),
}


def stories(folder: Path) -> Iterator[tuple[str, Story]]:
    """The articles of a folder as the paragraphs of their story, without front matter."""
    for path in sorted([*folder.glob("*.txt"), *folder.glob("20*.md")]):
        body = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        parts = [part.strip() for part in re.split(r"\n\s*\n", body)]
        yield path.stem, Story(tuple(part for part in parts if part and not part.startswith(("#", "!", "*", "["))))


def spoken(text: str) -> str:
    return " ".join(folded_text(text).split())


def positions(line: dict[str, object], article: Article) -> list[tuple[str, str, str, str]]:
    """Who holds what, in which words of the article: typography aside."""
    return sorted(
        (
            each["holder"],
            spoken(each["speaker"]),
            spoken(each["statement"]),
            " … ".join(spoken(article.text[start:end]) for start, end in each["content"]),
        )
        for each in line["positions"]  # type: ignore[attr-defined]
    )


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_every_kind_of_file_gives_the_positions_of_the_text(folder: Path, tmp_path: Path) -> None:
    ways = {**{suffix[1:]: write for suffix, write in written.FORMATS.items()}, **LAYOUTS}
    suffixes = {way: f".{way}" if f".{way}" in written.FORMATS else ".pdf" for way in ways}
    for name, story in stories(folder):
        for way, write in ways.items():
            (tmp_path / f"{name}~{way}{suffixes[way]}").write_bytes(write(story))
    result = CliRunner().invoke(app, ["extract", str(tmp_path), "--engine", "rules", "--store", ":memory:"])
    assert result.exit_code == 0, result.output
    articles = {article.name: article for article in readers.read([tmp_path])[0]}
    found = {
        line["article"]: positions(line, articles[line["article"]])
        for line in map(json.loads, result.stdout.splitlines())
    }
    wanted = {name.split("~")[0]: held for name, held in found.items() if name.endswith("~txt.txt")}
    assert sum(map(len, wanted.values())) > 20
    different = [
        (name, held, wanted[name.split("~")[0]])
        for name, held in found.items()
        if held != wanted[name.split("~")[0]] and not name.endswith(".mbox#2")
    ]
    assert not different
    assert len(found) == len(wanted) * (len(ways) + 1)  # the mbox files hold another message each


def test_a_citation_names_the_page_in_every_format_and_verify_believes_no_other(tmp_path: Path) -> None:
    name, story = next(stories(ROOT / "seeds"))
    (tmp_path / "in").mkdir()
    (tmp_path / f"in/{name}.pdf").write_bytes(written.pdf(story, size=28))
    (tmp_path / "in/articles.toml").write_text(f'["{name}.pdf"]\nurl = "https://wire.example/{name}.pdf"\n')
    made = ["generate", str(tmp_path / "in"), "--engine", "rules", "--store", ":memory:", "-o", str(tmp_path)]
    assert CliRunner().invoke(app, made).exit_code == 0
    text = (tmp_path / "brief.md").read_text(encoding="utf-8")
    document = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    cited = max((each for held in document["positions"] for each in held["citations"]), key=lambda each: each["page"])
    assert cited["page"] > 1
    assert cited["link"] == f"https://wire.example/{name}.pdf#page={cited['page']}"
    place = f"p. {cited['page']}, ¶ {cited['paragraph']}, line {cited['line']}"
    assert f"[{place}](<{cited['link']}>)" in text
    assert f'href="{cited["link"]}"' in (tmp_path / "brief.html").read_text(encoding="utf-8")
    for right, wrong in (
        (text, text.replace(f"p. {cited['page']}, ¶", f"p. {cited['page'] + 1}, ¶")),
        (text, text.replace(f"#page={cited['page']}>", f"#page={cited['page'] + 1}>")),
        (text, text.replace("(<https://wire.example/", "(<https://evil.example/")),
    ):
        assert wrong != right
        for brief, code in ((right, 0), (wrong, 4)):
            (tmp_path / "other.md").write_text(brief, encoding="utf-8")
            result = CliRunner().invoke(app, ["verify", str(tmp_path / "other.md"), str(tmp_path / "in")])
            assert result.exit_code == code, result.output
    for key, value in (("page", cited["page"] + 1), ("link", "https://evil.example/")):
        altered = json.loads(json.dumps(document))
        for each in (one for held in altered["positions"] for one in held["citations"] if one == cited):
            each[key] = value
        (tmp_path / "other.json").write_text(json.dumps(altered), encoding="utf-8")
        assert CliRunner().invoke(app, ["verify", str(tmp_path / "other.json"), str(tmp_path / "in")]).exit_code == 4
