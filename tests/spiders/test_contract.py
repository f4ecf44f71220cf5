"""`expect:` held against the numbers of a run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from compoundwatch.config import ExpectConfig
from spiders.contract import broken, check_contract
from spiders.tally import Tally

_NOW = datetime(2026, 11, 21, tzinfo=UTC)


def _tally(**numbers: int) -> Tally:
    tally = Tally(read=numbers.get("new", 0), captured=numbers.get("new", 0))
    tally.sightings.update(numbers)  # type: ignore[arg-type]
    return tally


def _broken(expect: dict[str, object], tally: Tally) -> list[str]:
    return [line.rule for line in check_contract(ExpectConfig.model_validate(expect), tally, _NOW) if not line.kept]


@pytest.mark.parametrize("outcome", ["new", "changed", "unchanged", "304"])
def test_every_posting_that_was_there_counts_as_seen(outcome: str) -> None:
    assert _broken({"min_postings": 3}, _tally(**{outcome: 3})) == []


@pytest.mark.parametrize("outcome", ["gone", "refused", "failed"])
def test_what_could_not_be_seen_does_not_count(outcome: str) -> None:
    assert _broken({"min_postings": 3}, _tally(**{outcome: 3})) == ["min_postings"]


def test_too_many_postings_break_it() -> None:
    assert _broken({"max_postings": 2}, _tally(new=3)) == ["max_postings"]


def test_a_field_that_is_seldom_filled_breaks_it() -> None:
    tally = _tally(new=4)
    tally.filled["job_location"] = 1
    assert _broken({"fill": {"job_location": 0.5}}, tally) == ["fill.job_location"]


def test_filling_is_not_judged_by_a_few_among_many_unchanged() -> None:
    tally = _tally(new=2)
    tally.sightings["304"] = 100
    assert _broken({"fill": {"text": 1}}, tally) == []


def test_filling_is_judged_by_few_when_the_source_has_no_more() -> None:
    assert _broken({"fill": {"text": 1}}, _tally(new=2)) == ["fill.text"]


@pytest.mark.parametrize(("age", "rules"), [(1.9, []), (2.1, ["max_age_days"])])
def test_the_freshest_posting_may_not_be_old(age: float, rules: list[str]) -> None:
    tally = _tally(new=1)
    tally.freshest = _NOW - timedelta(days=age)
    assert _broken({"max_age_days": 2}, tally) == rules


def test_dates_that_went_missing_break_freshness() -> None:
    assert _broken({"max_age_days": 2}, _tally(new=1)) == ["max_age_days"]


def test_too_many_failed_pages_break_it() -> None:
    tally = _tally(new=1)
    tally.details, tally.details_failed = 10, 6
    assert _broken({"max_failed": 0.5}, tally) == ["max_failed"]


def test_dates_of_what_has_not_changed_count_for_freshness() -> None:
    tally = _tally(**{"304": 3})
    tally.count_known(_NOW - timedelta(days=9))
    assert _broken({"max_age_days": 2}, tally) == ["max_age_days"]


@pytest.mark.parametrize(("least", "rules"), [(2, []), (3, ["min_countries"])])
def test_countries_that_the_postings_name(least: int, rules: list[str]) -> None:
    tally = _tally(new=5)
    tally.reach.countries = {"TH", "KH"}
    assert _broken({"min_countries": least}, tally) == rules


@pytest.mark.parametrize(("least", "rules"), [(1, []), (2, ["min_languages"])])
def test_languages_that_the_postings_are_written_in(least: int, rules: list[str]) -> None:
    tally = _tally(new=5)
    tally.reach.languages = {"th"}
    assert _broken({"min_languages": least}, tally) == rules


def test_reach_is_not_judged_by_a_few_among_many_unchanged() -> None:
    tally = _tally(new=2)
    tally.sightings["304"] = 100
    assert _broken({"min_countries": 2, "min_languages": 2}, tally) == []


@pytest.mark.parametrize(
    ("bounds", "rules"),
    [
        ({"5xx": 0.1}, ["max_status.5xx"]),
        ({"5xx": 0.2}, []),
        ({503: 0.1}, []),
        ({"404": 0}, []),
        ({"4xx": 0.05}, ["max_status.4xx"]),
    ],
)
def test_share_of_answers_with_a_status(bounds: dict[object, float], rules: list[str]) -> None:
    tally = _tally(new=1)
    tally.pages_by_status.update({"200": 78, "500": 10, "503": 4, "403": 8})
    assert _broken({"max_status": bounds}, tally) == rules


def test_every_line_has_its_numbers() -> None:
    tally = _tally(new=5)
    tally.reach.countries = {"TH", "KH"}
    tally.pages_by_status.update({"200": 9, "500": 1})
    expect = ExpectConfig.model_validate({"min_countries": 3, "max_status": {"5xx": 0.05}})
    got = {line.rule: line.got for line in check_contract(expect, tally, _NOW)}
    assert (got["min_countries"], got["max_status.5xx"]) == ("2 (KH, TH) in 5 postings read", "1 of 10")


def test_a_broken_contract_is_one_sentence_with_its_numbers() -> None:
    lines = check_contract(ExpectConfig(min_postings=5), _tally(new=2), _NOW)
    assert broken(lines) == "contract broken: min_postings: expected at least 5, got 2"
