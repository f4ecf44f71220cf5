"""Beats: which digest of a subscriber tells a hit. All of a subscriber's saved searches of one beat come in one mail."""

from __future__ import annotations

from collections.abc import Iterable

from compoundwatch.config import AlertConfig
from compoundwatch.config.alerts import Rate

# Told by feed or webhook alone.
NO_MAIL = ""
_URGENCY: tuple[Rate, ...] = ("immediate", "hourly", "daily", "weekly", "monthly")


def beat_of(alert: AlertConfig) -> str:
    """`immediate`, `hourly`, `daily@7@Asia/Bangkok`; empty for a search that is not told by mail."""
    if "mail" not in alert.outlets:
        return NO_MAIL
    return alert.rate if alert.rate in {"immediate", "hourly"} else f"{alert.rate}@{alert.hour}@{alert.time_zone}"


def rate_of(beat: str) -> Rate:
    """The rate of a beat that is told by mail."""
    return next(rate for rate in _URGENCY if rate == beat.partition("@")[0])


def soonest(beats: Iterable[str]) -> str:
    """The beat that tells first, empty where none is told by mail: what several searches find is told once."""
    return min((beat for beat in beats if beat), key=lambda beat: (_URGENCY.index(rate_of(beat)), beat), default=NO_MAIL)
