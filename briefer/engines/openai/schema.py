"""Checks a JSON value against the part of JSON Schema that the reply schemas use. Value and schema in, violations out.

Known: type, properties, required, additionalProperties, items, anyOf, enum, pattern, minLength, maxLength, minItems,
maxItems, minimum, maximum. Any other constraint is refused with ValueError, so that a schema never promises what is not
checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefer.model import Json


@dataclass(frozen=True, slots=True)
class Violation:
    """Where (`answer.items[2].id`) and what is wrong, in words a model understands.

    `shape` is true for a wrong structure (type, missing or unknown property): no endpoint that enforces the schema
    lets that through, whereas some do not know `pattern` or the limits.
    """

    place: str
    words: str
    shape: bool

    def __str__(self) -> str:
        return f"{self.place} {self.words}"


def violations(value: Any, schema: Json, place: str = "answer") -> tuple[Violation, ...]:
    """Everything in which `value` departs from `schema`, outermost first; empty when it is valid.

    Raises ValueError for a schema with a constraint that is not known here.
    """
    return tuple(_violations(value, schema, place))


def _violations(value: Any, schema: Json, place: str) -> Iterator[Violation]:
    unknown = schema.keys() - _LIMITS.keys() - _STRUCTURE - _ANNOTATIONS
    if unknown:
        raise ValueError(f"no check for the schema's {', '.join(sorted(unknown))}")
    if not _is_of_type(value, schema.get("type", ())):
        yield Violation(place, f"must be of type {_names(schema['type'])}, it is {_type_of(value)}", True)
        return
    if "enum" in schema and not any(value == one and type(value) is type(one) for one in schema["enum"]):
        yield Violation(place, f"must be one of {', '.join(map(repr, schema['enum']))}", False)
    for name in schema.keys() & _LIMITS.keys():
        complaint = _LIMITS[name](value, schema[name])
        if complaint:
            yield Violation(place, complaint, False)
    if "anyOf" in schema:
        yield from _nearest(value, schema["anyOf"], place)
    if isinstance(value, Mapping):
        yield from _of_object(value, schema, place)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _violations(item, schema.get("items", {}), f"{place}[{number}]")


def _nearest(value: Any, schemas: Sequence[Json], place: str) -> tuple[Violation, ...]:
    """In what a value departs from the one of these schemas that it comes nearest to; () where it fits one."""
    if any(next(_violations(value, each, place), None) is None for each in schemas):
        return ()
    return min((violations(value, each, place) for each in schemas), key=len)


def _of_object(value: Json, schema: Json, place: str) -> Iterator[Violation]:
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    for name in schema.get("required", ()):
        if name not in value:
            yield Violation(place, f"lacks the property {name!r}", True)
    for name, item in value.items():
        if name in properties:
            yield from _violations(item, properties[name], f"{place}.{name}")
        elif others is False:
            yield Violation(place, f"must not have a property {name!r}", True)
        elif isinstance(others, Mapping):
            yield from _violations(item, others, f"{place}.{name}")


def _type_of(value: Any) -> str:
    return next(name for name, test in _TYPES.items() if test(value))


def _is_of_type(value: Any, wanted: Any) -> bool:
    names = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    return not names or any(_TYPES[name](value) for name in names)


def _names(wanted: Any) -> str:
    return wanted if isinstance(wanted, str) else " or ".join(wanted)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: dict[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "number": _is_number,
    "array": lambda value: isinstance(value, list | tuple),
    "object": lambda value: isinstance(value, Mapping),
}

_LIMITS: dict[str, Callable[[Any, Any], str]] = {
    "pattern": lambda value, limit: (
        f"must match {limit}" if isinstance(value, str) and not re.search(limit, value) else ""
    ),
    "minLength": lambda value, limit: (
        f"must have at least {limit} characters" if isinstance(value, str) and len(value) < limit else ""
    ),
    "maxLength": lambda value, limit: (
        f"must have at most {limit} characters, it has {len(value)}"
        if isinstance(value, str) and len(value) > limit
        else ""
    ),
    "minItems": lambda value, limit: (
        f"must have at least {limit} items" if isinstance(value, list | tuple) and len(value) < limit else ""
    ),
    "maxItems": lambda value, limit: (
        f"must have at most {limit} items, it has {len(value)}"
        if isinstance(value, list | tuple) and len(value) > limit
        else ""
    ),
    "minimum": lambda value, limit: f"must be at least {limit}" if _is_number(value) and value < limit else "",
    "maximum": lambda value, limit: f"must be at most {limit}" if _is_number(value) and value > limit else "",
}
_STRUCTURE = frozenset({"type", "properties", "required", "additionalProperties", "items", "anyOf", "enum"})
_ANNOTATIONS = frozenset({"$schema", "title", "description", "default", "examples"})
