"""One measured crawl in a process of its own, started by benchmarks/crawl.py.

`python benchmarks/crawl_runner.py bare|without|with OUT` prints `{"seconds", "cpu_seconds", "pages", "peak_mb"}` of the crawl
of the source `board`. `bare` is a plain Scrapy spider with the same parser, link order and parallelism, Scrapy's defaults
otherwise, and its JSON lines feed; `without` and `with` are our crawl without and with the WARC.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from compoundwatch.config import SourceConfig, load_settings
from spiders.archive import PageArchive, Stored
from spiders.crawl import crawl
from spiders.page import Page
from spiders.platforms import load_platform


class BareSpider(Spider):
    """What one would write without us."""

    name = "bare"

    def __init__(self, source: SourceConfig) -> None:
        super().__init__()
        self.source = source
        self.platform = load_platform(source.platform)
        self.start_urls = list(source.start)
        self.pages = 0

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        """Items and further requests of one page."""
        self.pages += 1
        parsed = self.platform.parse(Page(response.url, response.body, response.status), self.source)
        for draft in parsed.drafts:
            yield asdict(draft)
        for link in parsed.links:
            yield Request(link.url, priority=10 if link.role == "detail" else 0)


def run_bare(source: SourceConfig, out: Path) -> int:
    """Pages fetched."""
    feed = {str(out / "items.jsonl"): {"format": "jsonlines"}}
    process = CrawlerProcess({"CONCURRENT_REQUESTS": 1, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "LOG_ENABLED": False, "FEEDS": feed})
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, source=source)
    process.start()
    assert isinstance(crawler.spider, BareSpider)
    return crawler.spider.pages


def _store_nothing(self: PageArchive, response: Response) -> Stored:  # noqa: ARG001 - the signature of what it replaces
    return Stored(0, "0" * 64, None)


def main(kind: str, out: Path) -> None:
    """Crawl once and print what it took."""
    settings = load_settings()
    source = settings.source("board")
    # Imports are no part of a page's time.
    importlib.import_module("spiders.base")
    load_platform(source.platform)
    if kind == "without":
        PageArchive.write = _store_nothing  # type: ignore[method-assign]  # what evidence costs is told by leaving it out
    begun, begun_cpu = perf_counter(), process_time()
    pages = run_bare(source, out) if kind == "bare" else crawl(settings, source, out / "board" / "run").pages
    seconds, cpu_seconds = perf_counter() - begun, process_time() - begun_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu_seconds": cpu_seconds, "pages": pages, "peak_mb": peak}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
