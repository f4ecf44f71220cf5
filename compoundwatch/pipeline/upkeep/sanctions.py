"""Sanctions lists."""

from __future__ import annotations

from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report


def sanctions(settings: Settings, at: datetime, report: Report) -> Done:  # noqa: ARG001 - as every job
    """Fetches the enabled lists and puts them in use. Raises the problem of a list; what is broken leaves the old copy in use."""
    from compoundwatch.config.sanctions import load_lists
    from compoundwatch.pipeline.sanctions.refresh import Wishes, refresh

    if not any(one.enabled for one in load_lists(settings.tables).lists.values()):
        return {"lists": 0}
    done = refresh(settings, Wishes(), report)
    for problem in filter(None, (one.problem for one in done)):
        raise problem
    return {"lists": len(done), "new": sum(one.copy == "new" for one in done), "entities": sum(one.entities for one in done)}
