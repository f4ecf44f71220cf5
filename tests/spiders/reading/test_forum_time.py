from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from spiders.reading.forum_time import clock_of, post_time

BANGKOK = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2026-03-03T10:05:06+0700", datetime(2026, 3, 3, 3, 5, 6, tzinfo=UTC)),
        ("1772507106", datetime(2026, 3, 3, 3, 5, 6, tzinfo=UTC)),
        ("发表于 2026-3-3 10:05", datetime(2026, 3, 3, 3, 5, tzinfo=UTC)),
        ("Posted on 2026/3/3 10:05 PM", datetime(2026, 3, 3, 15, 5, tzinfo=UTC)),
        ("2026-3-3 12:05 AM", datetime(2026, 3, 2, 17, 5, tzinfo=UTC)),
        ("by Noor » Tue Mar 03, 2026 10:05 pm", datetime(2026, 3, 3, 15, 5, tzinfo=UTC)),
        ("« Reply #1 on: March 03, 2026, 10:05:06 AM »", datetime(2026, 3, 3, 3, 5, 6, tzinfo=UTC)),
        ("03-13-2026, 10:05 AM", datetime(2026, 3, 13, 3, 5, tzinfo=UTC)),
        ("Mar 3, 2026 at 10:05 AM", datetime(2026, 3, 3, 3, 5, tzinfo=UTC)),
    ],
)
def test_a_time_in_the_zone_of_the_page(printed: str, moment: datetime) -> None:
    assert post_time(printed, ("en",), BANGKOK) == moment


@pytest.mark.parametrize(
    "printed", [None, "", "yesterday, 10:05", "2026-13-45", "12026-3-3", "03-04-2026, 10:05 AM", "99999999999", "» " * 500]
)
def test_what_names_no_day_is_no_time(printed: str | None) -> None:
    assert post_time(printed, ("en",), BANGKOK) is None


@pytest.mark.parametrize(
    ("foot", "hours"),
    [
        ("GMT+8, 2026-3-3 12:00", 8),
        ("All times are UTC-05:00", -5),
        ("All times are UTC + 5:30", 5.5),
        ("All times are UTC", 0),
        ("GMT+99", 0),
        ("", 0),
    ],
)
def test_the_zone_stands_in_the_foot(foot: str, hours: float) -> None:
    assert clock_of(foot).utcoffset(None) == timedelta(hours=hours)
