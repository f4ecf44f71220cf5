"""Before a store is replaced: what waits to be published is published, and what changed is matched, so that no alert is lost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, func, select

from alerts.matching.match import match_changes
from alerts.matching.progress import matched_until
from compoundwatch import db
from compoundwatch.archive import open_archive
from compoundwatch.config import Settings
from compoundwatch.errors import StoreError, TryLater
from compoundwatch.pipeline.publish import Publisher
from compoundwatch.pipeline.recover import publish_left_behind
from enrich import Enricher
from index import open_store, query_resolver


def tell_first(settings: Settings, engine: Engine, enricher: Enricher, at: datetime) -> str | None:
    """Publish and match what the store in use still owes its readers; None when that is done, else why it could not be.

    What is matched here is mailed by the next run.
    """
    with engine.connect() as connection:
        if not connection.scalar(select(func.count()).select_from(db.runs)):
            return "the state database knows of no run, so nobody is told of anything made again"
    try:
        with open_store(settings) as store:
            if store.last_seq() < matched_until(engine):
                return "the store in use is behind its readers, so it was not asked for news"
            publish_left_behind(Publisher(engine, store, enricher, open_archive(settings)), at)
            match_changes(engine, store, settings.alerts(), at, gazetteer=query_resolver(settings))
    except (StoreError, TryLater) as error:
        return f"the store in use cannot be asked for news: {error}"
    return None
