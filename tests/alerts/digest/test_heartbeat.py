from __future__ import annotations

from datetime import datetime

import pytest

from alerts.digest.heartbeat import heartbeat_due
from compoundwatch.config import AlertConfig


def alert(heartbeat: str, zone: str = "Asia/Bangkok") -> AlertConfig:
    fields = {"title": "A search", "email": "hotline@ngo.example", "consent": "written request of 3 May 2026", "query": "ticket"}
    return AlertConfig.model_validate({**fields, "heartbeat": heartbeat, "time_zone": zone, "hour": 7})


@pytest.mark.parametrize(
    ("heartbeat", "heard", "first_due"),
    [
        ("daily", "2026-11-20T07:03+07:00", "2026-11-21T07:00+07:00"),
        ("daily", "2026-11-20T23:59+07:00", "2026-11-21T07:00+07:00"),
        ("weekly", "2026-11-14T12:00+07:00", "2026-11-21T07:00+07:00"),
        ("monthly", "2026-01-31T12:00+07:00", "2026-02-28T07:00+07:00"),
    ],
)
def test_it_is_due_at_the_hour_of_the_day_an_interval_later(heartbeat: str, heard: str, first_due: str) -> None:
    last, due = datetime.fromisoformat(heard), datetime.fromisoformat(first_due)
    assert heartbeat_due([alert(heartbeat)], last, due)
    assert not heartbeat_due([alert(heartbeat)], last, due.replace(hour=6, minute=59))


def test_who_asks_for_none_gets_none() -> None:
    last, now = datetime.fromisoformat("2020-01-01T00:00+00:00"), datetime.fromisoformat("2026-11-21T09:06+00:00")
    assert not heartbeat_due([alert("never")], last, now)


def test_the_soonest_of_several_searches_counts() -> None:
    last, now = datetime.fromisoformat("2026-11-20T07:03+07:00"), datetime.fromisoformat("2026-11-21T07:03+07:00")
    assert heartbeat_due([alert("monthly"), alert("daily")], last, now)
