"""How an embedded store stands, for people."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from compoundwatch.errors import StoreError
from index.embedded import RECORDS

# `first_seen` is whole microseconds since 1970.
_BY_MONTH: Final = (
    "SELECT strftime('%Y.%m', first_seen / 1000000, 'unixepoch') AS month, COUNT(*) FROM postings GROUP BY month ORDER BY month"
)


def status(folder: Path) -> dict[str, Any]:
    """Raises StoreError where there are records that cannot be read."""
    found: dict[str, Any] = {"store": "embedded", "where": str(folder), "layout": None, "months": {}, "erased": 0}
    if not (folder / RECORDS).exists():
        return found
    try:
        with closing(sqlite3.connect(f"file:{folder / RECORDS}?mode=ro", uri=True)) as records:
            (found["layout"],) = records.execute("PRAGMA user_version").fetchone()
            found["months"] = dict(records.execute(_BY_MONTH).fetchall())
            (found["erased"],) = records.execute("SELECT COUNT(*) FROM erased").fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{folder}: the store cannot be read: {error}") from None
    return found
