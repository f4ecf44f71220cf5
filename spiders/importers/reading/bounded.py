"""Files from outside, read with a bound."""

from __future__ import annotations

from pathlib import Path

from compoundwatch.errors import CompoundwatchError


def whole_file(file: Path, most: int) -> bytes:
    """All of a file. Raises CompoundwatchError where it is longer than `most` bytes, OSError."""
    with file.open("rb") as opened:
        body = opened.read(most + 1)
    if len(body) > most:
        raise CompoundwatchError(f"is longer than {most / 1_000_000:g} MB, which no page is")
    return body
