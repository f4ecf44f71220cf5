from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from alerts.health import Checked, SourceTrouble, checked, troubles
from compoundwatch import db
from compoundwatch.config import Settings, SourceConfig
from compoundwatch.run_folder import ContractLine, RunStats

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
BROKEN = ContractLine(rule="min_postings", expected="at least 5", got="0", kept=False)


def add_run(engine: Engine, started: datetime, exit_code: int | None, source: str = "board", **stats: Any) -> None:
    fields: dict[str, Any] = {"pages": 10, "postings": 40, "complete": exit_code == 0, "finish_reason": "finished", **stats}
    run = RunStats(source=source, started=started, ended=started + HOUR / 60, exit_code=exit_code or 0, **fields)
    row = {
        "run": f"{source}/{started.isoformat()}", "source": source, "started": started.timestamp(), "published": exit_code == 0,
        "ended": None if exit_code is None else run.ended.timestamp(), "exit_code": exit_code,
        "stats": None if exit_code is None else run.model_dump(mode="json"),
    }  # fmt: skip
    with engine.begin() as connection:
        connection.execute(db.runs.insert().values(row))


def troubles_now(engine: Engine, sources: dict[str, SourceConfig]) -> list[SourceTrouble]:
    with engine.connect() as connection:
        return list(troubles(connection, sources, NOW))


def test_a_good_run_is_no_trouble(engine: Engine, settings: Settings) -> None:
    add_run(engine, NOW - HOUR, 0)
    assert troubles_now(engine, settings.sources()) == []


@pytest.mark.parametrize(("exit_code", "trouble"), [(1, "failed"), (3, "broken"), (4, "blocked"), (5, "unreachable")])
def test_a_failed_run_is_told_by_its_kind(engine: Engine, settings: Settings, exit_code: int, trouble: str) -> None:
    add_run(engine, NOW - HOUR, exit_code)
    assert [found.trouble for found in troubles_now(engine, settings.sources())] == [trouble]


def test_a_source_is_failing_since_its_first_failed_run_after_a_good_one(engine: Engine, settings: Settings) -> None:
    for hours, exit_code in ((9, 4), (8, 0), (5, 4), (2, 3)):
        add_run(engine, NOW - hours * HOUR, exit_code)
    assert troubles_now(engine, settings.sources())[0].since == NOW - 5 * HOUR


def test_broken_contract_lines_are_told_with_their_numbers(engine: Engine, settings: Settings) -> None:
    add_run(engine, NOW - HOUR, 3, contract=(BROKEN, BROKEN.model_copy(update={"rule": "max_age", "kept": True})))
    assert troubles_now(engine, settings.sources())[0].details == ("min_postings: expected at least 5, got 0",)


def test_a_run_that_goes_on_says_nothing_yet(engine: Engine, settings: Settings) -> None:
    add_run(engine, NOW - 2 * HOUR, 0)
    add_run(engine, NOW - HOUR, None)
    assert troubles_now(engine, settings.sources()) == []


def test_a_source_that_was_not_run_in_time_is_late(engine: Engine, settings: Settings) -> None:
    add_run(engine, NOW - timedelta(days=3), 0)
    assert [found.trouble for found in troubles_now(engine, settings.sources())] == ["late"]


def test_a_source_that_never_ran_is_told(engine: Engine, settings: Settings) -> None:
    assert [found.trouble for found in troubles_now(engine, settings.sources())] == ["never checked"]


def test_what_was_checked_counts_the_runs_since_a_moment(engine: Engine) -> None:
    for hours in (30, 3, 2):
        add_run(engine, NOW - hours * HOUR, 0)
    with engine.connect() as connection:
        assert checked(connection, NOW - 24 * HOUR, NOW) == Checked(NOW - 24 * HOUR, NOW, sources=1, pages=20, postings=80)
