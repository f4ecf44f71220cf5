"""Dates as pages print them. What does not say its day for certain stays unknown; nothing is counted from today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import regex
from dateutil import parser

# Before the web there were no postings; a year beyond this is a filler such as 9999-12-31.
_FIRST_YEAR = 1990
_LAST_YEAR = 2100
_SHORTEST = len("20260508")
_LONGEST = 60
# The reader of RFC 822 would take ten in the evening for ten in the morning.
_TWELVE_HOURS = regex.compile(r"\d\s?[ap]\.?m\b", regex.IGNORECASE)
# In English 01/02/2026 is the first of February or the second of January.
_EITHER_WAY = regex.compile(r"(?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|1[0-2])[./-]\d{4}")


def machine_date(text: object) -> datetime | None:
    """UTC of an ISO 8601 or RFC 822 date; without a zone it is taken as UTC, without a time as midnight."""
    if not isinstance(text, str) or not _SHORTEST <= len(text := text.strip()) <= _LONGEST:
        return None
    for read in (_iso,) if _TWELVE_HOURS.search(text) else (_iso, parsedate_to_datetime):
        try:
            return in_range(read(text))
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def printed_date(text: str, languages: Sequence[str]) -> datetime | None:
    """A date written for people in one of `languages`, as "8 May 2026"; "yesterday" is None."""
    if date := machine_date(text):
        return date
    spoken = [code.split("-")[0] for code in languages] or ["en"]
    text = text.strip()
    if not text or len(text) > _LONGEST or ("en" in spoken and _EITHER_WAY.fullmatch(text)):
        return None
    import dateparser

    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "TIMEZONE": "UTC"}
    found = dateparser.parse(text, languages=spoken, settings=settings)
    return in_range(found) if found else None


def unix_date(value: object) -> datetime | None:
    """UTC of a number of seconds or milliseconds since 1970, as APIs count time; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # In seconds such a number would lie beyond the year 5000.
    seconds = value / 1000 if abs(value) >= 100_000_000_000 else value
    try:
        return in_range(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def in_range(moment: datetime) -> datetime | None:
    """The moment in UTC, None where its year cannot be that of a posting."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _iso(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parser.isoparse(text.replace(" ", "T", 1))
