"""SIGTERM and SIGINT end a crawl with what it has, soon: a page that hangs is not waited for."""

from __future__ import annotations

import asyncio
import signal

from scrapy import signals
from scrapy.crawler import Crawler

# Time for pages that are just being read to be written down.
_GRACE_SECONDS = 2.0


class InterruptExtension:
    """Takes the place of Scrapy's own handlers, which wait for every page on its way."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> InterruptExtension:
        """Listens once the engine runs."""
        extension = cls(crawler)
        crawler.signals.connect(extension.listen, signal=signals.engine_started)
        return extension

    def listen(self) -> None:
        """Handle the signals on the event loop, between two steps of the crawl."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._interrupt)

    def _interrupt(self) -> None:
        if self._closing is None:
            loop = asyncio.get_running_loop()
            self._closing = loop.create_task(self._crawler.engine.close_spider_async(reason="shutdown"))
            loop.call_later(_GRACE_SECONDS, _leave)


def _leave() -> None:
    """Leave the event loop without waiting for anything; its threads would keep the process alive."""
    from twisted.internet import reactor

    reactor.getThreadPool().stop()
    reactor.crash()  # type: ignore[misc]
