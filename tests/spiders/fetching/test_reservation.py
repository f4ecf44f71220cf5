"""A site that reserves text and data mining is left alone."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import orjson
import pytest

from spiders.fetching.reservation import Rule, read_rules, reserves
from tests.spiders.loopback import Answer, MakeBoard, Routes, Serve, advert, listing, reply

_WELL_KNOWN = "/.well-known/tdmrep.json"


@pytest.mark.parametrize(
    ("location", "path", "held"),
    [
        ("/", "/jobs/1", True),
        ("/jobs/*", "/jobs/1?page=2", True),
        ("/jobs/*", "/about", False),
        ("/*.pdf$", "/a/b.pdf", True),
        ("/*.pdf$", "/a/b.pdf.html", False),
        ("jobs", "/jobs", True),
        ("*", "/anything", True),
        ("/việc-làm/*", "/vi%E1%BB%87c-l%C3%A0m/1", True),
    ],
)
def test_locations_are_patterns_as_in_robots_txt(location: str, path: str, held: bool) -> None:
    assert reserves([Rule(location, reserved=True)], path) is held


def test_the_first_rule_that_matches_decides() -> None:
    rules = [Rule("/press/*", reserved=False), Rule("/", reserved=True)]
    assert (reserves(rules, "/press/1"), reserves(rules, "/jobs/1")) == (False, True)


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"null", b"[1, null, {}]", b'[{"location": 7, "tdm-reservation": 1}]', b"\xff\xfe", b'[{"location": "/\\n*"}]'],
)
def test_what_is_no_such_file_says_nothing(body: bytes) -> None:
    assert read_rules(body) == ()


def test_a_rule_may_be_a_number_or_a_word() -> None:
    body = orjson.dumps([{"location": "/a", "tdm-reservation": 1}, {"location": "/b", "tdm-reservation": "1"}, {"location": "/c"}])
    assert [rule.reserved for rule in read_rules(body)] == [True, True, False]


def reserved_by_header(body: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        reply(handler, 200, body, TDM_Reservation="1")

    return answer


META = '<meta name="TDM-Reservation" content="1">'
WAYS: dict[str, Callable[[], Routes]] = {
    "tdmrep.json": lambda: {
        _WELL_KNOWN: orjson.dumps([{"location": "/jobs", "tdm-reservation": 1}]),
        "/": listing("/jobs/1"),
        "/jobs/1": advert("Cook"),
    },
    "a header": lambda: {"/": listing("/jobs/1"), "/jobs/1": reserved_by_header(advert("Cook"))},
    "a meta element": lambda: {"/": listing("/jobs/1"), "/jobs/1": advert("Cook").replace("<title>", f"{META}<title>")},
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_reserved_page_is_not_taken(way: str, serve: Serve, board: MakeBoard) -> None:
    site = serve(WAYS[way]())
    ended = board(f"{site.url}/").crawl()
    assert ended.code != 0
    assert list(ended.folder.read_captured()) == []


def test_a_site_that_reserves_everything_refuses_us(serve: Serve, board: MakeBoard) -> None:
    site = serve({_WELL_KNOWN: orjson.dumps([{"location": "/", "tdm-reservation": 1}]), "/": listing("/1"), "/1": advert("Cook")})
    ended = board(f"{site.url}/").crawl()
    assert (ended.code, site.asked) == (4, ["/robots.txt", _WELL_KNOWN])
    assert "text and data mining is reserved by tdmrep.json" in ended.words


def test_a_site_that_reserves_nothing_is_read(serve: Serve, board: MakeBoard) -> None:
    rules = orjson.dumps([{"location": "/", "tdm-reservation": 0}])
    site = serve({_WELL_KNOWN: rules, "/": listing("/1"), "/1": advert("Cook")})
    assert board(f"{site.url}/").crawl().code == 0


def test_a_file_that_cannot_be_had_says_nothing(serve: Serve, board: MakeBoard) -> None:
    site = serve({_WELL_KNOWN: 500, "/": listing("/1"), "/1": advert("Cook")})
    assert board(f"{site.url}/", {"retries": 0}).crawl().code == 0
