"""One statement of a brief against the passages it cites: its holders, its words, each clause for itself. Pure.

A statement is held against what it cites, and against the sentence that briefer itself would write of the same
attribution: one that comes near to that sentence and differs in a name, a number or a negation has been altered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from briefer import evidence
from briefer.evidence.agreement import agree, altered
from briefer.evidence.names import ActorNames
from briefer.evidence.span import locate
from briefer.evidence.stance import stance
from briefer.evidence.support import leads_with, supported
from briefer.model import Attribution, Check, failed
from briefer.verify.parse import Statement, quotations
from briefer.verify.shape import COMMENT, SIGNS
from briefer.verify.shelf import Passage, Shelf

_FACTUAL = 4
"""Words from which on a sentence without a citation is missed; and a quotation without one is looked for."""


_NEARLY = 0.75
"""Share of words in common from which on a clause is taken for a sentence of ours, and must then be it."""
_WEIGHTY = re.compile(r"[A-Z0-9]|^(?:not|no|never|nor|without|only|.*n't)$")
"""Words that cannot change without changing what is said: names, numbers, negations."""
_TAIL = 4
"""Words in common at the end from which on two statements say the same of two holders."""
_MOST_CLAUSES = 4
_LEAD = 60
"""Letters at a clause's beginning in which its subject is looked for."""
_MARKS = "\"'.,;:!?()"


