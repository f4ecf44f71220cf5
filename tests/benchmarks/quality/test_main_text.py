"""Overlap of runs of four words."""

from __future__ import annotations

import pytest

from benchmarks.quality.main_text import overlap
from benchmarks.quality.statistics import Overlap

TRUTH = "one two three four five six"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (TRUTH, Overlap(1.0, 1.0)),
        ("", Overlap(0.0, 0.0)),
        ("menu one two three four five six", Overlap(3 / 4, 1.0)),
        ("one two three four", Overlap(1.0, 1 / 3)),
        (f"{TRUTH} {TRUTH}", Overlap(3 / 9, 1.0)),
    ],
)
def test_overlap(said: str, expected: Overlap) -> None:
    assert overlap(TRUTH, said) == expected
