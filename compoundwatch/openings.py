"""Who opened which capture of the sealed archive: a line each in `<var>/openings.jsonl`, written before anything is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compoundwatch.line_log import append_line, read_lines
from compoundwatch.posting import Evidence, Record, UtcDatetime

LOG_NAME = "openings.jsonl"


class Opening(Record):
    """`by` is the account of the machine; `out` the folder that the capture went to, null where only its hash was checked."""

    at: UtcDatetime
    by: str
    posting: str
    warc: str
    offset: int
    out: str | None = None
    why: str | None = None


def opening_of(  # noqa: PLR0913 - what a line says
    at: UtcDatetime, by: str, posting: str, evidence: Evidence, *, out: Path | None, why: str | None
) -> Opening:
    """The line for one capture; a path is written out in full."""
    folder = str(out.resolve()) if out else None
    return Opening(at=at, by=by, posting=posting, warc=evidence.warc, offset=evidence.offset, out=folder, why=why)


def log_opening(var: Path, opening: Opening) -> None:
    """Write one line down for good. Raises OSError: what cannot be logged is not opened."""
    append_line(var / LOG_NAME, opening)


def read_openings(var: Path) -> Iterator[Opening]:
    """All lines, oldest first; a line torn by a crash is passed over."""
    return read_lines(var / LOG_NAME, Opening)
