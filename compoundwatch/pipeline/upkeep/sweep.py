"""What matching missed."""

from __future__ import annotations

from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report


def sweep(settings: Settings, at: datetime, report: Report) -> Done:
    """Matches again what changed since the last sweep, and adverts that others tied to a compound since. Nothing is told twice."""
    from alerts.matching.sweep import sweep as sweep_alerts
    from compoundwatch.db import open_database
    from index import open_store, query_resolver

    report("sweeping over the changes since the last sweep")
    engine = open_database(settings)
    try:
        with open_store(settings) as store:
            done = sweep_alerts(engine, store, settings.alerts(), at, gazetteer=query_resolver(settings))
    finally:
        engine.dispose()
    return {"changes": done.changes, "hits": done.total}
