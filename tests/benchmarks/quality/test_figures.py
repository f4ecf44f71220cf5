"""How a question becomes a figure, and when a target is met."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.quality.figures import Question, Side, Target
from benchmarks.quality.statistics import Estimate, Grouped, mean_of_groups, share


def even(number: int) -> Iterator[bool]:
    """Nothing is said of negative numbers."""
    if number >= 0:
        yield number % 2 == 0


QUESTION = Question("even", "even numbers", even, share, Target(">=", 0.5))


def test_a_figure_is_named_by_its_set_and_question() -> None:
    assert QUESTION.answer("numbers", [[2, 4], [1]], 0).key == "numbers.even"


def test_what_says_nothing_is_not_counted() -> None:
    figure = QUESTION.answer("numbers", [[2], [-1], [1]], 0)

    assert (figure.value, figure.n) == (0.5, 2)


def test_without_rounds_there_is_no_interval() -> None:
    assert QUESTION.answer("numbers", [[2], [1]], 0).low is None


def test_where_no_error_was_seen_the_interval_still_reaches_down() -> None:
    figure = QUESTION.answer("numbers", [[2]] * 100, 50)

    assert figure.low == pytest.approx(0.9638, abs=1e-4)
    assert figure.high == 1


def test_nothing_observed_gives_no_value_and_no_verdict() -> None:
    figure = QUESTION.answer("numbers", [[-1]], 50)

    assert (figure.value, figure.low, figure.met) == (None, None, None)


def test_a_figure_made_of_groups_tells_them() -> None:
    def large(number: int) -> Iterator[Grouped]:
        yield Grouped("odd" if number % 2 else "even", number > 2)

    question = Question("large", "large numbers", large, mean_of_groups)

    assert question.answer("numbers", [[1], [2], [4]], 0).groups == {"odd": Estimate(0.0, 1), "even": Estimate(0.5, 2)}


@pytest.mark.parametrize(("side", "met"), [(">=", True), ("<=", True), (">", False)])
def test_a_target_that_is_just_reached(side: Side, met: bool) -> None:
    assert Target(side, 0.5).met_by(0.5) is met
