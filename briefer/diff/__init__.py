"""What two briefs say differently: two brief.json objects in, a diff out, schema briefer.diff/1. Pure.

It goes by position and dispute, not by line: `kinds` says how a position differs, `causes` names every known reason
why it can. Nothing is asked, and statements are as they are in the briefs; making them inert is the format's business.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from briefer import matching
from briefer.diff import omissions, positions
from briefer.diff.causes import Side, differing
from briefer.diff.disputes import changed
from briefer.diff.shelf import Shelf

__all__ = ["KINDS", "SCHEMA", "Side", "compare"]

SCHEMA = "briefer.diff/1"
KINDS = positions.KINDS


def compare(before: Side, after: Side) -> dict[str, Any]:
    """The diff of two briefs, as docs/formats.md has it. Equal sides give equal diffs."""
    one, other = Shelf(before.document), Shelf(after.document)
    paired = matching.pairs(matching.of_document(before.document), matching.of_document(after.document))
    differs = differing(before, after)
    issues = changed((one, other), paired, differs)
    found = positions.changed((one, other), paired, issues.turned, differs)
    counts = Counter(each["kind"] for each in found)
    return {
        "schema": SCHEMA,
        "before": before.told,
        "after": after.told,
        "differs": [each.told for each in differs.all],
        "counts": {"same": len(paired) - sum(bool(each["before"] and each["after"]) for each in found)}
        | {kind: counts[kind] for kind in KINDS},
        "positions": found,
        "disputes": list(issues.told),
        "omissions": omissions.report((one, other), paired, differs),
    }
