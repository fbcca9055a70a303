"""The straight line, in one function: articles in, a brief out. Everything it calls takes values and returns values.

The only effect is `desk.ask`: jobs go to an engine by a runner, through the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefer import (
    ahead,
    changes,
    chunks,
    compose,
    concurrence,
    evidence,
    extract,
    grades,
    issues,
    opinion,
    orders,
    origins,
    questions,
    topics,
    unsettled,
)
from briefer.decisions import applying
from briefer.desk import Answered, Desk, Reporter, Task
from briefer.evidence import Reading
from briefer.model import (
    BROKE_OFF,
    TOO_LONG,
    Article,
    Brief,
    Chunk,
    Claim,
    Coverage,
    Grade,
    Issue,
    Job,
    Order,
    Position,
    Problem,
    Reply,
    Second,
    Usage,
    Withheld,
)
from briefer.verify.rewording import holding, ruling
from briefer.verify.shelf import Shelf

__all__ = ["Desk", "Extracted", "Order", "Reporter", "extracted", "generate"]

_SECTIONS = (chunks.BUDGET // 2, chunks.BUDGET // 4, chunks.BUDGET // 8)
"""Token budgets of the sections into which a chunk may be cut, so that no slot stays free. They are few, so that a
run with more or fewer articles still finds the replies of this one."""

_SHARING = 1.4
"""Sections for each slot, at most."""

_MANY = 10
"""Articles for each slot from which on a run does not look for replies to sections of them."""


@dataclass(frozen=True)
class Extracted:
    """One article after the trust border."""

    reading: Reading
    chunks: tuple[Chunk, ...]
    positions: tuple[Position, ...]
    withheld: tuple[Withheld, ...]
    problems: tuple[Problem, ...]
    coverage: Coverage
    paid: Mapping[str, Usage]
    """What the replies took, by job key: twin articles share theirs."""


def generate(
    articles: Sequence[Article], problems: Sequence[Problem], order: Order, desk: Desk, second: Desk | None = None
) -> Brief:
    """The brief of these articles; `problems` are those of reading them.

    The engine at the `second` desk reads them too: the brief says what both found, and what only one did.
    """
    read = extracted(articles, desk, order.grades)
    merged = issues.merge(position for each in read for position in each.positions)
    withheld = tuple(withheld for each in read for withheld in each.withheld)
    judged = reconsidered(merged, order, desk)
    shelf = Shelf(articles, desk.table)
    decided = _decided(judged, withheld, order, desk, shelf)
    of, on = compose.shown(decided.issues) if desk.engine.reads_prompts else (decided.issues, decided.positions)
    since = changes.compare(order.past, decided.issues) if order.past else None
    first = compose.leads(since, decided.positions)
    job = compose.ask(order.title, of, on, desk.asker, grades=grades.labels(order.grades), first=first)
    written, missed = desk.ask_one("writing the bottom line", job) if on else (Reply("", {"summary": []}), ())
    lines, refused = compose.read(written, on, evidence.sentence_check(desk.table), first)
    summary, fallen = applying.bottom_line(decided, lines, holding(shelf))
    told = [(each.reading.article, each.reading.sentences) for each in read]
    paid = {key: usage for each in (*(one.paid for one in read), judged.paid) for key, usage in each.items()}
    return Brief(
        title=order.title,
        window=order.window,
        made=replace(order.made, usage=sum(paid.values(), written.usage + desk.unanswered)),
        summary=summary,
        issues=decided.issues,
        positions=decided.positions,
        withheld=withheld,
        articles=tuple(articles),
        coverage=sum((each.coverage for each in read), Coverage()),
        problems=(
            *problems,
            *(problem for each in read for problem in each.problems),
            *(*judged.problems, *missed, *refused, *fallen, *decided.problems),
        ),
        changes=since,
        families=origins.families(told),
        gaps=unsettled.gather(gap for one in told for gap in unsettled.find(*one)),
        ahead=ahead.gather((event for one in told for event in ahead.find(*one)), ahead.end_of(order.window, articles)),
        second=_seconded(articles, order, judged.positions, second) if second else None,
        review=decided.review and replace(decided.review, comments=order.comments),
    )


def _seconded(articles: Sequence[Article], order: Order, positions: tuple[Position, ...], second: Desk) -> Second:
    """What another engine finds in the articles, beside the positions before a reviewer had a say."""
    read = extracted(articles, second, order.grades)
    found = issues.merge(position for each in read for position in each.positions)
    return concurrence.compare(str(second.engine.identity["kind"]), positions, found)


def _decided(
    judged: Judged, withheld: tuple[Withheld, ...], order: Order, desk: Desk, shelf: Shelf
) -> applying.Applied:
    """What reviewers left of the positions and issues, and how they worded them."""
    fits = questions.trusted(evidence.label_check(desk.table), order.questions)
    found = applying.Judged(judged.positions, judged.issues, withheld)
    return applying.applied(found, order.decisions, ruling(shelf), fits)


@dataclass(frozen=True)
class Judged:
    """The positions after a second opinion, and the issues they answer."""

    positions: tuple[Position, ...] = ()
    issues: tuple[Issue, ...] = ()
    problems: tuple[Problem, ...] = ()
    paid: Mapping[str, Usage] = field(default_factory=dict)


def reconsidered(positions: tuple[Position, ...], order: Order, desk: Desk) -> Judged:
    """Each statement checked again, and all of them related; one needs nothing of the other, so both are asked at once.

    An engine that reads prompts is asked in batches of what fits into a prompt; any other one everything at once.
    """
    if not positions:
        return Judged(issues=questions.settled((), order.questions))
    reads = desk.engine.reads_prompts
    groups = topics.groups(positions) if reads else (positions,)
    batches = opinion.batches(positions) if reads and order.second_opinion else ()
    standing = questions.payload(order.questions)
    relate: Task[issues.Group] = Task(lambda group: issues.ask(group, desk.asker, standing), issues.left)
    check: Task[opinion.Batch] = Task(lambda batch: opinion.ask(batch, desk.asker), opinion.left)
    work = [*((group, relate) for group in groups), *((batch, check) for batch in batches)]
    stage = "relating and checking positions" if batches else "relating positions"
    answered = desk.ask(stage, ([one] for one in work), len(work))
    related = [step for (root,) in answered[: len(groups)] for step in root.walk()]
    checked = [step for (root,) in answered[len(groups) :] for step in root.walk()]
    doubted, doubts = opinion.read_all(checked)
    flagged = opinion.flagged(positions, doubted)
    now = {id(before): after for before, after in zip(positions, flagged, strict=True)}
    steps = [(tuple(now[id(each)] for each in group), outcome, parts) for group, outcome, parts in related]
    fits = questions.trusted(evidence.label_check(desk.table), order.questions)
    found, dropped = issues.read_all(steps, flagged, fits)
    paid = {each.key: each.usage for _, each, _ in (*related, *checked) if isinstance(each, Reply)}
    sorted_by_grade = grades.ordered(found, grades.labels(order.grades))
    first = questions.settled(issues.focused(sorted_by_grade, order.focus), order.questions)
    return Judged(flagged, first, (*doubts, *dropped), paid)


def extracted(articles: Sequence[Article], desk: Desk, called: Sequence[Grade] = ()) -> tuple[Extracted, ...]:
    """Every article chunked, asked about, and its claims weighed; in the order of the articles.

    The longest are asked first, so that none of them is left alone at the end. Each is weighed as soon as all of it is
    answered, while others are still asked.
    """
    room = _Room(articles, desk, called)
    longest = sorted(range(len(articles)), key=lambda at: -len(articles[at].text))
    found: dict[int, Extracted] = {}

    def settled(number: int, answered: tuple[Answered[Chunk], ...]) -> None:
        at = longest[number]
        found[at] = _weighed(room.reading(articles[at]), room.cut(articles[at]), answered, room.weigh)

    groups = (tuple((piece, room.task) for piece in room.pieces(articles[at])) for at in longest)
    desk.ask("reading articles", groups, len(articles), settled, room.expected if room.in_sections else None)
    return tuple(found[at] for at in range(len(articles)))


class _Room:
    """What is known of the articles while they are asked about, found out when it is needed."""

    def __init__(self, articles: Sequence[Article], desk: Desk, called: Sequence[Grade]) -> None:
        self._desk = desk
        self._called = called
        self._readings: dict[str, Reading] = {}
        self._cut: dict[str, tuple[Chunk, ...]] = {}
        self._small = len(articles) <= _MANY * desk.slots
        self._level = self._fitting(articles) if desk.engine.reads_prompts else chunks.BUDGET
        self.task = Task(self._ask, extract.left)

    @property
    def in_sections(self) -> bool:
        """Whether there are so few articles that slots would stay free."""
        return self._level != chunks.BUDGET

    def expected(self, piece: Chunk) -> float:
        """How long an answer may be: by how many attributions the grammar finds, and then by the words."""
        found = self.reading(piece.article).attributions
        return sum(piece.start <= each.place.start < piece.end for each in found) + piece.tokens / chunks.BUDGET

    def cut(self, article: Article) -> tuple[Chunk, ...]:
        if article.id not in self._cut:
            self._cut[article.id] = chunks.chunk(article)
        return self._cut[article.id]

    def reading(self, article: Article) -> Reading:
        if article.id not in self._readings:
            self._readings[article.id] = evidence.read(article, self.cut(article), self._desk.table)
        return self._readings[article.id]

    def pieces(self, article: Article) -> Iterator[Chunk]:
        """The chunks of an article, or the sections of them."""
        for chunk in self.cut(article):
            yield from self._sections(chunk) if self._desk.engine.reads_prompts else (chunk,)

    def _sections(self, chunk: Chunk) -> tuple[Chunk, ...]:
        """The chunk cut as this run would; but as another run has cut it where all of that is answered already.

        A run of very many articles does not look: the few that a small run had read in sections are not worth it.
        """
        ways = [chunks.sections(chunk, self._level)]
        if not self._small:
            return ways[0]
        ways += [chunks.sections(chunk, level) for level in (chunks.BUDGET, *_SECTIONS) if level != self._level]
        known = self._desk.replies.reply
        return next((way for way in ways if all(known(self._ask(part).key) for part in way)), ways[0])

    def _fitting(self, articles: Sequence[Article]) -> int:
        """The least budget with which few more sections are asked than there are slots; the usual one else.

        Some are short, and another comes after them before the longest is done.
        """
        if len(articles) > self._desk.slots:
            return chunks.BUDGET
        whole = [chunk for article in articles for chunk in self.cut(article)]
        fits = (
            level
            for level in reversed(_SECTIONS)
            if sum(len(chunks.sections(chunk, level)) for chunk in whole) <= self._desk.slots * _SHARING
        )
        return next(fits, chunks.BUDGET)

    def weigh(self, claim: Claim, reading: Reading) -> Position | Withheld:
        """The verdict on a claim, with what the pack calls it."""
        return grades.graded(claim, evidence.weigh(claim, reading), self._called, self._desk.table)

    def _ask(self, piece: Chunk) -> Job:
        first = self.cut(piece.article)[0].start
        earlier = self.reading(piece.article).cast.earlier(piece.start) if piece.start > first else ()
        return extract.ask(piece, self._desk.asker, earlier)


def _weighed(
    reading: Reading,
    cut: tuple[Chunk, ...],
    answered: Sequence[Answered[Chunk]],
    weigh: Callable[[Claim, Reading], Position | Withheld],
) -> Extracted:
    claims: list[Claim] = []
    problems: list[Problem] = []
    paid: dict[str, Usage] = {}
    fate: dict[int, set[str]] = {chunk.index: set() for chunk in cut}
    for piece, outcome, parts in (step for root in answered for step in root.walk()):
        if piece.part or parts:
            fate[piece.index].add("split")
        if isinstance(outcome, Problem):
            problems.append(Problem(outcome.code, outcome.message, piece.place))
            fate[piece.index].add("failed")
            continue
        found, unread = extract.kept(outcome, piece, parts=parts)
        claims += found
        paid[outcome.key] = outcome.usage
        said = (*outcome.problems, *unread)
        if parts:
            said = tuple(each for each in said if each.code not in (BROKE_OFF, TOO_LONG))
        elif outcome.broke_off:
            fate[piece.index].add("failed")
        problems += [Problem(each.code, each.message, piece.place) for each in said]
        if found:
            fate[piece.index].add("done")
    problems += orders.addressed(reading.article)
    weighed = [weigh(claim, reading) for claim in claims]
    return Extracted(
        reading,
        cut,
        tuple(each for each in weighed if isinstance(each, Position)),
        tuple(each for each in weighed if isinstance(each, Withheld)),
        tuple(problems),
        _coverage(tuple(fate.values())),
        paid,
    )


def _coverage(fates: Sequence[set[str]]) -> Coverage:
    failed = sum("failed" in fate for fate in fates)
    done = sum("done" in fate and "failed" not in fate for fate in fates)
    split = sum("split" in fate for fate in fates)
    return Coverage(1, len(fates), done, failed, len(fates) - done - failed, split)
