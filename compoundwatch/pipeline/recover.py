"""What an earlier run left half done: crawls that were killed, and finished crawls that were never published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.errors import UsageError
from compoundwatch.pipeline.publish import Published, Publisher
from compoundwatch.run_folder import PARTIAL, RunFolder
from spiders.crawl import close_killed_run


def publish_left_behind(publisher: Publisher, runs: Path, at: datetime) -> dict[str, Published]:
    """Publish what earlier runs left behind; what that changed, by source."""
    recovered: dict[str, Published] = {}
    for folder in unpublished_runs(publisher.engine, runs):
        stats = folder.read_stats()
        publisher.register(folder, stats)
        recovered.setdefault(stats.source, Published()).merge(publisher.publish(folder, stats, at))
    return recovered


def unpublished_runs(engine: Engine, runs: Path) -> Iterator[RunFolder]:
    """Finished run folders not marked as published: first one whose publishing was cut off, then oldest first in each source."""
    with engine.connect() as connection:
        published = set(connection.scalars(select(db.runs.c.run).where(db.runs.c.published)))
    close_killed_runs(runs)
    finished = [folder for folder in finished_runs(runs) if folder.run not in published]
    yield from sorted(finished, key=lambda folder: not folder.publication.is_file())


def close_killed_runs(runs: Path) -> None:
    """Finish what killed crawls left, as incomplete runs, so that what they captured is not lost.

    Crawls die with the run that started them, so what is still `.partial` when a new job begins was killed.
    """
    for path in sorted(runs.glob(f"*/*{PARTIAL}")):
        # Elsewhere than on Linux a crawl may outlive its run: it is still being written, and its turn comes when it is whole.
        with suppress(UsageError):
            close_killed_run(path)


def finished_runs(runs: Path) -> Iterator[RunFolder]:
    """All finished run folders, oldest first within a source."""
    for path in sorted(runs.glob("*/*")):
        folder = RunFolder(path)
        if folder.stats.is_file() and not path.name.endswith(PARTIAL):
            yield folder
