"""Fields of a JSON object that anybody may have written: what is of another type counts as not there. Pure."""

from __future__ import annotations

from typing import Any

from briefer.model import Json


def records(brief: Json, key: str) -> list[dict[str, Any]]:
    """The objects in a list."""
    found = brief.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def strings(record: Json, key: str) -> list[str]:
    """The entries of a list, as text."""
    found = record.get(key)
    return [str(each) for each in found] if isinstance(found, list) else []
