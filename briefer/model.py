"""Every data type of the line, in the order in which the line makes them.

What is unknown is an empty string or an empty tuple, never None. Offsets are code points of the article's text,
half-open. Nothing here does I/O or imports another module of ours.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from operator import add
from typing import Any, NamedTuple

Json = Mapping[str, Any]
"""A JSON object as the standard library reads it; only borders (payloads, replies, documents) carry one."""


class Span(NamedTuple):
    """Code points `start` to `end` of one article's text; the owner of the span says which article."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong, as a value: `code` is stable, `message` one line, `place` what it is about."""

    code: str
    message: str
    place: str = ""


# --- read, chunk, ask -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span that is not the story; `kind` names it: menu, caption, byline, stamp, title, …"""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Article:
    """One text with its metadata.

    `name` is the file's path below the folder it was found in. Dates are ISO 8601 (`2017-07-26`); `dated_by` says
    where `published` comes from and is empty with it. `furniture` is sorted and does not overlap.
    """

    name: str
    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    dated_by: str = ""
    updated: str = ""
    furniture: tuple[Furniture, ...] = ()
    twin: int = 0
    """0, or which further copy of the very same text this is within one run."""

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8: for a UTF-8 text file, the file's own."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """Depends on the words alone, so that renaming or adding files changes no id."""
        return self.sha256[:10] + (f"-{self.twin + 1}" if self.twin else "")

    @cached_property
    def label(self) -> str:
        return self.title or self.name

    def line(self, offset: int) -> int:
        """The line of the text that holds `offset`, counted from 1."""
        return bisect_left(self._line_ends, offset) + 1

    @cached_property
    def _line_ends(self) -> tuple[int, ...]:
        return tuple(at for at, char in enumerate(self.text) if char == "\n")


class Sentence(NamedTuple):
    """One sentence: its span and the paragraph it stands in, counted from 1 over the article's story."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True)
class Chunk:
    """Whole paragraphs of one article within the token budget; `sentences` are its story, in order."""

    article: Article
    index: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    tokens: int
    part: str = ""
    """Which part of the chunk this is, in words; empty for the whole."""

    @property
    def place(self) -> str:
        return f"{self.article.name} chunk {self.index + 1}{self.part and f', {self.part}'}"

    def text_of(self, sentence: Sentence) -> str:
        return self.article.text[sentence.start : sentence.end]


class Message(NamedTuple):
    role: str
    content: str


@dataclass(frozen=True)
class Job:
    """One question to an engine. `place` is for messages only; `key` is the hash of all that the answer depends on."""

    task: str
    payload: Json
    schema: Json
    identity: Json
    messages: tuple[Message, ...] = ()
    place: str = ""

    @cached_property
    def key(self) -> str:
        """SHA-256 of the canonical JSON of everything but `place`."""
        whole = [self.task, self.payload, self.schema, self.identity, self.messages]
        canonical = json.dumps(whole, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Usage:
    """What answering took: tokens as the endpoint reports them, requests sent. All 0 for `rules`."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    batch_prompt_tokens: int = 0
    """Of the tokens above, those that were answered in a batch; so the next two."""
    batch_completion_tokens: int = 0
    batch_cached_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(*map(add, astuple(self), astuple(other)))


BROKE_OFF, TOO_LONG = "reply-truncated", "too-long"
"""A reply's problems when its question was too large: what it holds is whole, and more is to be asked."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs, in USD per million tokens; `cached` is input that the endpoint has seen before."""

    input: float
    cached: float
    output: float

    def of(self, usage: Usage) -> float:
        """USD for what was used; what was answered in a batch costs half."""
        _, *tokens = astuple(usage)
        return self._listed(*tokens[:3]) - self._listed(*tokens[3:]) / 2

    def _listed(self, prompt: int, completion: int, cached: int) -> float:
        found = min(cached, prompt)
        return ((prompt - found) * self.input + found * self.cached + completion * self.output) / 1_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """An engine's answer to the job with this key: a JSON object, parsed and nothing more. Untrusted."""

    key: str
    answer: Json
    usage: Usage = Usage()
    problems: tuple[Problem, ...] = ()

    @property
    def broke_off(self) -> bool:
        return any(problem.code in (BROKE_OFF, TOO_LONG) for problem in self.problems)


