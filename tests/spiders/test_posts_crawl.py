"""A forum and a timeline, crawled from their first page to where they end."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from pathlib import Path

import orjson
import pytest

from tests.spiders.loopback import Ended, MakeBoard, Serve, Site, reply

PAGES = Path(__file__).parents[1] / "pages"
BOARD = (PAGES / "xenforo_board" / "page.html").read_bytes()
THREAD = (PAGES / "xenforo_thread" / "page.html").read_bytes()
LAST_PAGE = THREAD.replace(b'<div class="block block--messages"', b'<li class="pageNav-page pageNav-page--current">3</li><div')


def renumbered(page: bytes, first: int) -> bytes:
    """The thread with other posts in it."""
    for number in (501, 502, 503):
        page = page.replace(str(number).encode(), str(first + number).encode())
    return page


def status(number: int) -> dict[str, object]:
    uri = f"https://m.example/users/desk/statuses/{number}"
    return {
        "id": str(number),
        "uri": uri,
        "url": uri,
        "account": {"id": "1"},
        "spoiler_text": "",
        "content": f"<p>Cook {number}</p>",
    }


def timeline(handler: BaseHTTPRequestHandler, *numbers: int) -> None:
    reply(handler, 200, orjson.dumps([status(number) for number in numbers]), Content_Type="application/json; charset=utf-8")


@pytest.fixture(scope="module")
def forum(serve: Serve) -> Site:
    return serve(
        {
            "/robots.txt": "User-agent: *\nAllow: /\n",
            "/forums/jobs-abroad.12/": BOARD,
            "/forums/jobs-abroad.12/page-2": BOARD.replace(b"page-2", b"").replace(
                b"/threads/tuyen-nhan-vien.35/", b"/threads/x.36/"
            ),
            "/threads/jobs-here.34/": renumbered(THREAD, 1_000),
            "/threads/jobs-here.34/page-3": renumbered(LAST_PAGE, 2_000),
            "/threads/tuyen-nhan-vien.35/": THREAD,
            "/threads/x.36/": 404,
        }
    )


@pytest.fixture(scope="module")
def posts(forum: Site, board: MakeBoard) -> Ended:
    installation = board(f"{forum.url}/forums/jobs-abroad.12/", platform="xenforo", kind="social", lists="newest", select={})
    return installation.crawl("1")


def test_every_post_of_every_thread_is_captured(posts: Ended) -> None:
    ids = sorted(int(posting.native_id) for posting in posts.folder.read_captured())

    assert (posts.code, ids) == (0, [501, 502, 1501, 1502, 2501, 2502]), posts.words


def test_only_the_post_that_opens_a_thread_bears_its_title(posts: Ended) -> None:
    titled = sorted(int(posting.native_id) for posting in posts.folder.read_captured() if posting.title)

    assert titled == [501, 1501]


def test_a_timeline_is_followed_until_it_is_empty(serve: Serve, board: MakeBoard) -> None:
    site = serve(
        {
            "/robots.txt": "User-agent: *\nAllow: /\n",
            "/tag/jobs": lambda handler: timeline(handler, 9, 8),
            "/tag/jobs?max_id=8": lambda handler: timeline(handler, 7),
            "/tag/jobs?max_id=7": timeline,
        }
    )
    ended = board(f"{site.url}/tag/jobs", platform="mastodon", kind="social", lists="newest", select={}).crawl("1")

    assert sorted(posting.text for posting in ended.folder.read_captured()) == ["Cook 7", "Cook 8", "Cook 9"], ended.words
