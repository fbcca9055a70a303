"""Which office a role is: its head ("minister") and its portfolio ("foreign"). Pure tables."""

from __future__ import annotations

from collections.abc import Iterable

PORTFOLIOS = frozenset(
    "foreign finance interior defence defense trade economy economic energy health justice environment agriculture "
    "education transport transportation culture labour labor home prime vice deputy assistant press treasury commerce "
    "industry climate migration immigration science technology development planning housing water fisheries security "
    "unification information tourism oil petroleum mining digital sports social welfare budget business employment "
    "election electoral police army navy air police fire".split()
)
"""Words before a head that say which office it is; an office of another portfolio is somebody else's."""
_SPELLED = {"defense": "defence", "labor": "labour", "transportation": "transport"}
_ALIKE = {"minister": "secretary", "secretary": "minister"}
"""Heads that are one office where the portfolio is the same: Foreign Secretary and foreign minister."""


def portfolio(phrase: str | Iterable[str]) -> frozenset[str]:
    """The portfolio that the words of a phrase name: `{"foreign"}` of "the foreign minister"; empty for none."""
    words = phrase.lower().split() if isinstance(phrase, str) else [word.lower() for word in phrase]
    return frozenset(_SPELLED.get(word, word) for word in words if word in PORTFOLIOS)


def same_office(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two portfolios may be one office's: "the minister" may be the foreign one, "the trade minister" not."""
    return one == other or not one or not other


def heads(role: str, of: frozenset[str]) -> tuple[str, ...]:
    """The heads by which an office may be called: a minister with a portfolio is a secretary as well."""
    return (role, _ALIKE[role]) if of and role in _ALIKE else (role,)
