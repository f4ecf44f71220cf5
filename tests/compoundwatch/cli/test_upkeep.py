"""`compoundwatch upkeep` as a person or cron calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.compoundwatch.pipeline.made_up import Board, Installation, install


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return install(tmp_path / "configs", Board(home="http://127.0.0.1:9/"))


def test_named_jobs_are_done_and_told(installation: Installation) -> None:
    ended = installation.do("upkeep", "retention", "lifecycle", "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == {"retention": {"months": 0, "postings": 0, "runs": 0}, "lifecycle": {"gone": 0}}


def test_one_that_fails_stops_no_other(installation: Installation) -> None:
    (installation.var / "backups").parent.mkdir(parents=True, exist_ok=True)
    (installation.var / "backups").write_text("in the way")
    ended = installation.do("upkeep", "backup", "lifecycle", "--json")
    assert ended.returncode == 1
    assert json.loads(ended.stdout) == {"lifecycle": {"gone": 0}}
    assert "compoundwatch: backup:" in ended.stderr


def test_an_unknown_job_is_told_before_anything_is_done(installation: Installation) -> None:
    ended = installation.do("upkeep", "backup", "retentoin")
    assert ended.returncode == 2
    assert "retentoin" in ended.stderr
    assert not (installation.var / "backups").exists()
