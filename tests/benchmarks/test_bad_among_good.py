"""Good sources crawled among every kind of bad one. The whole two hundred: `python benchmarks/bad_sources.py`."""

from __future__ import annotations

import pytest

from benchmarks.bad_among_good import Figures, measure
from benchmarks.bad_sites import KINDS

GOOD = 3


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return measure(tmp_path_factory.mktemp("bad"), GOOD, at_once=8, of_each_kind=1)


def test_the_good_finish_as_if_alone(figures: Figures) -> None:
    assert figures.good_as_alone == GOOD


@pytest.mark.parametrize("kind", KINDS)
def test_the_bad_end_within_their_limits_and_say_why(figures: Figures, kind: str) -> None:
    assert figures.wrongly_ended.get(f"{kind}_0") is None


def test_every_bad_one_was_crawled(figures: Figures) -> None:
    assert figures.bad.keys() == {f"{kind}_0" for kind in KINDS}
