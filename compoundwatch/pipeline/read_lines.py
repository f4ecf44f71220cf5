"""JSONL from anywhere: lines one after another, bad ones set aside with number and reason, none too long for memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

import orjson

Record = TypeVar("Record")

# A longer line is no posting; it is skipped without being kept in memory.
MOST_BYTES = 32_000_000
_KEPT_OF_LONG = 1000


class BadLine(Exception):
    """A line that cannot be used; the message says why."""


class Rejects:
    """The file of bad lines: there only when there are any, begun anew each time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0

    def add(self, number: int, reason: str, line: bytes) -> None:
        record = {"line": number, "reason": reason, "text": line.decode(errors="replace")}
        with self.path.open("ab" if self.count else "wb") as file:
            file.write(orjson.dumps(record) + b"\n")
        self.count += 1

    def close(self) -> None:
        """Remove what an earlier run set aside, where this one had nothing to."""
        if not self.count:
            self.path.unlink(missing_ok=True)


def good_lines(lines: BinaryIO, read: Callable[[bytes], Record], rejects: Rejects) -> Iterator[Record]:
    """What `read` makes of every line that is not blank; where it raises BadLine the line goes to `rejects`."""
    number = 0
    while line := lines.readline(MOST_BYTES):
        number += 1
        if len(line) == MOST_BYTES and not line.endswith(b"\n"):
            _skip_line(lines)
            rejects.add(number, f"expected at most {MOST_BYTES} bytes in a line", line[:_KEPT_OF_LONG])
        elif line.strip():
            try:
                yield read(line)
            except BadLine as error:
                rejects.add(number, str(error), line.rstrip(b"\r\n"))
    rejects.close()


def _skip_line(lines: BinaryIO) -> None:
    while (rest := lines.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
        pass
