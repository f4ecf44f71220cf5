from __future__ import annotations

from compoundwatch.archive import LocalArchive
from compoundwatch.pipeline.sourcing.history import MOST_RUNS, Spread, last_run, load_history
from tests.compoundwatch.pipeline.sourcing.conftest import AddRun


def test_mean_least_and_most_of_the_runs_that_ended_well(archive: LocalArchive, add_run: AddRun) -> None:
    add_run(1, {"postings": 10})
    add_run(2, {"postings": 30})
    add_run(3, {"postings": 0}, exit_code=3)

    assert load_history(archive, "board").spread("min_postings") == Spread(2, 20, 10, 30)


def test_a_run_from_before_numbers_were_kept_has_its_postings(archive: LocalArchive, add_run: AddRun) -> None:
    add_run(1, postings=12)

    history = load_history(archive, "board")
    assert (history.spread("max_postings"), history.spread("fill.text")) == (Spread(1, 12, 12, 12), None)


def test_only_the_last_runs_of_that_source_count(archive: LocalArchive, add_run: AddRun) -> None:
    for day in range(MOST_RUNS + 5):
        add_run(day, {"postings": day})
    add_run(60, {"postings": 999}, source="other")

    history = load_history(archive, "board")
    assert [run.measures["postings"] for run in history.runs] == list(range(5, MOST_RUNS + 5))
    assert history.last == last_run(archive, "board")


def test_a_source_that_never_ran(archive: LocalArchive) -> None:
    assert load_history(archive, "board").last is None
    assert last_run(archive, "board") is None


def test_what_a_person_imported_is_no_run_of_the_source(archive: LocalArchive, add_run: AddRun) -> None:
    crawled = add_run(1, {"postings": 10})
    add_run(2, {"postings": 1}, imported="silent")

    assert load_history(archive, "board").runs == (crawled,)
