"""BibTeX: the sources for LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefer.markup import clean, web_address
from briefer.model import Json
from briefer.pages import Page

SUFFIX = "bib"

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "_": r"\_",
}
_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-\d\d)?)?")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def write(page: Page) -> bytes:
    """The articles of the brief in its order, as entries @misc in UTF-8; the marking is a comment above and below."""
    # an @ begins an entry even in what looks like a comment
    marking = f"% {clean(page.marking).replace('@', '(at)')}\n\n" if page.marking else ""
    entries = "\n".join(_entry(each) for each in page.document["articles"])
    return f"% generator: briefer\n\n{marking}{entries}\n{marking}".rstrip("\n").encode() + b"\n"


def _entry(article: Json) -> str:
    fields = "".join(f"  {key} = {value},\n" for key, value in _fields(article))
    return f"@misc{{{re.sub(r'[^a-z0-9-]', '', article['id'])},\n{fields}}}\n"


def _fields(article: Json) -> Iterator[tuple[str, str]]:
    # a second pair of braces keeps the capitals of a title
    yield "title", f"{{{{{_escaped(article['title'] or article['name'])}}}}}"
    if article["outlet"]:
        yield "howpublished", f"{{{_escaped(article['outlet'])}}}"
    if day := _DAY.match(article["published"]):
        yield "year", f"{{{day[1]}}}"
        if day[2]:
            yield "month", _MONTHS[int(day[2]) - 1]
        yield "date", f"{{{day[0]}}}"
    if address := web_address(article["url"]):
        yield "url", f"{{{address}}}"
    yield "note", f"{{{_escaped(article['name'])}}}"


def _escaped(value: str) -> str:
    return re.sub(r"[\\{}#$%&~^_]", lambda found: _SPECIAL[found[0]], clean(value))
