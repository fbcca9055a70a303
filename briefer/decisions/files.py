"""Decisions as a file that people send each other, schema briefer.decisions/1: values in, JSON out, and back. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from briefer.decisions import LONGEST, is_moment
from briefer.extract import one_line
from briefer.model import ACCEPTED, PINNED, REJECTED, Decision, Field, Place

SCHEMA = "briefer.decisions/1"
_VALUES = {Field.VERDICT: (ACCEPTED, REJECTED, ""), Field.PINNED: (PINNED, "")}
_PLACE = ("article", "name", "holder", "words", "statement")


def as_dict(decisions: Iterable[Decision]) -> dict[str, Any]:
    """The object of the file; each decision is flat."""
    return {"schema": SCHEMA, "decisions": [entry(each) for each in decisions]}


def entry(decision: Decision) -> dict[str, Any]:
    """One decision as the file has it."""
    place = decision.place
    return {
        **{key: getattr(place, key) for key in _PLACE},
        "withheld": place.withheld,
        "field": decision.field.value,
        "value": decision.value,
        "by": decision.by,
        "at": decision.at,
    }


def parse(text: str, now: str) -> tuple[Decision, ...]:
    """The decisions of a file; none may be later than the moment `now`, or it would win over all that comes.

    Raises ValueError, in one line, for what is no such file.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise ValueError(f"not of schema {SCHEMA}")
    entries = document.get("decisions")
    if not isinstance(entries, list):
        raise ValueError("it has no list of decisions")
    return tuple(_parsed(each, f"decision {at} of {len(entries)}", now) for at, each in enumerate(entries, start=1))


def _parsed(given: object, which: str, now: str) -> Decision:
    if not isinstance(given, dict):
        raise ValueError(f"{which} is no object")
    strange = next((key for key in (*_PLACE, "field", "value", "by", "at") if not isinstance(given.get(key), str)), "")
    if strange:
        raise ValueError(f"{which} lacks its {strange}")
    article, name, holder, words, statement = (_whole(given[key]) for key in _PLACE)
    place = Place(article, name, holder, words, statement, given.get("withheld") is True)
    return decision(place, given, which, now)


def decision(place: Place, said: Mapping[str, str], which: str, now: str) -> Decision:
    """A decision on a place, of the strings field, value, by and at. Raises ValueError where they make none."""
    if said["field"] not in list(Field):
        raise ValueError(f"{which}: there is no field {said['field']!r}")
    key, value = Field(said["field"]), one_line(said["value"])
    if value not in _VALUES.get(key, (value,)):
        raise ValueError(f"{which}: {key.value} cannot be {value!r}")
    if len(value) > LONGEST:
        raise ValueError(f"{which}: longer than {LONGEST} characters")
    if place.withheld and key in (Field.WORDING, Field.PINNED):
        raise ValueError(f"{which}: a withheld claim is neither reworded nor pinned")
    by = one_line(said["by"])
    if not by or len(by) > 200:
        raise ValueError(f"{which} does not say who made it")
    if not is_moment(said["at"]) or said["at"] > now:
        raise ValueError(f"{which}: {said['at']!r} is no moment of the past, such as 2017-07-31T09:30:00.000Z")
    return Decision(place, key, value, by, said["at"])


def _whole(text: str) -> str:
    """The text with half surrogate pairs replaced; its lines stay as they are."""
    return text.encode("utf-8", "replace").decode("utf-8")
