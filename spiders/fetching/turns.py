"""Waits for our turn at a domain before every request, robots.txt and retries included, whoever else crawls it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from random import uniform
from time import monotonic

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from compoundwatch.turns import Turns
from compoundwatch.urls import registrable_domain
from spiders.fetching.deadline import DEADLINE_SETTING
from spiders.fetching.refusals import NoTurnLeft
from spiders.fetching.retry import retry_after

# Those who wait for one domain do not all ask the database at the same moment.
_JITTER = 0.25
_ASKS_FOR_REST = frozenset({429, 503})
# What a server says holds for a day at most: a slip of it must not silence a source for good.
_LONGEST_REST = 86_400.0


class TurnsMiddleware:
    """Stands next to the downloader. Without `turns` (a delay of 0) nothing is shared and nothing waits."""

    def __init__(self, crawler: Crawler, turns: Turns | None) -> None:
        self._crawler = crawler
        self._turns = turns
        self._until = monotonic() + crawler.settings.getfloat(DEADLINE_SETTING)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TurnsMiddleware:
        """The turns are the spider's."""
        return cls(crawler, crawler.spider.turns)  # type: ignore[union-attr]

    async def process_request(self, request: Request) -> None:
        """Raises NoTurnLeft where the run ends before it is our turn."""
        delay = self._delay(request)
        if self._turns is None or delay == 0:
            return
        domain = registrable_domain(request.url)
        while wait := await asyncio.to_thread(self._turns.take, domain, delay):
            if monotonic() + wait > self._until:
                raise NoTurnLeft(domain)
            await asyncio.sleep(wait + uniform(0, _JITTER))  # noqa: S311 - no secret

    async def process_response(self, request: Request, response: Response) -> Response:
        """What a server asks of us with Retry-After holds for everybody who crawls it."""
        if self._turns is not None and response.status in _ASKS_FOR_REST:
            pause = retry_after(response, datetime.now(UTC)) or 0.0
            await asyncio.to_thread(self._turns.hold_back, registrable_domain(request.url), min(pause, _LONGEST_REST))
        return response

    def _delay(self, request: Request) -> float:
        """Seconds between two requests: the source's, or robots.txt's where that is longer."""
        downloader = self._crawler.engine.downloader
        own: dict[str, float] = downloader.per_slot_settings.get(downloader.get_slot_key(request), {})
        return max(self._crawler.settings.getfloat("DOWNLOAD_DELAY"), own.get("delay", 0.0))
