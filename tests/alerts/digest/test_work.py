from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from alerts.digest.work import load_work
from alerts.health import checked
from compoundwatch import db

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)


@pytest.fixture
def runs(engine: Engine) -> Engine:
    """Three sources, read every few hours for two months; the newest runs have not ended."""
    with db.writing(engine) as connection:
        for number in range(200):
            started = NOW - timedelta(hours=7 * number)
            ended = (started + timedelta(minutes=20)).timestamp() if number else None
            row = {"run": f"r/{number}", "source": f"source{number % 3}", "started": started.timestamp(), "ended": ended}
            stats = {"pages": number, "postings": 2 * number} if number % 5 else None
            connection.execute(db.runs.insert().values(**row, exit_code=0, published=True, stats=stats))
    return engine


@pytest.mark.parametrize("hours", [0, 1, 7, 10, 24 * 7, 24 * 31, 24 * 50, None])
def test_it_counts_what_the_health_of_sources_counts(runs: Engine, hours: int | None) -> None:
    since = None if hours is None else NOW - timedelta(hours=hours)
    with runs.connect() as connection:
        assert load_work(connection, NOW).since(connection, since) == checked(connection, since, NOW)


def test_without_a_run_nothing_was_checked(engine: Engine) -> None:
    with engine.connect() as connection:
        assert load_work(connection, NOW).since(connection, NOW - timedelta(days=1)).sources == 0
