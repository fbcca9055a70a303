"""The openai engine against an endpoint that is slow, limited, faulty or dies, beside what the load makes possible.

usage: python bench/llm.py [--only NAME,…] [--articles FOLDER] [--four FOLDER] [--count N]

Each scenario starts a fault server in a process of its own (bench/llm_server.py) and `briefer` as a user would, 10
requests at once, real HTTP on this machine. A reply takes 0.35 s and 1/90 s an output token; tokens are estimated as
`briefer.tokens` does, on both sides. Without --articles the articles are made here, 400 to 1,200 words each; with
it they are the folder's first of that length. --four is a folder with the four articles the project was started for.

`ideal` is what the requests of the very run make possible: the larger of the sum of their latencies / 10 and the
longest. Times are real but where a line says otherwise: a server that answers k times as fast makes every ratio worse,
since our own work and waits stay as they are. Scenarios: clean again four limited faulty hanging one capped killed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefer import chunks, extract, readers  # noqa: E402
from briefer.actors import table  # noqa: E402
from briefer.engines.rules import extract as grammar  # noqa: E402
from briefer.jobs import Asker  # noqa: E402
from briefer.markup import folded  # noqa: E402
from briefer.model import Article  # noqa: E402
from briefer.tokens import estimate  # noqa: E402

_CHANCE = random.Random(20170726)  # noqa: S311 - makes articles and moments
_SLOTS = 10
_MOST = 5
"""Positions of one article that the model finds."""
_NATIONS = ("Norway", "Sweden", "Finland", "Denmark", "Iceland", "Estonia", "Latvia", "Lithuania", "Poland", "Germany",
            "France", "Spain", "Portugal", "Italy", "Greece", "Turkey", "Japan", "Canada", "Kenya")  # fmt: skip
_CLAIMS = ("the quota of {n} tonnes would stand until the spring", "the pipeline would carry {n} barrels a day",
           "the tariff on {n} kinds of goods would be lifted", "{n} inspectors would be let into the harbour",
           "the ceasefire would hold for another {n} days", "the embassy would lose {n} of its posts",
           "{n} ships had broken the embargo", "the treaty did not bind its {n} islands")  # fmt: skip
_PLAIN = ("The port handled {n} containers in the first week of the month, a little more than in the year before.",
          "Prices for grain rose by {n} cents, and dealers spoke of a quiet week with little trade in the afternoon.",
          "The road along the coast was closed for {n} hours after a storm that had brought down trees and lines.",
          "In the capital some {n} people stood in the rain and waited for the trams, which did not run that day.",
          "The committee has {n} members, who meet twice a year in a hall built for other things.")  # fmt: skip


def made_articles(count: int, folder: Path) -> None:
    """Write articles of 400 to 1,200 words, some sentences of which say who says what."""
    for number in range(count):
        nation = _NATIONS[number % len(_NATIONS)]
        words, parts = _CHANCE.randrange(400, 1200), []
        while sum(len(part.split()) for part in parts) < words:
            sentences = [_CHANCE.choice(_PLAIN).format(n=_CHANCE.randrange(10, 9999)) for _ in range(3)]
            if _CHANCE.random() < 0.5:
                claim = _CHANCE.choice(_CLAIMS).format(n=number * 40 + len(parts) + 10)
                sentences[_CHANCE.randrange(3)] = f"{nation} said on Tuesday that {claim}."
            parts.append(" ".join(sentences))
        if not number:
            parts.append("The delegates met in Kelowna.")
        (folder / f"{number:04}.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def knowledge(articles: tuple[Article, ...], most: int) -> dict[str, list[dict[str, Any]]]:
    """What a good model knows of each sentence: entries as a reply has them, sentences by their words."""
    names, asker, known = table(), Asker({}), {}
    fields = {"words", "at", "holder", "speaker"}
    for article in articles:
        entries: list[dict[str, Any]] = []
        for chunk in chunks.chunk(article, 10**6):
            payload = extract.ask(chunk, asker).payload
            printed = {name: folded(text) for part in payload["paragraphs"] for name, text in part}
            for entry in grammar.answer(payload, names)["positions"]:
                kept = {key: value for key, value in entry.items() if key in fields} | {"says": ""}
                entries.append({**kept, "at": [printed[each] for each in entry["at"]]})
        held = Counter(at for entry in entries for at in entry["at"])
        for entry in entries:
            # a model that points copies words only where a sentence holds several positions
            entry["words"] = entry["words"] if any(held[at] > 1 for at in entry["at"]) else []
        step = max(1, len(entries) // most) if most else 1
        for entry in entries[::step]:
            known.setdefault(entry["at"][0], []).append(entry)
    return known


@dataclass(frozen=True)
class Ran:
    """One command: its end, wall seconds, CPU seconds, peak megabytes, and what the server logged of it."""

    code: int
    wall: float
    cpu: float
    memory: float
    log: list[dict[str, Any]]
    out: str

    def ideal(self, slots: int = _SLOTS) -> float:
        spans = [each["ended"] - each["began"] for each in self.log if each.get("kind") not in (None, "429", "hang")]
        return max(sum(spans) / slots, max(spans, default=0.0))

    def span(self) -> float:
        """From the first request to the last answer."""
        ended = [each["ended"] for each in self.log if each["ended"]]
        return max(ended) - min(each["began"] for each in self.log)

    def sum(self, name: str) -> int:
        return sum(each.get(name, 0) for each in self.log)


@contextlib.contextmanager
def served(known: Path, *options: str) -> Iterator[str]:
    """A fault server's address."""
    command = [sys.executable, str(ROOT / "bench" / "llm_server.py"), str(known), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    try:
        assert process.stdout
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def log_of(address: str) -> list[dict[str, Any]]:
    """What the server was asked so far."""
    with urllib.request.urlopen(f"{address}/log", timeout=30) as answer:  # noqa: S310 - our own server
        return list(json.load(answer)["data"])


def start(words: list[str], address: str, folder: Path) -> subprocess.Popen[str]:
    """`briefer` with these words, in a folder."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OPENAI_BASE_URL": address, "BRIEFER_MODEL": "m"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed: compiled once, not at every start
    command = [sys.executable, "-m", "briefer", *words]
    return subprocess.Popen(  # noqa: S603 - our own
        command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def ran(words: list[str], address: str, folder: Path) -> Ran:
    """The command, to its end."""
    known, began = len(log_of(address)), time.perf_counter()
    process = start(words, address, folder)
    assert process.stdout
    out = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    cpu = used.ru_utime + used.ru_stime
    return Ran(process.returncode, wall, cpu, used.ru_maxrss / 1024, log_of(address)[known:], out)


def line(what: str, figure: str, limit: str, *, good: bool) -> None:
    """One figure beside its limit."""
    print(f"  {'ok  ' if good else 'MISS'} {what}: {figure} (limit {limit})", flush=True)


def planned(articles: Path, folder: Path) -> dict[str, float]:
    """What `briefer plan` says the articles cost at most, by stage; an output token counts as four of input."""
    process = start(["plan", str(articles), "--no-second-opinion", "--json"], "http://127.0.0.1:9/v1", folder)
    stages = json.loads(process.communicate()[0])["stages"]
    return {each["task"]: each["prompt_tokens"] + 4 * each["completion_tokens"] for each in stages}


def covered(estimate: dict[str, float], *runs: list[dict[str, Any]]) -> None:
    """Whether what was planned covers what each of these runs took; `extract` alone has only its own stage."""
    shares = []
    for log in runs:
        briefs = any(each["task"] != "extract" for each in log)
        most = sum(estimate.values()) if briefs else estimate["extract"]
        shares.append(sum(each.get("prompt", 0) + 4 * each.get("completion", 0) for each in log) / most)
    line("cost / the plan's estimate", f"{max(shares):.2f}", "1.00", good=max(shares) <= 1)


Said = set[tuple[str, str, str]]


def positions(folder: Path) -> Said:
    """Holder, passage and statement of each position of the brief in a folder."""
    brief = json.loads((folder / "brief.json").read_text(encoding="utf-8"))
    return {(each["holder"], each["citations"][0]["quote"], each["statement"]) for each in brief["positions"]}


def extracted(found: Ran) -> Said:
    """Article, holder and statement of each position that `briefer extract` printed."""
    lines = [json.loads(each) for each in found.out.splitlines()]
    return {(one["article"], each["holder"], each["statement"]) for one in lines for each in one["positions"]}


class Bench:
    """The scenarios, in their order; each in folders of its own."""

    def __init__(self, folder: Path, articles: Path, four: Path | None) -> None:
        self.folder, self.articles, self.four = folder, articles, four
        read, _ = readers.read([articles])
        self.count, self.words = len(read), sum(estimate(each.text) for each in read)
        self.known = folder / "knowledge.json"
        self.known.write_text(json.dumps(knowledge(read, _MOST)), encoding="utf-8")
        self.generate = ["generate", str(articles), "--no-second-opinion", "--allow-partial"]
        self.extract = ["extract", str(articles), "--allow-partial"]
        self.plan = planned(articles, folder)
        self._clean: tuple[Ran, Path] | None = None
        self._extracted: Ran | None = None

    def place(self, name: str, timeout: float = 0.0) -> Path:
        """A new working folder with its settings."""
        made = self.folder / name
        made.mkdir()
        settings = f"jobs = {_SLOTS}\nformat = ['json']\n" + (f"timeout = {timeout}\n" if timeout else "")
        (made / "briefer.toml").write_text(settings, encoding="utf-8")
        return made

    @property
    def clean_run(self) -> tuple[Ran, Path]:
        """`generate` of all articles with nothing going wrong, at full speed, once."""
        if self._clean is None:
            place = self.place("clean")
            with served(self.known) as address:
                self._clean = ran(self.generate, address, place), place
        return self._clean

    @property
    def extract_run(self) -> Ran:
        """`extract` of all articles with nothing going wrong, at full speed, once."""
        if self._extracted is None:
            with served(self.known) as address:
                self._extracted = ran(self.extract, address, self.place("extract"))
        return self._extracted

    def clean(self) -> None:
        found = self.extract_run
        ideal = found.ideal()
        ratio = found.wall / ideal
        print(f"  {len(found.log)} requests, ideal {ideal:.1f} s, first request to last answer {found.span():.1f} s")
        line("whole process / ideal", f"{found.wall:.1f} s, {ratio:.3f}", "1.06", good=ratio <= 1.06)
        share = found.sum("prompt") / self.words
        line("prompt tokens / the articles' own", f"{share:.2f}", "1.30", good=share <= 1.30)
        print(f"  CPU an article, start-up among it: {1000 * found.cpu / self.count:.1f} ms")
        print(f"  completion tokens {found.sum('completion'):,}, memory {found.memory:.0f} MB")
        whole, _ = self.clean_run
        figures = f"{whole.wall:.1f} s, {whole.wall / whole.ideal():.3f} of its ideal"
        print(f"  the whole brief (relate and write after that): {figures}; {len(whole.log)} requests")
        covered(self.plan, found.log, whole.log)

    def again(self) -> None:
        for count, limit in ((1000, 1.5), (40, 0.3)):
            articles = self.folder / f"again{count}"
            articles.mkdir()
            made_articles(count, articles)
            known = self.folder / f"again{count}.json"
            known.write_text(json.dumps(knowledge(readers.read([articles])[0], _MOST)), encoding="utf-8")
            place = self.place(f"twice{count}")
            with served(known, "--speed", "40") as address:
                first = ran(["extract", str(articles)], address, place)
                second = ran(["extract", str(articles)], address, place)
            cpu = 1000 * first.cpu / count
            if count == 1000:
                line("CPU an article, 1,000", f"{cpu:.1f} ms", "7 ms", good=cpu <= 7)
                line("memory for 1,000", f"{first.memory:.0f} MB", "120 MB", good=first.memory <= 120)
            line(f"requests again, {count}", str(len(second.log)), "0", good=not second.log)
            line(f"CPU again, {count}", f"{second.cpu:.2f} s", f"{limit} s", good=second.cpu <= limit)

    def four_articles(self) -> None:
        if self.four is None:
            print("  skipped: give --four FOLDER")
            return
        read, _ = readers.read([self.four])
        known = self.folder / "four.json"
        known.write_text(json.dumps(knowledge(read, 0)), encoding="utf-8")
        place, whole = self.place("four"), self.place("whole")
        (whole / "briefer.toml").write_text("jobs = 4\n", encoding="utf-8")
        with served(known) as address:
            found = ran(["extract", str(self.four)], address, place)
            plain = ran(["extract", str(self.four)], address, whole)
        line("sections: wall", f"{found.wall:.1f} s in {len(found.log)} requests", "5.3 s", good=found.wall <= 5.3)
        print(f"  sections: first request to last answer {found.span():.1f} s, ideal {found.ideal():.1f} s")
        line("whole: requests", str(len(plain.log)), "4", good=len(plain.log) == 4)
        line("whole: prompt tokens", f"{plain.sum('prompt'):,}", "3,600", good=plain.sum("prompt") <= 3600)
        line("whole: completion tokens", f"{plain.sum('completion'):,}", "2,400", good=plain.sum("completion") <= 2400)
        items = sum(len(json.loads(each)["positions"]) for each in plain.out.splitlines())
        cost = [each.sum("prompt") + 4 * each.sum("completion") for each in (found, plain)]
        more = 100 * (cost[0] / cost[1] - 1)
        print(f"  {items} positions; sections cost {more:.0f} % more where output costs four times what input does")
        covered(planned(self.four, self.folder), plain.log)

    def limited(self) -> None:
        place = self.place("limited")
        with served(self.known, "--plan", "limited") as address:
            found = ran(["extract", str(self.articles)], address, place)
        ideal = found.ideal(5)
        ratio = found.wall / ideal
        refused = [each for each in found.log if each.get("kind") == "429"]
        line("wall / ideal of 5 at once", f"{found.wall:.1f} s, {ratio:.3f}", "1.25", good=ratio <= 1.25)
        more = len(found.log) / (len(found.log) - len(refused)) - 1
        line("more requests", f"{100 * more:.1f} %", "20 %", good=more <= 0.2)
        early = sum(any(0.02 < each["began"] - no["ended"] < 1 for no in refused) for each in found.log)
        line("requests earlier than told", str(early), "0", good=not early)
        covered(self.plan, found.log)

    def faulty(self) -> None:
        clean = self.extract_run
        with served(self.known, "--plan", "faulty") as address:
            found = ran(self.extract, address, self.place("faulty"))
        kinds = Counter(each.get("kind") for each in found.log)
        print(f"  {dict(kinds)}")
        said = extracted(clean)
        lost = said - extracted(found)
        line("positions lost", f"{len(lost)} of {len(said)}", "0", good=not lost)
        ratio = found.wall / clean.wall
        print(f"  ideal of the very requests, faults and all: {found.ideal():.1f} s")
        line("wall / clean", f"{found.wall:.1f} s, {ratio:.3f}", "1.15", good=ratio <= 1.15)
        more = found.sum("paid") - clean.sum("paid")
        faults = sum(kinds[kind] for kind in ("malformed", "truncated", "dropped", "cut", "refused"))
        line("more paid replies", f"{more} for {faults} faults that were paid", "one a fault", good=more <= faults)
        covered(self.plan, found.log)

    def hanging(self) -> None:
        clean = self.extract_run
        with served(self.known, "--plan", "hanging") as address:
            found = ran(self.extract, address, self.place("hanging", timeout=9))
        hangs = sum(each.get("kind") == "hang" for each in found.log)
        most = clean.wall + 9 * hangs / _SLOTS + 9
        figure = f"{found.wall:.1f} s with {hangs} hangs and a time-out of 9 s (90 s by default)"
        line("wall", figure, f"{most:.1f} s: the hangs' share of the slots and one time-out", good=found.wall <= most)
        lost = extracted(clean) - extracted(found)
        line("positions lost", str(len(lost)), "0", good=not lost)
        covered(self.plan, found.log)

    def one(self) -> None:
        _, folder = self.clean_run
        marked = next(path for path in sorted(self.articles.iterdir()) if "Kelowna" in path.read_text(encoding="utf-8"))
        for plan in ("refused", "broken"):
            place = self.place(f"one-{plan}")
            with served(self.known, "--plan", plan, "--speed", "20") as address:
                found = ran(self.generate[:-1], address, place)
            brief = json.loads((place / "brief.json").read_text(encoding="utf-8"))
            own = {each["id"] for each in brief["articles"] if each["name"] == marked.name}
            before = json.loads((folder / "brief.json").read_text(encoding="utf-8"))["positions"]
            others = {each["id"] for each in before if {one["article"] for one in each["citations"]} - own}
            lost = others - {each["id"] for each in brief["positions"]}
            named = [each for each in brief["problems"] if marked.name in each["place"]]
            good = found.code == 4 and bool(named) and not lost
            line(
                f"always {plan}",
                f"exit {found.code}, named {len(named)}, lost of others {len(lost)}",
                "4, 1, 0",
                good=good,
            )

    def capped(self) -> None:
        known = self.folder / "all.json"
        known.write_text(json.dumps(knowledge(readers.read([self.articles])[0], 0)), encoding="utf-8")
        runs, said = [], []
        mean = self.clean_run[0].sum("completion") / len(self.clean_run[0].log)
        tight = str(min(900, int(mean / 2)))
        for cap in ("0", "900", tight):
            place = self.place(f"capped{cap}")
            with served(known, "--speed", "20", "--cap", cap) as address:
                runs.append(ran(self.generate, address, place))
            said.append(positions(place))
        for cap, found, own in zip(("900", tight), runs[1:], said[1:], strict=True):
            kept = len(said[0] & own) / len(said[0])
            cost = found.sum("completion") / runs[0].sum("completion")
            questions = Counter(each["question"] for each in found.log)
            line(f"kept with {cap} tokens a reply", f"{100 * kept:.1f} % of {len(said[0])}", "99 %", good=kept >= 0.99)
            figures = f"{cost:.2f} times, {len(found.log)} requests for {len(runs[0].log)}"
            if cap == "900":
                line("completion tokens", figures, "1.5", good=cost <= 1.5)
            else:  # three entries or so: no endpoint is set like that
                print(f"  completion tokens: {figures}")
            twice = sum(count > 1 for count in questions.values())
            line("the same question again", str(twice), "0", good=not twice)
        covered(self.plan, *(each.log for each in runs))

    def killed(self) -> None:
        plain, place = self.place("undisturbed"), self.place("killed")
        moments: list[float] = []
        with served(self.known, "--speed", "8") as address:
            whole = ran(self.generate, address, plain)
        with served(self.known, "--speed", "8") as address:
            for _ in range(20):
                process = start(self.generate, address, place)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_CHANCE.uniform(0.3, 0.3 + whole.wall / 6))
                process.send_signal(signal.SIGKILL)
                moments.append(time.time())
                process.wait()
            last = ran(self.generate, address, place)
            log = log_of(address)
        twice = [
            each["ended"]
            for number, each in enumerate(log)
            if each.get("paid") and any(other["question"] == each["question"] for other in log[number + 1 :])
        ]
        flight = sum(any(-0.1 < ended - moment < 5 for moment in moments) for ended in twice)
        figures = f"{len(twice)}, of which in flight at a kill {flight}; {len(log)} requests"
        line("replies paid twice in 20 kills", figures, "none but in flight", good=flight == len(twice))
        same = (plain / "brief.json").read_bytes() == (place / "brief.json").read_bytes()
        line("brief", "identical" if same else "differs", "identical", good=same and last.code == whole.code)
        covered(self.plan, log)
        with served(self.known, "--speed", "8") as address:
            again = ran([*self.generate], address, place)
        print(f"  at another address: {len(again.log)} requests (another endpoint, so other jobs)")


SCENARIOS = ("clean", "four", "limited", "faulty", "hanging", "one", "capped", "killed", "again")


def main() -> None:
    """Run the scenarios and print each figure with its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(SCENARIOS))
    parser.add_argument("--articles", type=lambda path: Path(path).resolve())
    parser.add_argument("--four", type=lambda path: Path(path).resolve())
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = folder / "articles"
        articles.mkdir()
        if options.articles:
            fitting = (path for path in sorted(options.articles.glob("*.txt"))
                       if 400 <= len(path.read_text(encoding="utf-8").split()) <= 1200)  # fmt: skip
            for number, path in zip(range(options.count), fitting, strict=False):
                mark = "" if number else "\n\nThe delegates met in Kelowna.\n"
                (articles / path.name).write_text(path.read_text(encoding="utf-8") + mark, encoding="utf-8")
        else:
            made_articles(options.count, articles)
        bench = Bench(folder, articles, options.four)
        print(f"{bench.count} articles, {bench.words:,} tokens")
        for scenario in options.only.split(","):
            print(scenario, flush=True)
            getattr(bench, "four_articles" if scenario == "four" else scenario)()


if __name__ == "__main__":
    main()
