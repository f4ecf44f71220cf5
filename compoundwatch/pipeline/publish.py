"""One finished run folder into the archive: enrich, index, then write down what is now known of the source.

Each step may be done again: enrichment writes a whole file or none, the store knows a batch it has seen, and `known` changes
in the one transaction that marks the run as published.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import orjson
from sqlalchemy import Engine, update

from compoundwatch import db
from compoundwatch.archive import RunArchive
from compoundwatch.known import remember
from compoundwatch.known_lists import remember_lists
from compoundwatch.pipeline.enrich_files import EnrichOptions, enrich_file
from compoundwatch.pipeline.index_files import index_file, rejected_path
from compoundwatch.pipeline.judged import Judgement
from compoundwatch.pipeline.register import register
from compoundwatch.run_folder import CAPTURED, LISTS, PUBLICATION, SIGHTINGS, STATS, RunFolder, RunStats
from enrich import Enricher
from index.lifecycle import Verdict
from index.store import Event, PostingStore

# What publishing reads of a run; the pages themselves stay where they are.
_READ = (STATS, CAPTURED, SIGHTINGS, LISTS, PUBLICATION)


@dataclass(slots=True)
class Published:
    """What a run changed in the archive. `rejected` lines were set aside beside their file, or by the store as dead letters."""

    events: dict[Event, int] = field(default_factory=dict)
    rejected: int = 0

    def merge(self, other: Published) -> None:
        """Count what another run of the same source changed, too."""
        self.rejected += other.rejected
        for event, count in other.events.items():
            self.events[event] = self.events.get(event, 0) + count


@dataclass(frozen=True, slots=True)
class Publisher:
    """Puts runs of an archive into one store. `silent`: it is made again, and nobody is to be told of what is in it."""

    engine: Engine
    store: PostingStore
    enricher: Enricher
    archive: RunArchive
    silent: bool = False
    jobs: int = 1

    def publish(self, run: str, at: datetime) -> Published:
        """Enrich and index what the run captured, at ingest time `at`, or at that of an earlier try that was cut off.

        A run that broke its contract publishes nothing.
        """
        with self.archive.open(run, _READ) as folder:
            stats = folder.read_stats()
            register(self.engine, run, stats)
            return self._publish(folder, stats, at)

    def index_again(self, run: str) -> Published:
        """Enrich and index what a published run captured once more, at its own ingest time; its sightings teach nothing new."""
        with self.archive.open(run, _READ) as folder:
            stats = folder.read_stats()
            if not stats.contract_kept:
                return Published()
            return self._index(folder, folder.published_at() or stats.ended, silent=self.silent)

    def _publish(self, folder: RunFolder, stats: RunStats, at: datetime) -> Published:
        if not stats.contract_kept:
            self._settle(folder, stats, (), at)
            return Published()
        at = self._begin(folder, at)
        # Written in the run itself, because a run that was cut off is published by whoever comes next.
        silent = self.silent or stats.imported == "silent"
        done = self._index(folder, at, silent=silent)
        verdicts = Judgement(self.engine, folder, stats)
        for verdict in verdicts:
            sighted = self.store.sighted(verdict.seen, verdict.gone, at=at, silent=self.silent)
            done.merge(Published(sighted.events, sighted.dead))
        self._settle(folder, stats, verdicts, at)
        return done

    def _begin(self, folder: RunFolder, at: datetime) -> datetime:
        """The run's ingest time, kept in the archive before the first posting reaches the index."""
        before = folder.published_at()
        if before is None:
            folder.begin_publishing(at)
            self.archive.save(folder, [PUBLICATION])
        return before or at

    def _index(self, folder: RunFolder, at: datetime, *, silent: bool) -> Published:
        rejected = self._enrich(folder)
        indexed = index_file(self.store, folder.tagged, at=at, silent=silent)
        aside = [path.name for path in (rejected_path(folder.captured), rejected_path(folder.tagged)) if path.is_file()]
        self.archive.save(folder, aside)
        return Published(dict(indexed.written.events), rejected + indexed.rejected + indexed.written.dead)

    def _enrich(self, folder: RunFolder) -> int:
        """Tag what was captured, unless the present rules did so before; how many lines were set aside."""
        if _tagged_by(folder.tagged) == self.enricher.version:
            return 0
        aside, options = rejected_path(folder.captured), EnrichOptions(jobs=self.jobs)
        return enrich_file(self.enricher, folder.captured, folder.tagged, options, rejected=aside).rejected

    def _settle(self, folder: RunFolder, stats: RunStats, verdicts: Iterable[Verdict], at: datetime) -> None:
        """One transaction: were `known` written alone, a kill would make the next run count an absence twice."""
        with db.writing(self.engine, f"source {stats.source}") as connection:
            for verdict in verdicts:
                remember(connection, stats.source, verdict.known, at)
            if stats.contract_kept:
                remember_lists(connection, stats.source, folder.read_lists(), stats.reader, whole=stats.read_to_its_end)
            connection.execute(update(db.runs).where(db.runs.c.run == folder.run).values(published=True))


def _tagged_by(tagged: Path) -> str | None:
    """The version of the rules that wrote a file of tags: one file, one version."""
    if not tagged.is_file():
        return None
    with tagged.open("rb") as lines:
        first = lines.readline()
    version: str | None = orjson.loads(first).get("enrich_version") if first else None
    return version
