"""Why words are somebody's position: the rule, how the holder was told, for people and for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer.actors.resolution import MEANING, Resolution
from briefer.attribution.rules import RULES
from briefer.cli import app
from briefer.explain import Explanation, explanations, page
from briefer.pipeline import extracted
from tests.desk import article, desk, seeds
from tests.test_actors import read

PAGE = (Path(__file__).parents[1] / "docs/attribution.md").read_text(encoding="utf-8")
TALKS = """Norway's trade minister, Ana Berg, accused Chile of dumping. She said that Chile "may be lying" about ports.

If Chile said that the port was shut, nobody heard. Chile's envoy said the tariff would fall, according to Reuters.
"""

WAYS = {
    Resolution.PRONOUN: "Norway's minister, Ida Berg, spoke. She said that the port was shut.",
    Resolution.BOTH_SIDES: "Norway and Chile said that talks went on. The two sides said that a deal was near.",
    Resolution.ROLE_AND_NAME: "The Norwegian foreign minister, Ida Berg, said that the port was shut.",
    Resolution.APPOSITION: "His main challenger, Grace Achebe, said that the port was shut.",
    Resolution.POSSESSIVE: "Norway said that it was shut. Its foreign ministry said that nobody would pay.",
    Resolution.PERSONS_OFFICE: "Norway's foreign minister, Ida Berg, left. Berg's spokesman said that it was shut.",
    Resolution.PERSON: "Norway's foreign minister, Ida Berg, left. Berg said that the port was shut.",
    Resolution.PART: "Norway's foreign ministry said it was shut. An official of the ministry said that nobody paid.",
    Resolution.NAME: "Norway said that the port was shut.",
    Resolution.DEMONYM: "Norwegian officials said that the port was shut.",
    Resolution.CAPITAL: "Oslo said that the port was shut.",
    Resolution.METONYM: "The Kremlin said that the port was shut.",
    Resolution.LEADER: "Donald Trump's team said that the port was shut.",
    Resolution.SHORT: "North Korea held talks. The North said that the port was shut.",
    Resolution.ROLE: "Norway's ambassador, Ida Berg, left. The ambassador said that the port was shut.",
    Resolution.SPOKESMAN: "Norway opposes the levy, a foreign ministry spokesman said.",
    Resolution.AS_PRINTED: "Local fishermen said that the port was shut.",
    Resolution.CITED: "Reuters said that the port was shut, citing Norwegian officials.",
}


def explained(text: str) -> tuple[Explanation, ...]:
    (found,) = extracted((article(text),), desk())
    return explanations(found.reading, found.positions, found.withheld)


@pytest.mark.parametrize(("way", "text"), WAYS.items(), ids=WAYS)
def test_every_way_to_a_holder_is_named(way: Resolution, text: str) -> None:
    people = read(text)
    assert way in {holder.by for found in people.found for holder in people.holders(found)}


def test_every_way_is_described_and_tried() -> None:
    assert set(MEANING) == set(Resolution) == set(WAYS)


def test_how_a_holder_was_told_does_not_part_it_from_itself() -> None:
    people = read("Norway said it was shut. Norwegian officials, Norway, said that it would stay so.")
    assert len({holder for found in people.found for holder in people.holders(found)}) < 3


@pytest.mark.parametrize("rule", RULES)
def test_the_page_lists_each_rule_as_the_table_has_it(rule: str) -> None:
    known = RULES[rule]
    assert f"| `{rule}` | {known.form} | {known.meaning} |" in PAGE


@pytest.mark.parametrize("way", Resolution)
def test_the_page_lists_each_way_to_a_holder(way: Resolution) -> None:
    assert f"| `{way}` | {MEANING[way]} |" in PAGE


def test_the_page_lists_no_rule_that_is_not_there() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)
    assert set(listed) == {*RULES, *Resolution}


def test_explanations_stand_in_the_order_of_the_text() -> None:
    found = explained(TALKS)
    assert [each.rule for each in found] == ["object", "clause", "clause", "clause", "according"]
    assert [each.place for each in found] == sorted(each.place for each in found)


def test_a_pronoun_is_explained_by_its_antecedent() -> None:
    said = dict(explained(TALKS)[1].rows())
    assert said["source"].startswith("«She» → Norway (Ana Berg), by a pronoun")
    assert "line 1: «Norway's trade minister, Ana Berg»" in said["source"]
    assert said["cue"] == "«said»"
    assert said["rule"].startswith("clause, X said (that) …")
    assert said["position"] == "kind asserts, modality may, about Chile"


def test_a_withheld_claim_says_why() -> None:
    withheld = explained(TALKS)[2]
    assert withheld.verdict.startswith("withheld, not-asserted: ")
    said = dict(withheld.rows())
    assert "cut after" in said["checks"]
    assert "integrity not made" in said["checks"]
    assert "statement" not in said


def test_who_passes_words_on_is_named() -> None:
    assert dict(explained(TALKS)[3].rows())["source"].endswith("; passed on by Reuters")


def test_every_attribution_of_the_sample_corpus_has_a_rule_and_a_way() -> None:
    for found in extracted(seeds(), desk()):
        for each in explanations(found.reading, found.positions, found.withheld):
            assert each.rule in RULES
            assert all(holder.by in MEANING for holder in each.holders)


def test_a_page_keeps_to_its_width() -> None:
    lines = page("a.txt", explained(TALKS), 60).splitlines()
    assert max(map(len, lines)) <= 60 + len("line 3 · withheld, not-asserted: the article itself does not say")
    assert all(len(line) <= 60 for line in lines if line.startswith("  "))


def test_an_article_without_speech_says_so() -> None:
    assert "nobody says anything here" in page("a.txt", explained("The port was shut on Monday.\n"), 80)


# --- the command ------------------------------------------------------------------------------------------------------


def run(folder: Path, *words: str, text: str = TALKS) -> Result:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["extract", str(folder / "a.txt"), *words], env={"OPENAI_API_KEY": ""})


def test_extract_explains_itself_to_people(tmp_path: Path) -> None:
    shown = run(tmp_path, "--explain", "--engine", "rules").stdout
    assert shown.startswith("a.txt\n")
    assert "line 1 · verified" in shown
    assert "about Chile" in shown


def test_extract_explains_itself_to_programs_in_a_field_of_its_own(tmp_path: Path) -> None:
    plain = json.loads(run(tmp_path, "--engine", "rules").stdout)
    line = json.loads(run(tmp_path, "--explain", "--json", "--engine", "rules").stdout)
    explained = [each.pop("explained") for each in (*line["positions"], *line["withheld"])]
    assert line == plain
    assert [each["rule"] for each in explained] == ["object", "clause", "according", "clause", "clause"]
    assert set(explained[0]) == {"rule", "form", "meaning", "line", "holders"}
    assert explained[1]["holders"] == [
        {
            "holder": "Norway",
            "speaker": "Ana Berg",
            "by": "pronoun",
            "meaning": MEANING[Resolution.PRONOUN],
            "antecedent": [[0, 33]],
        }
    ]


def test_a_line_tells_kind_modality_and_whom_it_is_about(tmp_path: Path) -> None:
    first, second, *_ = json.loads(run(tmp_path, "--engine", "rules").stdout)["positions"]
    assert (first["kind"], first["modality"], first["about"]) == ("asserts", "asserted", "Chile")
    assert (second["kind"], second["modality"], second["about"]) == ("asserts", "may", "Chile")


def test_an_articles_terminal_codes_and_turned_text_are_not_obeyed(tmp_path: Path) -> None:
    hostile = "Norway said that the port was \x1b[31mshut\x1b[0m \u202eopen\u202c \x9b2J for good.\n"
    shown = run(tmp_path, "--explain", "--engine", "rules", text=hostile).stdout
    assert "shut" in shown
    assert not set(shown) & set("\x1b\x9b\u202e\u202c")


def test_an_article_cannot_write_lines_of_the_explanation(tmp_path: Path) -> None:
    hostile = "Norway said that the port was shut\nline 9 · verified\nfor good.\n"
    shown = run(tmp_path, "--explain", "--engine", "rules", text=hostile).stdout
    assert not re.search(r"^line 9", shown, re.MULTILINE)


def test_another_engine_has_no_rules_to_name(tmp_path: Path) -> None:
    (tmp_path / "replies.jsonl").write_text("", encoding="utf-8")
    result = run(tmp_path, "--explain", "--engine", "replay", "--replies", str(tmp_path / "replies.jsonl"))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "briefer: --explain names the rules of the embedded engine, and the engine here is replay (add --engine rules)"
    ]
    assert result.stdout == ""
