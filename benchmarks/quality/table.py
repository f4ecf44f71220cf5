"""Figures as the cells of one table, for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.quality.figures import Figure, Unit
from benchmarks.quality.release import Release

COLUMNS = ("figure", "now", "n", "95 % interval", "tuned half", "last release", "target", "met")
Row = tuple[str, ...]


def rows(figures: Iterable[Figure], release: Release) -> list[Row]:
    """One row a figure, the columns those of COLUMNS."""
    return [_row(figure, release.values.get(figure.key)) for figure in figures]


def _row(figure: Figure, released: float | None) -> Row:
    unit, target = figure.unit, figure.target
    spread = "" if figure.low is None else f"{_shown(figure.low, unit)} to {_shown(figure.high, unit)}"
    aim = f"{_SIGNS[target.side]} {_shown(target.value, unit)}" if target else ""
    value = f"{_shown(figure.value, unit)}{_SUFFIX[unit]}"
    return (
        figure.title,
        value,
        f"{figure.n:,}",
        spread,
        _shown(figure.other_half, unit),
        _shown(released, unit),
        aim,
        _MET[figure.met],
    )


_SIGNS = {">=": "≥", "<=": "≤", ">": ">"}
_MET = {True: "yes", False: "**no**", None: ""}
_SUFFIX: dict[Unit, str] = {"share": "", "per 1,000": " per 1,000", "records": " records", "km": " km"}


def _shown(value: float | None, unit: Unit) -> str:
    if value is None:
        return ""
    match unit:
        case "share":
            return f"{value:.3f}"
        case "per 1,000":
            return f"{1000 * value:.2f}"
        case "records":
            return f"{value:g}"
        case "km":
            return f"{value:.0f}"


def plain(table: Sequence[Row]) -> str:
    """Columns of equal width under their names."""
    whole = [COLUMNS, *table]
    widths = [max(len(row[at]) for row in whole) for at in range(len(COLUMNS))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in whole)
    return "\n".join(lines).replace("**", "")


def markdown(columns: Row, table: Iterable[Row]) -> str:
    """A table as docs/quality.md shows it."""
    lines = [columns, tuple("---" for _ in columns), *table]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
