"""Names of places."""

from __future__ import annotations

from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report


def gazetteer(settings: Settings, at: datetime, report: Report) -> Done:  # noqa: ARG001 - as every job
    """Compiles the place names of the tables as they are now, so that no crawl waits for it after they were edited."""
    from enrich.places.compiled import prepare

    report("compiling place names where the tables have changed")
    prepare(settings.gazetteer, settings.cache)
    return {"folder": str(settings.cache)}
