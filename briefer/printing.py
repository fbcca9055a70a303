"""A brief in any format: its brief.json and a template go in, the bytes of a file come out.

A format is either text, a template of `templates/`, or a module of `formats/`, which gets the page that the Markdown
template prints. Both are found by lying there. Reads no article and asks no clock: equal inputs give equal bytes.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from briefer import assets, markup, pages, plugins, render
from briefer.assets import Template
from briefer.errors import BrieferError
from briefer.model import Json
from briefer.pages import Page

KIND = "formats"
PAGE = "md"
"""The template that pages are made of."""
_LONGEST = 80
"""Characters of a marking, which has to stand on one line."""
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_LOOK = (
    "margin:0;padding:.4rem;text-align:center;font:700 .875rem/1.3 system-ui,sans-serif;color:#fff;background:#7a1f1f"
)


def suffixes() -> dict[str, str]:
    """What the files of each format end in: templates first, then modules."""
    return {each: each for each in assets.formats()} | {each: _module(each).SUFFIX for each in plugins.names(KIND)}


def is_text(name: str) -> bool:
    """Whether a format is a template's, with which everybody may print their own."""
    return name not in plugins.names(KIND)


def needed(name: str) -> None:
    """Raises BrieferError where a format needs something that is not installed: before anything is read or paid for."""
    module, extra = getattr(_module(name), "NEEDS", ("", "")) if not is_text(name) else ("", "")
    if module and importlib.util.find_spec(module) is None:
        raise BrieferError(f"{name} needs {module}, which is not installed", f"pip install 'briefer[{extra}]'")


def marked(document: Json, marking: str) -> Json:
    """The document under a marking such as TLP:AMBER. Raises BrieferError for one that is no line."""
    clean = markup.clean(marking).strip()
    if len(clean) > _LONGEST or clean != marking.strip():
        raise BrieferError(
            f"the marking {clean[:_LONGEST]!r} is no line of a page", f"give {_LONGEST} characters at most"
        )
    return {**document, "marking": clean}


def text(document: Json, template: Template) -> str:
    """The brief as a template prints it, its marking above and below.

    Raises BrieferError when it cannot be rendered, or when nobody can tell where its marking would have to stand.
    """
    printed = render.render(document, template.text, template.suffix, template.name)
    printed = _with_redactions(printed, document, template.suffix)
    marking = str(document.get("marking", ""))
    if not marking:
        return printed
    if template.suffix in render.MARKDOWN:
        line = f"**{markup.markdown(marking)}**"
        return f"{line}\n\n{printed}\n{line}\n"
    if template.suffix in ("html", "htm", "xhtml"):
        return _around(printed, f'<p class="marking" style="{_LOOK}">{markup.markup(marking)}</p>\n')
    if template.suffix in ("json", "xml"):
        if markup.json_part(marking) not in printed and markup.markup(marking) not in printed:
            raise BrieferError(f"{template.name} prints no marking", "print {{ brief.marking }} in it")
        return printed
    return f"{marking}\n\n{printed}\n{marking}\n"


def page(document: Json, template: Template | None = None, house: bytes = b"") -> Page:
    """The page that a Markdown template, the shipped one without any, makes of a brief, for formats that are no text.

    `house` is a Word document whose styles are taken.
    """
    template = template or assets.template(PAGE)
    printed, numbers = render.numbered(document, template.text, template.suffix, template.name)
    made = pages.page(_with_redactions(printed, document, template.suffix), document)
    at = {label: number for number, label in enumerate(made.labels, start=1)}
    found = {key: at[str(number)] for key, number in numbers.items() if str(number) in at}
    return replace(made, numbers=found, house=house)


def file(name: str, page: Page) -> bytes:
    """A page in the format of a module."""
    made: bytes = _module(name).write(page)
    return made


@cache
def _module(name: str) -> Any:
    return plugins.load(KIND, name)


def _with_redactions(printed: str, document: Json, suffix: str) -> str:
    """The text with a line that says that something was taken out; nothing is left out in silence."""
    count = int(document.get("redacted", 0))
    if not count:
        return printed
    line = f"{count} statement{' was' if count == 1 else 's were'} redacted from this brief."
    if suffix in render.MARKDOWN:
        return f"{printed}\n{line}\n"
    if suffix in ("html", "htm", "xhtml"):
        return _below(printed, f"<p>{line}</p>\n")
    return printed if suffix in ("json", "xml") else f"{printed}\n{line}\n"


def _around(html: str, line: str) -> str:
    body = _BODY.search(html)
    at = body.end() if body else 0
    return _below(f"{html[:at]}\n{line}{html[at:].lstrip()}", line)


def _below(html: str, line: str) -> str:
    at = html.lower().rfind("</body>")
    return f"{html}{line}" if at < 0 else f"{html[:at]}{line}{html[at:]}"


def files(
    document: Json, templates: Mapping[str, Template], binary: Sequence[str], own: Template | None, house: bytes
) -> dict[str, bytes]:
    """A brief in several formats: text by these templates, and those of `binary` by the page that `own` makes."""
    made = {name: text(document, template).encode() for name, template in templates.items()}
    if binary:
        paper = page(document, own, house)
        made |= {name: file(name, paper) for name in binary}
    return made
