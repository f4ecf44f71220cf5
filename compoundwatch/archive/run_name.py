"""How runs are named, and in which order they stand."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from compoundwatch.errors import UsageError
from compoundwatch.text import one_line

# Both parts are the name of a folder: what begins with a dot, or could lead elsewhere, is none.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}/[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}")
_DIGITS = re.compile(r"(\d+)")


def new_run_name(source: str, started: datetime, attempt: int = 1) -> str:
    """`<source>/20261121T090653.123456Z`, further attempts at the same start with `-2`, `-3` … behind it."""
    start = started.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    return f"{source}/{start}" if attempt == 1 else f"{source}/{start}-{attempt}"


def checked(run: str) -> str:
    """The name as it is. Raises UsageError where it is none of a run."""
    if not _NAME.fullmatch(run):
        raise UsageError(f"{one_line(run[:200])!r} is no name of a run; expected <source>/<start>")
    return run


def source_of(run: str) -> str:
    return run.partition("/")[0]


def run_order(run: str) -> tuple[str, list[str | int]]:
    """Sorts by source, then by time; `-10` comes after `-9`."""
    source, _, start = run.partition("/")
    return source, [int(part) if part.isdigit() else part for part in _DIGITS.split(start)]
