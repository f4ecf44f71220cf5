"""Handing one webhook over: to public addresses only, never further by a redirect, never longer than a moment."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp
from urllib3 import Retry
from urllib3.exceptions import InvalidHeader

from compoundwatch.text import one_line
from compoundwatch.urls import is_inner_address, is_loopback_literal

# Standard Webhooks, "Request timeouts": 15 to 30 s. It holds for the whole call, so a receiver that drips is cut off too.
TIMEOUT_SECONDS = 15.0
# A receiver that asks for more is asked again after this, as its wish might be a mistake.
_LONGEST_WISH = 86_400.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver said: its status, or (None) why there was none. `wait`: seconds by its Retry-After."""

    status: int | None
    why: str | None = None
    wait: float = 0.0


class InnerAddress(OSError):
    """A receiver's name leads into our own network."""


class Receiver:
    """One address that is called again and again; an async context manager that keeps its connection.

    Every connection is judged by the very address that it is made to, so that a name cannot change after it was looked up.
    """

    def __init__(self, url: str, *, user_agent: str, loopback: bool, timeout: float = TIMEOUT_SECONDS) -> None:
        """`loopback`: whether this machine itself may be called, where the address names it as such."""
        self._url = url
        self._loopback = loopback and is_loopback_literal(urlsplit(url).hostname or "")
        self._user_agent = user_agent
        self._timeout = timeout

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=aiohttp.ThreadedResolver(), socket_factory=self._socket, ssl=ssl.create_default_context(), limit=1
        )
        # No proxy and no password from the environment, no cookies, nothing unpacked.
        self._session = aiohttp.ClientSession(
            connector=connector,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=self._timeout),
            headers={"Content-Type": "application/json", "User-Agent": self._user_agent},
        )
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._session.close()

    async def post(self, body: bytes, headers: dict[str, str]) -> Answer:
        """One try. Only the status of the answer is read: its body may be anything."""
        try:
            async with self._session.post(self._url, data=body, headers=headers, allow_redirects=False) as answer:
                _hang_up(answer)
                return Answer(answer.status, f"{answer.status} {one_line(answer.reason or '', 80)}".strip(), _wish(answer))
        except TimeoutError:
            return Answer(None, f"no answer within {self._timeout:g} s")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Answer(None, _said(error))

    def _socket(self, found: tuple[object, ...]) -> socket.socket:
        """Called for every connection, with what it is to be made to. Raises InnerAddress before anything is sent."""
        family, kind, protocol, _, where = found
        address = str(where[0])  # type: ignore[index]  # (host, port) or (host, port, flow, scope)
        if is_inner_address(address) and not (self._loopback and is_loopback_literal(address)):
            raise InnerAddress("the address leads into our own network, which is never called")
        return socket.socket(family, kind, protocol)  # type: ignore[arg-type]  # as getaddrinfo gives them


def _hang_up(answer: aiohttp.ClientResponse) -> None:
    """End the connection of an answer that is not whole yet, with no farewell: its rest may never end."""
    if answer.connection and answer.connection.transport:
        answer.connection.transport.abort()


def _wish(answer: aiohttp.ClientResponse) -> float:
    """Seconds by the answer's Retry-After, a number or a date; 0 without one that can be read."""
    header = answer.headers.get("Retry-After")
    try:
        return min(Retry().parse_retry_after(header), _LONGEST_WISH) if header else 0.0
    except InvalidHeader:
        return 0.0


def _said(error: Exception) -> str:
    # aiohttp wraps what was raised at the socket; that says it in fewer words.
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    return one_line(f"{cause}" or type(cause).__name__, 200)
