"""A pack is a folder laid over prompts/default: files in, messages for an engine out.

`pack.toml` says what the pack is for; `<task>.md.j2` asks one task. A pack holds only what differs: a key or a file
that it lacks is the default's, and its templates can extend the ones they replace as `default/<task>.md.j2`.
Knows nothing of engines or of what a task means.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer import assets, markup, sandbox
from briefer.errors import BrieferError, unread
from briefer.model import Grade, Json, Message
from briefer.sandbox import Ready

if TYPE_CHECKING:
    from briefer.bounded import BoundedEnvironment

DEFAULT = "default"
TEMPLATE = ".md.j2"
MOST_FILES, MOST_BYTES = 50, 200_000
"""Files that a pack may have, and bytes in one of them."""
TEXTS = ("purpose", "audience", "emphasis", "rules")
KEYS = frozenset({"name", "parameters", "grade", *TEXTS})
BORDER = re.compile(r"^--- user ---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Pack:
    """The effective prompts, default and pack together.

    `files` are (name, text), sorted by name; those of the default that the pack replaces are there as
    `default/<name>`. `rules` says in words what of the pack the offline engine follows. `parameters` is for the
    stages; `focus` among them.
    """

    name: str
    purpose: str
    audience: str
    emphasis: str
    rules: str
    parameters: Json
    files: tuple[tuple[str, str], ...]
    grades: tuple[Grade, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 over the effective files: equal wherever the pack lies and whatever it is called."""
        return hashlib.sha256(json.dumps(self.files).encode()).hexdigest()

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks whose prompts it puts otherwise than the default."""
        own = (name.removeprefix(f"{DEFAULT}/") for name, _ in self.files if name.startswith(f"{DEFAULT}/"))
        return tuple(name.removesuffix(TEMPLATE) for name in own if name.endswith(TEMPLATE))

    @property
    def focus(self) -> tuple[str, ...]:
        """Words whose positions the brief puts first."""
        return tuple(self.parameters.get("focus", ()))


def load(name_or_dir: str) -> Pack:
    """The pack shipped under this name, or else the one in this folder.

    Raises BrieferError when there is none, or when it is malformed.
    """
    where = folder_of(name_or_dir)
    base = _read(assets.folder("prompts") / DEFAULT)
    own = base if where.name == DEFAULT and where.parent == assets.folder("prompts") else _read(where)
    _no_stray_task(where, base, own)
    replaced = {f"{DEFAULT}/{name}": text for name, text in base.items() if own.get(name, text) != text}
    files = tuple(sorted({**base, **own, **replaced}.items()))
    first, then = _settings(DEFAULT, base), _settings(str(where), own)
    parameters = {**first.get("parameters", {}), **then.get("parameters", {})}
    texts = {key: then.get(key, first.get(key, "")) for key in TEXTS}
    from briefer import grades

    called = grades.parse(then.get("grade", first.get("grade", [])))
    name = then.get("name", where.resolve().name)
    return Pack(name=name, parameters=parameters, files=files, grades=called, **texts)


def followed(pack: Pack) -> str:
    """What of a pack an engine follows that reads no prompts, and what it cannot."""
    told = [pack.rules]
    if pack.tasks:
        told.append(f"Not followed: what its prompts tell a language model ({', '.join(pack.tasks)}).")
    return " ".join(each for each in told if each)


def messages(pack: Pack, task: str, payload: Json) -> tuple[Message, ...]:
    """What to send to an engine for one job: the system message, where there is one, and the user message.

    The template sees the payload's keys, `pack`, and `fence`, a marker that the payload cannot contain; what it
    prints of the payload is one line. Its own line `--- user ---` parts the two messages; the first should not depend
    on the payload, so that endpoints can keep it. Raises BrieferError naming pack, file and line for a template that
    cannot be rendered.
    """
    name = task + TEMPLATE
    fence = _marker(payload, "fence")
    border = _marker(payload, "border")
    facts = {key: Ready(getattr(pack, key)) for key in ("name", *TEXTS)} | {"parameters": pack.parameters}
    values = {**payload, "pack": facts, "fence": fence, "border": border}
    if name not in dict(pack.files):
        raise BrieferError(f"pack {pack.name} has no {name}", "add the file, or name the task as the others are")
    parts = sandbox.fill(_environment(pack.name, pack.files), name, values).split(border)
    if len(parts) != 2:
        raise BrieferError(f"pack {pack.name}, {name}: needs exactly one line '--- user ---'", "see prompts/default")
    roles = zip(("system", "user"), parts, strict=True)
    return tuple(Message(role, text.strip()) for role, text in roles if text.strip())


def folder_of(name_or_dir: str) -> Path:
    """Where a pack lies: the one shipped under this name, or else this folder. Raises BrieferError for none."""
    if name_or_dir in assets.packs():
        return assets.folder("prompts") / name_or_dir
    path = Path(name_or_dir).expanduser()
    if (path / assets.PACK_FILE).is_file():
        return path
    if path.is_dir():
        raise BrieferError(f"{name_or_dir} is no pack", f"a pack has a file {assets.PACK_FILE}")
    raise BrieferError(f"no pack named {name_or_dir!r}", f"there are: {', '.join(assets.packs())}; or give a folder")


def _read(where: Path) -> dict[str, str]:
    """The texts of the pack's own files, by name. Notes that lie beside them are not part of the pack."""
    paths = [where / assets.PACK_FILE, *sorted(where.glob("*.j2"))]
    if len(paths) > MOST_FILES:
        raise BrieferError(f"the pack {where} has {len(paths)} files", f"{MOST_FILES} at most")
    return {path.name: text_of(path, where) for path in paths}


