"""A store made again beside the one in use, and then put in its place.

Embedded: in `<var>/rebuild/`, then renamed over the records of before, which are kept. On a server: under another prefix, which
app.yml then names. A kill at any moment leaves the store in use as it was, and the next try goes on from there.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from alerts.matching.progress import matched_until
from compoundwatch.archive import open_archive
from compoundwatch.config import Settings
from compoundwatch.config.store import StoreConfig
from compoundwatch.db import opened_database
from compoundwatch.erased import read_erased
from compoundwatch.errors import CompoundwatchError, UsageError
from compoundwatch.pipeline.alone import alone_everywhere
from compoundwatch.pipeline.erased_everywhere import fetch_erased
from compoundwatch.pipeline.publish import Publisher
from compoundwatch.pipeline.published_runs import published_runs
from compoundwatch.pipeline.rebuild import RebuildReport, Report, rebuild, restore_state
from compoundwatch.pipeline.told_first import tell_first
from compoundwatch.posting import Record
from compoundwatch.run_folder import write_whole
from enrich import Enricher
from index import open_store, upkeep
from index.store import PostingStore

_BEGUN = "begun.json"


class Begun(Record):
    """The rules that a rebuild began with: others would tag the rest of the runs otherwise."""

    enrich_version: str


@dataclass(frozen=True, slots=True)
class Options:
    """`prefix`: where a server's store is made again; None for the embedded one. `jobs`: processes that enrich."""

    at: datetime
    prefix: str | None = None
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """`kept`: the records of before (embedded). `untold`: why news of the old store could not be told first.

    `fewer`: how many more postings the store of before held, such as those indexed from files.
    """

    report: RebuildReport
    kept: Path | None
    untold: str | None
    fewer: int


def rebuild_beside(settings: Settings, options: Options, report: Report) -> Rebuilt:
    """Make the store again from the run folders.

    Raises UsageError where `prefix` does not fit the kind of store or names one that is in use, StoreError, and
    CompoundwatchError when another job is at work.
    """
    beside = _beside(settings, options.prefix)
    with opened_database(settings) as engine, alone_everywhere(settings, engine):
        fetch_erased(open_archive(settings), settings.var)
        enricher = Enricher.load(settings)
        report("telling what is new first")
        untold = tell_first(settings, engine, enricher, options.at)
        _begin(beside, enricher.version)
        made = _make(settings, beside, _Tools(engine, enricher, options.jobs), report)
        fewer = max(0, _count(settings) - _count(beside))
        # From here on this folder is not to be gone on with: its store is about to be moved.
        (beside.var / _BEGUN).unlink()
        kept = None if options.prefix else upkeep.take_over(beside, settings)
        shutil.rmtree(beside.var)
    return Rebuilt(made, kept, untold, fewer)


@dataclass(frozen=True, slots=True)
class _Tools:
    """`engine`: the state database of the installation."""

    engine: Engine
    enricher: Enricher
    jobs: int


def _beside(settings: Settings, prefix: str | None) -> Settings:
    """The same installation with another store and another state database, which is a file even where a server holds the first."""
    settings = replace(settings, secrets=replace(settings.secrets, database_url=None))
    store = settings.app.store
    if store.kind == "embedded":
        if prefix:
            raise UsageError("--as names a prefix on a server; the embedded store is put in its own place")
        return replace(settings, var=settings.var / "rebuild")
    if not prefix or prefix == store.prefix:
        raise UsageError("name another prefix than the one in use: `compoundwatch store rebuild --as PREFIX`")
    try:
        renamed = StoreConfig.model_validate(store.model_dump() | {"prefix": prefix})
    except ValueError:
        raise UsageError(f"{prefix!r} is no prefix; expected lower-case letters, digits and hyphens") from None
    app = settings.app.model_copy(update={"store": renamed})
    return replace(settings, app=app, var=settings.var / "rebuild" / prefix)


def _begin(beside: Settings, enrich_version: str) -> None:
    """Prepare the place, or find it as an earlier try left it. Raises UsageError where a store of another begin stands."""
    begun = beside.var / _BEGUN
    if begun.is_file() and Begun.model_validate_json(begun.read_bytes()).enrich_version == enrich_version:
        return
    shutil.rmtree(beside.var, ignore_errors=True)
    if upkeep.is_in_use(beside):
        raise UsageError(f"{beside.app.store.prefix} holds a store already, or one that was begun with other rules: name another")
    beside.var.mkdir(parents=True, mode=0o700)
    write_whole(begun, Begun(enrich_version=enrich_version).model_dump_json())


def _make(settings: Settings, beside: Settings, tools: _Tools, report: Report) -> RebuildReport:
    upkeep.set_up(beside)
    with opened_database(beside) as state:
        with open_store(beside) as into:
            _keep_promises(settings, tools.engine, into)
            archive = open_archive(settings)
            publisher = Publisher(state, into, tools.enricher, archive, silent=True, jobs=tools.jobs)
            made = rebuild(publisher, published_runs(tools.engine, archive), report)
        restore_state(state, tools.engine)
    return made


def _count(settings: Settings) -> int:
    """Postings of a store, 0 where it cannot be asked."""
    try:
        return sum(upkeep.status(settings)["months"].values())
    except CompoundwatchError:
        return 0


def _keep_promises(settings: Settings, engine: Engine, into: PostingStore) -> None:
    """What was erased never comes back, and readers who know the old store's numbers miss nothing of the new one's."""
    for posting_id, at in upkeep.tombstones(settings):
        into.erase(posting_id, at=at)
    for entry in read_erased(settings.var):
        into.erase(entry.id, at=entry.at)
    into.number_from(matched_until(engine))
