"""One row a language, from all figures that are made of languages."""

from __future__ import annotations

from benchmarks.quality.by_language import languages
from benchmarks.quality.figures import Figure
from benchmarks.quality.statistics import Estimate

WORDS = Figure("lang.single-words.accuracy", "words", 0.5, 4, groups={"th": Estimate(1.0, 2), "ms": Estimate(0.0, 2)})
PAIRS = Figure("lang.word-pairs.accuracy", "pairs", 0.5, 2, groups={"ms": Estimate(0.5, 2)})


def test_a_language_that_a_set_lacks_is_blank() -> None:
    assert languages([WORDS, PAIRS]).splitlines()[2:] == [
        "| ms |  | 0.000 (2) | 0.500 (2) |  |",
        "| th |  | 1.000 (2) |  |  |",
    ]
