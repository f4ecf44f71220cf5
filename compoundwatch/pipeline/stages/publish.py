"""One run enriched and indexed, as a task that may be tried again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.archive import open_archive
from compoundwatch.archive.run_name import checked, run_order, source_of
from compoundwatch.config import Settings
from compoundwatch.db import opened_database
from compoundwatch.errors import ConfigError
from compoundwatch.pipeline.in_turn import publish_in_turn
from compoundwatch.pipeline.kept_enricher import kept_enricher
from compoundwatch.pipeline.publish import Published, Publisher
from compoundwatch.text import one_line
from index import open_store


def publish_stage(settings: Settings, run: str, at: datetime, *, silent: bool = False) -> Published:
    """Put a run into the store at ingest time `at`, with whatever its source left unpublished before it, oldest first.

    A run that is published already changes nothing. `silent` is for replaying: what the run captured is enriched and indexed
    again whether or not it was before, nobody is told of it, and nothing is learnt from its sightings anew. Where tables were
    edited so that they cannot be used, those that this worker loaded before stay in use, and the operators are told. Raises
    ConfigError where it has none, TryLater when the store, the archive or another job over the same source asks to wait,
    StoreError, UsageError for what is no run.
    """
    checked(run)
    with opened_database(settings) as engine, open_store(settings) as store:
        enricher = kept_enricher(settings, lambda error: _tell_refused(settings, error, at))
        publisher = Publisher(engine, store, enricher, open_archive(settings), silent=silent)
        if silent:
            return publisher.index_again(run)
        total = Published()
        for waiting in _waiting(engine, run):
            total.merge(publish_in_turn(publisher, waiting, at))
        return total


def _tell_refused(settings: Settings, error: ConfigError, at: datetime) -> None:
    # Of mails nothing else here knows anything: a tenth of a second that hardly any run needs.
    from compoundwatch.pipeline.stages.operators import note_failure
    from compoundwatch.pipeline.stages.operators_mail import Failure

    why = f"not used until it is mended, postings are tagged as before: {error}"
    logging.getLogger("compoundwatch").warning(one_line(why))
    note_failure(settings, Failure(job="tables", part=error.file.name, why=why, at=at))


def _waiting(engine: Engine, run: str) -> Iterator[str]:
    """Unpublished runs of the same source up to this one, which its crawl may not have written down yet."""
    runs = db.runs
    older = select(runs.c.run).where(runs.c.source == source_of(run), ~runs.c.published)
    with engine.connect() as connection:
        names = {*connection.scalars(older), run}
    yield from sorted((name for name in names if run_order(name) <= run_order(run)), key=run_order)
