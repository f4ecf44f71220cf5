"""What was erased on request: ids, times and a reason code, one line each, and nothing of what they said.

`<var>/erased.jsonl` is read by crawls, which then pass an erased posting over, and by whoever makes a store again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

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
    """All entries, oldest first; a last line torn by a crash is passed over."""
    log = var / LOG_NAME
    if not log.is_file():
        return
    with log.open("rb") as lines:
        for line in lines:
            if line.endswith(b"\n"):
                yield ErasedEntry.model_validate_json(line)


def log_erased(var: Path, entry: ErasedEntry) -> None:
    """Write one line down for good; an id that stands there already is not written again."""
    if any(before.id == entry.id for before in read_erased(var)):
        return
    line = entry.model_dump_json().encode() + b"\n"
    handle = os.open(var / LOG_NAME, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line if _ends_whole(handle) else b"\n" + line)
        os.fsync(handle)
    finally:
        os.close(handle)


def _ends_whole(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size == 0 or os.pread(handle, 1, size - 1) == b"\n"
