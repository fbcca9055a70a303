"""Checks a brief of any origin against the articles: every quotation, cited statement and frame. Pure.

What frames them (headings, counts, metadata, flags) is checked where the brief has the shape of one of ours.
"""

from __future__ import annotations

from briefer.evidence.turns import CLIPPED
from briefer.verify import frame, records
from briefer.verify.parse import Reference, is_json, statements
from briefer.verify.report import Failure, Report
from briefer.verify.shelf import Shelf
from briefer.verify.statement import Checker

__all__ = ["Failure", "Report", "Shelf", "verify"]


def verify(text: str, shelf: Shelf) -> Report:
    """Every statement and quoted passage of a brief, checked. Raises BrieferError for a brief that cannot be read."""
    failures: list[Failure] = []
    checked = 0
    seen: set[Reference] = set()
    for statement in statements(text):
        for reference in statement.references:
            _, wrong = shelf.find(reference)
            if reference not in seen:
                seen.add(reference)
                checked += 1
                if wrong and not (statement.flagged and wrong.code in CLIPPED):
                    failures.append(Failure(statement.line, wrong.code, wrong.reason, reference.quote))
        passages = tuple(passage for each in statement.references if (passage := shelf.find(each)[0]))
        problems = list(Checker(statement, passages, shelf).problems())
        checked += bool(statement.references or problems)
        failures.extend(Failure(statement.line, each.code, each.reason, statement.text) for each in problems)
    failures.extend(records.check(text, shelf) if is_json(text) else frame.check(text, shelf))
    if not checked:
        failures.append(Failure(1, "nothing-cited", "the brief cites nothing that could be checked", text[:80].strip()))
    return Report(checked, tuple(failures))
