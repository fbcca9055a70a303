"""Many requests as one file at the endpoint: submit, poll, collect. Bodies in, answers out; nothing is kept here.

What was submitted is known by the endpoint's own list: batches that carry our mark, and the keys in their input files.
So a process that was killed leaves no state behind that another one would need.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefer.engines.openai.endpoint import Call, Endpoint, NoSuchPath, RequestFailed
from briefer.engines.openai.lines import URL, File, Line, answers, asked, decoded, why
from briefer.errors import EngineUnusable, JobFailed
from briefer.model import Json

if TYPE_CHECKING:
    import openai

_MARK = {"briefer": "1"}
_ENDED = frozenset({"completed", "expired", "cancelled", "failed"})
_FIRST_PAUSE, _LONGEST_PAUSE, _GROWTH = 2.0, 60.0, 1.5
"""Seconds between two polls."""
_DAYS_BACK = 30 * 86_400.0
"""Seconds. What a batch answered is not kept for ever, and each start reads the files of those in the list."""
_WINDOW, _GRACE = 86_400.0, 7_200.0
"""Seconds in which a batch is to end, and those it gets beside them."""
_PAGE = 100
_WITHOUT = "leave --batch out"
_AGAIN = f"run the same command again: what was submitted is not paid twice; or {_WITHOUT}"


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch at the endpoint; `told` is what the endpoint last said of it."""

    keys: frozenset[str]
    manner: Json
    told: Json

    @property
    def id(self) -> str:
        return str(self.told.get("id"))

    @property
    def status(self) -> str:
        return str(self.told.get("status"))

    @property
    def ended(self) -> bool:
        return self.status in _ENDED


