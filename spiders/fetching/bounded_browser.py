"""One browser, one page at a time, each within its time and its memory: a page that hangs or swells takes the browser with it.

What runs in a page is the site's, so nothing that is asked of it need ever answer. The next page gets a new browser.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from ipaddress import ip_address
from time import monotonic
from typing import Any, Final

import psutil
from playwright.async_api import Page
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from spiders.fetching.browser_proxy import BrowserProxy

# Set by browser_settings: megabytes that all processes of the browser may fill together.
MEMORY_SETTING: Final = "COMPOUNDWATCH_BROWSER_MB"
# Where BrowserMiddleware leaves what is done with a page once it is there.
OBSERVER_KEY: Final = "observer"

_LOOK_EVERY: Final = 0.5
_UNTIL_CLOSED: Final = 10.0
_MEGABYTE: Final = 1_000_000


class BoundedBrowserHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc] # it ships no types
    """Fetches by scrapy-playwright what a request's meta says is for the browser, and ends that where a page takes too much."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._most = crawler.settings.getfloat(MEMORY_SETTING) * _MEGABYTE
        spider: Any = crawler.spider
        self._proxy = BrowserProxy(spider.territory, frozenset(spider.source.assets))

    async def download_request(self, request: Request) -> Response:
        """Raises DownloadTimeoutError, or DownloadCancelledError for a page that fills the memory."""
        page: asyncio.Future[Response] = asyncio.ensure_future(super().download_request(request))
        if not request.meta.get("playwright"):
            return await page
        await self._watch(page, request.meta["download_timeout"])
        response = await page
        # What the browser tells is the address of its proxy.
        address = self._proxy.address_of(response.url)
        return response.replace(ip_address=ip_address(address) if address else None)

    async def close(self) -> None:
        """Close the browser, then its door."""
        await super().close()
        self._proxy.close()

    async def _launch(self) -> None:
        # Chromium reaches its own machine without a proxy unless it is told not to.
        self.config.launch_options["proxy"] = {"server": await self._proxy.start(), "bypass": "<-loopback>"}
        await super()._launch()

    async def _apply_page_methods(self, page: Page, request: Request, spider: Any) -> None:  # noqa: ARG002 - the base class's signature
        # The base class would wait for the page's load event, which one picture that hangs puts off for ever.
        await request.meta[OBSERVER_KEY].finish(page)

    async def _watch(self, page: asyncio.Future[Response], seconds: float) -> None:
        until = monotonic() + seconds
        while not page.done():
            await asyncio.wait({page}, timeout=_LOOK_EVERY)
            if page.done():
                return
            if await asyncio.to_thread(_filled) > self._most:
                await self._end(page)
                raise DownloadCancelledError("the page fills more memory than app.yml's max_browser_mb")
            if monotonic() > until:
                await self._end(page)
                raise DownloadTimeoutError("the page was not drawn in time")

    async def _end(self, page: asyncio.Future[Response]) -> None:
        """Kill the browser and give its page up."""
        for process in _processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        page.cancel()
        await asyncio.wait({page}, timeout=_UNTIL_CLOSED)
        # scrapy-playwright hears that the browser is gone, forgets it and would start another.
        until = monotonic() + _UNTIL_CLOSED
        while hasattr(self, "browser") and monotonic() < until:
            await asyncio.sleep(0.05)


def _processes() -> list[psutil.Process]:
    """The processes of the browser: the children of our own child, which is Playwright's driver."""
    driver = psutil.Process().children()
    return [process for child in driver for process in child.children(recursive=True)]


def _filled() -> float:
    """Bytes; what processes share is counted once where the system tells (Linux), else as often as it is shared."""
    return sum(map(_bytes_of, _processes()))


def _bytes_of(process: psutil.Process) -> float:
    try:
        found = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0
    return float(getattr(found, "pss", found.rss))
