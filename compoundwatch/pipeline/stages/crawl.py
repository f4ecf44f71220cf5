"""One source crawled for one interval, as a task that may be tried again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from sqlalchemy import Engine

from compoundwatch.archive import RunArchive, open_archive
from compoundwatch.archive.run_name import new_run_name
from compoundwatch.config import Settings, SourceConfig
from compoundwatch.db import opened_database
from compoundwatch.errors import EXIT_DONE, EXIT_LATER, TryLater
from compoundwatch.leases import Lease, lease
from compoundwatch.pipeline.crawl_process import Crawl, Process, crawl_one
from compoundwatch.pipeline.erased_everywhere import fetch_erased
from compoundwatch.pipeline.killed_crawls import close_killed_runs
from compoundwatch.pipeline.register import register
from compoundwatch.pipeline.stages.passing_on import Passing, passing_on
from compoundwatch.posting import Record
from compoundwatch.run_folder import PARTIAL, STATS, RunFolder
from compoundwatch.turns import Turns
from compoundwatch.urls import registrable_domain

Report = Callable[[str], None]

_REPORTED_EVERY = 30.0


class CrawlOutcome(Record):
    """How a crawl ended. `run` is None where it left nothing, `why` stands wherever `exit_code` is not 0.

    `retry_after`: seconds until the source's domain may be asked again, where its server or our own rate says so.
    """

    run: str | None
    exit_code: int
    why: str | None = None
    retry_after: float | None = None


def crawl_stage(settings: Settings, source: str, interval_start: datetime, report: Report) -> CrawlOutcome:
    """Crawl `source` into the run `<source>/<interval_start>`; `report` is told now and then how far it has come.

    A run of that interval that ended well is taken as it is. Else another is made, `-2`, `-3` … behind its name. SIGTERM ends the
    crawl with what it has, which is saved first. Raises UsageError for an unknown source, ConfigError, TryLater when the source
    is still being crawled, here or elsewhere, or the archive cannot be reached, StoreError.
    """
    config, archive = settings.source(source), open_archive(settings)
    with opened_database(settings) as engine, passing_on() as passing, lease(engine, f"crawl {source}") as held:
        fetch_erased(archive, settings.var)
        _write_down(engine, archive, close_killed_runs(archive, source))
        run, is_done = _run_of(archive, source, interval_start)
        if is_done:
            report(f"{run} was crawled before")
            return CrawlOutcome(run=run, exit_code=EXIT_DONE)
        folder = RunFolder(archive.workplace / (run + PARTIAL))
        if folder.path.exists():
            # A crawl dies with its stage, but a moment after it; elsewhere than on Linux it may go on to its own end.
            raise TryLater(f"{run}: a crawl whose task was killed still writes to it")
        report(f"crawling {source} into {run}")
        watch = _Watch(folder, held, passing, report)
        crawl = crawl_one(settings, config, archive.workplace / run, watch=watch)
        if held.lost.is_set():
            # Another may be crawling by now; what lies here is taken up by the next try on this machine.
            raise TryLater(f"{held.name}: the state database was away for too long, so another may be at it")
        return _keep(engine, archive, crawl)


def _write_down(engine: Engine, archive: RunArchive, runs: Iterable[str]) -> None:
    """So that they are published with the next run."""
    for run in runs:
        with archive.open(run, (STATS,)) as folder:
            register(engine, run, folder.read_stats())


def _run_of(archive: RunArchive, source: str, start: datetime) -> tuple[str, bool]:
    """The interval's run that ended well, and True; else the first name that is free, and False."""
    for attempt in count(1):
        run = new_run_name(source, start, attempt)
        if STATS not in archive.names(run):
            return run, False
        with archive.open(run, (STATS,)) as folder:
            if folder.read_stats().exit_code == EXIT_DONE:
                return run, True
    raise AssertionError


def _keep(engine: Engine, archive: RunArchive, crawl: Crawl) -> CrawlOutcome:
    """Save and write down what the crawl left, and how it ended."""
    if crawl.stats:
        archive.save(crawl.folder)
        register(engine, crawl.folder.run, crawl.stats)
    return CrawlOutcome(
        run=crawl.folder.run if crawl.stats else None,
        exit_code=crawl.exit_code,
        why=None if crawl.exit_code == EXIT_DONE else crawl.why or "it ended without a word",
        retry_after=_rest(engine, crawl.source) if crawl.exit_code == EXIT_LATER else None,
    )


def _rest(engine: Engine, source: SourceConfig) -> float | None:
    return Turns(engine).wait(registrable_domain(source.start[0])) or None


@dataclass(slots=True)
class _Watch:
    """Tells how far a crawl has come, and ends one that has lost its lease."""

    folder: RunFolder
    held: Lease
    passing: Passing
    report: Report
    told: float = field(default_factory=time.monotonic)

    def __call__(self, process: Process) -> None:
        self.passing.to(process)
        if self.held.lost.is_set():
            process.terminate()
        if time.monotonic() - self.told > _REPORTED_EVERY:
            self.told = time.monotonic()
            self.report(_progress(self.folder))


def _progress(folder: RunFolder) -> str:
    """A heartbeat in a line, from what lies on disk already."""
    seen = folder.sightings.read_bytes().count(b"\n") if folder.sightings.is_file() else 0
    pages = sum(path.stat().st_size for path in folder.path.glob("*.warc.gz"))
    return f"{seen} postings seen, {pages / 1e6:.1f} MB of pages archived"
