"""The table on docs/quality.md, between two marks; all else on that page is written by people."""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).parents[2] / "docs" / "quality.md"
BEGIN, END = "<!-- figures: written by make quality -->", "<!-- end of figures -->"


def replaced(page: str, table: str) -> str:
    """The page with this table. Raises ValueError where the marks are missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"expected {BEGIN!r} and {END!r} on the page")
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"
