"""The browser's only door: a proxy on loopback that judges each connection as ours are judged, and makes it itself.

A browser that looks names up for itself could be led inside by a name that changes between our look-up and its own; here the
address that was judged is the address that is connected to. It passes on plain requests (RFC 9112, 3.2.2) and tunnels
(RFC 9110, 9.3.6), and knows nothing of what is in them.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Final
from urllib.parse import SplitResult, urlsplit

from compoundwatch.urls import is_inner_address
from spiders.fetching.guard import Territory

_LONGEST_HEAD: Final = 65_536
_PIECE: Final = 65_536
_REFUSED: Final = b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_OPEN: Final = b"HTTP/1.1 200 OK\r\n\r\n"
_BROKEN: Final = (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)


class BrowserProxy:
    """Lets through what belongs to the source, and the hosts of its `assets`, as far as they are no address of our network."""

    def __init__(self, territory: Territory, assets: frozenset[str]) -> None:
        self._territory = territory
        self._assets = assets
        self._server: asyncio.Server | None = None
        self._connected: dict[str, str] = {}

    async def start(self) -> str:
        """Begin to listen; the proxy's address."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_LONGEST_HEAD)
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    def close(self) -> None:
        """Stop listening; safe to call twice."""
        if self._server:
            self._server.close()

    def address_of(self, url: str) -> str | None:
        """The IP address that this page's host was last reached at."""
        return self._connected.get(urlsplit(url).hostname or "")

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(*_BROKEN):
            head = await reader.readuntil(b"\r\n\r\n")
            line, _, fields = head.partition(b"\r\n")
            method, target, _ = line.decode("ascii").split(" ", 2)
            tunnel = method == "CONNECT"
            wanted = urlsplit(f"https://{target}/" if tunnel else target)
            server = await self._connect(wanted)
            if server is None:
                writer.write(_REFUSED)
            else:
                await _pass_on((reader, writer), server, _OPEN if tunnel else None, _plain_head(method, wanted, fields))
        with suppress(*_BROKEN):
            writer.close()
            await writer.wait_closed()

    async def _connect(self, wanted: SplitResult) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        host, port = wanted.hostname or "", wanted.port or 80
        own = wanted.netloc.lower() in self._territory.loopback
        if not own and host not in self._assets and self._territory.problem(wanted.geturl()):
            return None
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not own and any(map(is_inner_address, addresses)):
            return None
        self._connected[host] = addresses[0]
        return await asyncio.open_connection(addresses[0], port)


def _plain_head(method: str, wanted: SplitResult, fields: bytes) -> bytes:
    """A plain request as its server wants it, the only one on its connection."""
    path = f"{wanted.path or '/'}{f'?{wanted.query}' if wanted.query else ''}"
    kept = [line for line in fields.split(b"\r\n") if not line.lower().startswith((b"connection:", b"proxy-connection:"))]
    return b"\r\n".join([f"{method} {path} HTTP/1.1".encode("ascii"), b"Connection: close", *kept])


async def _pass_on(
    browser: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    server: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    answer: bytes | None,
    head: bytes,
) -> None:
    """Bytes both ways until one side ends: after `answer` to the browser (a tunnel), else after `head` to the server."""
    if answer is None:
        server[1].write(head)
    else:
        browser[1].write(answer)
    up = asyncio.create_task(_copy(browser[0], server[1]))
    try:
        await _copy(server[0], browser[1])
    finally:
        up.cancel()
        server[1].close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while piece := await source.read(_PIECE):
        target.write(piece)
        await target.drain()
