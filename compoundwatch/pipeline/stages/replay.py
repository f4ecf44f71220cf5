"""Which runs a replay of some days reads."""

from __future__ import annotations

from datetime import UTC, datetime

from compoundwatch.archive import open_archive
from compoundwatch.config import Settings
from compoundwatch.db import opened_database
from compoundwatch.pipeline.published_runs import published_names


def runs_between(settings: Settings, since: datetime, until: datetime) -> list[str]:
    """Names of published runs that began from `since` on and before `until`, by source, oldest first."""
    first, last = (moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S") for moment in (since, until))
    with opened_database(settings) as engine:
        names = published_names(engine, open_archive(settings))
        return [run for run in names if first <= run.partition("/")[2] < last]
