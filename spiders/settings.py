"""Every Scrapy setting a crawl depends on, in one place. Scrapy's own defaults are made for speed; these are polite."""

from __future__ import annotations

from typing import Any

from compoundwatch.config import AppConfig, SourceConfig
from compoundwatch.config.stop import StopList
from spiders.fetching.deadline import DEADLINE_SETTING
from spiders.fetching.guard import LOOPBACK_SETTING, Territory, loopback_netlocs

_MEGABYTE = 1_000_000
_LONGEST_CHAIN = 5


def scrapy_settings(app: AppConfig, source: SourceConfig, stop: StopList) -> dict[str, Any]:
    """Settings of one crawl of `source`."""
    browser: dict[str, Any] = {}
    if source.fetch == "browser":
        from spiders.fetching.browser import browser_settings

        browser = browser_settings(source, Territory.of(source, app.politeness, stop), app.politeness)
    loopback = {LOOPBACK_SETTING: sorted(loopback_netlocs(source, app.politeness))}
    return {**_polite(app, source), **_bounded(app, source), **_closed(), **_lean(), **_parts(source), **loopback, **browser}


def _polite(app: AppConfig, source: SourceConfig) -> dict[str, Any]:
    politeness = app.politeness
    return {
        "USER_AGENT": politeness.user_agent,
        "ROBOTSTXT_OBEY": True,
        # robots.txt knows us by our product token alone.
        "ROBOTSTXT_USER_AGENT": politeness.user_agent.split("/")[0].strip(),
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": max(politeness.delay, source.delay or 0.0),
        # Never faster than promised, not even by chance.
        "DOWNLOAD_DELAY_JITTER": 0,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "RETRY_TIMES": politeness.retries,
        "RETRY_HTTP_CODES": [408, 429, 500, 502, 503, 504, 522, 524],
        "RETRY_EXCEPTIONS": [
            "scrapy.exceptions.DownloadTimeoutError",
            "scrapy.exceptions.DownloadFailedError",
            "scrapy.exceptions.ResponseDataLossError",
        ],
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": ", ".join([*source.languages, "*;q=0.5"]),
            "Accept-Encoding": "gzip, deflate",
        },
    }


def _bounded(app: AppConfig, source: SourceConfig) -> dict[str, Any]:
    most = int(app.politeness.max_body_mb * _MEGABYTE)
    return {
        "DOWNLOAD_TIMEOUT": app.politeness.timeout,
        "DNS_TIMEOUT": app.politeness.timeout,
        "DOWNLOAD_MAXSIZE": most,
        "DOWNLOAD_WARNSIZE": most,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "REDIRECT_MAX_TIMES": _LONGEST_CHAIN,
        "METAREFRESH_ENABLED": False,
        "CLOSESPIDER_TIMEOUT": source.deadline,
        DEADLINE_SETTING: source.deadline,
        "HTTPERROR_ALLOW_ALL": True,
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
    }


def _closed() -> dict[str, Any]:
    """Doors of Scrapy that nobody needs here."""
    return {
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        # Left out altogether: importing them takes a quarter of a second.
        "EXTENSIONS_BASE": {
            "scrapy.extensions.corestats.CoreStats": 0,
            "scrapy.extensions.closespider.CloseSpider": 0,
        },
        "HTTPPROXY_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
        "DOWNLOAD_HANDLERS": {"data": None, "file": None, "s3": None, "ftp": None},
        "LOG_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "LOG_VERSIONS": [],
        "STATS_DUMP": False,
    }


def _lean() -> dict[str, Any]:
    """What Scrapy does for every page and this spider has no use for; together as dear as parsing one."""
    return {
        # Scrapy starts so many tasks a page for items; our postings are written down by the spider itself.
        "CONCURRENT_ITEMS": 1,
        # Reads and compiles the source of the callback at every page, to warn of a beginner's mistake.
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
    }


def _parts(source: SourceConfig) -> dict[str, Any]:
    """Our own middlewares; smaller numbers stand nearer to the spider. Scrapy's are in its DOWNLOADER_MIDDLEWARES_BASE."""
    middlewares: dict[str, int | None] = {
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        "spiders.fetching.guard.GuardMiddleware": 50,
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "spiders.fetching.robots.PoliteRobotsMiddleware": 100,
        "spiders.fetching.reservation.ReservationMiddleware": 110,
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
        "spiders.fetching.deadline.DeadlineMiddleware": 350,
        "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
        "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
        "spiders.fetching.retry.RetryAfterMiddleware": 550,
        "spiders.fetching.page_count.PageCountMiddleware": 800,
        "spiders.fetching.turns.TurnsMiddleware": 810,
    }
    if source.fetch == "browser":
        middlewares["spiders.fetching.browser.BrowserMiddleware"] = 820
    return {
        "DOWNLOADER_MIDDLEWARES": middlewares,
        "EXTENSIONS": {"spiders.fetching.politeness.CrawlDelayExtension": 0, "spiders.fetching.interrupt.InterruptExtension": 0},
        "TWISTED_DNS_RESOLVER": "spiders.fetching.guard.GuardedResolver",
    }
