"""The brief of the sample corpus, as it was last looked at.

Renew with `BRIEFER_RENEW_GOLDEN=1 pytest tests/test_golden.py` and review the difference as you would a change of code.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefer.cli import app

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests/golden"


@pytest.mark.parametrize("name", ["brief.md", "brief.json"])
def test_the_brief_of_the_sample_corpus_is_the_one_we_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["generate", str(ROOT / "seeds"), "--engine", "rules", "-o", name])
    assert result.exit_code == 0, result.output
    made = (tmp_path / name).read_text(encoding="utf-8")
    golden = GOLDEN / name
    if os.environ.get("BRIEFER_RENEW_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, encoding="utf-8")
        pytest.skip(f"{name} renewed: review the difference")
    assert made == golden.read_text(encoding="utf-8")