@dataclass(frozen=True)
class Checker:
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
        text = self.statement.text
        if not self.passages or not text or evidence.same_words(text) in self.expected:
            return
        parts = evidence.clauses(text, self.expected)
        strange = [part for part in parts if evidence.same_words(part) not in self.expected]
        wrong = next(self._compared(strange, len(parts) > 1), None) if strange else self._order(parts)
        if wrong and not (self.statement.flagged and wrong.code in evidence.PRINTED_WITH_FLAG):
            yield wrong

    def _compared(self, parts: Sequence[str], joined: bool) -> Iterator[Check]:
        """What is wrong with a statement that briefer would not have written so: `parts` are those of its clauses."""
        text = self.statement.text
        passages, days = tuple(each.text for each in self.passages), tuple(each.day for each in self.passages)
        single = tuple(said for each in self.passages for said in each.sentences)
        for quote in quotations(text):
            if not any(locate(p.reading.folded, quote, (p.span,)).found for p in self.passages):
                yield failed("not-found", f"the quoted words do not stand in what is cited: {quote}")
        names = ActorNames(self.shelf.table, self.names)
        checks = (
            agree(text, passages, names, days),
            altered(text, passages, names, days),
            altered(text, single, names, tuple(each.day for each in self.passages for _ in each.sentences)),
            self._tampered([evidence.same_words(run) for run in _runs(text, parts)]),
            self._holder(),
            *(self._anothers(part) for part in parts),
            *(self._stance(part) for part in parts),
            *(self._of_its_own(part) for part in parts if joined),
        )
        yield from (check for check in checks if not check.passed)

    def _anothers(self, part: str) -> Check:
        """Whether a clause ends in the words of one holder and begins with another."""
        own = evidence.same_words(part).split()
        taken: set[str] = set()
        for each, passage in self._said:
            theirs = evidence.same_words(passage.reading.cast.sentence(each)).split()
            same = _common_end(theirs, own)
            if same < _TAIL or same * 2 < len(own) or same == len(theirs):
                continue
            if leads_with(part, self._names_of(each, passage), self.shelf.table).passed:
                return Check()
            taken.update(self._names_of(each, passage)[:1])
        if not taken or not any(leads_with(part, (name,), self.shelf.table).passed for name in self.names):
            return Check()
        return failed("subject", f"these are the words of {' and '.join(sorted(taken))}")

    def _stance(self, part: str) -> Check:
        """Whether a clause takes the stand of the attribution whose words it gives; of several, of one of them."""
        stands = Check()
        for each, passage in self._said:
            names, text = self._names_of(each, passage), passage.reading.article.text
            content = tuple(text[span.start : span.end] for span in each.content)
            borne = supported(part, content, names, self.shelf.table).code != "unsupported"
            if borne and leads_with(part, names, self.shelf.table).passed:
                stands = stance(part, each, text)
                if stands.passed:
                    break
        return stands

    def _of_its_own(self, part: str) -> Check:
        """Whether a clause that speaks of one of several holders stays with the passages of that holder."""
        table = self.shelf.table
        own = tuple(each for each in self.passages if self._leads(part, each))
        if not own or len(own) == len(self.passages):
            return Check()
        mine = Checker(replace(self.statement, text=part, references=()), own, self.shelf)
        texts = tuple(passage.text for passage in own)
        for quote in quotations(part):
            if not any(locate(p.reading.folded, quote, (p.span,)).found for p in own):
                return failed("subject", f"the quoted words are not of whom the clause speaks: {quote}")
        names = ActorNames(table, mine.names)
        strays = not supported(part, texts, mine.names, table).passed
        everything = tuple(passage.text for passage in self.passages)
        if strays and supported(part, everything, self.names, table).passed:
            return failed("subject", "a clause says of one holder what the passages give to another")
        days = tuple(passage.day for passage in own)
        checks = (agree(part, texts, names, days), altered(part, texts, names, days))
        return next((check for check in checks if not check.passed), Check())

    def _order(self, parts: Sequence[str]) -> Check | None:
        """Whether clauses that are sentences of ours have each their own footnote, in their order.

        Footnotes are numbered as they are met, so that a later number before an earlier one has been moved there.
        """
        labels = [each.label for each in self.statement.references]
        if len(parts) != len(labels) or len(parts) != len(self.passages) or not all(map(str.isdigit, labels)):
            return None
        own = [evidence.same_words(part) for part in parts]
        if labels == sorted(labels, key=int) or all(
            text in Checker(self.statement, (passage,), self.shelf).expected
            for text, passage in zip(own, self.passages, strict=True)
        ):
            return None
        return failed("order", "its footnotes do not stand in the order of its clauses")

    def _leads(self, part: str, passage: Passage) -> bool:
        """Whether somebody who speaks in a passage is whom a clause begins with."""
        names = (name for each in passage.said() for name in self._names_of(each, passage))
        return any(_begins(part, name) or self._is_led_by(part, name) for name in names)

    def _is_led_by(self, part: str, name: str) -> bool:
        found = self.shelf.table.find_in(part[:_LEAD])
        actor = self.shelf.table.named(name)
        return bool(found) and found[0].first <= 1 and actor is not None and found[0].actor == actor

    def _names_of(self, found: Attribution, passage: Passage) -> tuple[str, ...]:
        holders = passage.reading.cast.holders(found)
        return tuple(dict.fromkeys(name for each in holders for name in each.names))

    def _tampered(self, runs: Sequence[str]) -> Check:
        """Whether a clause is nearly the sentence of an attribution, but names, counts or denies something else.

        Of the stretches of a statement the one that comes nearest to the sentence has to be it.
        """
        own = [run.split() for run in runs]
        near = [each for expected in self.expected if (each := _nearest(expected.split(), own))]
        best = {at: max(each.ratio for each in near if each.run == at) for at in {each.run for each in near}}
        found = (_difference(each) for each in near if each.ratio == best[each.run])
        return next((check for check in found if not check.passed), Check())

    @cached_property
    def _said(self) -> tuple[tuple[Attribution, Passage], ...]:
        return tuple((each, passage) for passage in self.passages for each in passage.said())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Whom a statement may name because the article attributes the words to them."""
        return tuple(dict.fromkeys(name for each, passage in self._said for name in self._names_of(each, passage)))

    @cached_property
    def expected(self) -> dict[str, str]:
        """The sentences that briefer would write of what is said in the passages, folded for comparison."""
        made = (passage.reading.cast.sentence(each) for each, passage in self._said)
        return {evidence.same_words(sentence): sentence for sentence in made if sentence}

    def _holder(self) -> Check:
        """Whether somebody to whom the article gives the words is named in the statement."""
        if not self.names:
            return Check()
        named = {found.actor.name for found in self.shelf.table.find_in(self.statement.text)}
        words = set(re.findall(r"[\w'’-]+", self.statement.text.casefold()))
        for name in self.names:
            if name in named or set(re.findall(r"[\w'’-]+", name.casefold())) & words:
                return Check()
        return failed("holder", f"names nobody who holds it in what is cited ({', '.join(self.names)})")

    def _may_hold(self, holder: str) -> bool:
        """Whether the article gives words of the passages to this actor, or names it in them."""
        named = (found.actor.name for each in self.passages for found in self.shelf.table.find_in(each.text))
        return holder in self.names or holder in named

    def _is_factual(self) -> bool:
        text = self.statement.text
        if text.startswith((*SIGNS, COMMENT)):
            return False
        if any(len(quote.split()) > _FACTUAL for quote in quotations(text)):
            return True
        finished = self.statement.item or (text[-1:] in '.!?"”' and not _SHORTENED.search(text))
        if len(text.split()) < _FACTUAL or not finished:
            return False
        return bool(re.search(r"\d", text) or any(True for _ in self.shelf.table.find_in(text)))


_SHORTENED = re.compile(r"\b(?:Jr|Sr|Inc|Co|Corp|Ltd|Bros|No)\.$")
"""What a name may end with, and no sentence."""


def _common_end(one: Sequence[str], other: Sequence[str]) -> int:
    same = 0
    while same < min(len(one), len(other)) and one[-1 - same] == other[-1 - same]:
        same += 1
    return same


def _begins(part: str, name: str) -> bool:
    lead = part.removeprefix("The ").removeprefix("the ").casefold()
    return lead.startswith((name.casefold(), name.rsplit(maxsplit=1)[-1].casefold()))


def _runs(text: str, parts: Sequence[str]) -> Iterator[str]:
    """Each clause, and each stretch from one clause to another: a sentence of ours may hold what parts clauses."""
    at = 0
    places: list[tuple[int, int]] = []
    for part in parts:
        at = text.index(part, at)
        places.append((at, at + len(part)))
        at += len(part)
    for first, (start, _) in enumerate(places):
        yield from (text[start:end] for _, end in places[first : first + _MOST_CLAUSES])


@dataclass(frozen=True, slots=True)
class _Near:
    """A sentence of ours and that stretch of a statement, by its number, which comes nearest to it."""

    theirs: Sequence[str]
    own: Sequence[str]
    run: int
    ratio: float


def _nearest(theirs: Sequence[str], runs: Sequence[Sequence[str]]) -> _Near | None:
    """The stretch that is nearly a sentence of ours; None where none is."""
    found = []
    for at, own in enumerate(runs):
        same = SequenceMatcher(None, theirs, own, autojunk=False)
        if same.real_quick_ratio() >= _NEARLY and same.ratio() >= _NEARLY:
            found.append(_Near(theirs, own, at, same.ratio()))
    return max(found, key=lambda each: each.ratio, default=None)


def _difference(near: _Near) -> Check:
    """What of weight differs between a sentence of ours and a stretch that is nearly it."""
    theirs, own = near.theirs, near.own
    for kind, a, b, c, d in SequenceMatcher(None, theirs, own, autojunk=False).get_opcodes():
        words = (*theirs[a:b], *own[c:d])
        # the first word has lost its capital in folding, and may be a name; a name may be shortened there
        if a == c == 0 and {word.casefold() for word in own[c:d]} <= {word.casefold() for word in theirs[a:b]}:
            continue
        if kind != "equal" and (a == 0 or any(_WEIGHTY.search(word.strip(_MARKS)) for word in words)):
            return failed("altered", f"differs from the source: [-{' '.join(theirs[a:b])}-] {{+{' '.join(own[c:d])}+}}")
    return Check()
