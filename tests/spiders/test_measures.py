from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from spiders.measures import measures
from spiders.tally import Tally

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_every_number_of_a_run() -> None:
    tally = Tally(
        fields=("title", "base_salary"),
        sightings=Counter({"new": 3, "unchanged": 5, "failed": 1}),
        filled=Counter({"title": 8, "base_salary": 2}),
        read=8,
        freshest=datetime(2026, 3, 8, tzinfo=UTC),
        pages_by_status=Counter({"200": 7, "404": 1, "503": 2}),
        details=8,
        details_failed=2,
    )

    assert measures(tally, NOW) == {
        "postings": 8.0,
        "max_failed": 0.25,
        "max_age_days": 1.5,
        "fill.title": 1.0,
        "fill.base_salary": 0.25,
        "max_status.4xx": 0.1,
        "max_status.5xx": 0.2,
    }


def test_what_cannot_be_told_is_left_out() -> None:
    assert measures(Tally(fields=("title",)), NOW) == {"postings": 0.0}


def test_two_postings_read_beside_a_hundred_unchanged_say_nothing_of_the_parser() -> None:
    tally = Tally(fields=("title",), sightings=Counter({"new": 2, "304": 100}), filled=Counter({"title": 2}), read=2)

    assert measures(tally, NOW) == {"postings": 102.0}
