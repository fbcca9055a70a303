"""The decisions of one review: what the page sends becomes a decision that is kept before it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from briefer.decisions.files import decision
from briefer.extract import one_line
from briefer.model import Decision, Field, Json
from briefer.review.board import Board, verdict_on
from briefer.store import Store


class Refused(Exception):
    """What the page asked for cannot be kept; the message says why."""


@dataclass
class Ledger:
    """The board and the decisions on it, those of other tabs and other processes among them."""

    board: Board
    store: Store
    reviewer: str
    _known: list[Decision] = field(default_factory=list)
    _after: int = 0
    _lock: Lock = field(default_factory=Lock)

    def since(self, after: int) -> Json:
        """The states of all items, where more is decided than the `after` first decisions; else nothing new."""
        with self._lock:
            self._read()
            states = {} if after == self._after else self.board.states(self._known)
            return {"after": self._after, "states": states}

    def decide(self, said: Mapping[str, Any]) -> Json:
        """Keep what the page says: `item`, `field`, `value`, `at`, and `flagged` for a wording that is not borne out.

        It is on the disk when this returns. Raises Refused, and BrieferError where the store cannot keep it.
        """
        item = self.board.items.get(str(said.get("item")))
        if item is None:
            raise Refused("there is no such position in this run")
        told = {key: str(said.get(key, "")) for key in ("field", "value", "at")}
        try:
            made = decision(item.subject.place, {**told, "by": self.reviewer}, "this decision", _latest())
        except ValueError as error:
            raise Refused(str(error)) from error
        if made.field is Field.WORDING and made.value:
            found = self.board.check(item, made.value)
            if not found.passed and said.get("flagged") is not True:
                raise Refused(found.reason)
        with self._lock:
            now = self.store.decide([made])
            self._read()
            return {"after": self._after, "new": now}

    def check(self, said: Mapping[str, Any]) -> Json:
        """What the passages of an item say to a wording."""
        item = self.board.items.get(str(said.get("item")))
        if item is None or item.withheld:
            raise Refused("there is no such position in this run")
        found = self.board.check(item, one_line(said.get("text")))
        return {"verdict": verdict_on(found), "code": found.code, "reason": found.reason}

    def _read(self) -> None:
        self._after, new = self.store.decisions(self._after)
        self._known += new


def _latest() -> str:
    """The latest moment that a decision may be of: the browser's clock is this machine's, or nearly."""
    latest = datetime.now(UTC) + timedelta(minutes=5)
    return latest.isoformat(timespec="milliseconds").replace("+00:00", "Z")
