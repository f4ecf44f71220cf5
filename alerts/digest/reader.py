"""Who reads a digest: in which language, in whose hours, and how much of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from compoundwatch.config import AlertConfig
from compoundwatch.config.alerts import MOST_PER_MAIL, Locale


@dataclass(frozen=True, slots=True)
class Reader:
    """`locale` of catalogues and dates, `time_zone` of all moments, `most` cards in one mail."""

    locale: Locale = "en"
    time_zone: str = "UTC"
    most: int = MOST_PER_MAIL


def reader_of(alerts: Collection[AlertConfig]) -> Reader:
    """What the searches of one digest say: the first names language and hours, the shortest wish the length."""
    if not alerts:
        return Reader()
    first = min(alerts, key=lambda alert: alert.name)
    return Reader(first.locale, first.time_zone, min(alert.most for alert in alerts))
