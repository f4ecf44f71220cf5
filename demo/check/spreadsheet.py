"""The archive as CSV: no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from demo.check.differences import Difference, compare

# OWASP, "CSV Injection"; a negative number is none.
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet_differences(printed: str, postings: int) -> Iterator[Difference]:
    """A row a posting under the headings, and nothing in them that runs."""
    rows = list(csv.reader(printed.splitlines(keepends=True)))
    yield from compare("rows of the CSV", postings, len(rows) - 1)
    cells = (cell for row in rows for cell in row)
    yield from compare("CSV cells that a spreadsheet runs", [], [cell for cell in cells if cell.startswith(_RUN_BY_SPREADSHEETS)])
