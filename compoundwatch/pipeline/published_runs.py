"""Which run folders make up the archive, in the order in which they were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.pipeline.recover import finished_runs
from compoundwatch.run_folder import RunFolder


@dataclass(frozen=True, slots=True)
class PublishedRun:
    """`at`: its ingest time; of a run from before that was written down, when it ended."""

    at: datetime
    folder: RunFolder


def published_runs(engine: Engine, runs: Path) -> list[PublishedRun]:
    """Runs in the order of their ingest times.

    A run that the state database knows as not published is left out: its turn is still to come, and it will be told then.
    Where that database was lost, every finished run counts.
    """
    with engine.connect() as connection:
        rows = connection.execute(select(db.runs.c.run, db.runs.c.published)).all()
    states = {row.run: bool(row.published) for row in rows}
    found = [
        PublishedRun(folder.published_at() or folder.read_stats().ended, folder)
        for folder in finished_runs(runs)
        if states.get(folder.run, folder.publication.is_file() or not states)
    ]
    return sorted(found, key=lambda run: (run.at, run.folder.path))
