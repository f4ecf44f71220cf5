"""Lists without a link to their next page, crawled to their ends."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tests.spiders.loopback import Answer, MakeBoard, Serve, Site, advert, listing, reply

COUNT = 7
SIZE = 3
ITEM = {
    "item": "jobs",
    "native_id": "id",
    "url": "join('', ['/job/', to_string(id)])",
    "title": "title",
    "text": "body",
    "link": None,
}


def jobs(start: int) -> list[dict[str, Any]]:
    numbers = range(start, min(start + SIZE, COUNT))
    return [{"id": number, "title": f"Cook {number}", "body": "<p>Cook rice for sixty guests every day.</p>"} for number in numbers]


def sent_json(handler: BaseHTTPRequestHandler, data: dict[str, Any]) -> None:
    reply(handler, 200, json.dumps(data), Content_Type="application/json")


def posted(handler: BaseHTTPRequestHandler) -> None:
    """A search that is asked by a posted question."""
    asked = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
    sent_json(handler, {"total": COUNT, "jobs": jobs(asked["page"]["from"])})


def by_cursor(start: int) -> Answer:
    return lambda handler: sent_json(handler, {"jobs": jobs(start), "next": f"t{start + SIZE}" if start + SIZE < COUNT else None})


def button(number: int, *paths: str) -> str:
    """A list page with a button for more."""
    page = listing(*paths)
    return page.replace("</body>", f'<button class="more" data-page="{number}">More</button></body>') if number else page


@pytest.fixture(scope="module")
def site(serve: Serve) -> Site:
    routes: dict[str, Any] = {f"/c{'' if start == 0 else f'?after=t{start}'}": by_cursor(start) for start in range(0, COUNT, SIZE)}
    routes |= {"/search": posted, "/l": button(2, "/1", "/2"), "/l?part=2": button(3, "/3"), "/l?part=3": button(0, "/4")}
    routes |= {f"/{number}": advert(f"Driver {number}") for number in range(1, 5)}
    routes |= {"/n?page=1": listing("/1", "/2"), "/n?page=2": listing("/3"), "/n?page=3": listing()}
    return serve(routes | {"/robots.txt": ""})


def titles(site: Site, board: MakeBoard, start: str, **source: Any) -> tuple[list[str], bool]:
    """What was captured, and whether the whole list was seen."""
    ended = board(f"{site.url}{start}", **source).crawl()
    assert ended.code == 0, ended.words
    return sorted(posting.title for posting in ended.folder.read_captured()), ended.stats.complete


def test_a_posted_question_is_posted_again_with_the_next_offset(site: Site, board: MakeBoard) -> None:
    paging = {"by": "offset", "parameter": "page.from", "total": "total"}
    post = {"query": "", "page": {"from": 0, "size": SIZE}}

    found = titles(site, board, "/search", platform="json_api", post=post, paging=paging, select=ITEM)

    assert found == ([f"Cook {number}" for number in range(COUNT)], True)
    assert site.asked.count("/search") == 3


def test_a_cursor_is_followed_until_there_is_none(site: Site, board: MakeBoard) -> None:
    paging = {"by": "cursor", "parameter": "after", "select": "next"}

    assert titles(site, board, "/c", platform="json_api", paging=paging, select=ITEM) == (
        [f"Cook {number}" for number in range(COUNT)],
        True,
    )


def test_a_button_for_more_is_followed_until_it_is_missing(site: Site, board: MakeBoard) -> None:
    paging = {"by": "more", "select": "button.more", "url": f"{site.url}/l?part={{data-page}}"}

    assert titles(site, board, "/l", paging=paging) == ([f"Driver {number}" for number in range(1, 5)], True)


def test_pages_are_numbered_on_until_one_holds_nothing(site: Site, board: MakeBoard) -> None:
    assert titles(site, board, "/n?page=1", paging={"by": "page", "parameter": "page"}) == (
        [f"Driver {number}" for number in range(1, 4)],
        True,
    )
    assert "/n?page=4" not in site.asked


def test_a_list_without_an_end_is_left_at_its_depth_and_never_called_whole(site: Site, board: MakeBoard) -> None:
    site.routes.update({f"/e?p={number}": listing("/1", "/2") for number in range(1, 20)})

    assert titles(site, board, "/e?p=1", depth=4, paging={"by": "page", "parameter": "p"}) == (["Driver 1", "Driver 2"], False)
    assert "/e?p=5" not in site.asked
