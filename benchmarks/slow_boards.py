"""Made-up boards that answer as slowly as the web does, each on a loopback address of its own, so that each has its own rate.

`python -m benchmarks.slow_boards BOARDS ADVERTS SECONDS LOG` prints their addresses as a JSON list and serves until it is killed.
Each page is answered after so many seconds; LOG gets `<board> <path>` of each request, a line each.
"""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_ON_ONE_NET = 250
# As much markup around the advert as a real page has: about 20 kB.
_FURNITURE = "".join(
    f'<li class="menu"><a href="/about/{number}">About our towns, number {number}</a></li>' for number in range(300)
)
_SOURCE = """\
title: Board {number}
home: {address}/
kind: job
platform: css
start: ['{address}/jobs']
select: {{link: 'a.job::attr(href)', native_id: 'main::attr(data-id)'}}
expect: {{min_postings: {adverts}}}
pages: {pages}
terms: made up and served on this machine
enabled: true
"""


@dataclass(frozen=True, slots=True)
class Boards:
    """So many, with so many adverts each, a page answered after so many seconds."""

    count: int
    adverts: int
    seconds: float


@contextmanager
def slow_boards(boards: Boards, log: Path) -> Iterator[list[str]]:
    """The boards in a process of their own until the block is left; the address of each."""
    sizes = [str(boards.count), str(boards.adverts), str(boards.seconds)]
    command = [sys.executable, "-m", "benchmarks.slow_boards", *sizes, str(log)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            addresses: list[str] = json.loads(server.stdout.readline())
            yield addresses
        finally:
            server.kill()


def write_sources(configs: Path, addresses: list[str], adverts: int) -> list[str]:
    """One file a board in `configs/spiders`; the names of the sources."""
    folder = configs / "spiders"
    folder.mkdir(parents=True, exist_ok=True)
    for number, address in enumerate(addresses):
        text = _SOURCE.format(number=number, address=address, adverts=adverts, pages=adverts + 10)
        (folder / f"board_{number:04}.yml").write_text(text, encoding="utf-8")
    return [f"board_{number:04}" for number in range(len(addresses))]


def native_ids(number: int, adverts: int) -> list[str]:
    """What board `number` calls its adverts."""
    return [f"b{number}-a{advert}" for advert in range(adverts)]


class _Served:
    def __init__(self, boards: Boards, log: Path) -> None:
        self._adverts, self._seconds = boards.adverts, boards.seconds
        self._log = log.open("a", encoding="utf-8", buffering=1)

    async def listen(self, number: int) -> str:
        async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                while head := await reader.readuntil(b"\r\n\r\n"):
                    path = head.split(b" ", 2)[1].decode("ascii", "replace")
                    print(number, path, file=self._log)
                    await asyncio.sleep(self._seconds)
                    writer.write(self._answer(number, path))
                    await writer.drain()
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()

        host = f"127.0.{1 + number // _ON_ONE_NET}.{1 + number % _ON_ONE_NET}"
        server = await asyncio.start_server(client, host, 0, family=socket.AF_INET)
        return f"http://{host}:{server.sockets[0].getsockname()[1]}"

    def _answer(self, number: int, path: str) -> bytes:
        if path == "/robots.txt":
            return _http("200 OK", "User-agent: *\nAllow: /\n")
        if path == "/jobs":
            links = "".join(f'<li><a class="job" href="/job/{name}">{name}</a></li>' for name in native_ids(number, self._adverts))
            return _http("200 OK", f"<!doctype html><title>Jobs</title><h1>Jobs</h1><ul>{links}</ul>")
        name = path.removeprefix("/job/")
        if name in native_ids(number, self._adverts):
            return _http("200 OK", _advert(name))
        return _http("404 Not Found", "nothing here")


def _advert(name: str) -> str:
    """Names the compound; its other words are its own, so that none is a copy of another."""
    words = " ".join(sha256(f"{name} {part}".encode()).hexdigest() for part in range(4))
    title = f"Advert {name}"
    text = f"Chat agents for KK Park, free room and food, 1200 USD a month. {words}"
    menu = f"<!doctype html><title>{title}</title><nav><ul>{_FURNITURE}</ul></nav>"
    return f'{menu}<main data-id="{name}"><h1>{title}</h1><article><p>{text}</p></article></main>'


def _http(status: str, body: str) -> bytes:
    data = body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data


async def _serve(boards: Boards, log: Path) -> None:
    served = _Served(boards, log)
    print(json.dumps([await served.listen(number) for number in range(boards.count)]), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(Boards(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])), Path(sys.argv[4])))
