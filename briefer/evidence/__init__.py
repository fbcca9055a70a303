"""The trust border: a claim goes in, a Position or a Withheld comes out. Pure.

Left of it are strings that an engine wrote; right of it only slices of articles, names found in them, and sentences
that were checked against their slices. Four checks, each a module: span, integrity, agreement, holder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefer.actors import Table
from briefer.evidence import claims
from briefer.evidence.about import about, is_named
from briefer.evidence.agreement import agree, altered
from briefer.evidence.claims import Located
from briefer.evidence.clauses import clauses, same_words
from briefer.evidence.fold import folded_text
from briefer.evidence.holder import held
from briefer.evidence.integrity import clipped
from briefer.evidence.labels import label_check
from briefer.evidence.modality import modality
from briefer.evidence.names import ActorNames
from briefer.evidence.reading import Reading, read
from briefer.evidence.reasons import why
from briefer.evidence.stance import stance
from briefer.evidence.standing import NOT_ASSERTED
from briefer.evidence.support import leads_with, supported
from briefer.model import Attribution, Check, Checks, Claim, Holder, Position, Span, Withheld, failed

PRINTED_WITH_FLAG = frozenset({"no-cue", "condition", "modality", "comparative", "own-words"})
"""Failures that leave a position printable with its flag; every other failure beside integrity's withholds it."""


UNASKED = "unasked"
_UNASKED = failed(UNASKED, "")
"""The verdict of checks that make no sense without a span: not passed, and with no reason of their own."""


def weigh(claim: Claim, reading: Reading) -> Position | Withheld:
    """The verdict on one claim: printed as verified, printed with a flag, or withheld with the reason.

    A claim that only points, and says nothing itself, says the article's own sentence.
    """
    located = claims.locate(claim, reading)
    if not located.check.passed:
        return _unfound(claim, reading, located)
    governing = reading.governing(located.content, located.source)
    own = reading.cast.sentence(governing) if governing is not None else ""
    claim = claim if claim.statement else replace(claim, statement=own)
    source = governing.source if governing and governing.source else located.source
    cue = governing.cue if governing else located.cue
    found = held(reading, governing, claim, located.within)
    if governing is not None and found.check.passed and claim.statement not in ("", own):
        claim = replace(claim, statement=reading.cast.renamed(governing, claim.statement) or claim.statement)
    passages = _passages(located, reading, source, cue)
    checks = Checks(
        span=located.check,
        integrity=_integrity(reading, located, (*source, *cue, *_passed_on_by(reading, governing)))
        if found.check.code != NOT_ASSERTED
        else _UNASKED,
        # without a holder there is nothing that the statement could be held against
        agreement=_agreement(claim.statement, own, reading, (governing, passages), found.holders)
        if found.holders
        else _UNASKED,
        holder=found.check,
    )
    decisive = checks.holder.code if not found.holders else _withholding(checks)
    if decisive:
        rule = governing.rule if governing else ""
        return Withheld(claim, checks, source, cue, located.content, decisive=decisive, rule=rule)
    return _position(claim, reading, (located, governing, found.holders, passages), checks)


def sentence_check(table: Table) -> Callable[[str, tuple[Position, ...]], Check]:
    """The agreement check for a sentence that rests on several positions, each clause on those of its own subject."""

    def check(sentence: str, positions: tuple[Position, ...]) -> Check:
        known = {same_words(each.statement) for each in positions}
        for clause in clauses(sentence, known):
            if same_words(clause) in known:
                continue
            own = tuple(each for each in positions if leads_with(clause, each.names, table).passed)
            if not own:
                return failed("subject", "a clause speaks of somebody who does not hold its position")
            cited = dict.fromkeys((each.quote, each.article.published) for held in own for each in held.citations)
            found = _stays_with(clause, tuple(cited), tuple(name for each in own for name in each.names), table)
            if not found.passed:
                return found
        return Check()

    return check


def _stays_with(statement: str, cited: tuple[tuple[str, str], ...], names: tuple[str, ...], table: Table) -> Check:
    """Whether a statement begins with its holder, contradicts nothing in its passages, and adds nothing to them.

    `cited` are the passages, each with the day of its article.
    """
    known = ActorNames(table, names)
    passages, days = tuple(text for text, _ in cited), tuple(day for _, day in cited)
    checks = (
        leads_with(statement, names, table),
        agree(statement, passages, known, days),
        altered(statement, passages, known, days),
        supported(statement, passages, names, table),
    )
    return next((found for found in checks if not found.passed), Check())


def _unfound(claim: Claim, reading: Reading, located: Located) -> Withheld:
    checks = Checks(located.check, _UNASKED, _UNASKED, _UNASKED)
    return Withheld(claim, checks, nearest=claims.nearest(located, reading))


