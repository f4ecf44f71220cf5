"""The demo web on loopback: one port a site, every request written down, nothing about it random."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import TypeAlias

from compoundwatch.errors import CompoundwatchError
from demo.sites import answer
from demo.sites.answers import Answer, Request
from demo.web import Site, Web

HOST = "127.0.0.1"
INNER = "inner"

# How soon a server notices that it is to stop.
_POLL_SECONDS = 0.02

Log: TypeAlias = Callable[[str, str, int], None]


class _Server(ThreadingHTTPServer):
    """A server that ends with its process, whoever is still reading."""

    daemon_threads = True
    block_on_close = False


@contextmanager
def serving(web: Web, log: Log) -> Iterator[None]:
    """Serve every site until the block is left; `log` gets site, path with query, and status of each request.

    Raises CompoundwatchError, naming the port, where one is taken.
    """
    ports = {site.port: _site_handler(site, log) for site in web.sites.values()}
    ports[web.inner_port] = _inner_handler(log)
    with ExitStack() as running:
        for port, handler in ports.items():
            server = running.enter_context(_bind(port, handler))
            Thread(target=server.serve_forever, args=(_POLL_SECONDS,), daemon=True).start()
            running.callback(server.shutdown)
        yield


def _bind(port: int, handler: type[BaseHTTPRequestHandler]) -> _Server:
    try:
        return _Server((HOST, port), handler)
    except OSError as error:
        raise CompoundwatchError(f"port {port} of {HOST}, which the demo web needs, is not free: {error.strerror}") from None


@contextmanager
def file_log(path: Path) -> Iterator[Log]:
    """A log of one JSON line a request, written through at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = Lock()
    with path.open("w", encoding="utf-8") as file:

        def write(site: str, target: str, status: int) -> None:
            with lock:
                file.write(json.dumps({"site": site, "target": target, "status": status}) + "\n")
                file.flush()

        yield write


class _Handler(BaseHTTPRequestHandler):
    """What both kinds of server share: no chatter, and a client that leaves early is no fault."""

    protocol_version = "HTTP/1.1"
    server_version = "demo-web"
    sys_version = ""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Requests are written down by `log`."""

    def send(self, found: Answer, etag: str | None = None) -> None:
        self.send_response(found.status)
        self.send_header("Content-Type", found.content_type)
        if found.location:
            self.send_header("Location", found.location)
        if etag:
            self.send_header("ETag", etag)
        try:
            self._send_body(found)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send_body(self, found: Answer) -> None:
        if isinstance(found.body, bytes):
            if found.status != 304:
                self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            self.wfile.write(found.body)
            return
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in found.body:
            self.wfile.write(piece)


def _site_handler(site: Site, log: Log) -> type[BaseHTTPRequestHandler]:
    class SiteHandler(_Handler):
        def do_GET(self) -> None:
            found = answer(site, Request.of(self.path))
            etag = _etag(site, found)
            if etag and self.headers.get("If-None-Match") == etag:
                found = Answer(b"", status=304, content_type=found.content_type)
            log(site.name, self.path, found.status)
            self.send(found, etag)

    return SiteHandler


def _inner_handler(log: Log) -> type[BaseHTTPRequestHandler]:
    """A service that only this machine may ask; the demo fails when anything of it was fetched."""

    class InnerHandler(_Handler):
        def do_GET(self) -> None:
            log(INNER, self.path, 200)
            self.send(Answer(b"<title>Secrets</title><h1>Vacancy for nobody</h1><article>Not for the web.</article>"))

    return InnerHandler


def _etag(site: Site, found: Answer) -> str | None:
    if not site.etags or found.status != 200 or not isinstance(found.body, bytes):
        return None
    return f'"{sha256(found.body).hexdigest()[:16]}"'
