"""Sends requests to one OpenAI-compatible endpoint and keeps on while that makes sense.

Request in, decoded body out; what an answer means is not its business. Each request is tried at most 6 times: after
5xx, timeouts and lost connections, waiting 1, 2, 4, 8, 16 s, or up to half as long again; after 429 twice that, which
comes to a minute in all; or as long as `Retry-After` says. While others are answered the endpoint is well: a 429 is no
try then, and any other setback waits half a second. Who asks again goes before who asks first. After a 429 the
requests of all threads wait, and fewer go at once: see pace.py. After a timeout the next try may take twice as long.
An endpoint that was never reached gets 3 tries, a quarter of a second and half a second apart.
"""

from __future__ import annotations

import email.utils
import json
import random
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from briefer.engines import Settings
from briefer.engines.openai.budget import FREE, Spending
from briefer.engines.openai.failures import ADDRESS, KEY, MODEL, Failure, Remedy, failure
from briefer.engines.openai.pace import Pace
from briefer.engines.openai.wire import usage
from briefer.errors import EngineUnusable, JobFailed
from briefer.model import Usage

if TYPE_CHECKING:
    import openai

_DEFAULT_ADDRESS = "https://api.openai.com/v1"
_TRIES = 6
_TRIES_TO_REACH = 3
_LONGEST_WAIT = 600.0
"""Seconds of `Retry-After` that are waited out; an endpoint that asks for more stops the run, which can be resumed."""
_FIRST_WAIT, _FIRST_WAIT_WHEN_LIMITED, _FIRST_WAIT_TO_REACH = 1.0, 2.0, 0.25
"""Seconds; each further wait is twice the one before."""
_WAIT_WHEN_WELL = 0.5
"""Seconds before another try where others were answered meanwhile."""
_CONNECT_SECONDS = 10.0
_LONGEST_REQUEST = 600.0
"""Seconds; what was set may be longer."""
_SHORTEST_SECRET = 8


def _chance() -> float:
    # A function of ours, because the method would pickle with its generator's whole state.
    return random.random()  # noqa: S311 - spreads requests, guards nothing


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the endpoint's waits need it; tests bring their own. All in seconds but `jitter`, from 0 to 1."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[threading.Event, float], object] = threading.Event.wait
    """Sleeps until the time has passed or the event has come."""
    jitter: Callable[[], float] = _chance


REAL_CLOCK = Clock()


Call = Callable[["openai.OpenAI", "openai.Timeout"], Any]
"""Sends one request by the client, within a time; what it gives has a JSON object as its `text`."""


class RequestFailed(Exception):
    """The endpoint refused a request that may succeed when it is put differently; `tries` requests were sent."""

    def __init__(self, why: Failure, tries: int) -> None:
        super().__init__(why.words)
        self.why = why
        self.tries = tries


class NoSuchPath(EngineUnusable):
    """Nothing is served at this path, though something is at this host."""


@dataclass(frozen=True, slots=True)
class _Setback:
    """One failed try: what it was, the seconds the endpoint asks to wait (0: it does not say), whether it was there."""

    why: Failure
    retry_after: float = 0.0
    reached: bool = True

    @property
    def limited(self) -> bool:
        return self.why.status == 429


@dataclass(slots=True)
class _Tries:
    """How often one request was sent, and how many of these count against it."""

    answers: int
    """Good answers to any request when a 429 was last counted."""
    sent: int = 0
    counted: int = 0
    in_a_row: int = 0
    """Those that count since anybody was last answered."""
    timeouts: int = 0

    def count(self, setback: _Setback, answers: int) -> None:
        well = answers > self.answers
        if not (setback.limited and well):
            self.counted += 1
            self.in_a_row = 0 if well else self.in_a_row + 1
        self.answers = answers
        self.timeouts += setback.why.code == "timeout" and not setback.why.status


