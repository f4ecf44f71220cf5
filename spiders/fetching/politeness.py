"""Robots' Crawl-delay and Request-rate become the delay of the host's download slot; they can only slow us down."""

from __future__ import annotations

import math

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import ProtegoRobotParser, RobotParser


class CrawlDelayExtension:
    """Scrapy has no setting for this: the `robots_parsed` signal is the place."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelayExtension:
        """Listens to robots.txt being read."""
        extension = cls(crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Slow the slot of `request`'s host down to what robots.txt asks for."""
        downloader = self._crawler.engine.downloader
        asked = asked_delay(robotparser, self._agent)
        key = downloader.get_slot_key(request)
        delay = max(asked, self._crawler.settings.getfloat("DOWNLOAD_DELAY"))
        # A slot that lay idle is thrown away and made anew from these settings.
        downloader.per_slot_settings[key] = {"delay": delay}
        if slot := downloader.slots.get(key):
            slot.delay = max(slot.delay, delay)


def asked_delay(parser: RobotParser, agent: str) -> float:
    """Seconds between two requests that robots.txt asks `agent` for; 0 where it asks for nothing."""
    delay = parser.crawl_delay(agent) or 0.0
    if isinstance(parser, ProtegoRobotParser) and (rate := parser.rp.request_rate(agent)) and rate.requests:
        delay = max(delay, rate.seconds / rate.requests)
    return delay if math.isfinite(delay) else 0.0
