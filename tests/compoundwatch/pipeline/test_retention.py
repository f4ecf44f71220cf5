"""What is older than app.yml's `retention:` goes, from the store and from the run folders."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from compoundwatch.config import Settings
from compoundwatch.pipeline.retention import Retained, month_before, retain
from enrich import Enricher
from index import open_store
from index.expiry import ExpiredMonth
from tests.compoundwatch.pipeline.history import live, settings_of

# The made-up runs are of 30 October to 2 November 2026; 36 months are kept.
LATER = datetime(2029, 11, 3, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = settings_of(tmp_path)
    with open_store(made) as store:
        live(made, store, Enricher.load(made))
    return made


def months(settings: Settings) -> set[str]:
    with open_store(settings) as store:
        return {f"{posting.first_seen:%Y.%m}" for posting in store.all() if posting.first_seen}


def runs(settings: Settings) -> list[str]:
    return sorted(path.relative_to(settings.runs).as_posix()[:10] for path in settings.runs.glob("[a-z]/*"))


def test_old_months_and_old_runs_go(settings: Settings) -> None:
    before = runs(settings)
    done = retain(settings, LATER)

    assert [month.month for month in done.months] == ["2026.10"]
    assert months(settings) == {"2026.11"}
    assert runs(settings) == [run for run in before if "202610" not in run]
    assert len(done.runs) == len(before) - len(runs(settings)) > 0
    assert list((settings.runs / ".going").iterdir()) == []


def test_a_dry_run_says_the_same_and_does_nothing(settings: Settings) -> None:
    before = runs(settings), months(settings)
    told = retain(settings, LATER, dry_run=True)

    assert (runs(settings), months(settings)) == before
    assert told == retain(settings, LATER)


def test_what_is_young_enough_stays(settings: Settings) -> None:
    done = retain(settings, datetime(2029, 10, 31, tzinfo=UTC))

    assert done == Retained((), (), "2026.10", "2026.10")


def test_the_newest_run_of_a_source_and_the_newest_month_stay(settings: Settings) -> None:
    done = retain(settings, datetime(2100, 1, 1, tzinfo=UTC))

    assert sorted(run[0] for run in runs(settings)) == ["a", "b"]
    assert [type(month) for month in done.months] == [ExpiredMonth]
    assert months(settings) == {"2026.11"}


def test_run_folders_that_a_killed_job_had_taken_out_are_removed(settings: Settings) -> None:
    left = settings.runs / ".going" / "a~20261030T060000.000000Z"
    left.mkdir(parents=True)
    retain(settings, datetime(2026, 11, 3, tzinfo=UTC))

    assert not left.exists()


@pytest.mark.parametrize(
    ("now", "kept", "expected"),
    [((2026, 11), 36, "2023.11"), ((2026, 1), 1, "2025.12"), ((2026, 12), 12, "2025.12"), ((2026, 11), 99_999, "0001.01")],
)
def test_months_are_counted_back(now: tuple[int, int], kept: int, expected: str) -> None:
    assert month_before(datetime(*now, 1, tzinfo=UTC), kept) == expected
