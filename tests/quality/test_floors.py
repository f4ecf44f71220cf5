"""No figure falls on the made-up set: each has a floor, or a ceiling where less is better.

The set was written for this, and the rules may learn from it, so the figures guard against falling and say nothing of other texts.
A change that must lower one lowers its floor in `floors.json`, in the same commit and with a word why.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.quality import adverts
from benchmarks.quality.bench import Bench
from benchmarks.quality.folder import DataFolder
from benchmarks.quality.sets import SETS
from compoundwatch.config import load_settings

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
LEAST, MOST = FLOORS["least"], FLOORS["most"]
MEASURES = {**SETS, adverts.SET: adverts.figures_of_whole}


@pytest.fixture(scope="session")
def values() -> dict[str, float]:
    """Every figure on the made-up set, by its key."""
    bench = Bench(DataFolder(HERE / "made_up"), load_settings(), rounds=0)
    figures = (figure for measure in MEASURES.values() for figure in measure(bench))
    return {figure.key: figure.value for figure in figures if figure.value is not None}


@pytest.mark.parametrize("key", LEAST)
def test_it_does_not_fall(key: str, values: dict[str, float]) -> None:
    assert values[key] >= LEAST[key]


@pytest.mark.parametrize("key", MOST)
def test_it_does_not_rise(key: str, values: dict[str, float]) -> None:
    assert values[key] <= MOST[key]


def test_every_figure_is_guarded(values: dict[str, float]) -> None:
    assert values.keys() == LEAST.keys() | MOST.keys()
