"""A board on loopback and an installation that watches it, its runs in a folder or in an object store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compoundwatch.pipeline.made_up import Board, Installation, install, serve_board


@pytest.fixture
def board() -> Iterator[Board]:
    with serve_board() as shown:
        yield shown


@pytest.fixture(params=["folder", "s3"])
def installation(request: pytest.FixtureRequest, tmp_path: Path, board: Board) -> Installation:
    made = install(tmp_path / "here", board)
    if request.param == "s3":
        bucket = request.getfixturevalue("bucket")
        with (made.folder / "app.yml").open("a") as app:
            app.write(f"files: {bucket}\n")
    return made
