from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest

from compoundwatch.console.guard import LONGEST_BODY
from tests.compoundwatch.console.client import WISH, Client
from tests.compoundwatch.console.conftest import Pages

EVERY_PAGE = ["/subscribe", "/corrections", "/confirm/x", "/manage/x", "/stop/x", "/hits/x", "/feed/x.atom", "/nowhere", "/health"]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "[::1", "", "localhost@evil.example"]
)
def test_another_host_is_not_served(client: Client, host: str) -> None:
    assert client.get("/subscribe", host=host).status == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8650", "127.0.0.1:1", "[::1]:8650"])
def test_this_machine_is(client: Client, host: str) -> None:
    assert client.get("/subscribe", host=host).status == 200


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_answer_forbids_scripts_referrers_frames_and_robots(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert "noindex" in headers["x-robots-tag"]
    assert headers["cache-control"] == "no-store"


def test_what_nobody_expected_is_a_page_as_any_other(pages: Pages, client: Client) -> None:
    def fail() -> None:
        raise RuntimeError("secret of the machine")

    pages.app.add_api_route("/fails", fail)
    answer = client.get("/fails")
    assert (answer.status, "secret" in answer.text) == (500, False)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_no_page_holds_a_script_or_an_inline_style(client: Client, path: str) -> None:
    text = client.get(path).text.lower()
    assert "<script" not in text
    assert "style=" not in text
    assert " on" not in {word[:3] for word in text.split("<") if "=" in word and word.startswith("on")}


def test_a_form_without_our_key_is_refused(client: Client) -> None:
    assert client.post("/subscribe", WISH).status == 403


def test_the_key_of_another_browser_is_refused(pages: Pages, client: Client) -> None:
    stranger = Client(pages.base)
    key = stranger.get("/subscribe").hidden["form_key"][0]
    client.get("/subscribe")
    assert client.post("/subscribe", {**WISH, "form_key": key}).status == 403
    stranger.close()


def test_a_form_that_another_site_sends_is_refused(client: Client) -> None:
    key = client.get("/subscribe").hidden["form_key"][0]
    assert client.post("/subscribe", {**WISH, "form_key": key}, sec_fetch_site="cross-site").status == 403


def test_the_only_cookie_is_the_forms(client: Client) -> None:
    client.get("/subscribe")
    client.get("/corrections")
    assert list(client.cookies) == ["form"]


def test_a_page_without_form_sets_no_cookie(client: Client) -> None:
    assert "set-cookie" not in client.get("/corrections").headers


@pytest.mark.parametrize("path", ["/subscribe", "/stop/x", "/confirm/x"])
def test_a_long_body_is_refused(client: Client, path: str) -> None:
    assert client.post(path, b"a" * (LONGEST_BODY + 1)).status == 413


@pytest.mark.parametrize(
    "body",
    [b"&".join(b"a=1" for _ in range(5000)), b"\xff\xfe=%ff", b"--x", b"query=%00&email=%0d%0a"],
)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"])
def test_a_strange_body_is_no_fault_of_ours(client: Client, body: bytes, kind: str) -> None:
    assert client.post("/subscribe", body, content_type=kind).status in {400, 403}


def test_an_endless_body_is_cut_off(pages: Pages) -> None:
    connection = http.client.HTTPConnection(urlsplit(pages.base).netloc, timeout=20)
    connection.putrequest("POST", "/subscribe")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    for _ in range(LONGEST_BODY // 4096 + 1):
        connection.send(b"1000\r\n" + b"a" * 4096 + b"\r\n")
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize(
    "path", ["//evil.example", "/%2f%2fevil.example", "/subscribe/../../etc/passwd", "/static/../app.py", "/?next=//evil"]
)
def test_nothing_leads_elsewhere(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status in {303, 404}
    assert answer.headers.get("location", "/subscribe").endswith("/subscribe")
    assert "evil" not in answer.headers.get("location", "")


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_there_is_no_machine_made_page(client: Client, path: str) -> None:
    assert client.get(path).status == 404


def test_too_many_false_links_from_one_client_are_not_answered_any_more(client: Client) -> None:
    answers = [client.get(f"/manage/guess{n}").status for n in range(32)]
    assert (answers[0], answers[-1]) == (404, 429)


@pytest.mark.usefixtures("archive")
def test_too_many_estimates_from_one_client_are_refused(client: Client) -> None:
    key = client.get("/subscribe").hidden["form_key"][0]
    answers = [client.post("/subscribe", {**WISH, "form_key": key, "step": "estimate"}).status for _ in range(31)]
    assert (answers[0], answers[-1]) == (200, 429)
