"""Ranges as typed: `>=0.7`, `1000..`, `2026-11-01..2026-11-21`, `2026-11`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from index.query import Range

_COMPARISON = re.compile(r"(>=|<=|>|<)(.+)", re.DOTALL)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
Read = Callable[[str, str], Range]


def number_range(field: str, typed: str) -> Range:
    """A range of numbers. Raises ValueError, whose words say what is wrong."""
    return _range(field, typed, _one_number)


def date_range(field: str, typed: str) -> Range:
    """A range of moments; a date alone means the whole day, month or year, in UTC. Raises ValueError."""
    return _range(field, typed, _one_date)


def _range(field: str, typed: str, read: Read) -> Range:
    if found := _COMPARISON.fullmatch(typed):
        return _compared(found[1], read(field, found[2].strip()))
    low, dots, high = typed.partition("..")
    if not dots:
        return read(field, typed)
    if not low and not high:
        raise ValueError("a range needs at least one end: 1000..2000, 1000.. or ..2000")
    start = read(field, low) if low else Range(field)
    end = read(field, high) if high else Range(field)
    whole = replace(start, high=end.high, below_high=end.below_high)
    if _is_reversed(whole):
        raise ValueError(f"this range ends before it begins; write {high}..{low}")
    return whole


def _compared(sign: str, one: Range) -> Range:
    """`>` a day means after that day, `<=` a day means up to its end."""
    match sign:
        case ">=":
            return replace(one, high=None, below_high=False)
        case "<=":
            return replace(one, low=None)
        case ">":
            return Range(one.field, low=one.high, above_low=not one.below_high)
        case _:
            return Range(one.field, high=one.low, below_high=True)


def _is_reversed(found: Range) -> bool:
    match found.low, found.high:
        case datetime() as low, datetime() as high:
            return low > high
        case float() as low, float() as high:
            return low > high
    return False


def _one_number(field: str, typed: str) -> Range:
    try:
        value = float(typed.replace(",", "") if _THOUSANDS.fullmatch(typed) else typed)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{field} is a number: {field}:>=0.7, {field}:1000..2000 or {field}:1000..")
    return Range(field, low=value, high=value)


def _one_date(field: str, typed: str) -> Range:
    expected = ValueError(f"{field} is a date: {field}:2026-11-21, {field}:2026-11-01..2026-11-21 or {field}:>=2026-11")
    try:
        if found := _DATE.fullmatch(typed):
            start, end = _whole(*(int(part) if part else None for part in found.groups()))
            return Range(field, low=start, high=end, below_high=True)
        moment = datetime.fromisoformat(typed)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise expected from None
    return Range(field, low=moment, high=moment)


def _whole(year: int | None, month: int | None, day: int | None) -> tuple[datetime, datetime]:
    """The first moment of a year, month or day, and the first moment after it."""
    start = datetime(year or 0, month or 1, day or 1, tzinfo=UTC)
    if day:
        return start, start + timedelta(days=1)
    if month:
        return start, (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    return start, start.replace(year=start.year + 1)
