"""What a model costs: the shipped table with the person's own laid over it. Text in, a price out; pure."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from briefer.model import Price

_KEYS = frozenset(("input", "cached", "output"))
_RELEASE = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{4}|\d{6,8}|latest)\Z")


def price(model: str, own: str = "") -> Price | None:
    """The price of `model`; None where no table has it. `own` is the text of the person's table.

    Raises ValueError for a table that is not of the form that the shipped one explains.
    """
    prices = {**_shipped(), **_parsed(own)}
    named = model.strip()
    return next((prices[name] for name in _names(named) if name in prices), None)


def _names(model: str) -> tuple[str, ...]:
    """What a model may be called in a table, the most exact name first."""
    bare = model.rpartition("/")[2]
    return model, bare, _RELEASE.sub("", model), _RELEASE.sub("", bare)


@cache
def _shipped() -> Mapping[str, Price]:
    return _parsed(Path(__file__).with_name("prices.toml").read_text(encoding="utf-8"))


def _parsed(text: str) -> dict[str, Price]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"is not TOML: {error}") from error
    return {name: _price(name, entry) for name, entry in table.items()}


def _price(name: str, entry: object) -> Price:
    if not isinstance(entry, dict) or not {"input", "output"} <= entry.keys() <= _KEYS:
        raise ValueError(f"[{name}] needs input and output, may have cached, and nothing else")
    for key, value in entry.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
            raise ValueError(f"[{name}] {key} is {value!r}, not USD per million tokens")
    return Price(**{"cached": entry["input"], **entry})


def usd(amount: float | None) -> str:
    """An amount as people read it, to a hundredth of a cent where it is small."""
    if amount is None:
        return "cost unknown"
    return f"${amount:,.2f}" if amount >= 1 or not amount else f"${amount:.4f}"
