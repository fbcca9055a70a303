"""What a brief knows of the earlier ones of its series: their positions, what changed since, and who held what when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from briefer.model.articles import Article
from briefer.model.evidence import Citation


@dataclass(frozen=True)
class Earlier:
    """A position of an earlier brief of the same series. `label` is the side it took on `question`, or empty.

    `reasons` say why it was only partly verified; there are none where it was verified.
    """

    id: str
    holders: tuple[str, ...]
    statement: str
    question: str
    label: str
    citations: tuple[Citation, ...]
    reasons: tuple[str, ...] = ()

    @property
    def article(self) -> Article:
        return self.citations[0].article


class Edition(NamedTuple):
    """One kept brief of a series. `label` is its window as printed; days are ISO dates, empty where there is none.

    `first` is the first day of the window, or of its articles; `end` the last day of the window, `last` that of its
    articles. `held` counts its positions; `made` is when it was first made, in ISO 8601.
    """

    run: str
    label: str
    first: str
    end: str
    last: str
    held: int
    made: str


@dataclass(frozen=True)
class Past:
    """The brief before this one, as far as this one looks back at it, and all articles at hand now, in or out.

    `window` is printed as the time since which there are changes; `between` says what lies between, in one line.
    """

    run: str
    window: str
    positions: tuple[Earlier, ...]
    read: tuple[Article, ...]
    last: str = ""
    """The day of its latest article; what is not of a later day comes late."""
    between: str = ""


@dataclass(frozen=True)
class Changes:
    """What is otherwise than in the brief before this one.

    `kinds` says of each position, by id, whether it is `new`, `late`, `changed` or `unchanged`; `before` what a
    changed one was. `gone` are those who took a side then and are not heard on that question now; `withdrawn` is what
    its article, which was given again, no longer says.
    """

    since: str
    run: str
    kinds: Mapping[str, str]
    before: Mapping[str, Earlier]
    gone: tuple[Earlier, ...] = ()
    withdrawn: tuple[Earlier, ...] = ()
    further: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)
    """What else the holder of a changed position said then on the sides that it left."""
    between: str = ""
    """What lies between that brief and this one, where it is not the one just before: in one line, else empty."""


@dataclass(frozen=True)
class Step:
    """What somebody held on a question in one brief of the series or in several that follow each other.

    `kind` is `first`, `changed`, `also` (another side beside those before), `further` (on a question without sides) or
    `unchanged`. `since` and `until` are the windows of its first and last brief, `briefs` how many heard it, `silent`
    how many briefs before it did not. `said` is what is new in it, the first words for each side; none for `unchanged`.
    """

    kind: str
    since: str
    until: str
    said: tuple[Earlier, ...] = ()
    briefs: int = 1
    silent: int = 0


@dataclass(frozen=True)
class Chain:
    """What one holder held on one question, brief by brief, the earliest first."""

    holder: str
    question: str
    steps: tuple[Step, ...]

    @property
    def briefs(self) -> int:
        """In how many briefs the holder was heard on it."""
        return sum(each.briefs for each in self.steps)
