"""What is otherwise than in the brief before: an earlier brief of a series and the issues of this one in, changes out.

A position is *unchanged* where its holder said it before, in these words, in much the same words, or on the same side
of the same question; *changed* where the holder took another side of that question then, and none of these now; *late*
where its articles are of the days of the earlier brief, which did not have them; else *new*. Pure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from briefer.evidence.fold import Folded, fold
from briefer.evidence.likeness import alike, plain
from briefer.evidence.span import locate
from briefer.model import REPORT, TURN, Article, Changes, Earlier, Issue, Past, Position, Side

NEW, LATE, CHANGED, UNCHANGED = "new", "late", "changed", "unchanged"
_RANK = {NEW: 0, LATE: 1, CHANGED: 2, UNCHANGED: 3}


def compare(past: Past, issues: Sequence[Issue]) -> Changes:
    """The changes since the brief `past`. An article at hand that was corrected shows what is withdrawn."""
    lost = tuple(_lost(past))
    gone_with_it = {each.id for each in lost}
    before = _Before(tuple(each for each in past.positions if each.id not in gone_with_it), past.last, issues)
    kinds: dict[str, str] = {}
    turned: dict[str, tuple[Earlier, ...]] = {}
    for question, side in _sides(issues):
        for position in side.positions:
            kind, left = before.kind(position, question, side.label)
            if _RANK[kind] >= _RANK[kinds.get(position.id, NEW)]:
                kinds[position.id] = kind
            if left:
                turned[position.id] = left
    for position in (each for issue in issues for each in issue.positions if each.id not in kinds):
        kinds[position.id] = before.kind(position, "", "")[0]
    return Changes(
        since=past.window,
        run=past.run,
        kinds=kinds,
        before={each: left[0] for each, left in turned.items() if kinds[each] == CHANGED},
        further={each: left[1:] for each, left in turned.items() if kinds[each] == CHANGED and left[1:]},
        gone=tuple(before.gone()),
        withdrawn=lost,
        between=past.between,
    )


class _Before:
    """What was said before, by holder and question, beside what is said now."""

    def __init__(self, positions: tuple[Earlier, ...], last: str, issues: Sequence[Issue]) -> None:
        self._last = last
        self._answers: dict[tuple[str, str], list[Earlier]] = defaultdict(list)
        self._said: dict[str, list[Earlier]] = defaultdict(list)
        for each in sorted(positions, key=lambda each: each.article.published, reverse=True):
            for holder in each.holders:
                self._answers[holder, each.question].append(each)
                self._said[holder].append(each)
        self._now: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._told: dict[str, list[str]] = defaultdict(list)
        for question, side in _sides(issues):
            for holder in side.holders:
                self._now[holder, question].add(side.label)
            for position in side.positions:
                for holder in position.holders:
                    self._told[holder].append(position.statement)

    def kind(self, position: Position, question: str, label: str) -> tuple[str, tuple[Earlier, ...]]:
        """Whether a position is new; and what its holder said before where that was another side, the latest first."""
        said = plain(position.statement)
        if any(plain(each.statement) == said for holder in position.holders for each in self._said[holder]):
            return UNCHANGED, ()
        for holder in position.holders:
            given = self._answers.get((holder, question), [])
            if label and any(each.label == label for each in given):
                return UNCHANGED, ()
            if not label and any(alike(position.statement, each.statement) for each in self._said[holder]):
                return UNCHANGED, ()
            now = self._now[holder, question]
            left = tuple(each for each in given if label and each.label and each.label not in now)
            if left:
                return CHANGED, left
        days = [each.article.published for each in position.citations]
        return (LATE if self._last and all(day and day <= self._last for day in days) else NEW), ()

    def _is_heard(self, holder: str, question: str) -> bool:
        """Whether a holder speaks on a question now, be it by surname alone then or now."""
        if (holder, question) in self._now:
            return True
        names = [name for name, asked in self._now if asked == question]
        return any(_may_be(holder, name) for name in names)

    def gone(self) -> Iterator[Earlier]:
        """The latest position of each holder who took a side of a question and is not heard on it now."""
        shown: set[str] = set()
        for key, given in self._answers.items():
            last = next((each for each in given if each.label), None)
            if last is None or last.id in shown or self._is_heard(*key):
                continue
            told = [each for holder in last.holders for each in self._told[holder]]
            if not any(alike(last.statement, each) or _speaks_of(last.question, each) for each in told):
                shown.add(last.id)
                yield last


def _speaks_of(question: str, statement: str) -> bool:
    """Whether a statement may answer a question, by two telling words of it or all: silence is told only when sure."""
    asked = _telling(question)
    shared = asked & _telling(statement)
    return bool(shared) and len(shared) >= min(2, len(asked))


def _telling(text: str) -> frozenset[str]:
    found = (word for word in re.findall(r"[^\W\d_]{4,}", text.lower()) if word not in _ASKING)
    return frozenset(word[:6] for word in found)


_ASKING = frozenset("against been being does hold right should that there this what which will with would".split())


def _may_be(one: str, other: str) -> bool:
    """Whether one of two names is the other's surname: "Ruiz" may be Dana Ruiz."""
    surname, full = sorted((one.split(), other.split()), key=len)
    return len(surname) == 1 < len(full) and surname[0] == full[-1]


def _sides(issues: Iterable[Issue]) -> Iterator[tuple[str, Side]]:
    """Every side with its question; what one holder or source is told to say at two times is no stand of this week."""
    for issue in (each for each in issues if each.kind not in (TURN, REPORT)):
        yield from ((issue.question, side) for side in issue.sides)


def corrected(past: Past) -> tuple[Article, ...]:
    """The articles at hand that withdraw something of the brief before, each once."""
    return tuple({article.id: article for _, article in _withdrawn(past)}.values())


def _lost(past: Past) -> Iterator[Earlier]:
    return (each for each, _ in _withdrawn(past))


def _withdrawn(past: Past) -> Iterator[tuple[Earlier, Article]]:
    """Positions whose article is at hand in other words, none of which are theirs, each once, with that article."""
    names = {article.name: article for article in past.read}
    addresses = {article.url: article for article in past.read if article.url}
    same = {article.sha256 for article in past.read}
    folded: dict[str, Folded] = {}
    seen: set[str] = set()
    for each in past.positions:
        article = names.get(each.article.name) or addresses.get(each.article.url)
        if article is None or each.article.sha256 in same or each.id in seen or not _again(article, each.article):
            continue
        seen.add(each.id)
        if article.id not in folded:
            folded[article.id] = fold(article.text)
        if not locate(folded[article.id], each.citations[0].quote).found:
            yield each, article


def _again(article: Article, before: Article) -> bool:
    """Whether an article may be another version of one: of the same address, or day; a name may be used again."""
    days = {article.published, before.published} - {""}
    return len(days) < 2 or bool(article.url and article.url == before.url)
