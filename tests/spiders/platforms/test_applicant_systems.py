"""Applicant systems: what one answer alone shows (tests/pages/) is checked field by field in test_pages.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from spiders.page import Link, Page
from spiders.platforms import guess, load_platform
from tests.spiders.platforms.conftest import Read

SAVED = Path(__file__).parents[2] / "pages"
NAMES = (
    "ashby", "bamboohr_detail", "bamboohr_list", "greenhouse", "greenhouse_titles", "lever", "personio", "recruitee",
    "smartrecruiters_detail", "smartrecruiters_list", "teamtailor", "workable", "workday_detail", "workday_list",
)  # fmt: skip
PUBLIC_PAGE = (
    b'<script type="application/ld+json">{"@type": "JobPosting", "title": "Cook", "identifier": {"value": "R-9"}}</script>'
)


def expected(name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((SAVED / name / "expected.json").read_bytes())
    return answer


def saved(name: str, **changes: Any) -> Page:
    """A saved answer, with other values for keys of its outermost object."""
    body = next((SAVED / name).glob("page.*")).read_bytes()
    return Page(expected(name)["url"], json.dumps(json.loads(body) | changes).encode() if changes else body)


def links(platform: str, page: Page, role: str) -> list[Link]:
    return [link for link in load_platform(platform).parse(page, None).links if link.role == role]


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_told_by_its_shape(name: str) -> None:
    assert guess(saved(name)).name == expected(name)["platform"]


@pytest.mark.parametrize("name", ["ashby", "bamboohr_list", "greenhouse", "lever", "recruitee", "smartrecruiters_list", "workable"])
def test_a_list_of_nothing_gives_nothing(name: str) -> None:
    page = Page(expected(name)["url"], b'{"jobs": [], "offers": [], "content": [], "result": [], "totalFound": 0}')

    parsed = load_platform(expected(name)["platform"]).parse(page, None)

    assert (parsed.drafts, parsed.links) == ((), ())


@pytest.mark.parametrize(
    ("platform", "url", "native_id"),
    [
        ("smartrecruiters", "https://jobs.smartrecruiters.com/ExampleHotels/744000100000002-waiter", "744000100000002"),
        ("workday", "https://example.wd3.myworkdayjobs.com/Careers/job/Johor-Bahru/Operator_JR-7002-1", "JR-7002-1"),
    ],
)
def test_a_posting_keeps_its_id_on_its_public_page(platform: str, url: str, native_id: str) -> None:
    (draft,) = load_platform(platform).parse(Page(url, PUBLIC_PAGE), None).drafts

    assert (draft.native_id, draft.title) == (native_id, "Cook")


@pytest.mark.parametrize("platform", ["smartrecruiters", "workday"])
def test_a_public_page_that_says_nothing_is_no_posting(platform: str) -> None:
    page = Page(
        "https://example.wd3.myworkdayjobs.com/Careers/job/x_R-9", b"<div itemscope itemtype=http://schema.org/JobPosting></div>"
    )

    assert load_platform(platform).parse(page, None).drafts == ()


@pytest.mark.parametrize(
    ("listed", "detailed"), [("smartrecruiters_list", "smartrecruiters_detail"), ("workday_list", "workday_detail")]
)
def test_a_list_names_the_posting_that_its_link_leads_to(listed: str, detailed: str) -> None:
    platform, page = expected(detailed)["platform"], saved(detailed)
    (draft,) = load_platform(platform).parse(page, None).drafts

    assert [link.native_id for link in links(platform, saved(listed), "detail") if link.url == page.url] == [draft.native_id]


def test_greenhouse_says_when_a_job_that_it_does_not_tell_was_changed() -> None:
    assert str(links("greenhouse", saved("greenhouse_titles"), "detail")[0].lastmod) == "2026-05-02 13:00:00+00:00"


def test_greenhouse_answers_with_one_job_as_with_a_list() -> None:
    job = json.loads(saved("greenhouse").body)["jobs"][0]
    page = Page("https://boards-api.greenhouse.io/v1/boards/example/jobs/7100001004", json.dumps(job).encode())

    assert [draft.native_id for draft in load_platform("greenhouse").parse(page, None).drafts] == ["7100001004"]


def test_lever_without_a_limit_gives_all_at_once() -> None:
    page = Page("https://api.lever.co/v0/postings/example?mode=json", saved("lever").body)

    assert links("lever", page, "list") == []


def test_lever_after_a_page_that_is_not_full_has_no_more() -> None:
    page = Page("https://api.lever.co/v0/postings/example?mode=json&limit=100", saved("lever").body)

    assert links("lever", page, "list") == []


def test_smartrecruiters_ends_with_the_last_posting() -> None:
    assert links("smartrecruiters", saved("smartrecruiters_list", offset=2), "list") == []


def test_personio_without_a_language_gives_addresses_without_one() -> None:
    page = Page("https://example.jobs.personio.de/xml", saved("personio").body)

    assert load_platform("personio").parse(page, None).drafts[0].url == "https://example.jobs.personio.de/job/2100001"


def test_a_real_greenhouse_board(read: Read) -> None:
    found = read("job_api/greenhouse_vercel.json", "https://boards-api.greenhouse.io/v1/boards/x/jobs?content=true", "greenhouse")

    assert [(job.native_id, job.title, job.job_location, job.hiring_organization, str(job.date_posted)) for job in found] == [
        ("6136160004", "Account Executive, Commercial", "Hybrid - London", "Vercel", "2026-08-06 16:50:10+00:00"),
        ("5999792004", "Account Executive, Majors", "Hybrid - London", "Vercel", "2026-05-21 13:26:09+00:00"),
    ]
    assert [job.text.splitlines()[0] for job in found] == ["About Vercel:", "About Vercel:"]