# --- claims: left of the trust border ---------------------------------------------------------------------------------


class Kind(StrEnum):
    """What the holder does in taking the position, by the cue: docs/glossary.md says what each means."""

    ASSERTS = "asserts"
    DENIES = "denies"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    DEMANDS = "demands"
    OFFERS = "offers"
    WARNS = "warns"
    AGREES = "agrees"


class Modality(StrEnum):
    """How far a position holds, by the modal words of its content: `evidence.modality` reads it off."""

    ASSERTED = "asserted"
    WILL = "will"
    CAN = "can"
    MAY = "may"
    SHOULD = "should"
    MUST = "must"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Claim:
    """What an engine said. Untrusted: every field is the engine's word.

    `sentences` are indexes into the chunk's sentences; `words` the exact words meant within them, in order, empty
    when the whole sentences are meant; `source` and `cue` the surface words that name the holder and the saying.
    """

    chunk: Chunk
    holder: str
    speaker: str
    statement: str
    sentences: tuple[int, ...]
    words: tuple[str, ...] = ()
    source: str = ""
    cue: str = ""
    kind: Kind = Kind.ASSERTS
    about: str = ""


# --- evidence: right of the trust border ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, by the grammar: spans of source (none where nobody is named), cue, content; `rule` found it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: str
    kind: Kind = Kind.ASSERTS

    @property
    def place(self) -> Span:
        """Where it stands: whoever passes on a subject's words passes on all that it goes on to say."""
        return (self.source or self.cue or self.content)[0]


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a source mention stands for.

    `actor` is the state, body or group that holds the position (the person, where no affiliation is known);
    `speaker` the person or office that spoke, or empty; `via` the chain of those who pass it on, nearest first;
    `antecedent` the span that introduces whom a pronoun or short form stands for, empty where the mention names them;
    `by` how that was told, a `Resolution` of `briefer.actors`: who somebody is does not depend on it.
    """

    actor: str
    speaker: str = ""
    via: tuple[str, ...] = ()
    antecedent: tuple[Span, ...] = ()
    by: str = field(default="", compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.actor, self.speaker, *self.via) if name)


class Match(StrEnum):
    """How a quote was found in the article."""

    EXACT = "exact"
    FOLDED = "folded"
    ELIDED = "elided"


@dataclass(frozen=True)
class Citation:
    """A passage of an article, its quote sliced from it. Raises ValueError for a span that is empty or outside."""

    article: Article
    start: int
    end: int
    paragraph: int
    match: Match = Match.EXACT

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(f"no such span in {self.article.name}: {self.start}..{self.end}")

    @property
    def quote(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.article.line(self.start)


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one evidence check; `code` and `reason` (one line) are empty when it passed."""

    verdict: Verdict = Verdict.PASSED
    code: str = ""
    reason: str = ""

    @property
    def passed(self) -> bool:
        return self.verdict is Verdict.PASSED


def failed(code: str, reason: str) -> Check:
    """The outcome of a check that did not pass."""
    return Check(Verdict.FAILED, code, reason)


@dataclass(frozen=True, slots=True)
class Checks:
    """The four checks of the trust border (docs/evidence.md)."""

    span: Check
    integrity: Check
    agreement: Check
    holder: Check

    @property
    def all_passed(self) -> bool:
        return all(check.passed for check in self.each())

    def each(self) -> tuple[Check, Check, Check, Check]:
        return self.span, self.integrity, self.agreement, self.holder

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(check.reason for check in self.each() if not check.passed and check.reason)


