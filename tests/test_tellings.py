"""Reports against each other: what two articles tell differently in the reporters' own words. All texts are our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefer import tellings
from briefer.cli import app
from tests.desk import article, reading

FERRY = "At least 12 people died when a ferry sank off Lesbos on Monday.\n\nDivers searched the wreck of the ferry."
OTHER = "A ferry that sank off Lesbos on Monday has killed 20 people.\n\nThe wreck lies forty metres deep."


def told(one: str, other: str, first: str = "2017-07-24", second: str = "2017-07-25") -> list[tuple[str, str]]:
    """The question and answer of all that two articles tell differently."""
    stories = [
        tellings.read(reading(article(text, f"{day}-{len(text)}.txt", published=day)))
        for text, day in ((one, first), (other, second))
    ]
    found = tellings.gather(stories)
    assert found == tellings.gather(reversed(stories))
    return [(each.asked, each.told) for each in found]


@pytest.mark.parametrize(
    ("one", "other", "answers"),
    [
        pytest.param(
            FERRY,
            OTHER,
            [("How many were killed off Lesbos?", "at least 12"), ("How many were killed off Lesbos?", "20")],
            id="the dead",
        ),
        pytest.param(
            "An explosion at a chemical plant in Rouen injured 30 workers on Monday.",
            "Forty workers were injured in an explosion at the chemical plant in Rouen.",
            [("How many were injured in Rouen?", "30"), ("How many were injured in Rouen?", "forty")],
            id="the injured, in words",
        ),
        pytest.param(
            "Police arrested 120 protesters at the port of Mombasa during a march of dockers.",
            "The march of dockers at the port of Mombasa ended when 85 protesters were arrested.",
            [("How many were arrested?", "120"), ("How many were arrested?", "85")],
            id="the arrested",
        ),
        pytest.param(
            "The goods train derailed near Basel on Sunday and blocked the line to Italy.",
            "The goods train derailed near Basel on Saturday and the line to Italy stayed blocked.",
            [
                ("On which day did it happen near Basel?", "2017-07-22"),
                ("On which day did it happen near Basel?", "2017-07-23"),
            ],
            id="the day",
        ),
        pytest.param(
            "The missile that North Korea fired from Kusong flew 930 kilometers and came down in the sea.",
            "The missile that North Korea fired from Kusong flew 800 kilometers and came down in the sea.",
            [
                ("Which is right: 930 kilometers, or 800 kilometers?", "930 kilometers"),
                ("Which is right: 930 kilometers, or 800 kilometers?", "800 kilometers"),
            ],
            id="a distance",
        ),
    ],
)
def test_two_reports_of_one_event_tell_it_differently(one: str, other: str, answers: list[tuple[str, str]]) -> None:
    assert sorted(told(one, other)) == sorted(answers)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(FERRY, OTHER.replace("20", "12"), id="the same number"),
        pytest.param(FERRY.replace("At least 12", "About 20"), OTHER.replace("20", "21"), id="a round number"),
        pytest.param(FERRY, OTHER.replace("Lesbos", "Lampedusa"), id="another place"),
        pytest.param(FERRY, "A ferry that sank off Lesbos on Monday injured 20 people.", id="another deed"),
        pytest.param(
            FERRY,
            "A ferry sank off Lesbos on Monday. Police said that 20 people were killed.",
            id="somebody else's number",
        ),
        pytest.param(FERRY, "A ferry sank off Lesbos on Monday and may have killed 20 people.", id="only possible"),
        pytest.param(FERRY, OTHER.replace("20 people", "20 people, among them 12 children"), id="a part of it"),
        pytest.param(
            FERRY,
            "A ferry sank off Lesbos on Monday. In 2009 a ferry accident killed 80 people there.",
            id="another year",
        ),
        pytest.param(
            "The blast in Kabul killed 40 soldiers at an army base.",
            "The blast in Kabul killed 12 cooks at an army base.",
            id="another kind of people",
        ),
        pytest.param(
            "A fire in a garment factory in Dhaka killed 12 people.",
            "A strike in a steel mill in Dhaka ended; 20 people died there in a fire.",
            id="another event in the same town",
        ),
        pytest.param(
            "A man, 27, was arrested after a robbery in the harbour of Bergen.",
            "After a robbery in the harbour of Bergen a 31-year-old was arrested.",
            id="an age",
        ),
    ],
)
def test_nothing_is_told_differently_by(one: str, other: str) -> None:
    assert told(one, other) == []


def test_a_later_toll_is_news_and_no_other_report() -> None:
    assert told(FERRY, OTHER, "2017-07-24", "2017-07-27") == []


def test_an_article_of_no_known_day_is_held_against_none_that_has_one() -> None:
    assert told(FERRY, OTHER, "2017-07-24", "") == []


def test_the_same_article_twice_tells_nothing_differently() -> None:
    assert told(FERRY, FERRY) == []


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """The two articles about the ferry, dated."""
    folder = tmp_path / "week"
    folder.mkdir()
    (folder / "one.md").write_text(f"---\ndate: 2017-07-24\n---\n{FERRY}\n", encoding="utf-8")
    (folder / "two.md").write_text(f"---\ndate: 2017-07-25\n---\n{OTHER}\n", encoding="utf-8")
    return folder


def run(*command: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(command))
    return result.exit_code, result.output


def test_the_brief_tells_both_with_their_passages_and_verify_bears_it_out(week: Path) -> None:
    made = week.parent / "brief.md"
    store = f"sqlite:///{week.parent}/b.db"
    assert run("generate", str(week), "--engine", "rules", "--store", store, "-o", str(made))[0] == 0
    text = made.read_text(encoding="utf-8")
    section = text.split("## Reports against each other\n")[1].split("\n## ")[0]
    assert section.count("How many were killed off Lesbos?") == 2
    assert "**at least 12**: “At least 12 people died" in section
    assert "**20**: “A ferry that sank off Lesbos" in section
    assert run("verify", str(made), str(week))[0] == 0


@pytest.mark.parametrize(
    ("was", "now"),
    [
        pytest.param("**at least 12**:", "**at least 13**:", id="the number"),
        pytest.param("How many were killed off", "How many were injured off", id="the question"),
        pytest.param("has killed 20 people.” [", "has hurt 20 people.” [", id="the quotation"),
    ],
)
@pytest.mark.parametrize("suffix", ["md", "json"])
def test_verify_finds_what_was_altered_in_it(week: Path, suffix: str, was: str, now: str) -> None:
    made = week.parent / f"brief.{suffix}"
    run("generate", str(week), "--engine", "rules", "--store", f"sqlite:///{week.parent}/b.db", "-o", str(made))
    if suffix == "json":
        was, now = (each.strip("*:[ ").replace("**", "").replace("”", "") for each in (was, now))
    text = made.read_text(encoding="utf-8")
    assert was in text
    made.write_text(text.replace(was, now), encoding="utf-8")
    assert run("verify", str(made), str(week))[0] == 4
