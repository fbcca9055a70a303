"""The `extract` task: a chunk becomes a job, its reply becomes claims. Pure; believes nothing that a reply says.

The reply's schema is the same for every chunk, so that an endpoint compiles it once. Sentences are pointed at by id.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from briefer import chunks
from briefer.jobs import Asker, either, items, no_prompt, record, text
from briefer.model import Chunk, Claim, Job, Json, Kind, Problem, Reply

TASK = "extract"
_POINTER: Json = {
    "at": items({"type": "string", "pattern": "^S[0-9]{1,3}$"}, 12),
    "holder": text(160),
    "speaker": text(160),
}
_WORDS, _SAYS = text(1200), text(1600)
LEAN = record(
    positions=items(
        either(record(**_POINTER), record(words=_WORDS, **_POINTER), record(says=_SAYS, words=_WORDS, **_POINTER)), 60
    )
)
"""What a language model is asked for. Output is what costs time and money, so what would be empty is left out."""
_KIND: Json = {"type": "string", "enum": [kind.value for kind in Kind]}
_GRAMMAR: Json = {"source": text(200), "cue": text(80), "about": text(120), "kind": _KIND}
SCHEMA = record(positions=items(record(**_POINTER, words=items(_WORDS, 6), says=_SAYS, **_GRAMMAR), 60))
"""What an engine that works by grammar gives: also the words that name who speaks, and those that say it."""
_KINDS = frozenset(kind.value for kind in Kind)
_SENTENCE_ID = re.compile(r"S(\d{1,3})\Z")

Earlier = tuple[tuple[str, str], ...]
"""Names and roles of those whom the article introduced before the chunk."""


def ask(chunk: Chunk, asker: Asker, earlier: Earlier = ()) -> Job:
    """The job that asks who holds which position in a chunk."""
    article = chunk.article
    numbered = [(f"S{index + 1}", sentence) for index, sentence in enumerate(chunk.sentences)]
    payload = {
        "title": article.title,
        "outlet": article.outlet,
        "date": article.published,
        "earlier": [list(pair) for pair in earlier],
        "paragraphs": [
            [[name, chunk.text_of(sentence)] for name, sentence in group]
            for _, group in groupby(numbered, key=lambda pair: pair[1].paragraph)
        ],
    }
    return asker.job(TASK, payload, SCHEMA if asker.prompt is no_prompt else LEAN, chunk.place)


def read(reply: Reply, chunk: Chunk) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims of a reply. An entry that is not a claim at all becomes a problem."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    entries = reply.answer.get("positions")
    if not isinstance(entries, list):
        return (), (Problem("reply-shape", "the reply has no list of positions", chunk.place),)
    for entry in entries:
        claim = _claim(entry, chunk)
        if claim is None:
            problems.append(Problem("reply-shape", "an entry of the reply is not a position", chunk.place))
        else:
            claims.append(claim)
    return tuple(claims), tuple(problems)


def left(chunk: Chunk, outcome: Reply | Problem) -> tuple[Chunk, ...]:
    """What of a chunk is to be asked after an outcome; () when that settles it, or when it cannot be divided.

    Where a reply broke off after whole entries in the order of the text, that is the chunk from the sentence on at
    which the last of them begins; else its halves.
    """
    if isinstance(outcome, Problem) or not outcome.broke_off:
        return ()
    start = _reached(read(outcome, chunk)[0], chunk)
    return (chunks.part(chunk, start, len(chunk.sentences)),) if start else chunks.halves(chunk)


def kept(reply: Reply, chunk: Chunk, *, parts: bool) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims of a reply but those that `left` asks for again; `parts` says whether it was asked for any."""
    claims, problems = read(reply, chunk)
    if reply.broke_off and "positions" not in reply.answer:
        return (), ()
    if not parts:
        return claims, problems
    start = _reached(claims, chunk)
    return tuple(claim for claim in claims if 0 <= _first(claim) < start), problems


def _reached(claims: Sequence[Claim], chunk: Chunk) -> int:
    """The sentence at which the last claim begins; 0 where the claims do not follow the order of the text."""
    starts = [_first(claim) for claim in claims]
    in_order = bool(starts) and starts[0] >= 0 and starts[-1] < len(chunk.sentences) and starts == sorted(starts)
    return starts[-1] if in_order else 0


def _first(claim: Claim) -> int:
    return min(claim.sentences, default=-1)


def one_line(value: object) -> str:
    """A string of a reply on one line, half surrogate pairs replaced; "" for anything that is no string."""
    if not isinstance(value, str):
        return ""
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())


def _claim(entry: object, chunk: Chunk) -> Claim | None:
    if not isinstance(entry, dict):
        return None
    at, words = _strings(entry, "at"), _strings(entry, "words")
    kind = entry.get("kind")
    if at is None or words is None or not _string(entry, "holder"):
        return None
    found = [_SENTENCE_ID.match(each.strip()) for each in at]
    return Claim(
        chunk=chunk,
        holder=_string(entry, "holder"),
        speaker=_string(entry, "speaker"),
        statement=_string(entry, "says"),
        sentences=tuple(int(match[1]) - 1 if match else -1 for match in found),
        words=tuple(word for word in words if word.strip()),
        source=_string(entry, "source"),
        cue=_string(entry, "cue"),
        kind=Kind(kind) if isinstance(kind, str) and kind in _KINDS else Kind.ASSERTS,
        about=_string(entry, "about"),
    )


def _string(entry: Json, key: str) -> str:
    return one_line(entry.get(key))


def _strings(entry: Json, key: str) -> list[str] | None:
    value = entry.get(key, [])
    if isinstance(value, str):
        value = [value]
    return value if isinstance(value, list) and all(isinstance(each, str) for each in value) else None
