"""A long list of statements stands under the articles they are of, and verify knows these lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app
from briefer.tables import HEAP, heaps
from briefer.verify import sources
from tests.desk import SEEDS

OTHERS = ("Ghana", "Spain", "Italy", "Ireland")
HEADS = re.compile(r"^\*\*(.+)\*\* \((\d+)\)$", re.MULTILINE)


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def positions(*articles: str) -> list[dict[str, object]]:
    return [{"id": f"p{at}", "citations": [{"article": each}]} for at, each in enumerate(articles)]


@pytest.mark.parametrize(
    ("label", "count", "parts"),
    [("", HEAP, 1), ("", HEAP + 1, 2), ("for it", HEAP + 1, 1), ("", 0, 1)],
    ids=["few", "many", "a side", "none"],
)
def test_only_a_long_list_without_a_label_is_taken_apart(label: str, count: int, parts: int) -> None:
    held = positions(*("ab"[at % 2] for at in range(count)))
    found = heaps({"label": label}, held)
    assert len(found) == parts
    assert sorted(each["id"] for heap in found for each in heap["positions"]) == sorted(str(e["id"]) for e in held)


@pytest.fixture
def page(bare: Path) -> str:
    assert run("generate", SEEDS).exit_code == 0
    return Path("brief.md").read_text(encoding="utf-8")


def test_each_article_stands_above_its_statements_and_all_of_it_verifies(page: str) -> None:
    heads = HEADS.findall(page)
    assert len({title for title, _ in heads}) == len(heads) > 3
    assert run("verify", "brief.md", SEEDS).exit_code == 0
    assert Path("brief.html").read_text(encoding="utf-8").count("<h5>") == len(heads)


@pytest.mark.parametrize("forged", ["another title", "another count", "moved", "with nothing below"])
def test_a_forged_line_is_found(page: str, forged: str) -> None:
    first, second = list(HEADS.finditer(page))[:2]
    changed = {
        "another title": page.replace(first[0], f"**{second[1]}** ({first[2]})"),
        "another count": page.replace(first[0], f"**{first[1]}** (99)"),
        "moved": page.replace(first[0] + "\n", "").replace("\n## Who stands", f"\n{first[0]}\n\n## Who stands"),
        "with nothing below": page.replace("## Disputes\n", "## Disputes\n\n**China has left all talks.** (3)\n"),
    }
    assert changed[forged] != page
    Path("forged.md").write_text(changed[forged], encoding="utf-8")
    assert run("verify", "forged.md", SEEDS).exit_code == 4


def test_on_the_web_page_a_statement_does_not_repeat_the_title_above_it_and_many_holders_are_counted(
    bare: Path,
) -> None:
    for name in ("quota", "fleet"):
        said = " ".join(
            f"{who} said the {name} was fair to boat number {at}."
            for at, who in enumerate(("Norway", "Chile", "Peru", "Kenya", "Japan") if name == "quota" else OTHERS)
        )
        Path(f"{name}.md").write_text(f"---\ntitle: On the {name}\n---\n\n{said}\n", encoding="utf-8")
    assert run("generate", "quota.md", "fleet.md").exit_code == 0
    html = Path("brief.html").read_text(encoding="utf-8")
    assert html.count("<h5>") == 2
    assert "<h4>9 holders</h4>" in html
    assert '<span class="about">On the quota' not in html
    assert '<p class="holders">' in html


@pytest.mark.parametrize(
    ("printed", "names", "same"),
    [
        pytest.param("Norway, Chile", ("Chile", "Norway"), True, id="another order"),
        pytest.param("Norway, Chile", ("Norway",), False, id="one too many"),
        pytest.param("Norway", ("Norway", "Chile"), False, id="one too few"),
        pytest.param("Norway, Peru", ("Norway", "Chile"), False, id="another one"),
        pytest.param("Smith, Ltd, Chile", ("Chile", "Smith, Ltd"), True, id="a comma in a name"),
        pytest.param("United States, States", ("States", "United States"), True, id="a name in a name"),
    ],
)
def test_a_list_is_of_the_same_names_in_any_order(printed: str, names: tuple[str, ...], same: bool) -> None:
    assert sources.lists(printed, names) is same
