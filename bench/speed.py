"""How fast the embedded engine is, on one core: `python bench/speed.py [--shared PATH]`.

Prints the sentences a second of the whole line from a text to its weighed positions; how that changes while one article
doubles (linear time: it stays); a 5 MB article without any punctuation; and, where the evaluation material is, the
whole command `briefer generate` over the articles of Wikinews.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from briefer import chunks, evidence, extract, furniture, readers
from briefer.actors import table
from briefer.engines import Settings, rules
from briefer.jobs import Asker, no_prompt
from briefer.model import Article

ROOT = Path(__file__).resolve().parent.parent
DOUBLINGS = (1, 2, 4, 8, 16, 32)
MEGABYTES = 5


def main() -> None:
    """Measure and print, a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    news = parser.parse_args().shared / "eval" / "articles" / "wikinews.jsonl.gz"
    table()
    story = "\n\n".join(each.text for each in readers.read([ROOT / "seeds"])[0])
    _line("one article, doubled:")
    for times in DOUBLINGS:
        count, seconds = weighed("\n\n".join([story] * times))
        _line(f"  {count:7,} sentences {seconds:7.2f} s   {count / seconds:7,.0f} sentences/s")
    words = " ".join(re.sub(r"[^\w\s]|_", "", story).split()) + " "
    _, seconds = weighed(words * (MEGABYTES * 1_000_000 // len(words)))
    _line(f"{MEGABYTES} MB without punctuation: {seconds:.1f} s")
    if not news.exists():
        _line(f"no evaluation material: {news} does not exist (--shared PATH names the folder)")
        return
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    measured = [weighed(row["text"]) for row in rows]
    count, seconds = sum(each for each, _ in measured), sum(each for _, each in measured)
    _line(f"{len(rows)} articles: {count:,} sentences, {count / seconds:,.0f} sentences/s")
    _line(f"briefer generate over them, the whole command: {generated([row['text'] for row in rows]):.1f} s")


def weighed(text: str) -> tuple[int, float]:
    """Reads a text as the program does, from furniture to weighed claims; its sentences, and the seconds it took."""
    engine = rules.engine(Settings())
    asker = Asker(engine.identity, no_prompt)
    started = time.process_time()
    article = Article("a.txt", text, furniture=furniture.find(text))
    cut = chunks.chunk(article)
    reading = evidence.read(article, cut, table())
    for chunk in cut:
        reply = engine.answer(extract.ask(chunk, asker, reading.cast.earlier(chunk.start)))
        for claim in extract.read(reply, chunk)[0]:
            evidence.weigh(claim, reading)
    return len(reading.sentences), time.process_time() - started


def generated(texts: list[str]) -> float:
    """Seconds of the command that briefs these texts, a process of its own with a fresh store."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, text in enumerate(texts):
            (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "briefer", "generate", "--engine", "rules", "-o", "brief", "."]
        began = time.perf_counter()
        subprocess.run(  # noqa: S603 - our own command
            command, cwd=folder, check=True, capture_output=True, env={"PYTHONPATH": str(ROOT), "PATH": ""}
        )
        return time.perf_counter() - began


def _line(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
