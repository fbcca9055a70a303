"""Measures the agreement check on the evaluation material: `python bench/support.py [--shared PATH]`.

Prints, for SummEdits, balanced accuracy, the share of consistent summaries rejected, and what is caught by code and by
kind of edit; for WiCE the balanced accuracy of "fully supported" when the check alone decides, and the AUROC of its
verdict with the share of the sentence's words that stand in the passages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from briefer.actors import table
from briefer.evidence.agreement import LiteralNames, agree, altered
from briefer.evidence.support import own_words
from briefer.model import Check


def main() -> None:
    """Read the sets, check every row, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    folder = parser.parse_args().shared / "eval" / "support"
    summaries = _rows(folder / "summedits-dev.jsonl.gz")
    started = time.perf_counter()
    checks = [_checked(row["claim"], (row["doc"],)) for row in summaries]
    spent = (time.perf_counter() - started) / len(checks)
    print(f"summedits-dev: {len(checks)} summaries, {spent * 1e6:.0f} us each")
    _report([bool(row["consistent"]) for row in summaries], checks)
    _edits(summaries, checks)
    pages = _rows(folder / "wice-dev.jsonl.gz")
    print(f"wice-dev: {len(pages)} sentences")
    for name, passages in (("whole page", _page), ("gold sentences", _gold)):
        print(f"  {name}")
        supported = [row["label"] == "supported" for row in pages]
        checks = [_checked(row["claim"], passages(row)) for row in pages]
        _report(supported, checks)
        covered = [1 - own_words(row["claim"], passages(row), (), table())[1] for row in pages]
        scores = [share - (not check.passed) for share, check in zip(covered, checks, strict=True)]
        alone = _auroc(supported, covered)
        print(f"    AUROC {_auroc(supported, scores):.3f} (verdict, then share of words; the share alone {alone:.3f})")


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]


def _checked(statement: str, passages: tuple[str, ...]) -> Check:
    check = agree(statement, passages, LiteralNames())
    return check if not check.passed else altered(statement, passages)


def _page(row: dict[str, Any]) -> tuple[str, ...]:
    return ("\n".join(row["evidence"]),)


def _gold(row: dict[str, Any]) -> tuple[str, ...]:
    chosen = {index for each in row["supporting"] for index in each}
    return tuple(row["evidence"][index] for index in sorted(chosen)) or _page(row)


def _auroc(truths: list[bool], scores: list[float]) -> float:
    """The chance that a supported sentence scores higher than one that is not, ties counted half."""
    good = [score for truth, score in zip(truths, scores, strict=True) if truth]
    bad = [score for truth, score in zip(truths, scores, strict=True) if not truth]
    won = sum((one > other) + 0.5 * (one == other) for one in good for other in bad)
    return won / (len(good) * len(bad))


def _report(supported: list[bool], checks: list[Check]) -> None:
    kept = sum(check.passed for truth, check in zip(supported, checks, strict=True) if truth) / sum(supported)
    unsupported = len(supported) - sum(supported)
    caught = sum(not check.passed for truth, check in zip(supported, checks, strict=True) if not truth) / unsupported
    balanced, caught, rejected = 50 * (kept + caught), 100 * caught, 100 - 100 * kept
    print(f"  balanced accuracy {balanced:.1f} %, caught {caught:.1f} %, wrongly rejected {rejected:.1f} %")
    for title, wanted in (("caught by", False), ("wrongly by", True)):
        codes = Counter(
            check.code for truth, check in zip(supported, checks, strict=True) if truth is wanted and check.code
        )
        print(f"    {title}: " + ", ".join(f"{code} {count}" for code, count in codes.most_common()))


def _edits(rows: list[dict[str, Any]], checks: list[Check]) -> None:
    totals: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for row, check in zip(rows, checks, strict=True):
        for kind in row["edit_types"] if not row["consistent"] else ():
            totals[kind] += 1
            caught[kind] += not check.passed
    for kind, total in totals.most_common():
        print(f"    {kind}: {100 * caught[kind] / total:.0f} % of {total} caught")


if __name__ == "__main__":
    main()
