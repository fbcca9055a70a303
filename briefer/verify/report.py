"""What a check of a brief comes to: the failures, each with its place, and how much was looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that does not hold: where in the brief, a stable code, the reason in one line, and the words."""

    line: int
    code: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked (statements and quoted passages) and what failed."""

    checked: int
    failures: tuple[Failure, ...]

    @property
    def ok(self) -> bool:
        return not self.failures and self.checked > 0
