"""robots.txt as RFC 9309 means it: what it forbids is not fetched, and where it cannot be read nothing is."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from spiders.fetching.refusals import NoTurnLeft, RobotsForbids, RobotsUnreadable

_DISALLOW_ALL = b"User-agent: *\nDisallow: /\n"
_ASKED_TO_STAY_OUT = frozenset({401, 403})


# Marks what is asked for on our own account before any page: robots.txt (Scrapy's word) and opt-outs.
OWN_REQUEST = "dont_obey_robotstxt"


def is_own_request(request: Request) -> bool:
    """Whether this asks what we may do, and for no page."""
    return bool(request.meta.get(OWN_REQUEST))


def _is_robots_request(request: Request) -> bool:
    asked = request.meta.get("redirect_urls", [request.url])[0]
    return is_own_request(request) and urlsplit(asked).path == "/robots.txt"


class PoliteRobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's robots middleware, which takes every failure for permission, made to take 401, 403, 429 and 5xx for a no."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreadable: dict[str, int] = {}

    def process_response(self, request: Request, response: Response) -> Response:
        """Put a closed door in the place of an error; other 4xx mean there is no robots.txt (RFC 9309, 2.3.1.3)."""
        status = response.status
        if _is_robots_request(request) and (status in _ASKED_TO_STAY_OUT or status == 429 or status >= 500):
            return self._closed(request, status)
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """A robots.txt that cannot be fetched is a closed door too (RFC 9309, 2.3.1.4)."""
        # A host without an address or a turn has no pages for us either; asking for one tells why.
        no_page_either = isinstance(exception, (CannotResolveHostError, NoTurnLeft))
        return self._closed(request, 0) if _is_robots_request(request) and not no_page_either else None

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raises RobotsForbids or RobotsUnreadable."""
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            status = self._unreadable.get(urlsplit(request.url).netloc)
            raise RobotsForbids("robots.txt forbids it") if status is None else RobotsUnreadable(status) from None

    def _closed(self, request: Request, status: int) -> Response:
        # The first URL of the request names the host that was asked, also after redirects.
        asked = request.meta.get("redirect_urls", [request.url])[0]
        self._unreadable[urlsplit(asked).netloc] = status
        return Response(asked, status=200, body=_DISALLOW_ALL)
