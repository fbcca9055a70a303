"""Where prompts and templates are found, installed or from the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer import assets
from briefer.errors import BrieferError


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place into which the package is installed, with nothing else in it."""
    (tmp_path / "briefer").mkdir()
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "briefer/assets.py"))
    return tmp_path


@pytest.mark.parametrize("place", ["briefer", "."], ids=["installed", "from the repository"])
def test_a_folder_is_found_in_both_places(site: Path, place: str) -> None:
    (site / place / "templates").mkdir()
    assert assets.folder("templates") == site / place / "templates"


def test_what_is_installed_comes_first(site: Path) -> None:
    (site / "prompts").mkdir()
    (site / "briefer/prompts").mkdir()
    assert assets.folder("prompts") == site / "briefer/prompts"


@pytest.mark.usefixtures("site")
def test_an_installation_without_them_says_what_to_do() -> None:
    with pytest.raises(BrieferError, match=r"templates/ is missing.*install briefer again"):
        assets.folder("templates")


def test_packs_and_formats_are_what_lies_there(site: Path) -> None:
    for path in ("prompts/b/pack.toml", "prompts/a/pack.toml", "prompts/notes/README.md", "prompts/README.md"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("")
    (site / "templates").mkdir()
    for name in ("brief.txt.j2", "brief.md.j2", "brief.j2", "README.md", "other.html.j2", "brief.md.j2~"):
        (site / "templates" / name).write_text("")
    assert (assets.packs(), assets.formats()) == (("a", "b"), ("md", "txt"))


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(BrieferError, match=r"no format named 'docx' \(there are: .*html.*md"):
        assets.template("docx")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("weekly.md.j2", "md"),
        ("weekly.html.j2", "html"),
        ("weekly.HTML.j2", "html"),
        ("weekly.txt", "txt"),
        ("weekly.j2", "md"),
        ("weekly", "md"),
        ("week.30.csv.j2", "csv"),
    ],
)
def test_the_format_of_a_template_is_its_suffix(tmp_path: Path, name: str, suffix: str) -> None:
    (tmp_path / name).write_text("{{ brief.title }}", encoding="utf-8")
    found = assets.user_template(tmp_path / name)
    assert found == (str(tmp_path / name), suffix, "{{ brief.title }}")


def test_a_template_that_is_not_there_or_no_text_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "binary.md.j2").write_bytes(b"\xff\xfe\x00")
    for name, reason in (("binary.md.j2", "not UTF-8"), ("none.md.j2", "No such file"), (".", "Is a directory")):
        with pytest.raises(BrieferError, match=reason):
            assets.user_template(tmp_path / name)
