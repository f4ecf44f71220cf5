"""Hostile and faulty servers: each ends with the right exit code and one line, and nothing is worked around."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from time import monotonic
from typing import Any

import pytest

from tests.spiders.loopback import MakeBoard, Routes, Serve, Site, advert, listing, reply

_CHALLENGE = (
    "<html><head><title>Just a moment...</title></head><body><form id='challenge-form'>Solve the captcha</form></body></html>"
)
_BOMB = gzip.compress(bytes(40_000_000))


def _redirect(to: str, status: int = 302) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda handler: reply(handler, status, Location=to)


def _drip(site: Site) -> Callable[[BaseHTTPRequestHandler], None]:
    """A byte now and then, without end."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while not site.ending.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    return answer


def _stall(site: Site) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(_: BaseHTTPRequestHandler) -> None:
        site.ending.wait()

    return answer


@dataclass(frozen=True)
class Case:
    """A server, what the crawl of its `/` ends with, and a word that the one line must hold."""

    routes: Callable[[Site], Routes]
    code: int
    says: str
    politeness: dict[str, Any] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)


_CASES = {
    "a challenge served with 200": Case(lambda _: {"/": _CHALLENGE}, 4, "blocked"),
    "403 on the list": Case(lambda _: {"/": 403}, 4, "403"),
    "401 on the list": Case(lambda _: {"/": 401}, 4, "401"),
    "robots.txt forbids the list": Case(lambda _: {"/robots.txt": "User-agent: *\nDisallow: /", "/": listing()}, 4, "robots.txt"),
    "robots.txt answers 403": Case(lambda _: {"/robots.txt": 403, "/": listing()}, 4, "robots.txt answered 403"),
    "robots.txt answers 500": Case(lambda _: {"/robots.txt": 500, "/": listing()}, 5, "robots.txt answered 500"),
    "429 that lasts": Case(lambda _: {"/": lambda h: reply(h, 429, "slow down", Retry_After="0")}, 5, "429"),
    "429 that wants hours": Case(lambda _: {"/": lambda h: reply(h, 429, "slow down", Retry_After="7200")}, 5, "429"),
    "500 that lasts": Case(lambda _: {"/": 500}, 5, "500"),
    "no answer in time": Case(lambda site: {"/": _stall(site)}, 5, "in time", {"timeout": 0.5, "retries": 0}),
    "a page that drips beyond the deadline": Case(lambda site: {"/": _drip(site)}, 5, "deadline", {}, {"deadline": 1}),
    "a redirect to the cloud's metadata": Case(
        lambda _: {"/": _redirect("http://169.254.169.254/latest/meta-data/")}, 3, "inside our own network"
    ),
    "a redirect to another port of this machine": Case(
        lambda _: {"/": _redirect("http://127.0.0.1:9/")}, 3, "inside our own network"
    ),
    "a redirect to another site": Case(lambda _: {"/": _redirect("https://elsewhere.example/")}, 3, "outside"),
    "a redirect in a circle": Case(lambda _: {"/": _redirect("/a"), "/a": _redirect("/")}, 3, "redirect"),
    "redirects without end": Case(
        lambda _: {f"/{'a' * n}": _redirect(f"/{'a' * (n + 1)}") for n in range(20)}, 3, "redirect"
    ),
    "a body of 40 MB": Case(lambda _: {"/": bytes(40_000_000)}, 3, "max_body_mb"),
    "a gzip bomb": Case(lambda _: {"/": lambda h: reply(h, 200, _BOMB, Content_Encoding="gzip")}, 3, "max_body_mb"),
    "a list that lists nothing": Case(lambda _: {"/": listing()}, 3, "min_postings: expected at least 1, got 0"),
    "a list that is not there": Case(lambda _: {}, 3, "404"),
    "a picture for a list": Case(
        lambda _: {"/": lambda h: reply(h, 200, b"\x89PNG\r\n\x1a\n" + bytes(999), Content_Type="image/png")}, 3, "min_postings"
    ),
    "every detail page refused": Case(
        lambda _: {"/": listing("/1", "/2", "/3", "/4"), "/1": 403, "/2": 403, "/3": 403, "/4": advert("Cook")}, 4, "403"
    ),
    "most detail pages broken": Case(
        lambda _: {"/": listing("/1", "/2", "/3"), "/1": advert("Cook"), "/2": "<html><p>nothing</p></html>", "/3": 500},
        3, "max_failed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", _CASES)
def test_a_fault_ends_with_its_exit_code_and_one_line(name: str, serve: Serve, board: MakeBoard) -> None:
    case = _CASES[name]
    site = serve({})
    site.routes.update(case.routes(site))
    ended = board(f"{site.url}/", {"retries": 1, **case.politeness}, **case.source).crawl()
    assert (ended.code, ended.words.count("\n"), case.says in ended.words) == (case.code, 1, True), ended.words


def test_a_server_on_this_machine_is_refused_where_app_yml_does_not_allow_it(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": listing()})
    ended = board(f"{site.url}/", {"allow_loopback": False}).crawl()
    assert (ended.code, site.asked) == (3, [])


def test_a_name_that_leads_into_our_network_is_refused(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": listing()})
    ended = board(f"http://127.1:{site.port}/", {"retries": 0}).crawl()
    assert (ended.code, site.asked) == (3, []), ended.words


def test_a_port_where_nobody_listens_means_later(board: MakeBoard) -> None:
    assert board("http://127.0.0.1:9/", {"retries": 0}).crawl().code == 5


def test_retry_after_is_waited_for(serve: Serve, board: MakeBoard) -> None:
    at: list[float] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        at.append(monotonic())
        if len(at) == 1:
            reply(handler, 503, "busy", Retry_After="1")
        else:
            reply(handler, 200, listing("/1"))

    site = serve({"/": answer, "/1": advert("Cook")})
    assert (board(f"{site.url}/").crawl().code, at[1] - at[0] >= 1) == (0, True)


def test_crawl_delay_is_kept(serve: Serve, board: MakeBoard) -> None:
    at: list[float] = []

    def answer(body: str) -> Callable[[BaseHTTPRequestHandler], None]:
        return lambda handler: at.append(monotonic()) or reply(handler, 200, body)  # type: ignore[func-returns-value]

    robots = "User-agent: *\nCrawl-delay: 0.7\n"
    site = serve({"/robots.txt": robots, "/": answer(listing("/1", "/2")), "/1": answer(advert("A")), "/2": answer(advert("B"))})
    board(f"{site.url}/").crawl()
    # Noted as the server gets to it, so a little may be lost on a busy machine.
    assert min(later - sooner for sooner, later in pairwise(at)) >= 0.6


def test_one_refused_detail_page_does_not_stop_a_source(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": listing("/1", "/2"), "/1": _CHALLENGE, "/2": advert("Cook")})
    ended = board(f"{site.url}/").crawl()
    assert (ended.code, ended.outcomes()) == (0, {"/1": "refused", "/2": "new"})


def test_three_refusals_in_a_row_end_the_run(serve: Serve, board: MakeBoard) -> None:
    paths = [f"/{number}" for number in range(9)]
    site = serve({"/": listing(*paths), **dict.fromkeys(paths, _CHALLENGE)})
    board(f"{site.url}/").crawl()
    # One more may be on its way already.
    assert len(site.asked) <= len(["/robots.txt", "/.well-known/tdmrep.json", "/"]) + 3 + 1


def test_a_broken_contract_keeps_its_evidence(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": listing("/1"), "/1": advert("Cook")})
    ended = board(f"{site.url}/", expect={"min_postings": 2}).crawl()
    assert (ended.code, [posting.title for posting in ended.folder.read_captured()]) == (3, ["Cook"])


def test_a_later_list_page_that_fails_leaves_the_run_incomplete(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": listing("/1", next_page="/p2"), "/1": advert("Cook"), "/p2": 500})
    ended = board(f"{site.url}/").crawl()
    assert (ended.code, ended.stats.complete) == (0, False)


def test_the_page_budget_is_kept(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": listing(*(f"/{n}" for n in range(9))), **{f"/{n}": advert(str(n)) for n in range(9)}})
    ended = board(f"{site.url}/", pages=4).crawl()
    assert (ended.stats.pages, ended.stats.complete) == (4, False)
