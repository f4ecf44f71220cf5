from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from alerts.digest.schedule import last_moment, load_schedules, next_moment, settle
from compoundwatch import db

CALENDAR = ("hourly", "daily@7@Asia/Bangkok", "weekly@7@UTC", "monthly@0@America/New_York", "daily@2@Europe/Amsterdam")
MOMENTS = st.integers(1_735_689_600, 1_893_456_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ZONES = st.sampled_from(
    ["UTC", "Asia/Bangkok", "Asia/Kathmandu", "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("beat", "at", "last"),
    [
        ("hourly", "2026-11-21T09:06+00:00", "2026-11-21T09:00+00:00"),
        ("daily@7@Asia/Bangkok", "2026-11-21T07:00+07:00", "2026-11-21T07:00+07:00"),
        ("daily@7@Asia/Bangkok", "2026-11-21T06:59+07:00", "2026-11-20T07:00+07:00"),
        ("weekly@7@UTC", "2026-11-21T09:06+00:00", "2026-11-16T07:00+00:00"),
        ("weekly@7@UTC", "2026-11-16T06:00+00:00", "2026-11-09T07:00+00:00"),
        ("monthly@7@UTC", "2026-11-21T09:06+00:00", "2026-11-01T07:00+00:00"),
        ("monthly@7@UTC", "2026-12-01T06:00+00:00", "2026-11-01T07:00+00:00"),
        # The clocks go from 02:00 to 03:00: what is due at 02:00 is due when it would have been.
        ("daily@2@Europe/Amsterdam", "2026-03-29T03:30+02:00", "2026-03-29T03:00+02:00"),
        # They go from 03:00 back to 02:00: the first of the two.
        ("daily@2@Europe/Amsterdam", "2026-10-25T02:30+01:00", "2026-10-25T02:00+02:00"),
    ],
)
def test_the_newest_moment_at_which_a_digest_was_due(beat: str, at: str, last: str) -> None:
    assert last_moment(beat, utc(at)) == utc(last)


@given(at=MOMENTS, beat=st.sampled_from(CALENDAR))
def test_no_moment_lies_between_the_last_and_the_next(at: datetime, beat: str) -> None:
    last, following = last_moment(beat, at), next_moment(beat, at)
    assert last <= at < following
    assert last_moment(beat, following - timedelta(microseconds=1)) == last


@given(start=st.dates(date(2025, 1, 1), date(2029, 1, 1)), hour=st.integers(0, 23), zone=ZONES)
def test_a_daily_digest_is_due_once_on_each_local_day(start: date, hour: int, zone: str) -> None:
    noon = datetime(start.year, start.month, start.day, 12, tzinfo=UTC)
    moments = {last_moment(f"daily@{hour}@{zone}", noon + timedelta(hours=hours)) for hours in range(24 * 9)}
    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in sorted(moments)]
    assert len(set(days)) == len(days) >= 9


def test_a_new_digest_waits_for_its_first_moment(state_engine: Engine) -> None:
    pair, at = ("hotline@ngo.example", "daily@7@UTC"), datetime(2026, 11, 21, 9, tzinfo=UTC)
    with db.writing(state_engine) as connection:
        assert not load_schedules(connection, [pair], at).is_due(pair)
    with db.writing(state_engine) as connection:
        assert load_schedules(connection, [pair], at + timedelta(days=1)).is_due(pair)


def test_what_is_settled_is_due_again_at_the_next_moment(state_engine: Engine) -> None:
    pair, at = ("hotline@ngo.example", "hourly"), datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
    with db.writing(state_engine) as connection:
        settle(connection, pair, at)
        later = [at + timedelta(minutes=minutes) for minutes in (0, 53, 54)]
        assert [load_schedules(connection, [], moment).is_due(pair) for moment in later] == [False, False, True]


def test_an_older_clock_moves_nothing_back(state_engine: Engine) -> None:
    pair, at = ("hotline@ngo.example", "hourly"), datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
    with db.writing(state_engine) as connection:
        settle(connection, pair, at)
        settle(connection, pair, at - timedelta(days=1))
        assert load_schedules(connection, [], at).settled[pair] == at
