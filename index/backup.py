"""Putting a backup of the embedded store, or one made again, in the place of the store."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from compoundwatch.errors import StoreError
from index.embedded import LOCK, RECORDS
from index.moments import to_moment
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


def take_over(new: Path, folder: Path) -> Path | None:
    """Put the store in the folder `new`, closed, in the place of the one in `folder`; where the records of before are kept.

    One rename decides: a kill before it leaves the old store, after it the new one. Raises StoreError when another process
    writes to the store.
    """
    folder.mkdir(parents=True, exist_ok=True)
    records = folder / RECORDS
    try:
        with FileLock(folder / LOCK).acquire(timeout=0):
            kept = _keep(records) if records.exists() else None
            _checkpoint(new / RECORDS)
            old = list((folder / "words").glob("*"))
            (folder / "words").mkdir(exist_ok=True)
            for words in (new / "words").iterdir():
                words.replace(folder / "words" / words.name)
            (new / RECORDS).replace(records)
            for words in old:
                shutil.rmtree(words, ignore_errors=True)
    except Timeout:
        raise StoreError(f"another process is writing to {folder}; stop it first") from None
    return kept


def _keep(records: Path) -> Path:
    """The same records under a second name; their side files, empty unless the store is broken, move there."""
    kept = records.with_name(f"{RECORDS}.before-rebuild")
    with suppress(sqlite3.DatabaseError):
        _checkpoint(records)
    kept.unlink(missing_ok=True)
    kept.hardlink_to(records)
    for ending in _SIDE_FILES:
        side = records.with_name(records.name + ending)
        if side.exists():
            side.replace(kept.with_name(kept.name + ending))
    return kept


def tombstones(folder: Path) -> list[tuple[str, datetime]]:
    """What was erased from the store in a folder, and when; nothing where no records can be read."""
    if not is_in_use(folder):
        return []
    with closing(_read_only(folder / RECORDS)) as connection, suppress(sqlite3.DatabaseError):
        rows = connection.execute("SELECT id, at FROM erased ORDER BY at, id").fetchall()
        return [(posting_id, to_moment(at)) for posting_id, at in rows]
    return []


def is_in_use(folder: Path) -> bool:
    """Whether a store is in this folder."""
    return (folder / RECORDS).exists()


def copies(folder: Path) -> tuple[Path, ...]:
    """Records of before a restore or a rebuild, which nothing erases from."""
    return tuple(sorted(path for path in folder.glob(f"{RECORDS}.before-*") if not path.name.endswith(_SIDE_FILES)))


def erased_ids(records: Path) -> list[str]:
    """Ids that were erased from a store's records."""
    with closing(_read_only(records)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM erased ORDER BY id")]


def _read_only(records: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{records}?mode=ro", uri=True)


def _check(source: Path) -> None:
    try:
        with closing(_read_only(source)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (whole,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{source} is no backup of the store: {error}") from None
    if whole != "ok" or version != VERSION:
        raise StoreError(f"{source} is no whole backup of this version's store")


def _checkpoint(records: Path) -> None:
    connection = sqlite3.connect(records)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
