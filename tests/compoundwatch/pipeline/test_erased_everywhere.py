"""What one machine erased, no other machine captures or makes again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from compoundwatch.archive import RunArchive, open_archive
from compoundwatch.archive.local import LocalArchive
from compoundwatch.erased import ErasedEntry, log_erased, read_erased
from compoundwatch.pipeline.erased_everywhere import fetch_erased, share_erased
from tests.compoundwatch.archive.made_up import settings_with

AT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> RunArchive:
    return open_archive(settings_with(tmp_path, f"memory://{uuid4().hex}/runs"))


def erase(var: Path, name: str) -> None:
    var.mkdir(exist_ok=True)
    log_erased(var, ErasedEntry(id=name * 32, at=AT, why="request"))


def erased(var: Path) -> list[str]:
    return [entry.id[0] for entry in read_erased(var)]


def test_each_machine_learns_of_the_others(archive: RunArchive, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    erase(one, "a")
    share_erased(archive, one)
    erase(two, "b")
    fetch_erased(archive, two)
    share_erased(archive, two)
    fetch_erased(archive, one)
    assert (sorted(erased(one)), sorted(erased(two))) == (["a", "b"], ["a", "b"])


def test_before_anything_was_erased_there_is_nothing_to_learn(archive: RunArchive, tmp_path: Path) -> None:
    fetch_erased(archive, tmp_path)
    assert erased(tmp_path) == []


def test_the_shared_log_is_no_run(archive: RunArchive, tmp_path: Path) -> None:
    erase(tmp_path / "one", "a")
    share_erased(archive, tmp_path / "one")
    assert (list(archive.runs()), list(archive.torn())) == ([], [])


def test_where_there_is_one_machine_its_own_log_is_all(tmp_path: Path) -> None:
    erase(tmp_path, "a")
    archive = LocalArchive(tmp_path / "runs")
    share_erased(archive, tmp_path)
    fetch_erased(archive, tmp_path)
    assert erased(tmp_path) == ["a"]
