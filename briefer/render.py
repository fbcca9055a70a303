"""A brief printed: the brief.json object and a template go in, text comes out.

Numbers the citations, makes every value inert for the format, and hands the template what it needs to place them.
Reads no file and asks no clock: equal inputs give equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefer import dates, excerpt, figures, markup, sandbox, tables
from briefer.document import SCHEMA, as_dict
from briefer.errors import BrieferError
from briefer.model import Json
from briefer.prices import usd
from briefer.sandbox import Ready

__all__ = ["as_dict", "render"]

ESCAPES: Mapping[str, Callable[[str], str]] = {
    "md": markup.markdown,
    "markdown": markup.markdown,
    "html": markup.markup,
    "htm": markup.markup,
    "xhtml": markup.markup,
    "xml": markup.markup,
    "json": markup.json_part,
}
"""How a printed value is made inert, by suffix. Any other format gets it on one line without control characters."""

BEFORE = "before:"
"""Stands before the id of a position of the earlier brief, wherever ids are cited."""
HTML = ("html", "htm", "xhtml")
MARKDOWN = ("md", "markdown")
PAIRS = ("“”", '""', "«»")


def render(document: Json, template: str, suffix: str, name: str = "template") -> str:
    """The brief in the format that `template`, a Jinja2 text, describes.

    `document` is what `as_dict` makes, perhaps stored by an earlier run. `suffix` (md, html, json, …) says how values
    are escaped; `name` stands for the template in messages. A template sees `brief` (the document), `citations`,
    `actors` (who, and what they hold), `before` (articles of earlier briefs that it cites), `cite(ids)`,
    `told_by(line)` (the ids that a sentence of the bottom line cites), `uses(number)`, `positions(ids)`,
    `passages(article_id)`, `article(id)`, `issue(id)`, `stands(width)` (the matrix, in tables), `heaps(side)`
    (its positions, by article where they are many), `held` (how many
    positions an actor has), `placed` (who stands in the matrix) and the filters date, link, place, quoted, tojson
    and usd. Raises BrieferError naming file and line when it cannot be rendered.
    """
    return numbered(document, template, suffix, name)[0]


def numbered(
    document: Json, template: str, suffix: str, name: str = "template"
) -> tuple[str, Mapping[tuple[str, int, int], int]]:
    """The brief as `render` gives it, and the number of each passage in it, by its article, start and end.

    Numbers rise in the order in which the template cites, as everything numbers footnotes that shows Markdown: where
    that is not the order of reading that was expected, it is filled once more.
    """
    if document.get("schema") != SCHEMA:
        raise BrieferError(f"not a brief of schema {SCHEMA}", "was it made by another version?")
    notes = Notes(document, suffix)
    text = page(notes.values(), template, suffix, name)
    if notes.used != sorted(notes.used):
        notes = Notes(document, suffix, notes.passages_used)
        text = page(notes.values(), template, suffix, name)
    return text, notes.numbers


def page(values: Json, template: str, suffix: str, name: str) -> str:
    """What `template` makes of these values, each printed inert for the format `suffix`. Raises as `render` does."""
    templates = sandbox.environment({name: template}, {name: name}, ESCAPES.get(suffix, markup.clean))
    templates.filters.update(_filters(suffix))
    for html_only in () if suffix in HTML else ("urlize", "xmlattr"):
        del templates.filters[html_only]
    templates.bound_filters()
    return sandbox.fill(templates, name, values)


class Notes:
    """The citations of one rendering: numbered by first use in reading order, with where each has been used so far."""

    def __init__(self, document: Json, suffix: str, first: Sequence[Json] = ()) -> None:
        self._document = document
        self._suffix = suffix
        changes: Json = document.get("changes") or {"changed": [], "gone": [], "withdrawn": [], "articles": []}
        track: Json = document.get("track") or {"chains": [], "articles": []}
        steps = [step for chain in track["chains"] for step in chain["steps"]]
        self._earlier = [*tables.left(changes["changed"]), *changes["gone"], *changes["withdrawn"]]
        self._earlier += [each for step in steps for each in step["said"]]
        self._positions: dict[str, Json] = {BEFORE + each["id"]: each for each in self._earlier}
        self._only: Sequence[Json] = document.get("second_engine", {}).get("only", ())
        self._positions |= {each["id"]: each for each in (*self._only, *document["positions"])}
        self._passing = [each for key in tables.PASSING for each in document.get(key, ())]
        self._positions |= {each["id"]: {"citations": [_citation(each)]} for each in self._passing}
        self._articles: dict[str, Json] = {each["id"]: each for each in (*track["articles"], *changes["articles"])}
        own = {each["id"] for each in document["articles"]}
        self._before = [each for id_, each in self._articles.items() if id_ not in own]
        self._articles |= {each["id"]: each for each in document["articles"]}
        self._issues: dict[str, Json] = {each["id"]: each for each in document["issues"]}
        self._places = {id_: at for at, id_ in enumerate(self._issues, start=1)}
        self._actors = _by_actor(document["positions"])
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._citations: list[Json] = []
        self._passages: dict[str, list[Json]] = {}
        for found in first:
            self._number(found)
        for found in (citation for id_ in self._reading_order() for citation in self._positions[id_]["citations"]):
            self._number(found)
        self._uses: dict[int, list[str]] = {}

    @property
    def numbers(self) -> Mapping[tuple[str, int, int], int]:
        """The number of each passage, by its article, start and end."""
        return self._numbers

    @property
    def used(self) -> list[int]:
        """The numbers in the order in which they were first placed."""
        return list(self._uses)

    @property
    def passages_used(self) -> list[Json]:
        """The citations in the order in which they were first placed, as a position has them."""
        return [{**each, "article": each["article"]["id"]} for each in map(self._citation, self._uses)]

    def _citation(self, number: int) -> Json:
        return self._citations[number - 1]

    def values(self) -> dict[str, Any]:
        """What a template sees."""
        return {
            "brief": self._document,
            "citations": self._citations,
            "actors": self._actors,
            "before": self._before,
            "cite": self.cite,
            "told_by": told_by,
            "uses": self.uses,
            "positions": self.positions,
            "passages": self.passages,
            "article": self._articles.__getitem__,
            "issue": self._issues.__getitem__,
            "heaps": lambda side: tables.heaps(side, self.positions(side["positions"])),
            "moves": lambda changed: tables.moves(changed, self._positions, self._document["issues"]),
            "stands": self.stands,
            "drawn_matrix": lambda: figures.matrix(self._document),
            "drawn_timeline": lambda: figures.timeline(self._document),
            "side_of": figures.side_of,
            "anchor": self.anchor,
            "excerpt": lambda *room: excerpt.excerpt(self._document, *room),
            "held": {name: len(own) for name, own in self._actors},
            "placed": tuple(self._document.get("matrix", {}).get("actors", ())),
        }

    def positions(self, ids: Iterable[str]) -> tuple[Json, ...]:
        return tuple(self._positions[id_] for id_ in ids)

    def passages(self, article: str) -> tuple[Json, ...]:
        """The citations of one article, in the order of their numbers."""
        return tuple(self._passages.get(article, ()))

    def cite(self, ids: str | Sequence[str], most: int = 0) -> Ready:
        """References to all that the positions with these ids rest on, each once, in the markup of the format.

        With `most`, to the first so many passages of each.
        """
        wanted = [ids] if isinstance(ids, str) else ids
        cited = (citation for id_ in wanted for citation in self._positions[id_]["citations"][: most or None])
        found = [self._numbers[_key(citation)] for citation in cited]
        return Ready(" ".join(self._reference(number) for number in dict.fromkeys(found)))

    def stands(self, width: int) -> tuple[Json, ...]:
        """Who stands where, in tables of at most `width` issues, as `tables.blocks` makes them."""
        return tuple(tables.blocks(self._document["matrix"], width) if "matrix" in self._document else ())

    def anchor(self, issue: str, side: int) -> str:
        """Where a side of an issue, counted from 1, stands on a page, to lead there."""
        return f"side{self._places[issue]}-{side}"

    def uses(self, number: int) -> tuple[str, ...]:
        """The anchors where this citation has been placed so far, to lead back to."""
        return tuple(self._uses.get(number, ()))

    def _reference(self, number: int) -> str:
        anchors = self._uses.setdefault(number, [])
        anchors.append(f"r{number}-{len(anchors) + 1}")
        if self._suffix in HTML:
            label = f'aria-label="Passage {number}"'
            return f'<a class="ref" id="{anchors[-1]}" href="#c{number}" {label}>{number}</a>'
        return f"[^{number}]" if self._suffix in MARKDOWN else f"[{number}]"

    def _number(self, citation: Json) -> None:
        key = _key(citation)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            article = self._articles[citation["article"]]
            self._citations.append({**citation, "number": self._numbers[key], "article": article})
            self._passages.setdefault(article["id"], []).append(self._citations[-1])

    def _reading_order(self) -> Iterator[str]:
        """Position ids as a reader meets them: bottom line, changes, issues as printed, then actor by actor."""
        for line in self._document["summary"]:
            yield from told_by(line)
        yield from (BEFORE + each["id"] for each in self._earlier)
        for issue in sorted(self._document["issues"], key=tables.rank):
            for side in issue["sides"]:
                yield from side["positions"]
            yield from issue.get("common", ())
        for _, positions in self._actors:
            yield from (each["id"] for each in positions)
        yield from (each["id"] for each in self._passing)
        yield from (each["id"] for each in self._only)


def told_by(line: Json) -> tuple[str, ...]:
    """The ids that a sentence of the bottom line cites, those of an earlier brief among them."""
    return (*line["positions"], *(BEFORE + each for each in line.get("earlier", ())))


_BESIDE = ("id", "kind", "told", "date", "until", "words")


def _citation(record: Json) -> Json:
    """The citation in a record of an open question or an event."""
    return {key: value for key, value in record.items() if key not in _BESIDE}


def _key(citation: Json) -> tuple[str, int, int]:
    return citation["article"], citation["start"], citation["end"]


def _by_actor(positions: Iterable[Json]) -> tuple[tuple[str, tuple[Json, ...]], ...]:
    """Each actor with what it holds; what several hold together stands with each of them."""
    groups: dict[str, list[Json]] = {}
    for each in positions:
        for holder in each["holders"]:
            groups.setdefault(holder, []).append(each)
    return tuple((holder, tuple(held)) for holder, held in groups.items())


def _filters(suffix: str) -> dict[str, Callable[..., str]]:
    def tojson(value: Any, indent: int | None = None) -> str:
        text = markup.json_text(value, indent)
        if suffix in HTML:
            text = re.sub("[<>&']", lambda found: f"\\u{ord(found[0]):04x}", text)
        return Ready(text) if suffix == "json" or suffix in HTML else text

    return {
        "date": dates.printed,
        "link": lambda url: _link(url, suffix),
        "place": lambda citation: _place(citation, suffix),
        "quoted": _quoted,
        "tojson": tojson,
        "usd": usd,
    }


def _quoted(text: str) -> str:
    """The text within the first pair of quotation marks that it does not hold itself, so that one strip frees it."""
    pair = next((pair for pair in PAIRS if not set(pair) & set(text)), PAIRS[-1])
    return f"{pair[0]}{text}{pair[1]}"


def _place(citation: Json, suffix: str) -> Ready:
    """Where a passage stands: page, paragraph and line, as a link that opens its source there where there is one."""
    page = f"p. {citation['page']}, " if citation.get("page") else ""
    said = f"{page}¶ {citation['paragraph']}, line {citation['line']}"
    address = markup.web_address(citation.get("link", ""))
    if address and suffix in MARKDOWN:
        return Ready(f"[{said}](<{address}>)")
    if address and suffix in HTML:
        return Ready(f'<a href="{markup.markup(address)}" rel="noopener noreferrer">{said}</a>')
    return Ready(said)


def _link(url: str, suffix: str) -> Ready:
    """A link to an address of the web; empty for anything else, such as `javascript:`."""
    address = markup.web_address(url)
    if not address or suffix not in (*HTML, *MARKDOWN):
        return Ready(address)
    if suffix in MARKDOWN:
        return Ready(f"<{address}>")
    shown = markup.markup(address)
    return Ready(f'<a href="{shown}" rel="noopener noreferrer">{shown}</a>')
