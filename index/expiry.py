"""Whole months of postings dropped by age, in the embedded store. A month is that of `first_seen` (UTC), as in `month_of`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from compoundwatch.errors import UsageError
from index.moments import microseconds
from index.records import Records

_MONTH: Final = re.compile(r"\d{4}\.(?:0[1-9]|1[0-2])")
_OF: Final = "strftime('%Y.%m', first_seen / 1000000, 'unixepoch')"
_TABLES: Final = ("changes", "revisions", "contacts", "named", "postings")


@dataclass(frozen=True, slots=True)
class ExpiredMonth:
    """`month` as `2024.01`, with the postings that were, or would be, dropped."""

    month: str
    postings: int


def check_month(before: str) -> str:
    """Raises UsageError for what is no month."""
    if not _MONTH.fullmatch(before):
        raise UsageError(f"{before!r} is no month; expected one such as 2024.01")
    return before


def expired_months(records: Records, before: str) -> list[ExpiredMonth]:
    """Months older than `before`, oldest first; the newest of all is in use and never among them."""
    rows = records.connection.execute(f"SELECT {_OF}, COUNT(*) FROM postings GROUP BY 1 ORDER BY 1")  # noqa: S608  # our own words
    return select_expired([ExpiredMonth(month, count) for month, count in rows], before)


def select_expired(months: Sequence[ExpiredMonth], before: str) -> list[ExpiredMonth]:
    """Of all months in order, those that go. Raises UsageError where `before` is no month."""
    check_month(before)
    return [one for one in months[:-1] if one.month < before]


def drop_month(records: Records, month: str) -> None:
    """All that is kept of a month's postings, within the caller's transaction. Nobody is told, and nothing marks their ids.

    What others were linked by stays with them.
    """
    year, number = map(int, month.split("."))
    first = datetime(year, number, 1, tzinfo=UTC)
    following = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    bounds = (microseconds(first), microseconds(following))
    for table in _TABLES:
        old = "SELECT n FROM postings WHERE first_seen >= ? AND first_seen < ?"
        records.connection.execute(f"DELETE FROM {table} WHERE n IN ({old})", bounds)  # noqa: S608  # our own table names
    for table in ("bands", "shapes"):
        used = "SELECT shape FROM postings WHERE shape IS NOT NULL"
        records.connection.execute(f"DELETE FROM {table} WHERE shape NOT IN ({used})")  # noqa: S608  # our own table names
