from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.config import SourceConfig
from spiders.page import Link, Page
from spiders.platforms.workday import PLATFORM

API = "https://example.wd3.myworkdayjobs.com/wday/cxs/example/Careers"
FIRST = {"appliedFacets": {}, "limit": 20, "offset": 0, "searchText": ""}


def beginning(start: str) -> Link:
    source = SourceConfig(
        name="board", title="Board", home=start, kind="job", platform="workday", start=(start,), terms="A made-up board in a test"
    )
    (link,) = PLATFORM.begin(source)
    return link


def following(count: int, total: int, sent: dict[str, Any] | None) -> dict[str, Any] | None:
    """What is asked after an answer of `count` postings to the question `sent`."""
    items = [{"title": "Cook", "externalPath": f"/job/Penang/Cook_R-{number}"} for number in range(count)]
    body = json.dumps({"total": total, "jobPostings": items}).encode()
    asked = [link.body for link in PLATFORM.parse(Page(f"{API}/jobs", body, sent=json.dumps(sent)), None).links if link.body]
    question: dict[str, Any] | None = json.loads(asked[0]) if asked else None
    return question


@pytest.mark.parametrize(
    "start",
    [
        "https://example.wd3.myworkdayjobs.com/Careers",
        "https://example.wd3.myworkdayjobs.com/en-US/Careers/",
        "https://example.wd3.myworkdayjobs.com/th/Careers",
        f"{API}/jobs",
    ],
)
def test_a_site_is_asked_where_it_answers_in_json(start: str) -> None:
    assert (beginning(start).url, json.loads(beginning(start).body or "")) == (f"{API}/jobs", FIRST)


@pytest.mark.parametrize(
    "start",
    ["https://wd5.myworkdaysite.com/recruiting/example/Careers", "https://wd5.myworkdaysite.com/en-US/recruiting/example/Careers"],
)
def test_a_site_at_the_shared_address_names_its_tenant_in_the_path(start: str) -> None:
    assert beginning(start).url == "https://wd5.myworkdaysite.com/wday/cxs/example/Careers/jobs"


def test_words_and_facets_of_the_address_are_asked_for() -> None:
    link = beginning("https://example.wd3.myworkdayjobs.com/Careers?q=customer+service&locationCountry=a1&locationCountry=b2")

    assert json.loads(link.body or "") == FIRST | {
        "searchText": "customer service",
        "appliedFacets": {"locationCountry": ["a1", "b2"]},
    }


def test_the_next_page_is_the_same_question_further_on() -> None:
    sent = FIRST | {"offset": 20, "searchText": "cook", "appliedFacets": {"locations": ["x"]}}

    # Only the first answer says how many there are; others say 0.
    assert following(20, 0, sent) == sent | {"offset": 40}


@pytest.mark.parametrize(("count", "total"), [(0, 0), (19, 0), (20, 20)])
def test_after_the_last_posting_nothing_is_asked(count: int, total: int) -> None:
    assert following(count, total, FIRST) is None


def test_an_address_of_somewhere_else_cannot_be_slipped_in() -> None:
    body = json.dumps({"total": 2, "jobPostings": [{"externalPath": "//evil.example/x_1"}, {"externalPath": "@evil.example/x_2"}]})
    found = PLATFORM.parse(Page(f"{API}/jobs", body.encode()), None).links

    assert [link.url for link in found] == [f"{API}//evil.example/x_1"]


def test_a_real_list(pages: Path) -> None:
    page = Page(f"{API}/jobs", (pages / "job_api" / "workday_bega_list.json").read_bytes())
    details = [link for link in PLATFORM.parse(page, None).links if link.role == "detail"]

    assert (len(details), len({link.native_id for link in details}), details[0].native_id) == (20, 20, "JR-7309")
    assert details[0].url == f"{API}/job/Hobart-TAS/Quality-Specialist---Environmental---Sanitation_JR-7309"
