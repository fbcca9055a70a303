"""Jobs answered in batches: those that the endpoint has already are taken, the others submitted, the rest asked singly.

What comes of a batch is read as a single answer is: checked against the schema, salvaged, repaired. So nothing here
looks into an answer; it only lies ready until its job is asked.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, Self

from briefer.engines import Settings
from briefer.engines.openai.asking import OpenAIEngine
from briefer.engines.openai.batches import Batch, Batches
from briefer.engines.openai.budget import FREE, Bill, Most, Spending, in_batch
from briefer.engines.openai.counting import bound, counter
from briefer.engines.openai.endpoint import Clock
from briefer.engines.openai.failures import Failure, Remedy
from briefer.engines.openai.lines import File, files
from briefer.engines.openai.wire import FIRST, Before, Rung, Said, messages, said, usage
from briefer.errors import EngineUnusable
from briefer.model import Job, Json, Usage

_FORMATS = {"json_schema": Rung.JSON_SCHEMA, "json_object": Rung.JSON_OBJECT}
_Keys = Generator[Job, None, set[str]]
"""Gives jobs whose answer has come; returns the keys of those to be submitted again, put otherwise."""


class GatheringEngine(OpenAIEngine):
    """Answers jobs from any thread, singly or from batches; pickles."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        super().__init__(settings, clock)
        self._batches = Batches(self._endpoint)
        self._heard: dict[str, Said] = {}

    def gather(self, jobs: Sequence[Job]) -> Iterator[Job]:
        """Each job when its answer has come by a batch; at last those without one, which `answer` asks singly.

        What was under way or had ended before this process is not submitted again; what an ended one left unanswered
        is. Raises EngineUnusable when the endpoint takes no batch, or `--max-cost` does not allow for one.
        """
        wanted = {job.key: job for job in jobs}
        held = self._batches.holding(wanted.keys())
        with _Bills() as bills:
            for batch in held:
                if batch.ended:
                    yield from self._collect(batch, wanted, bills)
            under_way = [batch for batch in held if not batch.ended]
            awaited = frozenset[str]().union(*(batch.keys for batch in under_way))
            again = wanted.keys() - awaited
            while under_way or again:
                under_way += self._submit([job for key, job in wanted.items() if key in again], bills)
                again = set()
                for batch in self._batches.ended(under_way):
                    again |= yield from self._collect(batch, wanted, bills)
                under_way = []
        yield from wanted.values()

    def _ask(self, job: Job, rung: Rung, before: Before) -> Said:
        """The answer that lies ready, once; else that of the endpoint."""
        return self._heard.pop(job.key, None) or super()._ask(job, rung, before)

    def _collect(self, batch: Batch, wanted: dict[str, Job], bills: _Bills) -> _Keys:
        """Takes out of `wanted` what this ended batch has answered."""
        if batch.status == "failed":
            hint = "leave --batch out, or run the same command again when that has changed; it has cost nothing"
            raise EngineUnusable(f"the endpoint refuses {batch.id}: {self._batches.why_failed(batch)}", hint)
        rung, again = _rung(batch.manner), set[str]()
        lines = tuple(self._batches.lines(batch))
        bills.settle(batch, _taken(line.body for line in lines if line.body))
        for line in lines:
            job = wanted.get(line.key)
            if job and line.body:
                heard = said(line.body, rung, 1, sure=True)
                self._heard[job.key] = replace(heard, usage=in_batch(heard.usage))
                yield wanted.pop(job.key)
            elif job and line.why and self._can_put_otherwise(line.why, rung, batch.manner):
                again.add(line.key)
        return again & wanted.keys()

    def _can_put_otherwise(self, why: Failure, rung: Rung, manner: Mapping[str, Any]) -> bool:
        """Whether a request that was refused in a batch is put in another way from now on."""
        if why.remedy is Remedy.OTHER_FORMAT and rung < Rung.TEXT:
            self._step_down_to(Rung(rung + 1))
            return True
        return self._does_without(why.remedy, manner)

    def _submit(self, jobs: Iterable[Job], bills: _Bills) -> list[Batch]:
        """The batches of these jobs. Raises EngineUnusable before the first that could cost too much is sent."""
        made = {job.key: job for job in jobs}
        put = ((key, self._request(job, self.rung, FIRST)[0]) for key, job in made.items())
        return [
            bills.submitted(self._batches, file, self._spending_of([made[key] for key in file.keys]))
            for file in files(put)
        ]

    def _spending_of(self, jobs: Sequence[Job]) -> Spending:
        budget = self._budget
        if budget is None:
            return FREE
        most = self._most(jobs)
        return lambda: budget.spend(most)

    def _most(self, jobs: Iterable[Job]) -> Most:
        """The most tokens that a batch of these jobs may take."""
        self._counter = self._counter or counter(self.model)
        each = [bound(messages(job, self.rung, FIRST), job.schema, self._counter) for job in jobs]
        return Most(sum(one.prompt for one in each), sum(one.completion for one in each), batched=True)


class _Bills:
    """What the batches under way may cost, each until it has ended."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[ExitStack, Bill]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for stack, _ in self._open.values():
            stack.close()

    def submitted(self, batches: Batches, file: File, spending: Spending) -> Batch:
        """The batch of this file, whose most is set aside before anything is sent."""
        with ExitStack() as stack:
            bill = stack.enter_context(spending())
            batch = batches.submit(file)
            self._open[batch.id] = stack.pop_all(), bill
        return batch

    def settle(self, batch: Batch, taken: Usage | None) -> None:
        """Nothing for a batch that an earlier run has submitted; None where nobody knows what it took."""
        if batch.id in self._open:
            stack, bill = self._open.pop(batch.id)
            bill.took(taken)
            stack.close()


def _rung(manner: Mapping[str, Any]) -> Rung:
    """How the requests of a batch ask for JSON."""
    return _FORMATS.get(dict(manner.get("response_format") or {}).get("type", ""), Rung.TEXT)


def _taken(bodies: Iterable[Json]) -> Usage | None:
    """What these answers took in a batch; None where one of them does not say."""
    each = [usage(body) for body in bodies]
    return in_batch(sum(each, Usage())) if all(one.prompt_tokens for one in each) else None
