"""Reads a brief back: Markdown or brief.json go in, statements with what they cite come out. Pure.

Knows the shapes in which briefs cite: footnotes `[^3]`, numbers `[3]` with a list of sources below, and our own JSON.
Believes nothing that it reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from briefer.errors import BrieferError
from briefer.tables import left
from briefer.verify import framed
from briefer.verify.shape import COMMENT, FLAG, MOVED, WARNING

_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_REFERENCES = re.compile(
    r"(?:\s*\[\^[^\]\s]+\])+|(?:\s*\[\d{1,3}(?:\s?[,;\u2010-\u2015-]\s?(?:\d{1,3}|pp?\. ?\d+(?:[\u2013-]\d+)?))*\])+"
)
_LABEL = re.compile(r"\[\^([^\]\s]+)\]|(pp?\. ?\d+(?:[\u2013-]\d+)?)|(\d+)\s?[\u2010-\u2015-]\s?(\d+)|(\d+)")
_ADDRESS = re.compile(r"https?://[^\s\[\]]+")
_IN_BRACKETS = re.compile(r"\s*\([^()]*$")
"""What a link in brackets calls its target: "… (Harbour Wire"."""
BEFORE = "before:"
"""Before the id of a position of an earlier brief, so that it is none of this one's."""
_LONGEST_RANGE = 50
_QUOTED = 4
"""Words from which on a quotation in a heading says something."""
_CITED = re.compile(rf"(?:{_REFERENCES.pattern})[\s.;,]*$")
_PLACE = re.compile(r"(?:\bp\. ?(\d+), )?¶ ?(\d+), line (\d+)")
_LEADS = re.compile(r"¶ ?\d+, line \d+\]\(<?(https?://[^>\s)]*)>?\)")
"""The link that is on a place."""
_NUMBERED = re.compile(r"^\s*\[(\d{1,3})\]:?\s+(.+)$")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*$|^ {0,3}\*\*([^*]+?):?\*\*:?\s*$")
_ITEM = re.compile(r"^ {0,3}(\d{1,3})[.)]\s+(.+)$")
_LISTS = r"(?:coverage|sources?|withheld|references?|notes?|footnotes?|bibliography|citations?|works cited)"
_NOT_STATEMENTS = re.compile(rf"{_LISTS}(?: (?:and|&) {_LISTS})?(?: cited| used)?\W*", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_HARMLESS_TAG = re.compile(
    r"</?(?:a|b|br|em|i|p|strong|sub|sup|u)(?: href=\"[^\"]*\")? ?/?>|<!--.*?-->", re.DOTALL | re.IGNORECASE
)
_QUOTE = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a statement points at: the quoted words, and what is said of where they stand (0 and "" when nothing is)."""

    label: str
    quote: str = ""
    about: str = ""
    paragraph: int = 0
    line: int = 0
    page: int = 0
    link: str = ""
    article: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a brief; `line` is where it stands in the brief, `missing` the labels that lead nowhere.

    `item` says that it is what a list item begins with: a statement, full stop or not. `holders` are those whom a
    brief.json names beside it. `flagged` says that the reader is told it is only partly verified.
    """

    line: int
    text: str
    references: tuple[Reference, ...]
    missing: tuple[str, ...] = ()
    item: bool = False
    holders: tuple[str, ...] = ()
    flagged: bool = False


def statements(text: str) -> tuple[Statement, ...]:
    """The statements of a brief, in order; for JSON `line` counts statements. Raises BrieferError for broken JSON."""
    if is_json(text):
        return tuple(_from_json(text))
    return tuple(_from_markdown(text))


def is_json(text: str) -> bool:
    """Whether a brief is an object of JSON."""
    return text.lstrip().startswith("{")


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks in a text, outermost pairs."""
    return tuple(next(filter(None, found), "") for found in _QUOTE.findall(text))


def _from_markdown(text: str) -> Iterator[Statement]:
    body, defined = without_definitions(text)
    notes = by_label(defined) or dict(_listed(text))
    made: list[Statement] = []
    cited = -1
    for each in _body_statements(framed.without(body), notes):
        if each.text.startswith(FLAG) and cited >= 0 and not each.references:
            made[cited] = replace(made[cited], flagged=True)
            continue
        cited = len(made) if each.references else -1 if each.item else cited
        made.append(each)
    yield from made
    used = {reference.label for each in made for reference in each.references}
    for line, note in defined:
        if note.quote and not (note.label in used and note is notes[note.label]):
            yield Statement(line, "", (note,))


def _listed(text: str) -> Iterator[tuple[str, Reference]]:
    """The sources that a brief without footnotes numbers in a list of their own: `1. Title, outlet, day`."""
    inside = False
    for line in text.splitlines():
        heading = _HEADING.match(line)
        inside = bool(_NOT_STATEMENTS.fullmatch((heading[1] or heading[2]).strip())) if heading else inside
        found = _ITEM.match(line) if inside else None
        if found:
            yield found[1], _reference(found[1], found[2])


def by_label(defined: Sequence[tuple[int, Reference]]) -> dict[str, Reference]:
    """Of footnotes with the same label the first, as Markdown has it."""
    notes: dict[str, Reference] = {}
    for _, note in defined:
        notes.setdefault(note.label, note)
    return notes


def _body_statements(body: str, notes: Mapping[str, Reference]) -> Iterator[Statement]:
    for line, block, item in _blocks(body):
        rest = 0
        for found in _REFERENCES.finditer(block):
            said = block[rest : found.start()].strip(" .;,") if rest else block[: found.start()].strip()
            labels = list(_labels(found.group()))
            rest = found.end()
            if any(map(_is_link, labels)):
                said = _IN_BRACKETS.sub("", said)
            known = tuple(
                notes.get(label) or Reference(label, about=label)
                for label in labels
                if label in notes or _is_link(label)
            )
            missing = tuple(label for label in labels if label not in notes and not _is_link(label))
            said = _seen(said)
            lead = MOVED.match(said) if item else None
            yield Statement(line, said[lead.end() :] if lead else said, known, missing, item)
        if block[rest:].strip(" .;,)"):
            yield Statement(line, _seen(block[rest:].strip(" ;,)").removeprefix(". ")), (), item=item)


def _is_link(label: str) -> bool:
    return bool(_ADDRESS.fullmatch(label))


def _labels(marks: str) -> Iterator[str]:
    """The labels of some references; `[2-4]` are three, the page of `[3, p. 7]` is none."""
    for mark, page, first, last, number in _LABEL.findall(marks):
        if first and int(last) - int(first) in range(_LONGEST_RANGE):
            yield from map(str, range(int(first), int(last) + 1))
        elif not page:
            yield mark or number or first


@lru_cache(maxsize=1)  # the statements and the frame of a brief are read one after the other
def without_definitions(text: str) -> tuple[str, tuple[tuple[int, Reference], ...]]:
    """The body with footnotes and numbered sources blanked out, so that lines keep their numbers; these, by line."""
    found: list[tuple[int, str, list[str]]] = []
    kept: list[str] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        begun = _DEFINITION.match(line) or _NUMBERED.match(line)
        if begun:
            found.append((number, begun[1], [begun[2]]))
        elif inside and line.startswith(("    ", "\t")):
            found[-1][2].append(line.strip())
        inside = bool(begun) or (inside and line.startswith(("    ", "\t")))
        kept.append("" if inside else line)
    return "\n".join(kept), tuple((number, _reference(label, " ".join(parts))) for number, label, parts in found)


def _reference(label: str, markdown: str) -> Reference:
    text = plain(markdown)
    place = _PLACE.search(text)
    head = text[: place.end()] if place else ""
    rest = text[place.end() :] if place else text
    quote = rest.lstrip(": ").strip() if place else next(iter(quotations(rest)), "")
    if place and quote[:1] in '“"«' and quote[-1:] in '”"»':
        quote = quote[1:-1]
    page, paragraph, line = (int(found or 0) for found in place.groups()) if place else (0, 0, 0)
    leads = _LEADS.search(markdown)
    return Reference(label, quote, head or text, paragraph, line, page, leads[1] if leads else "")


def plain(markdown: str) -> str:
    """Inline Markdown as the text that a reader sees."""
    return _seen(_inline(markdown))


def _inline(markdown: str) -> str:
    tokens = _markdown().parseInline(markdown)
    return _text(tokens[0].children or []) if tokens else ""


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    # without text_join an escaped mark stays a token of its own, and can be told from one that is meant
    return MarkdownIt().enable("table").disable("text_join")


_NO_MARK = {ord("["): "\ue000", ord("]"): "\ue001"}
"""Brackets that are escaped, or stand in code, lead nowhere: until statements are made, they are other characters."""
_MARK = {ord("\ue000"): "[", ord("\ue001"): "]"}


def _seen(text: str) -> str:
    return text.translate(_MARK)


def _text(children: Sequence[Any], links: bool = False) -> str:
    """Inline tokens as text; with `links`, the address behind a link follows its words as a footnote's mark would."""
    parts = []
    address = ""
    for token in children:
        if links and token.type in {"link_open", "link_close"}:
            parts.append(f"[^{address}]" if token.type == "link_close" and _ADDRESS.fullmatch(address) else "")
            address = str(token.attrGet("href") or "") if token.type == "link_open" else ""
        if token.type == "text":
            parts.append(token.content)
        elif token.type in {"text_special", "code_inline"}:
            parts.append(token.content.translate(_NO_MARK))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "image" or (token.type == "html_inline" and not _HARMLESS_TAG.fullmatch(token.content)):
            # what may be hidden, struck out or only seen: as it is written, so that it is no sentence of ours
            parts.append(token.content)
    return "".join(parts)


def _blocks(body: str) -> Iterator[tuple[int, str, bool]]:
    """Each paragraph or list item outside the sections about sources and coverage.

    With its line, and whether a list item begins with it.
    """
    heading = skipping = False
    before = ""
    for token in _markdown().parse(body):
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        line = (token.map or [0])[0] + 1
        if token.type == "inline" and heading:
            said = _text(token.children or []).strip()
            skipping = bool(_NOT_STATEMENTS.fullmatch(said))
            if _REFERENCES.search(said) or any(len(quote.split()) >= _QUOTED for quote in quotations(said)):
                yield line, said, False
        elif skipping:
            pass
        elif token.type == "inline":
            for offset, part in _parts(_text(token.children or [], links=True)):
                yield line + offset, part, before == "list_item_open" and not offset
        elif token.type in {"html_block", "code_block", "fence"}:
            for offset, part in _parts(_TAG.sub(" ", token.content) if token.type == "html_block" else token.content):
                yield line + offset, part, False
        before = token.type if token.type != "paragraph_open" else before


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a block, each with the number of lines before it: one ends where a line ends with a citation."""
    parts: list[str] = []
    first = 0
    for at, line in enumerate(text.split("\n")):
        if parts and (_CITED.search(parts[-1]) or line.startswith((WARNING, COMMENT))):
            yield first, " ".join(parts)
            parts, first = [], at
        parts.append(line)
    yield first, " ".join(parts)


def _from_json(text: str) -> Iterator[Statement]:
    try:
        document = json.loads(text)
        positions = {each["id"]: each for each in document["positions"]}
        cited = json_references(document)
        for number, (key, position) in enumerate(positions.items(), start=1):
            holders = tuple(map(str, position.get("holders", ())))
            yield Statement(
                number,
                str(position["statement"]),
                cited[key],
                holders=holders,
                flagged=position.get("status") == "partly verified",
            )
        cited |= {BEFORE + str(each["id"]): tuple(references(each, names)) for each, names in earlier_records(document)}
        for number, line in enumerate(document["summary"], start=len(positions) + 1):
            ids = [*line["positions"], *(f"{BEFORE}{each}" for each in line.get("earlier", ()))]
            known = tuple(reference for key in ids for reference in cited.get(key, ()))
            missing = tuple(key for key in ids if key not in cited)
            yield Statement(number, str(line["text"]), known, missing)
        yield from _earlier(document, len(positions) + len(document["summary"]))
        for each in found_by_second(document):
            holders, flagged = tuple(map(str, each["holders"])), each.get("status") == "partly verified"
            yield Statement(1, str(each["statement"]), cited[each["id"]], holders=holders, flagged=flagged)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BrieferError(f"the brief is not a brief.json: {error}", "was it made by briefer?") from error


def _earlier(document: Mapping[str, Any], above: int) -> Iterator[Statement]:
    """What a brief.json says of earlier briefs: each statement of them is held against its articles too."""
    for number, (each, names) in enumerate(earlier_records(document), start=above + 1):
        holders = tuple(map(str, each["holders"]))
        cited, flagged = tuple(references(each, names)), bool(each.get("reasons", True))
        yield Statement(number, str(each["statement"]), cited, holders=holders, flagged=flagged)


def earlier_records(document: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, str]]]:
    """Each position of an earlier brief that a brief.json repeats, with the names of the articles by their ids."""
    changes, track = document.get("changes") or {}, document.get("track") or {}
    if changes:
        names = {each["id"]: each["name"] for each in changes["articles"]}
        told = (*left(changes["changed"]), *changes["gone"], *changes["withdrawn"])
        yield from ((each, names) for each in told)
    if track:
        names = {each["id"]: each["name"] for each in track["articles"]}
        steps = (step for chain in track["chains"] for step in chain["steps"])
        yield from ((each, names) for step in steps for each in step["said"])


def json_references(document: Mapping[str, Any]) -> dict[str, tuple[Reference, ...]]:
    """What each position of a brief.json cites, by its id."""
    names = {each["id"]: each["name"] for each in document["articles"]}
    every = (*found_by_second(document), *document["positions"])
    return {each["id"]: tuple(references(each, names)) for each in every}


def found_by_second(document: Mapping[str, Any]) -> list[Any]:
    """The positions of a brief.json that only a second engine found."""
    return list((document.get("second_engine") or {}).get("only", ()))


def references(position: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Reference]:
    """What one position of a brief.json cites."""
    for found in position["citations"]:
        name = names.get(found["article"], found["article"])
        yield Reference(
            label=f"{name}:{found['start']}",
            quote=str(found["quote"]),
            paragraph=int(found["paragraph"]),
            line=int(found["line"]),
            page=int(found.get("page", 0)),
            article=str(name),
            start=int(found["start"]),
            end=int(found["end"]),
        )
