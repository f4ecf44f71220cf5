"""When a subscriber who heard nothing is told that we looked.

A heartbeat is due at the search's hour of the day that lies its interval after the day of the last mail, in the subscriber's
own days. So a run that comes a little late or early moves nothing, and there is at most one mail in an interval.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from compoundwatch.config import AlertConfig
from compoundwatch.config.alerts import Heartbeat

# Its row in `schedules`: when the subscriber was last written to, or, before the first mail, when we first knew of them.
LAST_HEARD = "heartbeat"

_INTERVALS: dict[Heartbeat, relativedelta | timedelta] = {
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    # The 31st has its month's last day.
    "monthly": relativedelta(months=1),
}


def heartbeat_due(alerts: Collection[AlertConfig], last_heard: datetime, at: datetime) -> bool:
    """Whether one of a subscriber's searches asks for a sign of life by now."""
    return any(_due(alert, last_heard) <= at for alert in alerts if alert.heartbeat != "never")


def _due(alert: AlertConfig, last_heard: datetime) -> datetime:
    zone = ZoneInfo(alert.time_zone)
    day = last_heard.astimezone(zone).date() + _INTERVALS[alert.heartbeat]
    return datetime.combine(day, time(alert.hour), zone).astimezone(UTC)
