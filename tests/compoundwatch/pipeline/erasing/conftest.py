from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from compoundwatch.config import Settings, load_settings
from tests.compoundwatch.pipeline.made_up import LURE, Board, Installation, install, serve_board


@dataclass(frozen=True)
class Watched:
    """The board after two runs: the lure was told, edited, and told again."""

    board: Board
    installation: Installation

    @property
    def settings(self) -> Settings:
        return load_settings(self.installation.environment)


@pytest.fixture(scope="module")
def watched_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with serve_board() as board:
        installation = install(tmp_path_factory.mktemp("once"), board)
        installation.run()
        board.adverts[1] = LURE.replace("made_up_hr", "made_up_new_hr").replace("Myawaddy, work at KK Park", "a hotel of Lagos")
        installation.run()
        yield Watched(board, installation)


@pytest.fixture
def watched(watched_once: Watched, tmp_path: Path) -> Watched:
    """A copy of one's own of the installation and all its data."""
    folder = tmp_path / "copy"
    shutil.copytree(watched_once.installation.folder, folder)
    return Watched(watched_once.board, Installation(folder))
