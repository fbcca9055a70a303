"""Parquet of the positions, with typed columns, for notebooks and databases."""

from __future__ import annotations

from briefer.markup import clean
from briefer.pages import Page
from briefer.pages.rows import COLUMNS, rows

SUFFIX = "parquet"
NEEDS = ("pyarrow", "parquet")


def write(page: Page) -> bytes:
    """A row for each position and issue."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {str: pa.string(), int: pa.int64()}
    made = page.document["made_with"]
    about = {"generator": clean(f"briefer {made['version']}"), "title": page.title, "marking": page.marking}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()], metadata=about)
    found = rows(page)
    columns = {
        name: [clean(row[name]) if kind is str else row[name] for row in found] for name, kind in COLUMNS.items()
    }
    written = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, schema=schema), written, compression="snappy")
    return bytes(written.getvalue().to_pybytes())
