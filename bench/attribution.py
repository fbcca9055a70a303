"""Measures attribution on PolNeAR: `python bench/attribution.py [--shared PATH] [--part dev|train] [--sample N]`.

Text, furniture, sentences, attributions as the program makes them, scored by the shared folder's official score.py. But
titles are read as story: PolNeAR annotates them, whereas the program leaves them out.
Exit code 2 where the evaluation material is absent.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from briefer import attribution, chunks, furniture
from briefer.model import Article, Sentence

HEADLINES = frozenset(("title", "heading"))


def main() -> int:
    """Predict, write the predictions to a file, score that file, print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--part", choices=("dev", "train"), default="train", help="work on train, look at dev rarely")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N articles, evenly spread; all without it")
    given = parser.parse_args()
    folder = given.shared / "eval" / "attribution"
    gold_file = folder / f"polnear-{given.part}.jsonl.gz"
    if not gold_file.exists():
        print(f"no evaluation material: {gold_file} does not exist (--shared PATH names the folder)", file=sys.stderr)
        return 2
    score = _scorer(folder / "score.py")
    gold = _sample(score.rows(str(gold_file)), given.sample)
    with tempfile.TemporaryDirectory() as temporary:
        predicted = Path(temporary) / "predictions.jsonl"
        speed = _predict(gold, predicted)
        found = {row["id"]: row["attributions"] for row in score.rows(str(predicted))}
    print(f"polnear-{given.part}: {len(gold)} articles")
    _report(score.score([(row["text"], row["attributions"], found[row["id"]]) for row in gold]))
    print(f"sentences a second: {speed:,.0f}")
    return 0


def _scorer(path: Path) -> ModuleType:
    """The official scorer, imported from where it lies."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot import {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sample(rows: list[dict[str, Any]], size: int) -> list[dict[str, Any]]:
    return rows[:: max(1, len(rows) // size)][:size] if size else rows


def _predict(gold: Sequence[dict[str, Any]], path: Path) -> float:
    """Writes a line an article; answers with sentences a second of `attribution.find`."""
    seconds, count = 0.0, 0
    with path.open("w", encoding="utf-8") as file:
        for row in gold:
            story = sentences(row["text"])
            started = time.perf_counter()
            found = attribution.find(row["text"], story)
            seconds += time.perf_counter() - started
            count += len(story)
            roles = [{"source": each.source, "cue": each.cue, "content": each.content} for each in found]
            file.write(json.dumps({"id": row["id"], "attributions": roles}) + "\n")
    return count / seconds if seconds else 0.0


def sentences(text: str) -> tuple[Sentence, ...]:
    """The story of a text as the program reads it, headlines included."""
    marks = tuple(mark for mark in furniture.find(text) if mark.kind not in HEADLINES)
    return chunks.sentences(Article("polnear", text, furniture=marks))


def _report(scored: dict[str, Any]) -> None:
    for name in ("pair_reportive", "pair", "strict_content"):
        precision, recall, f1 = (100 * value for value in scored[name])
        print(f"{name:15} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}")
    kinds = scored["recall_by_stratum"].items()
    print("recall by kind: " + ", ".join(f"{kind} {100 * each['pair']:.1f} of {each['gold']}" for kind, each in kinds))


if __name__ == "__main__":
    sys.exit(main())
