from __future__ import annotations

import json
from pathlib import Path

import pytest

from spiders.page import Page
from spiders.platforms import guess
from spiders.platforms.wordpress_jobs import PLATFORM

SAVED = Path(__file__).parents[2] / "pages"
ROUTE = "https://jobs.example/wp-json/wp/v2/job-listings"
NAMES = (
    "wordpress_rest", "wordpress_openings_rest", "wordpress_load_more",
    "wp_job_manager", "wp_job_openings", "simple_job_board", "simple_job_board_list",
)  # fmt: skip


def body(name: str) -> bytes:
    return next((SAVED / name).glob("page.*")).read_bytes()


def next_pages(page: Page) -> list[str]:
    return [link.url for link in PLATFORM.parse(page, None).links if link.role == "list"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_a_plug_in_is_recognised(name: str) -> None:
    assert guess(Page("https://jobs.example/", body(name))).name == "wordpress_jobs"


@pytest.mark.parametrize(("asked", "last", "following"), [("1", "2", ["2"]), ("2", "2", []), ("1", "0", [])])
def test_a_route_says_how_many_pages_there_are(asked: str, last: str, following: list[str]) -> None:
    page = Page(f"{ROUTE}?page={asked}", body("wordpress_rest"), headers={"x-wp-totalpages": last})

    assert next_pages(page) == [f"{ROUTE}?page={number}" for number in following]


def test_where_it_does_not_a_page_that_is_not_full_is_the_last() -> None:
    assert next_pages(Page(f"{ROUTE}?per_page=100", body("wordpress_rest"))) == []


def test_one_post_is_no_list_and_has_no_next_page() -> None:
    post = json.dumps(json.loads(body("wordpress_rest"))[0]).encode()
    parsed = PLATFORM.parse(Page(f"{ROUTE}/4101", post, headers={"x-wp-totalpages": "9"}), None)

    assert ([draft.native_id for draft in parsed.drafts], parsed.links) == (["4101"], ())


def test_a_post_without_its_text_is_asked_for_only_when_it_was_changed() -> None:
    (link,) = (link for link in PLATFORM.parse(Page(ROUTE, body("wordpress_rest")), None).links if link.role == "detail")

    assert (link.url, link.native_id, str(link.lastmod)) == ("https://jobs.example/job/guard/", "4103", "2026-05-01 00:00:00+00:00")


def test_the_page_of_a_post_has_the_id_of_the_route() -> None:
    (routed, *_) = PLATFORM.parse(Page(ROUTE, body("wordpress_rest")), None).drafts
    (printed,) = PLATFORM.parse(Page("https://jobs.example/job/cook/", body("wp_job_manager")), None).drafts

    assert printed.native_id == routed.native_id == "4101"


def test_load_more_ends_with_the_last_page() -> None:
    assert next_pages(Page("https://jobs.example/jm-ajax/get_listings/?page=3", body("wordpress_load_more"))) == []


def test_load_more_ends_where_nothing_is_listed() -> None:
    page = Page(
        "https://jobs.example/jm-ajax/get_listings/", b'{"found_jobs": false, "html": "<li>None</li>", "max_num_pages": 900}'
    )

    assert PLATFORM.parse(page, None).links == ()


def test_an_advert_in_a_theme_of_its_own_is_read_by_what_it_states() -> None:
    page = Page(
        "https://jobs.example/job/guard/",
        b'<html><body class="single postid-4103"><div>Guard</div><script type="application/ld+json">'
        b'{"@type": "JobPosting", "title": "Guard", "description": "Guard the gate."}</script></body></html>',
    )
    (draft,) = PLATFORM.parse(page, None).drafts

    assert (draft.native_id, draft.title, draft.text) == ("4103", "Guard", "Guard the gate.")


def test_a_job_that_has_expired_is_no_posting() -> None:
    page = Page(
        "https://jobs.example/job/cook/",
        b'<html><h1>Cook</h1><div class="single_job_listing"><div class="job-manager-info">It has expired.</div></div></html>',
    )

    assert PLATFORM.parse(page, None).drafts == ()
