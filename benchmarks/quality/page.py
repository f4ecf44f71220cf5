"""The tables on docs/quality.md, between marks; all else on that page is written by people."""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).parents[2] / "docs" / "quality.md"


def write(figures: str, languages: str) -> None:
    """Put both tables on the page. Raises ValueError where a mark is missing."""
    page = replaced(FILE.read_text(encoding="utf-8"), "figures", figures)
    FILE.write_text(replaced(page, "languages", languages), encoding="utf-8")


def replaced(page: str, name: str, table: str) -> str:
    """The page with this table between the marks of that name. Raises ValueError where they are missing."""
    begin, end = f"<!-- {name}: written by make quality -->", f"<!-- end of {name} -->"
    before, began, rest = page.partition(begin)
    _, ended, after = rest.partition(end)
    if not began or not ended:
        raise ValueError(f"expected {begin!r} and {end!r} on the page")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"