def _withholding(checks: Checks) -> str:
    """The code of the failure that withholds; "" where nothing failed, or only what is printed with its flag."""
    failures = (check.code for check in (checks.holder, checks.agreement) if not check.passed)
    return next((code for code in failures if code not in PRINTED_WITH_FLAG), "")


def _passed_on_by(reading: Reading, governing: Attribution | None) -> tuple[Span, ...]:
    """The sources and cues around speech inside speech: the brief names them as those through whom it came."""
    outer = reading.around(governing) if governing else ()
    return tuple(span for each in outer for span in (*each.source, *each.cue))


def cut(reading: Reading, span: Span, own: tuple[Span, ...] = ()) -> Check:
    """Whether a span of an article is cut out of its sentences so that its meaning turns; `own` may be cut off."""
    for sentence in reading.sentences_of(span):
        inside = Span(max(span.start, sentence.start), min(span.end, sentence.end))
        check = clipped(reading.article.text, inside, Span(sentence.start, sentence.end), own)
        if not check.passed:
            return check
    return Check()


def _integrity(reading: Reading, located: Located, own: tuple[Span, ...]) -> Check:
    checks = (cut(reading, span, own) for span in located.content)
    return next((check for check in checks if not check.passed), Check())


def _agreement(
    statement: str,
    own: str,
    reading: Reading,
    rests_on: tuple[Attribution | None, tuple[Span, ...]],
    holders: tuple[Holder, ...],
) -> Check:
    """The statement is `own`, the article's sentence of the attribution, or says what the passages say."""
    governing, passages = rests_on
    if not statement:
        return failed("empty", "the statement is empty")
    if statement == own:
        return Check()
    cited = tuple((reading.article.text[start:end], reading.article.published) for start, end in passages)
    names = tuple(name for each in holders for name in each.names)
    found = _stays_with(statement, cited, names, reading.cast.table)
    if not found.passed and found.code not in PRINTED_WITH_FLAG:
        return found
    stands = stance(statement, governing, reading.article.text) if governing is not None else Check()
    return found if stands.passed else stands


def _passages(located: Located, reading: Reading, source: tuple[Span, ...], cue: tuple[Span, ...]) -> tuple[Span, ...]:
    """What the position is cited by: the passage of its words with their cue, and whoever a pronoun stands for."""
    near = [span for span in (*source, *cue) if _close(span, located.within, reading)]
    first = reading.passage((*located.content, *near))
    others: list[Span] = []
    for antecedent in (a for m in source for holder in reading.cast.resolved.get(m, ()) for a in holder.antecedent):
        sentences = reading.sentences_of(antecedent)
        whole = Span(sentences[0].start, sentences[-1].end) if sentences else antecedent
        if whole.overlaps(first):
            first = Span(min(first.start, antecedent.start), max(first.end, antecedent.end))
        else:
            others.append(whole)
    return (first, *(span for span in dict.fromkeys(others) if not span.overlaps(first)))


def _close(span: Span, within: Span, reading: Reading) -> bool:
    """Whether a cue stands in the words' own sentences; one that governs from a paragraph back is cited apart."""
    return any(sentence.start <= span.start < sentence.end for sentence in reading.sentences_of(within))


def _opens_quoted(text: str, span: Span) -> bool:
    """Whether words begin with a quotation, whose mark may have been left out where an engine named the words."""
    return any(
        mark in '"“„«' for mark in (text[span.start : span.end].lstrip()[:1], text[span.start - 1 : span.start]) if mark
    )


def _position(
    claim: Claim,
    reading: Reading,
    found: tuple[Located, Attribution | None, tuple[Holder, ...], tuple[Span, ...]],
    checks: Checks,
) -> Position:
    located, governing, holders, passages = found
    rule = governing.rule if governing else ""
    text = reading.article.text
    first, *others = passages
    return Position(
        holder=" and ".join(dict.fromkeys(holder.actor for holder in holders)),
        holders=tuple(dict.fromkeys(holder.actor for holder in holders)),
        speaker=" and ".join(dict.fromkeys(holder.speaker for holder in holders if holder.speaker)),
        statement=claim.statement,
        kind=governing.kind if governing else claim.kind,
        about=about(reading, claim.about, holders, located.content, passages, rule),
        paraphrase=not any(
            _opens_quoted(text, span) for span in (*located.content, *(governing.content if governing else ()))
        ),
        citations=(reading.citation(first, located.match), *(reading.citation(span) for span in others)),
        source=governing.source if governing else located.source,
        cue=governing.cue if governing else located.cue,
        content=located.content,
        checks=checks,
        via=tuple(dict.fromkeys(via for holder in holders for via in holder.via)),
        modality=modality(text, located.content, governing),
        rule=rule,
    )


__all__ = [
    "PRINTED_WITH_FLAG",
    "UNASKED",
    "Reading",
    "clauses",
    "cut",
    "folded_text",
    "is_named",
    "label_check",
    "read",
    "same_words",
    "sentence_check",
    "weigh",
    "why",
]
