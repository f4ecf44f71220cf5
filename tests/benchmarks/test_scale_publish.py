"""The measurement of one large run, made small: all of it is published, and memory is told as it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.memory_by_share import MARKS, Progress
from benchmarks.scale_publish import published_apart


def test_a_run_tells_its_cost_and_its_memory_at_each_mark(tmp_path: Path) -> None:
    figures = published_apart(tmp_path / "run", 300, "embedded")
    assert min(figures["enrich_seconds"], figures["publish_seconds"]) > 0
    for part in ("enrich_mb", "index_mb"):
        assert [int(mark) for mark in figures[part]] == list(MARKS)
        assert max(figures[part].values()) <= figures["peak_mb"]


def test_progress_is_said_on_stderr_at_each_mark(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress("indexed", 200)
    assert list(progress.counted(range(200))) == list(range(200))
    said = capsys.readouterr().err
    assert [mark for mark in MARKS if f"indexed: {mark} % of 200" in said] == list(MARKS)
    assert progress.done == 200


def test_pieces_that_are_done_at_once_pass_every_mark_between() -> None:
    progress = Progress("enriched", 1000)
    progress.reach(600)
    assert list(progress.mb_at) == [1, 10, 50]
