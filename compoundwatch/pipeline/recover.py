"""What an earlier run left half done: finished crawls that were never published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine

from compoundwatch.archive import RunArchive
from compoundwatch.archive.run_name import source_of
from compoundwatch.pipeline.in_turn import publish_in_turn, published_of
from compoundwatch.pipeline.killed_crawls import close_killed_runs
from compoundwatch.pipeline.publish import Published, Publisher
from compoundwatch.run_folder import PUBLICATION


def publish_left_behind(publisher: Publisher, at: datetime) -> dict[str, Published]:
    """Publish what earlier runs left behind; what that changed, by source."""
    recovered: dict[str, Published] = {}
    for run in unpublished_runs(publisher.engine, publisher.archive):
        recovered.setdefault(source_of(run), Published()).merge(publish_in_turn(publisher, run, at))
    return recovered


def unpublished_runs(engine: Engine, archive: RunArchive) -> Iterator[str]:
    """Finished runs not marked as published: first one whose publishing was cut off, then oldest first in each source."""
    published = published_of(engine)
    close_killed_runs(archive)
    finished = archive.runs(but=published)
    yield from sorted(finished, key=lambda run: PUBLICATION not in archive.names(run))
