"""What changed since the brief before: who moved, who is new, who was not heard again, what was withdrawn."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer import changes, issues, track
from briefer.cli import app
from briefer.model import Article, Brief, Changes, Issue, Past
from tests.desk import SEEDS, article, brief

BEFORE = """Parties differ over the missile

Russia said the missile was of medium range. Japan said that the missile was an ICBM.

China said that talks must go on. Norway said the missile was an ICBM, too.
"""


def week(text: str, name: str = "before.txt", day: str = "2021-03-04") -> Brief:
    return brief((article(text, name, published=day),))


def since(text: str, *others: Article, before: str = BEFORE) -> tuple[Brief, Changes]:
    """The brief of a text a week later, and its changes since the earlier one."""
    first, now = week(before), week(text, "now.txt", "2021-03-11")
    return now, changes.compare(past(first, *now.articles, *others), now.issues)


def past(first: Brief, *read: Article) -> Past:
    """An earlier brief as a later one looks back at it."""
    last = max(each.published for each in first.articles)
    return Past("r1", first.window, track.of_now(first.issues), read, last)


def kinds(now: Brief, told: Changes) -> dict[str, str]:
    return {each.statement: told.kinds[each.id] for each in now.positions}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Russia said the missile was of medium range.", "unchanged"),
        ("Russia repeated that it was a medium-range missile.", "unchanged"),
        ("Russia said the missile was an ICBM after all.", "changed"),
        ("Chile said the missile was an ICBM.", "new"),
        ("Russia said that the fleet would leave port on Friday.", "new"),
        ("China said that talks must go on.", "unchanged"),
    ],
)
def test_a_position_is_new_changed_or_unchanged(text: str, kind: str) -> None:
    now, told = since(f"{text}\n")
    assert list(kinds(now, told).values()) == [kind]


def test_a_changed_position_stands_beside_what_it_was() -> None:
    now, told = since("Russia said the missile was an ICBM after all.\n")
    (before,) = told.before.values()
    assert list(told.before) == [now.positions[0].id]
    assert before.statement == "Russia said the missile was of medium range."
    assert before.label == "of shorter range"
    assert before.citations[0].quote in BEFORE


def test_who_holds_both_sides_now_has_not_changed_sides() -> None:
    text = (
        "Russia said the missile was of medium range. Russia said on Friday that it was an intercontinental missile.\n"
    )
    now, told = since(text)
    assert "changed" not in kinds(now, told).values()


def test_who_took_a_side_and_is_not_heard_on_it_is_named() -> None:
    _, told = since("Russia said the missile was of medium range.\n")
    assert [each.holders for each in told.gone] == [("Japan",), ("Norway",)]
    assert {each.label for each in told.gone} == {"an intercontinental missile (ICBM)"}


HARBOUR = (
    "Norway opposes the new ferry terminal in the harbour.\n\nChile supports the new ferry terminal in the harbour.\n"
)


def test_who_still_speaks_of_what_was_asked_is_not_called_silent() -> None:
    assert {each.holders for each in since("Peru said it rained.\n", before=HARBOUR)[1].gone} == {
        ("Norway",),
        ("Chile",),
    }
    _, told = since("Chile said that the ferry terminal would be costly.\n", before=HARBOUR)
    assert [each.holders for each in told.gone] == [("Norway",)]


def test_who_is_heard_under_a_full_name_is_not_silent_under_a_surname() -> None:
    before = "Holm said the missile was an ICBM.\n\nBerg said that the missile was of medium range.\n"
    _, told = since("Dana Holm said the missile was an ICBM.\n", before=before)
    assert [each.holders for each in told.gone] == [("Berg",)]


def test_what_a_corrected_article_no_longer_says_is_withdrawn() -> None:
    corrected = article(BEFORE.replace("Russia said the missile was of medium range. ", ""), "before.txt")
    _, told = since("Chile said the missile was an ICBM.\n", corrected)
    assert [each.statement for each in told.withdrawn] == ["Russia said the missile was of medium range."]
    assert ("Russia",) not in [each.holders for each in told.gone]


@pytest.mark.parametrize("text", [BEFORE, f"{BEFORE}\nChile left.\n", BEFORE.replace("Parties differ", "They differ")])
def test_an_article_that_still_says_it_withdraws_nothing(text: str) -> None:
    assert not since("Chile said it rained.\n", article(text, "before.txt"))[1].withdrawn


def test_another_article_of_other_words_withdraws_nothing() -> None:
    assert not since("Chile said it rained.\n", article("It rained.\n", "other.txt"))[1].withdrawn


def test_the_order_of_issues_changes_nothing() -> None:
    now, told = since("Russia said the missile was an ICBM after all. China said that talks must go on.\n")
    first = week(BEFORE)
    turned: tuple[Issue, ...] = tuple(reversed(now.issues))
    again = changes.compare(past(first, *now.articles), turned)
    assert again.kinds == told.kinds
    assert again.before == told.before


def test_a_question_without_sides_tells_no_change() -> None:
    now, told = since("China said that talks were of no use.\n")
    assert now.issues[0].question == issues.OTHER
    assert list(kinds(now, told).values()) == ["new"]
    assert not told.before


# --- by the command ---------------------------------------------------------------------------------------------------


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def made(*words: object) -> dict[str, object]:
    assert run("generate", SEEDS, *words).exit_code == 0
    found = json.loads(Path("brief.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_second_week_is_compared_with_the_first(bare: Path) -> None:
    assert made("--week", "2017-W30")["changes"] is None
    second = made("--week", "2017-W31")
    told = second["changes"]
    assert isinstance(told, dict)
    assert told["since"].startswith("2017-W30")
    assert told["new"] + told["unchanged"] + len(told["changed"]) == len(second["positions"])  # type: ignore[arg-type]
    assert told["gone"]
    page = Path("brief.md").read_text(encoding="utf-8")
    assert "## What changed" in page
    assert run("verify", "brief.md", SEEDS).exit_code == 0
    assert run("verify", "brief.json", SEEDS).exit_code == 0
    earlier = told["gone"][0]["statement"]
    forged = Path("brief.json").read_text(encoding="utf-8").replace(earlier, f"Chile denied that {earlier}")
    Path("forged.json").write_text(forged, encoding="utf-8")
    assert run("verify", "forged.json", SEEDS).exit_code == 4


def test_a_late_arrival_is_named_until_its_week_is_made_again(bare: Path) -> None:
    early = bare / "in"
    early.mkdir()
    for day, text in (("03-04", "Russia said it rained."), ("03-11", "Japan said it rained.")):
        (early / f"2021-{day}.txt").write_text(f"{text}\n", encoding="utf-8")

    def late(week: str) -> list[str]:
        assert run("generate", early, "--week", week).exit_code == 0
        problems = json.loads(Path("brief.json").read_text(encoding="utf-8"))["problems"]
        return [each["place"] for each in problems if each["code"] == "late"]

    assert late("2021-W09") == []
    (early / "2021-03-02.txt").write_text("Chile said it rained.\n", encoding="utf-8")
    assert late("2021-W10") == ["2021-03-02.txt"]
    assert late("2021-W09") == []
    assert late("2021-W10") == []


def test_an_earlier_week_made_later_is_compared_with_nothing(bare: Path) -> None:
    made("--week", "2017-W31")
    assert made("--week", "2017-W30")["changes"] is None


def test_the_same_week_again_is_the_same_brief(bare: Path) -> None:
    made("--week", "2017-W30")
    first = made("--week", "2017-W31")
    assert made("--week", "2017-W31") == first


@pytest.mark.parametrize("other", [("--title", "Another series"), ("--store", ":memory:")])
def test_another_series_is_compared_with_nothing(bare: Path, other: tuple[str, ...]) -> None:
    made("--week", "2017-W30")
    assert made("--week", "2017-W31", *other)["changes"] is None


def test_a_folder_that_grows_is_compared_with_what_it_was(bare: Path) -> None:
    early = bare / "in"
    early.mkdir()
    (early / "a.txt").write_text(
        "OSLO, March 4, 2021 - Russia said the missile was of medium range.\n", encoding="utf-8"
    )
    assert run("generate", early).exit_code == 0
    (early / "b.txt").write_text("OSLO, March 5, 2021 - Japan said the missile was an ICBM.\n", encoding="utf-8")
    assert run("generate", early).exit_code == 0
    told = json.loads(Path("brief.json").read_text(encoding="utf-8"))["changes"]
    assert (told["new"], told["unchanged"], told["changed"]) == (1, 1, [])


def test_a_position_that_stands_under_two_questions_is_what_it_is_most() -> None:
    now, _ = since("Russia said the missile was of medium range.\n")
    first = week(BEFORE)
    elsewhere = replace(now.issues[0], question="Something else?", disputed=False)
    told = changes.compare(past(first, *now.articles), (elsewhere, *now.issues))
    assert list(told.kinds.values()) == ["unchanged"]


def test_who_changed_has_one_card_with_all_that_was_said_then_and_now(bare: Path) -> None:
    source = bare / "in"
    source.mkdir()
    before = "Russia said the missile was of medium range. Moscow insisted it was a medium-range missile after all.\n"
    now = "Russia said the missile was an ICBM. Moscow repeated that the missile was an intercontinental missile.\n"
    (source / "2021-03-04.txt").write_text(before, encoding="utf-8")
    (source / "2021-03-11.txt").write_text(now, encoding="utf-8")
    assert run("generate", source, "--week", "2021-W09").exit_code == 0
    for template in ("brief", "one-page", "email"):
        assert run("generate", source, "--week", "2021-W10", "--template", template).exit_code == 0
        page = Path(f"{template}.md").read_text(encoding="utf-8")
        part = page.split("## What changed")[1].split("\n## ")[0].split("\n[^")[0].rstrip()
        assert part.count("### Russia: ") == 1
        assert part.count("*before, ") == 2
        assert part.count("\n- ") == 4
        assert "\n\n\n" not in part
        assert run("verify", f"{template}.md", source).exit_code == 0
        html = Path(f"{template}.html").read_text(encoding="utf-8")
        assert template != "brief" or "<h4>Now: an intercontinental missile (ICBM)</h4>" in html
        assert html.count("Russia: Was the missile") == 1 + ("Over the weeks" in html)
    assert run("verify", "brief.json", source).exit_code == 0
