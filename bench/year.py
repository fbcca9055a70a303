"""A simulated year of weekly briefs into one store: `python bench/year.py [--shared PATH] [--weeks N] [--apart]`.

The dated articles of the evaluation material come week by week into one folder; each week is briefed by the command
`briefer generate --week …` and its brief checked by `briefer verify`. Prints of each week seconds, peak memory and what
the brief holds, then how both grow over the year (a straight line fitted by least squares), fifty issue names, and what
changed in ten pairs of weeks that say anything; `--seed` draws both samples. `--apart` gives each brief the folder of
its week alone, so that what still grows is due to the store. With `--keep FOLDER` the briefs stay there to be read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer import dates

SAMPLE, PAIRS = 50, 10
SETTINGS = """
title = "A year"
engine = "rules"
format = ["md", "html", "json"]

[[question]]
question = "Should Muslims be kept out of the United States?"
kind = "policy"
words = ["Muslim*"]
[[question.side]]
label = "keep them out"
words = ["ban on Muslim*", "ban Muslim*", "ban all Muslim*", "barring", "Muslim ban"]
[[question.side]]
label = "let them in"
words = ["religious test", "unconstitutional", "un-American", "against the ban"]

[[question]]
question = "Should a wall be built on the border with Mexico?"
kind = "policy"
words = ["border wall", "build a wall", "build the wall", "build a massive wall", "pay for the wall", "pay for a wall"]
[[question.side]]
label = "build it"
words = ["build a", "build the wall", "make Mexico* pay", "border wall"]
[[question.side]]
label = "do not build it"
words = ["not pay for", "no wall"]

[[question]]
question = "Is Donald Trump fit to be president?"
kind = "fact"
words = ["unfit", "fit to be", "fit to serve", "temperament*", "unqualified", "not qualified"]
[[question.side]]
label = "unfit"
words = ["unfit", "unqualified", "not qualified", "not fit", "temperamentally"]
[[question.side]]
label = "fit"
words = ["is fit to", "is qualified", "best temperament"]

[[question]]
question = "What is said of gun control?"
words = ["gun control", "gun rights", "background check*", "assault weapon*", "Second Amendment"]

[[question]]
question = "What is said of Clinton's e-mail server?"
words = ["email server", "e-mail server", "private server", "private email*"]
"""
"""The series as an analyst of that campaign would have set it up: five standing questions in words of our own."""
PLAIN = ("What else was said?",)


@dataclass(frozen=True)
class Done:
    """One command that ran: exit code, seconds, peak memory in MB, and what it said."""

    code: int
    seconds: float
    memory: float
    said: str


@dataclass(frozen=True)
class Week:
    """One week of the year: how many articles, its two commands, and its brief."""

    name: str
    articles: int
    made: Done
    verified: Done
    brief: dict[str, Any]


def main() -> None:
    """Run the year and print the figures; exit 1 where a week crashed or did not verify."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--weeks", type=int, default=0, help="only the first so many")
    parser.add_argument("--keep", type=Path, help="a folder for articles, store and briefs")
    parser.add_argument("--seed", type=int, default=6, help="which sample of names and of weeks is printed")
    parser.add_argument("--apart", action="store_true", help="give each brief only the folder of its own week")
    given = parser.parse_args()
    sets = [given.shared / "eval" / "attribution" / f"polnear-{part}.jsonl.gz" for part in ("train", "dev")]
    if not all(each.exists() for each in sets):
        _line(f"no evaluation material: {sets[0]} does not exist (--shared PATH names the folder)")
        return
    by_week = gathered(sets)
    names = sorted(by_week)[: given.weeks or None]
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        weeks = [_told(one_week(folder, name, by_week[name], given.apart)) for name in names]
    _growth(weeks)
    _issues(weeks, random.Random(given.seed))  # noqa: S311 - a sample to read
    _changes(weeks, random.Random(given.seed))  # noqa: S311
    failed = [each.name for each in weeks if each.made.code or each.verified.code]
    _line(f"{len(weeks)} weeks, {len(failed)} failed{': ' + ', '.join(failed) if failed else ''}")
    sys.exit(1 if failed else 0)


