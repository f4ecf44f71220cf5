"""Text-and-data-mining opt-outs (TDM Reservation Protocol, W3C community group report of May 2024): what is reserved is not taken.

A site reserves its pages in `/.well-known/tdmrep.json`, by a response header or by a meta element. The first is asked for once a
host, before any page; the others stop a page from being read or stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

import orjson
from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.http.request import NO_CALLBACK

from spiders.fetching.refusals import TdmReserved
from spiders.fetching.robots import OWN_REQUEST, is_own_request

_WELL_KNOWN = "/.well-known/tdmrep.json"
_HEADER = "TDM-Reservation"
_META = "meta[name='tdm-reservation' i]::attr(content)"
_BEFORE_PAGES = 900
_MOST_RULES = 1000
_LONGEST_LOCATION = 2000


@dataclass(frozen=True, slots=True)
class Rule:
    """One object of tdmrep.json: a pattern of paths as in robots.txt (`*`, `$`), and whether they are reserved."""

    location: str
    reserved: bool


def read_rules(body: bytes) -> tuple[Rule, ...]:
    """The rules of a tdmrep.json in their order; none where it is no such file."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ()
    entries = found if isinstance(found, list) else []
    return tuple(
        Rule(entry["location"][:_LONGEST_LOCATION], str(entry.get("tdm-reservation")).strip() == "1")
        for entry in entries[:_MOST_RULES]
        if isinstance(entry, dict) and isinstance(entry.get("location"), str) and "\n" not in entry["location"]
    )


def reserves(rules: Sequence[Rule], path: str) -> bool:
    """Whether the first rule that a path (with its query) matches reserves it (section 6.1 of the protocol)."""
    return next((rule.reserved for rule in rules if _matches(rule.location, path)), False)


def _matches(location: str, path: str) -> bool:
    return not _pattern(location).can_fetch(path, "*")


@lru_cache(maxsize=_MOST_RULES)
def _pattern(location: str) -> Protego:
    """The patterns are those of robots.txt, so its parser judges them."""
    location = location if location.startswith(("/", "*")) else f"/{location}"
    return Protego.parse(f"User-agent: *\nDisallow: {quote(location, safe='/*$?&=%~+,;:@!()-._')}\n")


class ReservationMiddleware:
    """Stands behind robots.txt: a page that may not be fetched is not asked about either."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[tuple[Rule, ...]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReservationMiddleware:
        """Asks by the crawl's own engine, so politely."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises TdmReserved."""
        if is_own_request(request):
            return
        parts = urlsplit(request.url)
        if parts.netloc not in self._rules:
            self._rules[parts.netloc] = asyncio.ensure_future(self._ask(f"{parts.scheme}://{parts.netloc}{_WELL_KNOWN}"))
        rules = await self._rules[parts.netloc]
        if rules and reserves(rules, f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"):
            raise TdmReserved("tdmrep.json")

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises TdmReserved."""
        if is_own_request(request):
            return response
        if (response.headers.get(_HEADER) or b"").strip() == b"1":
            raise TdmReserved(f"the header {_HEADER}")
        if b"tdm-reservation" in response.body[:200_000].lower() and isinstance(response, TextResponse):
            said = response.css(_META).get()
            if (said or "").strip() == "1":
                raise TdmReserved("a meta element of the page")
        return response

    async def _ask(self, url: str) -> tuple[Rule, ...]:
        request = Request(url, priority=_BEFORE_PAGES, meta={OWN_REQUEST: True, "dont_retry": True}, callback=NO_CALLBACK)
        try:
            response = await self._crawler.engine.download_async(request)
        # A file that cannot be had says nothing; why it cannot, the page itself will tell.
        except Exception:  # noqa: BLE001 - Scrapy names no common base for what downloads raise
            return ()
        return read_rules(response.body) if response.status == 200 else ()
