"""Whether a sentence says what it means where nothing stands before it. Pure."""

from __future__ import annotations

import re

from briefer.evidence.fold import folded_text

_QUOTED = re.compile(r'"[^"]*"')
_GOES_ON = re.compile(
    r"\b(?:added(?:,| that\b|:)|went on(?:,| to| that|:)|continued(?:,| that|:)|(?:also|further|then|again) \w+ed\b|"
    r"also (?:said|says|told|made|thinks|holds|wants)\b)",
    re.IGNORECASE,
)
"""What tells of words before these."""
_BARE = re.compile(r"\b(?:this|that|it|them|these|those|so|both|such)[.!?]*$", re.IGNORECASE)
"""An object that only points."""
_LEANING = re.compile(
    r"\b(?:the|this|that|such|these)\s+(?:statement|proposal|draft|text|plan|move|step|actions?|measures?|charge)\b",
    re.IGNORECASE,
)


def goes_on(statement: str) -> bool:
    """Whether a statement only follows another: "added that the port was closed", "rejected this."."""
    outside = _QUOTED.sub('""', folded_text(statement)).rstrip('" ')
    return bool(_GOES_ON.search(outside) or _BARE.search(outside))


def leans(statement: str) -> bool:
    """Whether a statement speaks of what another one has introduced: "refused to back the statement"."""
    return bool(_LEANING.search(statement))


def unstopped(statement: str) -> str:
    """A statement without its final full stop, also inside a closing quotation mark."""
    if statement.endswith((".”", '."')):
        return statement[:-2] + statement[-1]
    return statement.removesuffix(".")
