"""What is otherwise than in the brief before: two briefs of a series in, changes out. Pure.

A position is *unchanged* where its holder said it before, in these words or on the same side of the same question;
*changed* where the holder took another side of that question then, and none of these now; else *new*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from briefer.evidence import folded_text
from briefer.evidence.fold import Folded, fold
from briefer.evidence.span import locate
from briefer.model import (
    REPORT,
    TURN,
    Article,
    Changes,
    Citation,
    Earlier,
    Issue,
    Json,
    Match,
    Position,
    Side,
)

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
_ALIKE = 0.6
"""Share of common words from which on two statements of one holder on an open question say the same."""
_PLAIN = frozenset(
    "the a an of to in on for and or that this it its is was were be been has had have said says".split()
)

_RANK = {NEW: 0, CHANGED: 1, UNCHANGED: 2}


def compare(
    run: str, document: Json, known: Iterable[Article], issues: Sequence[Issue], read: Iterable[Article]
) -> Changes:
    """The changes since the brief `document`, of the run `run`, whose articles are `known`.

    `read` are all articles at hand now, also those outside the window: one that was corrected shows what is withdrawn.
    """
    before = _Before(tuple(earlier(document, known)), issues)
    kinds: dict[str, str] = {}
    turned: dict[str, Earlier] = {}
    for question, side in _sides(issues):
        for position in side.positions:
            kind, other = before.kind(position, question, side.label)
            if _RANK[kind] >= _RANK[kinds.get(position.id, NEW)]:
                kinds[position.id] = kind
            if other is not None:
                turned[position.id] = other
    lost = tuple(_lost(before.positions, read))
    return Changes(
        since=str(document["window"]),
        run=run,
        kinds=kinds,
        before={each: turned[each] for each in turned if kinds[each] == CHANGED},
        gone=tuple(before.gone({each.id for each in lost})),
        withdrawn=lost,
    )


class _Before:
    """What was said before, by holder and question, beside what is said now."""

    def __init__(self, positions: tuple[Earlier, ...], issues: Sequence[Issue]) -> None:
        self.positions = positions
        self._answers: dict[tuple[str, str], list[Earlier]] = defaultdict(list)
        self._said: set[tuple[str, str]] = set()
        for each in sorted(positions, key=lambda each: each.article.published, reverse=True):
            for holder in each.holders:
                self._answers[holder, each.question].append(each)
                self._said.add((holder, _plain(each.statement)))
        self._now: dict[tuple[str, str], set[str]] = defaultdict(set)
        for question, side in _sides(issues):
            for holder in side.holders:
                self._now[holder, question].add(side.label)

    def kind(self, position: Position, question: str, label: str) -> tuple[str, Earlier | None]:
        """Whether a position is new; and what its holder said before where that was another side."""
        said = _plain(position.statement)
        if any((holder, said) in self._said for holder in position.holders):
            return UNCHANGED, None
        for holder in position.holders:
            given = self._answers.get((holder, question), [])
            if any(_same_side(each, label, said) for each in given):
                return UNCHANGED, None
            now = self._now[holder, question]
            other = next((each for each in given if label and each.label and each.label not in now), None)
            if other is not None:
                return CHANGED, other
        return NEW, None

    def gone(self, withdrawn: set[str]) -> Iterator[Earlier]:
        """The latest position of each holder who took a side of a question and is not heard on it now."""
        shown: set[str] = set()
        for key, given in self._answers.items():
            last = next((each for each in given if each.label and each.id not in withdrawn), None)
            if last is not None and key not in self._now and last.id not in shown:
                shown.add(last.id)
                yield last


def _sides(issues: Iterable[Issue]) -> Iterator[tuple[str, Side]]:
    """Every side with its question; what one holder or source is told to say at two times is no stand of this week."""
    for issue in (each for each in issues if each.kind not in (TURN, REPORT)):
        yield from ((issue.question, side) for side in issue.sides)


def _same_side(before: Earlier, label: str, said: str) -> bool:
    return before.label == label if label else _alike(said, _plain(before.statement))


def _lost(before: Sequence[Earlier], read: Iterable[Article]) -> Iterator[Earlier]:
    """Positions whose article is at hand in other words, none of which are theirs."""
    again = {article.name: article for article in read}
    same = {article.sha256 for article in again.values()}
    folded: dict[str, Folded] = {}
    for each in before:
        article = again.get(each.article.name)
        if article is None or each.article.sha256 in same:
            continue
        if article.id not in folded:
            folded[article.id] = fold(article.text)
        if not locate(folded[article.id], each.citations[0].quote).found:
            yield each


def earlier(document: Json, known: Iterable[Article]) -> Iterator[Earlier]:
    """The positions of a stored brief, each with a question it answers; its quotes are cut from the articles anew."""
    articles = {article.id: article for article in known}
    answered = {
        each: (str(issue["question"]), str(side["label"]))
        for issue in reversed(document["issues"])
        if issue.get("kind") not in (TURN, REPORT)
        for side in issue["sides"]
        for each in side["positions"]
    }
    for position in document["positions"]:
        question, label = answered.get(position["id"], ("", ""))
        cited = tuple(
            _citation(each, articles[each["article"]]) for each in position["citations"] if each["article"] in articles
        )
        if cited:
            yield Earlier(position["id"], tuple(position["holders"]), position["statement"], question, label, cited)


def _citation(stored: Json, article: Article) -> Citation:
    return Citation(article, stored["start"], stored["end"], stored["paragraph"], Match(stored["match"]))


def _plain(text: str) -> str:
    return " ".join(folded_text(text).casefold().split()).strip(".\"' ")


def _alike(one: str, other: str) -> bool:
    here, there = ({word.strip(",.;:'\"") for word in text.split()} - _PLAIN for text in (one, other))
    return bool(here and there) and len(here & there) >= _ALIKE * len(here | there)
