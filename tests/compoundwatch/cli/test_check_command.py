"""`compoundwatch check` and `sources` as a person calls them, over a board on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compoundwatch.pipeline.made_up import Board, Installation, install, serve_board


@pytest.fixture(scope="module")
def board() -> Iterator[Board]:
    with serve_board() as shown:
        yield shown


@pytest.fixture
def here(tmp_path: Path, board: Board) -> Installation:
    return install(tmp_path / "here", board)


def test_what_would_be_published_and_nothing_is(here: Installation) -> None:
    ended = here.do("check", "board", "--json")
    checked = json.loads(ended.stdout)

    assert (ended.returncode, checked["stats"]["captured"], checked["proposed"]["min_postings"]) == (0, 6, 3)
    assert checked["postings"][0]["compounds"][0]["name"] == "KK Park"
    assert not [path for path in here.var.rglob("*") if path.name in {"captured.jsonl", "runs", "store"}]


def test_a_broken_contract_is_three_and_shows_both_numbers(here: Installation, board: Board) -> None:
    here.add_source("board", board.home, expect="{min_postings: 9}")
    ended = here.do("check", "board")

    assert ended.returncode == 3
    assert "BROKEN" in ended.stdout
    assert "at least 9" in ended.stdout
    assert "would not be published, as the contract is broken" in ended.stdout


def test_runs_before_stand_beside_this_one(here: Installation) -> None:
    assert here.do("stage", "crawl", "board", "--interval", "2026-11-20").returncode == 0
    lines = json.loads(here.do("check", "board", "--json").stdout)["contract"]

    assert [line["before"] for line in lines if line["rule"] == "min_postings"] == [
        {"runs": 1, "mean": 6.0, "least": 6.0, "most": 6.0}
    ]


def test_a_site_that_refuses_is_four(here: Installation, board: Board) -> None:
    here.add_source("board", board.home, start=f"[{board.home}nowhere/secret]")
    (here.folder / "stop.yml").write_text("stopped:\n  - source: board\n    since: 2026-01-01\n    why: asked us to stop\n")
    ended = here.do("check", "board")

    assert ended.returncode == 4
    assert "asked us to stop" in ended.stderr


def test_without_a_name_all_histories_and_the_worst_code(here: Installation, board: Board) -> None:
    here.add_source("strict", board.home, expect="{min_postings: 9}")
    here.do("stage", "crawl", "board", "--interval", "2026-11-20")
    here.do("stage", "crawl", "strict", "--interval", "2026-11-20")
    ended = here.do("check", "--json")

    found = {row["source"]: (row["runs"], row["ended_well"], row["last"]["postings"]) for row in json.loads(ended.stdout)}
    assert (ended.returncode, found) == (3, {"board": (1, 1, 6), "strict": (1, 0, 6)})


def test_sources_with_state_and_last_run(here: Installation, board: Board) -> None:
    here.add_source("quiet", board.home, enabled="false")
    here.do("stage", "crawl", "board", "--interval", "2026-11-20")
    ended = here.do("sources", "--json")

    found = {row["name"]: (row["state"], row["last"] and row["last"]["postings"]) for row in json.loads(ended.stdout)}
    assert (ended.returncode, found) == (0, {"board": ("on", 6), "quiet": ("off", None)})


def test_a_file_that_cannot_be_read_hides_no_other(here: Installation, board: Board) -> None:
    here.add_source("torn", board.home, kind="novel")
    ended = here.do("sources")

    assert ended.returncode == 2
    assert "torn.yml:3: kind" in ended.stderr
    assert "Board board" in ended.stdout
