"""Which articles are one story printed several times: articles in, families of copies out. Pure.

A wire story comes as copies: another headline, a paragraph left out, a word changed. Two articles are taken for copies
where most stretches of a few words of the shorter one stand in the longer one (w-shingling and containment: Broder,
"On the resemblance and containment of documents", 1997). Every article is compared with the first of each family
alone, and only where they share a stretch, so that time grows with the words and a round-up joins no two stories.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefer.evidence import folded_text
from briefer.model import Article, Citation, Differing, Family, Sentence

_WORDS = 5
"""Words of a stretch."""
_COPIED = 0.6
"""Share of the shorter article's stretches from which on it is a copy."""
_ALIKE = 0.35
"""Share of all their stretches that copies have in common, at least: a story is no copy of what merely quotes it."""
_LEAST = 12
"""Stretches that an article has to have to be compared; shorter ones have to be the same."""
_COMMON = 25
"""Families that hold a stretch, from which on it is a standing phrase and not looked at."""
_WORD = re.compile(r"\w+")

Told = tuple[Article, Sequence[Sentence]]
"""An article with the sentences of its story."""


def families(articles: Iterable[Told]) -> tuple[Family, ...]:
    """The families of two copies and more, each with its articles by date; neither order nor names change them."""
    first: list[frozenset[int]] = []
    members: list[list[Told]] = []
    holding: dict[int, list[int]] = {}
    for told in sorted(articles, key=lambda each: _precedence(each[0])):
        stretches = _stretches(told)
        at = _origin(stretches, first, holding)
        if at >= 0:
            members[at].append(told)
            continue
        for each in stretches:
            holding.setdefault(each, []).append(len(first))
        first.append(stretches)
        members.append([told])
    return tuple(
        Family(tuple(article for article, _ in copies), tuple(_differing(copies)))
        for copies in members
        if len(copies) > 1
    )


def sourcing(articles: Iterable[Article], known: Iterable[Family]) -> tuple[int, int]:
    """How many outlets, and how many origins, some articles are of; without an outlet an article is one of its own."""
    of = {article.name: at for at, family in enumerate(known) for article in family.articles}
    cited = {article.name: article for article in articles}
    return len({each.outlet or name for name, each in cited.items()}), len({of.get(name, name) for name in cited})


def _precedence(article: Article) -> tuple[str, int, str, str, str]:
    return article.published or "9", -len(article.text), article.sha256, article.outlet, article.title


def _stretches(told: Told) -> frozenset[int]:
    """Hashes of the stretches of a story: of all of it where it is short. Equal only within one process."""
    article, sentences = told
    words = [word for each in sentences for word in _words(article, each)]
    if len(words) < _WORDS + _LEAST:
        return frozenset({hash(tuple(words))} if words else ())
    return frozenset(hash(tuple(words[at : at + _WORDS])) for at in range(len(words) - _WORDS + 1))


def _words(article: Article, sentence: Sentence) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded_text(article.text[sentence.start : sentence.end]).casefold()))


def _origin(stretches: frozenset[int], first: Sequence[frozenset[int]], holding: dict[int, list[int]]) -> int:
    """The family whose first article this one is a copy of, by number; -1 for none."""
    shared: Counter[int] = Counter()
    for each in stretches:
        found = holding.get(each, ())
        if len(found) < _COMMON:
            shared.update(found)
    best, at = max(((count, -at) for at, count in shared.items()), default=(0, 1))
    if at > 0:
        return -1
    sizes = len(stretches), len(first[-at])
    copied = best >= _COPIED * min(sizes) and best >= _ALIKE * (sum(sizes) - best)
    return -at if copied else -1


def _differing(copies: Sequence[Told]) -> Iterator[Differing]:
    """The sentences that not every copy has, in the order of the copies, each with those that have it."""
    have: dict[tuple[str, ...], dict[str, tuple[Article, Sentence]]] = {}
    for article, sentences in copies:
        for each in sentences:
            have.setdefault(_words(article, each), {}).setdefault(article.name, (article, each))
    for words, found in have.items():
        if words and len(found) < len(copies):
            article, where = next(iter(found.values()))
            yield Differing(
                Citation(article, where.start, where.end, where.paragraph), tuple(each for each, _ in found.values())
            )


def outlets(family: Family) -> tuple[str, ...]:
    """Who printed a story, each once."""
    return tuple(dict.fromkeys(each.outlet or each.name for each in family.articles))
