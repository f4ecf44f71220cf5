"""What the crawls of a source left, published: also after one that failed or was killed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from compoundwatch.archive import RunArchive, open_archive
from compoundwatch.archive.run_name import source_of
from compoundwatch.config import Settings
from compoundwatch.db import opened_database
from compoundwatch.errors import TryLater
from compoundwatch.pipeline.in_turn import published_of, waiting_lease
from compoundwatch.pipeline.killed_crawls import close_killed_runs
from compoundwatch.pipeline.publish import Published
from compoundwatch.pipeline.recover import unpublished_runs
from compoundwatch.pipeline.stages.publish import publish_stage


def publish_source(settings: Settings, source: str, at: datetime) -> Published:
    """Publish every run of a source that is not published yet; nothing where all are. Raises as `publish_stage`."""
    archive = open_archive(settings)
    with opened_database(settings) as engine:
        _end_crawl(engine, archive, source)
        # Oldest first. The newest may be an import, which says nothing of the crawls before it.
        waiting = list(archive.runs(source, but=published_of(engine, source)))
    total = Published()
    for run in waiting:
        total.merge(publish_stage(settings, run, at))
    return total


def sources_left_behind(settings: Settings) -> list[str]:
    """Sources of which a run was crawled and never published."""
    with opened_database(settings) as engine:
        return sorted({source_of(run) for run in unpublished_runs(engine, open_archive(settings))})


def _end_crawl(engine: Engine, archive: RunArchive, source: str) -> None:
    """Close what a killed crawl left. One that was told to stop a moment ago is waited for."""
    try:
        # The lease of stages/crawl.py.
        with waiting_lease(engine, f"crawl {source}"):
            close_killed_runs(archive, source)
    except TryLater:
        # Another run is crawling it by now, and will publish what is left, too.
        return
