"""What verify knows of a printed brief stands in one module, and is what the template prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import briefer
from briefer import assets, document, render
from briefer.verify import shape
from briefer.verify.parse import plain
from tests.desk import article, brief

VERIFY = Path(briefer.__file__).parent / "verify"
ARTICLE = article(
    "Norway claims that the fishing quota is fair to every boat of the north, which Chile denied.", "doubted.txt"
)


def printed() -> list[str]:
    template = assets.template("md")
    return render.render(document.as_dict(brief((ARTICLE,))), template.text, "md", template.name).split("\n")


@pytest.mark.parametrize("sign", [shape.FLAG, shape.RESTS])
def test_a_doubted_statement_is_printed_with_its_sign(sign: str) -> None:
    assert sign.startswith(shape.SIGNS)
    assert [line for line in printed() if plain(line.strip()).startswith(sign)]


@pytest.mark.parametrize("name", ["COUNTS", "SIDE", "ENTRY", "ORIGIN", "SOURCE"])
def test_each_line_that_verify_knows_is_printed(name: str) -> None:
    pattern: re.Pattern[str] = getattr(shape, name)
    assert [line for line in printed() if pattern.match(line)]


@pytest.mark.parametrize(
    ("mark", "where"),
    [
        (shape.WARNING, "shape.py"),
        (document.SCHEMA, "shape.py"),
        (r"\d+\. (.*)$", "shape.py"),
        (".sha256(", "bundle.py"),  # the hashes of an evidence pack's files; ids are never made anew
    ],
)
def test_no_other_module_of_verify_knows_the_shape(mark: str, where: str) -> None:
    knows = [each.name for each in sorted(VERIFY.glob("*.py")) if mark in each.read_text(encoding="utf-8")]
    assert set(knows) <= {where}
