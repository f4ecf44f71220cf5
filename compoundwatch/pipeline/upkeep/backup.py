"""Copies of the state database and of the store, from one night."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report

_STATE = "state.sqlite"
_STORE = "postings.sqlite"


def backup(settings: Settings, at: datetime, report: Report) -> Done:
    """Copies both into a new folder, whole or not at all, and deletes those that `backup.keep` no longer wants.

    A server's store goes into its own snapshot repository, where `backup.repository` names one. The runs are the archive and are
    not copied: see docs/airflow.md. Raises StoreError, TryLater, OSError; what was made before stays.
    """
    where = _folder(settings)
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = where / at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    beside = made.with_name(f"{made.name}.partial")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700)
    report("copying the state database")
    rows = _copy_state(settings, beside / _STATE)
    report("copying the store")
    store = _copy_store(settings, beside / _STORE, at, report)
    beside.rename(made)
    return {"folder": str(made), "rows": rows, "store": store, "deleted": _delete_old(where, settings.app.backup.keep)}


def _folder(settings: Settings) -> Path:
    chosen = settings.app.backup.folder
    return (settings.configs / chosen).resolve() if chosen else settings.var / "backups"


def _copy_state(settings: Settings, file: Path) -> int:
    """Into SQLite, whichever database it is; `compoundwatch database copy` brings it back."""
    from compoundwatch.db import open_engine, opened_database
    from compoundwatch.db.copying import copy_state

    with opened_database(settings) as source:
        copy = open_engine(f"sqlite:///{file}")
        try:
            return sum(copy_state(source, copy).values())
        finally:
            copy.dispose()


def _copy_store(settings: Settings, file: Path, at: datetime, report: Report) -> str:
    from index import upkeep

    if not upkeep.is_server(settings):
        return upkeep.backup(settings, str(file), at, report)
    repository = settings.app.backup.repository
    return upkeep.backup(settings, repository, at, report) if repository else "left to the server: backup.repository names none"


def _delete_old(where: Path, keep: int) -> int:
    """Names sort by time. What a kill left half made goes, too."""
    old = sorted(path for path in where.glob("*Z") if path.is_dir())[:-keep]
    gone = [*old, *where.glob("*Z.partial")]
    for path in gone:
        shutil.rmtree(path)
    return len(gone)
