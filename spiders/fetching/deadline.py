"""A page that drips slowly may not hold a run beyond its deadline."""

from __future__ import annotations

from time import monotonic

from scrapy import Request
from scrapy.crawler import Crawler

DEADLINE_SETTING = "COMPOUNDWATCH_DEADLINE"
# The run's own timer comes first, so that the run says why it ended.
_GRACE = 0.5


class DeadlineMiddleware:
    """Gives each request no more time than the run has left."""

    def __init__(self, seconds: float, timeout: float) -> None:
        self._until = monotonic() + seconds
        self._timeout = timeout

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DeadlineMiddleware:
        """The clock starts with the crawl."""
        return cls(crawler.settings.getfloat(DEADLINE_SETTING), crawler.settings.getfloat("DOWNLOAD_TIMEOUT"))

    def process_request(self, request: Request) -> None:
        """Set the request's time-out."""
        request.meta["download_timeout"] = min(self._timeout, max(0.0, self._until - monotonic()) + _GRACE)
