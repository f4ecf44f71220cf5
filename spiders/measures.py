"""The numbers of a run that a contract can be held against; kept in stats.json, so that bounds can be proposed from history."""

from __future__ import annotations

from datetime import datetime, timedelta

from spiders.tally import Tally

# What a page may print of a posting.
PRINTED = (
    "title",
    "text",
    "hiring_organization",
    "job_location",
    "base_salary",
    "employment_type",
    "date_posted",
    "valid_through",
)


def measures(tally: Tally, now: datetime) -> dict[str, float]:
    """Name → number: `postings` seen, `max_failed` share, `max_age_days` of the freshest, `fill.<field>` share of those read.

    What cannot be told (no detail page asked, nothing read, no date printed) is left out, never 0.
    """
    found = {"postings": float(tally.postings)}
    if tally.details:
        found["max_failed"] = tally.details_failed / tally.details
    if tally.freshest is not None:
        found["max_age_days"] = round((now - tally.freshest) / timedelta(days=1), 2)
    if tally.read:
        found |= {f"fill.{name}": round(tally.filled[name] / tally.read, 4) for name in tally.fields}
    return found
