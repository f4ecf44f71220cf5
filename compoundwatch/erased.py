"""What was erased on request: ids, times and a reason code, one line each, and nothing of what they said.

`<var>/erased.jsonl` is read by crawls, which then pass an erased posting over, and by whoever makes a store again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

from compoundwatch.line_log import append_line, read_lines
from compoundwatch.posting import Record, UtcDatetime

Reason = Literal["request", "victim", "law", "mistake"]
REASONS: tuple[Reason, ...] = get_args(Reason)
LOG_NAME = "erased.jsonl"


class ErasedEntry(Record):
    """`why`: the person asked, it exposed a victim, a court or authority ordered it, or it never should have been kept."""

    id: str
    at: UtcDatetime
    why: Reason


def read_erased(var: Path) -> Iterator[ErasedEntry]:
    """All entries, oldest first; a line torn by a crash is passed over."""
    return read_lines(var / LOG_NAME, ErasedEntry)


def log_erased(var: Path, entry: ErasedEntry) -> None:
    """Write one line down for good; an id that stands there already is not written again."""
    if not any(before.id == entry.id for before in read_erased(var)):
        append_line(var / LOG_NAME, entry)
