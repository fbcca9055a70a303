"""Measures attribution on PolNeAR: `python bench/attribution.py [--shared PATH] [--part dev|train] [--sample N]`.

Text, furniture, sentences, attributions as the program makes them, scored by the shared folder's official score.py. But
titles are read as story: PolNeAR annotates them, whereas the program leaves them out.
`--errors N [--seed S]` prints instead a random sample of N misses and N false alarms, for a person to read.
`--without RULE` leaves out what one rule finds, `--without nested` what stands inside another's speech.
Exit code 2 where the evaluation material is absent.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from briefer import attribution, chunks, furniture
from briefer.attribution.rules import RULES
from briefer.model import Article, Attribution, Sentence

HEADLINES = frozenset(("title", "heading"))
MARKS = {"source": "[]", "cue": "{}", "content": "<>"}
AROUND = 160
"""Code points of the text that are printed around an error."""


def main() -> int:
    """Predict, write the predictions to a file, score that file, print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--part", choices=("dev", "train"), default="train", help="work on train, look at dev rarely")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N articles, evenly spread; all without it")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N misses and N false alarms instead")
    parser.add_argument("--without", choices=(*RULES, "nested"), default="", metavar="RULE", help="a rule, or nested")
    parser.add_argument("--seed", type=int, default=1, help="which sample --errors draws")
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
        speed = _predict(gold, predicted, given.without)
        found = {row["id"]: row["attributions"] for row in score.rows(str(predicted))}
    if given.errors:
        _errors(score, gold, found, given)
        return 0
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


def _predict(gold: Sequence[dict[str, Any]], path: Path, without: str) -> float:
    """Writes a line an article; answers with sentences a second of `attribution.find`."""
    seconds, count = 0.0, 0
    with path.open("w", encoding="utf-8") as file:
        for row in gold:
            story = sentences(row["text"])
            started = time.perf_counter()
            found = attribution.find(row["text"], story)
            seconds += time.perf_counter() - started
            count += len(story)
            kept = [
                each for each in found if each.rule != without and not (without == "nested" and _nested(each, found))
            ]
            roles = [{"source": each.source, "cue": each.cue, "content": each.content} for each in kept]
            file.write(json.dumps({"id": row["id"], "attributions": roles}) + "\n")
    return count / seconds if seconds else 0.0


def _nested(found: Attribution, every: Sequence[Attribution]) -> bool:
    """Whether an attribution stands inside what another one reports."""
    return any(span.covers(found.place) for each in every if each is not found for span in each.content)


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


def _errors(
    score: ModuleType, gold: Sequence[dict[str, Any]], found: dict[str, Any], given: argparse.Namespace
) -> None:
    """Prints a sample of what was missed and of what is no attribution by the gold, each with what stands nearest."""
    missed: list[str] = []
    alarms: list[str] = []
    for row in gold:
        real, made = row["attributions"], found[row["id"]]
        pairs = _pairs(score, row["text"], real, made)
        missed += [
            _shown(row["text"], each, _rival(each, made))
            for i, each in enumerate(real)
            if i not in {i for i, _ in pairs}
        ]
        alarms += [
            _shown(row["text"], each, _rival(each, real))
            for j, each in enumerate(made)
            if j not in {j for _, j in pairs}
        ]
    chance = random.Random(given.seed)  # noqa: S311 - a sample, no secret
    for title, other, every in (("miss", "found", missed), ("false alarm", "gold", alarms)):
        print(f"# {len(every)} of this kind: {title}; [source] {{cue}} <content>, and what was {other} nearest to it")
        for number, at in enumerate(sorted(chance.sample(range(len(every)), min(given.errors, len(every)))), start=1):
            print(f"{title} {number}: {every[at]}")


def _pairs(
    score: ModuleType, text: str, real: Sequence[dict[str, Any]], made: Sequence[dict[str, Any]]
) -> set[tuple[int, int]]:
    """The pairs of gold and prediction that the official score counts as right, by their numbers."""
    index = score.Index(text)
    ones, others = ([{role: index(each[role]) for role in MARKS} for each in every] for every in (real, made))
    shared = [
        (score.iou(one["content"], other["content"]), -i, -j)
        for i, one in enumerate(ones)
        for j, other in enumerate(others)
        if one["content"] & other["content"]
    ]
    matched: dict[int, int] = {}
    for share, i, j in sorted(shared, reverse=True):
        if share >= 0.5 and -i not in matched and -j not in matched.values():
            matched[-i] = -j
    return {(i, j) for i, j in matched.items() if score.same_source(ones[i]["source"], others[j]["source"])}


def _rival(each: dict[str, Any], others: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The attribution of the other side that shares most with one; an empty one where none shares anything."""

    def common(other: dict[str, Any]) -> int:
        mine, theirs = ([span for role in MARKS for span in one[role]] for one in (each, other))
        return sum(max(0, min(b, d) - max(a, c)) for a, b in mine for c, d in theirs)

    best = max(others, key=common, default={})
    return best if best and common(best) else dict.fromkeys(MARKS, ())


def _shown(text: str, each: dict[str, Any], rival: dict[str, Any]) -> str:
    """An attribution in its surroundings with its spans marked, and below it the nearest one of the other side."""
    spans = [(*span, role) for role in MARKS for span in each[role]]
    begin, end = max(0, min(s for s, _, _ in spans) - AROUND), max(e for _, e, _ in spans) + AROUND
    marks = [(at, mark) for s, e, role in spans for at, mark in zip((s, e), MARKS[role], strict=True)]
    marks.sort(key=lambda one: (one[0], one[1] in "[{<"))
    pieces, last = [], begin
    for at, mark in marks:
        pieces += [text[last:at], mark]
        last = at
    whole = " ".join("".join((*pieces, text[last:end])).split())
    near = " ".join(
        MARKS[role][0] + " … ".join(" ".join(text[s:e].split()) for s, e in rival[role]) + MARKS[role][1]
        for role in MARKS
        if rival[role]
    )
    return f"{whole}\n    nearest: {near or 'none'}"


if __name__ == "__main__":
    sys.exit(main())
