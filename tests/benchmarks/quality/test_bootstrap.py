"""The interval: the same every time, around the figure, wider where clusters are few."""

from __future__ import annotations

import pytest

from benchmarks.quality.bootstrap import bound_without_events, interval
from benchmarks.quality.statistics import share

HALF_RIGHT = [[True], [False]] * 50


def test_it_is_the_same_every_time() -> None:
    assert interval(HALF_RIGHT, share, 200) == interval(HALF_RIGHT, share, 200)


def test_it_is_as_wide_as_the_binomial_one() -> None:
    found = interval(HALF_RIGHT, share, 2000)

    assert found is not None
    assert found.low == pytest.approx(0.4, abs=0.02)
    assert found.high == pytest.approx(0.6, abs=0.02)


def test_clusters_are_drawn_whole() -> None:
    together = [[True] * 25, [False] * 25, [True] * 25, [False] * 25]

    assert interval(together, share, 500) == (0.0, 1.0)


def test_no_value_gives_no_interval() -> None:
    assert interval([[]], share, 10) is None


def test_the_bound_without_errors_is_near_the_rule_of_three() -> None:
    assert bound_without_events(1000) == pytest.approx(3.7 / 1000, rel=0.01)
