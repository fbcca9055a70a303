"""What a brief says of itself in tables, and how they are drawn."""

from __future__ import annotations

from typing import Any

import pytest

from briefer import figures, tables

Json = dict[str, Any]


def position(id_: str, *holders: str, **rest: Any) -> Json:
    cited = [{"article": each, "start": 0, "end": 5} for each in rest.pop("articles", ["a"])]
    told = {"status": "verified", "paraphrase": True, "statement": "It will.", "date": "2017-07-26"}
    return {"id": id_, "holders": list(holders), "citations": cited, **told, **rest}


def issue(id_: str, sides: dict[str, list[str]], **rest: Any) -> Json:
    made = [{"label": label, "holders": [], "positions": ids} for label, ids in sides.items()]
    return {"id": id_, "question": f"{id_}?", "kind": "fact", "disputed": True, "sides": made, **rest}


def cells(*issues: Json, positions: list[Json]) -> list[tuple[str, str, str, list[str]]]:
    found = tables.matrix(issues, positions)["cells"]
    return [(each["actor"], each["issue"], each["label"], each["positions"]) for each in found]


POSITIONS = [
    position("p1", "Norway"),
    position("p2", "Peru", "Norway"),
    position("p3", "Chile", status="partly verified"),
]


def test_a_cell_holds_the_verified_positions_of_an_actor_on_a_side() -> None:
    found = cells(issue("i1", {"yes": ["p1", "p2"], "no": ["p3"]}), positions=POSITIONS)
    assert found == [("Norway", "i1", "yes", ["p1", "p2"]), ("Peru", "i1", "yes", ["p2"])]


def test_who_says_both_stands_on_both_sides() -> None:
    found = cells(issue("i1", {"yes": ["p1"], "no": ["p2"]}), positions=POSITIONS)
    assert [each[:3] for each in found if each[0] == "Norway"] == [("Norway", "i1", "yes"), ("Norway", "i1", "no")]


@pytest.mark.parametrize(
    "left_out",
    [issue("i1", {"": ["p1"]}), issue("i1", {"yes": ["p3"]}), issue("i1", {"yes": ["p1"]}, kind="self-contradiction")],
    ids=["a side without a label", "a flagged position", "a change of sides"],
)
def test_what_is_no_stand_is_in_no_cell(left_out: Json) -> None:
    assert cells(left_out, positions=POSITIONS) == []


def test_standing_questions_and_disputes_come_first_and_the_busiest_actor() -> None:
    asked = issue("i3", {"yes": ["p2"]}, disputed=False, standing=True)
    found = tables.matrix(
        [issue("i1", {"yes": ["p2"]}, disputed=False), issue("i2", {"yes": ["p1"]}), asked], POSITIONS
    )
    assert found["issues"] == ["i3", "i2", "i1"]
    assert found["actors"] == ["Norway", "Peru"]


def test_a_wide_matrix_folds_into_tables_with_those_who_stand_in_them() -> None:
    names = [f"Actor {number:02}" for number in range(30)]
    positions = [position(f"p{at}", name) for at, name in enumerate(names)]
    issues = [issue(f"i{at:02}", {"yes": [f"p{at}"], "no": [f"p{at + 10}"]}) for at in range(20)]
    folded = tables.blocks(tables.matrix(issues, positions), 5)
    assert [len(each["issues"]) for each in folded] == [5, 5, 5, 5]
    assert [len(each["rows"]) for each in folded] == [10, 10, 10, 10]
    assert all(any(row["cells"]) for each in folded for row in each["rows"])
    drawn = figures.matrix({"matrix": tables.matrix(issues, positions), "issues": issues})
    assert (len(drawn["columns"]), len(drawn["rows"]), drawn["more_actors"]) == (12, 20, 18)
    assert all(0 <= mark["x"] <= drawn["width"] and 0 <= mark["y"] <= drawn["height"] for mark in drawn["marks"])


def test_a_side_that_is_only_paraphrased_while_another_is_quoted_is_named() -> None:
    told = [position("p1", "Norway"), position("p2", "Peru", paraphrase=False)]
    dispute = issue("i1", {"yes": ["p1"], "no": ["p2"]})
    assert tables.reported(dispute, tables.quoted(told)) == ["yes"]
    assert tables.reported({**dispute, "disputed": False}, tables.quoted(told)) == []
    assert tables.reported(dispute, tables.quoted([position("p1", "Norway"), position("p2", "Peru")])) == []


@pytest.mark.parametrize(
    ("statement", "quoted"),
    [
        ("Norway called it “a threat”.", True),
        ('Norway called it "a threat".', True),
        ("Norway called it a threat.", False),
        ("Norway's threat, and Peru's.", False),
        ('Norway fired a 12" shell.', False),
    ],
)
def test_a_statement_with_words_in_quotation_marks_is_quoted(statement: str, quoted: bool) -> None:
    assert tables.is_quoted(position("p1", "Norway", statement=statement)) is quoted


def test_shares_are_of_distinct_passages_and_a_position_of_two_outlets_counts_in_both() -> None:
    articles = [{"id": "a", "outlet": "Wire", "name": "a.txt"}, {"id": "b", "outlet": "", "name": "b.txt"}]
    told = [position("p1", "Norway", articles=["a", "b"]), position("p2", "Peru", paraphrase=False)]
    found = [tuple(each.values()) for each in tables.outlets(articles, told)]
    assert found == [("Wire", 1, 2, 1, 1, 50), ("b.txt", 1, 1, 0, 1, 50)]
    assert tables.outlets(articles, [])[0]["share"] == 0


def test_the_timeline_stands_by_day_and_the_undated_last() -> None:
    told = [position("p1", "Peru", date=""), position("p2", "Norway"), position("p3", "Chile", date="2017-07-25")]
    found = tables.timeline(told)
    assert [(each["date"], each["holder"]) for each in found] == [
        ("2017-07-25", "Chile"),
        ("2017-07-26", "Norway"),
        ("", "Peru"),
    ]
    drawn = figures.timeline({"timeline": found})
    assert [each["date"] for each in drawn["days"]] == ["2017-07-25", "2017-07-26", ""]
    assert drawn["undated"] == max(mark["x"] for mark in drawn["marks"])


@pytest.mark.parametrize("days", [[], ["2017-07-26"], [""], ["2017-07-26", "no day"]])
def test_fewer_than_two_days_are_not_drawn(days: list[str]) -> None:
    told = [position(f"p{at}", "Norway", date=day) for at, day in enumerate(days)]
    assert figures.timeline({"timeline": tables.timeline(told)}) == {}


def test_a_brief_of_an_earlier_version_has_nothing_to_draw() -> None:
    assert figures.matrix({"issues": []}) == {}
    assert figures.timeline({}) == {}
