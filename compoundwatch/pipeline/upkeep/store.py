"""The posting store itself."""

from __future__ import annotations

from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report


def store(settings: Settings, at: datetime, report: Report) -> Done:  # noqa: ARG001 - as every job
    """Sees to it that the store is set up and answers, and takes up again what a server could not take.

    Raises StoreError where some of it still cannot be taken.
    """
    from compoundwatch.errors import StoreError
    from index import upkeep

    report("setting up what the store lacks")
    upkeep.set_up(settings)
    retried = upkeep.retry(settings) if upkeep.is_server(settings) else {}
    if left := retried.get("dead", 0) + retried.get("unreadable", 0):
        raise StoreError(f"the store still cannot take {left} postings; docs/index.md says how to look at them")
    return {"postings": sum(upkeep.status(settings)["months"].values()), **retried}
