"""The straight line, in one function: articles in, a brief out. Everything it calls takes values and returns values.

The only effect is `desk.ask`: jobs go to an engine by a runner, through the store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from briefer import changes, chunks, compose, evidence, extract, issues, opinion, runners
from briefer.actors import Table
from briefer.engines import Engine
from briefer.evidence import Reading
from briefer.jobs import Asker
from briefer.model import (
    Article,
    Brief,
    Changes,
    Chunk,
    Claim,
    Coverage,
    Issue,
    Job,
    Json,
    Made,
    Position,
    Problem,
    Reply,
    Usage,
    Withheld,
)


class Reporter:
    """Hears how the work goes; does nothing. The CLI attaches a display."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins that asks `total` jobs."""

    def done(self, job: Job, outcome: runners.Outcome) -> None:
        """One job of the stage has its outcome."""


@dataclass(frozen=True)
class Desk:
    """Who answers, how many at once, and what is known already."""

    engine: Engine
    executor: Executor
    replies: runners.Replies
    asker: Asker
    table: Table
    reporter: Reporter

    def ask(self, stage: str, jobs: Sequence[Job]) -> dict[str, runners.Outcome]:
        self.reporter.stage(stage, len(jobs))
        return runners.run(jobs, self.engine, self.executor, self.replies, self.reporter.done)

    def ask_one(self, stage: str, job: Job) -> tuple[Reply, tuple[Problem, ...]]:
        """The reply to one job with its problems; where it failed, an empty reply and why."""
        outcome = self.ask(stage, (job,))[job.key]
        if isinstance(outcome, Problem):
            return Reply(job.key, {}), (Problem(f"{job.task}-failed", outcome.message, job.place),)
        return outcome, outcome.problems


@dataclass(frozen=True)
class Last:
    """The brief before this one: its run, its document, its articles; and all articles at hand now, in or out."""

    run: str
    document: Json
    articles: tuple[Article, ...]
    read: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What the person asked for beside the articles; `made` says how, its usage still 0."""

    title: str
    window: str
    made: Made
    focus: tuple[str, ...] = ()
    """Words whose issues come first."""
    second_opinion: bool = True
    """Whether an engine that reads prompts is asked again of each statement."""
    last: Last | None = None
    """What to compare with."""


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


def generate(articles: Sequence[Article], problems: Sequence[Problem], order: Order, desk: Desk) -> Brief:
    """The brief of these articles; `problems` are those of reading them."""
    read = extracted(articles, desk)
    merged = issues.merge(position for each in read for position in each.positions)
    positions, doubts, spent = reconsidered(merged, desk) if order.second_opinion else (merged, (), Usage())
    if positions:
        related, relate_problems = desk.ask_one("relating positions", issues.ask(positions, desk.asker))
        found, dropped = issues.read(related, positions, evidence.label_check(desk.table))
        found = issues.focused(found, order.focus)
        job = compose.ask(order.title, found, positions, desk.asker)
        written, write_problems = desk.ask_one("writing the bottom line", job)
        summary, refused = compose.read(written, positions, evidence.sentence_check(desk.table))
    else:
        found, summary, dropped, refused, relate_problems, write_problems = (), (), (), (), (), ()
        related = written = Reply("", {})
    return Brief(
        title=order.title,
        window=order.window,
        made=replace(
            order.made,
            usage=sum({k: v for e in read for k, v in e.paid.items()}.values(), spent + related.usage + written.usage),
        ),
        summary=summary,
        issues=found,
        positions=positions,
        withheld=tuple(withheld for each in read for withheld in each.withheld),
        articles=tuple(articles),
        coverage=sum((each.coverage for each in read), Coverage()),
        problems=(
            *problems,
            *(problem for each in read for problem in each.problems),
            *(*doubts, *relate_problems, *dropped, *write_problems, *refused),
        ),
        changes=_changes(order.last, found),
    )


def _changes(last: Last | None, found: tuple[Issue, ...]) -> Changes | None:
    return changes.compare(last.run, last.document, last.articles, found, last.read) if last else None


def reconsidered(
    positions: tuple[Position, ...], desk: Desk
) -> tuple[tuple[Position, ...], tuple[Problem, ...], Usage]:
    """The positions after a second opinion, what went wrong with it, and what it took; as they are without one."""
    batches = opinion.batches(positions) if desk.engine.reads_prompts else ()
    jobs = [opinion.ask(batch, desk.asker) for batch in batches]
    outcomes = desk.ask("checking statements", jobs) if jobs else {}
    doubted: frozenset[str] = frozenset()
    problems: list[Problem] = []
    for batch, job in zip(batches, jobs, strict=True):
        outcome = outcomes[job.key]
        if isinstance(outcome, Problem):
            problems.append(Problem("check-failed", outcome.message, job.place))
            continue
        against, silent = opinion.read(outcome, batch)
        doubted |= against
        problems += [*outcome.problems, *silent]
    spent = sum((each.usage for each in outcomes.values() if isinstance(each, Reply)), Usage())
    return opinion.flagged(positions, doubted), tuple(problems), spent


def extracted(articles: Sequence[Article], desk: Desk) -> tuple[Extracted, ...]:
    """Every article chunked, asked about, and its claims weighed; in the order of the articles."""
    cut = {article.id: chunks.chunk(article) for article in articles}
    readings = {article.id: evidence.read(article, cut[article.id], desk.table) for article in articles}
    jobs = {
        (article.id, chunk.index): extract.ask(chunk, desk.asker, readings[article.id].cast.earlier(chunk.start))
        for article in articles
        for chunk in cut[article.id]
    }
    outcomes = desk.ask("reading articles", tuple(jobs.values()))
    return tuple(
        _weighed(
            readings[article.id],
            cut[article.id],
            tuple(outcomes[jobs[article.id, chunk.index].key] for chunk in cut[article.id]),
        )
        for article in articles
    )


def _weighed(reading: Reading, cut: tuple[Chunk, ...], outcomes: tuple[runners.Outcome, ...]) -> Extracted:
    claims: list[Claim] = []
    problems: list[Problem] = []
    done = failed = 0
    paid: dict[str, Usage] = {}
    for chunk, outcome in zip(cut, outcomes, strict=True):
        if isinstance(outcome, Problem):
            problems.append(Problem(outcome.code, outcome.message, chunk.place))
            failed += 1
            continue
        found, unread = extract.read(outcome, chunk)
        claims += found
        problems += [Problem(each.code, each.message, chunk.place) for each in (*outcome.problems, *unread)]
        paid[outcome.key] = outcome.usage
        done += bool(found)
    weighed = [evidence.weigh(claim, reading) for claim in claims]
    return Extracted(
        reading,
        cut,
        tuple(each for each in weighed if isinstance(each, Position)),
        tuple(each for each in weighed if isinstance(each, Withheld)),
        tuple(problems),
        Coverage(1, len(cut), done, failed, len(cut) - done - failed),
        paid,
    )
