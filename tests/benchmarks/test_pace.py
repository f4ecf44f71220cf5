"""What our stages take within tasks is read from Airflow's logs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.pace import stages_seconds


def write_log(folder: Path, task: str, number: int, *events: tuple[str, str]) -> None:
    log = folder / f"worker-{number % 2}" / f"task_id={task}" / f"map_index={number}" / "attempt=1.log"
    log.parent.mkdir(parents=True)
    lines = [{"timestamp": f"2026-11-22T08:00:{second}Z", "event": event} for second, event in events]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_it_is_the_mean_of_each_stage_without_what_airflow_does_around_it(tmp_path: Path) -> None:
    before, ready, after = ("00", "::group::Pre Execute"), ("01.5", "::endgroup::"), ("50", "::endgroup::")
    write_log(tmp_path, "source.crawl", 0, before, ready, ("21.5", "Done. Returned value was: x"), after)
    write_log(tmp_path, "source.crawl", 1, before, ready, ("31.5", "Done. Returned value was: x"), after)
    write_log(tmp_path, "source.publish", 0, before, ready, ("02.5", "Done. Returned value was: x"), after)
    # One that failed, and one of another DAG.
    write_log(tmp_path, "source.publish", 1, before, ready, ("59", "Task failed with exception"))
    write_log(tmp_path, "notify", 0, before, ready, ("59", "Done. Returned value was: x"))
    assert stages_seconds(tmp_path) == pytest.approx(25 + 1)


def test_where_nothing_has_ended_it_is_nothing(tmp_path: Path) -> None:
    assert stages_seconds(tmp_path) == 0.0
