"""Why a request was not made. Each ends as the request's errback, so that no page is dropped in silence."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class OutsideSource(IgnoreRequest):
    """Raised by the guard: an address that is not the source's own, or one inside our own network."""


class RobotsForbids(IgnoreRequest):
    """Raised by the robots middleware: robots.txt asks us not to fetch this page."""


class RobotsUnreadable(IgnoreRequest):
    """Raised by the robots middleware: robots.txt answered an error, so we may not assume that we are welcome."""

    def __init__(self, status: int) -> None:
        super().__init__(f"robots.txt answered {status}" if status else "robots.txt could not be fetched")
        self.status = status


class TdmReserved(IgnoreRequest):
    """Raised by the reservation middleware: the site reserves text and data mining of this page."""

    def __init__(self, where: str) -> None:
        super().__init__(f"text and data mining is reserved by {where}")


class NoTurnLeft(IgnoreRequest):
    """Raised while waiting for a turn: others ask the same domain until after this run has to end."""

    def __init__(self, domain: str) -> None:
        super().__init__(f"others ask {domain} too, and the run ends before it is our turn")
