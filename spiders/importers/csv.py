"""CSV and TSV tables, one row a posting, as spreadsheets export them. A cell is text, whatever it begins with."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, TextIO

import orjson

from compoundwatch.errors import UsageError
from compoundwatch.text import one_line
from spiders.importers.reading.lines import MOST_LINE_BYTES
from spiders.importers.reading.rows import BadRow, Columns, saved_row
from spiders.importers.reading.saved import Given, SavedRow, Unreadable

_MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
_DELIMITERS = (",", ";", "\t", "|")
# The module's own default, said again before each row: it holds for the whole process, and other readers set it higher.
_LONGEST_CELL = 131_072


class Csv:
    """The first line names the columns. UTF-8, or UTF-16 with its mark, unless `--encoding` says another."""

    name: ClassVar[str] = "csv"

    def recognises(self, file: Path, head: bytes) -> bool:  # noqa: ARG002 - any text may be a table
        """By its ending."""
        return file.suffix.lower() in {".csv", ".tsv", ".tab"}

    def read(self, file: Path, given: Given) -> Iterator[SavedRow | Unreadable]:
        """A posting a row, streamed.

        Raises UsageError where the table has no column for title or text, or is not in its encoding.
        """
        otherwise = given.moment_of(file)
        with file.open(encoding=_encoding(file, given), newline="") as opened:
            rows = _Rows(opened)
            columns = Columns.of(rows.headings, given)
            for row in rows:
                if isinstance(row, Unreadable):
                    yield row
                    continue
                number, cells = row
                try:
                    yield saved_row(cells, columns, given, number=number, otherwise=otherwise)
                except BadRow as error:
                    yield Unreadable(number, str(error), orjson.dumps(cells))


class _Rows:
    """Rows by heading, with the number of the line they begin in."""

    def __init__(self, file: TextIO) -> None:
        self._lines = _lines(file)
        first = next(self._lines, "")
        self._delimiter = max(_DELIMITERS, key=first.count)
        self.headings = next(csv.reader([first], delimiter=self._delimiter), [])

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]] | Unreadable]:
        reader = csv.reader(self._lines, delimiter=self._delimiter)
        while True:
            # The line of the headings was read before this reader began.
            number = reader.line_num + 2
            csv.field_size_limit(_LONGEST_CELL)
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Unreadable(number, f"expected a row: {error}")
                continue
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield self._row(number, cells)

    def _row(self, number: int, cells: list[str]) -> tuple[int, dict[str, str]] | Unreadable:
        if len(cells) > len(self.headings):
            return Unreadable(number, f"has {len(cells)} cells for {len(self.headings)} columns", orjson.dumps(cells))
        return number, dict(zip(self.headings, cells, strict=False))


def _lines(file: TextIO) -> Iterator[str]:
    """Lines, of which one without an end is given in pieces that are rows of their own: none too long for memory."""
    try:
        while line := file.readline(MOST_LINE_BYTES):
            yield line
    except UnicodeError:
        told = "--encoding says what it is, such as gb18030 or windows-1252"
        raise UsageError(f"is not {file.encoding}: {told}") from None


def _encoding(file: Path, given: Given) -> str:
    if given.encoding:
        try:
            return lookup(given.encoding).name
        except LookupError:
            raise UsageError(f"--encoding {one_line(given.encoding, 40)}: no such encoding") from None
    with file.open("rb") as opened:
        head = opened.read(3)
    return next((name for mark, name in _MARKS.items() if head.startswith(mark)), "utf-8")


IMPORTER = Csv()
