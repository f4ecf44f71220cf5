"""Putting a backup of the embedded store in the place of the store."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from filelock import FileLock, Timeout

from compoundwatch.errors import StoreError
from index.embedded import LOCK, RECORDS
from index.schema import VERSION

_SIDE_FILES = ("-wal", "-shm")


def restore_backup(source: Path, folder: Path) -> Path | None:
    """Restore `source` into the store's folder; where the records of before now lie, None where there were none.

    What was erased since the backup is in it again: erase `erased_ids` of the old records. The word index is made anew when
    the store is next opened. Raises StoreError when `source` is no whole backup of ours,
    or another process writes to the store.
    """
    _check(source)
    folder.mkdir(parents=True, exist_ok=True)
    records = folder / RECORDS
    kept = folder / f"{RECORDS}.before-restore"
    try:
        with FileLock(folder / LOCK).acquire(timeout=0):
            had = records.exists()
            if had:
                _checkpoint(records)
                records.replace(kept)
            for ending in _SIDE_FILES:
                records.with_name(records.name + ending).unlink(missing_ok=True)
            shutil.copyfile(source, records)
            shutil.rmtree(folder / "words", ignore_errors=True)
    except Timeout:
        raise StoreError(f"another process is writing to {folder}; stop it first") from None
    return kept if had else None


def erased_ids(records: Path) -> list[str]:
    """Ids that were erased from a store's records."""
    connection = sqlite3.connect(f"file:{records}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute("SELECT id FROM erased ORDER BY id")]
    finally:
        connection.close()


def _check(source: Path) -> None:
    try:
        connection = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (whole,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreError(f"{source} is no backup of the store: {error}") from None
    if whole != "ok" or version != VERSION:
        raise StoreError(f"{source} is no whole backup of this version's store")


def _checkpoint(records: Path) -> None:
    connection = sqlite3.connect(records)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
