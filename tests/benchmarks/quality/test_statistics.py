"""Each statistic on a few observations whose answer can be reckoned by hand."""

from __future__ import annotations

import pytest

from benchmarks.quality.statistics import (
    Estimate,
    Grouped,
    Overlap,
    Tally,
    count,
    f1,
    mean_f1,
    mean_of_groups,
    middle,
    precision,
    recall,
    share,
    worst_group,
)

TALLIES = [Tally(hits=1, found=2, wanted=4), Tally(hits=2, found=2, wanted=2)]
ANSWERS = [Grouped("th", True), Grouped("th", True), Grouped("lo", True), Grouped("lo", False), Grouped("my", False)]


def test_share_counts_what_is_true() -> None:
    assert share([True, False, True, True]) == Estimate(0.75, 4)


def test_count_is_no_share() -> None:
    assert count([True, False, True]) == Estimate(2, 3)


def test_precision_is_over_what_was_found() -> None:
    assert precision(TALLIES) == Estimate(0.75, 4)


def test_recall_is_over_what_was_wanted() -> None:
    assert recall(TALLIES) == Estimate(0.5, 6)


def test_f1_is_over_all_documents_together() -> None:
    assert f1(TALLIES) == Estimate(0.6, 6)


def test_mean_f1_weighs_every_document_the_same() -> None:
    assert mean_f1([Overlap(1.0, 0.5), Overlap(0.5, 1.0)]) == Estimate(0.75, 2)


def test_mean_f1_of_nothing_right_is_nought() -> None:
    assert mean_f1([Overlap(0.0, 0.0)]) == Estimate(0.0, 1)


def test_a_mean_of_groups_does_not_let_the_large_one_win() -> None:
    assert mean_of_groups(ANSWERS) == Estimate(0.5, 5)


def test_the_worst_group_is_looked_for_among_those_large_enough() -> None:
    assert worst_group(2)(ANSWERS) == Estimate(0.5, 2)


def test_the_middle_is_the_median() -> None:
    assert middle([1.0, 100.0, 3.0]) == Estimate(3.0, 3)


@pytest.mark.parametrize("statistic", [share, precision, recall, f1, mean_f1, mean_of_groups, worst_group(1), middle])
def test_nothing_seen_gives_no_value(statistic: object) -> None:
    assert statistic([]) == Estimate(None, 0)  # type: ignore[operator]  # each takes an empty list
