"""Ranking statistics: ties never help the detector."""

from __future__ import annotations

import pytest

from benchmarks.quality.ranking import Scored, area_under_curve, average_precision, recall_at

PERFECT = [Scored(0.9, True), Scored(0.8, True), Scored(0.2, False), Scored(0.1, False)]
TIED = [Scored(0.5, True), Scored(0.5, False)]


@pytest.mark.parametrize("statistic", [average_precision, recall_at(0.05), area_under_curve])
def test_a_perfect_order_scores_one(statistic: object) -> None:
    assert statistic(PERFECT).value == 1  # type: ignore[operator]  # each is a statistic of scores


def test_average_precision_of_a_tie_is_the_share_of_positives() -> None:
    assert average_precision(TIED).value == 0.5


def test_recall_counts_a_tie_against_the_detector() -> None:
    assert recall_at(0.05)(TIED).value == 0


def test_a_tie_is_half_a_win_under_the_curve() -> None:
    assert area_under_curve(TIED).value == 0.5


def test_average_precision_by_hand() -> None:
    seen = [Scored(0.9, True), Scored(0.8, False), Scored(0.7, True)]

    assert average_precision(seen).value == pytest.approx((1 + 2 / 3) / 2)


def test_recall_is_the_best_that_the_allowed_false_alarms_buy() -> None:
    seen = [Scored(0.9, True), Scored(0.8, False), Scored(0.7, True), Scored(0.6, False)]

    assert [recall_at(allowed)(seen).value for allowed in (0.0, 0.5)] == [0.5, 1.0]


@pytest.mark.parametrize("statistic", [average_precision, recall_at(0.05), area_under_curve])
def test_no_positive_gives_no_value(statistic: object) -> None:
    assert statistic([Scored(0.3, False)]).value is None  # type: ignore[operator]  # each is a statistic of scores
