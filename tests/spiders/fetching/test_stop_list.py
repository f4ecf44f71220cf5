"""The stop list wins over everything."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from compoundwatch.config.stop import StopList
from tests.spiders.loopback import Board, MakeBoard, Serve, advert, listing


def stop_list(**entry: Any) -> StopList:
    return StopList.model_validate({"stopped": [{"since": date(2026, 5, 3), "why": "asked by mail", **entry}]})


@pytest.mark.parametrize(
    ("entry", "url", "stopped"),
    [
        ({"domain": "board.example"}, "https://board.example/jobs", True),
        ({"domain": "board.example"}, "https://jobs.board.example:8443/", True),
        ({"domain": "board.example"}, "https://otherboard.example/", False),
        ({"domain": "jobs.board.example"}, "https://board.example/", False),
        ({"domain": "127.0.0.1:8000"}, "http://127.0.0.1:8000/x", True),
        ({"url": "https://board.example/people/"}, "https://board.example/people/7", True),
        ({"url": "https://board.example/people/"}, "https://board.example/jobs/7", False),
        ({"source": "board"}, "https://board.example/", False),
    ],
)
def test_what_an_entry_covers(entry: dict[str, str], url: str, stopped: bool) -> None:
    assert bool(stop_list(**entry).problem(url)) is stopped


@pytest.mark.parametrize("entry", [{}, {"domain": "a.example", "source": "a"}, {"domain": "A b"}, {"url": "board.example"}])
def test_an_entry_names_one_thing(entry: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        stop_list(**entry)


def write_stop(installation: Board, line: str) -> None:
    entry = f"stopped:\n  - {line}\n    since: 2026-05-03\n    why: the operator asked us\n"
    (installation.home / "configs" / "stop.yml").write_text(entry)


@pytest.mark.parametrize("line", ["source: board", "domain: 127.0.0.1", "url: {start}"])
def test_a_stopped_source_is_not_asked(line: str, serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": listing("/1"), "/1": advert("Cook")})
    installation = board(f"{site.url}/")
    write_stop(installation, line.format(start=f"{site.url}/"))
    ended = installation.crawl()
    assert (ended.code, site.asked) == (4, [])
    assert "on the stop list since 2026-05-03: the operator asked us" in ended.words


def test_a_stopped_page_is_passed_over(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": listing("/1", "/2"), "/1": advert("Cook"), "/2": advert("Driver")})
    installation = board(f"{site.url}/")
    write_stop(installation, f"url: {site.url}/2")
    ended = installation.crawl()
    assert (ended.code, "/2" in site.asked) == (0, False)
    assert [posting.title for posting in ended.folder.read_captured()] == ["Cook"]