def text_of(path: Path, where: Path) -> str:
    """The text of a file of the pack in the folder `where`.

    Raises BrieferError for one that is too large, no text, or a link that leads out of the folder: a pack comes from
    somebody else, and its prompts go to an endpoint.
    """
    try:
        if not path.resolve().is_relative_to(where.resolve()) or (path.exists() and not path.is_file()):
            raise BrieferError(f"{path} leads out of the pack, or is no file", "a pack holds its files itself")
        if path.stat().st_size > MOST_BYTES:
            raise BrieferError(f"{path} is too large for a prompt", f"{MOST_BYTES // 1000} kB at most")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrieferError(
            f"cannot read the pack {where}: {unread(error)}", "every file of a pack is UTF-8 text"
        ) from error


def _no_stray_task(where: Path, base: Mapping[str, str], own: Mapping[str, str]) -> None:
    """A file with a misspelt name would change nothing and nobody would notice."""
    for name in own:
        if name not in base and not name.startswith("_"):
            there = ", ".join(sorted(known for known in base if known.endswith(TEMPLATE)))
            raise BrieferError(
                f"{where}: {name} replaces nothing", f"there are: {there}; a part to include is _NAME.j2"
            )


def _settings(where: str, files: Mapping[str, str]) -> dict[str, Any]:
    """pack.toml, parsed and checked. Raises BrieferError with what is wrong in one line."""
    place = f"{where}/{assets.PACK_FILE}"
    try:
        settings = tomllib.loads(files[assets.PACK_FILE])
    except tomllib.TOMLDecodeError as error:
        raise BrieferError(f"{place}: {error}", "correct the file") from error
    for key in sorted(settings.keys() - KEYS):
        raise BrieferError(f"{place}: no such key: {key}", f"there are: {', '.join(sorted(KEYS))}")
    for key in ("name", *TEXTS):
        if not isinstance(settings.get(key, ""), str):
            raise BrieferError(f"{place}: {key} must be text", f'write {key} = "…"')
    if not settings.get("purpose", "").strip():
        raise BrieferError(f"{place}: says no purpose", 'add a line purpose = "…"')
    parameters = settings.get("parameters", {})
    if not isinstance(parameters, dict):
        raise BrieferError(f"{place}: parameters must be a table", "write [parameters] on a line of its own")
    focus = parameters.get("focus", [])
    if not isinstance(focus, list) or not all(isinstance(word, str) for word in focus):
        raise BrieferError(
            f"{place}: parameters.focus must be a list of words", 'write focus = ["exemption", "vessel"]'
        )
    from briefer import grades

    try:
        grades.parse(settings.get("grade", []))
    except ValueError as error:
        raise BrieferError(f"{place}: {error}", "docs/packs.md has the format") from error
    return settings


def _marker(payload: Json, use: str) -> str:
    """Hex that depends on the whole payload, so that no text within the payload can hold it by design."""
    canonical = json.dumps(payload, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(f"{use} {canonical}".encode()).hexdigest()[:16]


@lru_cache(maxsize=4)
def _environment(pack: str, files: tuple[tuple[str, str], ...]) -> BoundedEnvironment:
    """Kept, because compiling a template takes longer than filling it a hundred times."""
    sources = {name: BORDER.sub("{{ border }}", text) for name, text in files if name.endswith(".j2")}
    made = sandbox.environment(sources, {name: f"pack {pack}, {name}" for name in sources}, markup.folded)
    made.bound_filters()
    return made