class Endpoint:
    """One endpoint, from any thread. Pickles: the client and its connections are made anew in each process."""

    def __init__(self, settings: Settings, clock: Clock = REAL_CLOCK) -> None:
        self.address = (settings.base_url.strip() or _DEFAULT_ADDRESS).rstrip("/")
        self._key = settings.api_key.strip()
        self._timeout = settings.timeout
        self._slots = settings.jobs
        self._clock = clock
        self._reached = False
        self._start()

    def _start(self) -> None:
        """Everything that belongs to one process."""
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._client: openai.OpenAI | None = None
        self._pace = Pace(self._slots, self._clock.monotonic, self._sleep, self._clock.jitter)

    def __getstate__(self) -> dict[str, Any]:
        own = {"_lock", "_stopped", "_client", "_pace"}
        return {name: value for name, value in self.__dict__.items() if name not in own}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._start()

    @property
    def host(self) -> str:
        """Host, port and path of the address; never the user and password that may stand in it."""
        address = self.address.partition("://")[2]
        return address.partition("?")[0].rpartition("@")[2]

    def models(self) -> tuple[Mapping[str, Any], ...]:
        """What the endpoint lists as its models, each with an `id`; none where it keeps no list. Raises as `ask`."""
        try:
            body, _ = self._send(lambda client, limit: client.models.with_raw_response.list(timeout=limit), False)
        except NoSuchPath:
            return ()
        listed = body.get("data")
        each = listed if isinstance(listed, list) else []
        return tuple(one for one in each if isinstance(one, dict) and isinstance(one.get("id"), str))

    def ask(
        self, request: Mapping[str, Any], impatient: bool, spending: Spending = FREE
    ) -> tuple[Mapping[str, Any], int]:
        """The body of a chat completion, and how many requests it took.

        `impatient`: a bare 500 is taken for a dislike of the request and not tried again. Raises RequestFailed when
        another request may do, JobFailed when this one gets no answer, EngineUnusable when none would, or when it
        could cost more than is left.
        """
        import httpx2

        # the client's `create` goes through what it is given and gets by their types, in a third of a request's time
        def call(client: openai.OpenAI, limit: openai.Timeout) -> Any:
            return client.post("/chat/completions", cast_to=httpx2.Response, body=request, options={"timeout": limit})

        return self._send(call, impatient, spending)

    def send(self, call: Call) -> Mapping[str, Any]:
        """The body that the endpoint answers to `call` with; tries and raises as `ask`, NoSuchPath for 404 and 405."""
        return self._send(call, False)[0]

    def pause(self, seconds: float) -> None:
        """Wait; raises JobFailed `stopped` when the run is stopped."""
        self._sleep(seconds)

    @property
    def now(self) -> float:
        """Unix time."""
        return self._clock.wall()

    def stop(self) -> None:
        """Wake all threads that wait for another try; nothing is tried again from now on."""
        self._stopped.set()
        self._pace.stop()

    def redact(self, text: str) -> str:
        """`text` without the key and without the password of the address, for endpoints that echo them."""
        for secret in filter(None, (self._key, _password(self.address))):
            # A short key is a placeholder such as `none`, which must not be cut out of other words.
            edge = r"\b" if len(secret) < _SHORTEST_SECRET else ""
            text = re.sub(edge + re.escape(secret) + edge, "[secret]", text)
        return text

    def _send(self, call: Call, impatient: bool, spending: Spending = FREE) -> tuple[Mapping[str, Any], int]:
        client = self.connect()
        tries = _Tries(self._pace.answers)
        while True:
            with self._pace.place(again=tries.sent > 0):
                self._give_up_when_stopped()
                tries.sent += 1
                with spending() as bill:
                    outcome = self._try(client, call, self._seconds(tries.timeouts))
                    bill.took(_used(outcome))
                if not isinstance(outcome, _Setback):
                    self._reached = True
                    self._pace.good()
                    return outcome, tries.sent
                self._reached = self._reached or outcome.reached
                tries.count(outcome, self._pace.answers)
                self._judge(outcome, tries, impatient)
                delay = self._delay(outcome, tries)
                if outcome.limited or outcome.retry_after:
                    self._pace.refused(delay, too_many=outcome.limited)
            if not (outcome.limited or outcome.retry_after):
                self._sleep(delay)

    def _seconds(self, timeouts: int) -> float:
        return max(self._timeout, min(self._timeout * 2.0**timeouts, _LONGEST_REQUEST))

    def _try(self, client: openai.OpenAI, call: Call, seconds: float) -> Mapping[str, Any] | _Setback:
        import openai

        try:
            text: str = call(client, openai.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS))).text
        except openai.APIStatusError as error:
            why = failure(error.status_code, _decoded(self.redact(error.response.text)))
            return _Setback(why, _retry_after(error.response.headers, self._clock.wall()))
        except openai.APIConnectionError as error:
            return self._lost(error, seconds)
        body = _decoded(text)
        if isinstance(body, dict) and not body.get("error"):
            return body
        return _Setback(self._error_within_success(text))

    def _error_within_success(self, text: str) -> Failure:
        """Some gateways wrap the error of the endpoint behind them in a 200; a web page means a wrong address."""
        body = _decoded(self.redact(text))
        error = body.get("error") if isinstance(body, dict) else body
        if isinstance(error, dict) and error.get("code") in range(400, 600):
            return failure(error["code"], error)
        return failure(404 if text.lstrip().startswith("<") else 502, error)

    def _lost(self, error: openai.APIConnectionError, seconds: float) -> _Setback:
        """No HTTP answer came: nobody there, gone in the middle, or too slow."""
        import httpx2
        import openai

        cause = self.redact(" ".join(str(error.__cause__).split()))[:200]
        if isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout):
            return _Setback(Failure(0, Remedy.WAIT, "unreachable", cause or "no connection"), reached=False)
        if isinstance(error, openai.APITimeoutError):
            return _Setback(Failure(0, Remedy.WAIT, "timeout", f"no answer within {seconds:g} s"))
        return _Setback(Failure(0, Remedy.WAIT, "connection-lost", f"the connection broke ({cause})"))

    def _judge(self, setback: _Setback, tries: _Tries, impatient: bool) -> None:
        """Raises what another try would not help against."""
        why = setback.why
        if why.remedy in (Remedy.OTHER_FORMAT, Remedy.NO_TEMPERATURE) or (impatient and why.may_be_the_format):
            raise RequestFailed(why, tries.sent)
        if why.remedy is Remedy.SETTING:
            kind = NoSuchPath if why.setting == ADDRESS else EngineUnusable
            raise kind(f"{self.host} refuses: {why.words}", _HINTS[why.setting])
        if why.remedy is Remedy.NONE:
            raise JobFailed(why.code, f"{self.host} refuses this request: {why.words}")
        if setback.retry_after > _LONGEST_WAIT:
            minutes = f"{setback.retry_after / 60:.0f} minutes"
            hint = "what was answered so far is kept: run it again then"
            raise EngineUnusable(f"{self.host} asks to wait for {minutes}: {why.words}", hint)
        if tries.counted < (_TRIES if self._reached else _TRIES_TO_REACH):
            return
        if setback.reached:
            raise JobFailed(why.code, f"{self.host}, asked {tries.sent} times: {why.words}")
        address = f"{urlsplit(self.address).scheme}://{self.host}"
        raise EngineUnusable(f"cannot reach {address}: {why.words}", _HINTS[ADDRESS])

    def _delay(self, setback: _Setback, tries: _Tries) -> float:
        first = _FIRST_WAIT_WHEN_LIMITED if setback.limited else _FIRST_WAIT if self._reached else _FIRST_WAIT_TO_REACH
        well = not (tries.in_a_row or setback.limited)
        wait = _WAIT_WHEN_WELL if well else first * 2.0 ** max(0, tries.in_a_row - 1)
        return setback.retry_after or wait * (1 + self._clock.jitter() / 2)

    def _sleep(self, seconds: float) -> None:
        self._clock.sleep(self._stopped, seconds)
        self._give_up_when_stopped()

    def _give_up_when_stopped(self) -> None:
        if self._stopped.is_set():
            raise JobFailed("stopped", "the run was stopped while this waited for another try")

    def connect(self) -> openai.OpenAI:
        """The client, made where there is none yet. Raises EngineUnusable for an address or a key that cannot be."""
        with self._lock:
            if self._client is None:
                self._client = self._made_client()
            return self._client

    def _made_client(self) -> openai.OpenAI:
        if not _is_address(self.address):
            raise EngineUnusable(f"not an address: {self.redact(self.address)!r}", _HINTS[ADDRESS])
        if self.address == _DEFAULT_ADDRESS and not self._key:
            raise EngineUnusable(f"{self.host} needs a key", f"set {KEY}, or {ADDRESS} for another endpoint")
        if not self._key.isascii() or not self._key.isprintable() or " " in self._key:
            raise EngineUnusable("the API key holds a character that no key has", f"set {KEY} again")
        import openai

        return openai.OpenAI(
            base_url=self.address,
            api_key=self._key or "none",  # the client refuses to start without, a local endpoint does not mind
            timeout=self._timeout,
            max_retries=0,
        )


_HINTS = {
    KEY: f"check {KEY}: it is missing or wrong, or has no right or credit for this model",
    MODEL: f"check {MODEL}: `briefer doctor` lists what the endpoint offers",
    ADDRESS: f"check {ADDRESS}: it is to look like http://localhost:8080/v1, and something must listen there",
}


def _used(outcome: Mapping[str, Any] | _Setback) -> Usage | None:
    """What a request took: nothing where it was refused; None where its answer was lost, or does not say."""
    if isinstance(outcome, _Setback):
        return Usage() if outcome.why.status or not outcome.reached else None
    taken = usage(outcome)
    return taken if taken.prompt_tokens else None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _password(address: str) -> str:
    found = re.match(r"\w+://[^/@:]*:([^/@]+)@", address)
    return found[1] if found else ""


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _retry_after(headers: Mapping[str, str], now: float) -> float:
    """Seconds to wait as the answer's header says, which gives seconds or a date; 0 when it says nothing readable."""
    told = headers.get("retry-after", "")
    try:
        return max(0.0, float(told))
    except ValueError:
        date = email.utils.parsedate_tz(told)
    return max(0.0, email.utils.mktime_tz(date) - now) if date else 0.0
