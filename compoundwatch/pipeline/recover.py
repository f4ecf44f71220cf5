"""What an earlier run left half done: crawls that were killed, and finished crawls that were never published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.archive import RunArchive
from compoundwatch.archive.run_name import source_of
from compoundwatch.errors import UsageError
from compoundwatch.pipeline.in_turn import publish_in_turn
from compoundwatch.pipeline.publish import Published, Publisher
from compoundwatch.run_folder import PARTIAL, PUBLICATION, RunFolder
from spiders.crawl import close_killed_run


def publish_left_behind(publisher: Publisher, at: datetime) -> dict[str, Published]:
    """Publish what earlier runs left behind; what that changed, by source."""
    recovered: dict[str, Published] = {}
    for run in unpublished_runs(publisher.engine, publisher.archive):
        recovered.setdefault(source_of(run), Published()).merge(publish_in_turn(publisher, run, at))
    return recovered


def unpublished_runs(engine: Engine, archive: RunArchive) -> Iterator[str]:
    """Finished runs not marked as published: first one whose publishing was cut off, then oldest first in each source."""
    with engine.connect() as connection:
        published = set(connection.scalars(select(db.runs.c.run).where(db.runs.c.published)))
    close_killed_runs(archive)
    finished = [run for run in archive.runs() if run not in published]
    yield from sorted(finished, key=lambda run: PUBLICATION not in archive.names(run))


def close_killed_runs(archive: RunArchive, source: str = "*") -> set[str]:
    """Finish what killed crawls of this machine left, as incomplete runs, so that what they captured is not lost; their names.

    Crawls die with the run that started them, so what is still `.partial` when a new job begins was killed.
    """
    closed = set()
    for path in sorted(archive.workplace.glob(f"{source}/*{PARTIAL}")):
        # Elsewhere than on Linux a crawl may outlive its run: it is still being written, and its turn comes when it is whole.
        with suppress(UsageError):
            close_killed_run(path)
            closed.add(RunFolder(path).run)
    for folder in archive.unsaved(None if source == "*" else source):
        closed.add(folder.run)
        archive.save(folder)
    return closed
