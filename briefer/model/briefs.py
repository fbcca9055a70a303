"""What a brief is made of: questions, issues and their sides, copies, changes, coverage."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from functools import cached_property
from itertools import combinations
from operator import add

from briefer.model.articles import Article, Problem
from briefer.model.asking import Price, Usage
from briefer.model.evidence import Citation, Position, Withheld
from briefer.model.reviews import Decision, Review
from briefer.model.series import Chain, Changes, Earlier, Past

FACT, POLICY, TURN, REPORT = KINDS = ("fact", "policy", "self-contradiction", "report")
"""The kinds of issues: what evidence could settle; what should be done; one holder who says the opposite of what it
said before; one source of whom two articles tell it differently. Holders are opposed in the first two alone."""
TURNED, WITHDRAWN, JOINED = MOVES = ("Changed", "Withdrawn", "New side")
"""What a sentence of the bottom line may begin with: its holder took another side, its article says it no more, nobody
had taken this side of the standing question."""
OTHER = "What else was said?"
"""The question of positions that no issue claimed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A side that a standing question gives: its label, and words by which it is known."""

    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the person asks every week: of whom (nobody: of all) and in which words answers are looked for."""

    text: str
    kind: str
    actors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sides: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Side:
    """One answer to an issue's question, with the positions that give it, each held by somebody."""

    label: str
    positions: tuple[Position, ...]

    @property
    def holders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(holder for position in self.positions for holder in position.holders))

    @property
    def sure(self) -> tuple[str, ...]:
        """The holders of whom a position here passed every check: only these can be opposed."""
        verified = (position for position in self.positions if position.checks.all_passed)
        return tuple(dict.fromkeys(holder for position in verified for holder in position.holders))


def opposed(sides: Iterable[Iterable[str]]) -> bool:
    """Whether two sides, each given by its holders, have each one whom the other has not."""
    return any(one - other and other - one for one, other in combinations(map(set, sides), 2))


def silent(own: Iterable[str], questions: Iterable[Iterable[tuple[str, Iterable[str]]]]) -> tuple[str, ...]:
    """Who takes sides beside some holders elsewhere, and is none of them: `questions` are labels and holders of sides.

    A side without a label is none; and who never meets these holders has nothing to do with what they speak of.
    """
    heard = set(own)
    parties = ({holder for label, holders in sides if label for holder in holders} for sides in questions)
    return tuple(sorted({holder for each in parties if each & heard for holder in each} - heard))


@dataclass(frozen=True)
class Issue:
    """A question on which positions are taken; `kind` is one of KINDS. A dispute has two opposed sides or more."""

    question: str
    kind: str
    sides: tuple[Side, ...]
    disputed: bool = False
    standing: bool = False
    """Whether the person asks it every week; then it may have no side."""
    common: tuple[Position, ...] = ()
    """Common ground of a dispute: what holders of opposed sides say together, or one of them as the other does."""

    @cached_property
    def id(self) -> str:
        return "i" + hashlib.sha256(self.question.encode("utf-8", "surrogatepass")).hexdigest()[:8]

    @property
    def positions(self) -> tuple[Position, ...]:
        return tuple(position for side in self.sides for position in side.positions)


