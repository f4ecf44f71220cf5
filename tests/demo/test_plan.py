from __future__ import annotations

from pathlib import Path

import pytest

from demo.plan import Progress, Run, planned, read_progress, write_progress


@pytest.mark.parametrize(
    ("progress", "day", "runs"),
    [
        pytest.param(None, 1, [Run(1, "first")], id="a new archive"),
        pytest.param(None, 2, [Run(1, "first"), Run(2, "first")], id="day 2 needs day 1"),
        pytest.param(Progress(day=1, finished=True), 1, [Run(1, "again")], id="day 1 again"),
        pytest.param(Progress(day=1, finished=True), 2, [Run(2, "first")], id="day 2 follows"),
        pytest.param(Progress(day=2, finished=True), 2, [Run(2, "again")], id="day 2 again"),
        pytest.param(Progress(day=2, finished=True), 1, [Run(2, "again")], id="days do not run backwards"),
        pytest.param(Progress(day=1, finished=False), 1, [Run(1, "resumed")], id="cut off"),
        pytest.param(Progress(day=1, finished=False), 2, [Run(1, "resumed"), Run(2, "first")], id="cut off before day 2"),
    ],
)
def test_planned(progress: Progress | None, day: int, runs: list[Run]) -> None:
    assert list(planned(progress, day)) == runs


def test_progress_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_progress(tmp_path / "var", Progress(day=2, finished=True))

    assert read_progress(tmp_path / "var") == Progress(day=2, finished=True)


def test_a_new_archive_has_no_progress(tmp_path: Path) -> None:
    assert read_progress(tmp_path) is None


def test_a_broken_progress_file_counts_as_cut_off(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text("{", encoding="utf-8")

    assert read_progress(tmp_path) == Progress(day=1, finished=False)
