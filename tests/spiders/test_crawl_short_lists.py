"""A board whose API prints adverts in short and whose pages hold them whole, crawled twice."""

from __future__ import annotations

import json
from functools import partial
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tests.spiders.loopback import Ended, MakeBoard, Routes, Serve, reply

API = "/api/jobsearch/v5/search?siteKey=MY-Main&pageSize=2&page="
JOBS = {f"9000000{number}": f"Agent on shift {number}" for number in range(1, 4)}


def search(ids: list[str]) -> str:
    def job(native_id: str) -> dict[str, Any]:
        return {
            "id": native_id,
            "title": JOBS[native_id],
            "advertiser": {"id": "1", "description": "Office"},
            "teaser": "In short.",
        }

    found = [job(native_id) for native_id in ids]
    return json.dumps({"data": found, "totalCount": len(JOBS), "solMetadata": {"pageSize": 2}})


def advert(native_id: str, text: str) -> str:
    title = JOBS[native_id]
    job = {"id": native_id, "title": title, "content": f"<p>{text}</p>", "advertiser": {"name": "Office"}}
    state = json.dumps({"jobdetails": {"result": {"job": job}}})
    words = "Jobs like this one are listed beside it, with their employers, their places and what they pay."
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><a href='/jobs'>Jobs</a><h1>{title}</h1><p>{text}</p>"
        f"<p>{words}</p><script>window.SEEK_REDUX_DATA = {state};</script></body></html>"
    )


def tagged(native_id: str, handler: BaseHTTPRequestHandler) -> None:
    if handler.headers.get("If-None-Match") == f'"{native_id}"':
        reply(handler, 304, b"", ETag=f'"{native_id}"')
    else:
        reply(handler, 200, advert(native_id, "Answer chats all night."), ETag=f'"{native_id}"')


def routes() -> Routes:
    adverts: Routes = {f"/job/{native_id}": partial(tagged, native_id) for native_id in JOBS}
    ids = list(JOBS)
    return {"/robots.txt": "User-agent: *\nAllow: /\n", f"{API}1": search(ids[:2]), f"{API}2": search(ids[2:]), **adverts}


@pytest.fixture(scope="module")
def crawls(serve: Serve, board: MakeBoard) -> tuple[Ended, Ended]:
    site = serve(routes())
    installation = board(f"{site.url}{API}1", platform="seek", detail=r"/job/\d+", expect={"min_postings": 2})
    first = installation.crawl("1")
    installation.publish(first)
    site.routes["/job/90000001"] = advert("90000001", "Answer chats by day.")
    site.routes["/job/90000002"] = 404
    return first, installation.crawl("2")


def test_each_advert_is_read_from_its_own_page(crawls: tuple[Ended, Ended]) -> None:
    first = crawls[0]
    texts = {posting.native_id: posting.text for posting in first.folder.read_captured()}

    assert (first.code, texts) == (0, dict.fromkeys(JOBS, "Answer chats all night.")), first.words


def test_the_whole_list_was_seen(crawls: tuple[Ended, Ended]) -> None:
    assert crawls[0].stats.complete


def test_the_next_crawl_tells_changed_gone_and_unchanged_apart(crawls: tuple[Ended, Ended]) -> None:
    assert crawls[1].outcomes() == {"/job/90000001": "changed", "/job/90000002": "gone", "/job/90000003": "304"}