@dataclass(frozen=True)
class Differing:
    """A sentence that not all copies of a story have, with the copies that have it; cited in the first of these."""

    citation: Citation
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Family:
    """Copies of one story, the earliest first, and in what they differ."""

    articles: tuple[Article, ...]
    differing: tuple[Differing, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A passage that says what is not known, not settled or was not answered; `kind` is one of `unsettled.KINDS`."""

    citation: Citation
    kind: str

    @cached_property
    def id(self) -> str:
        return _named("q", self.citation, self.kind)


@dataclass(frozen=True)
class Ahead:
    """A passage that names a time ahead: `words` are the article's, `date` what they mean in ISO 8601.

    `date` is a day, a week (`2017-W31`), a month (`2017-08`) or a year.
    """

    citation: Citation
    words: str
    date: str

    @cached_property
    def id(self) -> str:
        return _named("w", self.citation, self.date)


@dataclass(frozen=True)
class Telling:
    """A passage that tells something of an event otherwise than another article does, in the reporter's own words.

    `asked` is the question that they answer, equal for all that answer it; `told` this one's answer.
    """

    citation: Citation
    asked: str
    told: str

    @cached_property
    def id(self) -> str:
        return _named("r", self.citation, f"{self.asked} {self.told}")


def _named(letter: str, citation: Citation, what: str) -> str:
    """An id that depends on words and place alone."""
    whole = f"{citation.article.id} {citation.start} {citation.end} {what}"
    return letter + hashlib.sha256(whole.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the bottom line and the positions it rests on, of this brief and perhaps of an earlier one.

    `moved` is empty, or says in a word what changed since then.
    """

    text: str
    positions: tuple[Position, ...]
    earlier: tuple[Earlier, ...] = ()
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the chunks. `done` counts chunks with positions, `empty` those answered with none.

    A chunk asked in parts is failed when a part is; `split` counts these chunks, whatever became of them.
    """

    articles: int = 0
    chunks: int = 0
    done: int = 0
    failed: int = 0
    empty: int = 0
    split: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(*map(add, astuple(self), astuple(other)))

    @property
    def complete(self) -> bool:
        return not self.failed


@dataclass(frozen=True, slots=True)
class Made:
    """How a brief was made."""

    version: str
    engine: str
    model: str
    pack: str
    pack_sha256: str
    usage: Usage = field(default_factory=Usage)
    pack_purpose: str = ""
    pack_emphasis: str = ""
    pack_followed: str = ""
    """What of the pack an engine follows that reads no prompts; empty for one that does."""
    pack_grades: tuple[str, ...] = ()
    """What the pack calls positions, in the order in which they are printed."""
    price: Price | None = None
    """What the model's tokens cost; None where nobody knows it."""

    @property
    def cost(self) -> float | None:
        """USD for all replies that the brief rests on, whenever they were asked for; None where nobody knows it."""
        if not self.usage.requests:
            return 0.0
        return None if self.price is None else self.price.of(self.usage)


@dataclass(frozen=True, slots=True)
class Grade:
    """What a pack calls a position, and its conditions: empty or None is none. `withhold` leaves out what has it."""

    label: str
    kinds: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """Words one of which has to stand in the statement as well."""
    speaker: tuple[str, ...] = ()
    quoted: bool | None = None
    passed_on: bool | None = None
    attributed: bool | None = None
    withhold: bool = False


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
    past: Past | None = None
    """What to compare with."""
    questions: tuple[Question, ...] = ()
    """What is asked every week; these issues come before all others."""
    decisions: tuple[Decision, ...] = ()
    """What reviewers decided on these articles."""
    comments: bool = False
    """Whether the brief prints what reviewers remarked."""
    grades: tuple[Grade, ...] = ()
    """What the pack calls positions, and which of them it leaves out."""


@dataclass(frozen=True)
class Second:
    """What another engine found in the same articles: ids of the positions that both have, and what only it has."""

    engine: str
    both: frozenset[str]
    only: tuple[Position, ...] = ()


@dataclass(frozen=True)
class Brief:
    """The brief before it is rendered; every format prints this object and nothing else."""

    title: str
    window: str
    made: Made
    summary: tuple[Line, ...]
    issues: tuple[Issue, ...]
    positions: tuple[Position, ...]
    withheld: tuple[Withheld, ...]
    articles: tuple[Article, ...]
    coverage: Coverage
    problems: tuple[Problem, ...]
    changes: Changes | None = None
    """None where there is no earlier brief of the series."""
    chains: tuple[Chain, ...] = ()
    """What the holders of this brief held on its questions over all briefs of the series."""
    families: tuple[Family, ...] = ()
    """Articles that are one story printed several times."""
    gaps: tuple[Gap, ...] = ()
    """What the articles say is open."""
    tellings: tuple[Telling, ...] = ()
    """What the articles tell differently of one event in their own words, by the question that they answer."""
    ahead: tuple[Ahead, ...] = ()
    """What they say is to come after the days that the brief covers, by date."""
    second: Second | None = None
    """What a second engine found; None where none was asked."""
    review: Review | None = None
    """None where nobody has decided anything."""

    @property
    def complete(self) -> bool:
        """Whether every question that was asked has an answer."""
        unanswered = {"check-failed", "relate-failed", "write-failed"}
        return self.coverage.complete and not any(each.code in unanswered for each in self.problems)
