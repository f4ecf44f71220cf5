"""The demo itself, as `make demo DAY=2` runs it over a new archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.day import Place
from demo.plan import Progress, read_progress
from demo.show import show


@pytest.mark.slow
@pytest.mark.usefixtures("demo_ports")
def test_both_days_have_the_outcome_that_they_must_have(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    place = Place(tmp_path / "var")

    code = show(2, place)

    assert code == 0, capfd.readouterr()
    assert read_progress(place.var) == Progress(day=2, finished=True)
