"""Logs that only grow, a JSON line each, for the owner alone: on disk before the call returns, and read past a torn line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from compoundwatch.posting import Record

R = TypeVar("R", bound=Record)


def append_line(log: Path, record: Record) -> None:
    """Write one line down for good, also behind one that a crash has torn. Raises OSError."""
    log.parent.mkdir(parents=True, exist_ok=True)
    line = record.model_dump_json().encode() + b"\n"
    handle = os.open(log, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line if _ends_whole(handle) else b"\n" + line)
        os.fsync(handle)
    finally:
        os.close(handle)


def read_lines(log: Path, model: type[R]) -> Iterator[R]:
    """All lines, oldest first, without those that a crash has torn; nothing where there is no log."""
    if not log.is_file():
        return
    with log.open("rb") as lines:
        for line in lines:
            if line.endswith(b"}\n"):
                yield model.model_validate_json(line)


def _ends_whole(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size == 0 or os.pread(handle, 1, size - 1) == b"\n"
