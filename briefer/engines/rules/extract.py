"""Answers `extract`: reads attributions off the chunk by grammar and points at the sentences they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefer import attribution
from briefer.actors import Cast, Table, cast
from briefer.model import Attribution, Json, Problem, Sentence, Span

_MOST = 60
"""Positions, …"""
_FRAGMENTS, _LETTERS, _SENTENCES = 6, 1200, 12
"""… fragments, code points in each, and sentences that the reply's schema has room for. What is longer is cut."""


def answer(payload: Json, names: Table) -> Json:
    """The reply to an `extract` payload; an attribution whose source cannot be resolved names it as printed."""
    return read(payload, names)[0]


def read(payload: Json, names: Table) -> tuple[Json, tuple[Problem, ...]]:
    """The reply, and what it has no room for."""
    text, ids, sentences = _text(payload)
    plain = attribution.plain(text)
    found = attribution.find(plain, sentences)
    people = cast(plain, sentences, names, found)
    chunk = _Chunk(text, ids, sentences)
    problems: list[Problem] = []
    if len(found) > _MOST:
        problems.append(Problem("too-many", f"{len(found) - _MOST} more attributions than a reply has room for"))
    endless = sum(each.end - each.start > attribution.LONGEST for each in sentences)
    if endless:
        what = "a stretch" if endless == 1 else f"{endless} stretches"
        message = f"{what} without a full stop in {attribution.LONGEST} letters, not read"
        problems.append(Problem("no-sentences", message))
    return {"positions": [_entry(chunk, people, each) for each in found[:_MOST]]}, tuple(problems)


@dataclass(frozen=True)
class _Chunk:
    """The chunk's words as one text again: its sentences with their ids."""

    text: str
    ids: Sequence[str]
    sentences: Sequence[Sentence]

    def words(self, spans: Sequence[Span]) -> str:
        return " ".join(self.text[start:end] for start, end in spans)

    def touched(self, spans: Sequence[Span]) -> list[str]:
        """The ids of the sentences that spans touch, in order."""
        return [
            name
            for name, (start, end, _) in zip(self.ids, self.sentences, strict=True)
            if any(start < span.end and span.start < end for span in spans)
        ]

    def fragments(self, spans: Sequence[Span]) -> list[Span]:
        """Spans as fragments that the schema has room for: neighbours joined, what is too long left out."""
        joined: list[Span] = []
        for span in spans:
            whole = Span(joined[-1].start, span.end) if joined else span
            if joined and not self.text[joined[-1].end : span.start].strip() and _fits(whole):
                joined[-1] = whole
            else:
                joined.append(span if _fits(span) else self._cut(span))
        kept: list[Span] = []
        for span in joined[:_FRAGMENTS]:
            if len(self.touched((*kept, span))) <= _SENTENCES:
                kept.append(span)
        return kept

    def _cut(self, span: Span) -> Span:
        """The beginning of a span, up to a space."""
        end = span.start + _LETTERS
        return Span(span.start, max(self.text.rfind(" ", span.start, end), span.start + 1))


def _fits(span: Span) -> bool:
    return span.end - span.start <= _LETTERS


def _text(payload: Json) -> tuple[str, list[str], tuple[Sentence, ...]]:
    """The chunk's sentences joined to a text again, paragraphs parted by an empty line."""
    parts: list[str] = []
    ids: list[str] = []
    sentences: list[Sentence] = []
    length = 0
    for paragraph, group in enumerate(payload["paragraphs"], start=1):
        for name, sentence in group:
            ids.append(name)
            sentences.append(Sentence(length, length + len(sentence), paragraph))
            parts.append(sentence + " ")
            length += len(sentence) + 1
        parts.append("\n")
        length += 1
    return "".join(parts), ids, tuple(sentences)


def _entry(chunk: _Chunk, people: Cast, found: Attribution) -> Json:
    holders = people.holders(found)
    found = replace(found, content=tuple(chunk.fragments(found.content)))
    source = chunk.words(found.source[:1])
    named = " and ".join(holder.actor for holder in holders) or source
    around = (*found.source, *found.cue) if found.rule != "continued" else ()
    return {
        "at": chunk.touched((*around, *found.content))[:_SENTENCES],
        "words": [chunk.words((span,)) for span in found.content],
        "source": source[:200],
        "cue": chunk.words(found.cue)[:80],
        "holder": (named or "unnamed")[:160],
        "speaker": " and ".join(holder.speaker for holder in holders if holder.speaker)[:160],
        "says": people.sentence(found, holders)[:1600],
        "kind": found.kind.value,
        "about": "",
    }
