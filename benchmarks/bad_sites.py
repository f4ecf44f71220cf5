"""Made-up sites that misbehave as sites on the web do, each on a loopback address of its own.

`python -m benchmarks.bad_sites NUMBER` makes so many of each kind, prints their addresses as a JSON object, kind by kind, and
serves until it is killed. What a kind does stands beside its name in `KINDS`.
"""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import zlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Final

_ROOT = Path(__file__).parents[1]
_MEGABYTE = b"0" * 1_000_000
_GIGABYTE = 1_000
_PAUSE = 0.5
_CHALLENGE = (
    "<!doctype html><title>Just a moment...</title><h1>Checking your browser</h1>"
    '<form id="challenge-form" action="/cdn-cgi/challenge-platform/h/b"></form>'
    '<script src="/cdn-cgi/challenge-platform/x"></script>'
)

Answer = Callable[[str, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a site misbehaves, and how its crawl must end: exit code, and a word of its reason.

    A list without end is no fault of its own: its crawl ends well, with the words that its list was not seen whole.
    """

    answer: Answer
    exit_code: int
    reason: str
    robots: bytes | None = b"User-agent: *\nAllow: /\n"


async def _hang(_path: str, _writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def _drip(_path: str, writer: asyncio.StreamWriter) -> None:
    """A page that never ends and never stands still."""
    writer.write(_head("200 OK", length=None))
    while True:
        writer.write(b"<p>")
        await writer.drain()
        await asyncio.sleep(_PAUSE)


async def _redirect_in_a_ring(path: str, writer: asyncio.StreamWriter) -> None:
    writer.write(_head("302 Found", f"Location: {'/round' if path == '/jobs' else '/jobs'}"))


async def _redirect_for_ever(path: str, writer: asyncio.StreamWriter) -> None:
    """To another address each time."""
    writer.write(_head("302 Found", f"Location: {path}x"))


async def _calendar(path: str, writer: asyncio.StreamWriter) -> None:
    """Each list leads to one more advert and to the next day, without end."""
    _, _, day = path.partition("day=")
    number = int(day or 0)
    if path.startswith("/job/"):
        body = f"<!doctype html><title>Cook</title><h1>Cook</h1><article>Cook rice for guests, place {path}.</article>"
    else:
        advert = f'<a class="job" href="/job/{number}">Cook wanted on day {number}</a>'
        body = f'<!doctype html><title>Jobs</title><h1>Jobs</h1>{advert}<a rel="next" href="/jobs?day={number + 1}">tomorrow</a>'
    writer.write(_head("200 OK", length=len(body)) + body.encode())


async def _gzip_bomb(_path: str, writer: asyncio.StreamWriter) -> None:
    """A megabyte that unpacks to a gigabyte."""
    body = _packed()
    writer.write(_head("200 OK", "Content-Encoding: gzip", length=len(body)) + body)


@cache
def _packed() -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join(packer.compress(_MEGABYTE) for _ in range(_GIGABYTE)) + packer.flush()


async def _gigabyte(_path: str, writer: asyncio.StreamWriter) -> None:
    writer.write(_head("200 OK", length=_GIGABYTE * len(_MEGABYTE)))
    for _ in range(_GIGABYTE):
        writer.write(_MEGABYTE)
        await writer.drain()


async def _challenge(_path: str, writer: asyncio.StreamWriter) -> None:
    body = _CHALLENGE.encode()
    writer.write(_head("403 Forbidden", "Server: cloudflare", length=len(body)) + body)


async def _overloaded(_path: str, writer: asyncio.StreamWriter) -> None:
    writer.write(_head("429 Too Many Requests", "Retry-After: 3600"))


KINDS: Final[dict[str, Kind]] = {
    "hanging": Kind(_hang, 5, "in time"),
    "hanging_robots": Kind(_hang, 5, "robots.txt", robots=None),
    "slow_drip": Kind(_drip, 5, "in time"),
    "redirect_ring": Kind(_redirect_in_a_ring, 3, "redirect"),
    "redirect_for_ever": Kind(_redirect_for_ever, 3, "redirect"),
    "calendar": Kind(_calendar, 0, "list not seen whole"),
    "gzip_bomb": Kind(_gzip_bomb, 3, "max_body_mb"),
    "gigabyte": Kind(_gigabyte, 3, "max_body_mb"),
    "challenge": Kind(_challenge, 4, "blocked"),
    "overloaded": Kind(_overloaded, 5, "429"),
}


def _head(status: str, *lines: str, length: int | None = 0) -> bytes:
    """Status line and headers; without a length the page goes on until the connection is closed."""
    sizes = [] if length is None else [f"Content-Length: {length}"]
    head = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", "Connection: close", *sizes, *lines]
    return "\r\n".join([*head, "", ""]).encode()


@contextmanager
def bad_sites(of_each_kind: int) -> Iterator[dict[str, list[str]]]:
    """The sites in a process of their own until the block is left; the addresses of each kind."""
    command = [sys.executable, "-m", "benchmarks.bad_sites", str(of_each_kind)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            addresses: dict[str, list[str]] = json.loads(server.stdout.readline())
            yield addresses
        finally:
            server.kill()


async def _listen(kind: Kind, host: str) -> str:
    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            path = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1].decode("ascii", "replace")
            if path == "/robots.txt" and kind.robots is not None:
                writer.write(_head("200 OK", length=len(kind.robots)) + kind.robots)
            elif path == "/.well-known/tdmrep.json":
                writer.write(_head("404 Not Found"))
            else:
                await kind.answer(path, writer)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(client, host, 0, family=socket.AF_INET)
    return f"http://{host}:{server.sockets[0].getsockname()[1]}"


async def _serve(of_each_kind: int) -> None:
    hosts = (f"127.0.9.{number}" for number in count(1))
    sites = {name: [await _listen(kind, next(hosts)) for _ in range(of_each_kind)] for name, kind in KINDS.items()}
    _packed()
    print(json.dumps(sites), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
