"""Measures who speaks against whom: `python bench/disputes.py [--shared PATH] [--data FILE]`.

Speeches of Security Council meetings, clause by clause: `briefer/engines/rules/charges.py` against what people marked.
 Prints precision, recall and F1 of clauses in conflict and of the set of (meeting, holder,
target), and what calling every clause a conflict would give. Exit code 2 where the evaluation material is absent.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from briefer.actors import Table, table
from briefer.engines.rules.charges import against, opponents

Row = dict[str, Any]
Triple = tuple[str, str, str]


def main() -> int:
    """Print a line a figure, over all meetings and for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--data", type=Path, help="another file of the same form")
    given = parser.parse_args()
    path = given.data or given.shared / "eval" / "disputes" / "unscon-dev.jsonl.gz"
    if not path.exists():
        print(f"no evaluation material: {path} does not exist (--shared PATH names the folder)", file=sys.stderr)
        return 2
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    names = table()
    meetings = sorted({row["meeting"] for row in rows})
    for title, part in (("all", rows), *((each, [row for row in rows if row["meeting"] == each]) for each in meetings)):
        _report(title, part, names)
    return 0


def _report(title: str, rows: Sequence[Row], names: Table) -> None:
    gold: set[tuple[str, int]] = set()
    found: set[tuple[str, int]] = set()
    wanted: set[Triple] = set()
    targets: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        holder = _actor(row["country"], names)
        clauses = [row["text"][slice(*edu["span"])] for edu in row["edus"]]
        for at, edu in enumerate(row["edus"]):
            if edu["conflict"]:
                gold.add((row["id"], at))
                if edu["target"]:
                    wanted.add((row["meeting"], holder, _actor(edu["target"], names)))
        for each in against(clauses, holder, names):
            found.add((row["id"], each.clause))
            targets.setdefault((row["meeting"], holder), []).append(each.target)
    told = {(*who, target) for who, named in targets.items() for target in opponents(named)}
    count = sum(len(row["edus"]) for row in rows)
    print(f"{title}: {len(rows)} speeches, {count} clauses")
    _line("clauses in conflict", gold, found)
    print(f"  {'every clause called one':26} F1 {200 * len(gold) / (len(gold) + count):5.1f}")
    _line("(meeting, holder, target)", wanted, told)


def _actor(name: str, names: Table) -> str:
    """The table's name for a country as the data writes it: UNITED_STATES_OF_AMERICA."""
    words = name.rstrip("A") + "A" if name.endswith("AA") else name
    plain = words.replace("_", " ").title().replace(" Of ", " of ").replace(" And ", " and ")
    known = names.named(plain)
    return known.name if known else plain


def _line(title: str, gold: Iterable[object], found: Iterable[object]) -> None:
    wanted, told = set(gold), set(found)
    hits = len(wanted & told)
    precision, recall = hits / max(1, len(told)), hits / max(1, len(wanted))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"  {title:26} F1 {100 * f1:5.1f}  precision {100 * precision:5.1f}  recall {100 * recall:5.1f}")


if __name__ == "__main__":
    sys.exit(main())