def gathered(sets: Sequence[Path]) -> dict[str, list[dict[str, str]]]:
    """The articles by ISO week."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for path in sets:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                found[dates.week_of(row["date"])].append(row)
    return found


def one_week(folder: Path, name: str, rows: Sequence[dict[str, str]], apart: bool = False) -> Week:
    """Puts the week's articles beside the earlier ones, briefs it and has the brief checked."""
    here = folder / "in" / name
    here.mkdir(parents=True, exist_ok=True)
    tables = []
    for row in rows:
        (here / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
        values = {"title": row["title"], "outlet": row["publisher"]}
        stated = "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
        tables.append(f"[{json.dumps(row['id'] + '.txt', ensure_ascii=False)}]\n{stated}\npublished = {row['date']}\n")
    (here / "articles.toml").write_text("\n".join(tables), encoding="utf-8")
    (folder / "briefer.toml").write_text(SETTINGS, encoding="utf-8")
    out = folder.resolve() / "briefs" / name
    made = command(folder, "generate", f"in/{name}" if apart else "in", "--week", name, "-o", str(out))
    read = sorted(str(each.resolve()) for each in (folder / "in").iterdir()) if apart else ["in"]
    verified = command(folder, "verify", str(out / "brief.md"), *read) if not made.code else Done(0, 0.0, 0.0, "")
    brief = json.loads((out / "brief.json").read_text(encoding="utf-8")) if not made.code else {}
    return Week(name, len(rows), made, verified, brief)


_MEASURED = """
import sys
from briefer.cli import main
try:
    main()
finally:
    import resource
    used = resource.getrusage(resource.RUSAGE_SELF)
    kept = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    peak = int(kept[0].split()[1])
    with open(FIGURES, "w") as file:
        file.write(f"{used.ru_utime + used.ru_stime} {peak}")
"""
"""The command with its own seconds and peak memory, else counted from those of whoever began it."""


def command(folder: Path, *words: str) -> Done:
    """Runs a command of ours in a process of its own, whose time and peak memory are its own. Linux only."""
    with tempfile.TemporaryDirectory() as scratch:
        figures = Path(scratch) / "figures"
        code = _MEASURED.replace("FIGURES", repr(str(figures)))
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", code, *words],
            cwd=folder,
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )
        seconds, peak = map(float, figures.read_text(encoding="utf-8").split())
    return Done(done.returncode, seconds, peak / 1024, (done.stdout + done.stderr).decode(errors="replace"))


def _told(week: Week) -> Week:
    changes = week.brief.get("changes") or {}
    counts = [len(week.brief.get(each, ())) for each in ("positions", "issues")]
    changed = [len(changes.get(each, ())) for each in ("changed", "gone", "withdrawn")]
    _line(
        f"{week.name} {week.articles:3} articles  generate {week.made.seconds:5.2f} s {week.made.memory:4.0f} MB  "
        f"verify {week.verified.seconds:5.2f} s  {counts[0]:4} positions {counts[1]:3} issues  "
        f"new {changes.get('new', '-')} unchanged {changes.get('unchanged', '-')} "
        f"changed {changed[0]} gone {changed[1]} withdrawn {changed[2]}"
    )
    for done in (week.made, week.verified):
        if done.code:
            _line(f"  exit code {done.code}: {done.said[-2000:]}")
    return week


def _growth(weeks: Sequence[Week]) -> None:
    """How seconds and memory grow with the number of the week, what the week itself holds taken out."""
    if len(weeks) < 3:
        return
    size = [float(sum(each["cited"] for each in week.brief.get("articles", ()))) for week in weeks]
    for what, values in (
        ("generate, seconds", [week.made.seconds for week in weeks]),
        ("generate, MB", [week.made.memory for week in weeks]),
        ("verify, seconds", [week.verified.seconds for week in weeks]),
    ):
        own = statistics.linear_regression(size, values)
        rest = [value - own.slope * each for value, each in zip(values, size, strict=True)]
        trend = statistics.linear_regression(range(len(weeks)), rest)
        _line(
            f"{what}: mean {statistics.mean(values):.2f}, {own.slope:+.4f} a passage cited, "
            f"{trend.slope:+.4f} a week of archive ({trend.slope * len(weeks):+.2f} over the year)"
        )


def _issues(weeks: Sequence[Week], chance: random.Random) -> None:
    """A sample of the names of issues, the same for the same seed."""
    names = [
        (week.name, issue["question"])
        for week in weeks
        for issue in week.brief.get("issues", ())
        if not issue["standing"]
    ]
    told = sorted({each for each in names if each[1] not in PLAIN})
    _line(f"{len(told)} names of issues that were found, standing questions aside; {min(SAMPLE, len(told))} of them:")
    for week, name in sorted(chance.sample(told, min(SAMPLE, len(told)))):
        _line(f"  {week}  {name}")


def _changes(weeks: Sequence[Week], chance: random.Random) -> None:
    """What the briefs say changed, in a sample of the weeks that say anything of it."""
    told = [week for week in weeks if week.brief.get("changes") and any(_of(week.brief))]
    for week in sorted(chance.sample(told, min(PAIRS, len(told))), key=lambda week: week.name):
        _line(f"\n{week.name}, since {week.brief['changes']['since']}")
        for line in _of(week.brief):
            _line(f"  {line}")


def _of(brief: dict[str, Any]) -> Iterator[str]:
    held = {each["id"]: each for each in brief["positions"]}
    asked = {
        id_: (issue["question"], side["label"])
        for issue in brief["issues"]
        for side in issue["sides"]
        for id_ in side["positions"]
    }
    for each in brief["changes"]["changed"]:
        now, before = held[each["id"]], each["before"]
        yield f"CHANGED {now['holder']} | {before['question']} | {before['label']} -> {asked[each['id']][1]}"
        yield f"    then: {before['statement']}"
        yield f"    now:  {now['statement']}"
    for each in held.values():
        if each["change"] == "unchanged":
            yield f"UNCHANGED {each['holder']} | {asked.get(each['id'], ('', ''))} | {each['statement']}"
    for each in brief["changes"]["gone"]:
        yield f"GONE {', '.join(each['holders'])} | {each['question']} | {each['label']} | {each['statement']}"


def _line(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
