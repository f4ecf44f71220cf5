"""JSON lines: one object a line, one object a posting, such as other tools export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import orjson

from spiders.importers.reading.lines import lines_of
from spiders.importers.reading.rows import BadRow, Columns, saved_row
from spiders.importers.reading.saved import Given, SavedRow, Unreadable
from spiders.reading.json_page import dig


class Jsonl:
    """Keys are columns; `--map text=caption.text` reaches into an object. What is no text or number counts as missing."""

    name: ClassVar[str] = "jsonl"

    def recognises(self, file: Path, head: bytes) -> bool:  # noqa: ARG002 - a line of JSON may be a page as well
        """By its ending."""
        return file.suffix.lower() in {".jsonl", ".ndjson"}

    def read(self, file: Path, given: Given) -> Iterator[SavedRow | Unreadable]:
        """A posting a line, streamed. Raises UsageError where the first object has no column for title or text."""
        otherwise, columns = given.moment_of(file), None
        with file.open("rb") as opened:
            for line in lines_of(opened):
                if isinstance(line, Unreadable):
                    yield line
                elif line[1].strip():
                    record = _record(line[1])
                    if record is None:
                        yield Unreadable(line[0], "expected a JSON object", line[1].rstrip(b"\r\n"))
                    else:
                        columns = columns or _columns(record, given)
                        yield _row(record, columns, given, line, otherwise)


def _record(line: bytes) -> dict[str, Any] | None:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None


def _columns(record: Mapping[str, Any], given: Given) -> Columns:
    """Any key may be missing in the first object, so what `--map` names is taken at its word."""
    return Columns.of(dict.fromkeys([*record, *given.columns.values()]), given)


def _row(
    record: Mapping[str, Any], columns: Columns, given: Given, line: tuple[int, bytes], otherwise: datetime
) -> SavedRow | Unreadable:
    number, raw = line
    cells = {heading: text for heading in columns.headings.values() if (text := _text(record, heading))}
    try:
        row = saved_row(cells, columns, given, number=number, otherwise=otherwise)
    except BadRow as error:
        return Unreadable(number, str(error), raw.rstrip(b"\r\n"))
    return SavedRow(row.draft, row.saved_at, row.kind, number, orjson.dumps(record))


def _text(record: Mapping[str, Any], heading: str) -> str | None:
    value = record[heading] if heading in record else dig(record, *heading.split("."))
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


IMPORTER = Jsonl()
