from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compoundwatch.config import ExpectConfig
from compoundwatch.pipeline.sourcing.bounds import proposed_bounds
from compoundwatch.pipeline.sourcing.history import History
from compoundwatch.run_folder import RunStats
from tests.compoundwatch.pipeline.sourcing.conftest import START


def history(*runs: dict[str, float], exit_code: int = 0) -> History:
    facts: dict[str, Any] = {"source": "board", "started": START, "ended": START, "complete": True, "finish_reason": "finished"}
    return History(tuple(RunStats(**facts, exit_code=exit_code, measures=measures) for measures in runs))


@pytest.mark.parametrize(
    ("runs", "bounds"),
    [
        ([{"postings": 11}, {"postings": 40}], {"min_postings": 5, "max_postings": 120}),
        ([{"postings": 1}], {"min_postings": 1, "max_postings": 10}),
        ([{"postings": 9, "fill.text": 1.0}, {"postings": 9, "fill.text": 0.97}], {"fill": {"text": 0.85}}),
        ([{"postings": 9, "fill.base_salary": 0.4}], {"max_postings": 27}),
        ([{"postings": 9, "max_age_days": 0.2}, {"postings": 9, "max_age_days": 1.4}], {"max_age_days": 5}),
        ([{"postings": 9, "max_failed": 0.0}], {"max_failed": 0.05}),
        ([{"postings": 9, "max_failed": 0.4}], {"max_failed": 0.5}),
        ([{"postings": 9, "min_countries": 5.0}], {"min_countries": 2}),
    ],
)
def test_bounds_by_the_rule(runs: list[dict[str, float]], bounds: dict[str, Any]) -> None:
    proposed = proposed_bounds(history(*runs))

    assert {name: proposed[name] for name in bounds} == bounds


def test_a_field_that_few_postings_have_is_not_asked_for() -> None:
    assert "fill" not in proposed_bounds(history({"postings": 9, "fill.base_salary": 0.4}))


def test_nothing_is_proposed_from_runs_that_went_wrong() -> None:
    assert proposed_bounds(history({"postings": 3}, exit_code=3)) == {}


_OPTIONAL = {
    "fill.title": st.floats(0, 1),
    "max_age_days": st.floats(0, 400),
    "min_languages": st.integers(1, 40).map(float),
}
_RUNS = st.lists(st.fixed_dictionaries({"postings": st.integers(0, 10_000).map(float)}, optional=_OPTIONAL), min_size=1, max_size=6)


@given(_RUNS)
def test_what_is_proposed_is_a_contract_that_the_runs_would_have_kept(runs: list[dict[str, float]]) -> None:
    expect = ExpectConfig.model_validate(proposed_bounds(history(*runs)))

    for run in runs:
        assert run["postings"] >= expect.min_postings
        assert run["postings"] <= (expect.max_postings or 0)
        assert run.get("fill.title", 1) >= expect.fill.get("title", 0)
        assert run.get("max_age_days", 0) <= (expect.max_age_days or 400)
        assert run.get("min_languages", 40) >= (expect.min_languages or 1)
