"""The gallery in docs/gallery is what the program prints, and its pictures are small and lead somewhere.

Renew with `BRIEFER_RENEW_GOLDEN=1 pytest tests/test_gallery.py`, review the difference, and take new pictures.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefer.cli import app
from tests.desk import SEEDS

GALLERY = SEEDS.parent / "docs/gallery"
TITLE = "North Korea sanctions, weekly"
PAGES = {
    "2017-W30.md": ["--week", "2017-W30"],
    "2017-W31.md": ["--week", "2017-W31"],
    "2017-W31-one-page.md": ["--week", "2017-W31", "--template", "one-page"],
}
LARGEST = 120_000
"""Bytes of a picture."""


def test_the_briefs_of_both_weeks_are_those_of_the_gallery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = {}
    for name, options in PAGES.items():
        fixed = ["generate", str(SEEDS), "--engine", "rules", "--title", TITLE, "--format", "md", "-o", name]
        result = CliRunner().invoke(app, [*fixed, *options])
        assert result.exit_code == 0, result.output
        made[name] = Path(name).read_text(encoding="utf-8")
    if os.environ.get("BRIEFER_RENEW_GOLDEN"):
        for name, text in made.items():
            (GALLERY / name).write_text(text, encoding="utf-8")
        pytest.skip("renewed: review the difference, and take new pictures")
    for name, text in made.items():
        assert text == (GALLERY / name).read_text(encoding="utf-8"), name


def test_every_file_of_the_gallery_is_named_in_its_list() -> None:
    listed = set(re.findall(r"\]\(([^)]+)\)", (GALLERY / "README.md").read_text(encoding="utf-8")))
    assert listed == {each.name for each in GALLERY.iterdir() if each.is_file()} - {"README.md"}


def test_pictures_are_small() -> None:
    assert [each.name for each in GALLERY.glob("*.png") if each.stat().st_size > LARGEST] == []
