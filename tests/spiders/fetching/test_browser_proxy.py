"""The browser's proxy, asked as a browser asks it."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest

from compoundwatch.config.stop import StopList
from spiders.fetching.browser_proxy import BrowserProxy
from spiders.fetching.guard import Territory
from tests.spiders.loopback import Serve, Site, advert

_CDN = "cdn.example"
_NAMES = {"board.example": "10.0.0.7", _CDN: "169.254.169.254", "v6.board.example": "::ffff:127.0.0.1"}


@pytest.fixture(scope="module")
def own(serve: Serve) -> Site:
    return serve({"/a?b=1": advert("Cook")})


@pytest.fixture(scope="module")
def neighbour(serve: Serve) -> Site:
    return serve({"/": advert("Nobody outside may read this")})


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of the web that lead inside, as a hostile site's own name server may say."""
    ask = socket.getaddrinfo

    def answer(host: str, *rest: Any, **more: Any) -> Any:
        return ask(_NAMES.get(host, host), *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def asked(own: Site, head: str) -> bytes:
    """All that the proxy answers to one request."""
    territory = Territory(frozenset({"board.example"}), frozenset({urlsplit(own.url).netloc}), StopList())

    async def ask() -> bytes:
        proxy = BrowserProxy(territory, frozenset({_CDN}))
        door = urlsplit(await proxy.start())
        reader, writer = await asyncio.open_connection(door.hostname, door.port)
        writer.write(head.encode())
        try:
            return await asyncio.wait_for(reader.read(), 10)
        finally:
            writer.close()
            proxy.close()

    return asyncio.run(ask())


def test_a_plain_request_reaches_the_source(own: Site) -> None:
    answer = asked(own, f"GET {own.url}/a?b=1 HTTP/1.1\r\nHost: board\r\nProxy-Connection: keep-alive\r\nX-Made: up\r\n\r\n")
    assert b"200 OK" in answer
    assert b"Cook" in answer
    assert own.headers["/a?b=1"]["x-made"] == "up"
    assert "proxy-connection" not in own.headers["/a?b=1"]


def test_a_tunnel_reaches_the_source(own: Site) -> None:
    answer = asked(own, f"CONNECT {urlsplit(own.url).netloc} HTTP/1.1\r\n\r\nGET /a?b=1 HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200")
    assert b"Cook" in answer


@pytest.mark.parametrize("host", ["board.example", "v6.board.example", _CDN])
def test_a_name_that_leads_inside_is_refused(own: Site, host: str) -> None:
    assert asked(own, f"GET http://{host}/ HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 403")
    assert asked(own, f"CONNECT {host}:443 HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 403")


def test_a_neighbour_is_refused(own: Site, neighbour: Site) -> None:
    assert asked(own, f"GET {neighbour.url}/ HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 403")
    assert asked(own, f"CONNECT {urlsplit(neighbour.url).netloc} HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 403")
    assert neighbour.asked == []


@pytest.mark.parametrize(
    "head", ["\r\n\r\n", "GET\r\n\r\n", "CONNECT [::1 HTTP/1.1\r\n\r\n", "GET file:///etc/hosts HTTP/1.1\r\n\r\n"]
)
def test_nonsense_reaches_nothing(own: Site, head: str) -> None:
    assert asked(own, head) in {b"", b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"}


def test_a_head_without_end_is_given_up(own: Site) -> None:
    with suppress(ConnectionResetError):
        assert asked(own, f"GET {own.url}/ HTTP/1.1\r\nX: {'x' * 200_000}") == b""
    assert "/" not in own.asked
