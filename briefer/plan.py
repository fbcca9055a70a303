"""What a brief would take before anything is paid: which jobs, how many of them are answered already, tokens at most.

Jobs that read articles are known. Those that check and relate are made of their replies, and the bottom line of all
these. Where they are in the store, it is known as well; else it is bounded by the articles' length, and said so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from briefer import compose, extract, issues, opinion
from briefer.errors import JobFailed
from briefer.model import Article, Job, Json, Order, Reply
from briefer.pipeline import Desk, generate
from briefer.tokens import estimate

Bound = Callable[[Job], tuple[int, int]]
"""The most tokens that a job takes: of its prompt, of its answer."""

STAGES = (extract.TASK, opinion.TASK, issues.TASK, compose.TASK)
_PER_ARTICLE_TOKEN = {opinion.TASK: (3.0, 0.6), issues.TASK: (4.0, 1.0), compose.TASK: (4.5, 0.0)}
"""Tokens of prompt and answer for each token of the articles, at most, in a stage whose jobs are not known yet."""
_FOR_ONE_JOB = (1500, 1500)
"""Tokens of instructions, and of an answer however short the articles are."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One kind of job: how many, how many of these are in the store, and the most that the others may take."""

    task: str
    jobs: int = 0
    known: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    sure: bool = True
    """False where the jobs are made of replies that are not there yet, so that all figures are bounds."""

    @property
    def asked(self) -> int:
        """Jobs that would be asked."""
        return self.jobs - self.known


@dataclass
class _Noted:
    """Answers from the store alone, and notes what it was asked for."""

    desk: Desk
    known: list[Job] = field(default_factory=list)
    missing: list[Job] = field(default_factory=list)
    reads_prompts: bool = True

    @property
    def identity(self) -> Json:
        return self.desk.engine.identity

    def answer(self, job: Job) -> Reply:
        reply = self.desk.replies.reply(job.key)
        (self.missing if reply is None else self.known).append(job)
        if reply is None:
            raise JobFailed("not-asked", "a plan asks nothing")
        return reply

    def reply(self, key: str) -> None:
        """Nothing: as a store it is empty, so that each job comes to `answer`."""

    def keep(self, job: Job, reply: Reply) -> None:
        """What is known is kept already."""

    def forget(self, key: str) -> None:
        """A plan changes nothing."""


def plan(articles: Sequence[Article], order: Order, desk: Desk, bound: Bound) -> tuple[Stage, ...]:
    """What `pipeline.generate` would ask for these articles, stage by stage. Asks nothing, keeps nothing."""
    noted = _Noted(desk)
    generate(articles, (), order, replace(desk, engine=noted, replies=noted))
    stages: dict[str, Stage] = {}
    tokens = sum(estimate(article.text) for article in articles)
    for task in STAGES:
        if task == opinion.TASK and not order.second_opinion:
            continue
        before = (stage for name, stage in stages.items() if name == extract.TASK or task == compose.TASK)
        known = all(not stage.asked and stage.sure for stage in before)
        stages[task] = _known(task, noted, bound) if known else _unknown(task, tokens, len(articles))
    return tuple(stages.values())


def total(plans: Iterable[tuple[Stage, ...]]) -> tuple[Stage, ...]:
    """Several plans as one, stage by stage."""
    return tuple(
        Stage(
            same[0].task,
            sum(each.jobs for each in same),
            sum(each.known for each in same),
            sum(each.prompt_tokens for each in same),
            sum(each.completion_tokens for each in same),
            all(each.sure for each in same),
        )
        for same in zip(*plans, strict=True)
    )


def _known(task: str, noted: _Noted, bound: Bound) -> Stage:
    known = sum(job.task == task for job in noted.known)
    missing = {job.key: bound(job) for job in noted.missing if job.task == task}.values()
    return Stage(
        task, known + len(missing), known, sum(prompt for prompt, _ in missing), sum(answer for _, answer in missing)
    )


def _unknown(task: str, tokens: int, articles: int) -> Stage:
    jobs = articles + tokens // 1000 if task == opinion.TASK else 1
    prompt, answer = _PER_ARTICLE_TOKEN[task]
    return Stage(
        task,
        jobs,
        0,
        int(tokens * prompt) + jobs * _FOR_ONE_JOB[0],
        int(tokens * answer) + jobs * _FOR_ONE_JOB[1],
        sure=False,
    )
