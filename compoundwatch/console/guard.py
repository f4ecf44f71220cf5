"""What every request passes: a known Host, a body within bounds; and what every answer carries."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_BODY = 64 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    # Addresses of pages hold tokens.
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_HSTS = {"strict-transport-security": "max-age=31536000"}


class Guard:
    """ASGI middleware. `hosts` are names without port; a request for another is refused (DNS rebinding)."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], *, https: bool) -> None:
        self._app = app
        self._hosts = LOOPBACK | {host.lower() for host in hosts}
        self._headers = [(name.encode(), value.encode()) for name, value in {**_HEADERS, **(_HSTS if https else {})}.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Only HTTP is served."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, self._dressed(send))

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if _host(headers.get(b"host", b"")) not in self._hosts:
            await PlainTextResponse("This address is not served here.\n", 421)(scope, receive, send)
            return
        body = await _read(receive)
        if body is None:
            await PlainTextResponse("This is longer than any form here.\n", 413)(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    def _dressed(self, send: Send) -> Send:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *((name, value) for name, value in self._headers if name not in own)]
            await send(message)

        return dressed


def _host(header: bytes) -> str:
    try:
        return (urlsplit(f"//{header.decode('ascii')}").hostname or "").lower()
    except ValueError:
        return ""


async def _read(receive: Receive) -> bytes | None:
    """The whole body, None where it is too long or the client left."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > LONGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    pending = [body]

    async def replay() -> Message:
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return await receive()

    return replay
