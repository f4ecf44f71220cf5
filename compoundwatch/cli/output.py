"""How commands print: data on stdout, progress on stderr and only to a terminal."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from compoundwatch.text import one_line

# A spreadsheet runs a cell that begins so.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def print_json(data: Any) -> None:
    """One JSON document or line, UTF-8, as outside programs read it."""
    import orjson

    sys.stdout.write(orjson.dumps(data).decode() + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """A table for people; cells are made safe for a terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(Text(one_line("" if cell is None else str(cell))) for cell in row))
    console = Console() if sys.stdout.isatty() else Console(width=160)
    console.print(table)


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV whose cells no spreadsheet runs: what begins like a formula gets an apostrophe in front."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_inert("" if cell is None else str(cell)) for cell in row])
        sys.stdout.write(buffer.getvalue())
        buffer.seek(0)
        buffer.truncate()
    sys.stdout.write(buffer.getvalue())


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA_STARTS) else cell


class Progress:
    """One line on stderr that says what is being done; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, message: str) -> None:
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{one_line(message)}")
            sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *failure: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")


def note(message: str) -> None:
    """A word on stderr for the person at the terminal."""
    print(message, file=sys.stderr)
