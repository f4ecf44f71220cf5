"""Runs as crawls leave them in the archive, by their numbers alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.archive import LocalArchive
from compoundwatch.archive.run_name import new_run_name
from compoundwatch.run_folder import RunFolder, RunStats

START = datetime(2026, 3, 1, 6, tzinfo=UTC)

AddRun = Callable[..., RunStats]


@pytest.fixture
def archive(tmp_path: Path) -> LocalArchive:
    return LocalArchive(tmp_path / "runs")


@pytest.fixture
def add_run(archive: LocalArchive) -> AddRun:
    """Add the run of a day: `measures` by name, and whatever else stats.json says."""

    def add(day: int, measures: dict[str, float] | None = None, source: str = "board", **facts: Any) -> RunStats:
        started = START + timedelta(days=day)
        ended_well = {"complete": True, "finish_reason": "finished", "exit_code": 0}
        stats = RunStats(source=source, started=started, ended=started, measures=measures or {}, **{**ended_well, **facts})
        folder = RunFolder(archive.root / new_run_name(source, started))
        folder.path.mkdir(parents=True)
        folder.write_stats(stats)
        return stats

    return add
