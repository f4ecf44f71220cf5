"""Pages drawn by a real browser: fetched by scrapy-playwright, pictured whole, and kept to the source's own hosts.

Imported only for sources with `fetch: browser`.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error as BrowserError
from playwright.async_api import Page
from playwright.async_api import Request as BrowserRequest
from playwright.async_api import Response as BrowserResponse
from playwright.async_api import TimeoutError as BrowserTimeout
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError, DownloadTimeoutError
from scrapy.http import Response

from compoundwatch.config import SourceConfig
from compoundwatch.config.app import PolitenessConfig
from compoundwatch.urls import is_inner_address
from spiders.archive import RENDERED_KEY, Rendered
from spiders.fetching.bounded_browser import MEMORY_SETTING, OBSERVER_KEY
from spiders.fetching.guard import Territory
from spiders.fetching.refusals import OutsideSource
from spiders.fetching.robots import is_own_request

_INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What a page needs to be drawn and read; media, fonts, pings, sockets and plug-ins are not fetched.
_NEEDED = frozenset({"document", "script", "stylesheet", "xhr", "fetch", "image"})
_QUIET = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
# All goes through the proxy (spiders/fetching/browser_proxy.py): no name is looked up, nothing is sent round it.
_ONE_DOOR = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_VIEW = {"width": 1280, "height": 1024}
_TALLEST_PICTURE = 12_000


def browser_settings(source: SourceConfig, territory: Territory, politeness: PolitenessConfig) -> dict[str, Any]:
    """Scrapy settings that fetch pages by an installed Chromium or Chrome, else by Playwright's own."""
    timeout = politeness.timeout
    found = next(filter(None, map(shutil.which, _INSTALLED)), None)
    flags = [*_QUIET, *_ONE_DOOR]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium refuses to start as root with its sandbox.
        flags.append("--no-sandbox")
    handler = "spiders.fetching.bounded_browser.BoundedBrowserHandler"
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"args": flags, "timeout": timeout * 1000} | ({"executable_path": found} if found else {}),
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": timeout * 1000,
        "PLAYWRIGHT_ABORT_REQUEST": SubRequestGuard(territory, frozenset(source.assets)),
        MEMORY_SETTING: politeness.max_browser_mb,
    }


@dataclass(frozen=True)
class SubRequestGuard:
    """Judges everything a page wants to load. True means: do not."""

    territory: Territory
    assets: frozenset[str]

    def __call__(self, request: BrowserRequest) -> bool:
        """Whether to abort: a kind we do not need, or a host that is not the source's. The proxy judges where it leads."""
        if request.resource_type not in _NEEDED:
            return True
        from_elsewhere = urlsplit(request.url).hostname in self.assets and request.resource_type != "document"
        return not from_elsewhere and self.territory.problem(request.url) is not None


class BrowserMiddleware:
    """Sends every page through the browser, and keeps what only the browser knows for the archive."""

    def __init__(self, source: SourceConfig, territory: Territory, settings: Any) -> None:
        self._wait_for = source.wait_for
        self._territory = territory
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT") * 1000
        self._most = settings.getint("DOWNLOAD_MAXSIZE")
        self._agent: str = settings["USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BrowserMiddleware:
        """Source and territory are the spider's."""
        spider: Any = crawler.spider
        return cls(spider.source, spider.territory, crawler.settings)

    def process_request(self, request: Request) -> None:
        """Ask for the page to be drawn, observed and closed."""
        if is_own_request(request):
            return
        observer = _Observer(self._wait_for, self._timeout, self._most)
        request.meta.update(
            playwright=True,
            playwright_context_kwargs={
                "user_agent": self._agent, "service_workers": "block", "accept_downloads": False, "viewport": _VIEW,
            },
            playwright_page_goto_kwargs={"wait_until": "domcontentloaded"},
            playwright_page_init_callback=observer.begin,
        )  # fmt: skip
        request.meta[OBSERVER_KEY] = observer

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises OutsideSource or DownloadCancelledError for what the browser let through and we do not take."""
        observer: _Observer | None = request.meta.get(OBSERVER_KEY)
        if observer is None:
            return response
        if problem := self._territory.problem(response.url):
            raise OutsideSource(f"{response.url} is {problem}")
        address = str(response.ip_address or "")
        if address and is_inner_address(address) and urlsplit(response.url).netloc not in self._territory.loopback:
            raise OutsideSource(f"{response.url} leads to an address inside our own network")
        if len(response.body) > self._most:
            raise DownloadCancelledError("rendered page is too long")
        request.meta[RENDERED_KEY] = observer.rendered
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002 - Scrapy's signature
        """Playwright's errors in Scrapy's words."""
        if isinstance(exception, BrowserTimeout):
            raise DownloadTimeoutError(str(exception)) from exception
        if isinstance(exception, BrowserError):
            raise DownloadFailedError(str(exception)) from exception


class _Observer:
    """Watches one page from before it is asked for until it is drawn."""

    def __init__(self, wait_for: str | None, timeout: float, most: int) -> None:
        self.rendered = Rendered(None, None)
        self._wait_for = wait_for
        # The page has `timeout` for all: what is left of it must do for loading, reading and the picture.
        self._patience = timeout / 2
        self._most = most
        self._answer: BrowserResponse | None = None

    async def begin(self, page: Page, request: Request) -> None:  # noqa: ARG002 - scrapy-playwright's signature
        page.on("response", self._keep)

    async def finish(self, page: Page) -> None:
        """Wait until the page shows what it is for, then take its picture. A page that never does is read as it is."""
        with suppress(BrowserTimeout):
            if self._wait_for:
                await page.wait_for_selector(self._wait_for, timeout=self._patience)
            else:
                await page.wait_for_load_state("load", timeout=self._patience)
        self.rendered = Rendered(await self._received(), await self._picture(page))

    def _keep(self, response: BrowserResponse) -> None:
        if response.request.is_navigation_request() and response.frame.parent_frame is None:
            self._answer = response

    async def _received(self) -> bytes | None:
        if self._answer is None:
            return None
        with suppress(BrowserError):
            body = await self._answer.body()
            return body if len(body) <= self._most else None
        return None

    async def _picture(self, page: Page) -> bytes | None:
        with suppress(BrowserError):
            height = int(await page.evaluate("document.documentElement.scrollHeight"))
            clip = {"x": 0, "y": 0, "width": _VIEW["width"], "height": max(1, min(height, _TALLEST_PICTURE))}
            picture: bytes = await page.screenshot(full_page=True, clip=clip, timeout=self._patience / 2)  # type: ignore[arg-type]
            return picture if len(picture) <= self._most else None
        return None
