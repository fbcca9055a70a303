"""Whether a sentence can be read by itself, or leans on one before it in its article. Pure."""

from __future__ import annotations

import re

STANDS, LEANS, FALLS = 0, 1, 2
"""By itself; better with the sentence before it; not without it."""

_FALLS = re.compile(
    r"\b(?:added|adds)\b(?= that\b|:|, )|\bfurther (?:said|added|noted)\b"
    r"|\b(?:this|that|these|those|them|it|so|the same|the (?:former|latter|claims?|charges?|idea))[.”\"]*$",
    re.IGNORECASE,
)
"""It goes on from another one, or ends in a word for what that one has said."""
_LEANS = re.compile(
    r"\b(?:the|this|that|such|these)\s+(?:statement|proposal|draft|text|plan|move|step|actions?|charge)\b"
    r"|\b(?:such|these)\s+(?:measures?|sanctions|talks)\b"
    r"|: [“\"](?:this|that|these|those|they|he|she|such|but|and|so|in the meantime)\b",
    re.IGNORECASE,
)
"""It speaks of what another one has introduced: "refused to back the statement"."""


def leaning(statement: str) -> int:
    """STANDS, LEANS or FALLS. Of two statements the one that leans less is the better one to print alone."""
    return FALLS if _FALLS.search(statement) else LEANS if _LEANS.search(statement) else STANDS