@dataclass(frozen=True)
class Position:
    """A claim that passed: only slices of articles, names found in them, and a sentence checked against its slices.

    `holder` is the `holders` joined. `source`, `cue` and `content` are spans of the first citation's article. `about`
    is whom it speaks of beside its holders, "" for nobody; `rule` the rule of the grammar that gives the words to their
    holder, "" where none does. `paraphrase` is true where the article reports the holder's words and does not quote
    them. Raises ValueError without a citation or a passed span check: such a position cannot exist.
    """

    holder: str
    holders: tuple[str, ...]
    speaker: str
    statement: str
    kind: Kind
    about: str
    paraphrase: bool
    citations: tuple[Citation, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    checks: Checks
    via: tuple[str, ...] = ()
    modality: Modality = Modality.ASSERTED
    rule: str = ""

    def __post_init__(self) -> None:
        if not self.citations or not self.content or not self.checks.span.passed:
            raise ValueError("a position needs a verified span")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (*self.holders, self.speaker, *self.via) if name)

    @property
    def article(self) -> Article:
        return self.citations[0].article

    @property
    def status(self) -> str:
        return "verified" if self.checks.all_passed else "partly verified"

    @cached_property
    def words(self) -> str:
        """The article's words that bear the position, fragments joined by an ellipsis."""
        return " … ".join(self.article.text[start:end] for start, end in self.content)

    @cached_property
    def id(self) -> str:
        """Names the position by what it says and where it stands; equal wherever the files lie."""
        whole = [self.article.sha256, self.holder, self.statement, self.content]
        return "p" + hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Withheld:
    """A claim that was not printed, with the reason. `claim` stays as the engine wrote it, for review only."""

    claim: Claim
    checks: Checks
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    nearest: tuple[Citation, ...] = ()
    """The nearest real passage, where the quoted words are not in the article."""
    decisive: str = ""
    """The code of the check that withheld it; others may have failed that alone would only flag it."""
    rule: str = ""
    """The rule of the grammar that gives the words to somebody; "" where none does."""

    @property
    def reason(self) -> str:
        return "; ".join(self.checks.reasons)

    @property
    def code(self) -> str:
        return self.decisive or next(each.code for each in self.checks.each() if not each.passed and each.reason)


# --- issues and brief -------------------------------------------------------------------------------------------------


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
    """A question on which positions are taken; `kind` is fact or policy. A dispute has two opposed sides or more."""

    question: str
    kind: str
    sides: tuple[Side, ...]
    disputed: bool = False
    standing: bool = False
    """Whether the person asks it every week; then it may have no side."""

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


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the bottom line and the positions it rests on."""

    text: str
    positions: tuple[Position, ...]


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
    price: Price | None = None
    """What the model's tokens cost; None where nobody knows it."""

    @property
    def cost(self) -> float | None:
        """USD for all replies that the brief rests on, whenever they were asked for; None where nobody knows it."""
        if not self.usage.requests:
            return 0.0
        return None if self.price is None else self.price.of(self.usage)


@dataclass(frozen=True)
class Earlier:
    """A position of an earlier brief of the same series. `label` is the side it took on `question`, or empty."""

    id: str
    holders: tuple[str, ...]
    statement: str
    question: str
    label: str
    citations: tuple[Citation, ...]

    @property
    def article(self) -> Article:
        return self.citations[0].article


@dataclass(frozen=True)
class Changes:
    """What is otherwise than in the brief before this one.

    `kinds` says of each position, by id, whether it is `new`, `changed` or `unchanged`; `before` what a changed one
    was. `gone` are those who took a side then and are not heard on that question now; `withdrawn` is what its article,
    which was given again, no longer says.
    """

    since: str
    run: str
    kinds: Mapping[str, str]
    before: Mapping[str, Earlier]
    gone: tuple[Earlier, ...] = ()
    withdrawn: tuple[Earlier, ...] = ()


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
    families: tuple[Family, ...] = ()
    """Articles that are one story printed several times."""

    @property
    def complete(self) -> bool:
        """Whether every question that was asked has an answer."""
        unanswered = {"check-failed", "relate-failed", "write-failed"}
        return self.coverage.complete and not any(each.code in unanswered for each in self.problems)
