"""`compoundwatch stage`: what a scheduler other than Airflow would call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compoundwatch.pipeline.made_up import Board, Installation, install, serve_board

RUN = "board/20261121T090000.000000Z"


@pytest.fixture
def board() -> Iterator[Board]:
    with serve_board() as shown:
        yield shown


@pytest.fixture
def installation(tmp_path: Path, board: Board) -> Installation:
    return install(tmp_path / "here", board)


def test_crawl_and_publish_by_name(installation: Installation) -> None:
    crawled = installation.do("stage", "crawl", "board", "--interval", "2026-11-21T09:00:00", "--json")
    assert (crawled.returncode, json.loads(crawled.stdout)["run"]) == (0, RUN)
    published = installation.do("stage", "publish", RUN, "--json")
    assert (published.returncode, json.loads(published.stdout)) == (0, {"events": {"new": 6}, "rejected": 0})
    assert installation.do("stage", "publish", RUN).stdout == f"{RUN}: nothing changed; 0 lines set aside\n"


def test_a_crawl_ends_with_the_code_of_its_source(installation: Installation, board: Board) -> None:
    board.adverts.clear()
    crawled = installation.do("stage", "crawl", "board", "--interval", "2026-11-21")
    assert crawled.returncode == 3
    assert crawled.stderr.splitlines()[-1].startswith("compoundwatch: board: ")


def test_a_run_that_is_not_there_is_one_line(installation: Installation) -> None:
    ended = installation.do("stage", "publish", "board/20200101T000000.000000Z")
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (1, "", 1)
