"""A plugin is a file: names in, modules out. Knows nothing of what a plugin of each kind must offer."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from briefer.errors import BrieferError


def names(kind: str) -> tuple[str, ...]:
    """The plugins of one kind (`readers`, `engines`, `runners`), sorted: the modules in that folder."""
    package = importlib.import_module(f"briefer.{kind}")
    return tuple(sorted(found.name for found in pkgutil.iter_modules(package.__path__)))


def load(kind: str, name: str) -> ModuleType:
    """The module of one plugin; a name with a dot is imported as it stands, so anybody can bring their own.

    Raises BrieferError when there is none of that name.
    """
    if "." in name:
        path = name
    elif name in names(kind):
        path = f"briefer.{kind}.{name}"
    else:
        raise BrieferError(f"no {kind[:-1]} named {name!r}", f"there are: {', '.join(names(kind))}")
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError as error:
        if error.name and f"{path}.".startswith(f"{error.name}."):
            raise BrieferError(f"no module named {path!r}", "is it installed, or on PYTHONPATH?") from error
        raise
