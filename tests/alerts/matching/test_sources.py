"""Sources that are down, and back: each outage is told once, and not with every hiccup."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from alerts.matching.sources import tell_sources
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.errors import EXIT_CONTRACT, EXIT_DONE, EXIT_FAILED, EXIT_REFUSED
from compoundwatch.run_folder import RunStats
from tests.alerts.matching.desk import NOW, Desk, SaveAlert

HOUR = timedelta(hours=1)


def add_runs(engine: Engine, *exit_codes: int, since: datetime = NOW) -> datetime:
    """One run of `board` an hour; the moment after the last."""
    for number, code in enumerate(exit_codes):
        started = since + number * HOUR
        fields: dict[str, Any] = {"pages": 1, "postings": 1, "complete": code == 0, "finish_reason": "finished"}
        run = RunStats(source="board", started=started, ended=started + HOUR / 60, exit_code=code, **fields)
        row = {
            "run": f"board/{started.isoformat()}", "source": "board", "started": started.timestamp(), "published": code == 0,
            "ended": run.ended.timestamp(), "exit_code": code, "stats": run.model_dump(mode="json"),
        }  # fmt: skip
        with db.writing(engine) as connection:
            connection.execute(db.runs.insert().values(row))
    return since + len(exit_codes) * HOUR


def tell(engine: Engine, settings: Settings, at: datetime) -> dict[str, int]:
    return dict(tell_sources(engine, settings.sources(), settings.alerts(), at))


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ([EXIT_DONE, EXIT_DONE], {}),
        ([EXIT_REFUSED], {"down": 1}),
        ([EXIT_DONE, EXIT_DONE, EXIT_CONTRACT], {"down": 1}),
        ([EXIT_DONE, EXIT_DONE, EXIT_FAILED], {}),
        ([EXIT_DONE, EXIT_DONE, EXIT_FAILED, EXIT_FAILED], {"down": 1}),
        ([EXIT_REFUSED, EXIT_DONE, EXIT_REFUSED], {}),
        ([EXIT_REFUSED, EXIT_DONE, EXIT_REFUSED, EXIT_REFUSED], {"down": 1}),
    ],
)
def test_when_a_source_counts_as_down(
    engine: Engine, settings: Settings, save_alert: SaveAlert, runs: list[int], told: dict[str, int]
) -> None:
    save_alert(tell=["source_health"])
    assert tell(engine, settings, add_runs(engine, *runs)) == told


def test_an_outage_and_its_end_are_each_told_once(any_desk: Desk, save_alert: SaveAlert) -> None:
    save_alert(tell=["source_health"])
    engine, settings = any_desk.engine, any_desk.settings
    at = add_runs(engine, EXIT_REFUSED)
    first, again = tell(engine, settings, at), tell(engine, settings, at)
    at = add_runs(engine, EXIT_REFUSED, since=at)
    still = tell(engine, settings, at)
    at = add_runs(engine, EXIT_DONE, since=at)
    back, once = tell(engine, settings, at), tell(engine, settings, at)
    assert [first, again, still, back, once] == [{"down": 1}, {}, {}, {"back": 1}, {}]


def test_the_end_says_since_when_it_was_down(desk: Desk, save_alert: SaveAlert) -> None:
    save_alert(tell=["source_health"])
    at = add_runs(desk.engine, EXIT_REFUSED)
    tell(desk.engine, desk.settings, at)
    tell(desk.engine, desk.settings, add_runs(desk.engine, EXIT_DONE, since=at))
    notice = desk.ledger()[-1].hit
    assert (datetime.fromisoformat(notice["since"]), datetime.fromisoformat(notice["until"])) == (NOW, at)


def test_nobody_is_told_who_did_not_ask(desk: Desk, save_alert: SaveAlert) -> None:
    save_alert()
    assert tell(desk.engine, desk.settings, add_runs(desk.engine, EXIT_REFUSED)) == {}


def test_an_outage_from_before_a_search_is_not_told_by_it(desk: Desk, save_alert: SaveAlert) -> None:
    at = add_runs(desk.engine, EXIT_REFUSED)
    desk.match(at)
    save_alert(tell=["source_health"])
    assert tell(desk.engine, desk.settings, at + HOUR) == {}


def test_a_source_that_is_late_is_down(desk: Desk, save_alert: SaveAlert) -> None:
    save_alert(tell=["source_health"])
    at = add_runs(desk.engine, EXIT_DONE)
    tell(desk.engine, desk.settings, at + timedelta(days=4))
    assert [row.hit["trouble"] for row in desk.ledger()] == ["late"]