class Batches:
    """The batches of one endpoint, from any thread. Pickles as its endpoint does."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._start()

    def _start(self) -> None:
        self._lock = threading.Lock()
        self._listed: tuple[Batch, ...] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"_endpoint": self._endpoint}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._start()

    def holding(self, keys: Collection[str]) -> tuple[Batch, ...]:
        """The batches that were there before this process and hold any of these keys, in progress or ended.

        Raises EngineUnusable when the endpoint has no batches, or does not say which.
        """
        with self._lock, self._told("list its batches"):
            if self._listed is None:
                self._listed = tuple(self._ours())
            return tuple(batch for batch in self._listed if not batch.keys.isdisjoint(keys))

    def submit(self, file: File) -> Batch:
        """The batch of this file, under way. Raises EngineUnusable when the endpoint does not take it."""
        with self._told("take a batch"):
            uploaded = self._endpoint.send(
                lambda client, limit: client.files.with_raw_response.create(
                    file=("briefer.jsonl", file.data), purpose="batch", timeout=limit
                )
            )
            return Batch(file.keys, file.manner, self._endpoint.send(_creation(str(uploaded.get("id")))))

    def ended(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Each of these when it has ended. Raises JobFailed when stopped, EngineUnusable for one that never ends."""
        waiting = {batch.id: batch for batch in batches}
        seconds = _FIRST_PAUSE
        while waiting:
            for batch in tuple(waiting.values()):
                now = replace(batch, told=self._state(batch))
                if now.ended:
                    del waiting[batch.id]
                    yield now
                else:
                    self._give_up_on(now)
            if waiting:
                self._endpoint.pause(seconds)
                seconds = min(seconds * _GROWTH, _LONGEST_PAUSE)

    def lines(self, batch: Batch) -> Iterator[Line]:
        """What an ended batch says, answers before errors. Raises EngineUnusable when that cannot be fetched now."""
        for name in ("output_file_id", "error_file_id"):
            told = batch.told.get(name)
            with self._told(f"give the answers of {batch.id}"):
                found = self._content(str(told)) if told else ""
            yield from answers(found, self._endpoint.redact)

    def why_failed(self, batch: Batch) -> str:
        """The endpoint's words about a batch that failed as a whole."""
        errors = batch.told.get("errors")
        listed = errors.get("data") if isinstance(errors, dict) else None
        return why(next(iter(listed or ()), {}), 400, self._endpoint.redact).words

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Turns what goes wrong in here into one line that says what to do."""
        host = self._endpoint.host
        try:
            yield
        except NoSuchPath:
            raise EngineUnusable(f"{host} has no batches", _WITHOUT) from None
        except RequestFailed as failed:
            raise EngineUnusable(f"{host} does not {what}: {failed.why.words}", _AGAIN) from None
        except JobFailed as failed:
            if failed.code == "stopped":
                raise
            raise EngineUnusable(f"{host} does not {what}: {failed}", _AGAIN) from None

    def _ours(self) -> Iterator[Batch]:
        """All batches of ours that may hold answers, the latest first."""
        for told in self._all():
            if (told.get("metadata") or {}).items() >= _MARK.items() and told.get("status") != "failed":
                keys, manner = asked(self._content(str(told.get("input_file_id"))))
                yield Batch(keys, manner, told)

    def _all(self) -> Iterator[Json]:
        """What the endpoint lists, page by page, as far back as matters."""
        oldest, last = self._endpoint.now - _DAYS_BACK, ""
        seen: set[str] = set()
        while True:
            page = self._endpoint.send(_listing(last))
            listed = [each for each in page.get("data") or () if isinstance(each, dict)]
            recent = [each for each in listed if _number(each.get("created_at"), oldest) >= oldest]
            fresh = [each for each in recent if str(each.get("id")) not in seen]
            yield from fresh
            if not fresh or not page.get("has_more"):
                return
            seen |= {str(each.get("id")) for each in fresh}
            last = str(listed[-1].get("id"))

    def _state(self, batch: Batch) -> Json:
        """What the endpoint says of the batch now; as before where it says nothing, failed where it is gone."""
        try:
            return self._endpoint.send(
                lambda client, limit: client.batches.with_raw_response.retrieve(batch.id, timeout=limit)
            )
        except NoSuchPath:
            return {**batch.told, "status": "cancelled"}
        except (JobFailed, RequestFailed) as failed:
            if isinstance(failed, JobFailed) and failed.code == "stopped":
                raise
            return batch.told  # a day is long: an hour of errors in it does not end the run

    def _give_up_on(self, batch: Batch) -> None:
        begun = _number(batch.told.get("created_at"), self._endpoint.now)
        if self._endpoint.now > _number(batch.told.get("expires_at"), begun + _WINDOW) + _GRACE:
            hint = f"cancel it there and run the same command again: what it has answered is taken; or {_WITHOUT}"
            raise EngineUnusable(f"{self._endpoint.host} has not ended {batch.id} in its time", hint)

    def _content(self, file: str) -> str:
        """The text of a file; empty where it is gone."""
        try:
            body = self._endpoint.send(
                lambda client, limit: _Text(
                    json.dumps({"text": client.files.with_raw_response.content(file, timeout=limit).text})
                )
            )
        except NoSuchPath:
            return ""
        return str(body["text"])


@dataclass(frozen=True, slots=True)
class _Text:
    """What a call gives, as `Endpoint.send` reads it."""

    text: str


def _listing(after: str) -> Call:
    more: dict[str, Any] = {"after": after} if after else {}
    return lambda client, limit: client.batches.with_raw_response.list(limit=_PAGE, timeout=limit, **more)


def _creation(file: str) -> Call:
    """Creates the batch of a file once: when an answer was lost, the endpoint may have created it all the same."""
    tried = False

    def create(client: openai.OpenAI, limit: openai.Timeout) -> Any:
        nonlocal tried
        if tried:
            listed = decoded(client.batches.with_raw_response.list(limit=_PAGE, timeout=limit).text)
            for each in listed.get("data") or ():
                if each.get("input_file_id") == file:
                    return _Text(json.dumps(each))
        tried = True
        return client.batches.with_raw_response.create(
            input_file_id=file, endpoint=URL, completion_window="24h", metadata=_MARK, timeout=limit
        )

    return create


def _number(value: Any, otherwise: float) -> Any:
    return value if isinstance(value, int | float) else otherwise
