"""What is older than `retention:` in app.yml goes."""

from __future__ import annotations

from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report


def retention(settings: Settings, at: datetime, report: Report) -> Done:
    """Drops whole months of postings, and runs with their evidence, by age. Raises CompoundwatchError when a run is going on."""
    from compoundwatch.pipeline.retention import retain

    report("looking for what is older than app.yml's retention says")
    gone = retain(settings, at)
    return {"months": len(gone.months), "postings": sum(month.postings for month in gone.months), "runs": len(gone.runs)}
