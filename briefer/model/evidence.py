"""Both sides of the trust border: claims, which are an engine's word, and positions, which are the article's."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from briefer.model.articles import Article, Chunk, Span


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

    @property
    def page(self) -> int:
        """Counted from 1; 0 where the source has no pages."""
        return self.article.page(self.start)


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
    grade: str = ""
    """What the pack calls it; "" for nothing."""

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
