"""How fast copies of one story are found, and whether they are: `python bench/origins.py [--shared PATH]`.

Takes the articles of Wikinews, each given several times as a wire would: as it is, without a paragraph, with every
fortieth word changed, with a line more. Prints the families found beside those that there are, and the seconds, while
the number of articles doubles (linear time: seconds an article stay).
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path

from briefer import chunks, origins
from briefer.model import Article

SIZES = (125, 250, 500, 1000)


def main() -> None:
    """Measure and print, a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    news = parser.parse_args().shared / "eval" / "articles" / "wikinews.jsonl.gz"
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        stories = [str(json.loads(line)["text"]) for line in lines]
    alone = origins.families((each, chunks.sentences(each)) for each in articles(stories, 1))
    print(f"{len(stories)} articles as they are: {len(alone)} families")
    for family in alone:
        print("  " + " | ".join(f"{each.name}: {each.text[:60]!r}" for each in family.articles))
    given = articles(stories, 4)
    for size in SIZES:
        told = [(each, chunks.sentences(each)) for each in given[:size]]
        started = time.process_time()
        found = origins.families(told)
        seconds = time.process_time() - started
        whole = sum(len({each.name.split("-")[0] for each in family.articles}) == 1 for family in found)
        together = sum(len(family.articles) for family in found)
        line = f"{len(told):5} articles: {len(found)} families of {together}, {whole} of one story each"
        print(f"{line}; {seconds:.2f} s, {seconds / len(told) * 1000:.2f} ms an article")


def articles(stories: list[str], times: int) -> list[Article]:
    """Each story as several articles: itself, without its second paragraph, with words changed, with a line more."""
    made: list[Article] = []
    for at, story in enumerate(stories):
        parts = story.split("\n\n")
        changed = " ".join("other" if not n % 40 else word for n, word in enumerate(story.split(" "), start=1))
        versions = (story, "\n\n".join(parts[:1] + parts[2:]), changed, f"{story}\n\nMore in our paper of today.\n")
        made += [Article(f"{at}-{number}.txt", text) for number, text in enumerate(versions[:times])]
    return made


if __name__ == "__main__":
    main()
