"""Killed and stopped crawls: what reached the disk is kept, whole, and says what it is."""

from __future__ import annotations

import signal
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest
from warcio.archiveiterator import ArchiveIterator

from compoundwatch.archive import LocalArchive
from compoundwatch.errors import UsageError
from compoundwatch.evidence import read_capture
from compoundwatch.run_folder import RunFolder
from spiders.killed_run import close_killed_run, locked
from tests.spiders.loopback import Board, MakeBoard, Serve, Site, advert, listing, reply

_PAGES = 4


@pytest.fixture
def reached() -> Event:
    """Set when the crawl asks for its last page, which never comes."""
    return Event()


@pytest.fixture
def halfway(serve: Serve, board: MakeBoard, reached: Event) -> Board:
    def hang(handler: BaseHTTPRequestHandler) -> None:
        reached.set()
        site.ending.wait()
        reply(handler, 500)

    paths = [f"/{number}" for number in range(_PAGES)]
    site: Site = serve({**{path: advert(path) for path in paths}, "/last": hang})
    site.routes["/"] = listing(*paths, "/last")
    return board(f"{site.url}/", {"timeout": 30}, deadline=60)


@pytest.fixture
def killed(halfway: Board, reached: Event) -> Path:
    """The `.partial` folder of a crawl that SIGKILL ended in the middle."""
    crawl = halfway.start("1")
    assert reached.wait(30)
    crawl.kill()
    crawl.communicate()
    return halfway.runs / "board" / "1.partial"


def test_what_was_captured_before_a_kill_is_kept(killed: Path) -> None:
    stats = close_killed_run(killed)
    assert (stats.captured, stats.complete, stats.finish_reason, stats.exit_code) == (_PAGES, False, "killed", 1)


def test_torn_files_are_cut_to_what_is_whole(killed: Path) -> None:
    folder = RunFolder(killed)
    for file in (folder.captured, folder.sightings, killed / "pages.warc.gz"):
        whole = file.read_bytes()
        file.write_bytes(whole + whole[:50])
    close_killed_run(killed)
    finished = RunFolder(killed.with_suffix(""))
    with (finished.path / "pages.warc.gz").open("rb") as warc:
        pages = sum(record.rec_type == "response" for record in ArchiveIterator(warc))
    assert (len(list(finished.read_captured())), len(list(finished.read_sightings())), pages) == (_PAGES,) * 3


def test_a_folder_that_was_only_just_made_is_closed_too(tmp_path: Path) -> None:
    folder = tmp_path / "board" / "1.partial"
    folder.mkdir(parents=True)
    assert close_killed_run(folder).captured == 0


def test_the_same_command_again_keeps_what_was_killed_beside_the_new_run(halfway: Board, killed: Path) -> None:
    (halfway.home / "configs" / "app.yml").write_text(
        (halfway.home / "configs" / "app.yml").read_text().replace("timeout: 30", "timeout: 0.3")
    )
    again = halfway.crawl("1")
    aside = RunFolder(halfway.runs / "board" / "1-killed-1")
    evidence = next(aside.read_captured()).evidence
    assert evidence
    assert (again.code, again.stats.captured, read_capture(LocalArchive(halfway.runs), evidence).status) == (0, _PAGES, 200)


def test_a_run_that_is_still_written_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "1.partial"
    folder.mkdir()
    with locked(folder), pytest.raises(UsageError, match="another crawl"):
        close_killed_run(folder)


def test_a_finished_run_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "1.partial").mkdir()
    with pytest.raises(FileExistsError):
        close_killed_run(tmp_path / "1.partial")


def test_sigterm_ends_a_run_with_what_it_has(halfway: Board, reached: Event) -> None:
    crawl = halfway.start("1")
    assert reached.wait(30)
    crawl.send_signal(signal.SIGTERM)
    words = crawl.communicate(timeout=15)[1].decode()
    stats = RunFolder(halfway.runs / "board" / "1").read_stats()
    assert (crawl.returncode, stats.captured, stats.complete, words.count("\n")) == (1, _PAGES, False, 1), words
