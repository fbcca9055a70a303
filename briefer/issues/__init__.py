"""Positions grouped under the questions they answer, opposed ones as sides: what an engine is asked, and its reply."""

from briefer.issues.kinds import turned
from briefer.issues.merging import merge
from briefer.issues.replies import (
    SCHEMA,
    TASK,
    Fits,
    Group,
    Numbered,
    ask,
    focused,
    left,
    narrowed,
    numbered,
    read,
    read_all,
)
from briefer.model import OTHER

__all__ = [
    "OTHER",
    "SCHEMA",
    "TASK",
    "Fits",
    "Group",
    "Numbered",
    "ask",
    "focused",
    "left",
    "merge",
    "narrowed",
    "numbered",
    "read",
    "read_all",
    "turned",
]
