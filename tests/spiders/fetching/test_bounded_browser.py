"""Pages that mean ill towards the browser that draws them, among pages that do not."""

from __future__ import annotations

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler

import psutil
import pytest

from tests.spiders.loopback import Board, Ended, MakeBoard, Serve, Site, advert, listing, reply

_HANGS = "<script>while (true) {}</script>"
_SWELLS = "<script>const kept = []; while (true) { kept.push(new Uint8Array(20000000).fill(7)); }</script>"
_ASKS_FOR_MORE = """<style>@font-face { font-family: Made; src: url(/made.woff2); } h1 { font-family: Made; }</style>
<video src="/film.mp4" autoplay></video><audio src="/song.mp3" autoplay></audio><img src="/never.png">
<script>navigator.sendBeacon('/beacon', '1'); new WebSocket('ws://' + location.host + '/socket');</script>"""
# Killed while this page is being drawn: it is there when it is asked for again.
_CRASHES = "/crashes"


def page(title: str, more: str = "") -> str:
    return advert(title).replace("</body>", f"{more}</body>")


class Crashing:
    """The first time it is asked for, the browser that asks is killed before it is answered."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked += 1
        if self.asked == 1:
            _kill_browsers()
        reply(handler, 200, page("Outlived the browser"))


def _browsers() -> list[psutil.Process]:
    """The processes of the crawl's browser; it is a child of ours as long as the crawl goes on."""
    return [process for process in psutil.Process().children(recursive=True) if "chrom" in process.name()]


def _kill_browsers() -> None:
    killed = _browsers()
    for process in killed:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(killed, timeout=5)


class Watching:
    """Answers, and notes the browser's processes: later they may be nobody's children."""

    def __init__(self) -> None:
        self.seen: list[psutil.Process] = []

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        self.seen += _browsers()
        reply(handler, 200, page("Last"))


def _never(handler: BaseHTTPRequestHandler) -> None:
    threading.Event().wait(20)
    reply(handler, 200, b"")


@pytest.fixture(scope="module")
def drawn(serve: Serve, board: MakeBoard) -> tuple[Board, Ended, Site]:
    site = serve(
        {
            "/": listing("/hangs", "/swells", "/asks", _CRASHES, "/last"),
            "/hangs": page("Hangs", _HANGS),
            "/swells": page("Swells", _SWELLS),
            "/asks": page("Asks for more", _ASKS_FOR_MORE),
            "/never.png": _never,
            _CRASHES: Crashing(),
            "/last": Watching(),
        }
    )
    bounds = {"timeout": 6, "retries": 1, "max_browser_mb": 900}
    installation = board(f"{site.url}/", bounds, fetch="browser", deadline=90)
    return installation, installation.crawl(), site


@pytest.mark.parametrize("path", ["/asks", _CRASHES, "/last"])
def test_pages_after_a_bad_one_are_read(drawn: tuple[Board, Ended, Site], path: str) -> None:
    assert drawn[1].outcomes()[path] == "new", drawn[1].words


@pytest.mark.parametrize("path", ["/hangs", "/swells"])
def test_a_page_beyond_its_bounds_is_a_failed_page(drawn: tuple[Board, Ended, Site], path: str) -> None:
    assert drawn[1].outcomes()[path] == "failed"


def test_the_run_ends_by_itself(drawn: tuple[Board, Ended, Site]) -> None:
    assert drawn[1].stats.finish_reason == "finished"


def test_no_browser_is_left_behind(drawn: tuple[Board, Ended, Site]) -> None:
    last = drawn[2].routes["/last"]
    assert isinstance(last, Watching)
    assert last.seen
    assert psutil.wait_procs(last.seen, timeout=5)[1] == []


@pytest.mark.parametrize("path", ["/made.woff2", "/film.mp4", "/song.mp3", "/beacon"])
def test_what_a_page_does_not_need_is_not_fetched(drawn: tuple[Board, Ended, Site], path: str) -> None:
    assert path not in drawn[2].asked
