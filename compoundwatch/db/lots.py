"""Values in lots that every database takes in one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

Value = TypeVar("Value")

# SQLite takes 999 in one statement, whatever it was built with, and others stand beside these.
MOST_VALUES: Final = 500


def in_lots(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """All values in order, at most `MOST_VALUES` at a time."""
    return (values[first : first + MOST_VALUES] for first in range(0, len(values), MOST_VALUES))
