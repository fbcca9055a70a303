"""Which formats `briefer generate` and `briefer show` write, and where to: decided before anything is read or asked."""

from __future__ import annotations

import sys
from pathlib import Path

from briefer import assets, outputs, printing, render
from briefer.assets import Template
from briefer.cli.border import put, say
from briefer.config import Config
from briefer.errors import BrieferError
from briefer.model import Json
from briefer.redaction import redacted

USUAL = ("md", "html", "json")


class Destinations:
    """The templates to fill, by format, and the file of each; no files when it all goes to standard output."""

    def __init__(self, output: str, chosen: Config) -> None:
        own, shipped = _own(chosen.template)
        endings = {each: each for each in own} | printing.suffixes()
        self.to_stdout = output == "-"
        usual = _usual(output, endings)
        usual = tuple(each for each in usual if each in own) if shipped and usual is USUAL else usual
        # one's own template is written beside what is named, unless that is all made of the page that it prints
        paged = bool(chosen.formats) and not any(map(printing.is_text, chosen.formats))
        wanted = dict.fromkeys((*(() if shipped or paged else own), *chosen.formats) or usual)
        for each in wanted:
            if each not in endings:
                raise BrieferError(f"no format named {each!r}", f"there are: {', '.join(endings)}")
        if self.to_stdout and len(wanted) > 1:
            raise BrieferError("standard output takes one format", "give --format md")
        named = {each: endings[each] for each in wanted}
        # another layout beside the whole brief does not take its place
        stem = chosen.template if shipped else "brief"
        self.paths = {} if self.to_stdout else outputs.targets(output, named, {**endings, **named}, stem)
        outputs.check(self.paths.values())
        kept = [each for each in wanted if self.to_stdout or each in self.paths]
        self.templates = {key: own.get(key) or assets.template(key) for key in kept if printing.is_text(key)}
        self._binary = [key for key in kept if not printing.is_text(key)]
        self._page = own.get(printing.PAGE)
        self._redact = chosen.redact
        printing.marked({}, chosen.marking)  # one that cannot be printed is refused before anything is asked
        self._house = _house(chosen.reference_doc) if self._binary else b""
        for each in self._binary:
            printing.needed(each)
        if self._binary and self.to_stdout and sys.stdout.isatty():
            raise BrieferError(f"{self._binary[0]} is nothing for a terminal", "give -o FILE, or send it to a program")

    def prepared(self, document: Json) -> Json:
        """The document as it is to be seen: what the settings redact is taken out of it."""
        taken = redacted(document, self._redact)
        if taken.ids:
            say(f"redacted: {', '.join(sorted(taken.ids))}")
        return taken.document

    def write(self, document: Json) -> list[str]:
        """Write every format, all of them or none; the names of the files."""
        contents = printing.files(document, self.templates, self._binary, self._page, self._house)
        if self.to_stdout:
            for content in contents.values():
                put(content)
        outputs.write({path: contents[key] for key, path in self.paths.items()})
        return [str(path) for path in self.paths.values()]


def _own(template: str) -> tuple[dict[str, Template], bool]:
    """The templates that a person named, by format, and whether they are a layout of ours.

    Says so when the name of a file is likely to be a slip. Raises BrieferError for a name of neither.
    """
    if not template:
        return {}, False
    if shipped := assets.layout(template):
        return shipped, True
    if not Path(template).suffix and not Path(template).exists():
        there = ", ".join(("brief", *assets.layouts()))
        raise BrieferError(f"no template named {template!r}", f"there are: {there}; or give a file such as mine.md.j2")
    found = assets.user_template(Path(template))
    if not template.endswith(".j2") and found.suffix not in render.ESCAPES:
        hint = "name it NAME.md.j2 or NAME.html.j2 for Markdown or HTML"
        say(f"{template}: the format is {found.suffix!r}, so values are printed as plain text ({hint})")
    return {found.suffix: found}, False


def _usual(output: str, endings: dict[str, str]) -> tuple[str, ...]:
    """The formats when none is named: one for standard output, the file's own, else all that people read."""
    if output == "-":
        return ("md",)
    meant = "" if outputs.is_folder(output) else outputs.format_of(output, endings)
    return (meant,) if meant else USUAL


def _house(reference_doc: str) -> bytes:
    """The Word document whose styles are taken; read before anything else is done."""
    if not reference_doc:
        return b""
    try:
        return Path(reference_doc).read_bytes()
    except OSError as error:
        raise BrieferError(f"cannot read the reference document {reference_doc}: {error.strerror}") from error
