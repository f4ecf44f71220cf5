"""A server of one file on loopback, which knows versions and ranges, and can be made to fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Served:
    """`cut_at`: the connection breaks after so many bytes of the next answer. `asked`: the Range header of each request."""

    content: bytes = b""
    version: str = '"1"'
    status: int = 200
    cut_at: int | None = None
    asked: list[str | None] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(content: bytes) -> Iterator[Served]:
    """The file at `Served.url`."""
    served = Served(content)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(self, served)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name of the base class
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}/list"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, served: Served) -> None:
    asked = handler.headers.get("range")
    served.asked.append(asked)
    if served.status != 200:
        _head(handler, served.status, 0, served)
    elif handler.headers.get("if-none-match") == served.version:
        _head(handler, 304, 0, served)
    else:
        goes_on = bool(asked) and handler.headers.get("if-range") == served.version
        body = served.content[int((asked or "bytes=0-")[6:-1]) if goes_on else 0 :]
        _head(handler, 206 if goes_on else 200, len(body), served)
        handler.wfile.write(body[: served.cut_at])
        if served.cut_at is not None:
            served.cut_at = None
            handler.close_connection = True


def _head(handler: BaseHTTPRequestHandler, status: int, length: int, served: Served) -> None:
    handler.send_response(status)
    handler.send_header("content-length", str(length))
    handler.send_header("etag", served.version)
    handler.end_headers()
