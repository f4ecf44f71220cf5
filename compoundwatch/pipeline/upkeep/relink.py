"""Links between postings."""

from __future__ import annotations

from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report


def relink(settings: Settings, at: datetime, report: Report) -> Done:  # noqa: ARG001 - as every job
    """Groups near copies and shares compounds anew over the whole store; the sweep then tells what is news by it."""
    from index import open_store

    with open_store(settings) as store:
        changed = store.relink(lambda count: report(f"{count} postings looked at"))
    return {"changed": changed}
