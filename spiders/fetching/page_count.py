"""Every answer of the server is counted, and what Scrapy takes off it is remembered for the archive."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from spiders.archive import ENCODING_KEY
from spiders.fetching.robots import is_own_request
from spiders.tally import Tally


class PageCountMiddleware:
    """Stands next to the downloader, so that it also sees redirects and answers that are tried again."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PageCountMiddleware:
        """The tally is the spider's."""
        return cls(crawler.spider.tally)  # type: ignore[union-attr]

    def process_response(self, request: Request, response: Response) -> Response:
        """Count the page with the bytes that came over the wire."""
        if not is_own_request(request):
            self._tally.count_page(response.status, len(response.body))
            if encoding := response.headers.getlist("Content-Encoding"):
                request.meta[ENCODING_KEY] = encoding
        return response
