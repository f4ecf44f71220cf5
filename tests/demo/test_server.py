"""The demo web over real sockets, on ports of this test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from compoundwatch.errors import CompoundwatchError
from demo.server import HOST, INNER, file_log, serving
from demo.sites.traps import ENDLESS_BYTES
from demo.web import Web


@dataclass
class Served:
    """A web that is being served, and what was asked of it."""

    web: Web
    asked: list[tuple[str, str, int]] = field(default_factory=list)

    def get(self, site: str, target: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        port = self.web.inner_port if site == INNER else self.web.sites[site].port
        connection = HTTPConnection(HOST, port, timeout=10)
        connection.request("GET", target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body


@pytest.fixture(params=[1])
def served(request: pytest.FixtureRequest, web_of: Callable[[int], Web]) -> Iterator[Served]:
    found = Served(web_of(request.param))
    with serving(found.web, lambda *asked: found.asked.append(asked)):
        yield found


second_day = pytest.mark.parametrize("served", [2], indirect=True)


def test_requests_are_written_down_with_their_status(served: Served) -> None:
    served.get("mekong_board", "/jobs?page=2")
    served.get("mekong_board", "/nothing-here")

    assert served.asked == [("mekong_board", "/jobs?page=2", 200), ("mekong_board", "/nothing-here", 404)]


def test_the_inner_service_is_written_down_too(served: Served) -> None:
    served.get(INNER, "/from-list")

    assert served.asked == [(INNER, "/from-list", 200)]


def test_a_page_that_the_client_has_is_not_sent_again(served: Served) -> None:
    first, _ = served.get("mekong_board", "/jobs/mb-202.html")
    again, body = served.get("mekong_board", "/jobs/mb-202.html", If_None_Match=first.headers["ETag"])

    assert (again.status, body) == (304, b"")


@second_day
def test_a_withdrawn_advert_is_gone(served: Served) -> None:
    response, _ = served.get("mekong_board", "/jobs/mb-201.html")

    assert response.status == 410


@second_day
def test_a_guarded_site_answers_200_to_everything(served: Served) -> None:
    response, body = served.get("gate_jobs", "/jobs/gj-701.html")

    assert response.status == 200
    assert b"gj-701" not in body


@second_day
def test_a_guarded_site_still_has_its_robots_file(served: Served) -> None:
    _, body = served.get("gate_jobs", "/robots.txt")

    assert body.startswith(b"User-agent: *")


def test_the_endless_page_is_40_megabytes_without_a_length(served: Served) -> None:
    response, body = served.get("mekong_board", "/jobs/endless.html")

    assert response.headers["Content-Length"] is None
    assert len(body) >= ENDLESS_BYTES


def test_the_redirect_leads_inside(served: Served) -> None:
    response, _ = served.get("mekong_board", "/jobs/away.html")

    assert (response.status, response.headers["Location"]) == (302, "http://127.0.0.1:18799/from-redirect")


def test_a_page_is_the_same_whenever_it_is_asked_for(served: Served) -> None:
    for site, target in [("harbour_jobs", "/jobs/hj-1002"), ("visa_feed", "/feed.xml"), ("asia_channel", "/s/overseas_work_0000")]:
        assert served.get(site, target)[1] == served.get(site, target)[1]


def test_a_taken_port_is_named(served: Served) -> None:
    port = served.web.sites["asia_channel"].port

    with pytest.raises(CompoundwatchError, match=str(port)), serving(served.web, lambda *_: None):
        pass


def test_the_log_file_holds_a_line_a_request(tmp_path: Path) -> None:
    with file_log(tmp_path / "web" / "requests.jsonl") as log:
        log("visa_feed", "/feed.xml", 200)

    assert (tmp_path / "web" / "requests.jsonl").read_text(encoding="utf-8") == (
        '{"site": "visa_feed", "target": "/feed.xml", "status": 200}\n'
    )
