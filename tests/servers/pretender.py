"""A loopback server that gives one answer to everything: another product, an older server, a bad certificate."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat
from threading import Thread


@contextmanager
def pretender(
    body: bytes = b"{}",
    *,
    status: int = 200,
    busy: Sequence[int] = (),
    headers: Mapping[str, str] | None = None,
    tls: ssl.SSLContext | None = None,
) -> Iterator[str]:
    """Its address. `headers` are added to JSON's; the statuses in `busy` come first, one for each request."""
    statuses = chain(busy, repeat(status))
    told = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(next(statuses))
            for name, value in told.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
            """Quiet: what is asked is the client's affair."""

    server = _Quiet(("127.0.0.1", 0), Answer)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    running = Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        running.join()


class _Quiet(ThreadingHTTPServer):
    """A client that turns away from a bad certificate is what the test wants, not an error to print."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing to tell."""
