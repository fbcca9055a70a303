"""Checks a brief of any origin against the articles: every quotation, every cited statement. Pure.

A statement is held against what it cites, and against the sentence that briefer itself would write of the same
attribution: one that comes near to that sentence and differs in a name, a number or a negation has been altered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from briefer import chunks, evidence
from briefer.actors import Table
from briefer.evidence.agreement import agree, altered
from briefer.evidence.names import ActorNames
from briefer.evidence.nearest import nearest
from briefer.evidence.span import locate
from briefer.model import Article, Attribution, Check, Span, failed
from briefer.verify.parse import Reference, Statement, quotations, statements

_FACTUAL = 4
"""Words from which on a sentence without a citation is missed; and a quotation without one is looked for."""


_NEARLY = 0.75
"""Share of words in common from which on a clause is taken for a sentence of ours, and must then be it."""
_WEIGHTY = re.compile(r"[A-Z0-9]|^(?:not|no|never|nor|without|only|.*n't)$")
"""Words that cannot change without changing what is said: names, numbers, negations."""
_FLAG = re.compile(r"⚠ (?:partly verified:|rests on )")
"""How a brief of ours begins the line that says what is wrong with a statement."""
_MARKS = "\"'.,;:!?()"


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


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited passage found in its article, with what is said in it, by whom."""

    reading: evidence.Reading
    span: Span

    @property
    def text(self) -> str:
        return self.reading.article.text[self.span.start : self.span.end]

    def said(self) -> Iterator[Attribution]:
        """The attributions whose content stands in the passage."""
        for each in self.reading.attributions:
            if any(span.overlaps(self.span) for span in each.content):
                yield each


class Shelf:
    """The articles to check against, each read once, when it is first needed."""

    def __init__(self, articles: Sequence[Article], table: Table) -> None:
        self._articles = {article.name: article for article in articles}
        self._read: dict[str, evidence.Reading] = {}
        self.table = table

    def reading(self, name: str) -> evidence.Reading:
        if name not in self._read:
            article = self._articles[name]
            self._read[name] = evidence.read(article, chunks.chunk(article), self.table)
        return self._read[name]

    def find(self, reference: Reference) -> tuple[Passage | None, Check | None]:
        """The passage a reference means, or why there is none."""
        named = self._named(reference)
        for name in named or self._articles:
            reading = self.reading(name)
            found = locate(reading.folded, reference.quote)
            places = found.places if found.found else ()
            if places:
                place = next((each for each in places if _is_at(reference, reading, each)), None)
                there = reading.citation(places[0])
                where = f"the words stand in ¶ {there.paragraph}, line {there.line}"
                return (Passage(reading, place), None) if place else (None, failed("wrong-place", where))
        return None, self._not_found(reference, named)

    def whole(self, reference: Reference) -> tuple[Passage | None, Check | None]:
        """All of the article that a reference without a quote names, or why there is none."""
        for name in self._named(reference):
            reading = self.reading(name)
            if reading.article.text:
                return Passage(reading, Span(0, len(reading.article.text))), None
        return None, failed("no-passage", f"[{reference.label}] quotes nothing and names none of the articles")

    def _named(self, reference: Reference) -> list[str]:
        if reference.article:
            return [reference.article] if reference.article in self._articles else []
        return [
            name
            for name, article in self._articles.items()
            if name in reference.about or (article.title and article.title in reference.about)
        ]

    def _not_found(self, reference: Reference, named: Sequence[str]) -> Check:
        for name in named or list(self._articles)[:20]:
            near = nearest(self.reading(name).folded, reference.quote)
            if near.diff:
                return failed("not-found", f"the words do not stand in {name}; nearest: {near.diff}")
        return failed("not-found", "the words do not stand in the articles")


def verify(text: str, shelf: Shelf) -> Report:
    """Every statement and quoted passage of a brief, checked. Raises BrieferError for a brief that cannot be read."""
    failures: list[Failure] = []
    checked = 0
    seen: dict[Reference, Passage | None] = {}
    for statement in statements(text):
        for reference in statement.references:
            if reference not in seen:
                quotes = reference.quote or reference.start >= 0
                seen[reference], wrong = shelf.find(reference) if quotes else shelf.whole(reference)
                checked += 1
                if wrong:
                    failures.append(Failure(statement.line, wrong.code, wrong.reason, reference.quote))
        passages = tuple(passage for each in statement.references if (passage := seen[each]))
        problems = list(_Checker(statement, passages, shelf).problems())
        checked += bool(statement.references or problems)
        failures.extend(Failure(statement.line, each.code, each.reason, statement.text) for each in problems)
    if not checked:
        failures.append(Failure(1, "nothing-cited", "the brief cites nothing that could be checked", text[:80].strip()))
    return Report(checked, tuple(failures))


