"""A file that is not what its format says."""

from __future__ import annotations

from pathlib import Path

from compoundwatch.errors import CompoundwatchError


class BrokenListError(CompoundwatchError):
    """A list's file that cannot be read to its end; says where and why."""

    def __init__(self, path: Path, line: int | None, why: str) -> None:
        super().__init__(f"{path}:{line}: {why}" if line else f"{path}: {why}")
