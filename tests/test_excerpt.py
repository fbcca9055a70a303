"""Templates one-page and email: a choice of the same brief, in the same words, that verifies and gives edits away."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefer import assets, document, excerpt, render
from briefer.cli import app
from briefer.markup import UNSEEN
from briefer.verify.brief import Report, Shelf, verify
from tests.desk import NAMES, SEEDS, brief, seeds
from tests.samples import BRIEF, EMPTY, hostile

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
LAYOUTS = assets.layouts()


@cache
def made() -> dict[str, Any]:
    found = document.as_dict(brief(seeds()))
    return {**found, "made_with": {**found["made_with"], "engine": "rules"}}


def printed(layout: str, suffix: str, of: dict[str, Any] | None = None) -> str:
    template = assets.layout(layout)[suffix]
    return render.render(of or made(), template.text, suffix, template.name)


@cache
def shelf() -> Shelf:
    return Shelf(seeds(), NAMES)


def codes(report: Report) -> set[str]:
    return {each.code for each in report.failures}


def test_there_is_one_page_and_a_mail_each_in_both_formats() -> None:
    assert {"one-page", "email"} <= set(LAYOUTS)
    assert all(set(assets.layout(each)) >= {"md", "html"} for each in LAYOUTS)
    assert assets.layout("nothing") == {}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_choice_of_our_own_brief_verifies(layout: str) -> None:
    report = verify(printed(layout, "md"), shelf())
    assert report.failures == ()
    assert report.checked > 20


def _unnumbered(line: str) -> str:
    return re.sub(r"\[\^\d+\]", "[^]", line)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_choice_says_nothing_that_the_whole_brief_does_not(layout: str) -> None:
    template = assets.template("md")
    whole = render.render(made(), template.text, "md", template.name).split("\n")
    said = [line for line in printed(layout, "md").split("\n") if line.startswith(("- ", "### ", "[^"))]
    assert said
    assert {_unnumbered(line) for line in said} <= {_unnumbered(line) for line in whole}


@pytest.mark.parametrize(
    ("pattern", "replacement", "code"),
    [
        pytest.param(r"^- The United States refused", "- The United States agreed", "antonym", id="a statement"),
        pytest.param(r"^\*\*keep or tighten\*\* — Japan", "**keep or tighten** — Cuba", "side", id="a holder"),
        pytest.param(r"^\*\*keep or tighten\*\*", "**what Cuba wants**", "label", id="a label"),
        pytest.param(r"^### Should sanctions on North Korea", "### Should sanctions on Cuba", "label", id="a question"),
        pytest.param(r"^  \*Harbour Wire", "  *Meridian Dispatch", "metadata", id="an outlet"),
        pytest.param(r"^- \*\*2017-08-31", "- **2017-08-30", "watch", id="a day"),
        pytest.param(r"^(- \*\*2017-08-31.*)not before", r"\1before", "watch", id="an event"),
        pytest.param(r"^(- Not settled: .*)not decided", r"\1now decided", "open", id="an open question"),
        pytest.param(r"^(- Not settled: .*)\[\^\d+\]", r"\1[^1]", "no-such-reference", id="its footnote"),
        pytest.param(r"^(\[\^\d+\]: .*), 26 July 2017", r"\1, 26 June 2017", "metadata", id="date of a footnote"),
        pytest.param(r"^(\[\^\d+\]: .*)medium-range", r"\1long-range", "not-found", id="a quote"),
    ],
)
def test_an_edit_is_found(pattern: str, replacement: str, code: str) -> None:
    changed, count = re.subn(pattern, replacement, printed("one-page", "md"), count=1, flags=re.MULTILINE)
    assert count == 1
    assert code in codes(verify(changed, shelf()))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("suffix", ["md", "html"])
def test_what_comes_from_outside_is_inert(layout: str, suffix: str) -> None:
    page = printed(layout, suffix, document.as_dict(hostile()))
    assert set(UNSEEN.findall(page)) <= {"\n"}
    assert not re.search(r"(?<!\\)<(?:script|img)\b", page)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("of", [BRIEF, EMPTY], ids=["sample", "empty"])
def test_equal_briefs_give_equal_bytes_and_an_empty_one_a_page(layout: str, of: Any) -> None:
    found = document.as_dict(of)
    assert printed(layout, "html", found) == printed(layout, "html", found)
    assert "Bottom line" in printed(layout, "md", found)


def test_a_mail_has_nothing_but_words_and_styles_of_its_elements() -> None:
    page = printed("email", "html")
    assert not re.search(r"<(?:style|script|link|img|svg|iframe|object|form)\b|\bsrc=|url\(|@import", page)
    assert all(re.match(r"#|https?://", each) for each in re.findall(r'href="([^"]*)"', page))


def test_a_dispute_is_chosen_whole_or_not_at_all() -> None:
    for room in (10, 30, 60, 200):
        part = excerpt.excerpt(made(), room)
        for card in (*part["standing"], *part["disputes"]):
            issue = next(each for each in made()["issues"] if each["question"] == card["question"])
            assert [side["label"] for side in card["sides"]] == [
                each["label"] for each in issue["sides"] if each["label"]
            ]
            assert all(side["holders"] for side in card["sides"])
    assert len(excerpt.excerpt(made(), 200)["disputes"]) > len(excerpt.excerpt(made(), 40)["disputes"])


@pytest.mark.parametrize(
    ("options", "files"),
    [
        (["--template", "one-page"], {"one-page.md", "one-page.html"}),
        (["--template", "email", "--format", "md"], {"email.md"}),
        (["--template", "brief", "--format", "md,json"], {"brief.md", "brief.json"}),
        (["--template", "one-page", "--format", "md,json"], {"one-page.md", "one-page.json"}),
        (["--template", "email", "-o", "mail.html"], {"mail.html"}),
    ],
)
def test_a_shipped_template_goes_by_its_name(
    options: list[str], files: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["generate", str(SEEDS), "--engine", "rules", "--store", ":memory:", *options])
    assert result.exit_code == 0, result.output
    assert {each.name for each in tmp_path.iterdir()} == files


def test_a_template_that_is_not_there_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["generate", str(SEEDS), "--template", "onepage"])
    assert result.exit_code == 1
    assert "no template named 'onepage' (there are: brief, email, one-page" in result.output


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no chromium on the PATH (Debian: apt-get install chromium)")
def test_one_page_is_one_printed_page(tmp_path: Path) -> None:
    page, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(printed("one-page", "html"), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={tmp_path}/p"]
    subprocess.run([CHROMIUM, *flags, f"--print-to-pdf={paper}", page.as_uri()], check=True, capture_output=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes())) == 1
