"""The worked examples of a pack: those in its prompts, and those of its own tests. Values in, findings out.

Each is weighed by the same evidence checks as an engine's answer, and read by the embedded engine where a test says
what that has to find. Holders that no table knows are taken for states: examples name made-up ones.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefer import chunks, evidence, extract, grades
from briefer.actors import Table, table
from briefer.engines import Settings, rules
from briefer.engines.openai.schema import violations
from briefer.jobs import Asker
from briefer.model import Article, Chunk, Grade, Json, Message, Position, Reply, Withheld
from briefer.packs import Pack

TESTS = "tests.toml"
"""The file of a pack's own tests."""
_EXAMPLE = re.compile(r"^Example: (?P<text>.*?)\n(?=\{)", re.MULTILINE | re.DOTALL)
_NUMBERED = re.compile(r"\b[SPC]\d+ ")
_KEYS = {
    "": frozenset(("example", "prompt")),
    "example": frozenset(("name", "text", "published", "claim", "found")),
    "claim": frozenset(("at", "words", "holder", "speaker", "says", "verdict", "code", "grade")),
    "found": frozenset(("holder", "has", "grade", "verdict")),
    "prompt": frozenset(("task", "has", "lacks")),
}
_WITHHELD = "withheld"
_VERDICTS = ("verified", "partly verified", _WITHHELD)
_MOST = 100
"""Examples that a pack may have, and characters of thousands in the text of one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check of a pack found: whether it passed, what was looked at, and a line of words."""

    ok: bool
    what: str
    words: str


def in_prompt(task: str, messages: Sequence[Message], schema: Json) -> Finding:
    """Whether the worked example in a prompt is an answer of its schema, and one of `extract` passes every check."""
    what = f"{task}: worked example"
    found = _EXAMPLE.search(messages[0].content)
    if not found:
        return Finding(True, what, "has none")
    try:
        answer, _ = json.JSONDecoder().raw_decode(messages[0].content[found.end() :])
    except ValueError as error:
        return Finding(False, what, f"is no JSON: {error}")
    wrong = violations(answer, schema)
    if wrong:
        return Finding(False, what, f"is no answer of its schema: {wrong[0]}")
    if task != extract.TASK:
        return Finding(True, what, "is an answer of its schema")
    text = " ".join(each.strip() for each in _NUMBERED.split(found["text"]) if each.strip())
    for each in _weighed(text, "", answer["positions"], ()):
        if isinstance(each, Withheld) or not each.checks.all_passed:
            reason = each.reason if isinstance(each, Withheld) else "; ".join(each.checks.reasons)
            return Finding(False, what, f"would not pass the evidence checks: {reason}")
    return Finding(True, what, f"passes the evidence checks ({len(answer['positions'])} positions)")


def own(pack: Pack, text: str, systems: Mapping[str, str]) -> Iterator[Finding]:
    """What the tests of a pack come to; `text` is their file's, `systems` the first message of each task."""
    try:
        tests = tomllib.loads(text)
        examples, prompts = _tables(tests, "", "example"), _tables(tests, "", "prompt")
        if len(examples) > _MOST:
            raise ValueError(f"{len(examples)} examples; {_MOST} at most")
        for number, example in enumerate(examples, 1):
            yield from _example(pack, example, f"tests: {example.get('name') or f'example {number}'}")
        for each in prompts:
            yield _prompt(each, systems)
    except ValueError as error:
        yield Finding(False, TESTS, str(error))


def _example(pack: Pack, example: Json, what: str) -> Iterator[Finding]:
    text, day = _text(example, "text"), str(example.get("published", ""))
    if len(text) > _MOST * 1000:
        raise ValueError(f"{what}: its text is longer than {_MOST * 1000} characters")
    claims = _tables(example, "example", "claim")
    for claim, weighed in zip(claims, _weighed(text, day, claims, pack.grades), strict=True):
        yield _expected(claim, weighed, what)
    wanted = _tables(example, "example", "found")
    found = _read(text, day, pack.grades) if wanted else ()
    for each in wanted:
        yield _is_found(each, found, what)


def _expected(claim: Json, weighed: Position | Withheld, what: str) -> Finding:
    """Whether a claim came to the verdict and the grade that the test says."""
    verdict = _WITHHELD if isinstance(weighed, Withheld) else weighed.status
    code = weighed.code if isinstance(weighed, Withheld) else ""
    wanted = claim.get("verdict", _VERDICTS[0])
    if wanted not in _VERDICTS:
        raise ValueError(f"{what}: no verdict {wanted!r} (there are: {', '.join(_VERDICTS)})")
    whose = f"{claim.get('holder', '')}: {claim.get('says') or claim.get('words') or claim.get('at')}"
    if verdict != wanted or claim.get("code", code) != code:
        reason = weighed.reason if isinstance(weighed, Withheld) else "; ".join(weighed.checks.reasons)
        return Finding(False, what, f"{whose} is {verdict}, not {wanted}{reason and f' ({reason})'}")
    grade = "" if isinstance(weighed, Withheld) else weighed.grade
    if claim.get("grade", grade) != grade:
        return Finding(False, what, f"{whose} is graded {grade!r}, not {claim['grade']!r}")
    return Finding(True, what, f"{whose} is {verdict}{grade and f', {grade}'}")


