"""The numbers of a run that a contract can be held against; kept in stats.json, so that bounds can be proposed from history."""

from __future__ import annotations

from datetime import datetime, timedelta

from spiders.contract import too_few_read
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
    """Rule of the contract → its number; `postings` seen is that of both `min_postings` and `max_postings`.

    `fill.<field>`, `max_failed` and `max_status.<class>` are shares, `max_age_days` is the age of the freshest posting. What cannot
    be told (no detail page asked, too few postings read, no date printed) or was not asked for is left out, never 0.
    """
    found = {"postings": float(tally.postings)}
    if tally.details:
        found["max_failed"] = tally.details_failed / tally.details
    if tally.freshest is not None:
        found["max_age_days"] = round((now - tally.freshest) / timedelta(days=1), 2)
    if tally.read and not too_few_read(tally):
        found |= {f"fill.{name}": round(tally.filled[name] / tally.read, 4) for name in tally.fields}
        found |= {f"min_{name}": float(len(reached)) for name, reached in _reached(tally) if reached}
    if tally.pages:
        for first in "45":
            bad = sum(number for status, number in tally.pages_by_status.items() if status.startswith(first))
            found[f"max_status.{first}xx"] = round(bad / tally.pages, 4)
    return found


def _reached(tally: Tally) -> tuple[tuple[str, set[str]], ...]:
    return ("countries", tally.reach.countries), ("languages", tally.reach.languages)
