"""When a forum says that a post was written: exact where the page gives it to machines, else as printed, in the page's zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import regex

from spiders.reading.dates import in_range, printed_date, unix_date

_ZONE = regex.compile(r"(?:GMT|UTC)\s?([+-])\s?(\d{1,2})(?::?([0-5]\d))?")
# 2026-3-1 10:05, with or without seconds and half of the day; not a part of a longer number.
_FIGURES = regex.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:\s+(\d{1,2}):(\d\d)(?::\d\d)?(?:\s*([AP])M\b)?)?(?!\d)")
_DAY = regex.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_SAYS_ITS_ZONE = regex.compile(r"\d{4}-\d\d-\d\dT|\d:\d\d\s?[+-]\d\d:?\d\d|GMT|UTC")
_SECONDS = regex.compile(r"\d{9,11}")
_LONGEST = 200
_LONGEST_FOOT = 5_000


def clock_of(foot: str) -> timezone:
    """The zone that a page's foot names, as in "GMT+8, 2026-3-1 10:00" or "All times are UTC+07:00", else UTC."""
    zone = _ZONE.search(foot[:_LONGEST_FOOT])
    if zone is None or int(zone[2]) > 14:
        return UTC
    offset = timedelta(hours=int(zone[2]), minutes=int(zone[3] or 0))
    return timezone(-offset if zone[1] == "-" else offset)


def post_time(text: str | None, languages: Sequence[str], clock: timezone) -> datetime | None:
    """UTC of what stands beside a post: seconds since 1970, ISO 8601, "Posted on 2026-3-1 10:05", "by A » 1 Mar 2026 10:05"."""
    text = (text or "").strip(" «»\n")[:_LONGEST].rpartition("»")[2].rpartition(": ")[2].strip()
    if _SECONDS.fullmatch(text):
        return unix_date(int(text))
    if _SAYS_ITS_ZONE.search(text):
        return printed_date(text, languages)
    if figures := _FIGURES.search(text):
        return _of_figures(figures, clock)
    # Where the day alone could be two days, the hour beside it does not tell which.
    if (day := _DAY.match(text)) and printed_date(day[0], languages) is None:
        return None
    found = printed_date(text.replace(" at ", " "), languages)
    return in_range(found.replace(tzinfo=clock)) if found else None


def _of_figures(figures: regex.Match[str], clock: timezone) -> datetime | None:
    year, month, day, hour, minute = (int(part or 0) for part in figures.groups()[:5])
    if figures[6]:
        hour = hour % 12 + (12 if figures[6] == "P" else 0)
    try:
        return in_range(datetime(year, month, day, hour, minute, tzinfo=clock))
    except (ValueError, OverflowError):
        return None
