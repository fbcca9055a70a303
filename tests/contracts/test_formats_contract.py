"""What every format promises. A format is found by being in templates/; none is named here but by how it is parsed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefer import assets
from briefer.assets import Template
from briefer.document import as_dict
from briefer.model import Brief
from briefer.render import render
from tests.samples import ATTACK, BRIEF, EMPTY, INVENTED, hostile

HARMLESS = "plain words of somebody"
READABLE = (
    "**bold** _em_ `code` ~~gone~~ # head > quote | cell [text](javascript:alert) ![image](http://evil.example/x.png)",
    """<script>alert(1)</script> <img src=x onerror=alert(1)> "onmouseover="alert(1) <!-- x --> &lt;b&gt; &copy;""",
    "www.evil.example https://evil.example/x me@evil.example @team {{ 7 * 7 }} {% raw %} $\\alpha$ :warning: \\",
)
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(params=assets.formats())
def template(request: pytest.FixtureRequest) -> Template:
    return assets.template(request.param)


def made(brief: Brief, template: Template) -> str:
    return render(as_dict(brief), template.text, template.suffix, template.name)


@pytest.mark.parametrize("brief", [BRIEF, EMPTY], ids=["full", "empty"])
def test_a_brief_gives_the_same_bytes_each_time_and_after_being_stored(template: Template, brief: Brief) -> None:
    stored = json.loads(json.dumps(as_dict(brief)))
    again = render(stored, template.text, template.suffix, template.name)
    assert made(brief, template).encode() == again.encode()
    assert again.endswith("\n")
    assert not again.endswith("\n\n\n")


def test_every_statement_and_every_passage_is_there(template: Template) -> None:
    text = seen(made(BRIEF, template), template)
    for position in BRIEF.positions:
        assert words(position.statement) in text
        for citation in position.citations:
            assert words(citation.quote) in text
    for problem in BRIEF.problems:
        assert words(problem.message) in text


def test_pages_for_readers_do_not_repeat_what_was_claimed_and_withheld(template: Template) -> None:
    page = made(BRIEF, template)
    claimed = [INVENTED, "Invented", "close every port"]
    # brief.json is for programs and for review, and the one place where a claim is kept
    kept = claimed if template.suffix == "json" else []
    assert [each for each in claimed if each in page] == kept


def test_a_statement_that_is_not_clean_says_why(template: Template) -> None:
    text = seen(made(BRIEF, template), template)
    assert "partly verified" in text
    assert words("“February” is not in the passage") in text


def test_nothing_from_outside_reaches_the_terminal_or_turns_the_text(template: Template) -> None:
    assert UNSEEN.findall(made(hostile(), template)) == []


def test_nothing_from_outside_changes_the_structure(template: Template) -> None:
    """A brief of attacks has exactly the headings, lists, links and elements of one of harmless words."""
    shape = SHAPES.get(template.suffix, lines)
    assert shape(made(hostile(), template)) == shape(made(hostile(HARMLESS), template))


def test_what_comes_from_outside_reads_as_itself(template: Template) -> None:
    text = seen(made(hostile(), template), template)
    for piece in READABLE:
        assert piece in ATTACK
        assert text.count(piece) > 5


def words(text: str) -> str:
    """The text with its white space folded."""
    return " ".join(text.split())


HASHED = re.compile(r"\bi[0-9a-f]{8}\b")


class Page(HTMLParser):
    """The elements of a page with the attributes that matter, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # an issue is named by a hash of its question
        self.elements.append((tag, tuple((name, HASHED.sub("i", value or "")) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(("/" + tag, ()))

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", ()))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def tokens(text: str) -> list[Token]:
    return MarkdownIt().enable(["table", "strikethrough"]).parse(text)


def blocks(text: str) -> object:
    """The types of all tokens of a Markdown text with where its links lead, and what GitHub adds to CommonMark."""
    parsed = [
        (
            token.type,
            token.tag,
            [(child.type, child.attrs.get("href")) for child in token.children or [] if child.nesting],
        )
        for token in tokens(text)
    ]
    return parsed, [
        re.findall(rf"(?<!\\){mark}", text) for mark in (r"\[\^\d+\]:?", "://", r"www\.", "@", "<", r"\$\D")
    ]


def lines(text: str) -> int:
    return text.count("\n")


def keys(text: str) -> object:
    """A JSON document with its leaves taken off."""

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {key: bare(each) for key, each in value.items()}
        return [bare(each) for each in value] if isinstance(value, list) else type(value)

    return bare(json.loads(text))


SHAPES: dict[str, Callable[[str], object]] = {"html": lambda text: Page(text).elements, "md": blocks, "json": keys}


def seen(text: str, template: Template) -> str:
    """What a reader of the format sees, white space folded."""
    match template.suffix:
        case "html":
            return words("".join(Page(text).text))
        case "md":
            leaves = [leaf for token in tokens(text) for leaf in [*(token.children or []), token] if not leaf.children]
            return words("".join(" " if "break" in leaf.type else leaf.content for leaf in leaves))
        case "json":
            return words(" ".join(strings(json.loads(text))))
        case _:
            return words(text)


def strings(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for each in value.values() for text in strings(each)]
        case list():
            return [text for each in value for text in strings(each)]
        case _:
            return []
