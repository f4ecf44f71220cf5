"""Postings that their source no longer has, and that the store still calls active."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby

from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report

# A store that was away or restored for longer is rebuilt, not swept.
_LOOK_BACK = timedelta(days=30)


def lifecycle(settings: Settings, at: datetime, report: Report) -> Done:
    """Marks as gone what sightings of the last month have shown to be gone, and a store missed that was down or put back.

    Only sightings say so: a source that is down, paused or deleted says nothing of its postings. A posting that was seen since
    stays as it is.
    """
    from compoundwatch.db import opened_database
    from index import open_store

    report("holding the store against what is known of each source")
    marked = 0
    with opened_database(settings) as engine, open_store(settings) as store:
        for judged, ids in _gone(engine, at - _LOOK_BACK):
            marked += store.sighted((), ids, at=judged).events.get("gone", 0)
    return {"gone": marked}


def _gone(engine: Engine, since: datetime) -> Iterator[tuple[datetime, list[str]]]:
    """When runs were published that saw postings to be gone, and their ids."""
    known = db.known
    rows = select(known.c.last_seen, known.c.posting_id).where(known.c.gone, known.c.last_seen >= since.timestamp())
    with engine.connect() as connection:
        found = connection.execute(rows.order_by(known.c.last_seen, known.c.posting_id)).all()
    for seconds, group in groupby(found, key=lambda row: row.last_seen):
        yield datetime.fromtimestamp(seconds, UTC), [row.posting_id for row in group]
