"""Bounds for `expect:` from what a source has shown: wide enough for its ordinary days, too narrow for a broken parser."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import Any

from compoundwatch.pipeline.sourcing.history import History, Spread

# What the bounds are made by, over the runs that ended well; countries and languages as postings.
RULE = (
    "at least half of the fewest postings, at most three times the most; of a field ten points less than its least share, "
    "where that leaves half; three times the greatest age; twice the greatest share of failed pages and five points"
)
_FILL = "fill."
_LEAST_FILL = 0.5
_LEAST_AGE = 2
_MOST_FAILED = 0.5


def proposed_bounds(history: History) -> dict[str, Any]:
    """What `expect:` might say by RULE, as in a YAML; empty without a run that ended well."""
    found: dict[str, Any] = {}
    for rule, bound in _bounds(history):
        if rule.startswith(_FILL):
            found.setdefault("fill", {})[rule.removeprefix(_FILL)] = bound
        else:
            found[rule] = bound
    return found


def _bounds(history: History) -> Iterator[tuple[str, float]]:
    postings = history.spread("postings")
    if postings is None:
        return
    yield "min_postings", max(1, floor(postings.least / 2)) if postings.least else 0
    yield "max_postings", max(10, ceil(postings.most * 3))
    for rule in history.measured():
        spread = history.spread(rule)
        bound = _bound(rule, spread) if spread else None
        if bound is not None:
            yield rule, bound


def _bound(rule: str, spread: Spread) -> float | None:
    if rule.startswith(_FILL):
        # Steps of five points; the millionth undoes what 0.9 - 0.1 lacks in binary.
        share = floor((spread.least - 0.1) * 20 + 1e-6) / 20
        return share if share >= _LEAST_FILL else None
    if rule in {"min_countries", "min_languages"}:
        return max(1, floor(spread.least / 2))
    if rule == "max_age_days":
        return max(_LEAST_AGE, ceil(spread.most * 3))
    if rule == "max_failed":
        return min(_MOST_FAILED, round(spread.most * 2 + 0.05, 2))
    return None
