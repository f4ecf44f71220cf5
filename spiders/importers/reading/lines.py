"""Lines of a file that may be endless, one at a time and none too long for memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from spiders.importers.reading.saved import Unreadable

# No advert is longer; a longer line is passed over without being kept in memory.
MOST_LINE_BYTES = 1_000_000
_KEPT_OF_LONG = 1_000


def lines_of(file: BinaryIO) -> Iterator[tuple[int, bytes] | Unreadable]:
    """Number, counted from 1, and bytes of each line."""
    number = 0
    while line := file.readline(MOST_LINE_BYTES):
        number += 1
        if len(line) < MOST_LINE_BYTES or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := file.readline(MOST_LINE_BYTES)) and not rest.endswith(b"\n"):
            pass
        yield Unreadable(number, f"expected at most {MOST_LINE_BYTES} bytes in a line", line[:_KEPT_OF_LONG])
