"""A client without a browser: keeps cookies, follows nothing, sends whatever a test wants to send."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode

import urllib3

Fields = Mapping[str, str | Sequence[str]]

WISH: Fields = {
    "title": "Parks", "email": "desk@ngo.example", "query": '"KK Park"', "min_level": "watch", "rate": "daily", "time_zone": "UTC",
    "hour": "7", "heartbeat": "never", "locale": "en", "most": "50", "tell": ["compound_linked", "indicators"], "outlets": ["mail"],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def hidden(self) -> dict[str, list[str]]:
        """The hidden fields of the page's forms."""
        found: dict[str, list[str]] = {}
        for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', self.text):
            found.setdefault(unescape(name), []).append(unescape(value))
        return found


@dataclass(slots=True)
class Client:
    """`base` is the address of the pages."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)
    pool: urllib3.PoolManager = field(default_factory=urllib3.PoolManager)

    def get(self, path: str, **headers: str) -> Answer:
        """Open a page; `host="…"` sends another Host."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: Fields | bytes, **headers: str) -> Answer:
        """Send a form as it is."""
        body = fields if isinstance(fields, bytes) else urlencode(dict(fields), doseq=True).encode()
        return self._ask("POST", path, body, {"content_type": "application/x-www-form-urlencoded", **headers})

    def send(self, path: str, **fields: Any) -> Answer:
        """Open the page of a form, then send it with its key."""
        key = self.get(path).hidden["form_key"][0]
        return self.post(path, {**fields, "form_key": key})

    def ask(self, **changes: Any) -> Answer:
        """Form, estimate, and the request for a confirmation."""
        seen = self.send("/subscribe", **{**WISH, **changes, "step": "estimate"})
        return self.post("/subscribe", {**seen.hidden, "step": "save"}) if seen.status == 200 else seen

    def close(self) -> None:
        """Let go of connections."""
        self.pool.clear()

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        response = self.pool.request(method, self.base + path, body=body, headers=sent, redirect=False, retries=False)
        for cookie in response.headers.getlist("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers, response.data.decode())
