"""Runs that were crawled and never published."""

from __future__ import annotations

from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report


def left_behind(settings: Settings, at: datetime, report: Report) -> Done:
    """Publishes what killed or failed tasks left behind, source by source; one that fails stops no other.

    Raises the error of the last source that failed, after all were tried.
    """
    from compoundwatch.errors import CompoundwatchError
    from compoundwatch.pipeline.stages.left_behind import publish_source, sources_left_behind

    events, failed = 0, None
    sources = sources_left_behind(settings)
    for source in sources:
        report(f"publishing what {source} left behind")
        try:
            events += sum(publish_source(settings, source, at).events.values())
        except CompoundwatchError as error:
            report(f"{source}: {error}")
            failed = error
    if failed:
        raise failed
    return {"sources": len(sources), "changes": events}
