"""Which runs make up the archive, in the order in which they were published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.archive import RunArchive
from compoundwatch.run_folder import PUBLICATION, STATS


@dataclass(frozen=True, slots=True)
class PublishedRun:
    """`at`: its ingest time; of a run from before that was written down, when it ended."""

    at: datetime
    name: str


def published_runs(engine: Engine, archive: RunArchive) -> list[PublishedRun]:
    """Runs in the order of their ingest times."""
    found = [PublishedRun(_ingested(archive, name), name) for name in published_names(engine, archive)]
    return sorted(found, key=lambda run: (run.at, run.name))


def published_names(engine: Engine, archive: RunArchive) -> Iterator[str]:
    """Names of published runs, by source, oldest first.

    A run that the state database knows as not published is left out: its turn is still to come, and it will be told then.
    Where that database was lost, every finished run counts.
    """
    with engine.connect() as connection:
        rows = connection.execute(select(db.runs.c.run, db.runs.c.published)).all()
    states = {row.run: bool(row.published) for row in rows}
    for name in archive.runs():
        published = states.get(name)
        if published is None:
            published = not states or PUBLICATION in archive.names(name)
        if published:
            yield name


def _ingested(archive: RunArchive, name: str) -> datetime:
    with archive.open(name, (PUBLICATION, STATS)) as folder:
        return folder.published_at() or folder.read_stats().ended
