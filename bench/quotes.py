"""Measures the span and integrity checks on the evaluation material: `python bench/quotes.py [--shared PATH]`.

Prints what is accepted and flagged, quotes located a second on one core, the time of a near miss, and the time of
`check_quote` for growing numbers of quotes and of articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from briefer import chunks
from briefer.evidence.fold import Folded, fold
from briefer.evidence.integrity import clipped
from briefer.evidence.nearest import nearest
from briefer.evidence.span import locate
from briefer.model import Article, Span
from briefer.verify.quotes import Book, Library, QuoteAnswer, check_quote

_CHANCE = Random(1)  # noqa: S311 - the same quotes on every run


def main() -> None:
    """Run each measurement and print one line for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    folder = parser.parse_args().shared / "eval"
    _sample(folder / "quotes")
    with gzip.open(folder / "articles" / "wikinews.jsonl.gz", "rt") as lines:
        articles = [Article(f"{number}.txt", json.loads(line)["text"]) for number, line in enumerate(lines)]
    _whole_sentences(articles)
    _speed(articles)
    _near_miss(" ".join(article.text for article in articles)[:100_000])
    _growth(articles)


def _sample(folder: Path) -> None:
    data: dict[str, Any] = json.loads((folder / "altered.json").read_text())
    library = {name: Library([Article(name, text)]) for name, text in data["texts"].items()}
    answers = [(item["kind"], check_quote(library[item["doc"]], item["q"])) for item in data["items"]]
    altered = [answer for kind, answer in answers if kind != "verbatim"]
    verbatim = [answer for kind, answer in answers if kind == "verbatim"]
    print(f"altered accepted: {sum(answer.found for answer in altered)} of {len(altered)}")
    print(f"verbatim found clean: {sum(_is_clean(answer) for answer in verbatim)} of {len(verbatim)}")
    clips = json.loads((folder / "clipped.json").read_text())
    flagged = sum(bool(check_quote(library[item["doc"]], item["q"]).problems) for item in clips)
    print(f"clipped flagged: {flagged} of {len(clips)}")


def _is_clean(answer: QuoteAnswer) -> bool:
    return answer.found and not answer.problems


def _whole_sentences(articles: list[Article]) -> None:
    """Whole sentences by our own splitter, and by a naive one that stops at every full stop."""
    counts = {"sentences": [0, 0], "sentences, split naively": [0, 0]}
    for article in articles:
        book = Book(article)
        own = [Span(each.start, each.end) for each in chunks.sentences(article)]
        naive = [
            Span(*found.span()) for found in re.finditer(r"\S[^\n]*?(?:[.!?][\"\u201d']?(?=\s)|(?=\n)|$)", article.text)
        ]
        for name, spans in zip(counts, (own, naive), strict=True):
            checks = [clipped(article.text, span, book.stretch(span)) for span in spans]
            counts[name][0] += sum(not check.passed for check in checks)
            counts[name][1] += len(checks)
    for name, (flagged, total) in counts.items():
        print(f"whole Wikinews {name} flagged: {flagged} of {total} ({100 * flagged / total:.2f} %)")


def _slices(text: str, count: int) -> list[str]:
    words = [found.span() for found in re.finditer(r"\S+", text)]
    starts = [_CHANCE.randrange(len(words) - 40) for _ in range(count)]
    return [text[words[start][0] : words[start + _CHANCE.randrange(4, 39)][1]] for start in starts]


def _speed(articles: list[Article]) -> None:
    """Quotes of 5 to 40 words against articles of 800 words that are folded once, before."""
    chosen = [article for article in articles if 700 < len(article.text.split()) < 900]
    asked = [(fold(article.text), quote) for article in chosen for quote in _slices(article.text, 500)]
    spent = _seconds(lambda: [locate(*each) for each in asked])
    print(f"quotes located a second: {len(asked) / spent:,.0f}")


def _near_miss(text: str) -> None:
    words = text.split()[9000:9055]
    words[20] = "bogus"
    folded: Folded = fold(text)
    print(f"55-word near miss in 100 kB: {1000 * _seconds(lambda: nearest(folded, ' '.join(words))):.1f} ms")


def _growth(articles: list[Article]) -> None:
    """One quote in ten altered; articles beyond those at hand are shuffles of their words."""
    for count, quotes in ((250, 10_000), (500, 10_000), (1000, 2_500), (1000, 5_000), (1000, 10_000)):
        texts = [
            articles[at % len(articles)].text if at < len(articles) else _shuffled(articles, at) for at in range(count)
        ]
        asked = [quote for text in _CHANCE.choices([t for t in texts if len(t.split()) > 50], k=quotes // 10)
                 for quote in _slices(text, 10)]  # fmt: skip
        asked[::10] = [quote.replace(" ", " bogus ", 1) for quote in asked[::10]]
        library = Library([Article(f"{at}.txt", text) for at, text in enumerate(texts)])
        indexed = _seconds(lambda lib: lib.holding("anything"), library)
        spent = _seconds(lambda lib, qs: [check_quote(lib, quote) for quote in qs], library, asked)
        print(f"{quotes:,} quotes against {count:,} articles: {indexed:.1f} s to index, {spent:.1f} s to check")


def _shuffled(articles: list[Article], at: int) -> str:
    words = articles[at % len(articles)].text.split(" ")
    return " ".join(_CHANCE.sample(words, len(words)))


def _seconds(work: Callable[..., object], *given: object) -> float:
    started = time.perf_counter()
    work(*given)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
