"""The main job, by its command line, over a board that changes."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.compoundwatch.pipeline.made_up import LURE, Board, Installation


def source(summary: dict[str, Any], name: str = "board") -> dict[str, Any]:
    return next(line for line in summary["sources"] if line["source"] == name)


def test_from_pages_to_one_mail_and_then_nothing_new(board: Board, installation: Installation) -> None:
    first = installation.run()
    assert first["exit_code"] == 0, first
    assert (source(first)["postings"], source(first)["new"], first["mails"]) == (6, 6, 1)
    assert first["lures"] == 1
    assert first["compound_links"] >= 1

    second = installation.run()
    assert (source(second)["postings"], source(second)["new"], second["hits"], second["mails"]) == (6, 0, 0, 0)
    assert len(installation.mails()) == 1


def test_what_changes_on_the_board_is_told(board: Board, installation: Installation) -> None:
    installation.run()
    board.adverts[1] = LURE.replace("2500", "4000")
    board.gone.add(2)
    later = installation.run()
    assert (source(later)["new"], source(later)["edited"], source(later)["gone"]) == (0, 1, 1)
    status = {posting["title"]: (posting["status"], posting["revision"]) for posting in installation.postings()}
    assert status["Advert 1"] == ("active", 1)
    assert status["Advert 2"] == ("gone", 0)

    board.gone.clear()
    back = installation.run()
    assert source(back)["returned"] == 1


def test_a_broken_source_stops_no_other_and_publishes_nothing(board: Board, installation: Installation) -> None:
    installation.add_source("broken", board.home, expect="{min_postings: 100}")
    done = installation.run()
    assert done["exit_code"] == 3, done
    assert (source(done, "broken")["outcome"], source(done, "broken")["new"]) == ("contract_broken", 0)
    assert source(done)["new"] == 6
    assert {posting["source"] for posting in installation.postings()} == {"board"}


def test_a_source_that_cannot_be_reached_stops_no_other(board: Board, installation: Installation) -> None:
    installation.add_source("away", "http://127.0.0.1:9/")
    done = installation.run()
    assert done["exit_code"] == 5, done
    assert source(done, "away")["why"]
    assert source(done)["new"] == 6


def test_wrong_settings_stop_before_anything_is_fetched(board: Board, installation: Installation) -> None:
    (installation.folder / "alerts" / "typo.yml").write_text(
        "title: x\nemail: a@example.org\nconsent: made up here\nquery: 'a AND'\n"
    )
    ended = installation.do("run")
    assert ended.returncode == 2
    assert "typo.yml" in ended.stderr
    assert board.asked == []


def test_with_no_source_enabled_it_says_how_to_enable_one(board: Board, installation: Installation) -> None:
    installation.add_source("board", board.home, enabled="false")
    ended = installation.do("run")
    assert ended.returncode == 2
    assert "enabled: true" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_a_place_that_cannot_be_written_is_one_line(board: Board, installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    environment = {**installation.environment, "COMPOUNDWATCH_VAR": str(tmp_path / "file" / "var")}
    ended = installation.do("run", environment=environment)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("largest", [0, 2_000, 40_000, 70_000, 100_000])
def test_a_disk_that_takes_no_more_is_said_without_a_traceback_and_heals(installation: Installation, largest: int) -> None:
    command = ["prlimit", f"--fsize={largest}", *installation.command("run")]
    ended = subprocess.run(command, env=installation.environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1, ended
    assert "Traceback" not in ended.stderr
    assert "unexpected" not in ended.stderr
    assert len(ended.stderr.splitlines()) <= 1

    assert installation.run()["exit_code"] == 0
    assert len(installation.postings()) == 6
    assert len(installation.mails()) == 1
