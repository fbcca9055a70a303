"""The straight line, in one function: articles in, a brief out. Everything it calls takes values and returns values.

The only effect is `desk.ask`: jobs go to an engine by a runner, through the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefer import (
    ahead,
    changes,
    compose,
    concurrence,
    evidence,
    extract,
    grades,
    issues,
    moved,
    opinion,
    orders,
    origins,
    questions,
    tellings,
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
from briefer.workload import Workload

__all__ = ["Desk", "Extracted", "Order", "Reporter", "extracted", "generate"]


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
    led = moved.moved(since, order.past, decided.issues) if since and order.past else ()
    job = compose.ask(order.title, of, on, desk.asker, grades.labels(order.grades), led)
    written, missed = desk.ask_one("writing the bottom line", job) if on else (Reply("", {"summary": []}), ())
    lines, refused = compose.read(written, on, evidence.sentence_check(desk.table))
    summary, fallen = applying.bottom_line(decided, compose.below(led, lines), holding(shelf))
    told = [(each.reading.article, each.reading.sentences) for each in read]
    paid = {key: usage for each in (*(one.paid for one in read), judged.paid) for key, usage in each.items()}
    return Brief(
        title=order.title,
        window=order.window,
        made=replace(order.made, usage=sum(paid.values(), written.usage + desk.unanswered)),
        summary=(*led, *summary),
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
        tellings=tellings.gather(tellings.read(each.reading) for each in read),
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

    What takes longest is asked first, so that nothing of it is left alone at the end. Each is weighed as soon as all of
    it is answered, while others are still asked.
    """
    work = Workload(articles, desk)
    asked: list[int] = []
    found: dict[int, Extracted] = {}

    def settled(number: int, answered: tuple[Answered[Chunk], ...]) -> None:
        at = asked[number]
        found[at] = _weighed(work.reading(articles[at]), work.cut(articles[at]), answered, weigh)

    def groups() -> Iterator[tuple[tuple[Chunk, Task[Chunk]], ...]]:
        for at in work.order():
            asked.append(at)
            yield tuple((piece, work.task) for piece in work.pieces(articles[at]))

    def weigh(claim: Claim, reading: Reading) -> Position | Withheld:
        return grades.graded(claim, evidence.weigh(claim, reading), called, desk.table)

    desk.ask("reading articles", groups(), len(articles), settled, work.expected if work.in_sections else None)
    return tuple(found[at] for at in range(len(articles)))


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
