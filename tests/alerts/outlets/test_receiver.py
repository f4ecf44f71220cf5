"""A receiver may be hostile, slow, or not where it says it is."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from alerts.outlets.receiver import Answer, Receiver
from tests.alerts.outlets.conftest import Inbox, replying


def post(url: str, *, loopback: bool = True) -> Answer:
    async def once() -> Answer:
        async with Receiver(url, user_agent="compoundwatch test", loopback=loopback, timeout=1.0) as receiver:
            return await receiver.post(b"{}", {})

    return asyncio.run(once())


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A header that never ends, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def flood(handler: BaseHTTPRequestHandler) -> None:
    """A body that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        handler.wfile.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")


def flood_of_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        handler.wfile.write(b"x" * 65_536)


def leave(handler: BaseHTTPRequestHandler) -> None:
    """Takes the request and says nothing."""
    handler.connection.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    ("answer", "why"), [(drip, "no answer within 1 s"), (flood_of_headers, "Got more than"), (leave, "isconnected")]
)
def test_a_hostile_answer_ends_soon(inbox: Inbox, answer: Callable[[BaseHTTPRequestHandler], None], why: str) -> None:
    inbox.answer = answer
    got = post(inbox.url)
    assert (got.status, why in (got.why or "")) == (None, True), got


def test_of_an_endless_answer_only_the_status_is_read(inbox: Inbox) -> None:
    inbox.answer = flood
    assert post(inbox.url).status == 200


@pytest.mark.parametrize("wish", ["nonsense", "-5", "99999999999999999999"])
def test_a_wrong_wish_is_bounded(inbox: Inbox, wish: str) -> None:
    inbox.answer = replying(503, Retry_After=wish)
    assert 0 <= post(inbox.url).wait <= 86_400


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]", "0.0.0.0", "100.64.0.1"]
)
def test_a_subscriber_of_the_web_pages_reaches_nothing_inside(inbox: Inbox, host: str) -> None:
    assert "our own network" in (post(f"https://{host}:{inbox.port}/", loopback=False).why or "")
    assert inbox.requests == []


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[::ffff:10.0.0.1]", "[fe80::1]"])
def test_nor_does_an_operator_by_accident(host: str) -> None:
    assert "our own network" in (post(f"https://{host}:1/").why or "")


def test_a_name_that_leads_inside_is_found_out_at_the_connection(inbox: Inbox) -> None:
    # The machine's own name is no loopback address as it is written, but leads to one or to a private one.
    answer = post(f"https://{socket.gethostname()}:{inbox.port}/")
    assert (answer.status, inbox.requests) == (None, [])


def test_an_unknown_certificate_is_refused(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "certificate" in (post(inbox.url).why or "").lower()
    assert inbox.requests == []


def test_nobody_there_is_said(unused_port: int) -> None:
    assert "Connect" in (post(f"https://localhost:{unused_port}/").why or "")


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port
