"""One archive of each kind, empty."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from compoundwatch.archive import RunArchive, open_archive
from compoundwatch.run_folder import RunFolder
from tests.compoundwatch.archive.made_up import settings_with, write_files

Saver = Callable[..., str]


@pytest.fixture(params=["folder", "memory", "share", "s3"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> RunArchive:
    kinds: dict[str, Callable[[], str]] = {
        "folder": lambda: str(tmp_path / "elsewhere"),
        "memory": lambda: f"memory://{uuid4().hex}/runs",
        "share": lambda: f"file://{tmp_path}/share",
        "s3": lambda: str(request.getfixturevalue("bucket")),
    }
    return open_archive(settings_with(tmp_path, kinds[request.param]()))


@pytest.fixture
def saved(archive: RunArchive) -> Saver:
    """Makes a finished run and saves it; its name."""

    def save(run: str = "board/20261030T060000.000000Z", **files: bytes) -> str:
        folder = RunFolder(archive.workplace / run)
        write_files(folder, **files)
        archive.save(folder)
        return run

    return save
