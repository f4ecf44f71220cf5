"""What is older than `retention:` in app.yml goes: months of postings from the store, and run folders with their evidence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from compoundwatch.config import Settings
from compoundwatch.db import open_database
from compoundwatch.pipeline.alone import alone
from compoundwatch.pipeline.published_runs import published_runs
from index.expiry import ExpiredMonth
from index.upkeep import expire


@dataclass(frozen=True, slots=True)
class Retained:
    """What went, or would go. `runs` are named `<source>/<start>`; `before` are the first months that stay."""

    months: tuple[ExpiredMonth, ...]
    runs: tuple[str, ...]
    postings_before: str
    runs_before: str


def retain(settings: Settings, now: datetime, *, dry_run: bool = False) -> Retained:
    """Drop whole months by age. Safe to be killed and done again. Raises CompoundwatchError when a run is going on.

    A month is dropped once all of it is older than so many months: with 36 in November 2026 that is what came before November
    2023. Runs that are not published yet stay, whatever their age, and so does the newest of each source.
    """
    keep = settings.app.retention
    postings_before, runs_before = month_before(now, keep.postings_months), month_before(now, keep.runs_months)
    with alone(settings):
        months = expire(settings, postings_before, dry_run=dry_run)
        runs = list(_old_runs(settings, runs_before))
        if not dry_run:
            _remove(settings, runs)
    names = tuple(path.relative_to(settings.runs).as_posix() for path in runs)
    return Retained(tuple(months), names, postings_before, runs_before)


def month_before(now: datetime, months: int) -> str:
    """The month so many months before this one: `2023.11`."""
    count = max(now.year * 12 + now.month - 1 - months, 12)
    return f"{count // 12:04}.{count % 12 + 1:02}"


def _old_runs(settings: Settings, before: str) -> Iterator[Path]:
    """Published runs that began before the month, but the newest of each source."""
    newest: dict[str, str] = {}
    paths = sorted(run.folder.path for run in published_runs(open_database(settings), settings.runs))
    for path in paths:
        newest[path.parent.name] = path.name
    for path in paths:
        # Named by its start: 20231101T090653.123456Z.
        if f"{path.name[:4]}.{path.name[4:6]}" < before and path.name != newest[path.parent.name]:
            yield path


def _remove(settings: Settings, runs: list[Path]) -> None:
    """First out of the archive by one rename each, so that nobody meets half a run; then for good."""
    going = settings.var / "expired"
    for path in runs:
        target = going / path.parent.name
        target.mkdir(parents=True, exist_ok=True)
        path.rename(target / path.name)
    shutil.rmtree(going, ignore_errors=True)
