"""Moments as whole microseconds since 1970, so that no comparison rounds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(when: datetime) -> int:
    return (when - _EPOCH) // _MICROSECOND


def to_moment(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)
