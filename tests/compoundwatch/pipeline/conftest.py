from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compoundwatch.pipeline.made_up import Board, Installation, install, serve_board


@pytest.fixture
def board() -> Iterator[Board]:
    with serve_board() as board:
        yield board


@pytest.fixture
def installation(tmp_path: Path, board: Board) -> Installation:
    return install(tmp_path, board)
