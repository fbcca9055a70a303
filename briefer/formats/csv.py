"""CSV of the positions for spreadsheets; no cell of it is a formula."""

from __future__ import annotations

import re

from briefer.markup import clean
from briefer.pages import Page
from briefer.pages.rows import COLUMNS, rows

SUFFIX = "csv"

_FORMULA = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20|%]")
"""What a spreadsheet may take for the beginning of a formula or a command."""


def write(page: Page) -> bytes:
    """A row for each position and issue, in UTF-8 with a byte order mark, by which spreadsheets know it."""
    import csv
    import io

    made = io.StringIO(newline="")
    table = csv.writer(made)
    table.writerow(COLUMNS)
    table.writerows([_cell(row[column]) for column in COLUMNS] for row in rows(page))
    return made.getvalue().encode("utf-8-sig")


def _cell(value: str | int) -> str | int:
    """Text that begins like a formula gets an apostrophe, with which spreadsheets show it as it stands."""
    if isinstance(value, int):
        return value
    text = clean(value)
    return f"'{text}" if _FORMULA.match(text) else text
