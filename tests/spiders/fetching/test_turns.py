"""Two crawls of one domain together ask it no faster than one may."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from threading import Event
from time import monotonic

from tests.spiders.loopback import Answer, MakeBoard, Serve, advert, listing, reply

_DELAY = 0.4


def test_two_processes_share_the_pace_of_a_domain(serve: Serve, board: MakeBoard) -> None:
    asked: list[float] = []

    def page(body: str, status: int = 200) -> Answer:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            asked.append(monotonic())
            reply(handler, status, body)

        return answer

    paths = ("/1", "/2", "/3")
    site = serve({
        "/robots.txt": page("", 404),
        "/": page(listing(*paths)),
        **{path: page(advert(f"Cook {path}")) for path in paths},
    })  # fmt: skip
    installation = board(f"{site.url}/", politeness={"delay": _DELAY})
    installation.add_source("other")
    running = [installation.start("1", source) for source in ("board", "other")]
    words = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], words
    assert len(asked) == 10
    # A request that was on its way for longer makes the gap before it wider and the one behind it narrower.
    assert min(later - earlier for earlier, later in pairwise(asked)) > _DELAY / 2
    assert asked[-1] - asked[0] >= 9 * _DELAY * 0.95


def test_a_rest_that_a_server_asks_for_holds_for_the_next_crawl(serve: Serve, board: MakeBoard) -> None:
    def busy(handler: BaseHTTPRequestHandler) -> None:
        reply(handler, 429, "later", Retry_After="3600")

    site = serve({"/robots.txt": 404, "/": busy})
    installation = board(f"{site.url}/", politeness={"delay": 0.01, "retries": 0})
    assert installation.crawl("1").code == 5
    asked = len(site.asked)
    second = installation.crawl("2")
    assert (second.code, len(site.asked)) == (5, asked)
    assert second.stats.why is not None
    assert "before it is our turn" in second.stats.why


def test_a_source_is_crawled_by_one_process_at_a_time(serve: Serve, board: MakeBoard) -> None:
    slow, ended = Event(), Event()

    def hang(handler: BaseHTTPRequestHandler) -> None:
        slow.set()
        ended.wait(30)
        reply(handler, 200, listing())

    site = serve({"/robots.txt": 404, "/": hang})
    installation = board(f"{site.url}/", politeness={"delay": 0.01, "timeout": 30})
    first = installation.start("1")
    assert slow.wait(30)
    second = installation.crawl("2")
    ended.set()
    first.communicate()
    assert second.code == 5
    assert "source board: another is at it" in second.words
    assert not second.folder.path.exists()
