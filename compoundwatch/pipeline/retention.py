"""What is older than `retention:` in app.yml goes: months of postings from the store, and run folders with their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from compoundwatch.archive import RunArchive, open_archive
from compoundwatch.archive.run_name import source_of
from compoundwatch.config import Settings
from compoundwatch.db import opened_database
from compoundwatch.pipeline.alone import alone_everywhere
from compoundwatch.pipeline.published_runs import published_names
from index.expiry import ExpiredMonth
from index.upkeep import expire


@dataclass(frozen=True, slots=True)
class Retained:
    """What went, or would go. `runs` are named `<source>/<start>`; `before` are the first months that stay."""

    months: tuple[ExpiredMonth, ...]
    runs: tuple[str, ...]
    postings_before: str
    runs_before: str


def retain(settings: Settings, now: datetime, *, dry_run: bool = False) -> Retained:
    """Drop whole months by age. Safe to be killed and done again. Raises CompoundwatchError when a run is going on.

    A month is dropped once all of it is older than so many months: with 36 in November 2026 that is what came before November
    2023. Runs that are not published yet stay, whatever their age, and so does the newest of each source.
    """
    keep = settings.app.retention
    postings_before, runs_before = month_before(now, keep.postings_months), month_before(now, keep.runs_months)
    with opened_database(settings) as engine, alone_everywhere(settings, engine):
        months = expire(settings, postings_before, dry_run=dry_run)
        archive = open_archive(settings)
        runs = tuple(_old_runs(engine, archive, runs_before))
        if not dry_run:
            for run in (*runs, *(torn for torn in archive.torn() if _month(torn) < runs_before)):
                archive.remove(run)
    return Retained(tuple(months), runs, postings_before, runs_before)


def month_before(now: datetime, months: int) -> str:
    """The month so many months before this one: `2023.11`."""
    count = max(now.year * 12 + now.month - 1 - months, 12)
    return f"{count // 12:04}.{count % 12 + 1:02}"


def _old_runs(engine: Engine, archive: RunArchive, before: str) -> Iterator[str]:
    """Published runs that began before the month, but the newest of each source."""
    runs = list(published_names(engine, archive))
    newest = {source_of(run): run for run in runs}
    yield from (run for run in runs if _month(run) < before and run != newest[source_of(run)])


def _month(run: str) -> str:
    """`2023.11` of board/20231101T090653.123456Z."""
    start = run.partition("/")[2]
    return f"{start[:4]}.{start[4:6]}"
