"""Saved files into one run folder, and that into the archive and the store.

An import that is killed has taken nothing and is simply done again. Once its run lies in the archive it is a run like any
other, published by whoever comes next; whether anybody is to be told of it stands in its `stats.json`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from compoundwatch.archive import RunArchive, open_archive
from compoundwatch.config import Settings
from compoundwatch.db import opened_database
from compoundwatch.erased import read_erased
from compoundwatch.errors import TryLater, UsageError
from compoundwatch.leases import lease
from compoundwatch.pipeline.erased_everywhere import fetch_erased
from compoundwatch.pipeline.importing.aside import move_in, run_aside
from compoundwatch.pipeline.importing.request import ImportReport, Request
from compoundwatch.pipeline.importing.taking import Before, Report, Taking
from compoundwatch.pipeline.importing.walk import files_in
from compoundwatch.pipeline.in_turn import publish_in_turn
from compoundwatch.pipeline.publish import Publisher
from enrich import Enricher
from index import open_store
from spiders.importers.reading.rows import check_fields
from spiders.importers.taking.belonging import Belonging, belonging_of
from spiders.importers.taking.intake import Rules
from spiders.importers.taking.ledger import taken_before
from spiders.platforms import load_platform


def import_saved(settings: Settings, request: Request, clock: Callable[[], datetime], report: Report) -> ImportReport:
    """Import files and folders; `report` is told what is being done.

    Raises UsageError before anything is read, SourceRefused for a source on the stop list, TryLater while another import into the
    same source goes on, StoreError, OSError.
    """
    check_fields(request.given.columns)
    belonging = belonging_of(settings, request.source, request.collection, request.country)
    files = _files(request)
    archive = open_archive(settings)
    with opened_database(settings) as engine, lease(engine, f"import {belonging.name}"):
        fetch_erased(archive, settings.var)
        taking = Taking(request, _rules(settings, request, belonging), _before(archive, request, belonging), clock, report)
        made = _write(archive, taking, files)
        if made.run:
            report("enriching and indexing")
            made = _publish(settings, engine, archive, made, clock())
        return made


def _files(request: Request) -> list[Path]:
    files = list(files_in(request.paths))
    if not files:
        raise UsageError("there is no saved page, web archive or table below these folders")
    if request.given.url and len(files) > 1:
        raise UsageError("--url is the address of one file; several have to say theirs themselves")
    return files


def _rules(settings: Settings, request: Request, belonging: Belonging) -> Rules:
    name = request.platform or (belonging.source.platform if belonging.source else "auto")
    platform = None if name == "auto" else load_platform(name)
    return Rules(belonging, platform, settings.stop_list(), {entry.id for entry in read_erased(settings.var)})


def _before(archive: RunArchive, request: Request, belonging: Belonging) -> Before:
    if request.again:
        return set()
    return {(entry.sha256, entry.platform) for entry in taken_before(archive, belonging.name)}


def _write(archive: RunArchive, taking: Taking, files: list[Path]) -> ImportReport:
    """Take all files into one run of the archive; no run where nothing in them was new."""
    name = taking.rules.belonging.name
    with run_aside(archive.workplace, name, taking.request.given.now) as aside:
        done = taking.take(files, aside)
        if not aside.stats.is_file():
            return ImportReport(source=name, files=done)
        folder = move_in(archive.workplace, aside)
    archive.save(folder)
    return ImportReport(source=name, run=folder.run, files=done)


def _publish(settings: Settings, engine: Engine, archive: RunArchive, made: ImportReport, at: datetime) -> ImportReport:
    """What was taken lies in the archive already: where it cannot be published now, the next run does so."""
    assert made.run
    try:
        with open_store(settings) as store:
            done = publish_in_turn(Publisher(engine, store, Enricher.load(settings), archive), made.run, at)
    except TryLater as error:
        return made.model_copy(update={"waits": str(error), "waits_code": error.exit_code})
    return made.model_copy(update={"events": done.events, "rejected": done.rejected})
