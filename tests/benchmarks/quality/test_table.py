"""The table: one row a figure, in its own unit."""

from __future__ import annotations

import pytest

from benchmarks.quality.figures import Figure, Target
from benchmarks.quality.release import Release
from benchmarks.quality.table import COLUMNS, markdown, plain, rows

RELEASE = Release("0.1.0", {"a.x": 0.001})
ALARMS = Figure("a.x", "alarms", 0.0005, 6000, 0.0, 0.0011, Target("<=", 0.001), "per 1,000")
MISSED = Figure("a.y", "found", 0.7, 10, 0.5, 0.9, Target(">=", 0.8), other_half=0.9)


def test_a_figure_is_shown_in_its_unit() -> None:
    assert rows([ALARMS], RELEASE) == [("alarms", "0.50 per 1,000", "6,000", "0.00 to 1.10", "", "1.00", "≤ 1.00", "yes")]


def test_a_missed_target_stands_out() -> None:
    assert rows([MISSED], RELEASE) == [("found", "0.700", "10", "0.500 to 0.900", "0.900", "", "≥ 0.800", "**no**")]


def test_a_figure_without_value_is_blank() -> None:
    (row,) = rows([Figure("a.z", "none", None, 0)], RELEASE)

    assert row[1] == ""


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_named(name: str) -> None:
    table = rows([ALARMS, MISSED], RELEASE)

    assert name in plain(table).splitlines()[0]
    assert name in markdown(COLUMNS, table).splitlines()[0]


def test_every_line_of_the_page_has_all_cells() -> None:
    lines = markdown(COLUMNS, rows([ALARMS, MISSED], RELEASE)).splitlines()

    assert {line.count("|") for line in lines} == {len(COLUMNS) + 1}
