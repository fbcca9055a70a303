"""Where prompts/ and templates/ are, and what is in them.

A wheel ships both folders inside the package; an editable install has them at the root of the repository. Reads
folders and template files; does not interpret them.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from briefer.errors import BrieferError, unread

PACK_FILE = "pack.toml"


class Template(NamedTuple):
    """A template file: what to call it in messages, the format it writes, such as `md`, and its text."""

    name: str
    suffix: str
    text: str


def folder(kind: str) -> Path:
    """The folder `prompts` or `templates`. Raises BrieferError when the installation lacks it."""
    package = Path(__file__).parent
    for base in (package, package.parent):
        if (base / kind).is_dir():
            return base / kind
    raise BrieferError(f"the folder {kind}/ is missing from this installation", "install briefer again")


def packs() -> tuple[str, ...]:
    """The names of the packs that are shipped, sorted."""
    return tuple(sorted(found.parent.name for found in folder("prompts").glob(f"*/{PACK_FILE}")))


def formats(kind: str = "brief") -> tuple[str, ...]:
    """The formats that are shipped, sorted: each is a file `templates/KIND.FORMAT.j2`."""
    return tuple(sorted(found.name.split(".")[1] for found in folder("templates").glob(f"{kind}.?*.j2")))


def template(name: str, kind: str = "brief") -> Template:
    """The shipped template of a format, of a brief or of another kind. Raises BrieferError when there is none."""
    if name not in formats(kind):
        raise BrieferError(f"no format named {name!r}", f"there are: {', '.join(formats(kind))}")
    file = f"{kind}.{name}.j2"
    return Template(f"templates/{file}", name, _text(folder("templates") / file))


def layouts() -> tuple[str, ...]:
    """The names of the templates of a brief beside the usual one, sorted: files `templates/brief-NAME.FORMAT.j2`."""
    names = (found.name.split(".")[0] for found in folder("templates").glob("brief-?*.?*.j2"))
    return tuple(sorted({name.removeprefix("brief-") for name in names}))


def layout(name: str) -> dict[str, Template]:
    """The templates of a layout, by format; empty where no layout has this name, with those of a brief for `brief`."""
    kind = "brief" if name == "brief" else f"brief-{name}"
    known = name == "brief" or name in layouts()
    return {each: template(each, kind) for each in formats(kind)} if known else {}


def user_template(path: Path) -> Template:
    """A person's own template; its format is the suffix before `.j2`, or `md`.

    Raises BrieferError when it cannot be read.
    """
    suffix = Path(path.name.removesuffix(".j2")).suffix.removeprefix(".").lower()
    return Template(str(path), suffix or "md", _text(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrieferError(f"cannot read the template {path}: {unread(error)}", "is the path right?") from error
