"""What reviewers decide on positions and withheld claims, and what that makes of a brief."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from briefer.model.evidence import Position


class Field(StrEnum):
    """What of a position a decision is about; of each the latest decision counts."""

    VERDICT = "verdict"
    WORDING = "wording"
    PINNED = "pinned"
    COMMENT = "comment"


ACCEPTED, REJECTED, PINNED = "accepted", "rejected", "pinned"


@dataclass(frozen=True, slots=True)
class Place:
    """What a decision is about: who holds which words of which article, and what was printed of it at the time.

    `article` is the SHA-256 of the article's text and `name` its name; `words` are the article's own, fragments joined
    by an ellipsis, empty for a withheld claim whose words were not found.
    """

    article: str
    name: str
    holder: str
    words: str
    statement: str
    withheld: bool = False


@dataclass(frozen=True)
class Decision:
    """One decision, which is never changed: a later one takes its place.

    `value` is `accepted` or `rejected` (a verdict), the words (a wording, a comment), `pinned`; empty takes back what
    was decided before. `at` is in UTC, as `2017-07-31T09:30:00.000Z`.
    """

    place: Place
    field: Field
    value: str
    by: str
    at: str

    @property
    def id(self) -> str:
        """Equal for equal decisions, so that one that comes twice is one."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:20]

    @property
    def day(self) -> str:
        return self.at[:10]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What stands decided of a position.

    `original` is the statement that a reviewer's took the place of, empty where it has the program's own; `current` is
    false where it was accepted in other words than it has now.
    """

    decided: Mapping[Field, Decision]
    original: str = ""
    current: bool = True

    @property
    def pinned(self) -> bool:
        return bool(self.value(Field.PINNED))

    def value(self, of: Field) -> str:
        return self.decided[of].value if of in self.decided else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one reviewer decided of a brief; `day` is that of the last decision."""

    by: str
    day: str
    accepted: int
    rejected: int
    reworded: int
    pinned: int


@dataclass(frozen=True)
class Review:
    """What reviewers made of a brief.

    `of` has its positions by id, `rejected` those that left it; `open` counts those that nobody has looked at, `again`
    those that were accepted in other words; `lost` are decisions that found no position.
    """

    tallies: tuple[Tally, ...]
    of: Mapping[str, Reviewed]
    rejected: tuple[Position, ...] = ()
    open: int = 0
    again: int = 0
    lost: tuple[Decision, ...] = ()
    comments: bool = False
    """Whether the brief prints what reviewers remarked."""
