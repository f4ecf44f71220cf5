"""Trying again after 429, 5xx and time-outs: few times, and when the server says so."""

from __future__ import annotations

import asyncio
import email.utils
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from spiders.fetching.deadline import DEADLINE_SETTING

# A server that wants a longer pause is left alone until the next run.
LONGEST_PAUSE = 120.0


class RetryAfterMiddleware(RetryMiddleware):
    """Scrapy's retries, which come at once, made to wait for Retry-After; the whole source waits meanwhile."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self._until = monotonic() + settings.getfloat(DEADLINE_SETTING)
        self._delay = settings.getfloat("DOWNLOAD_DELAY")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfterMiddleware:
        """The clock of the deadline starts here."""
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The answer itself where there is no further try, or the server wants a longer pause than a run has."""
        again = super().process_response(request, response)
        if isinstance(again, Response):
            return again
        pause = retry_after(response, datetime.now(UTC))
        if pause is None:
            # Each try waits twice as long as the one before; the slot's own delay comes on top.
            pause = self._delay * 2 ** (again.meta["retry_times"] - 1)
        if pause > min(LONGEST_PAUSE, self._until - monotonic()):
            return response
        await asyncio.sleep(pause)
        return again


def retry_after(response: Response, now: datetime) -> float | None:
    """Seconds that Retry-After asks for, as a number or an HTTP date (RFC 9110, 10.2.3); None where it says nothing."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
