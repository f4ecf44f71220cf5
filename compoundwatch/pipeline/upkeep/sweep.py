"""What matching missed."""

from __future__ import annotations

from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report


def sweep(settings: Settings, at: datetime, report: Report) -> Done:
    """Matches again what changed since the last sweep, and adverts that others tied to a compound since. Nothing is told twice."""
    from alerts.matching.sweep import sweep as sweep_alerts
    from compoundwatch.db import opened_database
    from index import open_store, query_resolver

    report("sweeping over the changes since the last sweep")
    with opened_database(settings) as engine, open_store(settings) as store:
        done = sweep_alerts(engine, store, settings.alerts(), at, gazetteer=query_resolver(settings))
    return {"changes": done.changes, "hits": done.total}
