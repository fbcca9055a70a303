"""Which formats `briefer generate` writes, and where to: decided before anything is read or asked."""

from __future__ import annotations

from pathlib import Path

from briefer import assets, outputs, render
from briefer.assets import Template
from briefer.cli.border import put, say
from briefer.config import Config
from briefer.errors import BrieferError
from briefer.model import Json

USUAL = ("md", "html", "json")


class Destinations:
    """The templates to fill, by format, and the file of each; no files when it all goes to standard output."""

    def __init__(self, output: str, chosen: Config) -> None:
        own = _own(chosen.template, chosen.formats)
        self.to_stdout = output == "-"
        wanted = tuple(dict.fromkeys((*own, *chosen.formats))) or _usual(output)
        if self.to_stdout and not chosen.formats and "md" in own:
            wanted = ("md",)
        templates = {each: own.get(each) or assets.template(each) for each in wanted}
        if self.to_stdout and len(templates) > 1:
            raise BrieferError("standard output takes one format", "give --format md")
        known = (*templates, *assets.formats())
        self.paths = {} if self.to_stdout else outputs.targets(output, tuple(templates), known)
        self.templates = {key: each for key, each in templates.items() if self.to_stdout or key in self.paths}

    def write(self, document: Json) -> list[str]:
        """Write every format, all of them or none; the names of the files."""
        texts = {
            key: render.render(document, each.text, each.suffix, each.name) for key, each in self.templates.items()
        }
        if self.to_stdout:
            put("".join(texts.values()))
        outputs.write({path: texts[key] for key, path in self.paths.items()})
        return [str(path) for path in self.paths.values()]


def _own(template: str, wanted: tuple[str, ...]) -> dict[str, Template]:
    """The templates that a person named, by format: a shipped layout in the formats that are wanted, or their own file.

    Says so when the name of a file is likely to be a slip. Raises BrieferError for a name of neither.
    """
    if not template:
        return {}
    if shipped := assets.layout(template):
        return {each: shipped[each] for each in wanted or shipped if each in shipped}
    if not Path(template).suffix and not Path(template).exists():
        there = ", ".join(("brief", *assets.layouts()))
        raise BrieferError(f"no template named {template!r}", f"there are: {there}; or give a file such as mine.md.j2")
    found = assets.user_template(Path(template))
    if not template.endswith(".j2") and found.suffix not in render.ESCAPES:
        hint = "name it NAME.md.j2 or NAME.html.j2 for Markdown or HTML"
        say(f"{template}: the format is {found.suffix!r}, so values are printed as plain text ({hint})")
    return {found.suffix: found}


def _usual(output: str) -> tuple[str, ...]:
    """The formats when none is named: one for standard output, the file's own, else all that people read."""
    if output == "-":
        return ("md",)
    suffix = outputs.suffix(output)
    return (suffix,) if suffix in assets.formats() and not Path(output).is_dir() else USUAL
