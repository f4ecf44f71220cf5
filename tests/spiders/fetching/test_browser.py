"""A board drawn by scripts, read with the real browser of this machine."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

import pytest

from compoundwatch.archive import LocalArchive
from compoundwatch.evidence import Capture, read_capture
from tests.spiders.loopback import Board, Ended, MakeBoard, Serve, Site, reply

_LIST = """<!doctype html><html><head><title>Board</title></head><body><div id="board"></div><script>
fetch('/api').then(answer => answer.json()).then(jobs => {
  document.getElementById('board').innerHTML = '<h1>Vacancies</h1>' + jobs.map(job => `<a class="job" href="${job}">${job}</a>`);
});
new Image().src = 'NEIGHBOUR/pixel.png';
fetch('NEIGHBOUR/collect').catch(() => 0);
</script></body></html>"""
_DETAIL = """<!doctype html><html><head><title>Board</title></head><body><div id="board"></div><script>
setTimeout(() => { document.getElementById('board').innerHTML =
  '<h1>Cook</h1><article><p>We need a cook for our kitchen; come to the counter in the morning.</p></article>'; }, 50);
</script></body></html>"""


def _json(handler: BaseHTTPRequestHandler) -> None:
    reply(handler, 200, '["/1", "/moved"]', Content_Type="application/json")


@pytest.fixture(scope="module")
def neighbour(serve: Serve) -> Site:
    """Another server of this machine, which is none of the source's."""
    return serve({"/inner": "<html><h1>Inner</h1><article>Nobody outside may read this</article></html>"})


@pytest.fixture(scope="module")
def drawn(serve: Serve, board: MakeBoard, neighbour: Site) -> tuple[Board, Ended, Site]:
    site = serve(
        {
            "/": _LIST.replace("NEIGHBOUR", neighbour.url),
            "/api": _json,
            "/1": _DETAIL,
            "/moved": lambda handler: reply(handler, 302, Location=f"{neighbour.url}/inner"),
        }
    )
    installation = board(f"{site.url}/", {"timeout": 15}, fetch="browser", wait_for="h1", deadline=60)
    return installation, installation.crawl(), site


@pytest.fixture(scope="module")
def capture(drawn: tuple[Board, Ended, Site]) -> Capture:
    posting = next(drawn[1].folder.read_captured())
    assert posting.evidence
    return read_capture(LocalArchive(drawn[0].runs), posting.evidence)


def test_what_scripts_draw_is_read(drawn: tuple[Board, Ended, Site]) -> None:
    assert [posting.title for posting in drawn[1].folder.read_captured()] == ["Cook"], drawn[1].words


def test_what_was_parsed_is_what_is_archived(capture: Capture) -> None:
    assert b"We need a cook for our kitchen" in capture.payload


def test_a_picture_of_the_page_is_kept(capture: Capture) -> None:
    assert capture.screenshot is not None
    assert capture.screenshot.startswith(b"\x89PNG")


def test_the_headers_the_server_sent_are_kept(capture: Capture) -> None:
    assert (capture.status, dict(capture.headers)["Content-Type"]) == (200, "text/html; charset=utf-8")


def test_robots_txt_is_asked_without_the_browser(drawn: tuple[Board, Ended, Site]) -> None:
    assert "sec-fetch-mode" not in drawn[2].headers["/robots.txt"]


def test_neither_scripts_nor_redirects_reach_a_neighbour(drawn: tuple[Board, Ended, Site], neighbour: Site) -> None:
    assert neighbour.asked == []


def test_a_redirect_to_a_neighbour_is_a_failed_page(drawn: tuple[Board, Ended, Site]) -> None:
    assert drawn[1].outcomes()["/moved"] == "failed"
