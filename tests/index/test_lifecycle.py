"""What one run's sightings say of its source's postings."""

from __future__ import annotations

from datetime import datetime

import pytest

from compoundwatch.known import Known
from compoundwatch.run_folder import Sighting, SightingOutcome
from index.lifecycle import ABSENCES_UNTIL_GONE, judge

URL = "https://board.example/one"


def known(absences: int = 0, *, gone: bool = False) -> dict[str, Known]:
    return {"one": Known(url=URL, content_hash="h", etag="e", absences=absences, gone=gone)}


def sighting(outcome: SightingOutcome, at: datetime, posting_id: str | None = "one") -> Sighting:
    return Sighting(id=posting_id, url=URL, outcome=outcome, status=None, at=at, content_hash="new hash")


@pytest.mark.parametrize("outcome", ["new", "changed", "unchanged", "304"])
def test_what_was_seen_is_not_absent(outcome: SightingOutcome, now: datetime) -> None:
    verdict = judge(known(absences=1), [sighting(outcome, now)], complete=True)

    assert (verdict.seen, verdict.known["one"].absences) == (["one"], 0)


def test_its_own_page_saying_gone_is_enough(now: datetime) -> None:
    verdict = judge(known(), [sighting("gone", now)], complete=False)

    assert (verdict.gone, verdict.known["one"].gone) == (["one"], True)


def test_one_absence_from_a_complete_run_is_only_counted() -> None:
    verdict = judge(known(), [], complete=True)

    assert (verdict.gone, verdict.known["one"].absences) == ([], 1)


def test_absence_from_complete_runs_in_a_row_is_gone() -> None:
    assert judge(known(absences=ABSENCES_UNTIL_GONE - 1), [], complete=True).gone == ["one"]


def test_absence_from_an_incomplete_run_says_nothing() -> None:
    verdict = judge(known(absences=ABSENCES_UNTIL_GONE - 1), [], complete=False)

    assert (verdict.gone, verdict.known) == ([], {})


@pytest.mark.parametrize("outcome", ["refused", "failed"])
@pytest.mark.parametrize("posting_id", ["one", None])
def test_a_page_that_could_not_be_read_says_nothing(outcome: SightingOutcome, posting_id: str | None, now: datetime) -> None:
    verdict = judge(known(absences=ABSENCES_UNTIL_GONE - 1), [sighting(outcome, now, posting_id)], complete=True)

    assert (verdict.gone, verdict.seen, verdict.known) == ([], [], {})


def test_what_is_gone_is_not_told_again() -> None:
    assert judge(known(gone=True), [], complete=True).gone == []


def test_what_was_gone_and_is_seen_is_known_as_there(now: datetime) -> None:
    verdict = judge(known(gone=True), [sighting("unchanged", now)], complete=True)

    assert (verdict.seen, verdict.known["one"].gone) == (["one"], False)


def test_not_modified_keeps_the_etag(now: datetime) -> None:
    assert judge(known(), [sighting("304", now)], complete=True).known["one"].etag == "e"