def _is_found(wanted: Json, found: Sequence[Position | Withheld], what: str) -> Finding:
    """Whether the embedded engine finds what the test says, and the pack calls it so."""
    part, holder = _text(wanted, "has"), str(wanted.get("holder", ""))
    met = [each for each in found if part in _said(each) and holder in ("", _holder(each))]
    if not met:
        return Finding(False, what, f"the embedded engine finds nothing of {holder or 'anybody'} with {part!r}")
    best = met[0]
    verdict = _WITHHELD if isinstance(best, Withheld) else best.status
    grade = best.grade if isinstance(best, Position) else ""
    if wanted.get("verdict", verdict) != verdict or wanted.get("grade", grade) != grade:
        return Finding(False, what, f"{part!r} is {verdict}, graded {grade!r}, not as the test says")
    return Finding(True, what, f"{part!r} is {verdict}{grade and f', {grade}'}")


def _prompt(test: Json, systems: Mapping[str, str]) -> Finding:
    task = _text(test, "task")
    if task not in systems:
        raise ValueError(f"a prompt of no task {task!r} (there are: {', '.join(sorted(systems))})")
    missing = [each for each in test.get("has", ()) if str(each) not in systems[task]]
    there = [each for each in test.get("lacks", ()) if str(each) in systems[task]]
    wrong = [f"lacks {each!r}" for each in missing] + [f"has {each!r}" for each in there]
    return Finding(not wrong, f"tests: prompt {task}", "; ".join(wrong) or "says what it has to")


def _weighed(text: str, day: str, entries: Sequence[Json], called: Sequence[Grade]) -> list[Position | Withheld]:
    names = _names(str(each.get("holder", "")) for each in entries)
    only = _chunk(text, day)
    reading = evidence.read(only.article, (only,), names)
    claims, problems = extract.read(Reply("", {"positions": [dict(each) for each in entries]}), only)
    if problems:
        raise ValueError(f"an example claims what is no position: {problems[0].message}")
    return [grades.graded(each, evidence.weigh(each, reading), called, names) for each in claims]


def _read(text: str, day: str, called: Sequence[Grade]) -> tuple[Position | Withheld, ...]:
    """What the embedded engine finds in a text."""
    only = _chunk(text, day)
    names = table()
    reply = rules.engine(Settings()).answer(extract.ask(only, Asker({})))
    reading = evidence.read(only.article, (only,), names)
    claims = extract.read(reply, only)[0]
    return tuple(grades.graded(each, evidence.weigh(each, reading), called, names) for each in claims)


def _names(holders: Iterator[str]) -> Table:
    """The table of actors, with holders that it does not know as states."""
    known = table()
    new = sorted({each for each in holders if each and known.named(each) is None})
    entries = (f'[actor.example-{at}]\nname = {json.dumps(each)}\nkind = "state"\n' for at, each in enumerate(new, 1))
    return table("\n".join(entries))


def _chunk(text: str, day: str) -> Chunk:
    """The first chunk of an example's text. Raises ValueError where that has no sentence."""
    cut = chunks.chunk(Article("example.txt", text, published=day))
    if not cut or not cut[0].sentences:
        raise ValueError("an example's text has no sentence")
    return cut[0]


def _said(each: Position | Withheld) -> str:
    return each.statement if isinstance(each, Position) else each.claim.statement


def _holder(each: Position | Withheld) -> str:
    return each.holder if isinstance(each, Position) else each.claim.holder


def _tables(value: Json, kind: str, key: str) -> list[dict[str, Any]]:
    """The tables below a key. Raises ValueError for what is none, or a key that is not known."""
    unknown = sorted(set(value) - _KEYS[kind])
    if unknown:
        raise ValueError(f"no such key: {unknown[0]} (there are: {', '.join(sorted(_KEYS[kind]))})")
    found = value.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError(f"{key} is a table; write [[{f'{kind}.' if kind else ''}{key}]] above it")
    for each in found:
        other = sorted(set(each) - _KEYS[key])
        if other:
            raise ValueError(f"{key} has no {other[0]!r} (there are: {', '.join(sorted(_KEYS[key]))})")
    return found


def _text(value: Json, key: str) -> str:
    found = value.get(key)
    if not isinstance(found, str) or not found.strip():
        raise ValueError(f"a test lacks its {key}")
    return found