@dataclass(frozen=True)
class _Checker:
    """One statement against its passages."""

    statement: Statement
    passages: tuple[Passage, ...]
    shelf: Shelf

    def problems(self) -> Iterator[Check]:
        for label in self.statement.missing:
            yield failed("no-such-reference", f"[{label}] leads nowhere")
        if not self.statement.references:
            if not self.statement.missing and self._is_factual():
                yield failed("uncited", "says something of the world and cites nothing")
            return
        for holder in self.statement.holders if self.passages else ():
            if not self._may_hold(holder):
                yield failed("holder", f"{holder} does not hold it in what is cited")
        if not self.passages or not self.statement.text or _norm(self.statement.text) in self._expected:
            return
        strange = [part for part in map(_norm, self.statement.text.split(", while ")) if part not in self._expected]
        if strange:
            yield from self._compared(strange)

    def _compared(self, parts: Sequence[str]) -> Iterator[Check]:
        """A statement that briefer would not have written so: `parts` are those of its clauses."""
        text = self.statement.text
        passages = tuple(passage.text for passage in self.passages)
        for quote in quotations(text):
            if not any(locate(p.reading.folded, quote, (p.span,)).found for p in self.passages):
                yield failed("not-found", f"the quoted words do not stand in what is cited: {quote}")
        names = ActorNames(self.shelf.table, self._names)
        checks = (
            agree(text, passages, names),
            altered(text, passages, names),
            *(self._tampered(part) for part in parts),
            self._holder(),
        )
        wrong = next((check for check in checks if not check.passed), None)
        if wrong:
            yield wrong

    def _tampered(self, part: str) -> Check:
        """Whether a clause is nearly the sentence of an attribution, but names, counts or denies something else."""
        own = part.split()
        for expected in self._expected:
            theirs = expected.split()
            same = SequenceMatcher(None, theirs, own, autojunk=False)
            if same.real_quick_ratio() < _NEARLY or same.ratio() < _NEARLY:
                continue
            for kind, a, b, c, d in same.get_opcodes():
                words = (*theirs[a:b], *own[c:d])
                # the first word has lost its capital in folding, and may be a name; a name may be shortened there
                if a == c == 0 and {word.casefold() for word in own[c:d]} <= {word.casefold() for word in theirs[a:b]}:
                    continue
                if kind != "equal" and (a == 0 or any(_WEIGHTY.search(word.strip(_MARKS)) for word in words)):
                    return failed(
                        "altered", f"differs from the source: [-{' '.join(theirs[a:b])}-] {{+{' '.join(own[c:d])}+}}"
                    )
        return Check()

    @cached_property
    def _said(self) -> tuple[tuple[Attribution, Passage], ...]:
        return tuple((each, passage) for passage in self.passages for each in passage.said())

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """Whom a statement may name because the article attributes the words to them."""
        holders = (holder for each, passage in self._said for holder in passage.reading.cast.holders(each))
        return tuple(dict.fromkeys(name for h in holders for name in (h.actor, h.speaker, *h.via) if name))

    @cached_property
    def _expected(self) -> dict[str, str]:
        """The sentences that briefer would write of what is said in the passages, folded for comparison."""
        made = (passage.reading.cast.sentence(each) for each, passage in self._said)
        return {_norm(sentence): sentence for sentence in made if sentence}

    def _holder(self) -> Check:
        """Whether somebody to whom the article gives the words is named in the statement."""
        if not self._names:
            return Check()
        named = {found.actor.name for found in self.shelf.table.find_in(self.statement.text)}
        words = set(re.findall(r"[\w'’-]+", self.statement.text.casefold()))
        for name in self._names:
            if name in named or set(re.findall(r"[\w'’-]+", name.casefold())) & words:
                return Check()
        return failed("holder", f"names nobody who holds it in what is cited ({', '.join(self._names)})")

    def _may_hold(self, holder: str) -> bool:
        """Whether the article gives words of the passages to this actor, or names it in them."""
        named = (found.actor.name for each in self.passages for found in self.shelf.table.find_in(each.text))
        return holder in self._names or holder in named

    def _is_factual(self) -> bool:
        text = self.statement.text
        if _FLAG.match(text):
            return False
        if any(len(quote.split()) > _FACTUAL for quote in quotations(text)):
            return True
        finished = self.statement.item or text[-1:] in '.!?"”'
        if len(text.split()) < _FACTUAL or not finished:
            return False
        return bool(re.search(r"\d", text) or any(True for _ in self.shelf.table.find_in(text)))


def _is_at(reference: Reference, reading: evidence.Reading, place: Span) -> bool:
    """Whether the words found at a place are those that the reference means, by all that it says of where they are."""
    if reference.start >= 0:
        marked = Span(reference.start, reference.end)
        said = reading.article.text[marked.start : marked.end]
        if not marked.covers(place) or evidence.folded_text(said) != evidence.folded_text(reference.quote):
            return False
        place = marked
    there = reading.citation(place)
    return (reference.line or there.line, reference.paragraph or there.paragraph) == (there.line, there.paragraph)


def _norm(text: str) -> str:
    """A statement for comparison: typography, the last stop and the first letter's case folded, nothing else."""
    folded = " ".join(evidence.folded_text(text).split())
    return re.sub(r"[.!?,\"' ]+$", "", folded[:1].lower() + folded[1:])
