"""One job to one reply: how the endpoint is asked for the schema, what a bad reply gets, what a broken-off one leaves.

An endpoint enforces a schema, promises only JSON, or neither; which, shows what it does. So the engine starts on the
strictest rung, steps down as soon as a request is refused for its format or a reply ignores the schema, and stays
there. Every reply is checked here against the schema; a wrong one is sent back with what is wrong, at most twice.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from briefer import prices
from briefer.engines import Settings
from briefer.engines.openai.budget import FREE, Budget, Spending
from briefer.engines.openai.counting import Counter, bound, counter
from briefer.engines.openai.endpoint import Clock, Endpoint, RequestFailed
from briefer.engines.openai.failures import MODEL, Remedy
from briefer.engines.openai.schema import Violation
from briefer.engines.openai.wire import (
    FIRST,
    Before,
    Rung,
    Said,
    messages,
    read,
    response_format,
    said,
    whole_items,
    wording,
)
from briefer.errors import EngineUnusable, JobFailed
from briefer.model import BROKE_OFF, TOO_LONG, Job, Json, Problem, Reply, Usage

_TEMPERATURE = 0.0
_REPAIRS = 2
_MOST_NAMES = 5
_LIMIT, _OLDER_LIMIT = "max_completion_tokens", "max_tokens"
"""What endpoints call the most tokens that an answer may have."""


class OpenAIEngine:
    """Answers jobs from any thread; pickles."""

    reads_prompts = True

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._endpoint = Endpoint(settings, clock)
        self._settings = settings
        self._model = settings.model
        self._spending: Budget | None = None
        self._limit_name = _LIMIT
        self._counter: Counter | None = None
        self._lock = threading.Lock()
        self._rung = Rung.JSON_SCHEMA
        self._proven = False
        self._takes_temperature = True
        self.unanswered = Usage()
        """What was paid for questions that got no reply."""

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_lock": None, "_spending": None, "_counter": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _lock=threading.Lock())

    @property
    def identity(self) -> Json:
        """Asks the endpoint for its only model when none was named; raises EngineUnusable when it has not just one."""
        return {
            "kind": "openai",
            "host": self._endpoint.host,
            "model": self.model,
            "temperature": _TEMPERATURE,
            "wording": wording(),
        }

    @property
    def model(self) -> str:
        with self._lock:
            if not self._model:
                self._model = _only(self._endpoint)
            return self._model

    @property
    def rung(self) -> Rung:
        """The rung on which the next job starts."""
        return self._rung

    @property
    def learned(self) -> Json:
        """What this endpoint was found to take, for the next run; {} as long as nothing is sure."""
        return {"rung": int(self._rung), "temperature": self._takes_temperature} if self._proven else {}

    def recall(self, learned: Json) -> None:
        """Begin where an earlier run of the same identity ended; what makes no sense is passed over."""
        known = learned.get("rung")
        if isinstance(known, int) and known in list(Rung):
            self._rung, self._takes_temperature = Rung(known), learned.get("temperature") is not False

    def prepare(self) -> None:
        """Load the client, which takes longer than many an answer."""
        self._endpoint.connect()

    def stop(self) -> None:
        """Give up what waits for another try."""
        self._endpoint.stop()

    def answer(self, job: Job) -> Reply:
        """Raises JobFailed with the code refused, content-filter, unusable-reply, or that of a Failure.

        A question that is too large gets a reply with what was whole in the answer, perhaps nothing, and the problem
        `reply-truncated` or `too-long`.
        """
        taken: list[Usage] = []
        try:
            return self._answer(job, taken)
        except (JobFailed, EngineUnusable):
            with self._lock:
                self.unanswered = sum(taken, self.unanswered)
            raise

    def _answer(self, job: Job, taken: list[Usage]) -> Reply:
        """The reply as `answer` has it; `taken` is filled with what the requests take."""
        rung, before, sure, repairs = self._rung, FIRST, True, 0
        while True:
            try:
                heard = self._ask(job, rung, before)
            except JobFailed as failed:
                if failed.code != TOO_LONG:
                    raise
                return Reply(job.key, {}, sum(taken, Usage(1)), (Problem(TOO_LONG, str(failed), job.place),))
            taken.append(heard.usage)
            rung, sure = heard.rung, sure and heard.sure
            if heard.refusal and not before.refused:
                before = Before(refused=True)
                continue
            _stop_if_withheld(heard)
            answer, why = read(heard.text, job.schema)
            if not why:
                self._learn(rung, sure)
                return Reply(job.key, answer, sum(taken, Usage()))
            whole = whole_items(heard.text, job.schema)
            if whole or heard.at_length:
                return Reply(job.key, whole, sum(taken, Usage()), (_broke_off(whole, job),))
            if repairs == _REPAIRS:
                words = f"still wrong after {_REPAIRS} repairs: {why[0]}"
                raise JobFailed("unusable-reply", self._endpoint.redact(words))
            rung = self._rung_after(rung, why, repairs)
            before, repairs = Before(heard.text, why, before.refused), repairs + 1

    def _rung_after(self, rung: Rung, why: tuple[Violation, ...], repairs: int) -> Rung:
        """A wrong shape shows that the schema is ignored; but where it has been kept to before, one such reply may."""
        ignored = any(one.shape for one in why) and not (self._proven and not repairs)
        return Rung(rung + 1) if ignored and rung < Rung.TEXT else rung

    def ask_once(self, job: Job, rung: Rung) -> tuple[Violation, ...]:
        """What is wrong with the reply to `job` on this very rung, without repair and without learning from it.

        Raises RequestFailed when the endpoint refuses the rung, JobFailed and EngineUnusable as `answer`.
        """
        body, tries = self._put(job, rung, FIRST, impatient=True)
        heard = said(body, rung, tries, sure=True)
        _stop_if_withheld(heard)
        return read(heard.text, job.schema)[1]

    def _ask(self, job: Job, rung: Rung, before: Before) -> Said:
        refused, sure = 0, True
        while True:
            rung = max(rung, self._rung)
            try:
                body, tries = self._put(job, rung, before, impatient=rung < Rung.TEXT and not self._proven)
            except RequestFailed as failed:
                refused += failed.tries
                if rung is Rung.TEXT or failed.why.remedy is Remedy.NO_TEMPERATURE:
                    raise JobFailed(failed.why.code, f"{self._endpoint.host} refuses: {failed.why.words}") from None
                rung = Rung(rung + 1)
                if failed.why.remedy is Remedy.OTHER_FORMAT:
                    self._step_down_to(rung)
                else:
                    sure = False
                continue
            # A request that went through at once after a bare 500 shows that the 500 was about the format.
            return said(body, rung, refused + tries, sure or tries == 1)

    def _put(self, job: Job, rung: Rung, before: Before, *, impatient: bool) -> tuple[Json, int]:
        """The endpoint's body and the requests it took; asks again without what the endpoint does not take."""
        refused = 0
        while True:
            request, spending = self._request(job, rung, before)
            try:
                body, tries = self._endpoint.ask(request, impatient, spending)
            except RequestFailed as failed:
                if not self._does_without(failed.why.remedy, request):
                    raise
                refused += failed.tries
            else:
                return body, refused + tries

    def _does_without(self, remedy: Remedy, request: Mapping[str, Any]) -> bool:
        """Whether the next request can be put otherwise than this one, which the endpoint refused."""
        if remedy is Remedy.NO_TEMPERATURE and "temperature" in request:
            self._takes_temperature = False
        elif remedy is Remedy.OTHER_LIMIT and _LIMIT in request:
            self._limit_name = _OLDER_LIMIT
        else:
            return False
        return True

    def _request(self, job: Job, rung: Rung, before: Before) -> tuple[dict[str, Any], Spending]:
        """The body of a request, and what it may cost."""
        said_so_far = messages(job, rung, before)
        sent = [{"role": message.role, "content": message.content} for message in said_so_far]
        request: dict[str, Any] = {"model": self.model, "messages": sent, **response_format(job, rung)}
        if self._takes_temperature:
            request["temperature"] = _TEMPERATURE
        budget = self._budget
        if budget is None:
            return request, FREE
        self._counter = self._counter or counter(self.model)
        most = bound(said_so_far, job.schema, self._counter)
        request[self._limit_name] = most.completion
        return request, lambda: budget.spend(most)

    @property
    def _budget(self) -> Budget | None:
        """None where no limit was set. Raises EngineUnusable where nobody knows what the model costs."""
        if self._settings.max_cost is None:
            return None
        model = self.model
        with self._lock:
            if self._spending is None:
                price = prices.price(model, self._settings.prices)
                if price is None:
                    raise EngineUnusable(
                        f"no table has a price for {model}", "give one in prices.toml, or no --max-cost"
                    )
                self._spending = Budget(self._settings.max_cost, price)
            return self._spending

    def _step_down_to(self, rung: Rung) -> None:
        with self._lock:
            if rung > self._rung:
                self._rung, self._proven = rung, False

    def _learn(self, rung: Rung, sure: bool) -> None:
        """A valid reply came on `rung`: start there from now on, unless the way down to it may have been a hiccup."""
        if sure and not self._proven:
            self._step_down_to(rung)
        with self._lock:
            self._proven = self._proven or rung == self._rung


def _only(endpoint: Endpoint) -> str:
    names = tuple(one["id"] for one in endpoint.models())
    if len(names) == 1:
        return str(names[0])
    some = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
    offer = f"offers {len(names)} models" if names else "does not say which models it has"
    raise EngineUnusable(f"{endpoint.host} {offer}", f"give {MODEL}: {some}" if names else f"give {MODEL}")


def _stop_if_withheld(heard: Said) -> None:
    if heard.stop == "content_filter":
        raise JobFailed("content-filter", "the endpoint's content filter withheld the answer")
    if heard.refusal:
        raise JobFailed("refused", "the model refused to answer this part")  # its words are not for the brief


def _broke_off(whole: Json, job: Job) -> Problem:
    count = sum(len(value) for value in whole.values() if isinstance(value, list))
    return Problem(BROKE_OFF, f"the answer broke off after {count} whole items", job.place)
