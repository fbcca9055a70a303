"""Answers `extract`: reads attributions off the chunk by grammar and points at the sentences they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from briefer import attribution
from briefer.actors import Cast, Table, cast
from briefer.model import Attribution, Json, Sentence, Span


def answer(payload: Json, names: Table) -> Json:
    """The reply to an `extract` payload; an attribution whose source cannot be resolved names it as printed."""
    text, ids, sentences = _text(payload)
    found = attribution.find(text, sentences)
    people = cast(text, sentences, names, found)
    return {"positions": [_entry(text, ids, sentences, people, each) for each in found if each.content]}


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


def _entry(text: str, ids: Sequence[str], sentences: Sequence[Sentence], people: Cast, found: Attribution) -> Json:
    holders = people.holders(found)
    spans = (*found.source, *found.cue, *found.content) if found.rule != "continued" else found.content
    named = " and ".join(holder.actor for holder in holders) or _words(text, found.source)
    speaker = " and ".join(holder.speaker for holder in holders if holder.speaker)
    return {
        "at": [ids[index] for index, sentence in enumerate(sentences) if _touches(sentence, spans)],
        "words": [text[start:end] for start, end in found.content],
        "source": _words(text, found.source),
        "cue": _words(text, found.cue),
        "holder": named or "unnamed",
        "speaker": speaker,
        "says": people.sentence(found),
        "kind": found.kind.value,
        "about": "",
    }


def _touches(sentence: Sentence, spans: Sequence[Span]) -> bool:
    return any(sentence.start < end and start < sentence.end for start, end in spans)


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(text[start:end] for start, end in spans)
