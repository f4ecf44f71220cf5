from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from spiders.measures import measures
from spiders.tally import Tally

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_every_number_of_a_run() -> None:
    tally = Tally(
        fields=("title", "base_salary"),
        sightings=Counter({"new": 3, "304": 5, "failed": 1}),
        filled=Counter({"title": 4, "base_salary": 1}),
        read=4,
        freshest=datetime(2026, 3, 8, tzinfo=UTC),
        details=8,
        details_failed=2,
    )

    assert measures(tally, NOW) == {
        "postings": 8.0,
        "max_failed": 0.25,
        "max_age_days": 1.5,
        "fill.title": 1.0,
        "fill.base_salary": 0.25,
    }


def test_what_cannot_be_told_is_left_out() -> None:
    assert measures(Tally(fields=("title",)), NOW) == {"postings": 0.0}
