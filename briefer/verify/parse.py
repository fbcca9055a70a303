"""Reads a brief back: Markdown or brief.json go in, statements with what they cite come out. Pure.

Knows the shapes in which briefs cite: footnotes `[^3]`, numbers `[3]` with a list of sources below, and our own JSON.
Believes nothing that it reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefer.errors import BrieferError

_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_REFERENCES = re.compile(r"(?:\s*\[\^([^\]\s]+)\])+|(?:\s*\[\d{1,3}\])+")
_LABEL = re.compile(r"\[\^?([^\]\s]+)\]")
_PLACE = re.compile(r"¶ ?(\d+), line (\d+)")
_NUMBERED = re.compile(r"^\s*\[(\d{1,3})\]:?\s+(.+)$")
_NOT_STATEMENTS = re.compile(r"^(?:coverage|sources|withheld|references|notes|footnotes|bibliography)\b", re.IGNORECASE)
_QUOTE = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a statement points at: the quoted words, and what is said of where they stand (0 and "" when nothing is)."""

    label: str
    quote: str = ""
    about: str = ""
    paragraph: int = 0
    line: int = 0
    article: str = ""
    start: int = -1


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a brief; `line` is where it stands in the brief, `missing` the labels that lead nowhere."""

    line: int
    text: str
    references: tuple[Reference, ...]
    missing: tuple[str, ...] = ()


def statements(text: str) -> tuple[Statement, ...]:
    """The statements of a brief, in order; for JSON `line` counts statements. Raises BrieferError for broken JSON."""
    if text.lstrip().startswith("{"):
        return tuple(_from_json(text))
    return tuple(_from_markdown(text))


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks in a text, outermost pairs."""
    return tuple(next(filter(None, found), "") for found in _QUOTE.findall(text))


def _from_markdown(text: str) -> Iterator[Statement]:
    body, notes = _without_definitions(text)
    for line, block in _blocks(body):
        rest = 0
        for found in _REFERENCES.finditer(block):
            said = block[rest : found.start()].strip(" .;,") if rest else block[: found.start()].strip()
            labels = _LABEL.findall(found.group())
            rest = found.end()
            if said or labels:
                known = tuple(notes[label] for label in labels if label in notes)
                yield Statement(line, said, known, tuple(label for label in labels if label not in notes))
        if rest == 0 and block.strip():
            yield Statement(line, block.strip(), ())


def _without_definitions(text: str) -> tuple[str, dict[str, Reference]]:
    """The body with footnotes and numbered sources blanked out, so that lines keep their numbers; and these."""
    notes: dict[str, Reference] = {}
    kept: list[str] = []
    current = ""
    for line in text.splitlines():
        found = _DEFINITION.match(line) or _NUMBERED.match(line)
        if found:
            current = found[1]
            notes[current] = _reference(current, found[2])
            kept.append("")
        elif current and line.startswith(("    ", "\t")):
            notes[current] = _reference(current, f"{notes[current].about} {line.strip()}")
            kept.append("")
        else:
            current = ""
            kept.append(line)
    return "\n".join(kept), notes


def _reference(label: str, markdown: str) -> Reference:
    plain = _plain(markdown)
    place = _PLACE.search(plain)
    head = plain[: place.end()] if place else ""
    rest = plain[place.end() :] if place else plain
    quote = rest.lstrip(": ").strip() if place else next(iter(quotations(rest)), "")
    if place and quote[:1] in "“\"«" and quote[-1:] in "”\"»":
        quote = quote[1:-1]
    numbers = (int(place[1]), int(place[2])) if place else (0, 0)
    return Reference(label, quote, head or plain, *numbers)


def _plain(markdown: str) -> str:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt().parseInline(markdown)
    return _text(tokens[0].children or []) if tokens else ""


def _text(children: Sequence[Any]) -> str:
    parts = []
    for token in children:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
    return "".join(parts)


def _blocks(body: str) -> Iterator[tuple[int, str]]:
    """Each paragraph or list item outside the sections about sources and coverage, with its line."""
    from markdown_it import MarkdownIt

    heading = skipping = False
    for token in MarkdownIt().enable("table").parse(body):
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        if token.type != "inline":
            continue
        text = _text(token.children or [])
        line = (token.map or [0])[0] + 1
        if heading:
            skipping = bool(_NOT_STATEMENTS.match(text.strip()))
        elif not skipping:
            for offset, part in enumerate(text.split("\n")):
                yield line + offset, part


def _from_json(text: str) -> Iterator[Statement]:
    try:
        document = json.loads(text)
        names = {each["id"]: each["name"] for each in document["articles"]}
        positions = {each["id"]: each for each in document["positions"]}
        cited = {key: tuple(_cited(each, names)) for key, each in positions.items()}
        number = 0
        for number, (key, position) in enumerate(positions.items(), start=1):
            yield Statement(number, str(position["statement"]), cited[key])
        for number, line in enumerate(document["summary"], start=number + 1):
            known = tuple(reference for key in line["positions"] for reference in cited.get(key, ()))
            missing = tuple(key for key in line["positions"] if key not in cited)
            yield Statement(number, str(line["text"]), known, missing)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrieferError(f"the brief is not a brief.json: {error}", "was it made by briefer?") from error


def _cited(position: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Reference]:
    for found in position["citations"]:
        name = names.get(found["article"], found["article"])
        yield Reference(
            label=f"{name}:{found['start']}",
            quote=str(found["quote"]),
            paragraph=int(found["paragraph"]),
            line=int(found["line"]),
            article=str(name),
            start=int(found["start"]),
        )
