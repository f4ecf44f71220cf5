"""A board that is asked by POST, crawled twice: its list in two pages, its adverts at an API, its public pages elsewhere."""

from __future__ import annotations

import json
from functools import partial
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tests.spiders.loopback import Ended, MakeBoard, Routes, Serve, Site, reply

API = "/wday/cxs/example/Careers"
PAGE = 20


class Career:
    """What the board lists, and the questions that it was asked."""

    def __init__(self) -> None:
        self.titles = {f"JR-{number}": f"Packer of line {number}" for number in range(1, PAGE + 3)}
        self.asked: list[dict[str, Any]] = []

    def jobs(self, handler: BaseHTTPRequestHandler) -> None:
        question = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        self.asked.append(question)
        shown = list(self.titles.items())[question["offset"] : question["offset"] + question["limit"]]
        items = [{"title": title, "externalPath": f"/job/Penang/Packer_{job}", "bulletFields": [job]} for job, title in shown]
        # As Workday does: only the first page says how many there are.
        total = len(self.titles) if question["offset"] == 0 else 0
        answer(handler, {"total": total, "jobPostings": items, "facets": []})


def answer(handler: BaseHTTPRequestHandler, data: dict[str, Any]) -> None:
    reply(handler, 200, json.dumps(data), Content_Type="application/json")


def detail(site: Site, job: str, title: str) -> dict[str, Any]:
    info = {
        "title": title,
        "jobDescription": f"<p>Pack boxes, number {job}.</p>",
        "location": "Penang",
        "startDate": "2026-05-01",
        "externalUrl": f"{site.url}/Careers/job/Penang/Packer_{job}",
    }
    return {"jobPostingInfo": info, "hiringOrganization": {"name": "Example Boxes"}}


def tagged(handler: BaseHTTPRequestHandler, data: dict[str, Any]) -> None:
    """An answer that says "not modified" to one who has it."""
    if handler.headers.get("If-None-Match") == '"1"':
        reply(handler, 304, b"", ETag='"1"')
    else:
        reply(handler, 200, json.dumps(data), Content_Type="application/json", ETag='"1"')


def routes(site: Site, career: Career) -> Routes:
    details = {
        f"{API}/job/Penang/Packer_{job}": partial(tagged, data=detail(site, job, title)) for job, title in career.titles.items()
    }
    return {"/robots.txt": "User-agent: *\nAllow: /\n", f"{API}/jobs": career.jobs, **details}


@pytest.fixture(scope="module")
def career() -> Career:
    return Career()


@pytest.fixture(scope="module")
def crawls(serve: Serve, board: MakeBoard, career: Career) -> tuple[Ended, Ended]:
    site = serve({})
    site.routes.update(routes(site, career))
    installation = board(f"{site.url}{API}/jobs", platform="workday", expect={"min_postings": 20})
    first = installation.crawl("1")
    installation.publish(first)
    career.titles.pop("JR-22")
    edited = detail(site, "JR-1", "Packer of line 1, now by night")
    site.routes[f"{API}/job/Penang/Packer_JR-1"] = partial(answer, data=edited)
    site.routes[f"{API}/job/Penang/Packer_JR-2"] = 404
    return first, installation.crawl("2")


def test_the_list_is_asked_for_page_by_page_until_its_end(crawls: tuple[Ended, Ended], career: Career) -> None:
    assert [question["offset"] for question in career.asked] == [0, 20, 0, 20]


def test_every_posting_is_captured(crawls: tuple[Ended, Ended]) -> None:
    first = crawls[0]

    assert (first.code, len(list(first.folder.read_captured())), first.stats.complete) == (0, 22, True), first.words


def test_a_posting_bears_the_address_that_a_person_opens(crawls: tuple[Ended, Ended]) -> None:
    urls = {posting.native_id: posting.url for posting in crawls[0].folder.read_captured()}

    assert urls["JR-7"].endswith("/Careers/job/Penang/Packer_JR-7")


def outcome(ended: Ended, job: str) -> str:
    return next(outcome for path, outcome in ended.outcomes().items() if path.endswith(f"_{job}"))


@pytest.mark.parametrize(("job", "expected"), [("JR-1", "changed"), ("JR-2", "gone"), ("JR-3", "304"), ("JR-22", "gone")])
def test_the_next_run_tells_what_became_of_each(crawls: tuple[Ended, Ended], job: str, expected: str) -> None:
    assert outcome(crawls[1], job) == expected


def test_a_posting_that_the_api_no_longer_has_is_known_by_its_id(crawls: tuple[Ended, Ended]) -> None:
    ids = {posting.native_id: posting.id for posting in crawls[0].folder.read_captured()}
    gone = {seen.id for seen in crawls[1].folder.read_sightings() if seen.outcome == "gone"}

    assert gone == {ids["JR-2"], ids["JR-22"]}
